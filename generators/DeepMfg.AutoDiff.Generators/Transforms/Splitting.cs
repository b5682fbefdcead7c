using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;
using DeepMfg.AutoDiff.Generators.Transforms.Reverse;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>Cuts a derivative where its reverse sweep begins.</summary>
internal static class Splitting
{
    /// <summary>The two functions; nothing where a value has to cross that the thread's memory cannot hold.</summary>
    /// <param name="derivative">A derivative whose sweeps stand apart, with <see cref="Kernels.Turn"/> between them.</param>
    /// <param name="written">For each parameter of the method whether it holds something else when the forward sweep has ended.</param>
    /// <param name="results">How many results the method has.</param>
    /// <param name="cut">For whom it is cut.</param>
    public static Sweeps? Of(Function derivative, IReadOnlyList<bool> written, int results, Cut cut)
    {
        int own = written.Count;
        Variable[] parameters = [.. derivative.Parameters], entry = [.. parameters.Take(own).Where((_, i) => written[i])];
        List<Statement> statements = [.. derivative.Body.Statements];
        int turn = statements.FindIndex(static statement => statement is Perform { Kernel: Kernels.Turn });
        Statement[] forward = [.. statements.Take(turn)];
        var needed = new Block(statements.Skip(turn + 1).ToEquatableArray(), derivative.Body.Yield.Skip(results).ToEquatableArray());
        Rereading rereading = Rereading.Of(derivative, isCut: cut == Cut.ByUser);
        Dictionary<Variable, Statement> texts = forward
            .Where(statement => statement is Opaque { Results.Count: 1 } text && rereading.IsReadAgain(text) && !text.Operands.Intersect(entry).Any())
            .ToDictionary(static statement => statement.Targets[0]);

        // What a parameter held at entry, and what costs more to compute again from the parameters, is kept.
        List<(Variable, Let?)> made = [.. entry.Select(static parameter => (parameter, (Let?)null))];
        made.AddRange(forward.SelectMany(static statement => statement.Targets.Select(target => (target, statement as Let))));
        Recording recording = Recording.Of(made, [.. Walk.Mentioned(needed)], static _ => false, rereading, isInner: false);
        Variable[] kept = [.. recording.Recorded.Where(variable => !texts.ContainsKey(variable))];
        if (!Array.TrueForAll(kept, variable => CanKeep(variable, forward))) return null;
        IEnumerable<Statement> again = recording.Recorded.Where(texts.ContainsKey).Select(text => Walk.WithoutOrigins(texts[text]))
            .Concat(recording.Recomputed.Select(static let => new Let(let.Target, Provision.Again(let.Value))));

        IEnumerable<Variable> atExit = parameters.Take(own)
            .Select(parameter => entry.Contains(parameter) ? new Variable(parameter.BaseName + ".exit", parameter.Type) : parameter);
        return new Sweeps(
            new Function(
                derivative.Name, parameters.Take(own).ToEquatableArray(),
                new Block(forward.ToEquatableArray(), [.. derivative.Body.Yield.Take(results), .. kept])),
            new Function(
                derivative.Name, [.. atExit, .. kept, .. parameters.Skip(own)],
                needed with { Statements = [.. again, .. needed.Statements] }),
            kept.Length);
    }

    /// <summary>The two functions with what crosses on the tape, rather than as results of one and parameters of the other.</summary>
    /// <param name="sweeps">The functions.</param>
    /// <param name="own">How many parameters the method has.</param>
    public static (Function Forward, Function Reverse) OnTape(Sweeps sweeps, int own)
    {
        Block forward = sweeps.Forward.Body, reverse = sweeps.Reverse.Body;
        int results = forward.Yield.Count - sweeps.Kept;
        IEnumerable<Statement> pushes = forward.Yield.Skip(results).Select(static value => new Perform(Kernels.Push, [value]));
        IEnumerable<Statement> pops = sweeps.Reverse.Parameters.Skip(own).Take(sweeps.Kept).Reverse()
            .Select(static value => new Perform(Kernels.Pop, []) { Results = [value] });
        return (
            sweeps.Forward with
            {
                Body = new Block([.. forward.Statements.Select(Untitled), .. pushes], forward.Yield.Take(results).ToEquatableArray()), Part = Sweep.Forward,
            },
            sweeps.Reverse with
            {
                Parameters = [.. sweeps.Reverse.Parameters.Take(own), .. sweeps.Reverse.Parameters.Skip(own + sweeps.Kept)],
                Body = reverse with { Statements = [.. pops, .. reverse.Statements.Select(Untitled)] }, Part = Sweep.Reverse,
            });
    }

    // The function's name says which sweep it is.
    private static Statement Untitled(Statement statement) =>
        statement.Origin.Begins == Sweep.None ? statement : statement with { Origin = statement.Origin with { Begins = Sweep.None } };

    private static bool CanKeep(Operand operand, IReadOnlyList<Statement> forward)
    {
        if (!operand.Type.IsStorage) return operand.Type.IsNumber;
        if (operand is not Variable variable) return true;
        return variable.Type is { Form: StorageForm.Span, IsVector: true }
            && forward.FirstOrDefault(statement => statement.Targets.Contains(variable)) switch
            {
                Let { Value: Alloc } => true,
                // Made in one arm or the other, or nothing at all.
                If branch when Walk.IndexOf(branch.Results, variable) is var i => CanKeep(branch.Then, i) && CanKeep(branch.Else, i),
                _ => false,
            };
    }

    private static bool CanKeep(Block arm, int yield) => CanKeep(arm.Yield[yield], [.. arm.Statements]);
}
