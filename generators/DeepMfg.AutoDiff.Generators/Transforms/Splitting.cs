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
        Dictionary<Variable, Let> again = forward.OfType<Let>().Where(IsComputedAgain).ToDictionary(static let => let.Target);

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
            if (!again.TryGetValue(variable, out Let? let))
            {
                kept.Add(variable);
                return;
            }
            foreach (Variable operand in let.Value.Operands.OfType<Variable>()) Reach(operand);
            first.Add(let);
        }
    }

    private static bool IsComputedAgain(Let let) => let.Value is Length or Slice or View or Apply { Type.IsInteger: true };

    private static bool CanKeep(Variable variable, IEnumerable<Statement> forward) => variable.Type.IsStorage
        ? variable.Type is { Form: StorageForm.Span, IsVector: true }
            && forward.Any(statement => statement is Let { Value: Alloc } let && let.Target == variable)
        : variable.Type.IsNumber;
}
