using DeepMfg.AutoDiff.Generators.Frontend;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace DeepMfg.AutoDiff.CodeFixes;

/// <summary>How an override is marked, so that its derivatives override those of its base.</summary>
/// <param name="Attribute">The mark.</param>
/// <param name="Old">Where the method has one already, in the order of its attributes; -1 where it has none.</param>
/// <param name="Constants">For each parameter whether it is held constant, where that changes.</param>
internal sealed record OverrideMark(AttributeSyntax Attribute, int Old, bool?[] Constants)
{
    private const string Library = "DeepMfg.AutoDiff.";

    private static readonly Produce[] Kinds = [Produce.Gradient, Produce.Jvp, Produce.Vjp, Produce.Jacobian, Produce.Split, Produce.Objective];

    public static OverrideMark Of(MethodDeclarationSyntax declaration, IMethodSymbol method, IMethodSymbol ancestor)
    {
        AttributeData? own = Marks.DifferentiableOf(method);
        List<string> arguments = [];
        if (ProduceOf(method) is { } produce) arguments.Add($"Produce = {produce}");
        if (SignatureReading.WrtOf(Marks.DifferentiableOf(ancestor)) is { } wrt)
        {
            IEnumerable<string> names = ancestor.Parameters.Select(static parameter => parameter.Name).Where(wrt.Contains);
            arguments.Add($"Wrt = [{string.Join(", ", names.Select(static name => $"nameof({name})"))}]");
        }
        if (Marks.IsCalledAgain(own is null ? ancestor : method)) arguments.Add($"Checkpoint = {Library}Checkpointing.Call");
        AttributeSyntax attribute = SyntaxFactory.Attribute(
            SyntaxFactory.ParseName(Library + "Differentiable"),
            arguments.Count == 0 ? null : SyntaxFactory.ParseAttributeArgumentList($"({string.Join(", ", arguments)})"));
        int old = own is null ? -1 : AttributesOf(declaration).FindIndex(each => each.Span == own.ApplicationSyntaxReference!.Span);
        bool?[] constants = [.. method.Parameters.Zip(ancestor.Parameters, static (parameter, its) =>
            Marks.IsNoDerivative(parameter) == Marks.IsNoDerivative(its) ? (bool?)null : Marks.IsNoDerivative(its))];
        return new OverrideMark(attribute.WithAdditionalAnnotations(Simplifier.Annotation), old, constants);
    }

    /// <summary>What all marked methods that one overrides ask for, and what it asks for itself; nothing where that is what is made unasked.</summary>
    private static string? ProduceOf(IMethodSymbol method)
    {
        Produce unsaid = Types.IsFloat(method.ReturnType) ? Produce.Default : Produce.Jvp | Produce.Vjp;
        Produce all = Marks.DifferentiableOf(method) is { } own ? SignatureReading.AskedOf(own, unsaid) : Produce.None;
        for (IMethodSymbol? ancestor = Overriding.MarkedBase(method); ancestor is not null; ancestor = Overriding.MarkedBase(ancestor))
        {
            all |= SignatureReading.AskedOf(Marks.DifferentiableOf(ancestor), unsaid) & ~Produce.Objective;
        }
        return all == unsaid ? null : string.Join(" | ", Kinds.Where(kind => all.HasFlag(kind)).Select(static kind => $"{Library}Derivatives.{kind}"));
    }

    private static List<AttributeSyntax> AttributesOf(MethodDeclarationSyntax method) => [.. method.AttributeLists.SelectMany(static list => list.Attributes)];

    /// <summary>The method with the mark.</summary>
    public MethodDeclarationSyntax On(MethodDeclarationSyntax method)
    {
        SeparatedSyntaxList<ParameterSyntax> parameters = method.ParameterList.Parameters;
        MethodDeclarationSyntax changed = method.WithParameterList(
            method.ParameterList.ReplaceNodes(parameters, (parameter, _) => On(parameter, Constants[parameters.IndexOf(parameter)])));
        if (Old >= 0) return changed.ReplaceNode(AttributesOf(changed)[Old], Attribute);
        AttributeListSyntax list = Declarations.ListInFrontOf(changed, Attribute);
        changed = changed.WithoutLeadingTrivia();
        return changed.WithAttributeLists(changed.AttributeLists.Insert(0, list));
    }

    private static ParameterSyntax On(ParameterSyntax parameter, bool? isConstant)
    {
        if (isConstant == true) return (ParameterSyntax)HoldConstantCodeFix.Marked(parameter);
        if (isConstant is null) return parameter;
        IEnumerable<AttributeListSyntax> lists = parameter.AttributeLists
            .Select(static list => list.WithAttributes(SyntaxFactory.SeparatedList(list.Attributes.Where(static attribute => !IsNoDerivative(attribute)))))
            .Where(static list => list.Attributes.Count > 0);
        return parameter.WithAttributeLists(SyntaxFactory.List(lists)).WithLeadingTrivia(parameter.GetLeadingTrivia());
    }

    private static bool IsNoDerivative(AttributeSyntax attribute) =>
        attribute.Name.DescendantTokens().Last(static token => token.IsKind(SyntaxKind.IdentifierToken)).ValueText is "NoDerivative" or "NoDerivativeAttribute";
}
