namespace DeepMfg.AutoDiff.Learning;

/// <summary>Why a fit ended.</summary>
public enum FitStatus
{
    /// <summary>All epochs are done.</summary>
    Completed,

    /// <summary>The loss had not become better for as long as <see cref="FitOptions.EarlyStopping"/> allows.</summary>
    StoppedEarly,

    /// <summary>By <see cref="FitOptions.Cancel"/>.</summary>
    Cancelled,

    /// <summary>A loss was no finite number; <see cref="FitResult{TModel, T}.Fault"/> says where.</summary>
    NotFinite,
}
