using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>
/// Says what is wrong with a program: whether each use is dominated by its definition, names are unique, types and counts agree. Passes
/// rely on it behind the Frontend; tests ask it after every pass.
/// </summary>
internal sealed class Verifier
{
    private readonly Function function;
    private readonly IReadOnlyDictionary<string, Function> callees;
    private readonly List<string> messages;
    private readonly HashSet<string> names = [];
    private readonly Definitions<IrType> variables = new();

    private Verifier(Function function, IReadOnlyDictionary<string, Function> callees, List<string> messages)
    {
        this.function = function;
        this.callees = callees;
        this.messages = messages;
    }

    /// <summary>What is wrong; nothing if the program is well formed.</summary>
    public static IReadOnlyList<string> Messages(Program program)
    {
        List<string> messages = [];
        HashSet<string> recursive = CallGraph.Recursive(program.Callees);
        Dictionary<string, Function> before = [];
        foreach (Function function in program.Callees.Where(function => recursive.Contains(function.Name))) before[function.Name] = function;
        HashSet<string> names = [];
        foreach (Function function in program.Callees.Append(program.Main))
        {
            new Verifier(function, before, messages).Verify();
            if (!names.Add(function.Name)) messages.Add($"There are two functions named {function.Name}.");
            before[function.Name] = function;
        }
        return messages;
    }

    /// <exception cref="InvalidOperationException">The program is not well formed.</exception>
    public static void Check(Program program)
    {
        IReadOnlyList<string> messages = Messages(program);
        if (messages.Count > 0) throw new InvalidOperationException(string.Join("\n", messages) + "\n\n" + Printer.Print(program));
    }

    /// <exception cref="InvalidOperationException">The function is not well formed, or calls another.</exception>
    public static void Check(Function function) => Check(new Program(function, []));

    private void Verify()
    {
        foreach (Variable parameter in function.Parameters) Define(parameter);
        Verify(function.Body, []);
        if (function.Rule is { } rule) Verify(rule);
    }

    private void Verify(CustomRule rule)
    {
        IrType[] inputs = [.. function.Parameters.Select(static parameter => parameter.Type)], results = Types(function.Body.Yield);
        IrType[] pulled = [.. inputs.Where(static type => type.IsFloat)], cotangents = [.. CustomRule.Cotangents(inputs, results)];
        Verify(rule.Call, inputs, results);
        if (rule.Jvp is { } jvp) Verify(jvp, [.. inputs, .. rule.Tangents(inputs)], [.. results, .. results.Where(static type => type.IsReal)]);
        if (rule.Vjp is { } vjp) Verify(vjp, [.. inputs, .. cotangents], [.. results, .. pulled]);
        if (rule.Pair is not { } pair) return;
        Verify(pair.Recording, inputs, [.. results, .. pair.Saved(results.Length)]);
        Verify(pair.Pullback, [.. pair.IsOnTape ? inputs : pair.Saved(results.Length), .. cotangents], pulled);
    }

    private void Verify(Function part, IrType[] inputs, IrType[] results)
    {
        new Verifier(part, callees, messages).Verify();
        Match(part.Parameters, inputs, $"the rule {part.Name}");
        if (!Types(part.Body.Yield).SequenceEqual(results)) Report($"the rule {part.Name} yields other types");
    }

    /// <summary>Verifies a block; what it and its <paramref name="heads"/> define ends with it.</summary>
    private void Verify(Block block, IEnumerable<Variable> heads)
    {
        int outer = variables.Count;
        foreach (Variable variable in heads) Define(variable);
        foreach (Statement statement in block.Statements) Verify(statement);
        Use(block.Yield);
        variables.Leave(outer);
    }

    private void Verify(Statement statement)
    {
        switch (statement)
        {
            case Let let: Verify(let); break;
            case If @if: Verify(@if); break;
            case Loop loop: Verify(loop); break;
            case Call call: Verify(call); break;
            case Opaque opaque: Verify(opaque); break;
            case Store store: Verify(store.Cell, store.Value); break;
            case Reach reach: Verify(reach.Cell); break;
            case Perform perform: Verify(perform); break;
            case Accumulate add:
                Verify(add.Cell, add.Value);
                if (!add.Value.Type.IsFloat) Report($"what is added to {Show(add.Cell)} is no real number");
                break;
            default: Report($"unknown statement {statement.GetType().Name}"); break;
        }
    }

    private void Verify(Let let)
    {
        switch (let.Value)
        {
            case Apply apply:
                Use(apply.Arguments);
                foreach (string error in Typing.Errors(apply)) Report($"{let.Target.Name}: {error}");
                break;
            case Load load: Verify(load.Cell); break;
            case Alloc alloc: Verify(alloc); break;
            case Length length: Verify(length); break;
            case Slice slice: Verify(slice); break;
            case View view:
                Use([view.Storage]);
                VerifyStorage(view.Storage);
                Expect(view.Type.Item, view.Storage.Type.Item!, $"the elements of {Show(view.Storage)}");
                break;
            default: Report($"unknown expression {let.Value.GetType().Name}"); break;
        }
        Expect(let.Target.Type, let.Value.Type, let.Target.Name);
        Define(let.Target);
    }

