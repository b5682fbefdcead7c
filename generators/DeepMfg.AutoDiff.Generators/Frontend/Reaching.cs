using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Diagnostics;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>What to report if an active value reaches a statement that the compiler does not look into.</summary>
/// <param name="Mistakes">The reports.</param>
/// <param name="EvenWithoutValue">Whether also where the statement gives no value: one that keeps the active value somewhere.</param>
internal sealed record Cause(IReadOnlyList<Mistake> Mistakes, bool EvenWithoutValue = false)
{
    public Cause(Mistake mistake, bool evenWithoutValue = false) : this([mistake], evenWithoutValue) { }

    /// <summary>What the statement may store where it outlives it.</summary>
    public Kept? Kept { get; init; }
}

/// <summary>The values that a call may keep, and what to say if one of them is active.</summary>
internal sealed record Kept(IReadOnlyCollection<Operand> Values, Mistake Mistake);

/// <summary>Reports what active values reach and must not, or should not.</summary>
internal sealed class Reaching(ProgramLowering program, Mistakes mistakes)
{
    private readonly Dictionary<Let, int> bounds = new(ReferenceComparer.Instance);
    private readonly List<string> names = [];

    /// <summary>The writes to storage that others may know.</summary>
    private readonly HashSet<Statement> foreignWrites = new(ReferenceComparer.Instance);

    public static void Check(DifferentiableMethod method, ProgramLowering program, Mistakes mistakes, IMethodSymbol symbol)
    {
        List<int> inputs = [];
        int number = 0;
        foreach (Parameter parameter in method.Signature.Parameters.Where(static p => p.Passing != Passing.Out))
        {
            inputs.AddRange(parameter.Shape.Leaves().Select(leaf => parameter.Differentiable && leaf.IsReal ? number : -1));
            number++;
        }
        int receiver = method.Program.Main.Parameters.Count - inputs.Count;
        inputs.InsertRange(0, Enumerable.Repeat(-1, receiver));
        Reaching reaching = new(program, mistakes);
        if (program.WantsHints) reaching.AskForTrips(method);
        foreach (Function function in method.Program.Callees.Append(method.Program.Main)) reaching.AskForWrites(function);
        Varying varying = Varying.Of(method.Program, inputs, reaching.IsMistake);
        foreach (Meeting meeting in varying.Meetings) reaching.Check(meeting);
        // What a method without a result leaves in its arrays is its result.
        bool writesArrays = method.Signature.Result is null && method.Signature.Parameters.Any(static parameter => parameter.Shape.HasStorage);
        bool onlyThrows = method.Program.Main.Body.Statements is [.., Opaque { Text.Throws: true }];
        if (!mistakes.HasErrors && !writesArrays && !onlyThrows) reaching.CheckIndependence(method.Signature, varying, symbol);
    }

    private void Check(Meeting meeting)
    {
        switch (meeting.Statement)
        {
            case Opaque opaque: CheckOpaque(opaque, meeting); break;
            case Store or Accumulate or Call
                when foreignWrites.Contains(meeting.Statement) && program.Places.TryGetValue(meeting.Statement, out SyntaxNode? written)
                    && !mistakes.All.Any(static one => one.Descriptor == Descriptors.WritesOutside):
                mistakes.Add(Descriptors.WritesOutside, written, SourceText.Of(written), "copy the array before you write to it");
                break;
            case Let { Value: Apply apply } let:
                CheckLet(let, apply, meeting.Influence);
                if (bounds.TryGetValue(let, out int bound)) CheckTrips(let, meeting.Arguments[bound]);
                break;
            case If choice when program.WantsHints && program.Places.TryGetValue(choice, out SyntaxNode? at):
                mistakes.Add(Descriptors.NotSmooth, at, "A branch on an active value");
                break;
        }
    }

    private void AskForTrips(DifferentiableMethod method)
    {
        names.AddRange(method.Signature.Parameters.Where(static p => p.Passing != Passing.Out).Select(static p => p.Name));
        foreach (Function function in method.Program.Callees.Append(method.Program.Main))
        {
            foreach (KeyValuePair<Let, int> test in TripTests.Of(function)) bounds[test.Key] = test.Value;
        }
    }

    private void AskForWrites(Function function)
    {
        Memory memory = Memory.Of(function);
        foreach (Statement statement in function.Statements.Where(static statement => statement is Store or Accumulate or Call))
        {
            IEnumerable<Variable> written = statement is Call call ? call.Arguments.OfType<Variable>() : Effects.Written(statement);
            if (written.Any(target => target.Type.IsStorage && memory.IsForeign(target))) foreignWrites.Add(statement);
        }
    }

