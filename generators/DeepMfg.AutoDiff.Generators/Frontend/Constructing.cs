using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Lowers what a constructor does before its own code: another constructor, or the values with which members begin.</summary>
internal sealed class Constructing(BodyLowering body)
{
    public void Begin(IMethodSymbol constructor, CancellationToken cancellation)
    {
        SyntaxNode? syntax = constructor.DeclaringSyntaxReferences is [var reference, ..] ? reference.Opened(cancellation) : null;
        if (Chained(syntax, cancellation) is { } other)
        {
            Store(body.Calls.Construct(other), other);
            if (SymbolEqualityComparer.Default.Equals(other.TargetMethod.ContainingType.OriginalDefinition, constructor.ContainingType)) return;
        }
        foreach (Part part in Parts.Of(constructor.ContainingType)) Initialize(part, constructor, syntax, cancellation);
    }

    // : this(a), : base(a)
    private IInvocationOperation? Chained(SyntaxNode? syntax, CancellationToken cancellation)
    {
        SyntaxNode? initializer = syntax switch
        {
            ConstructorDeclarationSyntax { Initializer: { } chained } => chained,
            TypeDeclarationSyntax { BaseList.Types: [PrimaryConstructorBaseTypeSyntax parent, ..] } => parent,
            _ => null,
        };
        if (initializer is null) return null;
        IOperation? operation = body.Program.Compilation.ModelOf(initializer.SyntaxTree).GetOperation(initializer, cancellation);
        return operation as IInvocationOperation;
    }

    // The members of what a record is derived from come first.
    private void Store(Value made, IInvocationOperation call)
    {
        if (made is not TupleValue { Record: not null } parts || body.SelfSlot is not { } self || body.Environment[self] is not TupleValue whole)
        {
            body.Program.Refuse(call, body);
            return;
        }
        body.Environment[self] = whole.With([.. whole.Items.Select((item, i) => i < parts.Items.Count ? parts.Items[i] : item)]);
    }

    // double A { get; init; } = a;  and the members that a record makes of its parameters
    private void Initialize(Part part, IMethodSymbol constructor, SyntaxNode? syntax, CancellationToken cancellation)
    {
        if (!SymbolEqualityComparer.Default.Equals(part.Symbol.ContainingType.OriginalDefinition, constructor.ContainingType.OriginalDefinition)) return;
        SyntaxNode? declaration = part.Symbol.DeclaringSyntaxReferences is [var reference, ..] ? reference.Opened(cancellation) : null;
        Place place = PlaceOf(part);
        EqualsValueClauseSyntax? initializer = declaration switch
        {
            PropertyDeclarationSyntax property => property.Initializer,
            VariableDeclaratorSyntax field => field.Initializer,
            _ => null,
        };
        if (initializer is not null)
        {
            body.Block.Origin = SourceText.Of(initializer.Parent!);
            IOperation? value = body.Program.Compilation.ModelOf(initializer.SyntaxTree).GetOperation(initializer, cancellation) switch
            {
                ISymbolInitializerOperation operation => operation.Value,
                _ => null,
            };
            if (value is null) body.Mistakes.IsBroken = true;
            else place.Store(body.Expressions.Lower(value, OpaqueLowering.NameOf(part.Symbol)));
        }
        else if ((part.IsKept || declaration is ParameterSyntax) && syntax is TypeDeclarationSyntax
            && constructor.Parameters.FirstOrDefault(parameter => parameter.Name == part.Name) is { } given)
        {
            place.Store(body.Environment[body.SlotOf(given)!]);
        }
    }

    private Place PlaceOf(Part part) => new(body, body.SelfSlot, [Records.ItemOf(body.Method.ContainingType, part.Symbol)!.Value]);
}
