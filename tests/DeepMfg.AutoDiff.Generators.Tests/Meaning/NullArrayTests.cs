namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>An array that the method reads must be there, and the members say which is not; of one that it does not read there may be none.</summary>
public class NullArrayTests
{
    private const string Members = """
            [Differentiable] public static double F(double[] x, [NoDerivative] double[][] rows, [NoDerivative] int[] places)
            {
                double s = x[0];
                for (int i = 0; i < rows.Length; i++) s *= rows[i][places[i]];
                return s;
            }

            [Differentiable] public static double Maybe(double[]? x, double y)
            {
                if (x == null) return y * y;
                return x[0] * y;
            }

            [Differentiable(Produce = Derivatives.Jacobian | Derivatives.Split)] public static double[] Squares(double[] x)
            {
                double[] y = new double[x.Length];
                for (int i = 0; i < y.Length; i++) y[i] = x[i] * x[i];
                return y;
            }

            public static double Names(string name, Action call)
            {
                try { call(); }
                catch (ArgumentNullException exception) { return exception.ParamName == name ? 1 : 2; }
                return 0;
            }
        """;

    [Fact]
    public void What_is_read_is_asked_for_by_name_and_what_is_not_may_be_missing() => Calling.AllGive(Members,
        ("C.Names(\"x\", () => C.FValueAndGradient(null!, [], []))", 1),
        ("C.Names(\"x\", () => C.FValueAndGradient(null!, [], [], default))", 1),
        ("C.Names(\"x\", () => C.FJvp(null!, [], [], default))", 1),
        ("C.Names(\"rows\", () => C.FVjp([1], null!, [], 1, new double[1]))", 1),
        ("C.Names(\"rows\", () => C.FJvp([1], null!, [], [1]))", 1),
        ("C.Names(\"x\", () => C.SquaresJacobian(null!))", 1),
        ("C.Names(\"x\", () => C.SquaresJacobian(null!, default))", 1),
        ("C.Names(\"x\", () => { using DeepMfg.AutoDiff.Tape tape = DeepMfg.AutoDiff.Tape.Open(); C.SquaresForward(null!, tape); })", 1),
        ("C.Names(\"places\", () => C.FVjp([3], [], null!, 2, new double[1]))", 0),
        ("C.FVjp([3], [], null!, 2, new double[1])", 3),
        ("C.MaybeValueAndGradient(null, 3).Gradient.y", 6),
        ("C.MaybeValueAndGradient(null, 3).Gradient.x == null ? 1 : 0", 1),
        ("C.MaybeVjp([2], 3, 1, new double[1], ref (new double[1])[0])", 6));
}
