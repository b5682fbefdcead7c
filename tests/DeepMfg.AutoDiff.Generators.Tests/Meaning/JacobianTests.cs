using DeepMfg.AutoDiff.Generators.Tests.Compiling;

namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Jacobians and objectives: rows and columns in the order of the numbers, by JVPs or VJPs, in both forms.</summary>
public class JacobianTests
{
    private const string Methods = """
        [Differentiable] public partial record struct Line(double Slope, double Offset);
        [Differentiable] public partial record Net(double[] W, [NoDerivative] int N, double B);

        [Differentiable(Produce = Derivatives.Jacobian | Derivatives.Objective)]
        public static double[] Misfit(double[] p, [NoDerivative] double[] at, ReadOnlySpan<double> seen)
        {
            var misfit = new double[at.Length];
            for (int i = 0; i < misfit.Length; i++) misfit[i] = p[0] * Math.Pow(at[i], p[1]) + p[2] * p[2] - seen[i];
            return misfit;
        }
        [Differentiable(Produce = Derivatives.Jacobian)] public static double[] Squares(ReadOnlySpan<double> x, double k) { double[] y = new double[2]; y[0] = k * x[0] * x[0]; y[1] = x[1] * x[2]; return y; }
        [Differentiable(Produce = Derivatives.Jacobian)] public static double Scalar(double[,] t, double k) => t[0, 1] * t[1, 0] * k;
        [Differentiable(Produce = Derivatives.Jacobian)] public static double Rows(double[][] t, (double A, double B) k) => t[0][1] * t[1][0] * k.A + k.B;
        [Differentiable(Produce = Derivatives.Jacobian)] public static (double A, double B, double C) Tuple(double x, double y) => (x * y, x + y, x * x);
        [Differentiable(Produce = Derivatives.Jacobian)] public static (double A, double B) Wide(double x, double y, double z) => (x * y * z, x + y * z);
        [Differentiable(Produce = Derivatives.Jacobian)] public static Line Moved(Line l, double by) => new(l.Slope * by, l.Offset + by * by);
        [Differentiable(Produce = Derivatives.Jacobian)] public static double[] Of(Net n, double x) { double[] y = new double[n.N]; for (int i = 0; i < y.Length; i++) y[i] = n.W[i % n.W.Length] * x + n.B; return y; }
        [Differentiable(Produce = Derivatives.Objective | Derivatives.Default)] public static float Cost(ReadOnlySpan<float> x, float[] k, float by) => x[0] * x[0] * k[0] + x[1] * by;
        [Differentiable(Produce = Derivatives.Objective)] public static double Along(double x, double k) => x * x * k;
        public static double[] Flat(double[,] t) { double[] all = new double[t.Length]; Buffer.BlockCopy(t, 0, all, 0, 8 * all.Length); return all; }
        public static double Is(double[,] actual, double[,] expected)
        {
            if (actual.GetLength(0) != expected.GetLength(0) || actual.GetLength(1) != expected.GetLength(1)) return -1;
            double worst = 0;
            for (int i = 0; i < actual.GetLength(0); i++) for (int j = 0; j < actual.GetLength(1); j++) worst = Math.Max(worst, Math.Abs(actual[i, j] - expected[i, j]));
            return worst < 1e-12 ? 1 : 0;
        }
        public static double Throws(Action run) { try { run(); return 0; } catch (ArgumentException) { return 1; } }
        public static double Run(IObjective<float> o, int what) { float[] g = [9, 9]; float value = o.ValueAndGradient([3, 4], g); return what < 0 ? value : g[what]; }
        public static double One(IObjective<double> o, int what) { double[] g = [9]; double value = o.ValueAndGradient([3], g); return what < 0 ? value : g[what]; }
        public static double[,] By(IResiduals<double> r, double[] x) { double[,] j = new double[r.Count(x), x.Length]; double[] all = new double[j.Length]; r.Jacobian(x, all); Buffer.BlockCopy(all, 0, j, 0, 8 * all.Length); return j; }
        public static double Residual(IResiduals<double> r, double[] x, int i) { double[] y = new double[r.Count(x)]; r.Residuals(x, y); return y[i]; }
        """;

    [Fact]
    public void Rows_and_columns_are_the_numbers_in_order() => Calling.AllGive(
        Methods,
        Same("Misfit([2, 2, 3], [1, 3], [0, 0])", "{ { 1, 0, 6, -1, 0 }, { 9, 18 * Math.Log(3), 6, 0, -1 } }"),
        Same("Misfit([2, 2, 3], [], [])", "new double[0, 3]"),
        Same("Squares([2, 3, 5], 7)", "{ { 28, 0, 0, 4 }, { 0, 5, 3, 0 } }"),
        Same("Scalar(new double[,] { { 1, 2 }, { 3, 4 } }, 5)", "{ { 0, 15, 10, 0, 6 } }"),
        Same("Rows([[1, 2], [3]], (5, 7))", "{ { 0, 15, 10, 6, 1 } }"),
        Same("Tuple(3, 5)", "{ { 5, 3 }, { 1, 1 }, { 6, 0 } }"),
        Same("Wide(2, 3, 5)", "{ { 15, 10, 6 }, { 1, 5, 3 } }"),
        Same("Moved(new(2, 3), 5)", "{ { 5, 0, 2 }, { 0, 1, 10 } }"),
        Same("Of(new([2, 3], 2, 1), 5)", "{ { 5, 0, 1, 2 }, { 0, 5, 1, 3 } }"),
        Same("Of(new([2], 3, 1), 5)", "{ { 5, 1, 2 }, { 5, 1, 2 }, { 5, 1, 2 } }"),
        ("C.Throws(() => C.TupleJacobian(3, 5, new double[5]))", 1),
        ("C.Throws(() => C.TupleJacobian(3, 5, new double[6]))", 0));

