using DeepMfg.AutoDiff.Generators.Infrastructure;

namespace DeepMfg.AutoDiff.Generators.IR;

/// <summary>Reads printed IR by the grammar at the head of <c>Function.cs</c>: a method for each production.</summary>
internal sealed class Parser : TokenReader
{
    /// <summary>Of the grammar, for texts that last: one that another version has written may mean something else.</summary>
    public const int Version = 2;

    private readonly Dictionary<string, Variable> variables = [];
    private readonly IReadOnlyDictionary<string, ElementMember> members;

    private Parser(string text, IReadOnlyDictionary<string, ElementMember> members) : base(text) => this.members = members;

    /// <param name="text">The text.</param>
    /// <param name="members">The numbers of structs that storage holds, by their notation.</param>
    /// <exception cref="ParseException">The text does not follow the grammar.</exception>
    public static Program Parse(string text, IReadOnlyDictionary<string, ElementMember>? members = null)
    {
        Parser parser = new(text, members ?? new Dictionary<string, ElementMember>());
        Function main = parser.Function();
        List<Function> callees = [];
        while (parser.Current.Kind != TokenKind.End) callees.Add(parser.Function());
        return new Program(main, callees.ToEquatableArray());
    }

    private Function Function()
    {
        variables.Clear();
        Expect("function");
        string name = Name();
        Expect("(");
        EquatableArray<Variable> parameters = ListUntil(")", Define);
        Sweep part = Sweep();
        var function = new Function(name, parameters, Block()) { Part = part };
        return Take("called") ? function with { Rule = Rule() } : function;
    }

    private Sweep Sweep() => Take("forward", "sweep") ? IR.Sweep.Forward : Take("reverse", "sweep") ? IR.Sweep.Reverse : IR.Sweep.None;

    private CustomRule Rule() => new(Function(), Take("jvp") ? Function() : null, Take("vjp") ? Function() : null)
    {
        Pair = Take("pair") ? new RulePair(Function(), Function()) : null,
    };

    private Block Block()
    {
        Expect("{");
        List<Statement> statements = [];
        while (!IsKeyword("yield")) statements.Add(Statement());
        Expect("yield");
        return new Block(statements.ToEquatableArray(), ListUntil("}", Operand));
    }

    private Statement Statement()
    {
        List<(string Name, IrType Type)> results = Results();
        if (Take("if")) return If(results);
        if (Take("for")) return For(results);
        if (Take("while")) return While(results);
        if (Take("call")) return Call(results);
        if (Take("opaque")) return Opaque(results);
        if (Take("perform")) return Perform(results);
        if (results.Count > 0) throw Error("if, for, while, call, opaque or perform");
        if (Take("let")) return Let();
        if (Take("store")) return Store();
        if (Take("add")) return Accumulate();
        if (Take("reach")) return WithOrigin(new Reach(Cell()));
        throw Error("a statement");
    }

    /// <summary>The results' names and types; they are defined behind their statement, whose blocks cannot see them.</summary>
    private List<(string Name, IrType Type)> Results()
    {
        List<(string Name, IrType Type)> results = [];
        if (Current.Kind != TokenKind.Name || !Next(":")) return results;
        do results.Add(NameAndType());
        while (Take(","));
        Expect("=");
        return results;
    }

    private Let Let()
    {
        (string name, IrType type) = NameAndType();
        Expect("=");
        return WithOrigin(new Let(Define(name, type), Expression(type)));
    }

    // A keyword is one by its place: before the parenthesis of a call it is a primitive's name.
    private Expression Expression(IrType type)
    {
        if (!Next("("))
        {
            if (Take("load")) return new Load(Cell()) { Throws = Take("throws") };
            if (Take("slice")) return Slice(type);
            if (Take("view"))
            {
                Operand viewed = Operand();
                Expect("as");
                return new View(viewed, Type());
            }
            if (Take("length")) return new Length(Operand(), Take(",") ? (int)Integer() : 0);
            if (Take("alloc"))
            {
                IrType storage = Type();
                EquatableArray<Operand> sizes = Arguments();
                return new Alloc(storage, sizes, Take("zero") ? Contents.Zero : Take("rows") ? Contents.Rows : Contents.Unspecified);
            }
        }
        string primitive = Name();
        return new Apply(primitive, Arguments(), type);
    }

    private Slice Slice(IrType type)
    {
        Operand whole = Operand();
        Expect("[");
        Operand start = Operand();
        Expect(",");
        Slice slice = new(whole, start, Operand(), type);
        Expect("]");
        return slice with { Throws = Take("throws") };
    }

    private Cell Cell()
    {
        Operand storage = Operand();
        Expect("[");
        return storage.Type.IsStorage ? new Cell(storage, ListUntil("]", Operand)) : throw ErrorBehind("what has elements is storage.");
    }

    private If If(List<(string Name, IrType Type)> results)
    {
        Operand condition = Operand();
        Origin origin = Origin();
        Block then = Block();
        Expect("else");
        Block @else = Block();
        return new If(Define(results), condition, then, @else) { Origin = origin };
    }

    private Loop For(List<(string Name, IrType Type)> results)
    {
        (string name, IrType type) = NameAndType();
        Expect("in");
        Operand start = Operand();
        bool inclusive = Take("..=");
        if (!inclusive) Expect("..");
        Operand bound = Operand();
        Expect("by");
        long step = Integer();
        EquatableArray<Carried> carried = Carrying();
        Origin origin = Origin();
        Counter counter = new(Define(name, type), start, bound, step, inclusive);
        Block body = Block();
        return new Loop(Define(results), counter, carried, body) { Origin = origin };
    }

