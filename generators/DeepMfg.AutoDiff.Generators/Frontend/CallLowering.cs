using DeepMfg.AutoDiff.Generators.Diagnostics;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Lowers calls, in the order that the contract gives: an operator of ours, a rule, a method in source, else opaque.</summary>
internal sealed partial class CallLowering(BodyLowering body)
{
    private readonly Dictionary<ISymbol, ILocalFunctionOperation> localFunctions = new(SymbolEqualityComparer.Default);
    private readonly Stack<ISymbol> open = new();

    public void Declare(ILocalFunctionOperation function) => localFunctions[function.Symbol] = function;

    public ILocalFunctionOperation? LocalFunction(ISymbol symbol) => localFunctions.TryGetValue(symbol, out var function) ? function : null;

    public Value Lower(IInvocationOperation call, string? name, bool wanted)
    {
        if (Omission.Of(call)) return Value.Nothing;
        // What stands in for a derivative that is refused has its error where it is refused.
        if (GeneratedMembers.IsGenerated(call.TargetMethod) && !GeneratedMembers.IsDerived(call.TargetMethod)) body.Mistakes.IsBroken = true;
        if (Extensions.MethodOf(call.TargetMethod) is { } extension) return Extended(call, extension, name, wanted);
        IMethodSymbol method = MethodOf(call);
        // What a base class does is not what the call of a virtual method does.
        bool isOfBase = call is { IsVirtual: false, Instance: IInstanceReferenceOperation } && (method.IsVirtual || method.IsOverride);
        if (!isOfBase && body.Program.HasRule(method)) return Ruled(call, method, name, wanted);
        if ((new Nullables(body).Call(call, name) ?? new StorageCalls(body).Call(call, name)) is { } known) return known;
        if (new Queries(body).Call(call, name) is { } queried) return queried;
        if (new Sorting(body).Call(call) is { } sorted) return sorted;
        if (Marks.IsStopGradient(method)) return StopGradient(call, name);
        if (Marks.IsCheckpoint(method)) return Checkpoint(call, name);
        if (GenericMath.Convert(call, name, body) is { } converted) return converted;
        if (Applied(call) is { } applied) return applied;
        if (method.MethodKind == MethodKind.LocalFunction) return LowerHere(call, method, LocalFunction(method.OriginalDefinition)?.Body);
        if (IsSpecialised(call, method)) return LowerHere(call, method, body.Program.BodyOf(method));

        Receiver? receiver = call.Instance is { } instance ? body.Receivers.Of(instance, method) : null;
        List<ArgumentValue> arguments = body.Arguments.Evaluate(call.Arguments);
        if (receiver?.Place is { } changed) Aliases.Refuse(changed, arguments, body);
        if (CSharpPrimitives.OfMethod(method) is { } row)
        {
            Operand[] operands = [.. arguments.OrderBy(static a => a.Parameter.Ordinal).Select(a => body.Leaves(a.Value!).Single())];
            return Value.Of(body.Let(name ?? row.Noun, row, operands, call.Syntax));
        }
        if (CSharpPrimitives.OfItems(method) is { } rows)
        {
            Operand[] operands = [.. body.Leaves(arguments.Single().Value!)];
            return new TupleValue(rows.Select(item => Value.Of(body.Let(item.Noun, item, operands, call.Syntax))).ToEquatableArray());
        }
        if (method is { Name: "Create", ContainingType: { Name: "ValueTuple", Arity: 0, ContainingNamespace.Name: "System" } })
        {
            return new TupleValue(arguments.OrderBy(static a => a.Parameter.Ordinal).Select(static a => a.Value!).ToEquatableArray());
        }
        if (IsConstant(method))
        {
            arguments = [.. arguments.Select(Stopped)];
            // What objects hold is constant.
            bool isHeld = receiver is null or { Seen.Outside: not null };
            if (!isHeld && (receiver!.Value ?? receiver.Seen?.Later.Value) is { } value) receiver = receiver with { Value = Stop(value, call.Syntax, null) };
            return Opaque(new(call, method, receiver, arguments), name, wanted, new Cause([]));
        }
        CallSite site = new(call, method, receiver, arguments);
        bool isWanted = MayBeActive(arguments) || MayBeActive(receiver)
            || (IsOfBase(call.Instance, method) && body.Self is not Text { Arguments.IsEmpty: true });
        return isWanted && !site.IsOpen && body.Program.IsKnown(method) ? LowerSource(site, name) : Opaque(site, name, wanted, CauseOf(site));
    }

