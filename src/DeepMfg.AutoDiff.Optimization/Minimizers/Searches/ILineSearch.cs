namespace DeepMfg.AutoDiff.Optimization;

/// <summary>How far to go along a direction.</summary>
internal interface ILineSearch
{
    /// <summary>Leaves a better point in <paramref name="trial"/>, or says why there is none.</summary>
    Outcome Search(Problem problem, Line line, Iterate trial);
}
