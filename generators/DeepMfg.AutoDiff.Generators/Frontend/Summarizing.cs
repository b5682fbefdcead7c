using System.Runtime.CompilerServices;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>
/// Reads a method's code for its <see cref="Summary"/>: neither order nor branches count, only what flows where, until no pass over the code finds more.
/// What no case below knows is taken to keep what reaches it.
/// </summary>
internal sealed class Summarizing(Summaries summaries, IMethodSymbol method)
{
    private readonly Dictionary<ISymbol, Holder> variables = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IOperation, Holder> made = [];
    private readonly Holder outside = new() { IsOutside = true }, result = new();
    private readonly SortedSet<string> where = new(StringComparer.Ordinal);
    private readonly Dictionary<IMethodSymbol, Holder> localResults = new(SymbolEqualityComparer.Default);
    private readonly IReadOnlyList<IParameterSymbol> parameters = Extensions.ParametersOf(method);
    private bool changed;

    public Summaries Summaries => summaries;

    public Holder Outside => outside;

    public Summary Of(IEnumerable<IOperation> code)
    {
        IOperation[] roots = [.. code];
        for (int i = 0; i < parameters.Count; i++) VariableOf(parameters[i]).Add(Summary.Bit(Summary.IndexOf(i)));
        Holder self = VariableOf(method);
        self.Add(Summary.Bit(Summary.Self));
        self.Behind.Add(Summary.Bit(Summary.Self));
        // The object has the parameters of its type's own constructor.
        if (method.DeclaringSyntaxReferences.Any(static reference => reference.Opened() is TypeDeclarationSyntax))
        {
            foreach (IParameterSymbol parameter in method.Parameters) Store(self, Read(VariableOf(parameter), parameter.Type));
        }
        do
        {
            changed = false;
            foreach (IOperation root in roots) Of(root);
        }
        while (changed);
        return ToSummary(self);
    }

    private Summary ToSummary(Holder self)
    {
        ulong[] into = new ulong[Summary.Self + 1];
        for (int i = 0; i < parameters.Count; i++)
        {
            IParameterSymbol parameter = parameters[i];
            Holder variable = VariableOf(parameter);
            bool isReference = parameter.RefKind != RefKind.None || Foreign.CanRefer(parameter.Type);
            ulong held = !isReference ? 0 : parameter.RefKind == RefKind.None ? variable.Behind.Held : variable.Held;
            into[Summary.IndexOf(i)] |= held & ~Summary.Bit(Summary.IndexOf(i));
        }
        ulong own = Summary.Bit(Summary.Self);
        if (!method.IsStatic) into[Summary.Self] = self.Held & ~own;
        return new(outside.Held, into.ToEquatableArray(), self.Behind == self ? 0 : self.Behind.Held & ~own, result.Held)
        {
            ReturnsOutside = result.IsOutside,
            Where = where.ToEquatableArray(),
        };
    }