    // A rule comes before all else that is known of a method.
    private Value Ruled(IInvocationOperation call, IMethodSymbol method, string? name, bool wanted)
    {
        Receiver? receiver = call.Instance is { } instance ? body.Receivers.Of(instance, method) : null;
        CallSite site = new(call, method, receiver, body.Arguments.Evaluate(call.Arguments));
        return MayBeActive([.. site.Arguments]) || MayBeActive(receiver) ? LowerSource(site, name) : Opaque(site, name, wanted, CauseOf(site));
    }

    private IMethodSymbol MethodOf(IInvocationOperation call) => (IMethodSymbol)(call.Instance is { } instance
        ? body.Program.Implementation(call.TargetMethod, instance) : body.Program.Implementation(call.TargetMethod, call.ConstrainedToType));

    // A comparison or a classification of numbers has no derivative. A text of them may be read back, so it stays what it is: touched by them.
    private static bool IsConstant(IMethodSymbol method) =>
        Marks.IsNoDerivative(method) || Foreign.IsDiscrete(method) || IsRounding(method) || IsEquality(method);

    /// <summary>What C# writes for a record to compare it by its members.</summary>
    private static bool IsEquality(IMethodSymbol method) =>
        method is { IsImplicitlyDeclared: true, ContainingType.IsRecord: true, Name: "Equals" or "GetHashCode" or "op_Equality" or "op_Inequality" }
        || NumericTypes.IsDiscrete(method);

    // Math.Round(x, MidpointRounding.ToEven) and the like: no row can hold the enum, and the derivative is zero.
    private static bool IsRounding(IMethodSymbol method) =>
        CSharpPrimitives.IsHome(method.ContainingType) && Primitives.OfMethod(method.Name, 1) is { Kind: RuleKind.None };

    public ArgumentValue Stopped(ArgumentValue argument) =>
        argument.Known is not { } known ? argument : argument with { Value = Stop(known, argument.Operation?.Syntax ?? body.Program.PlaceOf(body), null) };

    public Value Property(IPropertyReferenceOperation operation, string? name)
    {
        if (Extensions.MethodOf(operation.Property.GetMethod) is { } extension)
        {
            return Extended(operation, extension, name ?? OpaqueLowering.NameOf(operation.Property));
        }
        if ((GenericMath.Constant(operation, body) ?? Computed(operation, name)) is { } known) return known;
        body.Opaques.Hold(operation);
        ITypeSymbol type = body.Program.Substitute(operation.Property.Type);
        bool isDiscrete = Foreign.IsDiscrete(operation.Property) && !body.Program.IsInSource(operation.Property);
        Template template = new(body) { HasValue = true, Reads = isDiscrete || Quiet.IsRead(operation.Property) };
        CallSite site = Write(template, operation);
        Variable result = body.Block.Names.Fresh(name ?? OpaqueLowering.NameOf(operation.Property), Types.LeafOf(type));
        Mistake unknown = UnknownCalls.Of(operation.Syntax, operation.Property.GetMethod, operation.Instance);
        Kept? kept = operation.Property.GetMethod is null ? null : new Keeping(body.Program).Of(site, unknown);
        Value value = body.Opaques.Emit(template, result, operation.Syntax, isDiscrete ? new Cause([]) : new Cause(unknown) { Kept = kept });
        return body.Opaques.Whole(value, type, operation);
    }

    /// <summary>A property that names a variable by reference.</summary>
    public Text PropertyText(IPropertyReferenceOperation operation, IrType type)
    {
        Template template = new(body);
        Write(template, operation);
        return template.ToText(type);
    }

    private CallSite Write(Template template, IPropertyReferenceOperation operation)
    {
        IPropertySymbol property = operation.Property;
        Receiver? receiver = operation.Instance is { } instance ? body.Receivers.Of(instance, property.GetMethod) : null;
        List<ArgumentValue> arguments = body.Arguments.Evaluate(operation.Arguments);
        if (receiver is null) WriteStatic(template, property, operation.ConstrainedToType, operation.Syntax);
        else if (property.IsIndexer) WriteElement(template, operation, receiver, arguments);
        else WriteProperty(template, operation, receiver);
        return new CallSite(operation, operation.Property.GetMethod!, receiver, arguments);
    }

