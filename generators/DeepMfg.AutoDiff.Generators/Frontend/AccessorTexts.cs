using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>How C# declares the members by which derivatives in other types read what is private.</summary>
internal static class AccessorTexts
{
    /// <summary>Whether a member is a field, a property that is read, or a method that an accessor can stand for.</summary>
    public static bool IsReadable(ISymbol member) => member switch
    {
        IFieldSymbol field => field is { IsConst: false, IsFixedSizeBuffer: false, ContainingType.IsTupleType: false } && IsOfPlain(field),
        IPropertySymbol property =>
            property is { IsIndexer: false, GetMethod: not null, ExplicitInterfaceImplementations.IsEmpty: true } && IsOfPlain(property),
        IMethodSymbol method => method is { MethodKind: MethodKind.Ordinary, IsVararg: false } && IsOfPlain(method),
        _ => false,
    };

    // An object of a 'ref struct' does not outlive a call that it is handed to.
    private static bool IsOfPlain(ISymbol member) => member.ContainingType is { } type && (member.IsStatic || !type.IsRefLikeType);

    /// <summary>The types that an accessor's declaration names.</summary>
    public static IEnumerable<ITypeSymbol> TypesOf(ISymbol member) => member switch
    {
        IFieldSymbol field => [field.Type],
        IPropertySymbol property => [property.Type],
        IMethodSymbol method =>
        [
            method.ReturnType, .. method.Parameters.Select(static parameter => parameter.Type),
            .. method.TypeParameters.SelectMany(static parameter => parameter.ConstraintTypes),
        ],
        _ => [],
    };

    public static Accessor Of(ISymbol member, AccessorHome home)
    {
        string name = NameOf(member), holder = Types.NameOf(member.ContainingType), own = Template.Escape(member.Name);
        string self = SelfOf(member), passing = PassingOf(member);
        string taken = member.IsStatic ? "" : $"{passing}{holder} {self}";
        string read = $"{(member.IsStatic ? holder : self)}.{own}";
        string declaration = member switch
        {
            // By reference, so that nothing is copied, and what takes a reference finds the field. Of what is volatile there is none.
            IFieldSymbol { IsVolatile: false } field =>
                $"ref {(field.IsReadOnly || passing.Length > 0 ? "readonly " : "")}{Types.NameOf(field.Type)} {name}{List(taken, member)} => ref {read};",
            IFieldSymbol field => $"{Types.NameOf(field.Type)} {name}{List(taken, member)} => {read};",
            IPropertySymbol property =>
                $"{RefOf(property.RefKind)}{Types.NameOf(property.Type)} {name}{List(taken, member)} => {Given(property.RefKind)}{read};",
            IMethodSymbol method => Of(method, name, taken, read),
            _ => throw new InvalidOperationException($"'{member}' is not readable."),
        };
        return new(home, name, $"public static {declaration}", SummaryOf(member, self))
        {
            Passing = passing == "ref " ? passing : "",
            Attribute = member.GetAttributes().FirstOrDefault(static attribute => attribute.AttributeClass?.Name == "ConditionalAttribute") is { } condition
                ? DeclarationTexts.TextOf(condition) : "",
            Suppressed = SuppressedOf(member),
        };
    }

    private static string Of(IMethodSymbol method, string name, string taken, string read)
    {
        string typeParameters = method.IsGenericMethod ? $"<{string.Join(", ", method.TypeParameters.Select(static p => DeclarationTexts.NameOf(p)))}>" : "";
        string constraints = DeclarationTexts.ConstraintsOf(method.TypeParameters);
        IEnumerable<string> parameters = method.Parameters.Select(DeclarationOf);
        if (taken.Length > 0) parameters = parameters.Prepend(taken);
        string arguments = string.Join(", ", method.Parameters.Select(static parameter => ArgumentOf(parameter) + Template.Escape(parameter.Name)));
        string result = method.ReturnsVoid ? "void" : RefOf(method.RefKind) + Types.NameOf(method.ReturnType);
        return $"{result} {name}{typeParameters}({string.Join(", ", parameters)}){(constraints.Length > 0 ? " " + constraints : "")}"
            + $" => {Given(method.RefKind)}{read}{typeParameters}({arguments});";
    }

