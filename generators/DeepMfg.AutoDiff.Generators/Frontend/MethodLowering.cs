using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Diagnostics;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>What the Frontend makes of a marked method: the method, where it has no mistake, and all that there is to say about it.</summary>
internal sealed record Lowered(DifferentiableMethod? Method, IReadOnlyList<Mistake> Mistakes, bool IsBroken)
{
    /// <summary>Where the statements of the IR stand.</summary>
    public IReadOnlyDictionary<Statement, SyntaxNode> Places { get; init; } = new Dictionary<Statement, SyntaxNode>();

    /// <summary>What stands in for the method where it has a mistake, and its members have a place and a name.</summary>
    public DifferentiableMethod? Refused { get; init; }

    public DifferentiableMethod? Generated => Method ?? Refused;
}

/// <summary>From a marked method to IR. The generator and the analyzer both come in here.</summary>
internal static class MethodLowering
{
    public static Lowered Lower(Compilation compilation, IMethodSymbol method, CancellationToken cancellation, bool wantsHints = true)
    {
        method = Extensions.Declared(method);
        Lowered lowered = LowerIn(compilation, method, cancellation, wantsHints);
        if (!lowered.IsBroken || lowered.Method is not null || ProgramLowering.WithBody(method).DeclaringSyntaxReferences is not [var reference, ..])
        {
            return lowered;
        }
        SyntaxNode syntax = reference.Opened(cancellation);
        if (!Stubs.Mentioned(syntax)) return lowered;
        Compilation extended = Stubs.In(compilation, cancellation);
        return extended.ModelOf(syntax.SyntaxTree).GetDeclaredSymbol(syntax, cancellation) is IMethodSymbol bound
            ? LowerIn(extended, Extensions.Declared(bound), cancellation, wantsHints)
            : lowered;
    }

    private static IEnumerable<HandedStructs> StructsOf(Signature signature, IMethodSymbol method) =>
        from parameter in Extensions.ParametersOf(method)
        from declared in signature.Parameters
        where declared.Name == parameter.Name && !declared.IsReceiver && declared.Shape.Whole is not null
        select new HandedStructs(parameter.Ordinal, declared.Shape);

    /// <summary>What a method's source computes, where the compiler's own interpreter may run that: rules by hand do not count.</summary>
    public static Program? Alone(Compilation compilation, IMethodSymbol method, CancellationToken cancellation)
    {
        ProgramLowering program = new(compilation, method, cancellation) { UsesRules = false };
        if (!program.IsSource(method)) return null;
        (Function main, Mistakes mistakes) = program.Lower(Extensions.ParametersOf(method));
        return mistakes.HasErrors || mistakes.IsBroken ? null : new Program(main, program.Functions.ToEquatableArray());
    }

    /// <summary>What a method computes that is a row of the table.</summary>
    public static Program Of(Primitive row, IMethodSymbol method)
    {
        var builder = new Builder();
        Variable[] parameters = [.. method.Parameters.Select(parameter => builder.Names.Fresh(parameter.Name, Types.LeafOf(parameter.Type)))];
        Variable result = builder.Let("value", Primitives.Apply(row, parameters, Types.LeafOf(method.ReturnType)));
        return new Program(new Function(method.Name, [.. parameters], builder.Close(result)), []);
    }

    private static Lowered LowerIn(Compilation compilation, IMethodSymbol method, CancellationToken cancellation, bool wantsHints)
    {
        SignatureReading reading = new(compilation, method);
        Signature? signature = reading.Read(cancellation);
        // What is inside is looked at once the declaration can be: much of it would have the same cause.
        if (signature is null || reading.Mistakes.HasErrors)
        {
            return new(null, reading.Mistakes.All, reading.Mistakes.IsBroken) { Refused = RefusedDeclaration.Of(compilation, method) };
        }

        ProgramLowering program = new(compilation, method, cancellation) 
        {
            WantsHints = wantsHints, Modes = [.. new[] { Mode.Forward, Mode.Reverse }.Where(mode => reading.Produce.Needs(signature, mode))],
            Structs = StructsOf(signature, method).ToEquatableArray(),
        };
        program.Suppressed.Declare(method.ContainingType);
        program.Suppressed.Declare(method.ContainingAssembly);
        program.Suppressed.Declare(method, signature.HelperName);
        (Function main, Mistakes mistakes) = program.Lower(Extensions.ParametersOf(method));
        foreach (Mistake mistake in reading.Mistakes.All) mistakes.Add(mistake);
        if (Overriding.Find(compilation, method, signature) is { } bypassed) mistakes.Add(bypassed);
        var whole = new Program(main, program.Functions.ToEquatableArray());
        signature = signature with
        {
            Suppressed = program.Suppressed.Ids,
            NamedConstants = program.Constants.Texts,
            Published = program.Suppressed.IsQuiet ? program.Publishing.NameFor(method, whole) : "",
        };
        foreach (Shape shape in signature.Parameters.Select(static parameter => parameter.Shape).Append(signature.Result).OfType<Shape>())
        {
            program.Accessors.Make(shape);
        }
        DifferentiableMethod lowered = new(signature, whole, reading.Produce) { Accessors = program.Accessors.All };
        if (Nesting.Of(lowered.Program) > Nesting.Deepest)
        {
            mistakes.Add(new Mistake(
                Descriptors.NotSupported, method.Locations[0], $"A nest of more than {Nesting.Deepest} blocks, with those of the methods that are called,",
                "write a loop, or one block behind the other"));
        }
        else if (!mistakes.IsBroken && !program.RefusesStructs) Reaching.Check(lowered, program, mistakes, method);
        bool isBroken = mistakes.IsBroken || reading.Mistakes.IsBroken;
        bool isRefused = mistakes.HasErrors || isBroken;
        return new(isRefused ? null : lowered, mistakes.All, isBroken)
        {
            Places = program.Places,
            Refused = !isRefused ? null
                : reading.Mistakes.IsBroken ? RefusedDeclaration.Of(compilation, method) : DifferentiableMethod.Refused(signature, reading.Produce),
        };
    }
}