    /// <summary>An operator or conversion that a type defines.</summary>
    public Value Operator(IOperation operation, IMethodSymbol method, IReadOnlyList<IOperation> operands, string? name, Value? first = null)
    {
        method = Extensions.MethodOf(method) ?? method;
        List<ArgumentValue> arguments = body.Arguments.Evaluate(method, first, operands);
        if (!IsEquality(method) && MayBeActive(arguments) && (body.Program.IsKnown(method) || body.Program.HasRule(method)) && !IsLifted(operation))
        {
            return LowerSource(new CallSite(operation, method, null, arguments), name);
        }
        List<Value> values = [.. arguments.Select(static argument => argument.Referred?.Outside ?? argument.Value!)];
        if (IsEquality(method)) values = [.. values.Select(value => Stop(value, operation.Syntax, null))];
        // C# warns of what it sees to be missing, which a variable of the user's may be.
        if (IsLifted(operation)) values = [.. values.Select(body.Texts.Held)];
        Template template = new(body);
        WriteOperator(template, operation, method, values);
        Text text = template.ToText(Types.LeafOf(body.Program.Substitute(TypeOf(operation, method))));
        Mistake unknown = UnknownCalls.Of(operation.Syntax, method, null);
        Cause cause = new(unknown) { Kept = new Keeping(body.Program).Of(operation, method, values) };
        return body.Opaques.Emit(text, name ?? "value", operation.Syntax, cause: cause);
    }

    private static void WriteOperator(Template template, IOperation operation, IMethodSymbol method, List<Value> values)
    {
        // The operator of an extension is one only where its namespace is in use.
        if (Extensions.MemberOf(method) is not null)
        {
            template.Write(method.ContainingType, operation.Syntax).Write(".").Write(method, operation.Syntax);
            for (int i = 0; i < values.Count; i++) template.Write(i == 0 ? "(" : ", ").Write(values[i]);
            template.Write(")");
            return;
        }
        // C# 11 lets a type define an operator twice; what is chosen where nothing is checked stands without a mark.
        template.Write(IsChecked(method) ? "checked" : "");
        string? symbol = operation switch
        {
            IBinaryOperation binary => CSharpPrimitives.SymbolOf(binary.OperatorKind),
            ICompoundAssignmentOperation compound => CSharpPrimitives.SymbolOf(compound.OperatorKind),
            IUnaryOperation unary => CSharpPrimitives.SymbolOf(unary.OperatorKind),
            _ => null,
        };
        if (values.Count == 2 && values[0].Equals(values[1])) template.CompareWithSelf();
        if (values.Count == 2 && symbol is not null) template.Write("(").Write(values[0]).Write($" {symbol} ").Write(values[1]).Write(")");
        else if (symbol is not null) template.Write($"({symbol}").Write(values[0]).Write(")");
        else template.Write("((").Write(TypeOf(operation, method), operation.Syntax).Write(")").Write(values[0]).Write(")");
    }

    /// <summary>Whether an operator is the one of two that a type defines for code that is checked.</summary>
    public static bool IsChecked(IMethodSymbol method) => method.Name.StartsWith("op_Checked", StringComparison.Ordinal);

    /// <summary>What an operator gives, which of values that may be missing may be missing itself.</summary>
    private static ITypeSymbol TypeOf(IOperation operation, IMethodSymbol method) =>
        IsLifted(operation) ? operation.Type ?? method.ReturnType : method.ReturnType;

    // What a reference names is changed, which an opaque call cannot do, even where it holds a constant before.
    private static bool MayBeActive(List<ArgumentValue> arguments) =>
        arguments.Exists(static argument => argument.Parameter.RefKind == RefKind.Ref || (argument.Known is { } value && HoldsFloat(value)));

    private static bool MayBeActive(Receiver? receiver) =>
        receiver is not { Seen.Outside: not null } && receiver?.Read() is TupleValue value && HoldsFloat(value);

    private static bool IsLifted(IOperation operation) => operation switch
    {
        IBinaryOperation binary => binary.IsLifted,
        IUnaryOperation unary => unary.IsLifted,
        ICompoundAssignmentOperation compound => compound.IsLifted,
        _ => operation.Type is { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T },
    };

