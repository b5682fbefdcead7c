using DeepMfg.AutoDiff.Generators.Emission;
using DeepMfg.AutoDiff.Generators.Frontend;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Transforms;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.Generators;

/// <summary>
/// Writes the derivatives of every method marked <c>[Differentiable]</c> next to it, and makes a vector space of the numbers of every marked type.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class DifferentiableGenerator : IIncrementalGenerator
{
    private static readonly Concurrently<MarkedMethod, DifferentiableMethod> Lowered = new(static (marked, cancellation) => marked.Lower(cancellation));
    private static readonly Concurrently<DifferentiableMethod, GeneratedFile> Files = new(static (method, _) => Emit(Differentiate(method)));

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<DifferentiableMethod> methods = Methods(context.SyntaxProvider);
        context.RegisterSourceOutput(Derivatives(methods), AddSource);
        context.RegisterSourceOutput(Bodies(methods), AddSource);
        context.RegisterSourceOutput(Accessors(methods), AddSource);
        context.RegisterSourceOutput(TypesOf(context.SyntaxProvider), AddSource);
        context.RegisterSourceOutput(Rules(context.SyntaxProvider), AddSource);
    }

    private static IncrementalValuesProvider<DifferentiableMethod> Methods(SyntaxValueProvider syntax)
    {
        IncrementalValuesProvider<MarkedMethod> marked = syntax
            .ForAttributeWithMetadataName(Marks.Differentiable, static (node, _) => node is MethodDeclarationSyntax, Mark)
            .Where(static method => method is not null)
            .Select(static (method, _) => method!)
            .WithTrackingName(TrackingNames.Marked);
        return marked.Combine(marked.Collect())
            .Select(static (one, cancellation) => Lowered.Of(one.Left, one.Right, cancellation))
            .Where(static method => method is not null)
            .Select(static (method, _) => method!)
            .WithTrackingName(TrackingNames.Lowered);
    }

    private static IncrementalValuesProvider<GeneratedFile?> Derivatives(IncrementalValuesProvider<DifferentiableMethod> methods) => methods
        .Combine(methods.Collect())
        .Select(static (one, cancellation) => Files.Of(one.Left, one.Right, cancellation))
        .WithTrackingName(TrackingNames.Emitted);

    /// <summary>What methods compute, for the compilers of those who call them.</summary>
    private static IncrementalValuesProvider<GeneratedFile?> Bodies(IncrementalValuesProvider<DifferentiableMethod> methods) => methods
        .Where(static method => method.Signature.Published.Length > 0)
        .Select(static (method, _) => OrNull(() => new GeneratedFile(BodyFile.NameOf(method.Signature), BodyFile.Write(method))))
        .WithTrackingName(TrackingNames.Published);

    /// <summary>A file for each type of whose members derivatives in others read what only that type can name.</summary>
    private static IncrementalValuesProvider<GeneratedFile?> Accessors(IncrementalValuesProvider<DifferentiableMethod> methods) => methods
        .SelectMany(static (method, _) => method.Accessors)
        .Collect()
        .SelectMany(static (accessors, _) => AccessorFile.Grouped(accessors))
        .WithTrackingName(TrackingNames.AccessorsFound)
        .Select(static (accessors, _) => OrNull(() => new GeneratedFile(AccessorFile.NameOf(accessors[0].Home), AccessorFile.Write(accessors))))
        .WithTrackingName(TrackingNames.AccessorsEmitted);

    private static IncrementalValuesProvider<GeneratedFile?> TypesOf(SyntaxValueProvider syntax) => syntax
        .ForAttributeWithMetadataName(Marks.Differentiable, static (node, _) => node is TypeDeclarationSyntax, ReadType)
        .Where(static type => type is not null)
        .Select(static (type, _) => type!)
        .WithTrackingName(TrackingNames.TypeRead)
        .Select(static (type, _) => OrNull(() => new GeneratedFile($"{type.HintName}.g.cs", ModelEmitter.Write(type))))
        .WithTrackingName(TrackingNames.TypeEmitted);

    /// <summary>One file that says for other assemblies which types have rules by hand.</summary>
    private static IncrementalValueProvider<GeneratedFile?> Rules(SyntaxValueProvider syntax) => syntax
        .ForAttributeWithMetadataName(
            Marks.DerivativeOfName, static (node, _) => node is MethodDeclarationSyntax,
            static (context, _) => MarkedRules.HolderOf((IMethodSymbol)context.TargetSymbol))
        .Where(static holder => holder is not null)
        .Collect()
        .Select(static (holders, _) => holders.Distinct().OrderBy(static holder => holder, StringComparer.Ordinal).ToEquatableArray())
        .WithTrackingName(TrackingNames.RulesFound)
        .Select(static (holders, _) => holders.IsEmpty ? null : new GeneratedFile("HasDerivativeRules.g.cs", SourceFile.WriteRules(holders!)));

    private static void AddSource(SourceProductionContext production, GeneratedFile? file)
    {
        if (file is not null) production.AddSource(file.HintName, file.Text);
    }

    // Both parts of a partial method have the marks of either.
    private static MarkedMethod? Mark(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        Marks.IsMarkedOnce((IMethodSymbol)context.TargetSymbol, context.TargetNode)
            ? new MarkedMethod(context.SemanticModel.Compilation, (IMethodSymbol)context.TargetSymbol, context.TargetNode) : null;

    private static ModelType? ReadType(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) => OrNull(() =>
        ModelReading.Of(context.SemanticModel.Compilation, (INamedTypeSymbol)context.TargetSymbol, cancellation).ToModelType());

    private static Derived? Differentiate(DifferentiableMethod method) =>
        method.Signature.IsRefused ? Refused(method) : OrNull(() => Derive.Of(method)) ?? Refused(method);

    private static Derived Refused(DifferentiableMethod method) =>
        new(method.Signature with { IsRefused = true, Published = "" }, method.Produce, Jvp: null, Vjp: null, Gradient: null);

    private static GeneratedFile? Emit(Derived? derived) => derived is null
        ? null
        : OrNull(() => new GeneratedFile(
            derived.Signature.FileName, derived.Signature.IsRefused ? RefusedFile.Write(derived.Signature, derived.Produce) : Emitter.Write(derived)));

    /// <summary>A generator that throws takes all other methods with it; the analyzer reports DMAD033 where nothing was generated.</summary>
    private static T? OrNull<T>(Func<T?> stage) where T : class
    {
        try
        {
            return stage();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return null;
        }
    }

    private sealed record GeneratedFile(string HintName, string Text);

    /// <summary>
    /// A method that is lowered once, and then keeps nothing of the compilation: the driver holds what steps made until it runs again. Where it stands as it
    /// did under the same premises, it is the same method, and the driver goes on with that one.
    /// </summary>
    private sealed class MarkedMethod(Compilation compilation, IMethodSymbol method, SyntaxNode declaration) : IEquatable<MarkedMethod>
    {
        private readonly Premises premises = Premises.Of(compilation);
        private readonly SyntaxNode declaration = declaration;
        private (Compilation In, IMethodSymbol Method)? left = (compilation, method);

        public DifferentiableMethod? Lower(CancellationToken cancellation)
        {
            if (left is not { } marked) throw new InvalidOperationException("The method is lowered already.");
            DifferentiableMethod? lowered = OrNull(() => MethodLowering.Lower(marked.In, marked.Method, cancellation, wantsHints: false).Generated);
            left = null;
            return lowered;
        }

        public bool Equals(MarkedMethod? other) => other is not null && declaration == other.declaration && premises.IsSame(other.premises);

        public override bool Equals(object? obj) => Equals(obj as MarkedMethod);

        public override int GetHashCode() => declaration.GetHashCode();
    }
}