    /// <summary>What an expression, or all in a statement, gives.</summary>
    public Held Of(IOperation? operation)
    {
        if (operation is null or { ConstantValue.HasValue: true }) return default;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (operation)
        {
            case ILocalReferenceOperation local: return Read(VariableOf(local.Local), local.Type);
            case IParameterReferenceOperation parameter: return Read(VariableOf(parameter.Parameter), parameter.Type);
            case IInstanceReferenceOperation instance: return Read(SelfOf(instance), instance.Type);
            case IFieldReferenceOperation field: return Member(field.Instance is null ? new Held(0, outside) : Of(field.Instance), field.Type);
            case IEventReferenceOperation member: return Member(member.Instance is null ? new Held(0, outside) : Of(member.Instance), member.Type);
            case IConditionalAccessInstanceOperation instance: return Of(AccessOf(instance).Operation);
            case INameOfOperation or ITypeOfOperation or ISizeOfOperation or IDefaultValueOperation: return default;
            case IReturnOperation returned: return Return(returned);
            case IVariableDeclaratorOperation { Initializer: { } initializer } local: return Declare(local.Symbol, initializer.Value);
            case IFieldInitializerOperation or IPropertyInitializerOperation:
                return Store(VariableOf(method), Of(((ISymbolInitializerOperation)operation).Value));
            case ISimpleAssignmentOperation { IsRef: true } assignment: return Refer(Place(assignment.Target), assignment.Value);
            case ISimpleAssignmentOperation assignment: return Assign(assignment.Target, Of(assignment.Value));
            case ICoalesceAssignmentOperation assignment: return Both(Assign(assignment.Target, Of(assignment.Value)), Of(assignment.Target));
            case ICompoundAssignmentOperation { OperatorMethod: null } assignment: return Assign(assignment.Target, new Held(Of(assignment.Value).All, null));
            case IDeconstructionAssignmentOperation assignment: return Assign(assignment.Target, Deconstructed(assignment.Value, Of(assignment.Value)));
            case IEventAssignmentOperation assignment: return Assign(assignment.EventReference, Of(assignment.HandlerValue));
            case IIncrementOrDecrementOperation { OperatorMethod: null } step: return Of(step.Target);
            case IIsPatternOperation test: return Match(test.Pattern, Of(test.Value));
            case ISwitchOperation choice: return Choose(choice, choice.Value);
            case ISwitchExpressionOperation choice: return Choose(choice, choice.Value);
            case IBinaryOperation binary when IsComparison(binary): return None(binary);
            case IIsTypeOperation or ITupleBinaryOperation: return None(operation);
            case IConversionOperation { OperatorMethod: null } conversion: return Convert(conversion);
            case IForEachLoopOperation loop: return Enumerate(loop);
            case ICatchClauseOperation caught: return Catch(caught);
            case IAnonymousFunctionOperation function: return Function(function, function.Body);
            case ILocalFunctionOperation function: return Function(function, function.Body);
            case IUsingOperation or IUsingDeclarationOperation: return Use(operation);
            default: return new SummarizingCalls(this).Of(operation) ?? Rest(operation);
        }
    }

    private Held Rest(IOperation operation)
    {
        Held parts = default;
        foreach (IOperation child in operation.ChildOperations) parts = Both(parts, Of(child));
        switch (operation)
        {
            case IParenthesizedOperation or IConditionalOperation or ICoalesceOperation or IConditionalAccessOperation or IDeclarationExpressionOperation
                or IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation or IThrowOperation or IAwaitOperation or ISpreadOperation
                or IDiscardOperation:
                return operation.Type is { } type ? Member(parts, type) : parts;
            case IBinaryOperation or IUnaryOperation or IInterpolatedStringOperation or IInterpolatedStringTextOperation or IInterpolationOperation
                or IRangeOperation or IUtf8StringOperation:
                return new Held(parts.All, null);
            case ITupleOperation or IArrayCreationOperation or IArrayInitializerOperation or ICollectionExpressionOperation
                or IAnonymousObjectCreationOperation or ITranslatedQueryOperation or IObjectOrCollectionInitializerOperation or IMemberInitializerOperation
                or IWithOperation:
                return Read(New(operation, parts), operation.Type);
            // A statement has no value.
            case { Type: null, Kind: not OperationKind.None } or IArgumentOperation: return default;
            default: return Keep(parts, "code that is not read");
        }
    }

    // What stands in it counts; it has no value that could hold anything.
    private Held None(IOperation operation)
    {
        foreach (IOperation child in operation.ChildOperations) Of(child);
        return default;
    }

    /// <summary>An object that an expression makes, with what is put into it.</summary>
    public Holder New(IOperation operation, Held held)
    {
        if (!made.TryGetValue(operation, out Holder? holder)) made[operation] = holder = new Holder();
        Store(holder, held);
        return holder;
    }

    public Held Both(Held a, Held b)
    {
        if (a.Objects is { } first && b.Objects is { } second) changed |= first.Merge(second);
        return new Held(a.What | b.What, a.Objects ?? b.Objects);
    }

    public Held Keep(Held held, string name)
    {
        if (held.All != 0) where.Add(name);
        return Store(outside, held);
    }

    public Held Store(Holder? target, Held held)
    {
        if (target is null) return held;
        changed |= target.Add(held.All);
        if (held.Objects is { } objects) changed |= target.Behind.Merge(objects);
        return held;
    }

    public static Held Read(Holder holder, ITypeSymbol? type) => new(holder.Held, Foreign.CanRefer(type) ? holder.Behind : null);

    /// <summary>A part of what something holds.</summary>
    public static Held Member(Held whole, ITypeSymbol? type) => new(whole.All, Foreign.CanRefer(type) ? whole.Objects : null);

