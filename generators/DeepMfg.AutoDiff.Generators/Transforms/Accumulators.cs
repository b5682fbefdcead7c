using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>Whether what a loop carries is nothing but sums of what its trips compute: these may be added up in any order.</summary>
internal sealed class Accumulators
{
    /// <summary>The versions of the sum.</summary>
    private readonly HashSet<Operand> sum = [];

    public static bool Are(Loop loop)
    {
        for (int k = 0; k < loop.Carried.Count; k++)
        {
            var pass = new Accumulators();
            pass.sum.Add(loop.Carried[k].Variable);
            if (!pass.OnlyAdds(loop.Body) || !pass.sum.Contains(loop.Next(k))) return false;
            // What is added up for one is nothing to the others.
            for (int other = 0; other < loop.Carried.Count; other++)
            {
                if (other != k && pass.sum.Contains(loop.Next(other))) return false;
            }
        }
        return true;
    }

    private bool OnlyAdds(Block block) => block.Statements.All(OnlyAdds);

    private bool OnlyAdds(Statement statement)
    {
        switch (statement)
        {
            case Let { Value: Apply apply } let when apply.Arguments.Any(sum.Contains):
                if (!Algebra.AddsTo(apply, sum.Contains)) return false;
                sum.Add(let.Target);
                return true;
            case If branch:
                if (sum.Contains(branch.Condition) || !OnlyAdds(branch.Then) || !OnlyAdds(branch.Else)) return false;
                return Join(branch.Results, branch.Then.Yield, branch.Else.Yield);
            case Loop loop:
                if (loop.Counter is { } counter && (sum.Contains(counter.Start) || sum.Contains(counter.Bound))) return false;
                foreach (Carried carried in loop.Carried.Where(carried => sum.Contains(carried.Initial))) sum.Add(carried.Variable);
                if (!OnlyAdds(loop.Body) || loop.Again is { } again && sum.Contains(again)) return false;
                return Join(loop.Results, [.. loop.Carried.Select(static carried => (Operand)carried.Variable)], [.. loop.Body.Yield.Skip(loop.Flags)]);
            default: return !statement.Operands.Any(sum.Contains);
        }
    }

    /// <summary>A result is the sum where it is that on both ways, and is no part of it where it is that on neither.</summary>
    private bool Join(IReadOnlyList<Variable> results, IReadOnlyList<Operand> one, IReadOnlyList<Operand> other)
    {
        for (int i = 0; i < results.Count; i++)
        {
            if (sum.Contains(one[i]) != sum.Contains(other[i])) return false;
            if (sum.Contains(one[i])) sum.Add(results[i]);
        }
        return true;
    }
}
