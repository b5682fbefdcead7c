using System.Runtime.CompilerServices;
using DeepMfg.AutoDiff.Generators.Diagnostics;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>The lowering of one marked method and of the methods that it calls.</summary>
internal sealed partial class ProgramLowering(Compilation compilation, IMethodSymbol marked, CancellationToken cancellation)
{
    private readonly Dictionary<IMethodSymbol, CalleeResult> callees = new(SymbolEqualityComparer.Default);

    /// <summary>The same of methods that are handed arrays of structs, by the numbers of these parameters.</summary>
    private readonly Dictionary<(ISymbol Method, EquatableArray<HandedStructs> Structs), CalleeResult> handed = [];

    /// <summary>The parameters by which the method that is lowered next takes arrays of structs.</summary>
    private EquatableArray<HandedStructs> taken = [];

    /// <summary>The same of static members of interfaces, by the type parameters that call them.</summary>
    private readonly Dictionary<ITypeSymbol, Dictionary<IMethodSymbol, CalleeResult>> calledBy = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IMethodSymbol> open = new(SymbolEqualityComparer.Default);

    /// <summary>The methods that are being lowered, with the names of their functions.</summary>
    private readonly Dictionary<IMethodSymbol, string> inLowering = new(SymbolEqualityComparer.Default);
    private readonly List<Function> functions = [];
    private readonly HashSet<string> names = [];
    private readonly bool isObsolete = Suppressed.IsObsolete(marked);
    private Dictionary<ITypeParameterSymbol, ITypeSymbol> substitution = new(SymbolEqualityComparer.Default);

    /// <summary>The syntax that each statement comes from.</summary>
    public Dictionary<Statement, SyntaxNode> Places { get; } = new(ReferenceComparer.Instance);

    /// <summary>What to report if an active value reaches an opaque statement.</summary>
    public Dictionary<Statement, Cause> Causes { get; } = new(ReferenceComparer.Instance);

    public Suppressed Suppressed { get; } = new();

    public NamedConstants Constants { get; } = new(compilation, marked);

    public Publishing Publishing { get; } = new(compilation);

    /// <summary>Whether hidden diagnostics are wanted, as they are in the analyzer.</summary>
    public bool WantsHints { get; init; }

    /// <summary>The modes in which the method is derived.</summary>
    public IReadOnlyList<Mode> Modes { get; init; } = [Mode.Forward, Mode.Reverse];

    /// <summary>Whether rules by hand count: where one is checked they do not.</summary>
    public bool UsesRules { get; init; } = true;

    /// <summary>The marked method's parameters that are arrays of structs.</summary>
    public EquatableArray<HandedStructs> Structs { get; init; } = [];

    /// <summary>Whether one of them is refused, so that the function does not have the leaves of the declaration.</summary>
    public bool RefusesStructs { get; private set; }

    private RulesByHand Rules { get; } = RulesByHand.Of(compilation, cancellation);

    public IReadOnlyList<Function> Functions => functions;

    public Compilation Compilation => compilation;

    /// <summary>The marked method's own body.</summary>
    public (Function Function, Mistakes Mistakes) Lower(IReadOnlyList<IParameterSymbol> parameters)
    {
        open.Add(marked.OriginalDefinition);
        taken = Structs;
        (Function function, Mistakes mistakes, _) = LowerMethod(marked, parameters, NameFor(marked));
        return (function, mistakes);
    }

    public CalleeResult Callee(IMethodSymbol called, IOperation call, BodyLowering caller)
    {
        // What a generic method calls by its own type parameters is another method for other arguments.
        IMethodSymbol method = Substitute(called);
        EquatableArray<HandedStructs> structs = caller.StructArrays.HandedBy(call);
        if (!structs.IsEmpty) return WithStructs(method, call, structs);
        Dictionary<IMethodSymbol, CalleeResult> known = callees;
        ITypeSymbol? home = (call as IInvocationOperation)?.ConstrainedToType is { } constrained && method.ContainingType.TypeKind == TypeKind.Interface
            ? Substitute(constrained) : null;
        if (home is not null && !calledBy.TryGetValue(home, out known!)) calledBy.Add(home, known = new(SymbolEqualityComparer.Default));
        if (known.TryGetValue(method, out CalleeResult? result)) return result;
        return known[method] = HasRule(method) ? Ruled(method, call, home) : Inside(method, call);
    }

