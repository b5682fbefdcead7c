using DeepMfg.AutoDiff.Generators.Diagnostics;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>
/// One method's body on its way to the IR: the block that is being written, what the variables hold here, and the lowerings of the kinds
/// of syntax, which call one another through it.
/// </summary>
internal sealed class BodyLowering
{
    /// <summary>How many blocks may stand in one another: all later stages descend by recursion.</summary>
    private const int DeepestNest = 150;

    private readonly Dictionary<ISymbol, Slot> slots = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Cell> references = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, StructElement> structs = new(SymbolEqualityComparer.Default);
    private int ordinal, depth;

    public BodyLowering(ProgramLowering program, IMethodSymbol method)
    {
        Program = program;
        Method = method;
        Expressions = new ExpressionLowering(this);
        Statements = new StatementLowering(this);
        Assignments = new AssignmentLowering(this);
        Patterns = new PatternLowering(this);
        Loops = new LoopLowering(this);
        Calls = new CallLowering(this);
        Arguments = new ArgumentLowering(this);
        Receivers = new Receivers(this);
        Opaques = new OpaqueLowering(this);
        Texts = new TextLowering(this);
        Elements = new Elements(this);
        StructArrays = new StructArrays(this);
    }

    public ProgramLowering Program { get; }

    public IMethodSymbol Method { get; }

    public Mistakes Mistakes { get; } = new();

    public ExpressionLowering Expressions { get; }

    public StatementLowering Statements { get; }

    public AssignmentLowering Assignments { get; }

    public PatternLowering Patterns { get; }

    public LoopLowering Loops { get; }

    public CallLowering Calls { get; }

    public ArgumentLowering Arguments { get; }

    public Receivers Receivers { get; }

    public OpaqueLowering Opaques { get; }

    public TextLowering Texts { get; }

    public Elements Elements { get; }

    public StructArrays StructArrays { get; }

    public Builder Block { get; private set; } = new();

    public Environment Environment { get; private set; } = new(null);

    public Frame Frame { get; set; } = null!;

    /// <summary>The syntax that is being lowered.</summary>
    public SyntaxNode? Here { get; set; }

    /// <summary>The receiver of an instance method.</summary>
    public Value? Self { get; set; }

    /// <summary>The receiver of a method of a struct that is called, which the method may change.</summary>
    public Slot? SelfSlot => SlotOf(Method);

    /// <summary>What stands before the <c>?.</c> that is being lowered.</summary>
    public Value? Accessed { get; set; }

