using System.Collections.Immutable;
using DeepMfg.AutoDiff.Generators.Frontend;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Transforms;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepMfg.AutoDiff.Generators.Diagnostics;

/// <summary>Runs the Frontend with locations and reports what it finds; and that something was generated where it finds nothing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DifferentiableAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.NotPartial, Descriptors.NotDifferentiableMember, Descriptors.ResultNotDifferentiable, Descriptors.NoDifferentiableParameter,
        Descriptors.NoSuchParameter, Descriptors.TypeNotPartial, Descriptors.NoDifferentiableMember, Descriptors.MixedScalars, Descriptors.UnmarkedMember,
        Descriptors.MemberExists, Descriptors.NoDerivative, Descriptors.NotSupported, Descriptors.WritesOutside, Descriptors.NotAccessible,
        Descriptors.LostInConversion, Descriptors.IndependentParameter, Descriptors.NotSmooth, Descriptors.UnmarkedType, Descriptors.TripsDepend,
        Descriptors.HeldField, Descriptors.NotOverridden, Descriptors.WrongRule, Descriptors.WrongValues, Descriptors.UncheckedRule,
        Descriptors.NothingGenerated, Descriptors.OutputOfAnother,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        // What other generators write has no derivatives, which its author should hear of.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            // A mistake in a callee is one mistake, however many marked methods call it.
            Mistakes reported = new();
            start.RegisterSymbolAction(symbol => Analyze(symbol, reported), SymbolKind.Method);
            start.RegisterSymbolAction(RuleReports.Report, SymbolKind.Method);
            start.RegisterSymbolAction(MarkedTypes.Report, SymbolKind.NamedType);
            start.RegisterSyntaxNodeAction(LocalFunctions.Report, Microsoft.CodeAnalysis.CSharp.SyntaxKind.LocalFunctionStatement);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, Mistakes reported)
    {
        IMethodSymbol method = (IMethodSymbol)context.Symbol;
        if (!context.IsGeneratedCode && !Marks.IsDifferentiable(method) && Overriding.Find(context.Compilation, method, null) is { } bypassed)
        {
            context.ReportDiagnostic(bypassed.ToDiagnostic());
        }
        if (!Marks.IsDifferentiable(method) || method.PartialDefinitionPart is not null) return;
        method = Extensions.Declared(method);
        if (context.IsGeneratedCode)
        {
            if (!HasMembers(method)) context.ReportDiagnostic(Diagnostic.Create(Descriptors.OutputOfAnother, method.Locations[0], method.Name));
            return;
        }
        foreach (Mistake mistake in Find(method, context.Compilation, context.CancellationToken))
        {
            lock (reported)
            {
                if (!reported.TryAdd(mistake)) continue;
            }
            context.ReportDiagnostic(mistake.ToDiagnostic());
        }
    }

    private static IEnumerable<Mistake> Find(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        try
        {
            Lowered lowered = MethodLowering.Lower(compilation, method, cancellation);
            if (lowered.IsBroken) return lowered.Mistakes.Where(static mistake => mistake.Descriptor == Descriptors.NotPartial);
            if (lowered.Method is null || Exists(method, lowered.Method.Produce) || BrokenCode.Surrounds(method, compilation, cancellation))
            {
                return lowered.Mistakes;
            }
            return [.. lowered.Mistakes, Refused(method, lowered)];
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return BrokenCode.Surrounds(method, compilation, cancellation) ? [] : [Nothing(method, $"{exception.GetType().Name}: {exception.Message}")];
        }
    }

    /// <summary>Why the generator wrote nothing, which deriving the method once more tells.</summary>
    private static Mistake Refused(IMethodSymbol method, Lowered lowered)
    {
        try
        {
            Derive.Of(lowered.Method!);
        }
        catch (NotDerivableException exception)
        {
            SyntaxNode? at = lowered.Places.FirstOrDefault(
                place => place.Key is Loop or Perform or Store or Call && place.Key.Origin.Text == exception.Origin).Value;
            return new Mistake(Descriptors.NotSupported, at?.GetLocation() ?? method.Locations[0], exception.Message, exception.Instead);
        }
        return Nothing(method, "the generator did not complete");
    }

    private static Mistake Nothing(IMethodSymbol method, string reason) =>
        new(Descriptors.NothingGenerated, method.Locations[0], method.Name, reason);

    private static bool HasMembers(IMethodSymbol method) =>
        GeneratedMembers.Suffixes.Any(suffix => method.ContainingType.GetMembers(method.Name + suffix).Any(GeneratedMembers.IsGenerated));

    private static bool Exists(IMethodSymbol method, Produce produce)
    {
        string suffix = produce.HasFlag(Produce.Vjp) ? GeneratedMembers.Vjp : produce.HasFlag(Produce.Jvp) ? GeneratedMembers.Jvp
            : produce.HasFlag(Produce.Jacobian) ? GeneratedMembers.Jacobian : produce.HasFlag(Produce.Objective) ? GeneratedMembers.Objective
            : produce.HasFlag(Produce.Split) ? GeneratedMembers.Forward : GeneratedMembers.Gradient;
        return produce == Produce.None || method.ContainingType.GetMembers(method.Name + suffix).Any(GeneratedMembers.IsDerived);
    }
}
