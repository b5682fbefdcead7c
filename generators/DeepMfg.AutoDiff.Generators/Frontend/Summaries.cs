using System.Runtime.CompilerServices;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>The summaries of a compilation's methods, each made once, when it is first asked for.</summary>
internal sealed class Summaries(Compilation compilation)
{
    private static readonly ConditionalWeakTable<Compilation, Summaries> Known = new();

    private readonly Dictionary<IMethodSymbol, Summary> made = new(SymbolEqualityComparer.Default);

    /// <summary>What is found so far, methods that call themselves among them.</summary>
    private readonly Dictionary<IMethodSymbol, Summary> found = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IMethodSymbol> met = new(SymbolEqualityComparer.Default), open = new(SymbolEqualityComparer.Default);
    private bool isRecursive;

    public Compilation Compilation => compilation;

    public static Summary Of(IMethodSymbol method, Compilation compilation)
    {
        Summaries summaries = Known.GetValue(compilation, static known => new Summaries(known));
        lock (summaries.made) return summaries.Make(method);
    }

    /// <summary>Whether it is not known which method runs.</summary>
    public static bool IsOpen(IInvocationOperation call) => call.IsVirtual && IsOpen(call.TargetMethod);

    public static bool IsOpen(IMethodSymbol method) =>
        (method.IsVirtual || method.IsAbstract || method.IsOverride) && !method.IsSealed && !method.ContainingType.IsSealed;

    public bool IsInSource(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly);

    private Summary Make(IMethodSymbol method)
    {
        method = Definition(method);
        if (made.TryGetValue(method, out Summary? known)) return known;
        found.Clear();
        open.Clear();
        Dictionary<IMethodSymbol, Summary> before;
        // Masks only grow, so that what calls itself comes to rest.
        do
        {
            before = new(found, SymbolEqualityComparer.Default);
            met.Clear();
            isRecursive = false;
            Ask(method);
        }
        while (isRecursive && found.Any(entry => !before.TryGetValue(entry.Key, out Summary? last) || last != entry.Value));
        foreach (KeyValuePair<IMethodSymbol, Summary> entry in found) made[entry.Key] = entry.Value;
        return made[method];
    }

    /// <summary>The summary of a method as far as it is known yet.</summary>
    public Summary Ask(IMethodSymbol method)
    {
        method = Definition(method);
        if (made.TryGetValue(method, out Summary? known)) return known;
        isRecursive |= open.Contains(method);
        if (!met.Add(method)) return found.TryGetValue(method, out Summary? sofar) ? sofar : Summary.Nothing;
        open.Add(method);
        Summary summary = Read(method);
        open.Remove(method);
        return found[method] = summary;
    }

    private static IMethodSymbol Definition(IMethodSymbol method) => ProgramLowering.WithBody(method.OriginalDefinition);

    private Summary Read(IMethodSymbol method)
    {
        if (method.IsExtern || !IsInSource(method)) return Summary.Unknown;
        if (method.IsImplicitlyDeclared && method.MethodKind != MethodKind.Constructor && Extensions.MemberOf(method) is null) return OfRecord(method);
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            return IsPlainAccessor(method) ? OfAccessor(method) : new Summarizing(this, method).Of(CodeOf(method));
        }
        catch (InsufficientExecutionStackException)
        {
            return Summary.Unknown;
        }
    }

    private static bool IsPlainAccessor(IMethodSymbol method) =>
        method.AssociatedSymbol is IPropertySymbol { IsIndexer: false }
        && method.DeclaringSyntaxReferences.All(static reference =>
            reference.Opened() is AccessorDeclarationSyntax { Body: null, ExpressionBody: null } or ParameterSyntax);

    // What C# writes for a record gives back what the record holds.
    private static Summary OfRecord(IMethodSymbol method)
    {
        ulong[] into = [.. Summary.Nothing.Into];
        foreach (IParameterSymbol parameter in method.Parameters.Where(static p => p.RefKind == RefKind.Out)) into[Summary.IndexOf(parameter)] = ulong.MaxValue;
        return Summary.Nothing with { Into = into.ToEquatableArray(), Returned = ulong.MaxValue };
    }

    // get; set;
    private static Summary OfAccessor(IMethodSymbol method)
    {
        ulong given = method.Parameters.Length > 0 ? Summary.Bit(0) : 0;
        if (Marks.IsNoDerivative(method.AssociatedSymbol!)) return Summary.Nothing;
        if (method.IsStatic) return Summary.Nothing with { Kept = given, Where = [method.AssociatedSymbol!.Name], ReturnsOutside = true };
        ulong[] into = [.. Summary.Nothing.Into];
        into[Summary.Self] = given;
        return Summary.Nothing with { Into = into.ToEquatableArray(), Returned = Summary.Bit(Summary.Self), Where = [method.AssociatedSymbol!.Name] };
    }

    /// <summary>The code of a method, an accessor or a constructor; of a primary constructor its type's initializers, which are what it runs.</summary>
    private IEnumerable<IOperation> CodeOf(IMethodSymbol method)
    {
        foreach (SyntaxReference reference in method.DeclaringSyntaxReferences)
        {
            SyntaxNode syntax = reference.Opened();
            SemanticModel model = compilation.ModelOf(syntax.SyntaxTree);
            if (syntax is TypeDeclarationSyntax type)
            {
                foreach (SyntaxNode part in PartsOf(type))
                {
                    if (model.GetOperation(part) is { } initializer) yield return initializer;
                }
            }
            else if (model.GetOperation(syntax) is { } body) yield return body;
        }
        if (method.MethodKind != MethodKind.Constructor) yield break;
        foreach (SyntaxReference reference in method.ContainingType.DeclaringSyntaxReferences.Where(_ => method.IsImplicitlyDeclared))
        {
            SyntaxNode syntax = reference.Opened();
            foreach (SyntaxNode part in PartsOf((TypeDeclarationSyntax)syntax))
            {
                if (compilation.ModelOf(syntax.SyntaxTree).GetOperation(part) is { } initializer) yield return initializer;
            }
        }
    }

    private static IEnumerable<SyntaxNode> PartsOf(TypeDeclarationSyntax type)
    {
        foreach (PrimaryConstructorBaseTypeSyntax ancestor in type.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>() ?? []) yield return ancestor;
        foreach (MemberDeclarationSyntax member in type.Members)
        {
            switch (member)
            {
                case FieldDeclarationSyntax field:
                    foreach (VariableDeclaratorSyntax variable in field.Declaration.Variables)
                    {
                        if (variable.Initializer is not null) yield return variable.Initializer;
                    }
                    break;
                case PropertyDeclarationSyntax { Initializer: { } initializer }: yield return initializer; break;
            }
        }
    }
}
