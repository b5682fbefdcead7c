using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>Finds the loops and exits that a person would write: <c>while (c)</c>, <c>do … while (c)</c>, <c>if (c) break;</c> and early returns.</summary>
internal sealed class Shaping
{
    private readonly Folding folding;

    private Shaping(Folding folding) => this.folding = folding;

    public static void Run(Body body, Folding folding)
    {
        var shaping = new Shaping(folding);
        shaping.TakeTexts(body);
        shaping.Shape(body);
    }

    /// <summary>A call whose value is the next condition stands in it.</summary>
    private void TakeTexts(Body body)
    {
        for (int i = body.Steps.Count - 1; i >= 0; i--)
        {
            foreach (Body inner in body.Steps[i].Bodies()) TakeTexts(inner);
            if (i + 1 == body.Steps.Count || !folding.TakesText(body.Steps[i], body.Steps[i + 1])) continue;
            if (!body.Steps[i].Origin.IsEmpty) body.Steps[i + 1].Origin = body.Steps[i].Origin;
            body.Steps.RemoveAt(i);
        }
    }

    private void Shape(Body body)
    {
        for (int i = 0; i < body.Steps.Count; i++)
        {
            switch (body.Steps[i])
            {
                case Cycle cycle:
                    if (!TestFirst(cycle)) TestLast(cycle, i > 0 ? body.Steps[i - 1] : null);
                    break;
                case Branch branch: Flatten(branch, body, i); break;
            }
            foreach (Body inner in body.Steps[i].Bodies()) Shape(inner);
            // Behind a loop that only an exception ends, nothing is reached.
            if (body.Steps[i].Jumps) body.Steps.RemoveRange(i + 1, body.Steps.Count - i - 1);
        }
    }

    /// <summary>A loop that begins with <c>if (c) … else break;</c> is <c>while (c)</c>.</summary>
    private static bool TestFirst(Cycle cycle)
    {
        if (cycle.Body.Steps is not [Branch first, ..]) return false;
        bool leavesThen = first.Then.Steps is [Leave], leavesElse = first.Else.Steps is [Leave];
        if (!leavesThen && !leavesElse) return false;
        cycle.Condition = first.Condition;
        cycle.Negated = first.Negated ^ leavesThen;
        cycle.Body.Steps.RemoveAt(0);
        cycle.Body.Steps.InsertRange(0, (leavesThen ? first.Else : first.Then).Steps);
        return true;
    }

    /// <summary>A loop that ends with <c>if (!c) break;</c> is <c>do … while (c)</c>, where what it mentions is declared before the loop.</summary>
    private void TestLast(Cycle cycle, Step? before)
    {
        if (cycle.Body.Steps is not [.., Branch { Then.Steps: [Leave], Else.IsEmpty: true } last]) return;
        HashSet<Variable> inside = [.. cycle.Body.All().SelectMany(Steps.Writes)];
        if (before is Move initial) inside.ExceptWith(initial.Writes());
        // What the trip hands on is at hand outside under the name of the carried variable.
        Dictionary<Variable, Variable> handed = [];
        if (cycle.Body.Steps is [.., Move next, _])
        {
            foreach (Assignment assignment in next.Assignments)
            {
                if (assignment.Source is Variable source && !inside.Contains(assignment.Target)) handed[source] = assignment.Target;
            }
        }
        List<Variable> read = folding.Leaves(last.Condition);
        if (read.Exists(variable => inside.Contains(variable) ? !handed.ContainsKey(variable) : handed.ContainsValue(variable))) return;
        if (folding.Of(last.Condition) is not null) folding.Replace(last.Condition, handed);
        cycle.Condition = last.Condition;
        cycle.Negated = !last.Negated;
        cycle.AtEnd = true;
        cycle.Body.Steps.RemoveAt(cycle.Body.Steps.Count - 1);
    }

    /// <summary>What follows a jump needs no <c>else</c>.</summary>
    private static void Flatten(Branch branch, Body body, int index)
    {
        if (IsConditional(branch)) return;
        if (branch.Then.IsEmpty || (branch.Else.Jumps && !branch.Then.Jumps))
        {
            (branch.Then, branch.Else) = (branch.Else, branch.Then);
            branch.Negated = !branch.Negated;
        }
        if (!branch.Then.Jumps) return;
        body.Steps.InsertRange(index + 1, branch.Else.Steps);
        branch.Else = new Body();
        // Both ways the function ends alike: once is enough.
        if (branch.Then.Steps is [_, .., Exit exit] && body.Steps[index + 1] is Exit same && exit.Values.SequenceEqual(same.Values))
        {
            branch.Then.Steps.Remove(exit);
        }
    }

    /// <summary>Whether it can be <c>return c ? a : b;</c>.</summary>
    public static bool IsConditional(Branch branch) =>
        branch.Then.Steps is [Exit { Values.Count: 1 }] && branch.Else.Steps is [Exit { Values.Count: 1 }];
}