    [Fact]
    public void An_objective_is_the_method_in_its_first_parameter() => Calling.AllGive(
        Methods,
        ("C.Run(new C.CostObjective([2], 5), -1)", 38),
        ("C.Run(new C.CostObjective([2], 5), 0)", 12),
        ("C.Run(new C.CostObjective([2], 5), 1)", 5),
        ("C.One(new C.AlongObjective(7), -1)", 63),
        ("C.One(new C.AlongObjective(7), 0)", 42),
        ("C.Throws(() => new C.AlongObjective(7).ValueAndGradient([1, 2], new double[1]))", 1),
        ("C.Throws(() => new C.AlongObjective(7).ValueAndGradient([1], new double[2]))", 1),
        ("C.Is(C.By(new C.MisfitObjective([1, 3], [0, 0]), [2, 2, 3]), new double[,] { { 1, 0, 6 }, { 9, 18 * Math.Log(3), 6 } })", 1),
        ("C.Residual(new C.MisfitObjective([1, 3], [5, 1]), [2, 2, 3], 1)", 26),
        ("C.Throws(() => new C.MisfitObjective([1, 3], [5, 1]).Residuals([2, 2, 3], new double[3]))", 1),
        ("C.Throws(() => new C.MisfitObjective([1, 3], [5, 1]).Jacobian([2, 2, 3], new double[7]))", 1));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Parameters_of_every_kind_are_kept(bool checksOverflow)
    {
        const string members = """
            public sealed class Span { } public sealed class Array { } public static int JacobianEntries;
            [Differentiable(Produce = Derivatives.Jacobian | Derivatives.Objective)] public static double[] Typed<Q>(double[] x, Q k) where Q : class => [x[0] * x[1]];
            [Differentiable(Produce = Derivatives.Jacobian | Derivatives.Objective)] public static double[] Params(double[] @class, params double[] value) => [@class[0] * @class[1] * value[0]];
            [Differentiable(Produce = Derivatives.Jacobian | Derivatives.Objective)] public static double[] Taken(double[] x, double jacobian = 2) => [x[0] * x[1] * jacobian];
            public static double InJvp(double x, double k, double xDot, double kDot) => 0;
            [Differentiable(Produce = Derivatives.Objective)] public static double In(in double x, in double k) => x * x * k;
            [Differentiable(Produce = Derivatives.Objective)]
            public static double Kept(ReadOnlySpan<double> x, [NoDerivative] string? name, [NoDerivative] (int A, string? B) t, [NoDerivative] ReadOnlySpan<int> at) => x[at[0]] * 2;
            [Differentiable(Produce = Derivatives.Objective)]
            public static double Nested(double x, [NoDerivative] Span<System.Collections.Generic.KeyValuePair<int, int>> pairs) => x * x * pairs[0].Value;
            """;
        double[] values = Calling.Values(
            members,
            [
                "C.TypedJacobian<string>([3, 5], \"\")[0, 1]", "new C.TypedObjective<string>(\"\").Count([1, 2])", "C.ParamsJacobian([3, 5], 4)[0, 1]",
                "new C.ParamsObjective([2]).Count([1, 2])", "C.TakenJacobian([3, 5])[0, 2]", "new C.InObjective(2).ValueAndGradient([3], new double[1])",
                "new C.KeptObjective(null, (1, null), [0]).ValueAndGradient([3], new double[1])",
                "new C.NestedObjective([new(1, 2)]).ValueAndGradient([3], new double[1])",
            ],
            new Settings { ChecksOverflow = checksOverflow });
        Assert.Equal([3, 1, 12, 1, 15, 18, 6, 18], values);
    }

    [Theory]
    [InlineData("[Differentiable(Produce = Derivatives.Jacobian)] public static double F(ref double x) => x * x;", "DMAD011")]
    [InlineData("[Differentiable(Produce = Derivatives.Jacobian)] public static void F(double[] x) => x[0] *= 2;", "DMAD011")]
    [InlineData("[Differentiable(Produce = Derivatives.Jacobian)] public static double F(double[] x) { x[0] *= 2; return x[0]; }", "DMAD011")]
    [InlineData("[Differentiable(Produce = Derivatives.Jacobian)] public static double F(double x, float k) => x * k;", "DMAD011")]
    [InlineData("[Differentiable(Produce = Derivatives.Objective)] public static (double, double) F(double x, double k) => (x, x * k);", "DMAD011")]
    [InlineData("[Differentiable(Produce = Derivatives.Objective)] public static double[] Count(double[] x) => [x[0]];", "DMAD011")]
    [InlineData("[Differentiable(Produce = Derivatives.Objective)] public static double F(int n, double x) => x * n;", "DMAD011")]
    [InlineData("[Differentiable(Produce = Derivatives.Objective)] public static double F(double x) => x * x; public struct FObjective { }", "DMAD005")]
    [InlineData("[Differentiable(Produce = Derivatives.Jacobian)] public static double F(double x) => x * x; public static double FVjp => 1;", "DMAD005")]
    public void What_has_none_says_so(string member, string expected) => Assert.Equal([expected], Calling.Says(member).Distinct());

    private static (string, double) Same(string call, string expected)
    {
        string name = call[..call.IndexOf('(')];
        return ($"C.Is(C.{name}Jacobian{call[name.Length..]}, {(expected[0] == '{' ? "new double[,] " : "")}{expected})", 1);
    }
}
