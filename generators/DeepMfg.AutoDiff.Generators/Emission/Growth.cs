using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>Makes room for a row of storage that grows.</summary>
internal static class Growth
{
    /// <summary>How many columns one call grows.</summary>
    private const int MostColumns = 4;

    /// <summary>
    /// The statements that do so. The running values of the loop go through the call, so that none lives across it: that would give each a place
    /// in memory, to which every trip writes.
    /// </summary>
    /// <param name="grow">The step.</param>
    /// <param name="loop">The innermost loop around it.</param>
    /// <param name="plan">The function.</param>
    /// <param name="tape">The name of the handle on the thread's memory.</param>
    public static IEnumerable<string> Of(Grow grow, Step? loop, Plan plan, string tape)
    {
        string[] kept = [.. Running(grow, loop, plan).Select(static local => local.Name)];
        string tuple = kept.Length == 1 ? kept[0] : $"({string.Join(", ", kept)})", row = plan.Locals[grow.Row].Name;
        for (int first = 0; first < grow.Storage.Count; first += MostColumns)
        {
            string[] spans = [.. grow.Storage.Skip(first).Take(MostColumns).Select(column => plan.Locals[column].Name)];
            string references = string.Join(", ", spans.Select(static span => "ref " + span));
            string growth = kept.Length > 0 ? $"{tuple} = {tape}.Grow({references}, {tuple});"
                : spans.Length == 1 ? $"{spans[0]} = {tape}.Grow({spans[0]});"
                : $"{tape}.Grow({references});";
            yield return $"if ({row} == {spans[0]}.Length) {growth}";
        }
    }

    /// <summary>The real numbers that a loop's trips change and still need here.</summary>
    private static IEnumerable<Local> Running(Grow grow, Step? loop, Plan plan)
    {
        if (loop is null) return [];
        HashSet<Local> changed = [.. loop.Inside().SelectMany(Steps.Writes).Select(variable => plan.Locals[variable])];
        return plan.LiveAtGrowth[grow].Variables().Select(variable => plan.Locals[variable]).Distinct()
            .Where(local => local.Type.IsFloat && changed.Contains(local)).OrderBy(static local => local.Name, StringComparer.Ordinal);
    }
}
