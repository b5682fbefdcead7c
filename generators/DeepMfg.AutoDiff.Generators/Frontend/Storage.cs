using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>
/// Where methods in source, and those that they call, may put a floating-point number, and what they read: fields and properties by their
/// symbols, whichever object they are of, and what the parameters refer to. Neither the order nor the values of anything are asked for.
/// </summary>
internal sealed class Storage(ProgramLowering program)
{
    private readonly Overrides overrides = new(program.Compilation);
    private readonly Dictionary<IMethodSymbol, HashSet<ISymbol>> stored = new(SymbolEqualityComparer.Default);

    /// <summary>The fields, properties and own parameters of a method through which a number may be stored by a call of it.</summary>
    public IReadOnlyCollection<ISymbol> StoredBy(IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        if (stored.TryGetValue(method, out HashSet<ISymbol>? known)) return known;
        HashSet<ISymbol> symbols = stored[method] = new(SymbolEqualityComparer.Default);
        foreach (IOperation operation in overrides.Of(method).SelectMany(program.CodeOf)) AddStores(operation, symbols);
        symbols.RemoveWhere(static symbol => !Holding.CanKeep(TypeOf(symbol)));
        return symbols;
    }

    /// <summary>
    /// What a call of a method may store that the marked method, or what that calls, may read; what is stored in an argument is read by the
    /// caller.
    /// </summary>
    public IEnumerable<ISymbol> StoredAndRead(IMethodSymbol method)
    {
        HashSet<ISymbol> read = ReadBy(program.Marked, without: method);
        return StoredBy(method).Where(symbol => symbol is IParameterSymbol || read.Contains(symbol));
    }

    /// <summary>The fields and properties that a call of a method may read, calls of <paramref name="without"/> left out.</summary>
    private HashSet<ISymbol> ReadBy(IMethodSymbol method, IMethodSymbol without)
    {
        HashSet<ISymbol> read = new(SymbolEqualityComparer.Default), met = new(SymbolEqualityComparer.Default) { without.OriginalDefinition };
        Stack<IMethodSymbol> open = new([method]);
        while (open.Count > 0)
        {
            IMethodSymbol next = open.Pop().OriginalDefinition;
            if (!met.Add(next)) continue;
            foreach (IOperation operation in program.CodeOf(next))
            {
                if (operation is IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member && !IsOnlyWritten(member))
                {
                    read.Add(member.Member.OriginalDefinition);
                }
                foreach (IMethodSymbol callee in CalleesOf(operation).SelectMany(overrides.Of)) open.Push(callee);
            }
        }
        return read;
    }

    private static ITypeSymbol TypeOf(ISymbol symbol) => symbol switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => ((IParameterSymbol)symbol).Type,
    };

    // What is assigned, or gets something added, is not read.
    private static bool IsOnlyWritten(IOperation reference) => reference.Parent switch
    {
        ISimpleAssignmentOperation assignment => assignment.Target == reference,
        IInvocationOperation { Parent: IExpressionStatementOperation } call => call.Instance == reference,
        _ => false,
    };

    private static IEnumerable<IMethodSymbol> CalleesOf(IOperation operation) => operation switch
    {
        IInvocationOperation call => [call.TargetMethod],
        IObjectCreationOperation { Constructor: { } constructor } => [constructor],
        IPropertyReferenceOperation { Property: var property } => new[] { property.GetMethod, property.SetMethod }.OfType<IMethodSymbol>(),
        IBinaryOperation { OperatorMethod: { } method } => [method],
        IUnaryOperation { OperatorMethod: { } method } => [method],
        IConversionOperation { OperatorMethod: { } method } => [method],
        _ => [],
    };

    private void AddStores(IOperation operation, HashSet<ISymbol> symbols)
    {
        switch (operation)
        {
            case IAssignmentOperation assignment: AddTarget(assignment.Target, symbols); break;
            case IIncrementOrDecrementOperation step: AddTarget(step.Target, symbols); break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument: AddTarget(argument.Value, symbols); break;
            case IInvocationOperation call when program.IsInSource(call.TargetMethod): AddCallee(call.TargetMethod, call.Arguments, symbols); break;
            case IObjectCreationOperation { Constructor: { } constructor } creation: AddCallee(constructor, creation.Arguments, symbols); break;
            case IInvocationOperation call:
                foreach (IOperation held in Holding.Holders(call, program, call.TargetMethod)) symbols.UnionWith(Roots(held));
                break;
        }
    }

    private void AddTarget(IOperation target, HashSet<ISymbol> symbols)
    {
        switch (target)
        {
            case ITupleOperation tuple:
                foreach (IOperation element in tuple.Elements) AddTarget(element, symbols);
                break;
            case IPropertyReferenceOperation { Property: var property } reference:
                symbols.UnionWith(Roots(target));
                if (property.SetMethod is { } setter) AddCallee(setter, reference.Arguments, symbols);
                break;
            case IMemberReferenceOperation or IArrayElementReferenceOperation or IParameterReferenceOperation { Parameter.RefKind: not RefKind.None }:
                symbols.UnionWith(Roots(target));
                break;
        }
    }

    private void AddCallee(IMethodSymbol callee, IEnumerable<IArgumentOperation> arguments, HashSet<ISymbol> symbols)
    {
        foreach (ISymbol symbol in StoredBy(callee).ToList())
        {
            if (symbol is not IParameterSymbol parameter) symbols.Add(symbol);
            else foreach (IArgumentOperation argument in arguments.Where(argument => argument.Parameter?.Ordinal == parameter.Ordinal))
            {
                symbols.UnionWith(Roots(argument.Value));
            }
        }
    }

    /// <summary>The fields, properties and parameters that an expression may name or refer into.</summary>
    private static HashSet<ISymbol> Roots(IOperation expression)
    {
        HashSet<ISymbol> roots = new(SymbolEqualityComparer.Default);
        HashSet<ILocalSymbol> met = new(SymbolEqualityComparer.Default);
        Add(expression);
        return roots;

        void Add(IOperation operation)
        {
            switch (operation)
            {
                case IParameterReferenceOperation parameter: roots.Add(parameter.Parameter); break;
                case IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member:
                    roots.Add(member.Member.OriginalDefinition);
                    if (member.Instance is { } instance
                        && (instance.Type!.IsValueType || member is IPropertyReferenceOperation { Property.IsIndexer: true })) Add(instance);
                    break;
                case ILocalReferenceOperation { Local: var local } when met.Add(local):
                    foreach (IOperation source in SourcesOf(local, operation)) Add(source);
                    break;
                default:
                    foreach (IOperation child in operation.ChildOperations) Add(child);
                    break;
            }
        }
    }

    private static IEnumerable<IOperation> SourcesOf(ILocalSymbol local, IOperation use)
    {
        IOperation root = use;
        while (root.Parent is { } parent) root = parent;
        return root.Descendants().Select(operation => operation switch
        {
            IVariableDeclaratorOperation declarator when Is(declarator.Symbol) => declarator.Initializer?.Value,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment when Is(target.Local) => assignment.Value,
            _ => null,
        }).OfType<IOperation>();

        bool Is(ILocalSymbol other) => SymbolEqualityComparer.Default.Equals(local, other);
    }
}
