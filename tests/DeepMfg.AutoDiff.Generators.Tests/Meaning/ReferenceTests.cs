namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>What <c>ref</c> parameters hold is assigned part by part.</summary>
public class ReferenceTests
{
    [Theory]
    [InlineData("y = (y.B * x, y.A + x);", 5 * 10 + 7)]
    [InlineData("(y.A, y.B) = (y.B, y.A); y.A *= x;", 5 * 10)]
    public void Parts_of_a_tuple_can_be_swapped(string body, double derivative)
    {
        string members = $$"""
            [Differentiable] public static void F(double x, ref (double A, double B) y) { {{body}} }
            public static double Pull() { var y = (A: 3.0, B: 5.0); var bar = (A: 10.0, B: 7.0); double xBar = 0; FVjp(2, ref y, ref xBar, ref bar); return xBar; }
            public static double Push() { var y = (A: 3.0, B: 5.0); var dot = (A: 0.0, B: 0.0); FJvp(2, ref y, 1, ref dot); return 10 * dot.A + 7 * dot.B; }
            """;
        Calling.AllGive(
            members,
            ("C.Pull()", derivative),
            ("C.Push()", derivative));
    }
}
