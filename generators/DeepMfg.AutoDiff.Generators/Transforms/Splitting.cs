using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>Cuts a derivative where its reverse sweep begins.</summary>
internal static class Splitting
{
    /// <summary>The two functions; nothing where a value has to cross that the thread's memory cannot hold.</summary>
    /// <param name="derivative">A derivative whose sweeps stand apart, with <see cref="Kernels.Turn"/> between them.</param>
    /// <param name="written">For each parameter of the method whether it holds something else when the forward sweep has ended.</param>
    /// <param name="results">How many results the method has.</param>
    public static Sweeps? Of(Function derivative, IReadOnlyList<bool> written, int results)
    {
        int own = written.Count;
        Variable[] parameters = [.. derivative.Parameters], entry = [.. parameters.Take(own).Where((_, i) => written[i])];
        List<Statement> statements = [.. derivative.Body.Statements];
        int turn = statements.FindIndex(static statement => statement is Perform { Kernel: Kernels.Turn });
        Statement[] forward = [.. statements.Take(turn)];
        var needed = new Block(statements.Skip(turn + 1).ToEquatableArray(), derivative.Body.Yield.Skip(results).ToEquatableArray());
        HashSet<Variable> made = [.. forward.SelectMany(static statement => statement.Targets), .. entry];
        Rereading rereading = Rereading.Of(derivative, isCut: true);
        // What a parameter held at entry would have to be kept, where what a text says of it may be.
        Dictionary<Variable, Statement> again = forward.Where(statement => IsComputedAgain(statement, rereading))
            .Where(statement => statement is not Opaque || !statement.Operands.Intersect(entry).Any())
            .ToDictionary(static statement => statement.Targets[0]);

        // What only depends on the parameters' sizes and places is computed again.
        List<Variable> kept = [];
        List<Statement> first = [];
        HashSet<Variable> met = [];
        foreach (Variable variable in Walk.Mentioned(needed)) Reach(variable);
        if (!kept.TrueForAll(variable => CanKeep(variable, forward))) return null;

        IEnumerable<Variable> atExit = parameters.Take(own)
            .Select(parameter => entry.Contains(parameter) ? new Variable(parameter.BaseName + ".exit", parameter.Type) : parameter);
        EquatableArray<Operand> yields = [.. derivative.Body.Yield.Take(results), .. kept];
        return new Sweeps(
            new Function(derivative.Name, parameters.Take(own).ToEquatableArray(), new Block(forward.ToEquatableArray(), yields)),
            new Function(
                derivative.Name, [.. atExit, .. kept, .. parameters.Skip(own)],
                needed with { Statements = [.. first, .. needed.Statements] }),
            kept.Count);

        void Reach(Variable variable)
        {
            if (!made.Contains(variable) || !met.Add(variable)) return;
            if (!again.TryGetValue(variable, out Statement? statement))
            {
                kept.Add(variable);
                return;
            }
            foreach (Variable operand in statement.Operands.OfType<Variable>()) Reach(operand);
            first.Add(Walk.WithoutOrigins(statement));
        }
    }

    private static bool IsComputedAgain(Statement statement, Rereading rereading) => statement switch
    {
        Let let => let.Value is Length or Slice or View or Apply { Type.IsInteger: true },
        Opaque { Results.Count: 1 } opaque => rereading.IsReadAgain(opaque),
        _ => false,
    };

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
