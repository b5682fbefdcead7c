namespace DeepMfg.AutoDiff.Generators.Tests.Diagnostics;

/// <summary>What is refused has members all the same, so that whoever calls them sees one error, and the one that says why.</summary>
public class RefusedTests
{
    private const string Members = """
            [Differentiable(Produce = Derivatives.Gradient | Derivatives.Jvp | Derivatives.Vjp)]
            public static double F(ReadOnlySpan<double> x, [NoDerivative] string name, ref double z, out (double A, int B) q)
            {
                lock (name) { q = default; z = x[0]; return x[0]; }
            }

            [Differentiable(Produce = Derivatives.Split)]
            public static (double, float) G(double x, float[] y, int[] n) { lock (y) { return (x, y[n[0]]); } }

            [Differentiable(Produce = Derivatives.Jacobian | Derivatives.Objective)]
            public static double[] H(double[] x, int n) { lock (x) return x; }

            public static void Use(ReadOnlySpan<double> x, double z, float[] y, Tape tape)
            {
                (double value, (double[] x, double z) gradient) = FValueAndGradient(x, "", ref z, out _);
                (value, z) = FJvp(x, "", ref z, out _, x, ref gradient.z, out _);
                GForward(1, y, [0], tape);
                GReverse(1, y, [0], tape, (1, 1), ref z, y);
                double[,] rows = HJacobian([1], 2);
                IResiduals<double> residuals = new HObjective(2);
            }
        """;

    [Fact]
    public void Callers_see_the_error_at_the_method_and_none_of_their_own() => Expect.InClass(Members,
        ("DMAD011", "lock (name) { q = default; z = x[0]; return x[0]; }", "'lock' cannot be differentiated"),
        ("DMAD011", "lock (y) { return (x, y[n[0]]); }", "'lock' cannot be differentiated"),
        ("DMAD011", "lock (x) return x;", "'lock' cannot be differentiated"));

    [Fact]
    public void What_a_transformation_refuses_has_members_too() => Expect.InClass(
        """
            [Differentiable]
            public static double F(double[] x)
            {
                double[][] c = new double[2][];
                int i = 0;
                while (i < 4) { c[i % 2] = new double[1]; c[i % 2][0] = x[0] * i++; }
                return c[1][0];
            }

            public static double Use(double[] x) => FValueAndGradient(x).Gradient[0];
        """,
        ("DMAD011", "c[i % 2]", "An array that is put into an array of arrays where another one may be"));

    [Fact]
    public void A_broken_body_leaves_its_callers_alone() => Expect.InClass(
        """
            [Differentiable] public static double F(double x, double y) => x * y * unknown;

            public static double Use() => FVjp(1, 2, 3, ref Accumulators[0], ref Accumulators[1]);

            private static readonly double[] Accumulators = new double[2];
        """,
        ("CS0103", "unknown", "unknown"));

    private const string Declarations = """
        public abstract partial class Law
        {
            private double held;
            [Differentiable] public abstract double F(double x, double[] w);
            [Differentiable] public ref double ByReference(double x) { held = x; return ref held; }
            [Differentiable] public static async System.Threading.Tasks.Task<double> Later(double x) { await System.Threading.Tasks.Task.Yield(); return x; }
            [Differentiable] public static IEnumerable<double> Each(double x) { yield return x; }
            [Differentiable] public static int Whole(double x) => (int)x;
            [Differentiable] public static int Words(double Rest, (double Left, double Right) Item3) => 1;
            [Differentiable] public static void Nothing(double x) { }
            [Differentiable] public static Span<double> Part(Span<double> x) => x[1..];
            [Differentiable] public static List<double> Many(double x) { List<double> all = new(); all.Add(x); return all; }
            [Differentiable] public static (double[] A, double B) Both(double x) => ([x], x);
            [Differentiable] public static double Held(int n, [NoDerivative] double x) => n * x;
            [Differentiable] public static double Perhaps(double? x) => x ?? 0;
            [Differentiable] public static double Listed(List<double> x) => x[0];
            [Differentiable(Wrt = ["temprature"])] public static double Named(double temperature, double time) => temperature * time;
            [Differentiable] public static double Changed(double x, ref double[] w) => x;
            [Differentiable] public static double Of<T>(double x, T t) where T : System.Numerics.INumber<T> => x;
            [Differentiable(Produce = Derivatives.Jacobian)] public static double[] Rows(double[] x, ref double y) => x;
            [Differentiable(Produce = Derivatives.Objective)] public double Loss(double[] x, double y) => x[0] * y;
            [Differentiable] public static double Taken(double x) => x;
            private static double TakenVjp(double x, double y, ref double z) => x;
            [Differentiable] public static double Calls(double x) => WholeValueAndGradient(x).Gradient * x;
        }
        """;