    /// <summary>Whether a value is or holds an array or a span.</summary>
    public static bool HoldsStorage(Value? value) => value switch
    {
        Leaf leaf => leaf.Operand.Type.IsStorage,
        TupleValue tuple => tuple.Items.Any(HoldsStorage),
        _ => false,
    };

    /// <summary>Whether a value is or holds numbers that may be active.</summary>
    public static bool HoldsFloat(Value value) => value switch
    {
        Leaf leaf => leaf.Operand is Variable { Type.IsReal: true },
        Text text => text.Arguments.Any(static x => x is Variable { Type.IsReal: true }),
        TupleValue tuple => tuple.Items.Any(HoldsFloat),
        _ => false,
    };

    // f(a, ref b, out c)  →  r, b, c = call f(a, b)
    private Value LowerSource(CallSite site, string? name)
    {
        (IOperation call, IMethodSymbol method, Receiver? receiver, IReadOnlyList<ArgumentValue> arguments) = site;
        Cause asItIs = CauseOf(site);
        bool isLog = method.ReturnsVoid
            && method.MethodKind != MethodKind.Constructor && receiver is not { Place: not null }
            && arguments.All(static argument => argument.Place is null && !HoldsStorage(argument.Known));
        if (isLog && asItIs.Kept is not null) return Opaque(site, name, wanted: false, asItIs);
        CalleeResult callee = body.Program.Callee(method, call, body);
        if (callee.IsBroken) body.Mistakes.IsBroken = true;
        // What such a method puts into objects of its own is none of the caller's business.
        if (isLog && callee.Function is { } log && body.Program.Run(log).Any(AsksForValues)) return Opaque(site, name, wanted: false, asItIs);
        if (callee.Mistakes.Count > 0) asItIs = asItIs with { Mistakes = callee.Mistakes };
        if (callee.Function is not { } function) return AsItIs(site, name, asItIs);
        Aliases.Refuse(arguments, function, body);
        // A reference to what is no variable of the method's own was refused when the argument was read.
        if (arguments.Any(static a => a.Parameter.RefKind == RefKind.Ref && a.Value is null)) return body.Expressions.DummyOf(call);
        List<Operand> operands = [];
        Shape own = PlainRecords.SelfOf(body.Program.Substitute(method.ContainingType));
        if (receiver is not null) operands.AddRange(body.Leaves(body.Opaques.Settle(body.Opaques.Coerce(receiver.Read(), own, "self"), "self")));
        // Of a record by its members these have been read.
        if (receiver?.Read() is not TupleValue && MayBeNull(site.Instance, function))
        {
            body.Opaques.Emit(new Template(body).Write(receiver!.Read()).Write(".GetType()"), null, call.Syntax, cause: null);
        }
        foreach (ArgumentValue argument in arguments.OrderBy(static a => a.Parameter.Ordinal))
        {
            if (argument.Parameter.RefKind == RefKind.Out) continue;
            Shape shape = body.StructArrays.ShapeOf(argument.Operation) ?? body.ShapeFor(method, argument.Parameter.Type);
            Value value = body.Opaques.Coerce(Given(argument, argument.Value!), new Slot(argument.Parameter.Name, shape, 0));
            operands.AddRange(body.Leaves(callee.Held.Contains(argument.Parameter.Ordinal) ? Stop(value, call.Syntax, null) : value));
        }
        List<Variable> results = [];
        Value returned = method.ReturnsVoid ? Value.Nothing
            : Results(name ?? OpaqueLowering.NameOf(method), body.ShapeFor(method, method.ReturnType), results);
        List<(Place, Value)> written = [.. arguments.Where(static a => a.Place is not null).OrderBy(static a => a.Parameter.Ordinal).Select(a =>
            (a.Place!, Results(a.Place!.Slot?.Name ?? a.Parameter.Name, body.ShapeFor(method, a.Parameter.Type), results)))];
        if (method.MethodKind == MethodKind.Constructor)
        {
            returned = Results(name ?? OpaqueLowering.NameOf(method.ContainingType), own, results);
        }
        else if (callee.ChangesSelf)
        {
            ITypeSymbol self = body.Program.Substitute(site.Instance?.Type ?? method.ContainingType);
            written.Add((PlaceOfSelf(site.Instance!, receiver!), Results("self", Types.ShapeOf(self), results)));
        }
        bool isCheckpoint = ReferenceEquals(call, checkpoint);
        if (isCheckpoint) checkpoint = null;
        Call made = new(results.ToEquatableArray(), function.Name, operands.ToEquatableArray())
        {
            Origin = body.Block.Origin, Writes = callee.Writes, IsCheckpoint = isCheckpoint || Marks.IsCalledAgain(method),
        };
        body.Add(made, call.Syntax);
        foreach ((Place place, Value value) in written) place.Store(value);
        return returned;
    }

