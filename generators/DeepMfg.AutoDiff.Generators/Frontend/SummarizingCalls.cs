using DeepMfg.AutoDiff.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>What flows through the calls in a method that is summarized: by the callee's summary, or by what is known of code without source.</summary>
internal sealed class SummarizingCalls(Summarizing code)
{
    /// <summary>What a call is given for a parameter, or as its receiver; the place is a variable that the callee may write.</summary>
    private sealed record Actual(int Index, Held Held, Holder? Place)
    {
        public ulong Bit => Summary.Bit(Index);

        /// <summary>Where the callee puts what it stores through this.</summary>
        public Holder? Storage => Place ?? Held.Objects;
    }

    /// <summary>What a call gives; nothing where this is no call.</summary>
    public Held? Of(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction } function } call: return OfLocal(function, call.Arguments);
            case IInvocationOperation call when Marks.IsStopGradient(call.TargetMethod) || Marks.IsNoDerivative(call.TargetMethod): return Unheard(call);
            case IInvocationOperation call when Omission.Of(call): return default(Held);
            case IInvocationOperation call when Extensions.MethodOf(call.TargetMethod) is { } extension:
                return Extended(extension, call.Instance, call.Arguments, call);
            case IPropertyReferenceOperation property when Extensions.MethodOf(property.Property.GetMethod) is { } extension:
                return Extended(extension, property.Instance, property.Arguments, property);
            case IInvocationOperation call: return Of(call.TargetMethod, ReceiverOf(call.Instance), call.Arguments, call);
            case IPropertyReferenceOperation { Property: { GetMethod: { } getter } } property:
                return Of(getter, ReceiverOf(property.Instance), property.Arguments, property);
            case IPropertyReferenceOperation property: return code.Of(property.Instance);
            case IObjectCreationOperation creation: return Create(creation);
            case IInterpolatedStringHandlerCreationOperation handler: return Handle(handler);
            case IDelegateCreationOperation creation: return code.Of(creation.Target);
            case IMethodReferenceOperation reference: return Refer(reference);
            case IBinaryOperation { OperatorMethod: { } method } binary: return Of(method, binary, binary.LeftOperand, binary.RightOperand);
            case IUnaryOperation { OperatorMethod: { } method } unary: return Of(method, unary, unary.Operand);
            case IConversionOperation { OperatorMethod: { } method } conversion: return Of(method, conversion, conversion.Operand);
            case IIncrementOrDecrementOperation { OperatorMethod: { } method } step: return code.Store(code.Place(step.Target), Of(method, step, step.Target));
            case ICompoundAssignmentOperation { OperatorMethod: { } method } assignment:
                return code.Store(code.Place(assignment.Target), Of(method, assignment, assignment.Target, assignment.Value));
            default: return null;
        }
    }

    /// <summary>Sets a property.</summary>
    public Held Set(IPropertyReferenceOperation property, Held value)
    {
        if (Marks.IsNoDerivative(property.Property)) return value;
        Actual? receiver = ReceiverOf(property.Instance);
        if (property.Property.SetMethod is not { } setter) return code.Store(receiver is null ? code.Outside : receiver.Storage, value);
        List<Actual> actuals = ActualsOf(receiver, property.Arguments);
        actuals.Add(new Actual(Summary.IndexOf(setter.Parameters[setter.Parameters.Length - 1]), value, null));
        Call(setter, actuals, property);
        return value;
    }

    private Held Unheard(IInvocationOperation call)
    {
        code.Of(call.Instance);
        foreach (IArgumentOperation argument in call.Arguments) code.Of(argument.Value);
        return default;
    }

    private Held OfLocal(IMethodSymbol function, IEnumerable<IArgumentOperation> arguments)
    {
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter is not { } parameter) continue;
            Holder variable = code.VariableOf(function.OriginalDefinition.Parameters[parameter.Ordinal]);
            code.Store(variable, code.Of(argument.Value));
            if (parameter.RefKind != RefKind.None) code.Store(code.Place(argument.Value), Summarizing.Read(variable, parameter.Type));
        }
        return Summarizing.Read(code.ResultOf(function.OriginalDefinition), function.ReturnType);
    }

    private Actual? ReceiverOf(IOperation? instance)
    {
        if (instance is null) return null;
        Held held = code.Of(instance);
        bool isStruct = instance.Type is { IsValueType: true, IsReadOnly: false, SpecialType: SpecialType.None } or { TypeKind: TypeKind.TypeParameter };
        return new Actual(Summary.Self, held, isStruct && IsVariable(instance) ? code.Place(instance) : null);
    }

    private static bool IsVariable(IOperation operation) => operation switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation => true,
        IFieldReferenceOperation or IArrayElementReferenceOperation => true,
        IPropertyReferenceOperation { Property.ReturnsByRef: true } or IInvocationOperation { TargetMethod.ReturnsByRef: true } => true,
        _ => false,
    };

    private List<Actual> ActualsOf(Actual? receiver, IEnumerable<IArgumentOperation> arguments)
    {
        List<Actual> actuals = receiver is null ? [] : [receiver];
        foreach (IArgumentOperation argument in arguments)
        {
            Held held = code.Of(argument.Value);
            if (argument.Parameter is not { } parameter || Marks.IsNoDerivative(parameter)) continue;
            bool isReference = parameter.RefKind is RefKind.Ref or RefKind.Out && argument.Value is not IInterpolatedStringHandlerCreationOperation;
            actuals.Add(new Actual(Summary.IndexOf(parameter), held, isReference ? code.Place(argument.Value) : null));
        }
        return actuals;
    }

    private Held Of(IMethodSymbol method, Actual? receiver, IEnumerable<IArgumentOperation> arguments, IOperation at) =>
        Call(method, ActualsOf(receiver, arguments), at);

    private Held Extended(IMethodSymbol method, IOperation? receiver, IEnumerable<IArgumentOperation> arguments, IOperation at)
    {
        IEnumerable<Actual> given = ActualsOf(null, arguments);
        if (receiver is null) return Call(method, [.. given], at);
        Actual first = new(0, code.Of(receiver), method.Parameters[0].RefKind == RefKind.Ref ? code.Place(receiver) : null);
        return Call(method, [first, .. given.Select(static actual => actual with { Index = Summary.IndexOf(actual.Index + 1) })], at);
    }

    private Held Of(IMethodSymbol method, IOperation at, params IOperation[] operands)
    {
        method = Extensions.MethodOf(method) ?? method;
        IEnumerable<Actual> actuals = operands.Skip(method.IsStatic ? 0 : 1).Take(method.Parameters.Length)
            .Select((operand, i) => new Actual(i, code.Of(operand), method.Parameters[i].RefKind == RefKind.Ref ? code.Place(operand) : null));
        return Call(method, method.IsStatic ? [.. actuals] : [ReceiverOf(operands[0])!, .. actuals], at);
    }

    private Held Create(IObjectCreationOperation creation)
    {
        Holder made = code.New(creation, default);
        Held self = Summarizing.Read(made, creation.Type);
        bool isOwn = creation.Type is { } type && code.Summaries.IsInSource(type);
        if (isOwn) made.Own();
        if (creation.Constructor is { } constructor)
        {
            List<Actual> actuals = ActualsOf(new Actual(Summary.Self, self, made), creation.Arguments);
            if (constructor is { IsImplicitlyDeclared: false } || isOwn) Call(constructor, actuals, creation);
            else foreach (Actual actual in actuals) code.Store(made, actual.Held);
        }
        code.Of(creation.Initializer);
        return Summarizing.Read(made, creation.Type);
    }

    private Held Handle(IInterpolatedStringHandlerCreationOperation handler)
    {
        Holder made = code.New(handler, code.Of(handler.HandlerCreation));
        foreach (var part in handler.Content.DescendantsAndSelf().OfType<IInterpolatedStringAppendOperation>()) code.Store(made, code.Of(part.AppendCall));
        return new Held(made.Held, handler.Type is { } type && code.Summaries.IsInSource(type) ? made : null);
    }

    // A method that is a value is given what others put into that.
    private Held Refer(IMethodReferenceOperation reference)
    {
        Holder made = code.New(reference, code.Of(reference.Instance));
        Held held = new(0, made);
        IMethodSymbol method = reference.Method;
        if (method.MethodKind == MethodKind.LocalFunction)
        {
            foreach (IParameterSymbol parameter in method.OriginalDefinition.Parameters) code.Store(code.VariableOf(parameter), held);
            return code.Store(made, Summarizing.Read(code.ResultOf(method.OriginalDefinition), method.ReturnType));
        }
        List<Actual> actuals = [.. method.Parameters.Select(parameter => new Actual(Summary.IndexOf(parameter), held, null))];
        if (ReceiverOf(reference.Instance) is { } receiver) actuals.Add(receiver);
        code.Store(made, Call(method, actuals, reference));
        return held;
    }

    private Held Call(IMethodSymbol method, List<Actual> actuals, IOperation at)
    {
        if (method.MethodKind == MethodKind.DelegateInvoke || !code.Summaries.IsInSource(method)) return CallForeign(method, actuals, at);
        bool isOpen = at is IInvocationOperation call && !method.IsStatic ? Summaries.IsOpen(call)
            : at is not IObjectCreationOperation && Summaries.IsOpen(method);
        Summary summary = isOpen ? Summary.Unknown with { Where = [method.Name] } : code.Summaries.Ask(method);
        Held returned = summary.ReturnsOutside && Foreign.CanRefer(method.ReturnType) ? new Held(0, code.Outside) : default;
        foreach (Actual actual in actuals)
        {
            if ((summary.Kept & actual.Bit) != 0) Keep(actual, summary, method);
            foreach (Actual other in actuals.Where(other => other != actual && (summary.Into[other.Index] & actual.Bit) != 0)) Store(other, actual, summary);
            if ((summary.Behind & actual.Bit) != 0) code.Store(actuals.Find(static other => other.Index == Summary.Self)?.Held.Objects, actual.Held);
            if ((summary.Returned & actual.Bit) != 0) returned = code.Both(returned, actual.Held);
        }
        return Summarizing.Member(returned, method.ReturnType);
    }

    private void Keep(Actual actual, Summary summary, IMethodSymbol method)
    {
        foreach (string name in summary.Where.DefaultIfEmpty(method.Name)) code.Keep(actual.Held, name);
    }

    private void Store(Actual into, Actual actual, Summary summary)
    {
        if (into.Storage is { IsOutside: true }) foreach (string name in summary.Where.DefaultIfEmpty("state")) code.Keep(actual.Held, name);
        else code.Store(into.Storage, actual.Held);
    }

    // What refers to objects may be linked by a call, and each may take up all that is given.
    private Held CallForeign(IMethodSymbol method, List<Actual> actuals, IOperation at)
    {
        IOperation? receiver = (at as IInvocationOperation)?.Instance;
        if (Foreign.IsLog(method, receiver) || Foreign.IsDiscrete(method)) return default;
        Held all = default;
        foreach (Actual actual in actuals) all = code.Both(all, actual.Held);
        bool isKept = method is { IsStatic: true, ReturnsVoid: true } or { MethodKind: MethodKind.PropertySet, IsStatic: true };
        // Code of the user's may run behind an interface or a base class.
        bool runsOwn = all.Objects is { IsOwn: true } && method.MethodKind != MethodKind.DelegateInvoke && Summaries.IsOpen(method);
        foreach (Actual actual in actuals)
        {
            if (actual.Place is { IsOutside: true }) code.Keep(all, method.Name);
            else code.Store(actual.Place, all);
        }
        if (all.Objects is { IsOutside: true } || isKept || runsOwn) code.Keep(all, method.Name);
        else if (all.Objects is { } objects) code.Store(objects, all);
        bool isShared = method.IsStatic && (actuals.Count == 0 || method.MethodKind == MethodKind.PropertyGet);
        Holder? result = all.Objects ?? (isShared ? code.Outside : code.New(at, all));
        return new Held(all.All, Foreign.CanRefer(method.ReturnType) ? result : null);
    }
}