    private const string Callers = """
        public static class Calling
        {
            public static double Use(Law law, double y, double[] w)
            {
                (double v, (double x, w)) = law.FValueAndGradient(1, w);
                law.FVjp(1, w, 1, ref y, w);
                (v, x) = Law.LaterValueAndGradient(x);
                (v, x) = Law.EachJvp(x, 1);
                Law.NothingVjp(x, ref y);
                (int n, x) = Law.WholeValueAndGradient(x);
                x += Law.WordsValueAndGradient(x, (1, 2)).Gradient.Rest_ + Law.WordsValueAndGradient(x, (1, 2)).Gradient.Item3_.Left;
                v = Law.PartVjp(w, w, w)[n] + Law.ManyVjp(x, [1], ref y)[0] + Law.BothVjp(x, (w, 1), ref y).A[0];
                v += law.ByReferenceValueAndGradient(x).Gradient + Law.HeldValueAndGradient(n, x).Gradient + Law.PerhapsValueAndGradient(x).Gradient;
                v += Law.ListedValueAndGradient([1]).Gradient[0] + Law.NamedValueAndGradient(x, y).Gradient + Law.TakenJvp(x, 1).Tangent;
                v += Law.ChangedValueAndGradient(x, ref w).Gradient.x + Law.OfValueAndGradient(x, 1.0).Gradient.t + Law.CallsValueAndGradient(x).Gradient;
                double[,] rows = Law.RowsJacobian(w, ref y);
                IObjective<double> loss = new Law.LossObjective(y);
                return v + rows[0, 0];
            }
        }
        """;

    [Fact]
    public void A_declaration_that_is_refused_has_the_members_that_its_error_asks_for() => Expect.Of(Declarations + Callers,
        ("DMAD002", "F", "abstract"), ("DMAD002", "ByReference", "returns a reference"), ("DMAD002", "Later", "async"), ("DMAD002", "Each", "an iterator"),
        ("DMAD003", "int", "returns 'int'"), ("DMAD003", "int", "returns 'int'"), ("DMAD003", "void", "writes no parameter"), ("DMAD003", "Span<double>", "returns a span"),
        ("DMAD003", "List<double>", "returns 'List<double>'"), ("DMAD011", "(double[] A, double B)", "A result of type"),
        ("DMAD004", "Held", "give it a parameter"), ("DMAD004", "Perhaps", "pass the numbers of 'x'"), ("DMAD004", "Listed", "pass the numbers of 'x'"),
        ("DMAD004", "Differentiable(Wrt = [\"temprature\"])", "no parameter 'temprature'"), ("DMAD011", "double[]", "by reference"),
        ("DMAD011", "T", "The generic parameter 't'"), ("DMAD011", "Differentiable(Produce = Derivatives.Jacobian)", "A Jacobian of a method with 'ref'"),
        ("DMAD011", "Differentiable(Produce = Derivatives.Objective)", "An objective of an instance method"), ("DMAD005", "Taken", "'TakenVjp'"));

    [Fact]
    public void A_declaration_that_cannot_have_members_has_none() => Expect.InClass(
        "    [Differentiable] public static double F(Unknown x, double y) => y;\n    public static object Use() => FVjp(null, 1, 1);",
        ("CS0246", "Unknown", "Unknown"), ("CS0103", "FVjp", "FVjp"));
}