    public Holder VariableOf(ISymbol symbol)
    {
        // What a primary constructor was given is a field of the object.
        bool isCaptured = symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } owner }
            && !SymbolEqualityComparer.Default.Equals(owner, method);
        if (isCaptured) symbol = method;
        if (variables.TryGetValue(symbol, out Holder? variable)) return variable;
        ITypeSymbol? type = symbol switch
        {
            ILocalSymbol local => local.Type,
            IParameterSymbol parameter => parameter.Type,
            _ => method.IsStatic ? null : method.ContainingType,
        };
        return variables[symbol] = type is { IsValueType: true } and not ITypeParameterSymbol && Foreign.CanRefer(type) ? Holder.OfStruct() : new Holder();
    }

    private Holder SelfOf(IInstanceReferenceOperation instance)
    {
        if (instance.ReferenceKind == InstanceReferenceKind.ContainingTypeInstance) return VariableOf(method);
        for (IOperation? around = instance.Parent; around is not null; around = around.Parent)
        {
            bool makes = around is IObjectCreationOperation or IWithOperation or IInterpolatedStringHandlerCreationOperation
                or ITypeParameterObjectCreationOperation or IAnonymousObjectCreationOperation;
            if (makes) return New(around, default);
        }
        return outside;
    }

    private static IConditionalAccessOperation AccessOf(IOperation instance)
    {
        IOperation inner = instance;
        while (inner.Parent is not IConditionalAccessOperation access || access.WhenNotNull != inner) inner = inner.Parent!;
        return (IConditionalAccessOperation)inner.Parent;
    }

    /// <summary>The storage that an expression names, to which something can be assigned.</summary>
    public Holder? Place(IOperation target)
    {
        switch (target)
        {
            case ILocalReferenceOperation local: return VariableOf(local.Local);
            case IParameterReferenceOperation parameter: return VariableOf(parameter.Parameter);
            case IInstanceReferenceOperation instance: return SelfOf(instance);
            case IParenthesizedOperation inner: return Place(inner.Operand);
            case IDeclarationExpressionOperation declaration: return Place(declaration.Expression);
            case IDiscardOperation: return null;
            case IFieldReferenceOperation { Field: var field } when Marks.IsNoDerivative(field): return null;
            case IFieldReferenceOperation { Instance: { Type.IsValueType: true } holder }: return Place(holder);
            case IFieldReferenceOperation { Instance: { } holder }: return Of(holder).Objects ?? outside;
            case IArrayElementReferenceOperation element: return Of(element.ArrayReference).Objects ?? outside;
            case IImplicitIndexerReferenceOperation element: return Of(element.Instance).Objects ?? outside;
            case IInvocationOperation or IPropertyReferenceOperation or IConditionalOperation: return Of(target).Objects ?? outside;
            default: return outside;
        }
    }

    private Held Assign(IOperation target, Held value)
    {
        switch (target)
        {
            case ITupleOperation tuple:
                foreach (IOperation element in tuple.Elements) Assign(element, value);
                return value;
            case IDeclarationExpressionOperation { Expression: ITupleOperation tuple }: return Assign(tuple, value);
            case IPropertyReferenceOperation { Property: { ReturnsByRef: false } } property: return new SummarizingCalls(this).Set(property, value);
        }
        Of(target);
        Holder? place = Place(target);
        if (place is { IsOutside: true } && value.All != 0)
        {
            where.Add(target is IMemberReferenceOperation member ? member.Member.Name : SourceText.Of(target.Syntax));
        }
        return Store(place, value);
    }

    private Held Declare(ILocalSymbol local, IOperation value) =>
        local.RefKind == RefKind.None ? Store(VariableOf(local), Of(value)) : Refer(VariableOf(local), value);

    // A reference to a variable is that variable.
    private Held Refer(Holder? reference, IOperation value)
    {
        Held held = Of(value);
        if (reference is not null && Place(value) is { } place) changed |= reference.Merge(place);
        return Store(reference, held);
    }

    private Held Return(IReturnOperation operation)
    {
        Held held = Of(operation.ReturnedValue);
        for (IOperation? around = operation.Parent; around is not null; around = around.Parent)
        {
            if (around is IAnonymousFunctionOperation) return Store(New(around, default), held);
            if (around is ILocalFunctionOperation function) return Store(ResultOf(function.Symbol), held);
        }
        return Store(result, held);
    }

    public Holder ResultOf(IMethodSymbol function) => localResults.TryGetValue(function, out Holder? known) ? known : localResults[function] = new Holder();

    /// <summary>A function that is a value holds what it mentions, and is given what others put into it.</summary>
    private Held Function(IOperation function, IOperation? body)
    {
        Of(body);
        if (function is not IAnonymousFunctionOperation { Symbol: var symbol }) return default;
        Holder holder = New(function, default);
        holder.Own();
        foreach (IParameterSymbol parameter in symbol.Parameters) changed |= VariableOf(parameter).Merge(holder);
        foreach (IOperation inner in function.Descendants())
        {
            if (inner is ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation) Store(holder, Of(inner));
        }
        return new Held(0, holder);
    }

    private Held Choose(IOperation choice, IOperation value)
    {
        Held asked = Of(value), parts = default;
        foreach (IOperation child in choice.ChildOperations.Where(child => child != value))
        {
            Match(child, asked);
            if (child is ISwitchExpressionArmOperation { Guard: { } guard }) Of(guard);
            parts = Both(parts, child is ISwitchExpressionArmOperation arm ? Of(arm.Value) : Of(child));
        }
        return choice.Type is { } type ? Member(parts, type) : default;
    }

    // What a pattern declares is a part of what it is asked about.
    private Held Match(IOperation pattern, Held value)
    {
        foreach (IOperation part in pattern.DescendantsAndSelf())
        {
            ISymbol? declared = part switch
            {
                IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
                IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
                IListPatternOperation list => list.DeclaredSymbol,
                _ => null,
            };
            if (declared is not null) Store(VariableOf(declared), value);
            bool runsCode = part is IRecursivePatternOperation { DeconstructSymbol: IMethodSymbol }
                or IPropertySubpatternOperation { Member: IPropertyReferenceOperation };
            if (runsCode) Keep(OfOwn(value), "a pattern");
        }
        return default;
    }

    private static Held OfOwn(Held value) => value.Objects is { IsOwn: true } ? value : default;

    private Held Convert(IConversionOperation conversion)
    {
        Held value = Of(conversion.Operand);
        bool isStep = Types.IsFloat(conversion.Operand.Type) && conversion.Type is { } to && !Types.IsFloat(to) && Types.LeafOf(to) is { IsNumber: true };
        return isStep ? default : Member(value, conversion.Type);
    }

    private bool IsComparison(IBinaryOperation operation) => (operation.OperatorMethod is not { } own || !summaries.IsInSource(own))
        && operation.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals or BinaryOperatorKind.LessThan
            or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual;

    private Held Enumerate(IForEachLoopOperation loop)
    {
        Held items = Of(loop.Collection);
        if (loop.Collection.Type is { } type && summaries.IsInSource(type)) Keep(items, $"{type.Name}.GetEnumerator");
        else Keep(OfOwn(items), "an enumerator");
        if (loop.LoopControlVariable is IVariableDeclaratorOperation { Symbol: var local }) Store(VariableOf(local), items);
        else Assign(loop.LoopControlVariable, items);
        foreach (IOperation child in loop.ChildOperations.Where(child => child != loop.Collection && child != loop.LoopControlVariable)) Of(child);
        return default;
    }

    // What is thrown may hold all that the method was given.
    private Held Catch(ICatchClauseOperation caught)
    {
        if (caught.ExceptionDeclarationOrExpression is IVariableDeclaratorOperation { Symbol: var local }) changed |= VariableOf(local).Add(ulong.MaxValue);
        return None(caught);
    }

    private Held Use(IOperation operation)
    {
        IOperation resources = operation is IUsingOperation block ? block.Resources : ((IUsingDeclarationOperation)operation).DeclarationGroup;
        Held used = Of(resources);
        foreach (IVariableDeclaratorOperation local in resources.Descendants().OfType<IVariableDeclaratorOperation>())
        {
            used = Both(used, Read(VariableOf(local.Symbol), local.Symbol.Type));
        }
        if (used.Objects is { IsOwn: true } or null) Keep(used, "Dispose");
        return operation is IUsingOperation { Body: { } body } ? Of(body) : default;
    }

    private Held Deconstructed(IOperation value, Held held) =>
        value.Type is { IsTupleType: false } type && summaries.IsInSource(type) ? Keep(held, $"{type.Name}.Deconstruct") : held;
}
