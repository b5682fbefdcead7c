namespace DeepMfg.AutoDiff.Optimization.Tests.Transformations;

/// <summary>Every transformation against its paper.</summary>
public sealed class FormulaTests
{
    private const int Steps = 20;

    public static TheoryData<string> Names => Case.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void The_first_twenty_steps_are_those_of_the_paper(string name)
    {
        foreach (int length in new[] { 1, 7, 8, 16, 37 })
        {
            (Case @case, double[] own) = (Case.All[name], Case.Start(length));
            double[] expected = [.. own];
            Optimizer<double> optimizer = @case.Settings.For<double>(length);
            PaperStep paper = @case.Paper();
            for (int step = 1; step <= Steps; step++)
            {
                // Each follows its own path, so that an error would grow.
                paper(step, Case.Gradient(step, expected), expected);
                optimizer.Step(own, Case.Gradient(step, own));
                AssertClose(expected, own, 1e-12, $"{name}, step {step} of {length}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void In_single_precision_they_are_those_of_the_paper_rounded(string name)
    {
        const int Length = 37;
        double[] expected = [.. Case.Start(Length).Select(x => (double)(float)x)];
        float[] own = [.. expected.Select(x => (float)x)];
        Optimizer<float> optimizer = Case.All[name].Settings.For<float>(Length);
        PaperStep paper = Case.All[name].Paper();
        for (int step = 1; step <= Steps; step++)
        {
            // Both take the same gradients: signs and clipping would turn on the last bit.
            float[] gradient = [.. Case.Gradient(step, expected).Select(x => (float)x)];
            paper(step, [.. gradient.Select(x => (double)x)], expected);
            optimizer.Step(own, gradient);
            AssertClose(expected, [.. own.Select(x => (double)x)], 1e-5, $"{name}, step {step}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Leaves_in_one_span_and_in_arrays_take_the_same_steps(string name)
    {
        (string, int)[] parts = [("a", 5), ("b", 0), ("c", 16), ("d", 9)];
        Leaf[] leaves = [.. parts.Select(part => (Leaf)part)];
        double[] flat = Case.Start(30);
        double[][] apart = [flat[..5], [], flat[5..21], flat[21..]];
        Optimizer<double> one = Case.All[name].Settings.For<double>(30), inSpan = Case.All[name].Settings.For<double>(leaves),
            inArrays = Case.All[name].Settings.For<double>(leaves);
        double[] asOne = [.. flat];
        for (int step = 1; step <= Steps; step++)
        {
            double[] gradient = Case.Gradient(step, flat);
            one.Step(asOne, gradient);
            inSpan.Step(flat, gradient);
            inArrays.Step(apart, [gradient[..5], [], gradient[5..21], gradient[21..]]);
            Assert.Equal(flat, apart.SelectMany(leaf => leaf));
            AssertClose(asOne, flat, 1e-13, $"{name}, step {step}");
        }
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance, string where)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            double error = Math.Abs(expected[i] - actual[i]) / Math.Max(1, Math.Abs(expected[i]));
            Assert.True(error <= tolerance, $"{where}: parameter {i} is {actual[i]:R}, not {expected[i]:R}");
        }
    }
}
