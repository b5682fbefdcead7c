using DeepMfg.AutoDiff.Generators.Tests.Compiling;

namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Helpers that each call the next twice: written out where they are called, they would double with each.</summary>
public class CallGrowthTests
{
    [Fact]
    public void A_chain_of_fourteen_has_the_derivatives_of_its_last()
    {
        // At y = 0 the value is that of the last helper at x; each of fourteen levels adds y in one of its two calls.
        double slope = Math.Sin(0.7) + 0.7 * Math.Cos(0.7);
        string members = Chain(14) + """

            public static (double X, double Y) Pulled(double x, double y) { double a = 0, b = 0; FVjp(x, y, 2, ref a, ref b); return (a, b); }
            """;

        Calling.Gives(members, "C.FValueAndGradient(0.7, 0).Value", 0.7 * Math.Sin(0.7));
        Calling.AllGive(
            members,
            ("C.FValueAndGradient(0.7, 0).Gradient.x", slope),
            ("C.FValueAndGradient(0.7, 0).Gradient.y", 7 * slope),
            ("C.Pulled(0.7, 0).Y", 14 * slope),
            ("C.FJvp(0.7, 0, 1, 1).Tangent", 8 * slope));
    }

    [Fact]
    public void The_text_grows_with_the_chain()
    {
        int shorter = Text(Chain(14)).Length, longer = Text(Chain(25)).Length;

        Assert.InRange(longer, shorter, 3 * shorter);
    }

    [Fact]
    public void What_a_large_helper_gives_by_out_and_in_a_tuple_comes_back()
    {
        string steps = string.Concat(Enumerable.Range(0, 210).Select(static i => $"t += a * {i}.5; "));
        string members = $$"""
            [Differentiable] public static double F(double x, double y, int n)
            {
                double sum = 0;
                for (int i = 0; i < n; i++) { (double p, float q) = Large(x + i, y, i, out double r); sum += p * q + r; }
                return sum;
            }
            static (double, float) Large(double a, double b, int n, out double c) { double t = b; {{steps}} c = t * b; return (Math.Sin(a), (float)(n + 1)); }
            """;

        double factor = 210 * 209 / 2 + 105;
        Calling.Gives(members, "C.FValueAndGradient(0.25, 0.5, 2).Gradient.x", Math.Cos(0.25) + 2 * Math.Cos(1.25) + 2 * 0.5 * factor);
        Calling.Gives(members, "C.FValueAndGradient(0.25, 0.5, 2).Gradient.y", 2 * 2 * 0.5 + 1.5 * factor);
        Calling.Gives(members, "C.FJvp(0.25, 0.5, 2, 1, 0).Tangent", Math.Cos(0.25) + 2 * Math.Cos(1.25) + 2 * 0.5 * factor);
    }

    private static string Chain(int length)
    {
        IEnumerable<string> links = Enumerable.Range(1, length).Select(static i =>
            $"static double H{i}(double x, double y) => 0.5 * H{i + 1}(x, y) + 0.5 * H{i + 1}(x + y, y);");
        return string.Join("\n", links.Prepend("[Differentiable] public static double F(double x, double y) => H1(x, y);")
            .Append($"static double H{length + 1}(double x, double y) => Math.Sin(x) * x;"));
    }

    private static string Text(string members)
    {
        Generated generated = UserProject.Generate(UserProject.Compile([new UserFile("C.cs", $"using System;\nusing DeepMfg.AutoDiff;\npublic static partial class C\n{{\n{members}\n}}\n")]));
        Assert.True(!generated.Faults().Any(), string.Join("\n", generated.Faults()));
        return generated.Text;
    }
}
