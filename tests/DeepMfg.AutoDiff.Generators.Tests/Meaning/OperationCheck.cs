namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Compares both modes with differences, and with each other, for many bodies in one compilation.</summary>
internal static class OperationCheck
{
    /// <summary>A scalar of what an operation writes, in which no element is special.</summary>
    public const string Reduced = "double s = 0; for (int i = 0; i < y.Length; i++) s += y[i] * y[i] * (i + 1); return s;";

    private const string Members = """
        static double Error(Func<double[], double> f, Func<double[], double[], (double Value, double Tangent)> jvp, Func<double[], double[], double> vjp)
        {
            double[] x = [0.4, -0.7, 1.3, -1.9, 0.2, 0.9, -0.3, 0.75, -1.1, 0.55], bar = new double[10], d = [1, -2, 0.5, 3, 1, -1, 2, 0.3, -0.6, 1];
            Array.Fill(bar, 0.25);
            double value = f(x), pulled = vjp(x, bar), inner = 0, worst = 0;
            (double same, double tangent) = jvp(x, d);
            if (!value.Equals(pulled) || !value.Equals(same)) return 1;
            for (int k = 0; k < 10; k++)
            {
                double slope = (4 * (At(k, 1e-4) - At(k, -1e-4)) / 2e-4 - (At(k, 2e-4) - At(k, -2e-4)) / 4e-4) / 3, size = Math.Max(1, Math.Abs(slope));
                worst = Math.Max(worst, Math.Abs(bar[k] - 0.25 - slope) / size);
                inner += (bar[k] - 0.25) * d[k];
            }
            return Math.Max(worst, 1e4 * Math.Abs(inner - tangent) / Math.Max(1, Math.Abs(tangent)));

            double At(int k, double h) { double[] y = [.. x]; y[k] += h; return f(y); }
        }
        static double ErrorOfSingle(Func<double[], double[], double> vjp, Func<float[], float[], float> single)
        {
            double[] x = [0.4, -0.7, 1.3, -1.9, 0.2, 0.9, -0.3, 0.75, -1.1, 0.55], bar = new double[10];
            float[] singleBar = new float[10];
            double worst = 0, value = vjp(x, bar);
            worst = Math.Abs(value - single([.. x.Select(e => (float)e)], singleBar)) / Math.Max(1, Math.Abs(value));
            for (int k = 0; k < 10; k++) worst = Math.Max(worst, Math.Abs(bar[k] - singleBar[k]) / Math.Max(1, Math.Abs(bar[k])));
            return 1e-3 * worst;
        }

        """;

    /// <summary>
    /// Bodies of functions of <c>ReadOnlySpan&lt;double> x</c>, ten numbers, and <c>int n</c>, which is 3: they fill <c>Span&lt;double> y</c>, ten numbers that
    /// are zero, or return a number. The value is the function's to the bit; derivatives are right to eight digits, and to twelve of one another.
    /// </summary>
    public static void AllAgree(IReadOnlyList<string> bodies) => Check(bodies, Members + string.Concat(bodies.Select(static (body, i) => Function("F", i, body)
        + $"public static double Error{i}() => Error(x => F{i}(x, 3), (x, d) => F{i}Jvp(x, 3, d), (x, bar) => F{i}Vjp(x, 3, 1, bar));\n")));

    /// <summary>The same bodies in single precision: cotangents are those in double precision, to five digits.</summary>
    public static void AgreeInSingle(IReadOnlyList<string> bodies) => Check(bodies, Members + string.Concat(bodies.Select(static (body, i) =>
        Function("F", i, body, "Vjp") + Function("G", i, body, "Vjp").Replace("double", "float", StringComparison.Ordinal)
        + $"public static double Error{i}() => ErrorOfSingle((x, bar) => F{i}Vjp(x, 3, 1, bar), (x, bar) => G{i}Vjp(x, 3, 1, bar));\n")));

    private static void Check(IReadOnlyList<string> bodies, string members)
    {
        (double[] errors, string text) = Calling.Values(members, bodies.Select(static (_, i) => $"C.Error{i}()"));

        (string, double)[] wrong = [.. bodies.Zip(errors).Where(static pair => !(pair.Second <= 1e-8))];
        Assert.True(wrong.Length == 0, string.Join("\n", wrong) + "\n" + text);
    }

    private static string Function(string name, int number, string body, string produce = "Vjp | Derivatives.Jvp") =>
        $"[Differentiable(Produce = Derivatives.{produce})] public static double {name}{number}(ReadOnlySpan<double> x, int n)\n{{\n"
        + (body.Contains("return", StringComparison.Ordinal) ? body : $"double[] whole = new double[10]; Span<double> y = whole; {body} {Reduced}") + "\n}\n";
}
