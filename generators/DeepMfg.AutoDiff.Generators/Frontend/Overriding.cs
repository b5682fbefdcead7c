using DeepMfg.AutoDiff.Generators.Diagnostics;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>
/// Members of a method that C# dispatches are dispatched as it is, so that who calls them through a base has the derivatives of what runs. Where an override
/// cannot or does not replace them, it is said.
/// </summary>
internal static class Overriding
{
    private static readonly Produce[] Kinds = [Produce.Gradient, Produce.Jvp, Produce.Vjp, Produce.Jacobian, Produce.Split];

    /// <summary>The signature with what it says of dispatch.</summary>
    public static Signature In(Compilation compilation, IMethodSymbol method, Signature signature, Produce produce) => !IsDispatched(signature) ? signature
        : signature with { IsVirtual = Summaries.IsOpen(method), Overrides = Overridden(compilation, method, signature, produce) };

    /// <summary>What there is to say of a method whose derivatives a base has too; nothing where they are replaced.</summary>
    public static Mistake? Find(Compilation compilation, IMethodSymbol method, Signature? signature)
    {
        if (!method.IsOverride || MarkedBase(method) is not { } ancestor) return null;
        (Produce offered, bool isDispatched) = Offered(compilation, ancestor);
        if ((offered & ~(signature?.Overrides ?? Produce.None)) == Produce.None) return null;
        string type = ancestor.ContainingType.Name, instead = !isDispatched
            ? $"their receiver is differentiated, too, so leave the mark off '{type}.{ancestor.Name}' and mark what overrides it"
            : signature is null ? "mark it [Differentiable]"
            : $"give it the parameters' names, the marks and the 'Produce' of '{type}.{ancestor.Name}'";
        return new Mistake(Descriptors.NotOverridden, method.Locations[0], method.Name, type, instead);
    }

    /// <summary>A receiver with numbers has companions of its own type, which those of another type do not replace.</summary>
    private static bool IsDispatched(Signature signature) =>
        !signature.IsStatic && !signature.Parameters.Any(static parameter => parameter is { IsReceiver: true, Differentiable: true });

    /// <summary>The nearest method that one overrides and that is marked.</summary>
    public static IMethodSymbol? MarkedBase(IMethodSymbol method)
    {
        IMethodSymbol? ancestor = method.OverriddenMethod;
        while (ancestor is not null && !Marks.IsDifferentiable(ancestor)) ancestor = ancestor.OverriddenMethod;
        return ancestor?.OriginalDefinition;
    }

    /// <summary>Which members a marked method has, and whether they are dispatched.</summary>
    private static (Produce Produce, bool IsDispatched) Offered(Compilation compilation, IMethodSymbol method)
    {
        if (method.DeclaringSyntaxReferences.IsEmpty)
        {
            Produce[] known = [.. Kinds.Where(kind => Members(method, kind).Any())];
            return (known.Aggregate(Produce.None, static (all, kind) => all | kind), known.All(kind => Members(method, kind).All(IsOpen)));
        }
        SignatureReading reading = new(compilation, method);
        return reading.Read(CancellationToken.None) is { } signature ? (reading.Produce & ~Produce.Objective, IsDispatched(signature)) : default;
    }

    private static Produce Overridden(Compilation compilation, IMethodSymbol method, Signature signature, Produce produce)
    {
        if (!method.IsOverride || MarkedBase(method) is not { } ancestor) return Produce.None;
        IEnumerable<Produce> both = Kinds.Where(kind => produce.HasFlag(kind));
        if (ancestor.DeclaringSyntaxReferences.IsEmpty)
        {
            both = both.Where(kind => Members(ancestor, kind).Any() && HasNamesOf(method, ancestor) && Members(ancestor, kind).All(
                member => IsOpen(member) && SignatureReading.MembersOf(method).Any(own => own.Clashes(member))));
        }
        else
        {
            SignatureReading reading = new(compilation, ancestor);
            if (reading.Read(CancellationToken.None) is not { } other || !IsDispatched(other)) return Produce.None;
            both = both.Where(kind => reading.Produce.HasFlag(kind) && MemberHeads.Of(Bare(signature), kind).SequenceEqual(MemberHeads.Of(Bare(other), kind)));
        }
        return both.Aggregate(Produce.None, static (all, kind) => all | kind);
    }

    private static IEnumerable<IMethodSymbol> Members(IMethodSymbol method, Produce kind) => GeneratedMembers.Suffixes
        .Where(suffix => Producing.AskedBy(suffix) == kind)
        .SelectMany(suffix => method.ContainingType.GetMembers(method.Name + suffix)).OfType<IMethodSymbol>()
        .Where(member => member.DeclaredAccessibility != Accessibility.Private && Begins(member, method));

    private static bool Begins(IMethodSymbol member, IMethodSymbol method) => member.Parameters.Length >= method.Parameters.Length
        && member.Parameters.Zip(method.Parameters, static (own, its) => SymbolEqualityComparer.Default.Equals(own.Type, its.Type)).All(static same => same);

    private static bool IsOpen(IMethodSymbol member) => (member.IsVirtual || member.IsOverride) && !member.IsSealed;

    /// <summary>A gradient's items are named as the parameters are, and what overrides must have its names.</summary>
    private static bool HasNamesOf(IMethodSymbol method, IMethodSymbol other) =>
        method.Parameters.Select(static parameter => parameter.Name).SequenceEqual(other.Parameters.Select(static parameter => parameter.Name));

    /// <summary>What members of a method share with those that they override.</summary>
    private static Signature Bare(Signature signature) => signature with
    {
        Accessibility = "", Constraints = "", IsVirtual = false, Overrides = Produce.None,
        Parameters = [.. signature.Parameters.Select(static parameter => parameter with { Default = "", IsParams = false })],
    };
}
