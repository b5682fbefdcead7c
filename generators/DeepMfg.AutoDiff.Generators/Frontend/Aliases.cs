using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>
/// Two names of one variable during a call. The IR has no references, so a callee that writes one name and reads the other cannot be lowered.
/// </summary>
internal static class Aliases
{
    public static void Refuse(IReadOnlyList<ArgumentValue> arguments, BodyLowering body)
    {
        foreach (ArgumentValue written in arguments)
        {
            // An element by reference is a value that goes in and out: nobody may see it by way of its array meanwhile.
            if (written.Place?.Cell is { } cell && arguments.Any(other => other != written && MayHold(other, cell)))
            {
                Refuse(written, body);
                return;
            }
            if (written.Place?.Struct is not null
                && arguments.Any(other => other != written && (CallLowering.HoldsStorage(other.Known) || other.Place?.Struct is not null)))
            {
                Refuse(written, body);
                return;
            }
            if (written.Place is not { Slot: not null } place) continue;
            if (arguments.Any(other => other != written && (other.Place ?? other.Source) is { } named && Overlap(place, named)))
            {
                Refuse(written, body);
                return;
            }
        }
    }

    /// <summary>Whether the callee may come to an element by another argument.</summary>
    private static bool MayHold(ArgumentValue argument, Cell cell) =>
        CallLowering.HoldsStorage(argument.Known) || argument.Place?.Cell is { } other && !AreApart(cell, other);

    private static bool AreApart(Cell a, Cell b) => a.Type != b.Type || a.Storage == b.Storage
        && a.Indices.Zip(b.Indices, static (x, y) => x is Constant i && y is Constant j && i.Bits != j.Bits).Contains(true);

    /// <summary>A struct whose member may change it while an argument names it.</summary>
    public static void Refuse(Place receiver, IReadOnlyList<ArgumentValue> arguments, BodyLowering body)
    {
        foreach (ArgumentValue argument in arguments)
        {
            if ((argument.Place ?? argument.Source) is { Slot: not null } named && Overlap(receiver, named)) Refuse(argument, body);
        }
    }

    /// <summary>A variable that the callee reads by reference, and may change by another name: an element by its array, a member by its object.</summary>
    public static void Refuse(IReadOnlyList<ArgumentValue> arguments, Function callee, BodyLowering body)
    {
        foreach (ArgumentValue read in arguments)
        {
            bool mayChange = read.Referred switch
            {
                { Outside: not null } => body.Program.Run(callee).Any(Effects.WritesOutside),
                { IsElement: true } => arguments.Any(other => other != read && CallLowering.HoldsStorage(other.Known)) && WritesParameters(callee),
                _ => false,
            };
            if (mayChange) Refuse(read, body);
        }
    }

    private static bool WritesParameters(Function callee) => Memory.Of(callee) is var memory
        && callee.Parameters.Any(parameter => parameter.Type.IsStorage && memory.IsWritten(parameter))
        || callee.Statements.OfType<Call>().Any(static call => call.Arguments.Any(static argument => argument.Type.IsStorage));

    /// <summary>A local function's parameter that names a variable which the function uses by its own name too.</summary>
    public static void Refuse(IReadOnlyList<ArgumentValue> arguments, IOperation function, BodyLowering body)
    {
        HashSet<ISymbol> assigned = Assigned.In(function, body);
        foreach (ArgumentValue argument in arguments)
        {
            bool clashes = argument switch
            {
                { Place.Slot: { } slot } => function.Descendants().Any(operation => Named(operation) is { } symbol && body.SlotOf(symbol) == slot),
                { Place.Cell: not null } => function.Descendants().Any(operation => Named(operation) is not null && body.Elements.IsStorage(operation)),
                { Source.Slot: { } slot } => assigned.Any(symbol => body.SlotOf(symbol) == slot),
                _ => false,
            };
            if (clashes) Refuse(argument, body);
        }
    }

    private static void Refuse(ArgumentValue argument, BodyLowering body)
    {
        SyntaxNode at = argument.Operation?.Syntax ?? body.Program.PlaceOf(body);
        string text = SourceText.Of(argument.Operation?.Value.Syntax ?? at);
        body.Refuse(at, $"Passing '{text}' by reference where the callee has another name for it", "pass a copy");
    }

    private static ISymbol? Named(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    // t.Item1 is a part of t, and no part of t.Item2.
    private static bool Overlap(Place a, Place b) => a.Slot == b.Slot && a.Path.Zip(b.Path, static (x, y) => x == y).All(static same => same);
}
