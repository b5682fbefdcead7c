using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>An argument as it was evaluated: a value, and for <c>ref</c> and <c>out</c> the place that it names.</summary>
/// <param name="Parameter">The parameter that takes it.</param>
/// <param name="Operation">How it is written, if that is as an argument: operands of operators and receivers of extensions are not.</param>
/// <param name="Value">What it is.</param>
/// <param name="Place">What it names.</param>
internal sealed record ArgumentValue(IParameterSymbol Parameter, IArgumentOperation? Operation, Value? Value, Place? Place)
{
    private readonly Value? given = Value;

    public Value? Value
    {
        get => given ?? Referred?.Later.Value;
        init => given = value;
    }

    /// <summary>The variable of the method's own that an <c>in</c> argument refers to.</summary>
    public Place? Source { get; init; }

    /// <summary>Any other variable that an <c>in</c> argument refers to.</summary>
    public Referred? Referred { get; init; }

    /// <summary>The value, but for a variable outside, which is read by the call alone; no derivative flows through what objects hold.</summary>
    public Value? Known => Referred?.Outside is null ? Value : null;

    /// <summary>What the user wrote for a <c>params</c> parameter, one by one.</summary>
    public IReadOnlyList<IOperation>? Elements => (Operation?.ArgumentKind, Operation?.Value) switch
    {
        (ArgumentKind.ParamArray, IArrayCreationOperation { Initializer: { } elements }) => elements.ElementValues,
        (ArgumentKind.ParamCollection, ICollectionExpressionOperation collection) => collection.Elements,
        _ => null,
    };

    /// <summary>Whether nobody wrote it, and what it is does not depend on where the call stands.</summary>
    public bool IsOmitted => Operation?.ArgumentKind == ArgumentKind.DefaultValue && !Parameter.GetAttributes().Any(static attribute =>
        attribute.AttributeClass is { ContainingNamespace.Name: "CompilerServices", Name: var name } && name.StartsWith("Caller", StringComparison.Ordinal));
}

/// <summary>Lowers what stands between the parentheses of a call, and writes it as C# does.</summary>
internal sealed class ArgumentLowering(BodyLowering body)
{
    /// <summary>
    /// Evaluates arguments in the order in which they are written. A reference is read when the call begins: an argument behind it may have
    /// changed the variable.
    /// </summary>
    public List<ArgumentValue> Evaluate(IEnumerable<IArgumentOperation> arguments)
    {
        List<ArgumentValue> evaluated = [.. arguments.Where(static a => a.Parameter is not null).Select(Evaluate)];
        Aliases.Refuse(evaluated, body);
        return Read(evaluated);
    }

    /// <summary>Evaluates the receiver of an extension, and then the arguments, all as arguments of the static method that it is.</summary>
    public List<ArgumentValue> Evaluate(IMethodSymbol method, IOperation? receiver, IEnumerable<IArgumentOperation> arguments)
    {
        List<ArgumentValue> evaluated = receiver is null ? [] : [Evaluate(method.Parameters[0], null, receiver)];
        int first = evaluated.Count;
        evaluated.AddRange(arguments.Where(static a => a.Parameter is not null).Select(Evaluate)
            .Select(argument => argument with { Parameter = method.Parameters[argument.Parameter.Ordinal + first] }));
        Aliases.Refuse(evaluated, body);
        return Read(evaluated);
    }

    private List<ArgumentValue> Read(List<ArgumentValue> evaluated)
    {
        return [.. evaluated.Select(argument => argument switch
        {
            { Parameter.RefKind: RefKind.Ref, Place: { Slot: not null } place } => argument with { Value = place.Read() },
            { Source: { } source } => NoDerivativeIfMarked(argument with { Value = source.Read() }),
            { Referred.Outside: not null } => argument,
            _ => NoDerivativeIfMarked(argument),
        })];
    }

    private ArgumentValue NoDerivativeIfMarked(ArgumentValue argument) =>
        argument.Place is null && Marks.IsNoDerivative(argument.Parameter) ? body.Calls.Stopped(argument) : argument;

    private ArgumentValue Evaluate(IArgumentOperation argument) => Evaluate(argument.Parameter!, argument, argument.Value);

    /// <summary>Evaluates the operands of an operator.</summary>
    public List<ArgumentValue> Evaluate(IMethodSymbol method, Value? first, IReadOnlyList<IOperation> operands)
    {
        List<ArgumentValue> evaluated = first is null ? [] : [new(method.Parameters[0], null, first, null)];
        foreach (IOperation operand in operands) evaluated.Add(Evaluate(method.Parameters[evaluated.Count], null, operand));
        return Read(evaluated);
    }

    private ArgumentValue Evaluate(IParameterSymbol parameter, IArgumentOperation? argument, IOperation value)
    {
        // A handler of an interpolated string goes by reference, but is written as the string.
        if (parameter.RefKind is RefKind.Ref or RefKind.Out && value is not IInterpolatedStringHandlerCreationOperation)
        {
            Place place = body.Assignments.PlaceOf(value);
            return new(parameter, argument, parameter.RefKind == RefKind.Ref ? place.Read() : null, place);
        }
        if (parameter.RefKind == RefKind.RefReadOnlyParameter && parameter.ContainingSymbol is IMethodSymbol method && !body.Program.IsInSource(method))
        {
            return new(parameter, argument, body.Opaques.Reference(value), null);
        }
        ArgumentValue lowered = new(parameter, argument, null, null) { Source = SourceOf(parameter, value) };
        bool isReference = lowered.Source is null && parameter.RefKind is RefKind.In or RefKind.RefReadOnlyParameter;
        if (isReference && body.Receivers.ReferredBy(value) is { } referred) return lowered with { Referred = referred };
        return lowered with
        {
            Value = lowered.Elements is { } elements
                ? new TupleValue(elements.Select(element => body.Expressions.Lower(element, null)).ToEquatableArray())
                : body.Expressions.Lower(value, null),
        };
    }

