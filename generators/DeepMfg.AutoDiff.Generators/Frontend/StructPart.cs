using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>A part of an array or a span as a span: <c>all[a..b]</c>, <c>all.Slice(a, n)</c>, <c>all.AsSpan()</c>.</summary>
/// <param name="Whole">What it is a part of.</param>
/// <param name="Range">Where it lies, in C#'s notation.</param>
/// <param name="Start">Where it starts, where there is no range.</param>
/// <param name="Count">How many elements it has, where it does not go to the end.</param>
/// <param name="Syntax">Where it stands.</param>
internal sealed record StructPart(IOperation Whole, IRangeOperation? Range, IOperation? Start, IOperation? Count, SyntaxNode Syntax)
{
    public bool IsWhole => Range is null && Start is null;

    public static StructPart? Of(IOperation expression) => expression switch
    {
        IImplicitIndexerReferenceOperation { Instance: var whole } part when Types.IsSpan(whole.Type) && Elements.RangeOf(part.Argument) is { } range =>
            new(whole, range, null, null, part.Syntax),
        IInvocationOperation { TargetMethod: { Name: "Slice", ContainingType: var home }, Instance: { } whole } call when Types.IsSpan(home) =>
            Of(call, [whole, .. InOrder(call)]),
        IInvocationOperation { TargetMethod: { Name: "AsSpan", ContainingType: { Name: "MemoryExtensions", ContainingNamespace.Name: "System" } } } call =>
            Of(call, InOrder(call)),
        _ => null,
    };

    /// <summary>The part of what is used, where that is what stands around it.</summary>
    public static IOperation? Around(IOperation use)
    {
        IOperation? around = use.Parent is IArgumentOperation argument ? argument.Parent : use.Parent;
        return around is not null && Of(around)?.Whole == use ? around : null;
    }

    /// <summary>Where it starts and how many elements it has, of storage as long as the whole.</summary>
    public (Operand Start, Operand Count) Bounds(BodyLowering body, Operand storage)
    {
        if (Range is not null) return body.Elements.Bounds(Range, storage, Syntax);
        Operand start = body.Expressions.Operand(Start!, null);
        return (start, Count is not null ? body.Expressions.Operand(Count, null) : body.Elements.Minus(body.Elements.Length(storage, Syntax), start, Syntax));
    }

    private static StructPart? Of(IInvocationOperation call, IOperation[] operands) =>
        operands is [var ranged, var at] && Elements.RangeOf(at) is { } range ? new(ranged, range, null, null, call.Syntax)
        : operands.Length is < 1 or > 3 || operands.Skip(1).Any(static operand => operand.Type is not { SpecialType: SpecialType.System_Int32 }) ? null
        : new(operands[0], null, operands.ElementAtOrDefault(1), operands.ElementAtOrDefault(2), call.Syntax);

    private static IOperation[] InOrder(IInvocationOperation call) =>
        [.. call.Arguments.OrderBy(static argument => argument.Parameter!.Ordinal).Select(static argument => argument.Value)];
}
