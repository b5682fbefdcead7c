using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Functions as values, where it is known which they are: the code that they run is lowered where they are called.</summary>
internal sealed partial class CallLowering
{
    /// <summary>A lambda that a method is handed may call that method again, as an integral of integrals does; so often.</summary>
    private const int Deepest = 4;

    private readonly Dictionary<ISymbol, IOperation> functions = new(SymbolEqualityComparer.Default);

    /// <summary>Takes note of the function that a variable stands for, which it is given once; nothing is run for that.</summary>
    public bool Declare(ILocalSymbol local, IOperation initializer)
    {
        if (local.Type.TypeKind != TypeKind.Delegate || Known(initializer) is not { } function || IsGivenAgain(local, initializer)) return false;
        functions[local] = function;
        return true;
    }

    private static bool IsGivenAgain(ILocalSymbol local, IOperation at)
    {
        IOperation root = at;
        while (root.Parent is { } parent) root = parent;
        return root.Descendants().Any(operation => operation switch
        {
            IAssignmentOperation { Target: ILocalReferenceOperation target } => SymbolEqualityComparer.Default.Equals(target.Local, local),
            IArgumentOperation { Parameter.RefKind: not RefKind.None, Value: ILocalReferenceOperation given } =>
                SymbolEqualityComparer.Default.Equals(given.Local, local),
            _ => false,
        });
    }

    /// <summary>The lambda or the method that an expression is, if that is known.</summary>
    private IOperation? Known(IOperation value)
    {
        ISymbol? holder = Queried.Plain(value) switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        };
        if (holder is not null) return functions.TryGetValue(holder, out IOperation? held) ? held : null;
        return new Queried(body).Parameters(value) is not null ? value : null;
    }

    private IOperation? FunctionOf(IArgumentOperation argument) =>
        argument.Parameter is { RefKind: RefKind.None, Type.TypeKind: TypeKind.Delegate } ? Known(argument.Value) : null;

    // f(x), where f is y => y * y  →  x * x
    private Value? Applied(IInvocationOperation call)
    {
        if (call is not { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } instance } || Known(instance) is not { } function) return null;
        if (call.TargetMethod.Parameters.Any(static parameter => parameter.RefKind != RefKind.None)) return null;
        IEnumerable<ArgumentValue> arguments = body.Arguments.Evaluate(call.Arguments).OrderBy(static argument => argument.Parameter.Ordinal);
        return new Queried(body).Apply(function, [.. arguments.Select(static argument => argument.Value!)]);
    }

    /// <summary>Whether a method is handed a function: its code is lowered for this call alone.</summary>
    private bool IsSpecialised(IInvocationOperation call, IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary, IsStatic: true, Arity: 0, ContainingType.IsGenericType: false } && body.Program.IsSource(method)
        && call.Arguments.Any(argument => FunctionOf(argument) is not null);

    // What a local function uses of the enclosing method's variables is here simply there, and so is what lambdas use that are handed over.
    private Value LowerHere(IInvocationOperation call, IMethodSymbol method, IOperation? block)
    {
        IMethodSymbol definition = method.OriginalDefinition;
        ILookup<bool, IArgumentOperation> given = call.Arguments.ToLookup(argument => FunctionOf(argument) is not null);
        List<ArgumentValue> arguments = body.Arguments.Evaluate(given[false]);
        int depth = open.Count(other => SymbolEqualityComparer.Default.Equals(other, definition));
        if (block is null || depth > 0 && (block.Syntax.Contains(call.Syntax) || depth == Deepest))
        {
            bool isOwn = method is { MethodKind: MethodKind.LocalFunction, IsStatic: true };
            body.Refuse(call.Syntax, $"The recursion of '{method.Name}'", isOwn ? "write a loop, or make it a static method" : "write a loop instead");
            return body.Expressions.DummyOf(call);
        }
        Aliases.Refuse(arguments, block, body);
        open.Push(definition);
        Action restore = body.Keep(definition);
        (IParameterSymbol Parameter, IOperation Function)[] held =
            [.. given[true].Select(function => (definition.Parameters[function.Parameter!.Ordinal], FunctionOf(function)!))];
        IOperation?[] before = [.. held.Select(pair => functions.TryGetValue(pair.Parameter, out IOperation? function) ? function : null)];
        foreach ((IParameterSymbol parameter, IOperation function) in held) functions[parameter] = function;
        foreach (ArgumentValue argument in arguments)
        {
            IParameterSymbol parameter = definition.Parameters[argument.Parameter.Ordinal];
            Slot slot = body.StructArrays.ShapeOf(argument.Operation) is { } structs
                ? body.Declare(parameter, structs) : body.Declare(parameter, argument.Parameter.Type);
            if (argument.Value is { } value) body.Environment[slot] = body.Opaques.Coerce(Given(argument, value), slot);
        }
        Value returned = body.Program.Within(method, () => body.LowerBody(block, method));
        foreach (ArgumentValue argument in arguments.Where(static argument => argument.Place is not null))
        {
            Slot slot = body.SlotOf(definition.Parameters[argument.Parameter.Ordinal])!;
            argument.Place!.Store(body.Environment[slot]);
        }
        for (int i = 0; i < held.Length; i++)
        {
            if (before[i] is { } function) functions[held[i].Parameter] = function;
        }
        restore();
        open.Pop();
        return returned;
    }

    /// <summary>An argument, which of a <c>params</c> parameter is the collection that C# makes of what is written.</summary>
    private Value Given(ArgumentValue argument, Value value) =>
        argument is { Operation: not null, Elements: not null } && value is TupleValue elements ? body.Arguments.Array(argument, elements) : value;
}
