namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Names and arguments at the edge of what is supported.</summary>
public class ArgumentTests
{
    [Theory]
    [InlineData("A(x)", 1)]
    [InlineData("A(x, 1)", 2)]
    [InlineData("A(x, 1, 2)", 3)]
    [InlineData("A(x, new[] { 1, 2 })", 3)]
    public void Expanded_params_are_an_array_of_constants(string call, double derivative) => Calling.Gives(
        $"static double A(double x, params int[] more) => x * (1 + more.Length); [Differentiable] public static double F(double x) => {call};",
        "C.FValueAndGradient(2).Gradient", derivative);

    [Theory]
    [InlineData("A(x)", 1)]
    [InlineData("A(x, x * 2)", 9)]
    [InlineData("A(x, 1, x)", 3)]
    public void Expanded_params_hold_active_values(string call, double derivative) => Calling.Gives(
        "static double A(double x, params double[] more) { foreach (double m in more) x += m * m; return x; } "
            + $"[Differentiable] public static double F(double x) => {call};",
        "C.FValueAndGradient(1).Gradient", derivative);

    [Fact]
    public void Names_that_differ_by_case_alone_are_derived_each() => Calling.Gives(
        "[Differentiable] public static double F(double x) => x * x; [Differentiable] public static double f(double x) => 3 * x;",
        "C.FValueAndGradient(2).Gradient + C.fValueAndGradient(2).Gradient", 7);

    [Fact]
    public void A_method_with_params_is_documented_without_the_word() => Calling.Gives(
        "[Differentiable] public static double F(double x, params int[] more) => x * more.Length;",
        "C.FValueAndGradient(2, [1, 2]).Gradient", 2);

    [Fact]
    public void A_parameter_of_the_types_constructor_is_a_constant_of_its_methods() => Calling.Gives(
        "public partial class P(int n, double k) { [Differentiable] public double F(double x) { for (int i = 0; i < n; i++) x *= k; return x * n * k; } }",
        "new C.P(3, 2).FValueAndGradient(1.5).Gradient", 48);

    [Fact]
    public void A_reference_to_a_field_is_refused_once() => Assert.Single(Calling.Says(
        "static double s; static void Add(ref double sum, double y) => sum += y; [Differentiable] public static double F(double x) { Add(ref s, x); return x * x; }"));

    [Theory]
    [InlineData("double F(double x, double Math) => System.Math.Sin(x - 2) * Math + x", "C.FValueAndGradient(2, 3).Gradient.x", 4)]
    [InlineData("double F(double x, int Tape, int Span) { for (int i = 0; i < Span; i++) x *= x * Tape; return x; }", "C.FValueAndGradient(1, 1, 2).Gradient", 4)]
    [InlineData("double F<Partials>(double x) { for (int i = 0; i < 2; i++) x = Math.Abs(x) * x; return x; }", "C.FValueAndGradient<int>(1).Gradient", 4)]
    public void A_parameter_may_have_the_name_of_a_type_that_generated_code_uses(string method, string gradient, double derivative) =>
        Calling.Gives($"[Differentiable] public static {method}{(method.EndsWith('}') ? "" : ";")}", gradient, derivative);

    [Fact]
    public void An_out_parameter_takes_what_a_constant_call_returns() => Calling.Gives(
        "[Differentiable] public static double F(double x, out double c, int n) { c = Probe.Tick(n); return x; }",
        """
        ((Func<double>)(() =>
        {
            Probe.Reset();
            C.F(1, out double expected, 2);
            double xBar = 0, cBar = 0;
            Probe.Reset();
            double value = C.FVjp(1, out double c, 2, 1, ref xBar, ref cBar);
            return c == expected ? value : double.NaN;
        }))()
        """,
        1);
}
