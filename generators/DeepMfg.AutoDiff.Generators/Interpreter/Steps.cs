using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Interpreter;

/// <summary>A statement over slots.</summary>
internal abstract class MachineStep
{
    public abstract void Run(Machine machine);
}

/// <summary>A block's steps, and the slots of what it yields.</summary>
internal sealed class StepBlock(MachineStep[] steps, int[] yield)
{
    public int[] Yield => yield;

    public void Run(Machine machine)
    {
        machine.Spend(steps.Length);
        foreach (MachineStep step in steps) step.Run(machine);
    }
}

internal readonly record struct Target(int Slot, Element Element);

/// <summary>A primitive with a floating argument or result, by its row's own evaluator.</summary>
internal sealed class RealStep(Evaluator evaluate, int[] arguments, Element[] elements, Target target) : MachineStep
{
    private readonly int slot = target.Slot;
    private readonly Element element = target.Element;

    public override void Run(Machine machine)
    {
        long[] values = machine.Values;
        Span<double> x = stackalloc double[arguments.Length];
        for (int i = 0; i < arguments.Length; i++) x[i] = Conversion.ToReal(values[arguments[i]], elements[i]);
        double y = evaluate(x);
        if (element is Element.Float64 or Element.Float32)
        {
            if (element == Element.Float32) y = (float)y;
            values[slot] = BitConverter.DoubleToInt64Bits(y);
            machine.NoteReal(y);
        }
        else
        {
            values[slot] = element == Element.Bool ? (y != 0 ? 1 : 0) : Conversion.ToInteger(y, element);
            machine.NoteDecision(values[slot]);
        }
    }
}

/// <summary>A primitive of integers, characters and Booleans.</summary>
internal sealed class IntegerStep(IntegerEvaluator evaluate, int[] arguments, int target) : MachineStep
{
    public override void Run(Machine machine)
    {
        Span<long> x = stackalloc long[arguments.Length];
        for (int i = 0; i < arguments.Length; i++) x[i] = machine.Values[arguments[i]];
        machine.Values[target] = evaluate(x);
    }
}

internal sealed class ConvertStep(Conversion conversion, int argument, int target) : MachineStep
{
    public override void Run(Machine machine)
    {
        long converted = conversion.Of(machine.Values[argument]);
        machine.Values[target] = converted;
        if (conversion.Rounds) machine.NoteDecision(converted);
    }
}

internal sealed class OpaqueStep(string text) : MachineStep
{
    public override void Run(Machine machine) => throw new HaltException(EvaluationStatus.Opaque, text);
}

/// <summary>Keeps a value for the step that takes it back.</summary>
internal sealed class PushStep(int value) : MachineStep
{
    public override void Run(Machine machine) => machine.Tape.Push(machine.Values[value]);
}

internal sealed class PopStep(int target) : MachineStep
{
    public override void Run(Machine machine) => machine.Values[target] = machine.Tape.Pop();
}

internal sealed class HeightStep(int target) : MachineStep
{
    public override void Run(Machine machine) => machine.Values[target] = machine.Tape.Count;
}

internal sealed class DropStep(int height) : MachineStep
{
    public override void Run(Machine machine)
    {
        while (machine.Tape.Count > machine.Values[height]) machine.Tape.Pop();
    }
}

internal sealed class CallStep(Moves arguments, StepBlock body, Moves results) : MachineStep
{
    public override void Run(Machine machine)
    {
        arguments.Run(machine.Values);
        body.Run(machine);
        results.Run(machine.Values);
    }
}

internal readonly record struct ArmSteps(StepBlock Block, Moves Yield);

internal sealed class IfStep(int condition, ArmSteps then, ArmSteps @else) : MachineStep
{
    public override void Run(Machine machine)
    {
        ArmSteps arm = machine.Values[condition] != 0 ? then : @else;
        arm.Block.Run(machine);
        arm.Yield.Run(machine.Values);
    }
}

/// <summary>How a loop's values go: the initial ones in, those of a trip to the next, the last ones out.</summary>
internal readonly record struct LoopMoves(Moves In, Moves Next, Moves Out);

internal readonly record struct CounterSlots(int Index, int Start, int Bound, long Step, bool Inclusive, Element Element);

internal sealed class ForStep(CounterSlots counter, StepBlock body, LoopMoves moves) : MachineStep
{
    public override void Run(Machine machine)
    {
        long[] values = machine.Values;
        long bound = values[counter.Bound];
        moves.In.Run(values);
        for (long i = values[counter.Start]; Goes(i, bound); i = Conversion.Wrap(unchecked(i + counter.Step), counter.Element))
        {
            machine.Spend(1);
            values[counter.Index] = i;
            body.Run(machine);
            moves.Next.Run(values);
        }
        moves.Out.Run(values);
    }

    private bool Goes(long index, long bound)
    {
        if (index == bound) return counter.Inclusive;
        bool below = counter.Element == Element.UInt64 ? (ulong)index < (ulong)bound : index < bound;
        return below == counter.Step > 0;
    }
}

internal sealed class WhileStep(StepBlock body, LoopMoves moves) : MachineStep
{
    public override void Run(Machine machine)
    {
        long[] values = machine.Values;
        moves.In.Run(values);
        bool again;
        do
        {
            machine.Spend(1);
            body.Run(machine);
            again = values[body.Yield[0]] != 0;
            moves.Next.Run(values);
        }
        while (again);
        moves.Out.Run(values);
    }
}

/// <summary>Assigns several slots at once; what one assignment overwrites, a later one may still read.</summary>
internal sealed class Moves(int[] from, int[] to)
{
    private readonly bool overlaps = to.Intersect(from).Any();

    public void Run(long[] values)
    {
        Span<long> read = overlaps ? stackalloc long[from.Length] : [];
        for (int i = 0; i < read.Length; i++) read[i] = values[from[i]];
        for (int i = 0; i < to.Length; i++) values[to[i]] = overlaps ? read[i] : values[from[i]];
    }
}
