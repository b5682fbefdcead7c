namespace DeepMfg.AutoDiff.Optimization;

/// <summary>A gradient compared with differences of the value at a point, inside the bounds.</summary>
internal static class GradientProbe
{
    /// <summary>The step, relative to the coordinate: differences of second order are best near the cube root of rounding.</summary>
    private const double RelativeStep = 1e-5;

    /// <summary>What is called wrong differs by more than this part of the larger one.</summary>
    private const double Tolerance = 1e-3;

    /// <summary>Long gradients are looked at in as many places: those with the largest components.</summary>
    private const int MostComponents = 200;

    /// <summary>The component that disagrees most, if one does.</summary>
    internal static GradientEntry? FirstWrong(Problem problem, Iterate at)
    {
        var scratch = new Iterate(new Workspace(), at.Point.Length);
        int[] order = [.. Enumerable.Range(0, at.Point.Length).OrderByDescending(i => Math.Abs(at.Gradient[i])).Take(MostComponents)];
        GradientEntry? worst = null;
        foreach (int i in order)
        {
            GradientEntry entry = Compare(problem, at, scratch, i);
            bool isWorse = entry.Agreement == GradientAgreement.Disagrees && !(entry.Deviation <= worst?.Deviation);
            worst = isWorse ? entry : worst;
        }

        return worst;
    }

    private static GradientEntry Compare(Problem problem, Iterate at, Iterate scratch, int i)
    {
        double step = RelativeStep * Math.Max(1, Math.Abs(at.Point[i]));
        double near = Difference(problem, at, scratch, (i, step)), far = Difference(problem, at, scratch, (i, 4 * step));
        double farther = Difference(problem, at, scratch, (i, 16 * step));
        double rounding = 4 * Shapes.Epsilon * Math.Abs(at.Value) / step;
        double error = Math.Max(Math.Abs(near - far), Math.Abs(far - farther)) + rounding, gradient = at.Gradient[i];
        double allowed = (Tolerance * Math.Max(Math.Abs(gradient), Math.Abs(near))) + (2 * error);
        GradientAgreement agreement = !double.IsFinite(error) ? GradientAgreement.Unclear
            : Math.Abs(gradient - near) > allowed ? GradientAgreement.Disagrees : GradientAgreement.Agrees;
        return new GradientEntry(Texts.Of($"gradient[{i}]"), at.Point[i], gradient, near, error, agreement);
    }

    /// <summary>Central where there is room on both sides, else one-sided; both of second order.</summary>
    private static double Difference(Problem problem, Iterate at, Iterate scratch, (int Index, double Step) along)
    {
        double x = at.Point[along.Index], above = problem.Box.Upper(along.Index) - x, below = x - problem.Box.Lower(along.Index);
        if (above >= along.Step && below >= along.Step)
        {
            (double up, double down) = (Shifted(x + along.Step), Shifted(x - along.Step));
            return (up - down) / (x + along.Step - (x - along.Step));
        }

        double step = above >= below ? Math.Min(along.Step, above / 2) : -Math.Min(along.Step, below / 2);
        return ((4 * Shifted(x + step)) - Shifted(x + (2 * step)) - (3 * at.Value)) / (2 * step);

        double Shifted(double coordinate)
        {
            at.Point.CopyTo(scratch.Point, 0);
            scratch.Point[along.Index] = problem.Box.Clamp(along.Index, coordinate);
            return problem.Probe(scratch);
        }
    }
}