    private void CheckTrips(Let test, Influence bound)
    {
        if (bound.Flow == 0 || !program.Places.TryGetValue(test, out SyntaxNode? at)) return;
        IEnumerable<string> inputs = names.Where((_, i) => (bound.Flow >> Math.Min(i, 63) & 1) != 0);
        mistakes.Add(Descriptors.TripsDepend, at, string.Join("', '", inputs));
    }

    private void CheckOpaque(Opaque opaque, Meeting meeting)
    {
        if (!program.Causes.TryGetValue(opaque, out Cause? cause)) return;
        if (GivesValue(opaque, cause) || TakesMemory(meeting)) foreach (Mistake mistake in cause.Mistakes) mistakes.Add(WithPath(mistake, meeting.Path));
        else if (Keeps(meeting, cause)) mistakes.Add(WithPath(cause.Kept!.Mistake, meeting.Path));
    }

    private bool IsMistake(Meeting meeting) =>
        program.Causes.TryGetValue(meeting.Statement, out Cause? cause)
        && (GivesValue((Opaque)meeting.Statement, cause) || TakesMemory(meeting) || Keeps(meeting, cause));

    // What active memory is handed to may read and write it.
    private static bool TakesMemory(Meeting meeting) =>
        ((Opaque)meeting.Statement).Arguments
            .Zip(meeting.Arguments, static (argument, influence) => argument.Type.IsStorage && influence.Flow != 0).Contains(true);

    // Text made of active values ends in a log. A struct that keeps one is asked when it is read.
    private static bool GivesValue(Opaque opaque, Cause cause) =>
        cause.EvenWithoutValue || opaque.Results.Except(ChangedStructs(opaque)).Any(static result => result.Type.Name is not ("string" or "string?"));

    private static bool Keeps(Meeting meeting, Cause cause) => cause.Kept is { } kept
        && ((Opaque)meeting.Statement).Arguments.Zip(meeting.Arguments, static (argument, influence) => (argument, influence))
            .Any(pair => (pair.influence.Flow | pair.influence.Touch) != 0 && kept.Values.Contains(pair.argument));

    private static IEnumerable<Variable> ChangedStructs(Opaque opaque) =>
        from hole in Hole.Of(opaque.Text)
        where hole is { Argument: not null, Result: not null }
        let changed = opaque.Results[hole.Result!.Value]
        where changed.Type.IsOpaque
        select changed;

    private static Mistake WithPath(Mistake mistake, EquatableArray<Call> path)
    {
        if (mistake.Descriptor != Descriptors.NoDerivative || path.IsEmpty) return mistake;
        object[] arguments = [.. mistake.Arguments];
        arguments[1] = $" by way of {string.Join(" → ", path.Select(static call => $"'{call.Callee}'"))}";
        return mistake with { Arguments = arguments };
    }

    private void CheckLet(Let let, Apply apply, Influence influence)
    {
        Primitive row = Primitives.Get(apply.Primitive);
        if (!(row.HasKink && program.WantsHints) && row.Form is not Cast || !program.Places.TryGetValue(let, out SyntaxNode? at)) return;
        if (row.Form is Cast && let.Target.Type.IsInteger && apply.Arguments[0].Type.IsFloat && influence.Flow != 0)
        {
            mistakes.Add(Descriptors.LostInConversion, at, let.Target.Type.Keyword);
        }
        if (row.HasKink && program.WantsHints) mistakes.Add(Descriptors.NotSmooth, at, $"'{SourceText.Of(at)}'");
    }

    private void CheckIndependence(Signature signature, Varying varying, IMethodSymbol symbol)
    {
        ulong reached = 0;
        int result = 0;
        foreach (Shape _ in signature.Result?.Leaves() ?? []) reached |= varying.Results[result++].All;
        foreach (Parameter parameter in signature.Parameters.Where(static p => p.Passing is Passing.Ref or Passing.Out))
        {
            foreach (Shape _ in parameter.Shape.Leaves())
            {
                ulong all = varying.Results[result++].All;
                if (parameter.Differentiable) reached |= all;
            }
        }
        int number = 0;
        for (int i = 0; i < signature.Parameters.Count; i++)
        {
            Parameter parameter = signature.Parameters[i];
            if (parameter.Passing == Passing.Out) continue;
            bool isReached = (reached >> Math.Min(number++, 63) & 1) != 0;
            if (isReached || !parameter.Differentiable || parameter.Passing == Passing.Ref) continue;
            int own = i - (signature.Parameters.Count - symbol.Parameters.Length);
            ISymbol at = own < 0 ? symbol : symbol.Parameters[own];
            mistakes.Add(new Mistake(Descriptors.IndependentParameter, at.Locations[0], signature.Name, parameter.Name));
        }
    }
}
