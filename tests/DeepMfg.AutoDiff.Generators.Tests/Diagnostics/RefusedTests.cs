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

    [Fact]
    public void A_declaration_that_cannot_have_members_has_none() => Expect.InClass(
        "    [Differentiable] public static double F(Unknown x, double y) => y;\n    public static object Use() => FVjp(null, 1, 1);",
        ("CS0246", "Unknown", "Unknown"), ("CS0103", "FVjp", "FVjp"));
}
