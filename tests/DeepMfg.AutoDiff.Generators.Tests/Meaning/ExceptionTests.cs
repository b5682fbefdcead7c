namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>What the program throws comes out of its derivatives, also where nobody reads what was to be computed.</summary>
public class ExceptionTests
{
    [Theory]
    [InlineData("int q = a / b; return x * x;", "DivideByZeroException")]
    [InlineData("int q = a % b; return x * x;", "DivideByZeroException")]
    [InlineData("a /= b; return x * x;", "DivideByZeroException")]
    [InlineData("_ = a / b; return x * x;", "DivideByZeroException")]
    [InlineData("int q = a / b; q = q * 2 + 1; return x * x;", "DivideByZeroException")]
    [InlineData("for (int i = 0; i < 3; i++) { int q = i / b; } return x * x;", "DivideByZeroException")]
    [InlineData("if (x > 0) { int q = a / b; } return x * x;", "DivideByZeroException")]
    [InlineData("int q = Divide(a, b); return x * x;", "DivideByZeroException")]
    [InlineData("long q = (long)a / b; return x * x;", "DivideByZeroException")]
    [InlineData("nint q = (nint)a / b; return x * x;", "DivideByZeroException", false)]
    [InlineData("decimal q = (decimal)a / b; return x * x;", "DivideByZeroException", false)]
    [InlineData("int q = checked(m + a); return x * x;", "OverflowException")]
    [InlineData("int q = checked(m * a); return x * x;", "OverflowException")]
    [InlineData("int q = checked(-m - 2 - m); return x * x;", "OverflowException")]
    [InlineData("checked { m++; } return x * x;", "OverflowException")]
    [InlineData("int q = checked((int)l); return x * x;", "OverflowException")]
    [InlineData("int q = checked((int)(Ad.StopGradient(x) * 1e20)); return x * x;", "OverflowException")]
    [InlineData("nint q = checked((nint)l * (nint)l * (nint)l); return x * x;", "OverflowException", false)]
    [InlineData("decimal q = (decimal)(Ad.StopGradient(x) * 1e40); return x * x;", "OverflowException")]
    [InlineData("int q = Math.Abs(-m - 1); return x * x;", "OverflowException")]
    [InlineData("string s = (string)o; return x * x;", "InvalidCastException")]
    [InlineData("_ = (string)o; return x * x;", "InvalidCastException")]
    [InlineData("int q = (int)o; return x * x;", "InvalidCastException")]
    [InlineData("int q = (int)n; return x * x;", "InvalidOperationException")]
    [InlineData("int q = n.Value; return x * x;", "InvalidOperationException")]
    [InlineData("double q = Math.Clamp(x, a, 2.0); return x * x;", "ArgumentException")]
    [InlineData("int q = Math.Clamp(b, a, 2); return x * x;", "ArgumentException")]
    [InlineData("int q = Math.Sign(x / b - x / b); return x * x;", "ArithmeticException")]
    [InlineData("int q = k[5]; return x * x;", "IndexOutOfRangeException")]
    [InlineData("int q = k[^9]; return x * x;", "IndexOutOfRangeException")]
    [InlineData("double[] q = new double[2]; q[a] = x; return x * x;", "IndexOutOfRangeException", false)]
    [InlineData("double[] q = { x, 2 }; q[b - 1] += x; return x * x;", "IndexOutOfRangeException", false)]
    [InlineData("Span<double> q = stackalloc double[2]; q[a] = x; q[0] = 3; return q[0] * x;", "IndexOutOfRangeException", false)]
    [InlineData("double[,] q = new double[2, 2]; for (int i = 0; i <= a; i++) q[0, i] = x; return x * x;", "IndexOutOfRangeException", false)]
    [InlineData("double[] p = { x, x, x }; Span<double> q = stackalloc double[2]; p.CopyTo(q); return x * x;", "ArgumentException", false)]
    [InlineData("int q = holder!.N; return x * x;", "NullReferenceException")]
    [InlineData("int[] q = new int[-a]; return x * x;", "OverflowException", false)]
    public void An_exception_comes_out_of_the_primal_and_of_its_derivatives(string body, string expected, bool alsoOfConstants = true)
    {
        string members = $$"""
            public sealed class Holder { public readonly int N; }
            static int Divide(int a, int b) => a / b;
            {{(alsoOfConstants ? "[Differentiable]" : "")}} public static double F(double x) => G(x, 5, 0);
            [Differentiable] public static double G(double x, int a, int b) { int m = int.MaxValue - b; long l = m + 10L * a; object o = a == 5 ? new Version() : ""; int? n = b == 0 ? null : b; int[] k = { 1, 2 }; Holder? holder = b == 0 ? null : new Holder(); {{body}} }
            public static double Thrown(Func<double> run) { try { return run(); } catch (Exception e) when (e.GetType().Name == "{{expected}}") { return 1234; } }
            """;
        string[] calls =
        [
            "C.Thrown(() => C.G(1.5, 5, 0))", "C.Thrown(() => C.GValueAndGradient(1.5, 5, 0).Value)", "C.Thrown(() => C.GJvp(1.5, 5, 0, 1).Value)",
            "C.Thrown(() => { double bar = 0; return C.GVjp(1.5, 5, 0, 1, ref bar); })",
            .. alsoOfConstants ? (string[])["C.Thrown(() => C.FValueAndGradient(1.5).Value)"] : [],
        ];
        Calling.AllGive(members, [.. calls.Select(static call => (call, 1234.0))]);
    }
}