    public Slot Declare(ISymbol symbol, ITypeSymbol type, bool escapes = false) => Declare(
        symbol, symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol method } ? ShapeFor(method, type) : ShapeOf(type), escapes);

    /// <summary>What a variable of the method's own holds.</summary>
    public Shape ShapeOf(ITypeSymbol type) => Nullables.ShapeOf(Program.Substitute(type));

    /// <summary>What a parameter or the result of a method is.</summary>
    public Shape ShapeFor(IMethodSymbol method, ITypeSymbol type) =>
        Program.IsByParts(method) ? PlainRecords.Given(Program.Substitute(type)) ?? ShapeOf(type) : Types.ShapeOf(Program.Substitute(type));

    public Slot Declare(ISymbol symbol, Shape shape, bool escapes = false)
    {
        Slot slot = Declare(symbol is IMethodSymbol ? "self" : symbol.Name, shape, escapes);
        slots[symbol] = slot;
        return slot;
    }

    public Slot Declare(string name, Shape shape, bool escapes = false)
    {
        Slot slot = new(name, shape, ordinal++) { Escapes = escapes };
        Environment[slot] = Dummy(shape);
        return slot;
    }

    public Slot DeclareFlag(string name) => Declare(name, Shape.Of(IrType.Bool, "bool"));

    /// <summary>Has a <c>ref</c> variable stand for an element.</summary>
    public void Refer(ISymbol variable, Cell cell) => references[variable] = cell;

    /// <summary>Has a <c>ref</c> variable stand for an element of an array of structs.</summary>
    public void Refer(ISymbol variable, StructElement element) => structs[variable] = element;

    /// <summary>The element of an array of structs that a <c>ref</c> variable stands for.</summary>
    public StructElement? ReferredStruct(ISymbol variable) => structs.TryGetValue(variable, out StructElement? element) ? element : null;

    /// <summary>The element that a <c>ref</c> variable stands for.</summary>
    public Cell? Referred(ISymbol variable) => references.TryGetValue(variable, out Cell? cell) ? cell : null;

    /// <summary>Has the variables of a method mean afterwards what they mean now, whatever its code, lowered once more meanwhile, makes of them.</summary>
    public Action Keep(IMethodSymbol method)
    {
        KeyValuePair<ISymbol, Slot>[] own = [.. slots.Where(slot => SymbolEqualityComparer.Default.Equals(slot.Key.ContainingSymbol, method))];
        return () =>
        {
            foreach (KeyValuePair<ISymbol, Slot> slot in own) slots[slot.Key] = slot.Value;
        };
    }

    public Slot? SlotOf(ISymbol symbol) => slots.TryGetValue(symbol, out Slot? slot) ? slot : null;

    public Operand Flag(Slot slot) => ((Leaf)Environment[slot]).Operand;

    public void Set(Slot flag, bool value) => Environment[flag] = Value.Of(Constant.Of(value));

    /// <summary>A value of the shape that nobody reads: of a variable before its first assignment, of an arm that throws.</summary>
    public static Value Dummy(Shape shape) => shape.Leaf is { } leaf
        ? Value.Of(Constant.Zero(leaf))
        : TupleValue.Of(shape, shape.Items.Select(static item => Dummy(item.Shape)));

    /// <summary>Lowers into a block of its own, with its own layer of variables.</summary>
    public Arm Branch(Func<Completion> lower)
    {
        Arm arm = new(Block.Nested(), new Environment(Environment));
        if (++depth > DeepestNest) Refuse(Program.PlaceOf(this), "Code nested this deeply", "divide it among several methods");
        else Resume(arm, lower);
        depth--;
        return arm;
    }

    /// <summary>Goes on lowering at the end of an arm.</summary>
    public void Resume(Arm arm, Func<Completion> lower)
    {
        (Builder block, Environment environment) = (Block, Environment);
        (Block, Environment) = (arm.Block, arm.Environment);
        arm.Completion = lower();
        (Block, Environment) = (block, environment);
    }

    public void Refuse(SyntaxNode at, string construct, string instead) =>
        Mistakes.Add(Descriptors.NotSupported, at, construct, instead);

    public Variable Let(string name, Primitive row, IReadOnlyList<Operand> arguments, SyntaxNode at, IrType? given = null)
    {
        Apply value = Primitives.Apply(row, arguments, given);
        Let let = new(Block.Names.Fresh(name, value.Type), value) { Origin = Block.Origin };
        Add(let, at);
        return let.Target;
    }

    public Variable Let(string name, Expression value, SyntaxNode at)
    {
        Let let = new(Block.Names.Fresh(name, value.Type), value) { Origin = Block.Origin };
        Add(let, at);
        return let.Target;
    }

    public void Add(Statement statement, SyntaxNode at)
    {
        Block.Add(statement);
        Program.Places[statement] = at;
    }

    /// <summary>The leaves of a value, each an operand in the current block.</summary>
    public IEnumerable<Operand> Leaves(Value value) => value switch
    {
        Leaf leaf => [leaf.Operand],
        Text text => [Opaques.Materialize(text, "value")],
        TupleValue tuple => tuple.Items.SelectMany(Leaves),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>A value of this shape from its leaves, which it takes in order.</summary>
    public static Value Gather(Shape shape, Queue<Operand> leaves) => shape.Leaf is not null
        ? Value.Of(leaves.Dequeue())
        : TupleValue.Of(shape, [.. shape.Items.Select(item => Gather(item.Shape, leaves))]);

    /// <summary>The names of a shape's leaves: of a tuple <c>p</c>, <c>pA</c> and <c>pB</c>.</summary>
    public static IEnumerable<(string Name, IrType Type)> NamesOf(string name, Shape shape) => shape.Leaf is { } leaf
        ? [(name, leaf)]
        : shape.Items.SelectMany(item => NamesOf(name + char.ToUpperInvariant(item.Name[0]) + item.Name.Substring(1), item.Shape));
}
