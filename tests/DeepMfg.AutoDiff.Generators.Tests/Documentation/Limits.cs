namespace DeepMfg.AutoDiff.Generators.Tests.Documentation;

/// <summary>The README's limits: each with the diagnostic that says so, the way out, and a member of a partial class that meets it.</summary>
internal static class Limits
{
    public static IReadOnlyList<(string Limit, string Id, string WayOut, string Member)> Rows { get; } =
    [
        ("a type that is not `partial`", "DMAD001", "make it so (there is a code fix)", "class Closed { [Differentiable] static double F(double x) => x * x; }"),
        ("`async`, iterators, `extern`, abstract methods", "DMAD002", "mark a plain method that these call", "[Differentiable] static async Task<double> F(double x) => x * x;"),
        ("results that are no number or tuple of numbers", "DMAD003", "return the numbers", "[Differentiable] static string F(double x) => \"\";"),
        ("a method without a floating-point parameter", "DMAD004", "pass what to differentiate with respect to", "[Differentiable] static double F(int n) => n;"),
        ("a member of a generated member's name and parameters", "DMAD005", "rename one of them", "[Differentiable] static double F(double x) => x * x; static double FValueAndGradient(double x) => x;"),
        ("a marked type with `float` and `double` members", "DMAD006", "one type for all, or `[NoDerivative]`", "[Differentiable] partial record struct P(double X, float Y);"),
        ("active values passed to code without source and without a rule", "DMAD010", "write it in the project, a rule by hand, or `Ad.StopGradient`", "[Differentiable] static double F(double x) => double.Parse(x.ToString());"),
        ("`goto`, `try`, `lock`, `unsafe`, `dynamic`, delegates that are not known at the call", "DMAD011", "the message names what to write instead", "[Differentiable] static double F(double x) { try { return x * x; } finally { } }"),
        ("writing fields, properties and other state", "DMAD012", "return the value, or write an `out` parameter", "static double s; [Differentiable] static double F(double x) { s = x; return x * x; }"),
        ("conversion of an active value to an integer", "DMAD020", "`Ad.StopGradient` if it is meant", "[Differentiable] static double F(double x) => x * (int)x;"),
        ("a parameter that the result does not depend on", "DMAD021", "`[NoDerivative]`", "[Differentiable] static double F(double x, double y) => x * x;"),
        ("rules by hand for methods with `ref` or `out` parameters, over tables, or over arrays inside other values", "DMAD030", "pass numbers, arrays or spans",
            "static void G(double x, ref double y) => y = x; [DerivativeOf(typeof(Wear), nameof(G))] static void R(double x, ref double y, double xDot, ref double yDot) => y = x;"),
        ("a parameter of a type that holds floats, such as `List<double>`", "DMAD024", "pass numbers, or `[NoDerivative]`", "[Differentiable] static double F(double x, List<double> y) => x * y.Count;"),
    ];

    public static string Table() => "| limit | diagnostic | way out |\n| --- | --- | --- |\n"
        + string.Concat(Rows.Select(row => $"| {row.Limit} | {row.Id} | {row.WayOut} |\n"));
}