    private bool AsksForValues(Statement statement) => statement is Opaque opaque && body.Program.Causes.TryGetValue(statement, out Cause? cause)
        && (cause.EvenWithoutValue || cause.Kept is not null || !opaque.Results.IsEmpty);

    /// <summary>Whether the call throws for want of a receiver, of which the callee's code would not take note.</summary>
    private static bool MayBeNull(IOperation? instance, Function callee) =>
        instance is { Type.IsReferenceType: true } and not (IInstanceReferenceOperation or IObjectCreationOperation or IConditionalAccessInstanceOperation)
        && !(callee.Body.Statements is [Opaque { Text: { Pure: false, Template: var text } } first, ..]
            && text.StartsWith("{0}.", StringComparison.Ordinal) && first.Arguments[0] == callee.Parameters[0]);

    // A copy that the callee changes is stored nowhere.
    private Place PlaceOfSelf(IOperation instance, Receiver receiver) => receiver switch
    {
        { Place: { } place } => place,
        { IsChanged: true } => new Place(body, null, []),
        _ => body.Assignments.PlaceOf(instance),
    };

    public Value Results(string name, Shape shape, List<Variable> results)
    {
        Queue<Operand> leaves = new();
        foreach ((string leaf, IrType type) in BodyLowering.NamesOf(name, shape))
        {
            Variable variable = body.Block.Names.Fresh(leaf, type);
            results.Add(variable);
            leaves.Enqueue(variable);
        }
        return BodyLowering.Gather(shape, leaves);
    }

    // r.F(a, out b)  →  value, b = opaque "{0}.F({1}, {out 1})"
    private Value Opaque(CallSite site, string? name, bool wanted, Cause cause)
    {
        (IOperation call, IMethodSymbol method, Receiver? receiver, IReadOnlyList<ArgumentValue> arguments) = site;
        if (ChangesInPlace(method)) return ChangeAsItIs(site, cause);
        if (call is IInvocationOperation invocation && Omission.IsOnlyHere(invocation))
        {
            body.Refuse(call.Syntax, $"A call of '{method.Name}', whose condition only this file defines,", "define it in the project");
        }
        bool reads = Foreign.IsSearch(method) || Foreign.IsMeasure(method) || Foreign.IsGuard(method);
        Template template = new(body) { HasValue = wanted && !method.ReturnsVoid, Reads = reads };
        WriteCall(template, site);

        ITypeSymbol type = body.Program.Substitute(method.ReturnType);
        Variable? result = template.HasValue ? body.Block.Names.Fresh(name ?? OpaqueLowering.NameOf(method), Types.LeafOf(type)) : null;
        Value value = body.Opaques.Emit(template, result, call.Syntax, cause);
        return template.HasValue ? body.Opaques.Whole(value, type, call) : Value.Nothing;
    }

    private Cause CauseOf(CallSite site)
    {
        SyntaxNode at = site.Call.Syntax;
        IMethodSymbol method = site.Method;
        Mistake mistake = site.IsDelegate
            ? Refused(at, "A call of a delegate with an active value", "call the method by its name") with { Culprit = UnknownCalls.HolderOf(site.Instance) }
            : site.IsOpen && body.Program.IsInSource(method)
                ? Refused(at, $"The virtual call of '{method.Name}' with an active value", "call a static, sealed or private method")
            : UnknownCalls.Of(at, method, site.Instance);
        return new Cause(mistake) { Kept = new Keeping(body.Program).Of(site, mistake) };
    }

    public static Mistake Refused(SyntaxNode at, string construct, string instead) =>
        new(Descriptors.NotSupported, at.GetLocation(), construct, instead);
}
