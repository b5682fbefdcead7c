namespace DeepMfg.AutoDiff.Optimization;

/// <summary>The sentences of the results.</summary>
internal static class Explain
{
    private const string Advice = "Set bounds, or look for a sign that is wrong.";

    internal static string Converged(Problem problem, double optimality, int iterations) => iterations == 0 && optimality == 0
        ? $"Converged: {problem.OptimalityName} is zero at the start, which is a minimum only if the value is not flat or at a saddle there."
        : $"Converged: {problem.OptimalityName} is {Texts.Short(optimality)}, not above {Texts.Short(problem.Options.GradientTolerance)}, "
            + $"after {Texts.Count(iterations, "step")} ({problem.Cost}).";

    internal static string Rounding(Problem problem, double optimality, int iterations) =>
        "Converged: the value can no longer be made smaller in the precision of its numbers, "
        + $"after {Texts.Count(iterations, "step")} ({problem.Cost}); {problem.OptimalityName} is {Texts.Short(optimality)}.";

    internal static string Limit(Problem problem, double optimality, string limit) =>
        $"Stopped after {limit}: {problem.OptimalityName} is {Texts.Short(optimality)}, still above {Texts.Short(problem.Options.GradientTolerance)}. "
        + "Allow more, start nearer, or scale the parameters so that a change of one matters alike in each.";

    internal static string NotFiniteAtStart(Problem problem) => $"Not finite at the start: {problem.LastNotFinite}. Start where the objective is defined.";

    internal static string NotFiniteOnTheWay(Problem problem) =>
        $"Not finite near the best point: {problem.LastNotFinite?.ToString() ?? "squares of the gradient overflow"}, "
        + "and steps that were made shorter did not help. Set bounds that keep the objective defined, or start elsewhere.";

    internal static string Thrown(Problem problem, Exception exception) =>
        $"The objective threw {exception.GetType().Name} at evaluation {Texts.Short(problem.Values)}: {exception.Message}";

    internal static string Unbounded(Problem problem, double value) => problem.IsBottomless
        ? $"Unbounded: the value was −∞ at evaluation {Texts.Short(problem.LastNotFinite?.Call ?? problem.Values)}. {Advice}"
        : $"Unbounded: the value has fallen to {Texts.Short(value)} and still falls. {Advice}";

    internal static string Wrong(GradientEntry wrong) =>
        Texts.Of($"The gradient looks wrong: {wrong.Name} is {wrong.Gradient:G9}, where differences of the value give {wrong.Difference:G9} ")
        + Texts.Of($"(give or take {wrong.Error:G2}), at {wrong.At:G9}. Compare it with GradientCheck, or let it be generated.");

    internal static string SearchFailed(Problem problem, double optimality, (double Value, double Promised) at) =>
        $"No better point was found, though the gradient promises {Texts.Short(at.Promised)} less than {Texts.Short(at.Value)}; "
        + $"{problem.OptimalityName} is {Texts.Short(optimality)}. Differences do not say that the gradient is wrong: the value may be noisy, "
        + "or have a kink or a jump here.";
}
