using DeepMfg.AutoDiff.Generators.Tests.Compiling;

namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>What a call that stays has written is not what was there before, in derivatives either.</summary>
public class CalledStorageTests
{
    private const string Program = """
        using System;
        using DeepMfg.AutoDiff;
        public static partial class C
        {
            [Differentiable(Checkpoint = Checkpointing.Call)] static double Weighed(ReadOnlySpan<double> x, Span<double> y)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++) { sum += x[i] * y[i]; y[i] = 0.5 * y[i] + 0.25 * x[i]; }
                return sum;
            }
            [Differentiable] public static double Overwritten(double[] x, double[] y)
            {
                double[] w = [0.5, 0.5, x[1], 1.87];
                double sum = Weighed(w, y);
                w[2] = 0.5;
                return sum + y[2] + w[2];
            }
            [Differentiable] public static double Before(double[] x, double[] y)
            {
                y[0] = 0.5;
                y[1] = x[0];
                double sum = Weighed(x, y) * y[0];
                return sum + y[0] * y[1];
            }
            public static double[] Check()
            {
                double[] x = [0.3, -0.7, 1.1, 0.2], y = [0.4, 0.9, -0.6, 1.3], worst = [0, 0, 0, 0];
                double[] xBar = new double[4], yBar = new double[4], xBar2 = new double[4], yBar2 = new double[4];
                OverwrittenVjp(x, [.. y], 1, xBar, yBar);
                BeforeVjp(x, [.. y], 1, xBar2, yBar2);
                for (int i = 0; i < 4; i++)
                {
                    double[] up = [.. x], down = [.. x], dot = new double[4];
                    up[i] += 1e-6; down[i] -= 1e-6; dot[i] = 1;
                    double one = (Overwritten(up, [.. y]) - Overwritten(down, [.. y])) / 2e-6, two = (Before(up, [.. y]) - Before(down, [.. y])) / 2e-6;
                    worst[0] = Math.Max(worst[0], Math.Abs(one - xBar[i]));
                    worst[1] = Math.Max(worst[1], Math.Abs(one - OverwrittenJvp(x, [.. y], dot, new double[4]).Tangent));
                    worst[2] = Math.Max(worst[2], Math.Abs(two - xBar2[i]));
                    worst[3] = Math.Max(worst[3], Math.Abs(two - BeforeJvp(x, [.. y], dot, new double[4]).Tangent));
                }
                return worst;
            }
        }
        """;

    [Fact]
    public void What_a_call_writes_is_read_behind_it()
    {
        Generated generated = UserProject.Generate([new UserFile("C.cs", Program)]);
        Assert.Empty(generated.Faults());
        using Loaded loaded = generated.Load();
        Assert.All(loaded.Delegate<Func<double[]>>("C", "Check")(), static worst => Assert.InRange(worst, 0, 1e-8));
    }
}