    private void Verify(If @if)
    {
        Use([@if.Condition]);
        Expect(IrType.Bool, @if.Condition.Type, "the condition of if");
        Verify(@if.Then, []);
        Verify(@if.Else, []);
        Match(@if.Results, Types(@if.Then.Yield), "the then arm");
        Match(@if.Results, Types(@if.Else.Yield), "the else arm");
        Define(@if.Results);
    }

    private void Verify(Loop loop)
    {
        if (loop.Counter is { } counter) Verify(counter);
        VerifyInitials(loop.Carried);
        Verify(loop.Body, loop.Bound);
        IrType[] yields = Types(loop.Body.Yield);
        if (loop.Counter is null && (yields.Length == 0 || yields[0] != IrType.Bool)) Report("the first yield of while is no bool");
        string name = loop.Counter is null ? "while" : "for";
        Match([.. loop.Carried.Select(static carried => carried.Variable)], [.. yields.Skip(loop.Flags)], $"the body of {name}");
        Match(loop.Results, [.. loop.Carried.Select(static carried => carried.Variable.Type)], $"what {name} carries");
        Define(loop.Results);
    }

    private void Verify(Counter counter)
    {
        (Variable index, Operand start, Operand bound, long step, _) = counter;
        Use([start, bound]);
        if (!index.Type.IsInteger) Report($"the index {index.Name} is no integer");
        Expect(index.Type, start.Type, $"the start of {index.Name}");
        Expect(index.Type, bound.Type, $"the bound of {index.Name}");
        if (step == 0) Report($"the step of {index.Name} is zero");
    }

    private void VerifyInitials(EquatableArray<Carried> carried)
    {
        Use(carried.Select(static value => value.Initial));
        foreach (Carried value in carried) Expect(value.Variable.Type, value.Initial.Type, $"the initial value of {value.Variable.Name}");
    }

    private void Verify(Call call)
    {
        Use(call.Arguments);
        if (callees.TryGetValue(call.Callee, out Function? callee))
        {
            Match(callee.Parameters, Types(call.Arguments), $"the call of {call.Callee}");
            Match(call.Results, Types(callee.Body.Yield), $"the results of {call.Callee}");
        }
        else
        {
            Report($"no function {call.Callee} stands before its call");
        }
        foreach (int written in call.Writes)
        {
            if (written >= call.Arguments.Count || !call.Arguments[written].Type.IsStorage) Report($"{call.Callee} writes what is no storage");
        }
        Define(call.Results);
    }

    private void Verify(Opaque opaque)
    {
        Use(opaque.Arguments);
        foreach (string error in Holes.Errors(opaque)) Report($"opaque text {Notation.Quoted(opaque.Text.Template)}: {error}");
        Define(opaque.Results);
    }

    private void Verify(Cell cell, Operand value)
    {
        Verify(cell);
        Use([value]);
        if (cell.Storage.Type.Item is { } item) Expect(item, value.Type, $"an element of {Show(cell.Storage)}");
    }

    private void Verify(Cell cell)
    {
        Use(cell.Operands);
        VerifyStorage(cell.Storage);
        if (cell.Indices.Count != Math.Max(cell.Storage.Type.Rank, 1)) Report($"{Show(cell)} has {cell.Indices.Count} indices");
        foreach (Operand index in cell.Indices) VerifyInteger(index, $"an index of {Show(cell.Storage)}");
    }

    private void Verify(Alloc alloc)
    {
        Use(alloc.Sizes);
        if (alloc.Type.Item is null) Report($"{Show(alloc.Type)} is no storage");
        else if (alloc.Type.IsModel || alloc.Sizes is [{ Type.IsStorage: true }])
        {
            if (alloc.Sizes.Count != 1 || alloc.Sizes[0].Type != alloc.Type) Report($"{Show(alloc.Type)} is made like nothing");
            return;
        }
        else if (alloc.Sizes.Count != alloc.Type.Rank) Report($"{Show(alloc.Type)} has {alloc.Sizes.Count} sizes");
        if (alloc.Contents == Contents.Rows && alloc.Type.Rank != 1) Report($"{Show(alloc.Type)} cannot grow");
        foreach (Operand size in alloc.Sizes) VerifyInteger(size, "a size");
    }

