using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>Where what a function yields goes.</summary>
/// <param name="Places">For each yielded value the <c>ref</c> or <c>out</c> parameter that takes it; none where it is returned.</param>
/// <param name="Always">What is assigned at every exit besides.</param>
internal sealed record Outputs(IReadOnlyList<Variable?> Places, IReadOnlyList<Assignment> Always);

/// <summary>From single assignment to mutable variables and jumps. Every yield becomes a <see cref="Move"/>.</summary>
internal sealed class Structuring
{
    private readonly Outputs outputs;
    private int copies;

    // A loop's result is its carried variable under another name; that of a choice that is known, the chosen arm's value.
    private readonly Dictionary<Variable, Operand> aliases = [];

    private Structuring(Outputs outputs) => this.outputs = outputs;

    /// <summary>What becomes of a block's yield.</summary>
    private delegate void Tail(Body body, IReadOnlyList<Operand> yield);

    public static Body Of(Function function, Outputs outputs)
    {
        var structuring = new Structuring(outputs);
        Body body = new();
        structuring.Lower(function.Body, function.Body.Yield, body, structuring.Leave, Splits.AtReturns);
        return body;
    }

    /// <summary>Whether the tail goes into the arms of a last <c>if</c>, so that they can end in a jump.</summary>
    private enum Splits { Never, AtReturns, AtTrips }

    /// <summary>statements "yield" → steps, then the tail.</summary>
    private void Lower(Block block, IReadOnlyList<Operand> yield, Body body, Tail tail, Splits splits)
    {
        for (int i = 0; i < block.Statements.Count; i++)
        {
            Statement statement = block.Statements[i];
            if (splits != Splits.Never && i == block.Statements.Count - 1 && LastChoice(block, yield) is { } last
                && !(splits == Splits.AtReturns && LeavesOut(last, yield)))
            {
                body.Steps.Add(new Branch(Resolve(last.Condition), Arm(last.Then), Arm(last.Else)) { Origin = last.Origin });
                return;

                Body Arm(Block arm)
                {
                    Body inner = new();
                    Lower(arm, Handed(yield, last, arm), inner, tail, splits);
                    return inner;
                }
            }
            if (statement is If { Condition: Constant known } decided)
            {
                Inline(decided, known.IsZero ? decided.Else : decided.Then, body);
                continue;
            }
            Lower(statement, body);
            if (statement is Opaque { Text.Throws: true }) return;
        }
        tail(body, [.. yield.Select(Resolve)]);
    }

    /// <summary>The choice at a block's end that decides on what it yields.</summary>
    private static If? LastChoice(Block block, IReadOnlyList<Operand> yield) =>
        block.Statements.Count > 0 && block.Statements[block.Statements.Count - 1] is If { Condition: Variable } last && yield.Any(last.Results.Contains)
            ? last : null;

    /// <summary>
    /// Whether one arm only leaves out what the other computes for some of the yields: an assignment under a condition says that, two returns
    /// that differ in one place hide it.
    /// </summary>
    private static bool LeavesOut(If choice, IReadOnlyList<Operand> yield) =>
        !yield.All(choice.Results.Contains) && (LeavesOut(choice.Then) || LeavesOut(choice.Else));

    private static bool LeavesOut(Block arm) => arm.Statements.Count == 0 && arm.Yield.All(static operand => operand is Variable or Constant { IsZero: true });

    /// <summary>What is yielded where an arm is taken.</summary>
    private static List<Operand> Handed(IReadOnlyList<Operand> yield, If choice, Block arm) =>
        [.. yield.Select(operand => Walk.IndexOf(choice.Results, operand) is >= 0 and var k ? arm.Yield[k] : operand)];

    /// <summary>Of a choice that is known only the chosen arm is left.</summary>
    private void Inline(If decided, Block arm, Body body)
    {
        Lower(arm, arm.Yield, body, static (_, _) => { }, Splits.Never);
        for (int i = 0; i < decided.Results.Count; i++) aliases[decided.Results[i]] = Resolve(arm.Yield[i]);
    }

