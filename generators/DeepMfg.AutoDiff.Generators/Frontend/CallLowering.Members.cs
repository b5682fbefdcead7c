using DeepMfg.AutoDiff.Generators.Diagnostics;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Calls that are not written as such: properties with code, constructors, operators.</summary>
internal sealed partial class CallLowering
{
    // r.Area  →  call get_Area(r): of what is seen member by member, the code of a property is looked into
    private Value? Computed(IPropertyReferenceOperation operation, string? name)
    {
        if (operation.Instance is not { Type: { } type } instance) return null;
        if (body.Program.Implementation(operation.Property, instance) is not IPropertySymbol { GetMethod: { } getter }) return null;
        if (Records.ShapeOf(body.Program.Substitute(type)) is null || !body.Program.IsKnown(getter)) return null;
        if (instance is IInstanceReferenceOperation && body.SelfSlot is null && body.Self is not TupleValue) return null;
        CallSite site = new(operation, getter, body.Receivers.Of(instance, getter), body.Arguments.Evaluate(operation.Arguments));
        return site.IsOpen ? null : LowerSource(site, name ?? OpaqueLowering.NameOf(operation.Property));
    }

    // r.Width = w  →  r = call set_Width(r, w)
    public Value Set(IPropertyReferenceOperation operation, Place whole, Value value)
    {
        IMethodSymbol setter = Extensions.MethodOf(operation.Property.SetMethod) ?? operation.Property.SetMethod!;
        ArgumentValue given = new(setter.Parameters[setter.Parameters.Length - 1], null, value, null);
        if (setter.IsStatic)
        {
            LowerSource(new CallSite(operation, setter, null, [new(setter.Parameters[0], null, whole.Read(), whole), given]), null);
            return value;
        }
        Receiver receiver = new((Value?)null) { Place = whole };
        LowerSource(new CallSite(operation, setter, receiver, [.. body.Arguments.Evaluate(operation.Arguments), given]), null);
        return value;
    }

    /// <summary>What a constructor makes of a struct or a record that is seen member by member.</summary>
    public Value Construct(IObjectCreationOperation operation, IMethodSymbol constructor, string? name) =>
        LowerSource(new CallSite(operation, constructor, null, body.Arguments.Evaluate(operation.Arguments)), name);

    /// <summary>Has a method take a value apart that is seen member by member.</summary>
    public void Deconstruct(Value value, IMethodSymbol method, Slot[] parts, IOperation at)
    {
        ArgumentValue[] arguments = [.. method.Parameters.Zip(parts, (parameter, part) => new ArgumentValue(parameter, null, null, new Place(body, part, [])))];
        LowerSource(new CallSite(at, method, new Receiver(value) { IsChanged = true }, arguments), null);
    }

    /// <summary>The value that another constructor of a type makes, for the one that begins with it.</summary>
    public Value Construct(IInvocationOperation operation) =>
        LowerSource(new CallSite(operation, operation.TargetMethod, null, body.Arguments.Evaluate(operation.Arguments)), "self");

    /// <summary>What is run as it is, as its code is not understood: no matter where it receives constants only.</summary>
    private Value AsItIs(CallSite site, string? name, Cause cause)
    {
        (IOperation call, IMethodSymbol method, Receiver? receiver, IReadOnlyList<ArgumentValue> arguments) = site;
        bool isCall = call is IInvocationOperation && method.MethodKind != MethodKind.Constructor || ChangesInPlace(method)
            || Extensions.MemberOf(method) is not null;
        if (isCall) return Opaque(site, name, !method.ReturnsVoid, cause);
        if (call is IInvocationOperation || method.ReturnsVoid && call is not IObjectCreationOperation)
        {
            // A part of a constructor, a property that is set, or what takes a value apart, has no text of its own.
            foreach (Mistake mistake in cause.Mistakes) body.Mistakes.Add(mistake);
            return body.Expressions.DummyOf(call);
        }
        Template template = new(body) { HasValue = true };
        switch (call)
        {
            case IObjectCreationOperation { Type: { } made }:
                body.Arguments.Write(template.Write("new ").Write(made, call.Syntax).Write("("), arguments).Write(")");
                break;
            case IPropertyReferenceOperation property:
                if (property.Property.IsIndexer) WriteElement(template, property, receiver!, arguments);
                else WriteProperty(template, property, receiver!);
                break;
            default: WriteOperator(template, call, method, [.. arguments.Select(static argument => argument.Value!)]); break;
        }
        Variable result = body.Block.Names.Fresh(name ?? "value", Types.LeafOf(body.Program.Substitute(call.Type!)));
        return body.Opaques.Whole(body.Opaques.Emit(template, result, call.Syntax, cause), call.Type!, call);
    }