    private Place? SourceOf(IParameterSymbol parameter, IOperation argument) =>
        parameter.RefKind is not (RefKind.In or RefKind.RefReadOnlyParameter) ? null
        : argument is ILocalReferenceOperation or IParameterReferenceOperation ? body.Assignments.PlaceOf(argument) is { Slot: not null } place ? place : null
        : argument is IFieldReferenceOperation && body.Receivers.PlaceOf(argument) is { Slot: not null, Members.Count: 0, Struct: null } part ? part : null;

    /// <summary>Arguments in the parameters' order; those behind an omitted one by name.</summary>
    public Template Write(Template template, IReadOnlyList<ArgumentValue> arguments)
    {
        bool isNamed = false;
        string separator = "";
        foreach (ArgumentValue argument in arguments.OrderBy(static a => a.Parameter.Ordinal))
        {
            if (argument.IsOmitted)
            {
                isNamed = true;
                continue;
            }
            if (argument.Elements is not null && argument.Value is TupleValue elements)
            {
                foreach (Value element in elements.Items)
                {
                    // Behind an omitted one the user wrote one element, by the parameter's name.
                    template.Write(separator).Write(isNamed ? Template.Escape(argument.Parameter.Name) + ": " : "").Write(element);
                    separator = ", ";
                }
                continue;
            }
            if (!isNamed && WriteSaid(template, argument, arguments)) continue;
            body.Program.Suppressed.Pass(argument.Parameter);
            template.Write(separator);
            separator = ", ";
            if (isNamed) template.Write(Template.Escape(argument.Parameter.Name) + ": ");
            if (argument.Place is { } place) WriteReference(template, argument, place);
            else if (argument.Referred?.Outside is { } outside)
            {
                template.Write(argument.Parameter.RefKind == RefKind.RefReadOnlyParameter ? "in " : "").Write(outside);
            }
            else template.Write(argument.Value!);
        }
        return template;
    }

    // f(x, "x"), where the last parameter asks how the first is written  →  "f({0}{said 0 x})"
    private static bool WriteSaid(Template template, ArgumentValue argument, IReadOnlyList<ArgumentValue> all)
    {
        if (argument.Operation is not { ArgumentKind: ArgumentKind.DefaultValue, Value.ConstantValue.Value: string said }) return false;
        if (!Hole.CanSay(said) || all.Any(other => other.Parameter.Ordinal > argument.Parameter.Ordinal)) return false;
        AttributeData? asking = argument.Parameter.GetAttributes()
            .FirstOrDefault(static attribute => attribute.AttributeClass?.Name == "CallerArgumentExpressionAttribute");
        string? of = asking?.ConstructorArguments[0].Value as string;
        if (all.FirstOrDefault(other => other.Parameter.Name == of) is not { Place: null, Value: Leaf { Operand: var operand } }) return false;
        template.WriteSaid(operand, said);
        return true;
    }

    private void WriteReference(Template template, ArgumentValue argument, Place place)
    {
        string name = place.Slot?.Name ?? argument.Parameter.Name;
        if (argument.Parameter.RefKind == RefKind.Out) template.WriteOut(place, name, Types.LeafOf(body.Program.Substitute(argument.Parameter.Type)));
        else if (argument.Value is Leaf or Text) template.Write("ref ").WriteChanged(body.Leaves(argument.Value).Single(), name, place);
        else if (argument.Value is not null) body.Refuse(
            argument.Operation?.Syntax ?? body.Program.PlaceOf(body), "A tuple as 'ref' argument of a method without source", "use its result instead");
    }

    // params T[] p, given a, b  →  p = opaque "new T[] { {0}, {1} }"
    public Value Array(ArgumentValue argument, TupleValue elements)
    {
        SyntaxNode at = argument.Operation!.Parent!.Syntax;
        if (Types.LeafOf(body.Program.Substitute(argument.Parameter.Type)) is { IsVector: true } type)
        {
            return new Construction(body).Storage(elements, type, argument.Parameter.Name, at);
        }
        bool isArray = argument.Operation.ArgumentKind == ArgumentKind.ParamArray;
        Template template = isArray ? new Template(body).Write("new ").Write(argument.Operation.Value.Type!, at).Write(" { ") : new Template(body).Write("[");
        for (int i = 0; i < elements.Items.Count; i++) template.Write(i == 0 ? "" : ", ").Write(elements.Items[i]);
        Text text = template.Write(isArray ? " }" : "]").ToText(Types.LeafOf(body.Program.Substitute(argument.Parameter.Type)));
        string construct = $"An active value in 'params' of '{argument.Parameter.ContainingSymbol.Name}'";
        Mistake refused = CallLowering.Refused(at, construct, "give the method a parameter for each value");
        return body.Opaques.Emit(text, argument.Parameter.Name, at, cause: new Cause(refused));
    }
}
