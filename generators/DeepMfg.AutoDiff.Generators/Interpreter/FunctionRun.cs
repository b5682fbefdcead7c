using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Interpreter;

/// <summary>What came of a run: each result, then what each vector among the arguments holds behind it; nothing where it did not finish.</summary>
/// <param name="Values">These.</param>
/// <param name="Path">A hash of all that was decided from numbers.</param>
internal sealed record RunResult(IReadOnlyList<double[]>? Values, ulong Path = 0);

/// <summary>Runs a program whose arguments and results are numbers and vectors of them.</summary>
internal sealed class FunctionRun(Program program)
{
    private const long MostSteps = 100_000;

    private readonly Dictionary<string, Executable> made = [];

    /// <summary>The text that only C# can run, where a run came to such.</summary>
    public string? Stopped { get; private set; }

    public EquatableArray<Variable> Parameters => program.Main.Parameters;

    public IReadOnlyList<IrType> Results { get; } = [.. program.Main.Body.Yield.Select(static operand => operand.Type)];

    /// <summary>Whether all that it takes and gives are numbers and vectors of them.</summary>
    public bool IsNumeric => Parameters.Select(static parameter => parameter.Type).Concat(Results).All(static type => type.IsNumber || type.IsVector);

    /// <param name="arguments">The numbers of each argument; a vector's in order.</param>
    public RunResult Run(IReadOnlyList<double[]> arguments)
    {
        int[] vectors = [.. Enumerable.Range(0, Results.Count).Where(i => Results[i].IsStorage)];
        int[] lengths = new int[vectors.Length];
        if (vectors.Length > 0)
        {
            if (Evaluate(arguments, null) is not { } asked) return new RunResult((IReadOnlyList<double[]>?)null);
            lengths = [.. vectors.Select(i => (int)asked.Results[i])];
        }
        if (Evaluate(arguments, lengths) is not { } run) return new RunResult((IReadOnlyList<double[]>?)null);
        List<double[]> values = [];
        int next = 0, vector = 0;
        foreach (IrType type in Results) values.Add(Next(type, type.IsStorage ? lengths[vector++] : 1));
        for (int i = 0; i < arguments.Count; i++)
        {
            if (Parameters[i].Type.IsStorage) values.Add(Next(Parameters[i].Type, arguments[i].Length));
        }
        return new RunResult(values, run.Path);

        double[] Next(IrType type, int count)
        {
            double[] numbers = [.. run.Results.Skip(next).Take(count).Select(bits => Number(type.Item ?? type, bits))];
            next += count;
            return numbers;
        }
    }

    private Evaluation? Evaluate(IReadOnlyList<double[]> arguments, int[]? lengths)
    {
        string key = string.Join(",", arguments.Select(static argument => argument.Length)) + (lengths is null ? "?" : ":" + string.Join(",", lengths));
        if (!made.TryGetValue(key, out Executable? executable))
        {
            made.Add(key, executable = Executable.Of(Around([.. arguments.Select(static x => x.Length)], lengths)));
        }
        long[] bits = [.. arguments.SelectMany((numbers, i) => numbers.Select(number => Bits(Parameters[i].Type.Item ?? Parameters[i].Type, number)))];
        try
        {
            Evaluation run = executable.Run(bits, MostSteps);
            if (run.Status == EvaluationStatus.Finished) return run;
            if (run.Status == EvaluationStatus.Opaque) Stopped = run.Reason;
        }
        catch (Exception exception) when (exception is ArithmeticException or IndexOutOfRangeException or ArgumentException)
        {
            // What throws for made-up arguments has no value there.
        }
        return null;
    }

    /// <summary>A function of plain numbers that makes the vectors, calls the program, and yields what they hold.</summary>
    /// <param name="sizes">How many numbers each argument has.</param>
    /// <param name="lengths">Of each vector among the results how many numbers it has; where that is not known, it is what is yielded.</param>
    private Program Around(int[] sizes, int[]? lengths)
    {
        var builder = new Builder();
        List<Variable> parameters = [], arguments = [];
        for (int i = 0; i < sizes.Length; i++)
        {
            IrType type = Parameters[i].Type;
            Variable[] numbers = [.. Enumerable.Range(0, type.IsStorage ? sizes[i] : 1).Select(_ => builder.Names.Fresh("x", type.Item ?? type))];
            parameters.AddRange(numbers);
            arguments.Add(type.IsStorage ? Vector(builder, type, numbers) : numbers[0]);
        }
        Variable[] results = [.. Results.Select(type => builder.Names.Fresh("y", type))];
        builder.Add(new Call([.. results], program.Main.Name, [.. arguments]));
        List<Operand> yields = [];
        int vector = 0;
        foreach (Variable result in results)
        {
            if (!result.Type.IsStorage) yields.Add(result);
            else if (lengths is null) yields.Add(builder.Let("length", new Length(result)));
            else Read(result, lengths[vector++]);
        }
        for (int i = 0; i < sizes.Length && lengths is not null; i++)
        {
            if (arguments[i].Type.IsStorage) Read(arguments[i], sizes[i]);
        }
        return new Program(new Function("run", [.. parameters], builder.Close(yields)), [.. program.Callees, program.Main]);

        void Read(Variable storage, int count)
        {
            for (int k = 0; k < count; k++) yields.Add(builder.Let("e", new Load(new Cell(storage, [Constant.Of(k)]))));
        }
    }

    private static Variable Vector(Builder builder, IrType type, Variable[] numbers)
    {
        Variable storage = builder.Let("v", new Alloc(type, [Constant.Of(numbers.Length)], Contents.Zero));
        for (int k = 0; k < numbers.Length; k++) builder.Add(new Store(new Cell(storage, [Constant.Of(k)]), numbers[k]));
        return storage;
    }

    private static long Bits(IrType type, double number) => type.IsFloat ? Constant.Of(number, type).Bits : (long)number;

    private static double Number(IrType type, long bits) => type.IsFloat ? BitConverter.Int64BitsToDouble(bits) : bits;
}
