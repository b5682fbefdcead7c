using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Interpreter;

/// <summary>
/// A verified program made ready to run: every variable and constant has a slot of 8 bytes, as <see cref="Constant.Bits"/> has them.
/// A function has its slots once, since there is no recursion. May be run from several threads.
/// </summary>
internal sealed class Executable
{
    public const long DefaultLimit = 1_000_000;

    private readonly MachineLayout layout;
    private readonly int[] parameters;
    private readonly StepBlock body;

    private Executable(MachineLayout layout, int[] parameters, StepBlock body)
    {
        this.layout = layout;
        this.parameters = parameters;
        this.body = body;
    }

    /// <exception cref="NotSupportedException">The program applies a primitive to what it has no evaluator for.</exception>
    public static Executable Of(Program program)
    {
        MachineLayout layout = new();
        Dictionary<string, (int[] Parameters, StepBlock Body)> callees = [];
        foreach (Function callee in program.Callees) callees[callee.Name] = new Assembler(layout, callees).Assemble(callee);
        (int[] parameters, StepBlock body) = new Assembler(layout, callees).Assemble(program.Main);
        return new Executable(layout, parameters, body);
    }

    public static Executable Of(Function function) => Of(new Program(function, []));

    /// <summary>Runs the program; exceptions of its integer arithmetic are C#'s.</summary>
    /// <param name="inputs">The arguments' bits, as in <see cref="Constant.Bits"/>.</param>
    /// <param name="limit">How many statements may be executed.</param>
    public Evaluation Run(ReadOnlySpan<long> inputs, long limit = DefaultLimit)
    {
        if (inputs.Length != parameters.Length) throw new ArgumentException($"{parameters.Length} inputs are wanted, not {inputs.Length}.");
        Machine machine = layout.NewMachine(limit);
        for (int i = 0; i < inputs.Length; i++) machine.Values[parameters[i]] = inputs[i];
        try
        {
            body.Run(machine);
        }
        catch (HaltException halt)
        {
            return new Evaluation(halt.Status, []) { Reason = halt.Message, Path = machine.Path, Largest = machine.Largest };
        }
        if (machine.Tape.Count > 0) throw new InvalidOperationException($"{machine.Tape.Count} values are left on the tape.");
        long[] results = [.. body.Yield.Select(slot => machine.Values[slot])];
        return new Evaluation(EvaluationStatus.Finished, results) { Path = machine.Path, Largest = machine.Largest };
    }
}

/// <summary>Where everything lies that a machine holds.</summary>
internal sealed class MachineLayout
{
    private readonly List<long> initial = [];
    private readonly Dictionary<long, int> constants = [];

    public int NewSlot()
    {
        initial.Add(0);
        return initial.Count - 1;
    }

    /// <summary>The slot of a constant; only its bits matter.</summary>
    public int SlotOf(Constant constant)
    {
        if (constants.TryGetValue(constant.Bits, out int slot)) return slot;
        initial.Add(constant.Bits);
        return constants[constant.Bits] = initial.Count - 1;
    }

    public Machine NewMachine(long limit) => new([.. initial], limit);
}

/// <summary>The state of one run.</summary>
internal sealed class Machine(long[] values, long limit)
{
    private long left = limit;

    public long[] Values => values;

    public Heap Heap { get; } = new();

    /// <summary>What sweeps hand on.</summary>
    public Stack<long> Tape { get; } = new();

    public ulong Path { get; private set; }

    public double Largest { get; private set; }

    public void Spend(int steps)
    {
        left -= steps;
        if (left < 0) throw new HaltException(EvaluationStatus.OutOfSteps, "");
    }

    public void NoteDecision(long decided) => Path = unchecked((Path ^ (ulong)decided) * 0x9E37_79B9_7F4A_7C15 + 1);

    public void NoteReal(double value)
    {
        double magnitude = Math.Abs(value);
        if (!(magnitude <= Largest)) Largest = double.IsNaN(magnitude) ? double.PositiveInfinity : magnitude;
    }
}

/// <summary>Leaves a run from any depth.</summary>
internal sealed class HaltException(EvaluationStatus status, string message) : Exception(message)
{
    public EvaluationStatus Status => status;
}