    private void Lower(Statement statement, Body body)
    {
        switch (statement)
        {
            case If branch: LowerIf(branch, body); return;
            case Loop { Counter: { } counter } loop: LowerFor(loop, counter, body); return;
            case Loop loop: LowerWhile(loop, body); return;
            case Opaque opaque: LowerOpaque(opaque, body); return;
            case Reach reach: LowerReach(reach, body); return;
        }
        Step step = statement switch
        {
            Let let => new Define(let.Target, Compilable(Resolve(let.Value), body)),
            Call call => new Invoke(call with { Arguments = call.Arguments.Map(Resolve) }),
            Store store => new Put(store.Cell.Map(Resolve), Resolve(store.Value), adds: false),
            Perform perform => new Act(perform with { Arguments = perform.Arguments.Map(Resolve) }),
            Accumulate add => new Put(add.Cell.Map(Resolve), Resolve(add.Value), adds: true),
            _ => throw new InvalidOperationException($"{statement.GetType().Name} is no statement of a whole function."),
        };
        step.Origin = statement.Origin;
        body.Steps.Add(step);
    }

    /// <summary>Storage that reaches one row together grows together.</summary>
    private void LowerReach(Reach reach, Body body)
    {
        var storage = (Variable)Resolve(reach.Cell.Storage);
        var row = (Variable)Resolve(reach.Cell.Indices[0]);
        if (body.Steps.Count > 0 && body.Steps[body.Steps.Count - 1] is Grow last && last.Row == row) last.Storage.Add(storage);
        else body.Steps.Add(new Grow(row, [storage]));
    }

    /// <summary>results "=" "opaque" text → run; what the text changes gets its value before, and is read and written by the run.</summary>
    private void LowerOpaque(Opaque opaque, Body body)
    {
        Operand[] arguments = [.. opaque.Arguments.Select(Resolve)];
        List<Variable> targets = [];
        List<Operand> sources = [];
        foreach (Hole hole in Hole.Of(opaque.Text))
        {
            if (hole is not { Argument: { } before, Result: { } after }) continue;
            targets.Add(opaque.Results[after]);
            sources.Add(arguments[before]);
            arguments[before] = opaque.Results[after];
        }
        Assign(body, targets, sources, opaque.Origin);
        body.Steps.Add(new Run(opaque with { Arguments = new(arguments) }) { Origin = opaque.Origin });
    }

    /// <summary>results "=" "if" c then else → branch c { then; results := } { else; results := }</summary>
    private void LowerIf(If branch, Body body)
    {
        Body then = new(), otherwise = new();
        Tail tail = (arm, yield) => Assign(arm, branch.Results, yield, branch.Origin);
        Lower(branch.Then, branch.Then.Yield, then, tail, Splits.Never);
        Lower(branch.Else, branch.Else.Yield, otherwise, tail, Splits.Never);
        body.Steps.Add(new Branch(Resolve(branch.Condition), then, otherwise) { Origin = branch.Origin });
    }

    private void LowerFor(Loop loop, Counter counter, Body body)
    {
        Variable[] carried = Carry(loop.Results, loop.Carried, body, loop.Origin);
        Body inner = new();
        Lower(loop.Body, loop.Body.Yield, inner, (end, yield) => Assign(end, carried, yield, ""), Splits.Never);
        Counter resolved = counter with { Start = Resolve(counter.Start), Bound = Resolve(counter.Bound) };
        body.Steps.Add(new Count(resolved, inner) { Origin = loop.Origin });
    }

