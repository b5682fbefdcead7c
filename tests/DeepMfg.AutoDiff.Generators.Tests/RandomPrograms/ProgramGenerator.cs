using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Tests.RandomPrograms;

/// <summary>Draws well-typed scalar programs that end: branches, nested loops, exits and calls, in the shapes that the Frontend lowers to.</summary>
internal static class ProgramGenerator
{
    public static Program Draw(Random random, bool hasMemory = false)
    {
        List<Function> functions = [];
        for (int i = random.Next(3); i >= 0; i--)
        {
            functions.Add(DrawFunction(random, functions, isMain: i == 0, hasMemory));
        }
        return new Program(functions[^1], functions.Take(functions.Count - 1).ToEquatableArray());
    }

    private static Function DrawFunction(Random random, IReadOnlyList<Function> callees, bool isMain, bool hasMemory)
    {
        Builder builder = new();
        Scope scope = new(random);
        List<Variable> parameters = [];
        for (int i = random.Next(2, 4); i > 0; i--) parameters.Add(builder.Names.Fresh("x", IrType.Float64));
        for (int i = random.Next(1, 3); i > 0; i--) parameters.Add(builder.Names.Fresh("n", IrType.Int32));
        foreach (Variable parameter in parameters) scope.Add(parameter);

        IrType[] results = [.. Enumerable.Repeat(IrType.Float64, random.Next(1, isMain ? 4 : 3))];
        if (random.Next(4) == 0) results = [.. results, IrType.Int32];
        Budget budget = new(isMain ? random.Next(6, 30) : random.Next(2, 10));
        BlockGenerator block = new(random, callees, budget, depth: 0) { HasMemory = hasMemory };
        Block body = block.Draw(builder, scope, new Goal(results));
        return new Function(isMain ? "main" : $"f{callees.Count}", parameters.ToEquatableArray(), body);
    }
}

/// <summary>How many statements may still be drawn, in a function and all its blocks together.</summary>
internal sealed class Budget(int statements)
{
    private int left = statements;

    public bool Spend() => left-- > 0;
}

/// <summary>What a block is to yield: the types, or by a loop the way to the next trip or out.</summary>
/// <param name="Types">The types of the yields, without a loop's <c>again</c>.</param>
internal sealed record Goal(IReadOnlyList<IrType> Types)
{
    /// <summary>The running values of the loop around the block; empty in a function's body or a plain branch.</summary>
    public IReadOnlyList<Variable> Carried { get; init; } = [];

    /// <summary>The operand that says whether a while loop goes on; <see langword="null"/> where nothing has to be said.</summary>
    public Operand? Again { get; init; }

    public IEnumerable<IrType> AllTypes => Again is null ? Types : Types.Prepend(IrType.Bool);
}

/// <summary>The variables in reach.</summary>
internal sealed class Scope(Random random)
{
    private readonly List<Variable> variables = [];

    public void Add(Variable variable) => variables.Add(variable);

    public IReadOnlyList<Variable> Of(IrType type) => [.. variables.Where(variable => variable.Type == type)];

    public Scope Nested()
    {
        Scope nested = new(random);
        nested.variables.AddRange(variables);
        return nested;
    }

    /// <summary>A variable of the type, recent ones more often; a constant now and then, and where there is no variable.</summary>
    public Operand Pick(IrType type)
    {
        Variable[] candidates = [.. variables.Where(variable => variable.Type == type)];
        if (candidates.Length == 0 || random.Next(12) == 0) return Constant(type);
        int back = Math.Min(random.Next(candidates.Length), random.Next(candidates.Length));
        return candidates[candidates.Length - 1 - back];
    }

    public Constant Constant(IrType type) =>
        type.IsFloat ? Generators.IR.Constant.Of(Math.Round(random.NextDouble() * 4 - 2, 2), type)
        : type == IrType.Bool ? Generators.IR.Constant.Of(random.Next(2) == 0)
        : new Constant(random.Next(5), type);
}