    /// <summary>What is handed an array of structs by their members is another function than what is handed one as C# has it.</summary>
    private CalleeResult WithStructs(IMethodSymbol method, IOperation call, EquatableArray<HandedStructs> structs)
    {
        if (handed.TryGetValue((method.OriginalDefinition, structs), out CalleeResult? known)) return known;
        EquatableArray<HandedStructs> outer = taken;
        taken = structs;
        CalleeResult result = IsSource(method) ? FromSource(method, call)
            : PublishedBody.TakesMembers(method) ? Made(method, call, structs) : FromBody(method, call, structs);
        taken = outer;
        handed[(method.OriginalDefinition, structs)] = result;
        return result;
    }

    private CalleeResult Inside(IMethodSymbol method, IOperation call) =>
        NumericTypes.Of(method) is { } member ? FromTable(member, method)
        : PublishedBody.TakesMembers(method) ? Made(method, call, [])
        : PublishedBody.Of(method) is not { } body ? FromSource(method, call)
        : PublishedBody.TakesStructs(method) ? Unknown(method, call) : FromBody(method, body);

    /// <summary>A method with a rule, whose source is looked into only for a mode that the rule is not for.</summary>
    private CalleeResult Ruled(IMethodSymbol method, IOperation call, ITypeSymbol? home)
    {
        RuleByHand? jvp = Rules.Of(method, Mode.Forward), vjp = Rules.Of(method, Mode.Reverse);
        Mistake? competing = Modes.Select(mode => Rules.Competing(method, mode, call.Syntax.GetLocation())).FirstOrDefault(static other => other is not null);
        if (competing is not null) return new(null, [competing]);
        Mode[] lacking = [.. Modes.Where(mode => Rules.Of(method, mode) is null)];
        bool isOpen = method.IsVirtual || method.IsAbstract || method.IsOverride;
        CalleeResult? source = lacking.Length > 0 && !isOpen && IsKnown(method) ? Inside(method, call) : null;
        if (lacking.Length > 0 && source?.Function is null) return new(null, source?.Mistakes ?? [UnknownCalls.In(lacking[0], method, call.Syntax)]);
        RuleLowering lowering = new(this, method, call.Syntax) { Home = home };
        Function function = lowering.Of(source?.Function?.Name ?? NameFor(method), source?.Function, jvp, vjp);
        if (lowering.Mistakes.Count > 0) return new(null, lowering.Mistakes);
        functions.RemoveAll(other => other.Name == function.Name);
        functions.Add(function);
        int receivers = method.IsStatic ? 0 : 1;
        bool[]? forward = jvp?.Flows, reverse = vjp?.Flows;
        IEnumerable<int> held = Enumerable.Range(0, method.Parameters.Length)
            .Where(i => forward?[i + receivers] != true && reverse?[i + receivers] != true);
        return new(function, []) { Held = [.. held], Writes = function.Rule!.Writes };
    }

    private CalleeResult FromTable(KnownMember known, IMethodSymbol method)
    {
        Function function = known.ToFunction(NameFor(method));
        functions.Add(function);
        return new(function, []) { ChangesSelf = method.MethodKind is MethodKind.Constructor or MethodKind.PropertySet };
    }

    private CalleeResult FromSource(IMethodSymbol method, IOperation call)
    {
        // A method that is asked for while it is lowered is called by its name.
        if (inLowering.TryGetValue(method, out string? known)) return Recursion(method, known, call);
        // Also for other type arguments: they could grow without end.
        bool isFirst = open.Add(method.OriginalDefinition);
        if (!isFirst && !SymbolEqualityComparer.Default.Equals(method, marked)) return new(null, [RefusedRecursion(method, "", call)]);
        string name = NameFor(method);
        inLowering.Add(method, name);
        Dictionary<ITypeParameterSymbol, ITypeSymbol> outer = substitution;
        substitution = SubstitutionOf(method);
        (Function function, Mistakes mistakes, bool changesSelf) = LowerMethod(method, Extensions.ParametersOf(method.OriginalDefinition), name);
        substitution = outer;
        inLowering.Remove(method);
        if (isFirst) open.Remove(method.OriginalDefinition);
        CalleeResult result = mistakes.HasErrors || mistakes.IsBroken ? new(null, mistakes.All) { IsBroken = mistakes.IsBroken }
            : new(function, []) { ChangesSelf = changesSelf };
        if (result.Function is not null) functions.Add(function);
        return result;
    }

