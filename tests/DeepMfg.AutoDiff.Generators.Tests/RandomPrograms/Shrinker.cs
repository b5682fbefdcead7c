using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Transforms;

namespace DeepMfg.AutoDiff.Generators.Tests.RandomPrograms;

/// <summary>Makes a failing program small: drops statements, puts constants for values, opens branches and loops, as long as it still fails.</summary>
internal static class Shrinker
{
    public static Case Shrink(Case failing, Func<Case, bool> fails)
    {
        for (bool shrunk = true; shrunk;)
        {
            shrunk = false;
            foreach (Program smaller in Smaller(failing.Program))
            {
                Case candidate = failing with { Program = smaller };
                if (Verifier.Messages(smaller).Count > 0 || !fails(candidate)) continue;
                failing = candidate;
                shrunk = true;
                break;
            }
        }
        return failing;
    }

    private static IEnumerable<Program> Smaller(Program program)
    {
        for (int i = 0; i < program.Callees.Count; i++)
        {
            yield return program with { Callees = program.Callees.Where((_, k) => k != i).ToEquatableArray() };
        }
        foreach (Function main in Smaller(program.Main)) yield return program with { Main = main };
        for (int i = 0; i < program.Callees.Count; i++)
        {
            foreach (Function callee in Smaller(program.Callees[i]))
            {
                yield return program with { Callees = program.Callees.Select((other, k) => k == i ? callee : other).ToEquatableArray() };
            }
        }
    }

    private static IEnumerable<Function> Smaller(Function function)
    {
        int count = Walk.All(function.Body).Count();
        for (int i = 0; i < count; i++)
        {
            foreach (Reduction reduction in Reductions.Of(Walk.All(function.Body).ElementAt(i)))
            {
                int at = i;
                yield return function with { Body = reduction.Rename(Replace(function.Body, ref at, reduction)) };
            }
        }
    }

    /// <summary>The block with its <paramref name="at"/>-th statement, in program order, reduced.</summary>
    private static Block Replace(Block block, ref int at, Reduction reduction)
    {
        List<Statement> statements = [];
        foreach (Statement statement in block.Statements)
        {
            if (at-- == 0) statements.AddRange(reduction.By);
            else statements.Add(Inside(statement, ref at, reduction));
        }
        return block with { Statements = statements.ToEquatableArray() };
    }

    private static Statement Inside(Statement statement, ref int at, Reduction reduction)
    {
        switch (statement)
        {
            case If branch:
                Block then = Replace(branch.Then, ref at, reduction);
                return branch with { Then = then, Else = Replace(branch.Else, ref at, reduction) };
            case Loop loop: return loop with { Body = Replace(loop.Body, ref at, reduction) };
            default: return statement;
        }
    }
}

/// <summary>Statements to put in the place of one, and operands in the place of variables that are no longer defined.</summary>
internal sealed record Reduction(IReadOnlyList<Statement> By, IReadOnlyList<(Variable Variable, Operand By)> Names)
{
    public Block Rename(Block block)
    {
        // One at a time: what replaces a variable may itself be replaced.
        foreach ((Variable variable, Operand by) in Names)
        {
            Copier copier = new(names: null);
            copier.Replace(variable, by);
            block = copier.Copy(block);
        }
        return block;
    }
}

internal static class Reductions
{
    public static IEnumerable<Reduction> Of(Statement statement)
    {
        yield return new Reduction([], [.. statement.Targets.Select(target => (target, (Operand)Any(target.Type)))]);
        foreach (Reduction reduction in Opened(statement)) yield return reduction;
        foreach (Reduction reduction in WithoutOne(statement)) yield return reduction;
        if (statement is not Let { Value: Apply apply } let) yield break;
        foreach (Operand argument in apply.Arguments)
        {
            if (argument.Type == let.Target.Type) yield return new Reduction([], [(let.Target, argument)]);
        }
        for (int i = 0; i < apply.Arguments.Count; i++)
        {
            if (apply.Arguments[i] is Constant) continue;
            EquatableArray<Operand> arguments = apply.Arguments.Select((argument, k) => k == i ? Any(argument.Type) : argument).ToEquatableArray();
            yield return new Reduction([let with { Value = apply with { Arguments = arguments } }], []);
        }
    }

    /// <summary>One arm of a branch, one trip of a loop.</summary>
    private static IEnumerable<Reduction> Opened(Statement statement)
    {
        switch (statement)
        {
            case If branch:
                yield return new Reduction([.. branch.Then.Statements], [.. branch.Results.Zip(branch.Then.Yield)]);
                yield return new Reduction([.. branch.Else.Statements], [.. branch.Results.Zip(branch.Else.Yield)]);
                break;
            case Loop loop:
                IEnumerable<(Variable, Operand)> index = loop.Counter is { } counter ? [(counter.Index, counter.Start)] : [];
                yield return new Reduction(
                    [.. loop.Body.Statements], [.. loop.Results.Zip(loop.Body.Yield.Skip(loop.Flags)), .. Initials(loop.Carried), .. index]);
                break;
        }
    }

    /// <summary>A branch without one result, a loop without one of the values it carries.</summary>
    private static IEnumerable<Reduction> WithoutOne(Statement statement)
    {
        for (int i = 0; i < statement.Targets.Count; i++)
        {
            switch (statement)
            {
                case If branch:
                    yield return new Reduction(
                        [branch with { Results = Without(branch.Results, i), Then = Without(branch.Then, i), Else = Without(branch.Else, i) }],
                        [(branch.Results[i], Any(branch.Results[i].Type))]);
                    break;
                case Loop loop:
                    yield return new Reduction(
                        [loop with { Results = Without(loop.Results, i), Carried = Without(loop.Carried, i), Body = Without(loop.Body, i + loop.Flags) }],
                        [(loop.Results[i], loop.Carried[i].Initial), (loop.Carried[i].Variable, loop.Carried[i].Initial)]);
                    break;
            }
        }
    }

    private static IEnumerable<(Variable, Operand)> Initials(EquatableArray<Carried> carried) =>
        carried.Select(static value => (value.Variable, value.Initial));

    private static Block Without(Block block, int yield) => block with { Yield = Without(block.Yield, yield) };

    private static EquatableArray<T> Without<T>(EquatableArray<T> items, int index) => items.Where((_, i) => i != index).ToEquatableArray();

    private static Constant Any(IrType type) => type.IsFloat ? Constant.Of(0.5, type) : new Constant(1, type);
}
