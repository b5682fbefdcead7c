using DeepMfg.AutoDiff.Generators.Tests.Compiling;

namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Integers overflow in what is generated just where they do in the primal, whether the project checks them or not.</summary>
public class OverflowTests
{
    private const string Thrown = "public static double Thrown(Func<double> run) { try { return run(); } catch (OverflowException) { return -1234; } }";

    private const string Types = """
        public struct Money { public int N; public static Money operator +(Money a, Money b) => new() { N = a.N }; public static Money operator checked +(Money a, Money b) => new() { N = b.N }; }
        static int Hash(int n) { unchecked { return n * 1000000007 + 12345; } }
        static int Sum(int n) => n + 2000000000;
        enum Level { Low, High = int.MaxValue }
        """;

    [Theory]
    [InlineData("int k = unchecked(n * 1000000007); return x * k;")]
    [InlineData("int k = n * 1000000007; return x * k;")]
    [InlineData("int k = checked(n + unchecked(n * 1000000007)); return x * k;")]
    [InlineData("int k = unchecked(n + checked(n * 1000000007)); return x * k;")]
    [InlineData("int k = Hash(n); return x * k;")]
    [InlineData("int k = Sum(n); return x * k;")]
    [InlineData("unchecked { n += int.MaxValue; n++; n = -n; } return x * n;")]
    [InlineData("n += int.MaxValue; n++; return x * n;")]
    [InlineData("byte b = (byte)(n + 300); b++; return x * b;")]
    [InlineData("byte b = unchecked((byte)(n + 300)); b += 200; return x * b;")]
    [InlineData("int k = unchecked((int)(Ad.StopGradient(x) * 1e9)); return x * k;")]
    [InlineData("int k = (int)(Ad.StopGradient(x) * 1e9); return x * k;")]
    [InlineData("uint u = unchecked((uint)-n); return x * u;")]
    [InlineData("Level l = Level.High; l = unchecked(l + n); return x * (int)l;")]
    [InlineData("Level l = Level.High; l = checked(l + n); return x * (int)l;")]
    [InlineData("nint k = n; k = unchecked(k * nint.MaxValue); return x * k;")]
    [InlineData("nint k = n; k = k * nint.MaxValue; return x * k;")]
    [InlineData("Money a = default, b = default; a.N = 3; b.N = 5; return x * (a + b).N * checked(a + b).N * unchecked(a + b).N;")]
    [InlineData("int s = 0; for (int i = 0; i < n; i++) { s = unchecked(s * 31 + 1000000007); x = Math.Sin(x) * s; } return x;")]
    public void A_derivative_overflows_where_the_primal_does(string body)
    {
        string members = $"{Types} {Thrown} [Differentiable] public static double F(double x, int n) {{ {body} }}";
        foreach (Settings settings in new[] { new Settings(), new Settings { ChecksOverflow = true } })
        {
            double[] values = Calling.Values(
                members,
                [
                    "C.Thrown(() => C.F(2.5, 3))",
                    "C.Thrown(() => C.FValueAndGradient(2.5, 3).Value)",
                    "C.Thrown(() => { double bar = 0; return C.FVjp(2.5, 3, 1, ref bar); })",
                    "C.Thrown(() => C.FJvp(2.5, 3, 1).Value)",
                ],
                settings);
            Assert.All(values, value => Assert.Equal(values[0], value));
        }
    }
}
