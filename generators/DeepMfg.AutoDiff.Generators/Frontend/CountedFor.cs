using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>What makes a <c>for</c> a counted loop: an <c>int</c> or <c>long</c> of its own, a constant step, an invariant bound, no early exit.</summary>
internal sealed record CountedFor(ILocalSymbol Index, IOperation Bound, long Step, bool IsInclusive, IReadOnlyList<IOperation> Others)
{
    public static CountedFor? Of(IForLoopOperation loop, BodyLowering body)
    {
        if (loop.Condition is not IBinaryOperation condition || loop.AtLoopBottom.Length == 0) return null;
        if (Jumps.Breaks(loop.Body, loop.ExitLabel) || Jumps.Returns(loop.Body)) return null;
        (IOperation left, IOperation bound, BinaryOperatorKind kind) = condition.LeftOperand is ILocalReferenceOperation
            ? (condition.LeftOperand, condition.RightOperand, condition.OperatorKind)
            : (condition.RightOperand, condition.LeftOperand, Flip(condition.OperatorKind));
        if (left is not ILocalReferenceOperation { Local: var index } || !loop.Locals.Contains(index, SymbolEqualityComparer.Default)) return null;
        if (index.Type.SpecialType is not (SpecialType.System_Int32 or SpecialType.System_Int64)) return null;
        IOperation[] steps = [.. loop.AtLoopBottom.Where(step => StepOf(step, index) is not null)];
        if (steps.Length != 1 || StepOf(steps[0], index) is not { } by || !Agrees(kind, by)) return null;
        // A step beyond the index's type goes the other way.
        if (by == long.MinValue || index.Type.SpecialType == SpecialType.System_Int32 && Math.Abs(by) > int.MaxValue) return null;
        IOperation[] others = [.. loop.AtLoopBottom.Where(step => step != steps[0])];
        if (others.Length > 0 && steps[0] != loop.AtLoopBottom[0] && Mentions(others, index)) return null;

        HashSet<ISymbol> assigned = Assigned.In(loop.Body, body);
        foreach (IOperation other in others) assigned.UnionWith(Assigned.In(other, body));
        return !assigned.Contains(index) && !(others.Length > 0 && Mentions(others, index)) && new Invariance(body, assigned, index).Holds(bound)
            ? new CountedFor(index, bound, by, kind is BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThanOrEqual, others)
            : null;
    }

    private static bool Mentions(IEnumerable<IOperation> operations, ILocalSymbol local) => operations.Any(operation =>
        operation.DescendantsAndSelf().Any(
            child => child is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local)));

    private static BinaryOperatorKind Flip(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        _ => kind,
    };

    private static bool Agrees(BinaryOperatorKind kind, long step) => kind switch
    {
        BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual => step > 0,
        BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual => step < 0,
        _ => false,
    };

    /// <summary>The constant by which a statement changes the index, or none.</summary>
    private static long? StepOf(IOperation statement, ILocalSymbol index)
    {
        IOperation operation = statement is IExpressionStatementOperation expression ? expression.Operation : statement;
        return operation switch
        {
            IIncrementOrDecrementOperation { IsChecked: false } step when Is(step.Target) => step.Kind == OperationKind.Increment ? 1 : -1,
            ICompoundAssignmentOperation { IsChecked: false, Value.ConstantValue: { HasValue: true, Value: int or long } constant } step when Is(step.Target) =>
                step.OperatorKind switch
                {
                    BinaryOperatorKind.Add => Convert.ToInt64(constant.Value),
                    BinaryOperatorKind.Subtract => -Convert.ToInt64(constant.Value),
                    _ => null,
                },
            _ => null,
        };

        bool Is(IOperation target) => target is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(local.Local, index);
    }
}