    private CalleeResult Recursion(IMethodSymbol method, string name, IOperation call)
    {
        IrType[] given = method.ReturnsVoid ? [] : [.. LeavesOf(method.ReturnType)];
        IrType[] taken = [.. method.Parameters.SelectMany(parameter => LeavesOf(parameter.Type))];
        bool isPlain = method.IsStatic && given.All(static leaf => leaf.IsNumber) && taken.All(static leaf => leaf.IsNumber || leaf.IsVector)
            && method.Parameters.All(static parameter => parameter.RefKind == RefKind.None);
        if (!isPlain) return new(null, [RefusedRecursion(method, ", which is handed or gives more than numbers and arrays of them,", call)]);
        return new(new Function(name, [], new Block([], [])), []);
    }

    private IEnumerable<IrType> LeavesOf(ITypeSymbol type) => Types.ShapeOf(Substitute(type)).Leaves().Select(static leaf => leaf.Leaf!);

    private static Mistake RefusedRecursion(IMethodSymbol method, string why, IOperation call) =>
        new(Descriptors.NotSupported, call.Syntax.GetLocation(), $"The recursion of '{method.Name}'{why}", "write a loop instead");

    /// <summary>The statements of a function and of all that it calls.</summary>
    public IEnumerable<Statement> Run(Function function)
    {
        ILookup<string, Function> all = functions.ToLookup(static callee => callee.Name);
        HashSet<string> met = [function.Name];
        Queue<Function> left = new([function]);
        while (left.Count > 0)
        {
            foreach (Statement statement in Walk.All(left.Dequeue().Body))
            {
                yield return statement;
                if (statement is not Call call || !met.Add(call.Callee)) continue;
                foreach (Function callee in all[call.Callee]) left.Enqueue(callee);
            }
        }
    }

    /// <summary>Whether a rule by hand is for a method.</summary>
    public bool HasRule(IMethodSymbol method) => UsesRules && Rules.Has(method);

    /// <summary>Whether it is known what a method computes: from its source, from what its assembly says, or from the table of .NET's own types.</summary>
    public bool IsKnown(IMethodSymbol method) => IsSource(method) || NumericTypes.Of(method) is not null
        || PublishedBody.Of(method) is not null || PublishedBody.TakesMembers(method);

    /// <summary>Whether a method's body stands in this compilation, so that it is known what a call of it runs.</summary>
    public bool IsSource(IMethodSymbol method) =>
        IsInSource(method) && !GeneratedMembers.IsGenerated(method)
            && method is { IsAsync: false, IsAbstract: false, IsExtern: false, ReturnsByRef: false, ReturnsByRefReadonly: false }
        && (method.MethodKind == MethodKind.Constructor || BodyOf(method) is not null);

