using DeepMfg.AutoDiff.Generators.Diagnostics;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>A call as it was evaluated, of a method, an accessor or an operator.</summary>
internal sealed record CallSite(IOperation Call, IMethodSymbol Method, Receiver? Receiver, IReadOnlyList<ArgumentValue> Arguments)
{
    public IOperation? Instance => Method.IsStatic ? null : Call switch
    {
        IInvocationOperation call => call.Instance,
        IPropertyReferenceOperation property => property.Instance,
        ICompoundAssignmentOperation change => change.Target,
        IIncrementOrDecrementOperation change => change.Target,
        _ => null,
    };

    public ITypeSymbol? ConstrainedToType => (Call as IInvocationOperation)?.ConstrainedToType;

    /// <summary>Whether it is not known which method runs: a member of a type parameter is what the type has that stands for it.</summary>
    public bool IsOpen => Call is IInvocationOperation call && Extensions.MethodOf(call.TargetMethod) is null
        ? call.ConstrainedToType is null && call.IsVirtual && Summaries.IsOpen(Method) : Summaries.IsOpen(Method);

    public bool IsDelegate => Method.MethodKind == MethodKind.DelegateInvoke;
}

/// <summary>What a call that is run as it is may do with an active value other than to return: to store it where it can be read again.</summary>
internal sealed class Keeping(ProgramLowering program)
{
    /// <summary>The values that a call may keep; nothing where it keeps none.</summary>
    /// <param name="site">The call.</param>
    /// <param name="unknown">What to say where nobody knows what it keeps.</param>
    public Kept? Of(CallSite site, Mistake unknown)
    {
        if (Marks.IsNoDerivative(site.Method)) return null;
        if (site.IsDelegate) return new Kept([.. OperandsOf(site)], unknown);
        if (!program.IsInSource(site.Method)) return MayKeep(site) ? new Kept([.. OperandsOf(site)], unknown) : null;
        return site.IsOpen ? new Kept([.. OperandsOf(site)], unknown) : OfSummary(site, Summaries.Of(site.Method, program.Compilation));
    }

    /// <summary>What an operator or a conversion of a type may keep.</summary>
    public Kept? Of(IOperation at, IMethodSymbol method, IReadOnlyList<Value> operands)
    {
        if (!program.IsInSource(method)) return null;
        Summary summary = Summaries.Of(method, program.Compilation);
        ulong kept = summary.Into.Aggregate(summary.Kept, static (all, into) => all | into);
        Operand[] values = [.. operands.Where((_, i) => (kept & Summary.Bit(i)) != 0).SelectMany(OperandsOf)];
        return values.Length == 0 ? null : new Kept(values, Stored(at, summary.Where));
    }

    private static Kept? OfSummary(CallSite site, Summary summary)
    {
        ulong kept = summary.Kept | summary.Behind;
        List<string> names = kept == 0 ? [] : [.. summary.Where];
        // A struct in a variable of the method's own is asked when it is read.
        bool isOwn = site.Receiver is { Place: not null } or { IsChanged: true } && site.Instance?.Type is { IsValueType: true };
        if (site.Receiver is not null && !isOwn) Add(Summary.Self, summary.Where.FirstOrDefault() ?? "this");
        foreach (ArgumentValue argument in site.Arguments.Where(static argument => argument.Place is null || Foreign.CanRefer(argument.Parameter.Type)))
        {
            Add(Summary.IndexOf(argument.Parameter), argument.Parameter.Name);
        }
        List<Operand> values = (kept & Summary.Bit(Summary.Self)) != 0 ? [.. OperandsOf(site.Receiver)] : [];
        foreach (ArgumentValue argument in site.Arguments)
        {
            if ((kept & Summary.Bit(Summary.IndexOf(argument.Parameter))) != 0) values.AddRange(OperandsOf(argument.Value));
        }
        return values.Count == 0 ? null : new Kept(values, Stored(site.Call, names));

        void Add(int index, string name)
        {
            if (summary.Into[index] != 0) names.Add(name);
            kept |= summary.Into[index];
        }
    }

    private static bool MayKeep(CallSite site)
    {
        if (Foreign.IsLog(site.Method, site.Instance)) return false;
        bool takes = site.Arguments.Any(static argument =>
            argument.Place?.Slot is null && (argument.Operation is not { } operation || Foreign.CanTake(operation)));
        if (takes) return true;
        if (site.Instance is not { Type: { } type } instance) return site.Method.ReturnsVoid;
        if (site.Receiver is { Variable: not null }) return true;
        // Text that grows in a variable to which nothing else refers is another text afterwards.
        return Foreign.CanHold(type) && !(site.Receiver is { Place: not null } && type.IsReferenceType && IsUnshared(instance));
    }

    /// <summary>Whether an object was made for a local variable, and nothing but calls of its members names that.</summary>
    private static bool IsUnshared(IOperation instance)
    {
        if (instance is not ILocalReferenceOperation { Local: var local }) return false;
        IOperation root = instance;
        while (root.Parent is { } parent) root = parent;
        return root.Descendants().All(operation => operation switch
        {
            IVariableDeclaratorOperation declarator when Is(declarator.Symbol) => declarator.Initializer?.Value is IObjectCreationOperation,
            ILocalReferenceOperation reference when Is(reference.Local) => reference.Parent switch
            {
                IInvocationOperation call => call.Instance == reference && (call.Parent is IExpressionStatementOperation || !Foreign.CanRefer(call.Type)),
                IPropertyReferenceOperation property => property.Instance == reference,
                _ => false,
            },
            _ => true,
        });

        bool Is(ILocalSymbol other) => SymbolEqualityComparer.Default.Equals(other, local);
    }

    private static Mistake Stored(IOperation call, IEnumerable<string> names) =>
        new(Descriptors.WritesOutside, call.Syntax.GetLocation(), string.Join("', '", names.Distinct().DefaultIfEmpty("state")),
            "mark what only logs [NoDerivative], or give it Ad.StopGradient(…)");

    private static IEnumerable<Operand> OperandsOf(CallSite site) =>
        OperandsOf(site.Receiver).Concat(site.Arguments.SelectMany(static argument => OperandsOf(argument.Referred?.Outside ?? argument.Value)));

    private static IEnumerable<Operand> OperandsOf(Receiver? receiver) =>
        OperandsOf(receiver?.Value ?? receiver?.Place?.Whole.Read() ?? receiver?.Variable ?? receiver?.Seen?.Outside);

    private static IEnumerable<Operand> OperandsOf(Value? value) => value switch
    {
        Leaf leaf => [leaf.Operand],
        Text text => text.Arguments,
        TupleValue tuple => tuple.Items.SelectMany(OperandsOf),
        _ => [],
    };
}
