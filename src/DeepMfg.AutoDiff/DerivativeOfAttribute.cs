namespace DeepMfg.AutoDiff;

/// <summary>Makes the static method it stands on a rule by hand: the derivative of another method, which is used instead of that one's code.</summary>
/// <remarks>
/// <para>The other method may be in any assembly. A rule begins with its parameters; it has the shape of one of the members that would be
/// generated for it:</para>
/// <list type="bullet">
/// <item>forward mode: then a tangent <c>pDot</c> for each parameter <c>p</c>; it returns <c>(R Value, R Tangent)</c>;</item>
/// <item>reverse mode: then the <c>cotangent</c> of the result and a <c>ref</c> accumulator <c>pBar</c> for each parameter, to which it adds; it
/// returns the value;</item>
/// <item>reverse mode in two halves, both marked: <c>(R Value, S Saved) F(p…)</c> and <c>void B(S saved, R cotangent, pBar…)</c>, where the second
/// is given what the first has saved.</item>
/// </list>
/// <para>Of an array or a <c>ReadOnlySpan</c> the tangent and a result's cotangent are <c>ReadOnlySpan</c>s, an accumulator is a <c>Span</c>. An
/// instance method's receiver is the first parameter of its rule. What the other method is given it does not write.</para>
/// <para>A parameter of the rule that is marked <see cref="NoDerivativeAttribute"/> has no companion: no derivative flows through it. A mode for
/// which there is no rule is derived from the other method's source, where that is known. The compiler evaluates a rule and the other method at a few
/// points, and says where they disagree (DMAD031).</para>
/// </remarks>
/// <param name="type">The type that declares the other method.</param>
/// <param name="method">Its name; the overload meant is the one with whose parameters the rule begins.</param>
/// <example>
/// <code>
/// [DerivativeOf(typeof(Gauge), nameof(Gauge.Pressure))]
/// public static (double Value, double Tangent) PressureJvp(double volt, double voltDot) => (Gauge.Pressure(volt), Gauge.Slope(volt) * voltDot);
///
/// [DerivativeOf(typeof(Gauge), nameof(Gauge.Pressure))]
/// public static double PressureVjp(double volt, double cotangent, ref double voltBar)
/// {
///     voltBar += cotangent * Gauge.Slope(volt);
///     return Gauge.Pressure(volt);
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class DerivativeOfAttribute(Type type, string method) : Attribute
{
    /// <summary>The type that declares the other method.</summary>
    public Type Type { get; } = type;

    /// <summary>The other method's name.</summary>
    public string Method { get; } = method;

    /// <summary>Whether the rule is no exact derivative, on purpose: it is then not compared with differences of the other method.</summary>
    public bool Approximate { get; set; }
}
