namespace DeepMfg.AutoDiff;

/// <summary>Generates the derivatives of the method it stands on, next to it: forward mode, reverse mode, and value with gradient.</summary>
/// <remarks>
/// <para>The method stands in a <c>partial</c> type; all types around that are partial too. For a method <c>M</c> this gives
/// <c>MValueAndGradient</c>, <c>MJvp</c> and <c>MVjp</c>, with <c>M</c>'s accessibility.</para>
/// <para>On a <c>partial</c> record, record struct or struct: its numbers form a vector space. The type implements
/// <see cref="IDifferentiable{TSelf, T}"/>, and has the operators of a vector and <c>Zero</c>, <c>Dot</c>, <c>ParameterCount</c>, <c>CopyTo</c> and
/// <c>From</c> where it does not declare them.</para>
/// <para>An instance method's receiver is a constant.</para>
/// </remarks>
/// <example>
/// <code>
/// public static partial class Wear
/// {
///     [Differentiable]
///     public static double ToolLife(double speed, double feed) => 60 * Math.Pow(speed / 120, -4) * Math.Pow(feed / 0.2, -1.6);
/// }
///
/// (double life, (double speed, double feed) gradient) = Wear.ToolLifeValueAndGradient(150, 0.25);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Struct | AttributeTargets.Class, Inherited = false)]
public sealed class DifferentiableAttribute : Attribute
{
    /// <summary>The members to generate, exactly; when it is not set, the defaults that apply to the method's result.</summary>
    public Derivatives Produce { get; set; } = Derivatives.Default;

    /// <summary>The names of the parameters to differentiate with respect to; when it is not set, every parameter that can be.</summary>
    public string[] Wrt { get; set; } = [];

    /// <summary>What the reverse sweeps of methods that call this one compute again instead of keeping it.</summary>
    public Checkpointing Checkpoint { get; set; } = Checkpointing.None;
}
