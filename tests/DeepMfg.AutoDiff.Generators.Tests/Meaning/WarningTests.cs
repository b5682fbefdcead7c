using DeepMfg.AutoDiff.Generators.Tests.Compiling;

namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>What the compiler would warn of in generated code, though the user's has nothing to warn of, or has switched it off.</summary>
public class WarningTests
{
    [Theory]
    [InlineData("int q = Math.DivRem(n, 3, out int r); return x * (q + r);", 3)]
    [InlineData("x = Ad.StopGradient(x); double y = Ad.StopGradient(x); for (int i = 0; i < 3; i++) { y = Ad.StopGradient(y); z *= y; x = Ad.StopGradient(x) + 1; } return x * y * z;", 0)]
    [InlineData("object o = n; for (int i = 0; i < 3; i++) { n = (int)n; n = (int)o; x *= n; } return x;", 125)]
    public void Nothing_is_assigned_to_itself(string body, double derivative)
    {
        string members = $"[Differentiable] public static double F(double x, [NoDerivative] double z, int n) {{ {body} }}";
        Calling.AllGive(
            members,
            ("C.FValueAndGradient(2, 1, 5).Gradient", derivative),
            ("C.FJvp(2, 1, 5, 1).Tangent", derivative));
    }

    [Fact]
    public void Nor_is_what_two_signs_leave_as_it_is() => Calling.Gives(
        "[Differentiable] public static double F(double x, ref double @class) { @class = 0.5 - -@class; return x; }",
        "((Func<double>)(() => { double c = 1, cDot = 2; C.FJvp(3, ref c, 1, ref cDot); return 10 * c + cDot; }))()",
        17);

    [Theory]
    [InlineData("for (int i = 0; ; i++) { if (i == 5) throw new InvalidOperationException(); x *= x; }")]
    [InlineData("while (true) { x *= x; if (x > 100) throw new InvalidOperationException(); }")]
    [InlineData("double y = x; if (x > 1) { while (true) { x *= x; if (x > 100) throw new InvalidOperationException(); } } return y * x;")]
    public void Behind_a_loop_that_only_an_exception_ends_stands_nothing(string body)
    {
        string members = $$"""
            [Differentiable] public static double F(double x) { {{body}} }
            public static double Thrown(Func<double> run) { try { return run(); } catch (InvalidOperationException) { return -1; } }
            """;
        Calling.AllGive(
            members,
            ("C.Thrown(() => C.FValueAndGradient(2).Gradient)", -1),
            ("C.Thrown(() => C.FJvp(2, 1).Tangent)", -1));
    }

    [Theory]
    [InlineData("Volatile.Read(ref v) * Interlocked.Read(ref l)", 12)]
    [InlineData("Volatile.Read(ref w)", 7)]
    [InlineData("Volatile.Read(ref a[1]) * Volatile.Read(ref box.N)", 10)]
    public void A_reference_to_be_read_is_to_the_field_itself(string factor, double derivative) => Calling.Gives(
        $$"""
        static int v = 3; static long l = 4; static volatile int w = 7; static readonly int[] a = [1, 2]; sealed class Box { public int N = 5; } static readonly Box box = new();
        [Differentiable] public static double F(double x) => x * {{factor}};
        """,
        "C.FValueAndGradient(2).Gradient", derivative);

    [Fact]
    public void A_type_in_small_letters_is_warned_of_where_the_user_declares_it_only() => Calling.Gives(
        "public static partial class inner { [Differentiable] public static double F(double x) => x * 3; }", "C.inner.FValueAndGradient(2).Gradient", 3);

    [Theory]
    [InlineData("[Obsolete] static double K => 3;", "K", "CS0612")]
    [InlineData("[Obsolete(\"old\")] static double K(int n) => n;", "K(3)", "CS0618")]
    [InlineData("[Obsolete(\"old\", DiagnosticId = \"MY1\")] static double K => 3;", "K", "MY1")]
    [InlineData("[System.Diagnostics.CodeAnalysis.Experimental(\"EX1\")] static class K { public static int V => 3; }", "K.V", "EX1")]
    [InlineData("[Obsolete(\"old\")] class Old { public int N = 3; } static Old Make() => new Old();", "Make().N", "CS0618")]
    [InlineData("", "new Random(1).Next(3, 4)", "CA5394")]
    public void What_the_user_has_switched_off_stays_off_and_nothing_else(string member, string factor, string warning)
    {
        string members = $"""
            #pragma warning disable {warning}, CS1591, IDE0001
            {member}
            [Differentiable] public static double F(double x) => x * {factor};
            #pragma warning restore {warning}, CS1591, IDE0001
            [Differentiable] public static double G(double x) => x * 3;
            """;
        Calling.Gives(members, "C.FValueAndGradient(2).Gradient", 3);
        string[] lines = UserProject.Generate(new UserFile("C.cs", $"using System; using DeepMfg.AutoDiff; static partial class C {{\n{members}\n}}")).Text.Split('\n');
        Assert.Equal([$"#pragma warning disable {warning} // as where this code comes from"], lines.Where(line => line.StartsWith("#pragma", StringComparison.Ordinal)));
    }
}
