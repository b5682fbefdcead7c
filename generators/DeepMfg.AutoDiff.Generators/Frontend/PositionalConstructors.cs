using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Structs whose members nobody can set, but whose constructor takes them in order and does nothing else, so that it can make values.</summary>
internal static class PositionalConstructors
{
    /// <summary>Whether a struct in source has such a constructor.</summary>
    public static bool Has(INamedTypeSymbol type, IReadOnlyList<Part> parts) => type is { TypeKind: TypeKind.Struct }
        && type.InstanceConstructors.Any(constructor => constructor.DeclaredAccessibility >= type.DeclaredAccessibility && Takes(constructor, parts));

    /// <summary>Whether a type in source has a constructor that takes all its members by their names and does nothing else.</summary>
    public static bool TakesMembers(INamedTypeSymbol type) => type.BaseType is { SpecialType: not SpecialType.None } && Parts.Of(type) is var parts
        && type.InstanceConstructors.Any(constructor =>
            constructor.DeclaredAccessibility == Accessibility.Public && MemberOf(constructor, parts) is not null && Takes(constructor, parts));

    /// <summary>For each parameter of a constructor the part whose name and type it has; nothing where not each part has one.</summary>
    public static Part[]? MemberOf(IMethodSymbol constructor, IReadOnlyList<Part> parts)
    {
        Part?[] taken = [.. constructor.Parameters.Select(parameter => parts.FirstOrDefault(part =>
            part.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase) && SymbolEqualityComparer.Default.Equals(part.Type, parameter.Type)))];
        Part[] members = [.. taken.OfType<Part>().Distinct()];
        return members.Length == taken.Length && members.Length == parts.Count ? members : null;
    }

    private static bool Takes(IMethodSymbol constructor, IReadOnlyList<Part> parts)
    {
        if (constructor.Parameters.Length != parts.Count || constructor.DeclaringSyntaxReferences is not [var declared]) return false;
        bool areTaken = constructor.Parameters.Zip(parts, static (parameter, part) =>
            parameter is { RefKind: RefKind.None, IsParams: false } && SymbolEqualityComparer.Default.Equals(parameter.Type, part.Type))
            .All(static same => same);
        return areTaken && declared.Opened() switch
        {
            ConstructorDeclarationSyntax { Initializer: null } own => Sets(AssignedIn(own), constructor, parts),
            TypeDeclarationSyntax => constructor.Parameters.Zip(parts, static (parameter, part) => Begins(part, parameter.Name)).All(static begins => begins),
            _ => false,
        };
    }

    private static bool Sets(IReadOnlyList<(ExpressionSyntax To, ExpressionSyntax Value)>? assigned, IMethodSymbol constructor, IReadOnlyList<Part> parts)
    {
        if (assigned is null || assigned.Count != parts.Count) return false;
        HashSet<string> parameters = [.. constructor.Parameters.Select(static parameter => parameter.Name)];
        ILookup<string?, string?> values = assigned.ToLookup(
            one => MemberOf(one.To, parameters), static one => (one.Value as IdentifierNameSyntax)?.Identifier.ValueText);
        return constructor.Parameters.Zip(parts, (parameter, part) => values[part.Name].SequenceEqual([parameter.Name])).All(static same => same);
    }

    // this.X, or X where no parameter has that name
    private static string? MemberOf(ExpressionSyntax target, HashSet<string> parameters) => target switch
    {
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var name } => name,
        IdentifierNameSyntax { Identifier.ValueText: var name } when !parameters.Contains(name) => name,
        _ => null,
    };

    private static IReadOnlyList<(ExpressionSyntax To, ExpressionSyntax Value)>? AssignedIn(ConstructorDeclarationSyntax constructor)
    {
        IEnumerable<ExpressionSyntax?> expressions = constructor.ExpressionBody is { Expression: var only } ? [only]
            : constructor.Body?.Statements.Select(static statement => (statement as ExpressionStatementSyntax)?.Expression) ?? [null];
        List<(ExpressionSyntax To, ExpressionSyntax Value)> assigned = [];
        foreach (ExpressionSyntax? expression in expressions)
        {
            if (expression is not AssignmentExpressionSyntax { OperatorToken.ValueText: "=", Left: var to, Right: var value }) return null;
            if ((to, value) is (TupleExpressionSyntax left, TupleExpressionSyntax right) && left.Arguments.Count == right.Arguments.Count)
            {
                assigned.AddRange(left.Arguments.Zip(right.Arguments, static (place, item) => (place.Expression, item.Expression)));
            }
            else assigned.Add((to, value));
        }
        return assigned;
    }

    // public double X { get; } = x;
    private static bool Begins(Part part, string parameter) => part.Symbol.DeclaringSyntaxReferences is [var declared] && declared.Opened() switch
    {
        ParameterSyntax own => own.Identifier.ValueText == parameter,
        PropertyDeclarationSyntax { Initializer.Value: IdentifierNameSyntax value } => value.Identifier.ValueText == parameter,
        VariableDeclaratorSyntax { Initializer.Value: IdentifierNameSyntax value } => value.Identifier.ValueText == parameter,
        _ => false,
    };
}
