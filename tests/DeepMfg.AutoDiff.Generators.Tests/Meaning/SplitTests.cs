namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>The two sweeps as methods of their own do together what the VJP does.</summary>
public class SplitTests
{
    private const string Mark = "[Differentiable(Produce = Derivatives.Vjp | Derivatives.Split)] public static";

    [Theory]
    [InlineData("double s = x; for (int i = 0; i < n; i++) s = s * Math.Cos(s) * k + x; return s;")]
    [InlineData("if (k < 0) return x; double u = Math.Sin(x * k); if (u > 0.5) return u * u; for (int i = 0; i < n; i++) u += x * u; return u * Math.Exp(k);")]
    [InlineData("double s = 1; while (s < 50) s = s * (1.5 + x * x) + k * k; return s;")]
    [InlineData("double[] a = new double[n]; for (int i = 0; i < n; i++) a[i] = x * i + k; double t = 0; foreach (double e in a) t += e * e * e; return t;")]
    [InlineData("return n > 3 ? x : k * 2;")]
    [InlineData("double[,] t = new double[2, 8]; t[1, n] = Math.Exp(x); t[0, n] += k; t[1, n] *= x; return t[1, n] * t[0, n] * t[0, n];")]
    [InlineData("double[] a = [x, 1], b = [k, 2], c = n > 3 ? a : b; c[0] *= x; a[1] += c[0] * k; return a[0] * a[1] * b[0] + c[1];")]
    [InlineData("double one = n > 100 ? 1 : 2.5; return x * one * k;")]
    [InlineData("return x * k;")]
    public void The_sweeps_are_those_of_the_vjp(string body)
    {
        string members = $$"""
            {{Mark}} double F(double x, double k, int n) { {{body}} }
            public static double Apart(double x, double k, int n, bool ofX)
            {
                double xBar = 0.25, kBar = 0.5, other = 0;
                using Tape tape = Tape.Open();
                double value = FForward(x, k, n, tape);
                FForward(x + 1, k - 1, n, tape);
                FReverse(x + 1, k - 1, n, tape, 3, ref other, ref other);
                FReverse(x, k, n, tape, 2, ref xBar, ref kBar);
                return value + 1000 * (ofX ? xBar : kBar);
            }
            public static double Together(double x, double k, int n, bool ofX)
            {
                double xBar = 0.25, kBar = 0.5;
                double value = FVjp(x, k, n, 2, ref xBar, ref kBar);
                return value + 1000 * (ofX ? xBar : kBar);
            }
            """;
        IEnumerable<string> differences =
            from at in new[] { "0.7, 0.3, 4", "-0.4, 1.2, 0", "0.2, -1.5, 7" }
            from ofX in new[] { "true", "false" }
            select $"Math.Abs(C.Apart({at}, {ofX}) - C.Together({at}, {ofX}))";
        Calling.Gives(members, string.Join(" + ", differences), 0);
    }

    [Theory]
    [InlineData("for (int i = 0; i < y.Length; i++) y[i] = Math.Tanh(layer.Bias[i] * x[i] + layer.Scale * y[i]);")]
    [InlineData("for (int i = 0; i < y.Length; i++) { double s = layer.Scale; for (int j = 0; j <= i; j++) s += layer.Bias[j] * x[j] * s; y[i] = s; }")]
    [InlineData("for (int i = 0; i < y.Length; i++) y[i] = x[i] * layer.Scale; if (y[0] > 0.3) Ops.Sigmoid(y, y); for (int i = 0; i < y.Length; i++) y[i] *= layer.Bias[i];")]
    [InlineData("if (x[0] > 5) Ops.Relu(x, y); else Ops.Tanh(x, y); for (int i = 0; i < y.Length; i++) y[i] *= layer.Bias[i] * y[i];")]
    public void Written_arrays_have_their_cotangents_in_place(string body)
    {
        string members = $$"""
            [Differentiable] public readonly partial record struct Layer(double[] Bias, double Scale);
            {{Mark}} void F(Layer layer, ReadOnlySpan<double> x, Span<double> y) { {{body}} }
            public static double Run(bool apart)
            {
                Layer layer = new([0.5, -0.3, 0.8], 0.6), bar = new(new double[3], 0);
                double[] x = [1, 2, 3], xBar = new double[3], y = [0.1, 0.2, 0.3], yBar = [1, -2, 0.5];
                if (apart)
                {
                    using Tape tape = Tape.Open();
                    FForward(layer, x, y, tape);
                    FReverse(layer, x, y, tape, ref bar, xBar, yBar);
                }
                else FVjp(layer, x, y, ref bar, xBar, yBar);
                double sum = bar.Scale;
                for (int i = 0; i < 3; i++) sum = 3 * sum + y[i] + bar.Bias[i] - 2 * xBar[i] + 5 * yBar[i];
                return sum;
            }
            """;
        Calling.Gives(members, "C.Run(true) - C.Run(false)", 0);
        Assert.NotEqual(0, Calling.Value(members, "C.Run(true)"));
    }