    private void Verify(Length length)
    {
        Use([length.Storage]);
        VerifyStorage(length.Storage);
        if (length.Dimension < 0 || length.Dimension >= Math.Max(length.Storage.Type.Rank, 1))
        {
            Report($"{Show(length.Storage)} has no dimension {length.Dimension}");
        }
    }

    private void Verify(Slice slice)
    {
        Use(slice.Operands);
        VerifyStorage(slice.Storage);
        if (slice.Storage.Type.Rank != 1 || slice.Type.Rank != 1) Report($"{Show(slice.Storage)} has no slices");
        Expect(slice.Type.Item, slice.Storage.Type.Item!, $"the elements of {Show(slice.Storage)}");
        Expect(IrType.Int32, slice.Start.Type, $"where a slice of {Show(slice.Storage)} begins");
        Expect(IrType.Int32, slice.Count.Type, $"the length of a slice of {Show(slice.Storage)}");
    }

    private void Verify(Perform perform)
    {
        Use(perform.Arguments);
        if (!Kernels.TryGet(perform.Kernel, out Kernel kernel)) Report($"{perform.Kernel} is no primitive over storage");
        else if (kernel.Accesses.Count != perform.Arguments.Count) Report($"{perform.Kernel} has {kernel.Accesses.Count} operands");
        else Verify(perform, kernel);
        Define(perform.Results);
    }

    private void Verify(Perform perform, Kernel kernel)
    {
        if (perform.Results.Count != (kernel.HasResult ? 1 : 0)) Report($"{perform.Kernel} has {perform.Results.Count} results");
        if (Kernels.IsInOrder(perform.Kernel)) return;
        for (int i = 0; i < perform.Arguments.Count; i++)
        {
            bool isStorage = kernel.Accesses[i] == Access.Measures || kernel.Writes(i) && !kernel.MayLack(i);
            if (isStorage || kernel.Namespace is null) VerifyStorage(perform.Arguments[i]);
        }
        foreach (Variable result in perform.Results)
        {
            if (!result.Type.IsFloat) Report($"{result.Name} is no real number");
        }
    }

    private void VerifyStorage(Operand operand)
    {
        if (!operand.Type.IsStorage || operand is Constant) Report($"{Show(operand)} is no storage");
    }

    private void VerifyInteger(Operand operand, string what)
    {
        if (!operand.Type.IsInteger) Report($"{what} is no integer");
    }

    private void Use(IEnumerable<Operand> operands)
    {
        foreach (Operand operand in operands)
        {
            if (operand is not Variable variable) continue;
            if (!variables.TryGet(variable.Name, out IrType? type)) Report($"{variable.Name} is used where it is not defined");
            else if (type != variable.Type) Report($"{variable.Name} is used as {Show(variable.Type)}, but is {Show(type!)}");
        }
    }

    private void Define(EquatableArray<Variable> defined)
    {
        foreach (Variable variable in defined) Define(variable);
    }

    private void Define(Variable variable)
    {
        NameOnce(variable.Name);
        variables.Enter(variable.Name, variable.Type);
    }

    private void NameOnce(string name)
    {
        if (!Notation.IsName(name)) Report($"{Notation.Quoted(name)} is no name");
        if (!names.Add(name)) Report($"{name} is defined twice");
    }

    private void Match(EquatableArray<Variable> targets, IrType[] types, string what)
    {
        if (targets.Count != types.Length)
        {
            Report($"{what}: {targets.Count} values are wanted, {types.Length} are given");
            return;
        }
        for (int i = 0; i < types.Length; i++) Expect(targets[i].Type, types[i], $"{what}, {targets[i].Name}");
    }

    private void Expect(IrType? expected, IrType actual, string what)
    {
        if (expected is not null && expected != actual) Report($"{what}: {Show(expected)} is wanted, {Show(actual)} is given");
    }

    private void Report(string message) => messages.Add($"In {function.Name}: {message}.");

    private static IrType[] Types(EquatableArray<Operand> operands) => [.. operands.Select(static operand => operand.Type)];

    private static string Show(IrType type) => Notation.Type(type);

    private static string Show(Operand operand) => operand is Variable variable ? variable.Name : Notation.Literal((Constant)operand);

    private static string Show(Cell cell) => $"{Show(cell.Storage)}[{string.Join(", ", cell.Indices.Select(Show))}]";

    /// <summary>What is defined at a place; blocks enter names and leave them all at once.</summary>
    private sealed class Definitions<T> where T : class
    {
        private readonly Dictionary<string, T> values = [];
        private readonly List<string> order = [];

        public int Count => order.Count;

        public bool TryGet(string name, out T? value) => values.TryGetValue(name, out value);

        public void Enter(string name, T value)
        {
            order.Add(name);
            values[name] = value;
        }

        public void Leave(int count)
        {
            for (int i = count; i < order.Count; i++) values.Remove(order[i]);
            order.RemoveRange(count, order.Count - count);
        }
    }
}