    private static string List(string taken, ISymbol member) => member.IsStatic ? "" : $"({taken})";

    private static string DeclarationOf(IParameterSymbol parameter)
    {
        bool isScoped = !parameter.IsParams && parameter.RefKind != RefKind.Out && parameter.ScopedKind != ScopedKind.None;
        string modifier = parameter.RefKind switch
        {
            RefKind.Ref => "ref ",
            RefKind.Out => "out ",
            RefKind.In => "in ",
            RefKind.RefReadOnlyParameter => "ref readonly ",
            _ => "",
        };
        string value = DeclarationTexts.DefaultOf(parameter);
        return $"{(isScoped ? "scoped " : "")}{(parameter.IsParams ? "params " : "")}{modifier}{Types.NameOf(parameter.Type)} {Template.Escape(parameter.Name)}"
            + (value.Length > 0 ? $" = {value}" : "");
    }

    private static string ArgumentOf(IParameterSymbol parameter) => parameter.RefKind switch
    {
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        RefKind.In or RefKind.RefReadOnlyParameter => "in ",
        _ => "",
    };

    private static string RefOf(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref ",
        RefKind.RefReadOnly => "ref readonly ",
        _ => "",
    };

    private static string Given(RefKind kind) => kind == RefKind.None ? "" : "ref ";

    /// <summary>How an accessor takes the object: a struct without a copy, for a method that may change it as the variable itself.</summary>
    private static string PassingOf(ISymbol member) => member switch
    {
        { IsStatic: true } or { ContainingType.IsValueType: false } => "",
        IFieldSymbol or { ContainingType.IsReadOnly: true } => "in ",
        _ => Accessors.Read(member) is IMethodSymbol { IsReadOnly: true } ? "in " : "ref ",
    };

    private static string SelfOf(ISymbol member)
    {
        string self = "self";
        while (member is IMethodSymbol method && method.Parameters.Any(parameter => parameter.Name == self)) self += "_";
        return self;
    }

    /// <summary>The member's own name, unless methods of that name with and without an object would meet.</summary>
    private static string NameOf(ISymbol member)
    {
        string name = member.Name;
        if (!member.IsStatic && member.ContainingType.GetMembers(name).Any(static other => other.IsStatic))
        {
            do name += "_"; while (!member.ContainingType.GetMembers(name).IsEmpty);
        }
        return SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : Template.Escape(name);
    }

    private static string SummaryOf(ISymbol member, string self)
    {
        string of = member.IsStatic ? "" : $" of <paramref name=\"{self}\"/>";
        return $"{(member is IMethodSymbol ? "Calls" : "Gives")} <c>{member.Name}</c>{of}.";
    }

    private static EquatableArray<string> SuppressedOf(ISymbol member)
    {
        Suppressed suppressed = new();
        suppressed.Name(member);
        foreach (ITypeSymbol type in TypesOf(member)) suppressed.Name(type);
        suppressed.Declare(member.ContainingType);
        suppressed.Declare(member.ContainingAssembly);
        IEnumerable<string> ids = suppressed.Ids;
        // The class of an ancestor's accessors has the same name; a type parameter's may be that of one around.
        bool hasAncestor = member.ContainingType is { BaseType.SpecialType: SpecialType.None } or { TypeKind: TypeKind.Interface, Interfaces.IsEmpty: false };
        if (hasAncestor) ids = ids.Append("CS0108");
        if (member is IMethodSymbol { IsGenericMethod: true }) ids = ids.Append("CS0693");
        return ids.OrderBy(static id => id, StringComparer.Ordinal).ToEquatableArray();
    }
}