    /// <summary>Whether parameters and results of a method that may be none are seen by their parts: declarations and rules have them as C# has.</summary>
    public bool IsByParts(IMethodSymbol method) => method.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction
        || IsInSource(method) && !HasRule(method) && !SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, marked.OriginalDefinition);

    public bool IsInSource(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly);

    private (Function Function, Mistakes Mistakes, bool ChangesSelf) LowerMethod(IMethodSymbol method, IReadOnlyList<IParameterSymbol> parameters, string name)
    {
        BodyLowering body = new(this, method);
        IOperation? root = BodyOf(method);
        if (root is null && method.MethodKind != MethodKind.Constructor) body.Mistakes.IsBroken = true;
        HandedStructs[] structs = [.. taken];
        taken = [];
        if (root is not null && SymbolEqualityComparer.Default.Equals(method, marked))
        {
            structs = Array.FindAll(structs, one => IsContent(parameters.First(own => own.Ordinal == one.Ordinal), root, body));
            RefusesStructs = structs.Length < Structs.Count;
        }
        List<Variable> variables = [];
        bool constructs = method.MethodKind == MethodKind.Constructor;
        if (constructs) body.Declare(method, PlainRecords.SelfOf(Substitute(method.ContainingType)));
        else if (!method.IsStatic) body.Self = SelfOf(method, body, variables);
        foreach (IParameterSymbol parameter in parameters)
        {
            Enter(parameter, body, variables, Array.Find(structs, one => one.Ordinal == parameter.Ordinal)?.Shape);
        }
        if (constructs) new Constructing(body).Begin(method.OriginalDefinition, cancellation);

        Value returned = root is null ? Value.Nothing : body.LowerBody(root, method.OriginalDefinition);
        List<Operand> results = [.. body.Leaves(returned)];
        foreach (IParameterSymbol parameter in parameters.Where(static p => p.RefKind is RefKind.Ref or RefKind.Out))
        {
            results.AddRange(body.Leaves(body.Environment[body.SlotOf(parameter)!]));
        }
        bool changesSelf = constructs || body.SelfSlot is { } self && !body.Environment[self].Equals(body.Self);
        if (changesSelf) results.AddRange(body.Leaves(body.Environment[body.SelfSlot!]));
        return (new Function(name, variables.ToEquatableArray(), body.Block.Close(results)), body.Mistakes, changesSelf);
    }

    /// <summary>Whether the marked method is content with the elements of an array of structs.</summary>
    private static bool IsContent(IParameterSymbol parameter, IOperation root, BodyLowering body)
    {
        if (body.StructArrays.Misused(parameter, root) is not { } use) return true;
        body.Refuse(
            use.Syntax, $"The array of structs '{parameter.Name}' as a whole", StructArrays.Instead);
        return false;
    }

    private static void Enter(IParameterSymbol parameter, BodyLowering body, List<Variable> variables, Shape? structs)
    {
        Slot slot = structs is not null ? body.Declare(parameter, structs) : body.Declare(parameter, parameter.Type);
        body.Program.Suppressed.Name(parameter.Type);
        if (parameter.RefKind != RefKind.Out) body.Environment[slot] = Taken(slot.Name, slot.Shape, body, variables);
    }

    /// <summary>A value of a shape whose leaves are parameters of the function.</summary>
    public static Value Taken(string of, Shape shape, BodyLowering body, List<Variable> variables)
    {
        Queue<Operand> leaves = new();
        foreach ((string name, IrType type) in BodyLowering.NamesOf(of, shape))
        {
            Variable variable = body.Block.Names.Fresh(name, type);
            variables.Add(variable);
            leaves.Enqueue(variable);
        }
        return BodyLowering.Gather(shape, leaves);
    }

    private Value SelfOf(IMethodSymbol method, BodyLowering body, List<Variable> variables)
    {
        Shape shape = PlainRecords.SelfOf(Substitute(method.ContainingType));
        if (SymbolEqualityComparer.Default.Equals(method, marked))
        {
            return shape.IsRecord && Parts.IsMarked(method.ContainingType) ? Taken("this", shape, body, variables)
                : new Template(body).Write("this").ToText(Types.LeafOf(method.ContainingType));
        }
        Value self = Taken("self", shape, body, variables);
        if (method.ContainingType is { IsValueType: true, IsReadOnly: false } && !method.IsReadOnly)
        {
            body.Environment[body.Declare(body.Method, method.ContainingType)] = self;
        }
        return self;
    }

    /// <summary>The part of a partial method that has the body, which names that part's parameters.</summary>
    public static IMethodSymbol WithBody(IMethodSymbol method) => method.PartialImplementationPart ?? method;

    public IOperation? BodyOf(IMethodSymbol method)
    {
        IMethodSymbol definition = WithBody(method.OriginalDefinition);
        foreach (SyntaxReference reference in definition.DeclaringSyntaxReferences)
        {
            SyntaxNode syntax = reference.Opened(cancellation);
            bool hasBody = syntax is BaseMethodDeclarationSyntax { Body: not null } or BaseMethodDeclarationSyntax { ExpressionBody: not null }
                or AccessorDeclarationSyntax { Body: not null } or AccessorDeclarationSyntax { ExpressionBody: not null } or ArrowExpressionClauseSyntax;
            if (!hasBody) continue;
            return compilation.ModelOf(syntax.SyntaxTree).GetOperation(syntax, cancellation) switch
            {
                IMethodBodyBaseOperation operation => operation.BlockBody ?? operation.ExpressionBody,
                IBlockOperation block => block,
                _ => null,
            };
        }
        return null;
    }

    /// <summary>What a static member of a type parameter's interface is for the type that stands for the parameter here.</summary>
    public ISymbol Implementation(ISymbol member, ITypeSymbol? constrained)
    {
        if (constrained is null || Substitute(constrained) is not INamedTypeSymbol type) return member;
        ISymbol asked = Substitute(member.ContainingType).GetMembers(member.Name)
            .Single(other => SymbolEqualityComparer.Default.Equals(other.OriginalDefinition, member.OriginalDefinition));
        ISymbol implementation = type.FindImplementationForInterfaceMember(asked) ?? member;
        return (implementation, member) is (IMethodSymbol { IsGenericMethod: true } generic, IMethodSymbol called)
            ? generic.ConstructedFrom.Construct([.. called.TypeArguments]) : implementation;
    }

    /// <summary>What a member of a type parameter's interface is for the value before the dot, where no other type can stand for the parameter.</summary>
    public ISymbol Implementation(ISymbol member, IOperation? instance)
    {
        bool isKnown = instance?.Type is ITypeParameterSymbol && member.ContainingType.TypeKind == TypeKind.Interface
            && Substitute(instance.Type) is INamedTypeSymbol { TypeKind: not TypeKind.Interface } and ({ IsValueType: true } or { IsSealed: true });
        ISymbol own = isKnown ? Implementation(member, instance!.Type) : member;
        return own.ContainingType.TypeKind != TypeKind.Interface && own.Name == member.Name ? own : member;
    }

    public ITypeSymbol Substitute(ITypeSymbol type)
    {
        if (substitution.Count == 0) return type;
        return type switch
        {
            ITypeParameterSymbol parameter => substitution.TryGetValue(parameter, out ITypeSymbol? argument) ? argument : type,
            IArrayTypeSymbol array => compilation.CreateArrayTypeSymbol(Substitute(array.ElementType), array.Rank),
            INamedTypeSymbol { IsTupleType: true } tuple => compilation.CreateTupleTypeSymbol(
                [.. tuple.TupleElements.Select(item => Substitute(item.Type))],
                [.. tuple.TupleElements.Select(static item => item.IsExplicitlyNamedTupleElement ? item.Name : null)]),
            INamedTypeSymbol { IsGenericType: true, IsUnboundGenericType: false } named => Substitute(named),
            _ => type,
        };
    }

    private INamedTypeSymbol Substitute(INamedTypeSymbol type)
    {
        if (!type.IsGenericType) return type;
        INamedTypeSymbol definition = type.ContainingType is { IsGenericType: true } outer
            ? Substitute(outer).GetTypeMembers(type.Name, type.Arity).Single()
            : type.ConstructedFrom;
        return type.Arity == 0 ? definition : definition.Construct([.. type.TypeArguments.Select(Substitute)]);
    }

    private string NameFor(IMethodSymbol method)
    {
        string name = method.Name;
        for (int i = 2; !names.Add(name); i++) name = method.Name + i;
        return name;
    }

    /// <summary>Guards every step down: against cancellation and against code that is nested deeper than the stack.</summary>
    public bool Enter(IOperation operation, BodyLowering body)
    {
        cancellation.ThrowIfCancellationRequested();
        body.Here = operation.Syntax;
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            return true;
        }
        catch (InsufficientExecutionStackException)
        {
            body.Refuse(operation.Syntax, "Code nested this deeply", "divide it among several methods");
            return false;
        }
    }

    public SyntaxNode PlaceOf(BodyLowering body) => body.Here ?? marked.DeclaringSyntaxReferences[0].Opened(cancellation);

    public void Refuse(IOperation operation, BodyLowering body)
    {
        if (operation is IInvalidOperation || operation.Type is IErrorTypeSymbol)
        {
            body.Mistakes.IsBroken = true;
            return;
        }
        (string construct, string instead) = Refusals.Of(operation);
        body.Mistakes.Add(CallLowering.Refused(operation.Syntax, construct, instead) with { Culprit = Refusals.CulpritOf(operation) });
        if (operation is not IUsingDeclarationOperation declaration) return;
        foreach (ILocalSymbol local in declaration.DeclarationGroup.GetDeclaredVariables()) body.Mistakes.Silence(local.Name, operation.Syntax);
    }
}