    [Fact]
    public void Sweeps_with_loops_in_loops_are_called_and_not_taken_in()
    {
        string members = $$"""
            {{Mark}} void F(double[] x, double[] y) { for (int i = 0; i < y.Length; i++) for (int j = 0; j < x.Length; j++) y[i] += x[j] * x[j] * y[i]; }
            {{Mark}} void G(double[] x, double[] y) { for (int i = 0; i < y.Length; i++) y[i] *= x[i]; }
            public static int Stays(string name) => (int)(typeof(C).GetMethod(name)!.MethodImplementationFlags & System.Reflection.MethodImplAttributes.NoInlining);
            """;
        Assert.Equal([8, 8, 0, 0], Calling.Values(members, ["C.Stays(\"FForward\")", "C.Stays(\"FReverse\")", "C.Stays(\"GForward\")", "C.Stays(\"GReverse\")"]));
    }

    [Fact]
    public void A_parameter_by_reference_is_pulled_back_to_what_it_was() => Calling.Gives(
        $$"""
        {{Mark}} double F(ref double s, double k) { double t = s * s * k; s = t + s; return t * s; }
        public static double Run(bool apart)
        {
            double s = 1.5, sBar = 0.5, kBar = 0, value;
            if (apart)
            {
                using Tape tape = Tape.Open();
                value = FForward(ref s, 0.7, tape);
                FReverse(ref s, 0.7, tape, 2, ref sBar, ref kBar);
            }
            else value = FVjp(ref s, 0.7, 2, ref sBar, ref kBar);
            return value + 10 * s + 100 * sBar + 1000 * kBar;
        }
        """,
        "C.Run(true) - C.Run(false)", 0);

    [Fact]
    public void Of_arrays_that_a_loop_exchanges_the_numbers_are_handed_over() => Calling.Gives(
        $$"""
        {{Mark}} double F(double x, double k, int n)
        {
            double[] old = [x, k], next = new double[2];
            for (int i = 0; i < n; i++) { next[0] = old[0] * old[1]; next[1] = old[0] + 0.5; (old, next) = (next, old); }
            return old[0] + old[1] * x;
        }
        public static double Run(bool apart)
        {
            double xBar = 0, kBar = 0;
            using Tape tape = Tape.Open();
            if (!apart) FVjp(0.7, 1.3, 3, 1, ref xBar, ref kBar);
            else if (FForward(0.7, 1.3, 3, tape) > 0) FReverse(0.7, 1.3, 3, tape, 1, ref xBar, ref kBar);
            return xBar + 10 * kBar;
        }
        """,
        "C.Run(true) - C.Run(false)", 0);

    [Fact]
    public void Arrays_by_a_condition_cannot_be_handed_over() => Assert.Equal(
        ["DMAD011"],
        Calling.Says($$"""
            {{Mark}} double F(double x, double k, int n)
            {
                double[] first = [x, k], second = [k * x, 1], one = n > 0 ? first : second;
                return Ops.LogSumExp(one);
            }
            """));

    [Fact]
    public void A_reverse_sweep_without_its_forward_sweep_says_so() => Calling.Gives(
        $$"""
        {{Mark}} double F(double x) => Math.Sin(x) * Math.Exp(x);
        public static double Run()
        {
            double bar = 0;
            using Tape tape = Tape.Open();
            try { FReverse(1, tape, 1, ref bar); }
            catch (InvalidOperationException exception) when (exception.Message.Contains("no forward sweep")) { return 1; }
            return 0;
        }
        """,
        "C.Run()", 1);
}
