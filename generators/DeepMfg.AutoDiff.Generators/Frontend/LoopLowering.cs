using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Lowers loops: variables that a trip assigns and that live outside are carried from trip to trip.</summary>
internal sealed class LoopLowering(BodyLowering body)
{
    public Completion Lower(ILoopOperation loop)
    {
        switch (loop)
        {
            case IForLoopOperation counted:
                foreach (IOperation before in counted.Before) body.Statements.LowerAlone(before);
                return CountedFor.Of(counted, body) is { } counting ? LowerCounted(CountedOf(counted, counting)) : LowerWhile(Trip.Of(counted));
            case IWhileLoopOperation { ConditionIsUntil: false } conditional: return LowerWhile(Trip.Of(conditional));
            case IForEachLoopOperation each when new Enumerating(body).Of(each) is { } counted:
                return Jumps.Breaks(each.Body, each.ExitLabel) || Jumps.Returns(each.Body) ? LowerWhile(Trip.Of(counted, body)) : LowerCounted(counted);
            case IForEachLoopOperation each when Enumerated(each) is { } trip: return LowerWhile(trip);
            default:
                body.Program.Refuse(loop, body);
                return Completion.Always;
        }
    }

    private Trip? Enumerated(IForEachLoopOperation loop)
    {
        body.Block.Origin = Header(loop);
        return new Enumerating(body).TripOf(loop);
    }

    private CountedLoop CountedOf(IForLoopOperation loop, CountedFor counting)
    {
        body.Block.Origin = Header(loop);
        return new CountedLoop(loop, body.SlotOf(counting.Index)!, body.Expressions.Operand(counting.Bound, "bound"))
        {
            Step = counting.Step, IsInclusive = counting.IsInclusive, End = () => Effects(counting.Others),
        };
    }

    // for (i = a; i < n; i += s) B  →  x = for i in a .. n by s carrying (x = x0) { B yield x' }
    private Completion LowerCounted(CountedLoop loop)
    {
        string origin = Header(loop.Loop);
        Operand start = body.Flag(loop.Index);
        List<Slot> carried = Carried(loop.Loop, out _).Where(slot => slot != loop.Index).ToList();
        Variable counter = body.Block.Names.Fresh(loop.Index.Name, start.Type);
        Settle(carried);
        List<Carried> initial = [];
        List<Operand> next = [];
        Arm trip = body.Branch(() =>
        {
            initial = Enter(carried);
            body.Environment[loop.Index] = Value.Of(counter);
            Frame outer = body.Frame;
            body.Frame = new Frame(body.DeclareFlag("skipped"), outer)
            {
                Break = loop.Loop.ExitLabel, Continue = loop.Loop.ContinueLabel, Step = loop.End,
            };
            body.Block.Origin = origin;
            loop.Begin();
            body.Statements.Lower(loop.Loop.Body, () =>
            {
                loop.End();
                return Completion.Always;
            });
            next = Leave(carried);
            body.Frame = outer;
            return Completion.Always;
        });
        body.Block.Origin = origin;
        Counter counting = new(counter, start, loop.Bound, loop.Step, loop.IsInclusive);
        body.Add(new Loop(Results(carried), counting, initial.ToEquatableArray(), trip.Block.Close(next)) { Origin = origin }, loop.Loop.Syntax);
        return Completion.Always;
    }

    /// <summary>A loop of the compiler's own over the numbers below a bound, whose trips assign the variables that are carried.</summary>
    public void Count(SyntaxNode at, Operand bound, List<Slot> carried, Action<Variable> trip)
    {
        string origin = body.Block.Origin;
        Settle(carried);
        List<Carried> initial = [];
        List<Operand> next = [];
        Variable index = body.Block.Names.Fresh("i", IrType.Int32);
        Arm arm = body.Branch(() =>
        {
            initial = Enter(carried);
            trip(index);
            next = Leave(carried);
            return Completion.Always;
        });
        body.Block.Origin = origin;
        Counter counter = new(index, Constant.Of(0), bound, 1, Inclusive: false);
        body.Add(new Loop(Results(carried), counter, initial.ToEquatableArray(), arm.Block.Close(next)) { Origin = origin }, at);
    }

    // while (c) B  →  x = while carrying (x = x0) { again, x' = if c { B yield true, x' } else { yield false, x } yield again, x' }
    private Completion LowerWhile(Trip trip)
    {
        string origin = Header(trip.Loop);
        List<Slot> carried = [.. Carried(trip.Loop, out bool returns), .. trip.Hidden];
        Settle(carried);
        List<Carried> initial = [];
        List<Operand> next = [];
        Frame outer = body.Frame;
        bool isEndless = false;
        Arm arm = body.Branch(() =>
        {
            initial = Enter(carried);
            Slot again = body.DeclareFlag("again"), exited = body.DeclareFlag("exited");
            body.Frame = new Frame(exited, outer)
            {
                Break = trip.Loop.ExitLabel, Continue = trip.Loop.ContinueLabel, Again = again, Step = () => End(trip, again),
            };
            body.Block.Origin = origin;
            isEndless = LowerTrip(trip, again);
            next = [body.Flag(again), .. Leave(carried)];
            body.Frame = outer;
            return Completion.Always;
        });
        body.Block.Origin = origin;
        body.Add(new Loop(Results(carried), null, initial.ToEquatableArray(), arm.Block.Close(next)) { Origin = origin }, trip.Loop.Syntax);
        trip.After();
        return AfterLoop(returns, isEndless && !Jumps.Breaks(trip.Loop, trip.Loop.ExitLabel));
    }