    private Loop While(List<(string Name, IrType Type)> results)
    {
        EquatableArray<Carried> carried = Carrying();
        Origin origin = Origin();
        Block body = Block();
        return new Loop(Define(results), null, carried, body) { Origin = origin };
    }

    private EquatableArray<Carried> Carrying()
    {
        if (!Take("carrying")) return [];
        List<(string Name, IrType Type, Operand Initial)> carried = [];
        do
        {
            (string name, IrType type) = NameAndType();
            Expect("=");
            carried.Add((name, type, Operand()));
        }
        while (Take(","));
        return carried.Select(value => new Carried(Define(value.Name, value.Type), value.Initial)).ToEquatableArray();
    }

    private Call Call(List<(string Name, IrType Type)> results)
    {
        string callee = Name();
        EquatableArray<Operand> arguments = Arguments();
        List<int> writes = [];
        if (Take("writes"))
        {
            do writes.Add((int)Integer());
            while (Take(","));
        }
        return WithOrigin(new Call(Define(results), callee, arguments) { Writes = writes.ToEquatableArray(), IsCheckpoint = Take("checkpoint") });
    }

    private Opaque Opaque(List<(string Name, IrType Type)> results)
    {
        bool hasValue = Take("value"), pure = Take("pure"), throws = Take("throws"), reads = Take("reads");
        if (Current.Kind != TokenKind.String) throw Error("the opaque text");
        string template = Advance().Text;
        EquatableArray<Operand> arguments = Arguments();
        return WithOrigin(new Opaque(Define(results), new OpaqueText(template, hasValue, pure, throws) { Reads = reads }, arguments));
    }

    private Perform Perform(List<(string Name, IrType Type)> results)
    {
        var perform = new Perform(Name(), Arguments()) { Throws = Take("throws") };
        return WithOrigin(results.Count == 0 ? perform : perform with { Results = Define(results) });
    }

    private Store Store()
    {
        Cell cell = Cell();
        bool throws = Take("throws");
        Expect("=");
        return WithOrigin(new Store(cell, Operand()) { Throws = throws });
    }

    private Accumulate Accumulate()
    {
        Cell cell = Cell();
        bool throws = Take("throws");
        Expect("+=");
        return WithOrigin(new Accumulate(cell, Operand()) { Throws = throws });
    }

    private T WithOrigin<T>(T statement) where T : Statement =>
        Origin() is { IsEmpty: false } origin ? (T)(statement with { Origin = origin }) : statement;

    private Origin Origin()
    {
        Sweep begins = Sweep();
        return new(Current.Kind == TokenKind.String ? Advance().Text : "", begins);
    }

    private EquatableArray<Operand> Arguments()
    {
        Expect("(");
        return ListUntil(")", Operand);
    }

    private Operand Operand()
    {
        Token token = Current;
        bool isName = token.Kind == TokenKind.Name && (token.IsEscaped || Notation.Escaped(token.Text) == token.Text);
        if (token.Kind is not (TokenKind.Name or TokenKind.Number)) throw Error("a variable or a constant");
        Advance();
        if (!isName) return Constant(token.Text, Take(":") ? Type() : null);
        return variables.TryGetValue(token.Text, out Variable? variable) ? variable
            : throw ErrorBehind($"the variable '{token.Text}' is not defined.");
    }

    private Constant Constant(string text, IrType? given)
    {
        if (text is "true" or "false") return new Constant(text == "true" ? 1 : 0, given ?? IrType.Bool);
        if (Notation.ParseBits(text) is { } bits) return new Constant(bits, given ?? IrType.Float64);
        IrType type = given ?? (Notation.ParseInteger(text) is null ? IrType.Float64 : IrType.Int32);
        long? value = type.IsFloat ? Notation.ParseReal(text, type.Element) : Notation.ParseInteger(text);
        return new Constant(value ?? throw ErrorBehind($"'{text}' is no {Notation.Type(type)}."), type);
    }

    private Variable Define()
    {
        (string name, IrType type) = NameAndType();
        return Define(name, type);
    }

    private EquatableArray<Variable> Define(List<(string Name, IrType Type)> results) =>
        results.Select(result => Define(result.Name, result.Type)).ToEquatableArray();

    private Variable Define(string name, IrType type) => variables[name] = new Variable(name, type);

    private (string Name, IrType Type) NameAndType()
    {
        string name = Identifier();
        Expect(":");
        return (name, Type());
    }

    private IrType Type()
    {
        string name = Identifier();
        IrType type = Notation.TypeOf(name) ?? throw ErrorBehind($"'{name}' is no type.");
        if (type.IsOpaque)
        {
            if (Current.Kind != TokenKind.String) throw Error("the C# name of the opaque type");
            type = type with { Name = Advance().Text };
        }
        if (Take("model"))
        {
            if (Current.Kind != TokenKind.String) throw Error("the C# name of the type parameter");
            return IrType.Model(type, Advance().Text);
        }
        while (Is("[")) type = Storage(type);
        return type;
    }

    private IrType Storage(IrType item)
    {
        Expect("[");
        int rank = 1;
        while (Take(",")) rank++;
        Expect("]");
        StorageForm form = Take("array") ? StorageForm.Array : Take("readonly") ? StorageForm.ReadOnlySpan
            : Take("table") ? StorageForm.Table : StorageForm.Span;
        IrType storage = IrType.Storage(item, rank, form);
        if (!Take("of")) return storage;
        if (Current.Kind != TokenKind.String) throw Error("a number of a struct");
        return members.TryGetValue(Advance().Text, out ElementMember? member) ? storage with { Member = member }
            : throw ErrorBehind("no such number is known.");
    }
}
