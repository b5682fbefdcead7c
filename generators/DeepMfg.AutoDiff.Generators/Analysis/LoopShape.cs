using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;
using DeepMfg.AutoDiff.Generators.Infrastructure;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>
/// A loop as the reverse sweep sees it: a block that is reversed as many times as it ran. For <c>while (c) b</c> this is <c>b</c> (the test
/// has nothing to reverse), else the loop's whole body.
/// </summary>
internal sealed class LoopShape
{
    private LoopShape(Loop loop) => (Loop, Trip) = (loop, loop.Body);

    public Loop Loop { get; }

    public EquatableArray<Carried> Carried => Loop.Carried;

    public EquatableArray<Variable> Results => Loop.Results;

    /// <summary>The block that is reversed once a trip.</summary>
    public Block Trip { get; private init; }

    /// <summary>What runs before it in each trip, and has nothing to reverse.</summary>
    public EquatableArray<Statement> Prefix { get; private init; } = [];

    /// <summary>The <c>if</c> whose one arm is <see cref="Trip"/>, where the loop is <c>while (c) b</c>.</summary>
    public If? Test { get; private init; }

    /// <summary>How many of the block's first yields say whether to go on: one in a while loop.</summary>
    public int Flags => Loop.Flags;

    /// <summary>Whether a trip can be the last by an exit of its own, not by the loop's test.</summary>
    public bool Breaks => Test is not null && Trip.Yield[0] is not Constant { IsZero: false };

    public static LoopShape Of(Loop loop, Activity activity)
    {
        if (loop.Counter is not null || TailOf(loop.Body) is not { } test || !YieldsOf(test, loop.Body)) return new(loop);
        bool leavesByElse = IsPlainExit(test.Else, loop, activity);
        Statement[] prefix = [.. loop.Body.Statements.Take(loop.Body.Statements.Count - 1)];
        if ((!leavesByElse && !IsPlainExit(test.Then, loop, activity)) || prefix.Any(activity.IsActive)) return new(loop);
        return new(loop) { Trip = leavesByElse ? test.Then : test.Else, Test = test, Prefix = new(prefix) };
    }

    /// <summary>The last statement of a block, if it is an <c>if</c> that decides whether the loop goes on.</summary>
    public static If? TailOf(Block block) =>
        block.Statements.Count > 0 && block.Statements[block.Statements.Count - 1] is If { Results.Count: > 0 } branch
        && block.Yield.Count > 0 && branch.Results[0] == block.Yield[0] ? branch : null;

    /// <summary>
    /// Which arm of a deciding <c>if</c> leaves the loop, where one always does and the other never: then the last trip is known to have taken
    /// it, and all others not.
    /// </summary>
    public static bool? ThenLeaves(If branch)
    {
        if (branch.Then.Yield.Count == 0) return null;
        return (branch.Then.Yield[0], branch.Else.Yield[0]) switch
        {
            (Constant { IsZero: true }, Constant { IsZero: false }) => true,
            (Constant { IsZero: false }, Constant { IsZero: true }) => false,
            _ => null,
        };
    }

    /// <summary>Whether the body yields just what the test's arms yield.</summary>
    private static bool YieldsOf(If test, Block body) => test.Results.Count == body.Yield.Count && test.Results == Variables(body.Yield);

    private static EquatableArray<Variable> Variables(EquatableArray<Operand> operands) =>
        operands.All(static operand => operand is Variable) ? operands.Select(static operand => (Variable)operand).ToEquatableArray() : [];

    /// <summary>Whether an arm only leaves: every active carried value goes out as it came.</summary>
    private static bool IsPlainExit(Block arm, Loop loop, Activity activity)
    {
        if (arm.Yield[0] is not Constant { IsZero: true } || arm.Statements.Any(activity.IsActive)) return false;
        for (int i = 0; i < loop.Carried.Count; i++)
        {
            bool active = activity.IsActive(loop.Carried[i].Variable) || activity.IsActive(loop.Results[i]);
            if (active && arm.Yield[i + 1] != loop.Carried[i].Variable) return false;
        }
        return true;
    }

    /// <summary>The constant that every trip that goes on adds to a carried integer, if there is one.</summary>
    public long? StepOf(int carried)
    {
        if (Flags == 0 || !Carried[carried].Variable.Type.IsInteger) return null;
        return StepIn(Trip, carried + 1, Carried[carried].Variable, out bool known) is { } step && known ? step : null;
    }

    private static long? StepIn(Block block, int index, Variable variable, out bool known)
    {
        known = true;
        if (TailOf(block) is { } tail && IndexOf(tail.Results, block.Yield[index]) is >= 0 and var result)
        {
            long? then = StepIn(tail.Then, result, variable, out bool thenKnown), otherwise = StepIn(tail.Else, result, variable, out bool elseKnown);
            known = thenKnown && elseKnown && (then is null || otherwise is null || then == otherwise);
            return then ?? otherwise;
        }
        if (block.Yield[0] is Constant { IsZero: true }) return null;
        known = false;
        foreach (Statement statement in block.Statements)
        {
            if (statement is Let { Value: Apply apply } let && let.Target == block.Yield[index]
                && Counting.Step(apply, variable) is { } step)
            {
                known = true;
                return step;
            }
        }
        return null;
    }

    private static int IndexOf(EquatableArray<Variable> variables, Operand operand)
    {
        for (int i = 0; i < variables.Count; i++)
        {
            if (variables[i] == operand) return i;
        }
        return -1;
    }
}
