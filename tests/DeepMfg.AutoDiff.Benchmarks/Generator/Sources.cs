using System.Text;

namespace DeepMfg.AutoDiff.Benchmarks.Generator;

/// <summary>What the generator's cost is measured on.</summary>
internal static class Sources
{
    internal const string Root = """
        public static partial class Roots
        {
            [DeepMfg.AutoDiff.Differentiable]
            public static double Root(double a)
            {
                double x = a;
                while (x * x - a > 1e-12 * a)
                {
                    x = 0.5 * (x + a / x);
                }

                return x;
            }
        }
        """;

    /// <summary>Methods of some twenty lines with calls, a branch and loops, ten to a file.</summary>
    internal static IEnumerable<string> Of(int methods) => Enumerable.Range(0, methods).Chunk(10).Select(chunk => InClass(
        $"C{chunk[0]}", string.Concat(chunk.Select(i => Method($"F{i}", $$"""
            double t = x + {{i}}, sum = 0;
            for (int k = 0; k < 10; k++)
            {
                t = System.Math.Sin(t * x) + y / (1 + t * t);
                if (t > y)
                {
                    sum += t * System.Math.Exp(-x);
                    continue;
                }
                sum -= System.Math.Sqrt(1 + t * t);
            }
            while (sum > 10)
            {
                sum *= 0.5;
                t += sum;
            }
            double low = System.Math.Min(t, sum), high = System.Math.Max(t, sum);
            t = high - low * {{i}};
            t += sum * y;

            """)))));

    /// <summary>Methods of as many lines over arrays: scratch, nested loops, elements that are overwritten.</summary>
    internal static IEnumerable<string> OverArrays(int methods) => Enumerable.Range(0, methods).Chunk(10).Select(chunk => InClass(
        $"A{chunk[0]}", string.Concat(chunk.Select(i => ArrayMethod($"F{i}", $$"""
            double[] scratch = new double[x.Length];
            double t = y + {{i}}, sum = 0;
            for (int k = 0; k < x.Length; k++)
            {
                t = System.Math.Sin(t * x[k]) + y / (1 + t * t);
                if (t > y)
                {
                    sum += t * System.Math.Exp(-x[k]);
                    continue;
                }
                scratch[k] = System.Math.Sqrt(1 + t * t);
            }
            for (int k = 1; k < scratch.Length; k++)
            {
                scratch[k] += 0.5 * scratch[k - 1];
                sum += scratch[k] * x[k - 1];
            }
            double low = System.Math.Min(t, sum), high = System.Math.Max(t, sum);
            t = high - low * {{i}};
            t += sum * scratch[0];

            """)))));

    /// <summary>One long method over arrays.</summary>
    internal static string OfArrayLines(int lines)
    {
        var body = new StringBuilder("double t = y; double[] s = new double[x.Length];\n");
        for (int line = 0; line < lines; line++)
        {
            body.Append((line % 4) switch
            {
                0 => $"s[{line / 4 % 16}] = t * x[0] + 0.5;\n",
                1 => "for (int i = 1; i < x.Length; i++) s[i] = s[i - 1] * x[i];\n",
                2 => $"t += System.Math.Sin(s[{line / 4 % 16}]);\n",
                _ => "if (t > 10) t -= x[1];\n",
            });
        }

        return InClass("LongOverArrays", ArrayMethod("F", body.ToString()));
    }

    /// <summary>One long method.</summary>
    internal static string OfLines(int lines)
    {
        var body = new StringBuilder("double t = x;\n");
        for (int line = 0; line < lines; line++)
        {
            body.Append(line % 3 == 0 ? "t = t * x + 0.5;\n" : line % 3 == 1 ? "t = System.Math.Sin(t);\n" : "if (t > 10) t -= x;\n");
        }

        return InClass("Long", Method("F", body.ToString()));
    }

    private static string Method(string name, string body) =>
        $"[DeepMfg.AutoDiff.Differentiable]\npublic static double {name}(double x, double y)\n{{\n{body}return t * y;\n}}\n";

    private static string ArrayMethod(string name, string body) =>
        $"[DeepMfg.AutoDiff.Differentiable]\npublic static double {name}(double[] x, double y)\n{{\n{body}return t * y;\n}}\n";

    private static string InClass(string name, string members) => $"public static partial class {name}\n{{\n{members}}}\n";
}