    private bool LowerTrip(Trip trip, Slot again)
    {
        Func<Completion> all = () =>
        {
            trip.Begin();
            return body.Statements.Lower(trip.Loop.Body, () =>
            {
                End(trip, again);
                return Completion.Always;
            });
        };
        if (trip.ConditionAtEnd)
        {
            all();
            return trip.Condition?.ConstantValue is { HasValue: true, Value: true };
        }
        Operand condition = trip.Test is { } test ? test()
            : trip.Condition is null ? Constant.True : body.Expressions.Operand(trip.Condition, "condition");
        Func<Completion> none = () =>
        {
            body.Set(again, false);
            return Completion.Always;
        };
        body.Statements.Choose(condition, all, none, static () => Completion.Always, trip.Condition?.Syntax ?? trip.Loop.Syntax);
        return condition is Constant { IsZero: false };
    }

    /// <summary>What ends a trip, at its end and at <c>continue</c>: the step, and for <c>do</c> the condition.</summary>
    private void End(Trip trip, Slot again)
    {
        body.Block.Origin = trip.Step.Count > 0 ? SourceText.Of(trip.Step[0].Syntax) : Header(trip.Loop);
        Effects(trip.Step);
        trip.Advance();
        if (trip.ConditionAtEnd && trip.Condition is not null)
        {
            body.Block.Origin = Header(trip.Loop);
            body.Environment[again] = Value.Of(body.Expressions.Operand(trip.Condition, "again"));
        }
        else
        {
            body.Set(again, true);
        }
    }

    private void Effects(IEnumerable<IOperation> operations)
    {
        foreach (IOperation operation in operations) body.Statements.LowerAlone(operation);
    }

    // A return inside the loop leaves all that the loop stands in, up to the next loop, which ends its own trip likewise.
    private Completion AfterLoop(bool returns, bool isEndless)
    {
        if (!returns) return isEndless ? Completion.Throws : Completion.Always;
        Frame method = body.Frame.Method;
        if (isEndless) body.Set(method.Exited, true);
        Operand returned = body.Flag(method.Exited);
        for (Frame frame = body.Frame; !frame.IsMethod; frame = frame.Outer!)
        {
            body.Environment[frame.Exited] = Value.Of(returned);
            if (isEndless && frame.Again is { } again) body.Set(again, false);
            if (frame.IsLoop) break;
        }
        return Completions.Of(returned);
    }

    private List<Slot> Carried(ILoopOperation loop, out bool returns)
    {
        HashSet<Slot> slots = [];
        foreach (ISymbol symbol in Assigned.In(loop, body))
        {
            if (body.SlotOf(symbol) is { } slot && body.Environment.TryGet(slot) is not null) slots.Add(slot);
        }
        returns = Jumps.Returns(loop.Body);
        if (returns)
        {
            slots.Add(body.Frame.Method.Exited);
            if (body.Frame.Method.Result is { } result) slots.Add(result);
        }
        return [.. slots.OrderBy(static slot => slot.Ordinal)];
    }

    /// <summary>A text that a variable holds is evaluated before the loop, whose trips do not see it.</summary>
    private void Settle(List<Slot> slots)
    {
        foreach (Slot slot in slots) body.Environment[slot] = body.Opaques.Settle(body.Environment[slot], slot.Name);
    }

    /// <summary>Gives each carried variable a name of its own in the trip.</summary>
    private List<Carried> Enter(List<Slot> slots)
    {
        List<Carried> carried = [];
        foreach (Slot slot in slots)
        {
            Queue<Operand> variables = new();
            foreach ((Operand initial, (string Name, IrType Type) leaf) in body.Leaves(body.Environment[slot]).ToList().Zip(
                BodyLowering.NamesOf(slot.Name, slot.Shape), static (operand, leaf) => (operand, leaf)))
            {
                Variable variable = body.Block.Names.Fresh(leaf.Name, leaf.Type);
                carried.Add(new Carried(variable, initial));
                variables.Enqueue(variable);
            }
            body.Environment[slot] = BodyLowering.Gather(slot.Shape, variables);
        }
        return carried;
    }

    private List<Operand> Leave(List<Slot> slots) => [.. slots.SelectMany(slot => body.Leaves(body.Environment[slot]))];

    private EquatableArray<Variable> Results(List<Slot> slots)
    {
        List<Variable> results = [];
        foreach (Slot slot in slots)
        {
            Queue<Operand> leaves = new();
            foreach ((string name, IrType type) in BodyLowering.NamesOf(slot.Name, slot.Shape))
            {
                Variable result = body.Block.Names.Fresh(name, type);
                results.Add(result);
                leaves.Enqueue(result);
            }
            body.Environment[slot] = BodyLowering.Gather(slot.Shape, leaves);
        }
        return results.ToEquatableArray();
    }

    private static string Header(ILoopOperation loop) => loop switch
    {
        IForLoopOperation counted =>
            $"for ({string.Join(", ", counted.Before.Select(Text))}; {Text(counted.Condition)}; {string.Join(", ", counted.AtLoopBottom.Select(Text))})",
        IWhileLoopOperation { ConditionIsTop: true } conditional => $"while ({Text(conditional.Condition)})",
        IWhileLoopOperation conditional => $"do while ({Text(conditional.Condition)})",
        IForEachLoopOperation { Syntax: ForEachStatementSyntax each } =>
            $"foreach ({SourceText.Of(each.Type)} {each.Identifier.Text} in {SourceText.Of(each.Expression)})",
        IForEachLoopOperation { Syntax: ForEachVariableStatementSyntax each } =>
            $"foreach ({SourceText.Of(each.Variable)} in {SourceText.Of(each.Expression)})",
        _ => "loop",
    };

    private static string Text(IOperation? operation) => operation is null ? "" : SourceText.Of(operation.Syntax);
}
