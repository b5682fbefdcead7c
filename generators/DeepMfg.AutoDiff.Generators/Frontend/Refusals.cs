using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>How a construct that is not supported is called, and what to write instead.</summary>
internal static class Refusals
{
    /// <summary>
    /// What is to blame once, however often it is met: the pointer or the buffer of which an operation is an element, the iterator that yields something.
    /// </summary>
    public static ISymbol? CulpritOf(IOperation operation) => operation switch
    {
        { Kind: OperationKind.None, Syntax: ElementAccessExpressionSyntax } => UnknownCalls.HolderOf(operation.ChildOperations.FirstOrDefault()),
        { Kind: OperationKind.YieldReturn or OperationKind.YieldBreak } => operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart),
        _ => null,
    };

    public static (string Construct, string Instead) Of(IOperation operation) => operation switch
    {
        ITryOperation => ("'try'", "check for the error beforehand, or call this code from a method that catches"),
        IForEachLoopOperation => ("'foreach' over this collection", "copy it to an array or a list first"),
        { Kind: OperationKind.YieldReturn or OperationKind.YieldBreak } => ("'yield'", "return an array of the values"),
        IUsingOperation or IUsingDeclarationOperation => ("'using'", "open the resource in the caller"),
        ILockOperation => ("'lock'", "lock in the caller"),
        IAnonymousObjectCreationOperation => ("An object of an anonymous type", "use a tuple"),
        IAwaitOperation => ("'await'", "await in the caller and pass the value"),
        IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation => ("'dynamic'", "give it a static type"),
        IAnonymousFunctionOperation or IDelegateCreationOperation or IMethodReferenceOperation =>
            ("A delegate", "call the method by its name, or write a local function"),
        IAddressOfOperation => ("'unsafe' code", "use variables"),
        { Kind: OperationKind.None, Syntax: ElementAccessExpressionSyntax } =>
            ("An element of a pointer or of a buffer of fixed size", "use an array or a span"),
        { Syntax: FixedStatementSyntax } => ("'fixed'", "read the array or the span itself"),
        { Syntax: StackAllocArrayCreationExpressionSyntax } => ("A pointer", "make it a 'Span' of the same 'stackalloc'"),
        ICoalesceAssignmentOperation => ("'??='", "write 'if'"),
        IConditionalAccessOperation => ("'?.'", "write 'if'"),
        IIsTypeOperation => ("A type test", "decide in the caller and pass a 'bool'"),
        IPatternOperation => ("This pattern", "compare with constants, or write 'if'"),
        ICollectionExpressionOperation => ("A collection expression", "use variables or tuples"),
        IWithOperation => ("'with'", "use variables or tuples"),
        IBinaryOperation { IsLifted: true } or IUnaryOperation { IsLifted: true } =>
            ("Arithmetic on nullable values", "use 'GetValueOrDefault()' in the caller and pass the value"),
        ITupleBinaryOperation => ("The comparison of tuples", "compare their items"),
        IConversionOperation { Type.TypeKind: TypeKind.Dynamic } or IConversionOperation { Operand.Type.TypeKind: TypeKind.Dynamic } =>
            ("'dynamic'", "give it a static type"),
        IConversionOperation conversion =>
            ($"The conversion to '{conversion.Type?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'", "convert the items one by one"),
        _ => ($"'{SourceText.Of(operation.Syntax)}'", "write it with variables, operators, calls, 'if' and loops"),
    };
}
