using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>The locals and parameters that a piece of code may assign, also through the local functions that it calls.</summary>
internal static class Assigned
{
    public static HashSet<ISymbol> In(IOperation root, BodyLowering body)
    {
        HashSet<ISymbol> assigned = new(SymbolEqualityComparer.Default), called = new(SymbolEqualityComparer.Default);
        Stack<IOperation> open = new([root]);
        while (open.Count > 0)
        {
            IOperation operation = open.Pop();
            switch (operation)
            {
                case IAssignmentOperation assignment: Target(assignment.Target); break;
                case IIncrementOrDecrementOperation increment: Target(increment.Target); break;
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument: Target(argument.Value); break;
                case IInvocationOperation { Instance: { } receiver, TargetMethod.ContainingType.ExtensionParameter.RefKind: RefKind.Ref }:
                    Target(receiver);
                    break;
                case IInvocationOperation { Instance: { } receiver, TargetMethod: var member } when Receivers.MayChange(receiver, member, body):
                    Target(receiver);
                    break;
                case IPropertyReferenceOperation { Instance: { } receiver, Property.GetMethod: var getter } when Receivers.MayChange(receiver, getter, body):
                    Target(receiver);
                    break;
                case IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction } call
                    when called.Add(call.TargetMethod.OriginalDefinition)
                        && body.Calls.LocalFunction(call.TargetMethod.OriginalDefinition) is { Body: { } block }:
                    open.Push(block);
                    break;
            }
            foreach (IOperation child in operation.ChildOperations) open.Push(child);
        }
        return assigned;

        void Target(IOperation target)
        {
            switch (target)
            {
                case ILocalReferenceOperation local: assigned.Add(local.Local); break;
                case IParameterReferenceOperation parameter: assigned.Add(parameter.Parameter); break;
                case IInstanceReferenceOperation: assigned.Add(body.Method); break;
                // An element's write leaves the span as it is.
                case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } span } when Types.IsSpan(span.Type): break;
                case IMemberReferenceOperation { Instance: { Type.IsValueType: true } instance }: Target(instance); break;
                case IDeclarationExpressionOperation declaration: Target(declaration.Expression); break;
                case IParenthesizedOperation parenthesized: Target(parenthesized.Operand); break;
                // Whose rows are exchanged is another table.
                case IArrayElementReferenceOperation { Type: IArrayTypeSymbol } row: Target(row.ArrayReference); break;
                case ITupleOperation tuple:
                    foreach (IOperation element in tuple.Elements) Target(element);
                    break;
            }
        }
    }
}
