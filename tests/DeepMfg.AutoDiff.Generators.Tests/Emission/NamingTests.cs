using DeepMfg.AutoDiff.Generators.Tests.Compiling;

namespace DeepMfg.AutoDiff.Generators.Tests.Emission;

/// <summary>What the user named keeps its name.</summary>
public class NamingTests
{
    private const string Program = """
        using System;
        using static Shop.Physics;
        using DeepMfg.AutoDiff;
        namespace Shop;
        public static class Physics { public const double Gravity = 9.81; public const float Thin = 0.1f; }
        public class Plant { protected const double Loss = 0.97; public static class Own { public const double Hidden = 1.25; } }
        public partial class Oven : Plant
        {
            private const double R = 8.314;
            private const int Steps = 12;
            const double Hidden = 2.75;
            [Differentiable] public static double Rate(double energy, double temperature) => Math.Exp(-energy / (R * temperature)) * Loss;
            [Differentiable] public static double Drop(double x) => Gravity * x * x * Thin + x / Steps;
            [Differentiable] public static double Parameter(double x, double Hidden) => Hidden * x * Oven.Hidden;
            [Differentiable] public static double Local(double x) { double y = Own.Hidden * x; for (int i = 0; i < Steps; i++) y = Math.Sin(y) * R; return y; }
            [Differentiable] public static double Nested(double x) { const double Q = 3.5; return x * Q * -R; }
            [Differentiable] public static double Guarded(double x, int stage) => stage > 0 ? x * x : throw new ArgumentOutOfRangeException(nameof(stage), "stage");
            [Differentiable] public static double Sorted(double[] x)
            {
                double[] a = x.ToArray();
                for (int i = 1; i < a.Length; i++)
                {
                    double key = a[i];
                    int j = i - 1;
                    while (j >= 0 && a[j] > key) { a[j + 1] = a[j]; j--; }
                    a[j + 1] = key;
                }
                return a[0] * a[^1];
            }
        }
        """;

    private static readonly Generated s_generated = UserProject.Generate(UserProject.Compile([new("Oven.cs", Program)]));

    [Fact]
    public void Constants_have_their_names_where_the_generated_type_can_say_them()
    {
        Assert.Empty(s_generated.Faults());
        Assert.Contains("R * temperature", Of("Rate"), StringComparison.Ordinal);
        Assert.Contains("* Loss", Of("Rate"), StringComparison.Ordinal);
        Assert.DoesNotContain("8.314", Of("Rate"), StringComparison.Ordinal);
        Assert.Contains("global::Shop.Physics.Gravity * x", Of("Drop"), StringComparison.Ordinal);
        Assert.Contains("x / Steps", Of("Drop"), StringComparison.Ordinal);
        Assert.Contains("i < Steps", Of("Local"), StringComparison.Ordinal);
        Assert.Contains("global::Shop.Plant.Own.Hidden * x", Of("Local"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_constant_that_a_parameter_hides_or_that_is_local_is_its_number()
    {
        Assert.Contains("2.75", Of("Parameter"), StringComparison.Ordinal);
        Assert.Contains("3.5", Of("Nested"), StringComparison.Ordinal);
        Assert.Contains("-8.314", Of("Nested"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_thrown_names_the_parameter_and_loops_keep_their_conditions()
    {
        Assert.Contains("(nameof(stage), nameof(stage))", Of("Guarded"), StringComparison.Ordinal);
        Assert.Contains("while (j >= 0 && a[j] > key)", Of("Sorted"), StringComparison.Ordinal);
    }

    /// <summary>The code of a method's members, without its comments.</summary>
    private static string Of(string method)
    {
        string text = s_generated.Sources.Single(source => source.HintName.EndsWith($"Oven.{method}.g.cs", StringComparison.Ordinal)).SourceText.ToString();
        return string.Join('\n', text.Split('\n').Where(static line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));
    }
}
