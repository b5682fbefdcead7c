using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Which jumps a statement holds, not looking into lambdas and local functions.</summary>
internal static class Jumps
{
    public static bool In(IOperation statement) =>
        statement is not (IExpressionStatementOperation or IVariableDeclarationGroupOperation)
        && Any(statement, static operation => operation is IReturnOperation or IBranchOperation or IThrowOperation);

    public static bool Returns(IOperation statement) => Any(statement, static operation => operation is IReturnOperation);

    public static bool Breaks(IOperation statement, ILabelSymbol label) => Any(
        statement, operation => operation is IBranchOperation branch && SymbolEqualityComparer.Default.Equals(branch.Target, label));

    private static bool Any(IOperation root, Func<IOperation, bool> test)
    {
        Stack<IOperation> open = new([root]);
        while (open.Count > 0)
        {
            IOperation operation = open.Pop();
            if (test(operation)) return true;
            if (operation is ILocalFunctionOperation or IAnonymousFunctionOperation or IExpressionStatementOperation
                or IVariableDeclarationGroupOperation) continue;
            foreach (IOperation child in operation.ChildOperations) open.Push(child);
        }
        return false;
    }
}