    /// <summary>A while loop leaves where its body yields <c>false</c> first; both ways it assigns the carried variables.</summary>
    private void LowerWhile(Loop loop, Body body)
    {
        Variable[] carried = Carry(loop.Results, loop.Carried, body, loop.Origin);
        Constant?[] lasting = [.. loop.Carried.Select((value, i) =>
            value.Initial is Constant initial && Lasts(loop.Body, loop.Body.Yield, i + 1, initial) ? initial : null)];
        Body inner = new();
        Lower(loop.Body, loop.Body.Yield, inner, Again, Splits.AtTrips);
        body.Steps.Add(new Cycle(inner) { Origin = loop.Origin });

        void Again(Body end, IReadOnlyList<Operand> yield)
        {
            Operand again = yield[0];
            List<Operand> next = [.. yield.Skip(1).Where((operand, i) => operand != lasting[i])];
            List<Variable> targets = [.. carried.Where((_, i) => yield[i + 1] != lasting[i])];
            if (again is Variable flag && targets.Contains(flag))
            {
                // The flag that decides is overwritten at the same time.
                again = new Variable(flag.BaseName + ".again" + copies++, flag.Type);
                next.Add(flag);
                targets.Add((Variable)again);
            }
            Assign(end, targets, next, "");
            if (again is Constant { IsZero: false }) return;
            Body leave = new();
            leave.Steps.Add(new Leave());
            if (again is Constant) end.Steps.Add(leave.Steps[0]);
            else end.Steps.Add(new Branch(again, leave, new()) { Negated = true });
        }
    }

    /// <summary>Whether a carried value stays what it is at first until the loop is left: <c>found</c> is false in every trip.</summary>
    private static bool Lasts(Block block, IReadOnlyList<Operand> yield, int index, Constant initial) =>
        LastChoice(block, yield) is { } last
            ? Lasts(last.Then, Handed(yield, last, last.Then), index, initial) && Lasts(last.Else, Handed(yield, last, last.Else), index, initial)
            : yield[index] == initial || yield[0] is Constant { IsZero: true };

    private Variable[] Carry(IReadOnlyList<Variable> results, IReadOnlyList<Carried> carried, Body body, Origin origin)
    {
        Variable[] variables = [.. carried.Select(value => value.Variable)];
        // The loop's own comment stands where it begins.
        Assign(body, variables, [.. carried.Select(value => Resolve(value.Initial))], origin with { Text = "" });
        for (int i = 0; i < results.Count; i++) aliases[results[i]] = variables[i];
        return variables;
    }

    /// <summary>The function's end: what <c>ref</c> and <c>out</c> parameters take, then the return of the rest.</summary>
    private void Leave(Body body, IReadOnlyList<Operand> yield)
    {
        List<Variable> targets = [.. outputs.Always.Select(assignment => assignment.Target)];
        List<Operand> sources = [.. outputs.Always.Select(assignment => assignment.Source)];
        List<Operand> returned = [];
        for (int i = 0; i < yield.Count; i++)
        {
            if (outputs.Places[i] is not { } place)
            {
                returned.Add(yield[i]);
                continue;
            }
            targets.Add(place);
            sources.Add(yield[i]);
        }
        for (int i = 0; i < returned.Count; i++)
        {
            // A parameter's value at entry is returned although the parameter is written.
            if (returned[i] is not Variable variable || !targets.Contains(variable)) continue;
            Variable kept = new(variable.BaseName + ".kept" + i, variable.Type);
            targets.Add(kept);
            sources.Add(variable);
            returned[i] = kept;
        }
        Assign(body, targets, sources, "");
        body.Steps.Add(new Exit(returned));
    }

    private static void Assign(Body body, IReadOnlyList<Variable> targets, IReadOnlyList<Operand> sources, Origin origin)
    {
        List<Assignment> assignments =
            [.. targets.Zip(sources, static (target, source) => new Assignment(target, source)).Where(static x => x.Target != x.Source)];
        if (assignments.Count > 0) body.Steps.Add(new Move(assignments) { Origin = origin });
    }

    private Operand Resolve(Operand operand)
    {
        while (operand is Variable variable && aliases.TryGetValue(variable, out Operand? other)) operand = other;
        return operand;
    }

    private Expression Resolve(Expression expression) => expression.Map(Resolve);

    /// <summary>An expression with one of its constants in a variable, where C# would refuse to compute it: <c>5 / 0</c>.</summary>
    private Expression Compilable(Expression expression, Body body)
    {
        if (expression is not Apply apply || !IntegerFolding.IsRefused(apply)) return expression;
        Operand[] arguments = [.. apply.Arguments];
        Operand last = arguments[arguments.Length - 1];
        Variable operand = new("operand.constant" + copies++, last.Type);
        body.Steps.Add(new Move([new Assignment(operand, last)]));
        arguments[arguments.Length - 1] = operand;
        return apply with { Arguments = new(arguments) };
    }
}