    // x.Area(k), where that is an extension  →  call Area(x, k)
    private Value Extended(IOperation call, IMethodSymbol method, string? name, bool wanted = true)
    {
        List<ArgumentValue> arguments = call switch
        {
            IInvocationOperation { Instance: var receiver, Arguments: var given } => body.Arguments.Evaluate(method, receiver, given),
            IPropertyReferenceOperation { Instance: var receiver, Arguments: var given } => body.Arguments.Evaluate(method, receiver, given),
            _ => throw new InvalidOperationException($"'{call.Syntax}' calls nothing."),
        };
        if (Marks.IsNoDerivative(method)) return Opaque(new(call, method, null, [.. arguments.Select(Stopped)]), name, wanted, new Cause([]));
        CallSite site = new(call, method, null, arguments);
        return MayBeActive(arguments) && (body.Program.HasRule(method) || body.Program.IsSource(method)) ? LowerSource(site, name)
            : Opaque(site, name, wanted && !method.ReturnsVoid, CauseOf(site));
    }

    /// <summary>Whether an operator such as <c>+=</c> is a method of the object that it changes.</summary>
    public static bool ChangesInPlace(IMethodSymbol method) => method is { MethodKind: MethodKind.UserDefinedOperator, IsStatic: false };

    // v += w, where that is a method of v  →  v = call op_AdditionAssignment(v, w)
    public Value Change(IOperation operation, IOperation target, IMethodSymbol method, IOperation? value)
    {
        Receiver? receiver = null;
        List<ArgumentValue> arguments;
        if (Extensions.MethodOf(method) is { } extension)
        {
            method = extension;
            arguments = body.Arguments.Evaluate(method, target, []);
        }
        else
        {
            receiver = body.Receivers.Of(target, method);
            arguments = [];
        }
        if (value is not null) arguments.Add(new(method.Parameters[arguments.Count], null, body.Expressions.Lower(value, null), null));
        CallSite site = new(operation, method, receiver, arguments);
        if ((MayBeActive(arguments) || MayBeActive(receiver)) && !site.IsOpen && body.Program.IsSource(method)) LowerSource(site, null);
        else Opaque(site, null, wanted: false, CauseOf(site));
        if (operation.Type?.SpecialType is null or SpecialType.System_Void) return Value.Nothing;
        return receiver is { Place: null, Value: { } same } ? same : body.Expressions.Lower(target, null);
    }

    // v += w  →  v = opaque "{0 1} += {1}": C# has no other way to call it
    private Value ChangeAsItIs(CallSite site, Cause cause)
    {
        bool isChecked = IsChecked(site.Method);
        Template template = new Template(body).Write(isChecked ? "checked { " : "");
        if (site.Receiver is { Place: null, Variable: null } held)
        {
            template.WriteChanged(body.Leaves(held.Read()).Single(), OpaqueLowering.NameOf(site.Instance!.Type!));
        }
        else body.Receivers.Write(template, site.Receiver!, site.Instance!);
        string symbol = site.Call switch
        {
            ICompoundAssignmentOperation compound => CSharpPrimitives.SymbolOf(compound.OperatorKind) + "=",
            IIncrementOrDecrementOperation { Kind: OperationKind.Increment } => "++",
            _ => "--",
        };
        template.Write(symbol.Length == 2 && symbol[1] != '=' ? symbol : $" {symbol} ");
        foreach (ArgumentValue argument in site.Arguments) template.Write(argument.Value!);
        return body.Opaques.Emit(template.Write(isChecked ? "; }" : ""), null, site.Call.Syntax, cause);
    }
}
