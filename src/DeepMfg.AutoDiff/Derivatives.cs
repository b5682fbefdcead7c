namespace DeepMfg.AutoDiff;

/// <summary>The members that <see cref="DifferentiableAttribute"/> generates for a method <c>M</c>.</summary>
[Flags]
public enum Derivatives
{
    /// <summary>No member.</summary>
    None = 0,

    /// <summary><c>MValueAndGradient</c>: the value and the gradient, of a method with a scalar result.</summary>
    Gradient = 1,

    /// <summary><c>MJvp</c>: the value and its tangent along given tangents of the parameters (forward mode).</summary>
    Jvp = 2,

    /// <summary><c>MVjp</c>: the value, and the cotangent of the result pulled back to the parameters (reverse mode).</summary>
    Vjp = 4,

    /// <summary><c>MJacobian</c>: the matrix of first derivatives.</summary>
    Jacobian = 32,

    /// <summary><c>MForward</c> and <c>MReverse</c>: the two sweeps of reverse mode, each by itself.</summary>
    Split = 64,

    /// <summary><c>MObjective</c>: a struct that hands the method to a minimiser.</summary>
    Objective = 256,

    /// <summary>What is generated when nothing is asked for.</summary>
    Default = Gradient | Jvp | Vjp,
}
