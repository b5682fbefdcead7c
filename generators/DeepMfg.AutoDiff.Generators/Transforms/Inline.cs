using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>Puts the bodies of callees where they are called, so that what follows sees one function.</summary>
internal static class Inline
{
    /// <summary>How many statements a callee may have that goes into its callers, and a caller that takes callees in.</summary>
    private const int LargestCallee = 200, LargestCaller = 20_000;

    public static Function All(Program program) => Within(program, int.MaxValue, int.MaxValue).Main;

    /// <summary>Only what is small, or is no function that could be called twice; the callees that are left come with it.</summary>
    public static Program Small(Program program) => Within(program, LargestCallee, LargestCaller);

    /// <summary>What a mode is derived of: calls of functions that have a rule for it stay.</summary>
    public static Program For(Mode mode, Program program, bool isWhole) =>
        isWhole ? Within(program, int.MaxValue, int.MaxValue, mode) : Within(program, LargestCallee, LargestCaller, mode);

    /// <summary>A function with certain callees in the place of their calls.</summary>
    public static Function Of(Function function, Dictionary<string, Function> callees) => In(function, callees, int.MaxValue);

    public static Program Within(Program program, int largestCallee, int largestCaller, Mode? mode = null)
    {
        if (program.Callees.IsEmpty) return program;
        HashSet<string> recursive = CallGraph.Recursive(program.Callees);
        var whole = new Dictionary<string, Function>();
        var inlined = new Dictionary<string, Function>();
        bool keeps = mode == Mode.Reverse;
        // Callees stand before their callers, so those that a function calls are whole already.
        foreach (Function callee in program.Callees)
        {
            Function function = In(callee, inlined, largestCaller, keeps);
            whole.Add(function.Name, function);
            if (mode is { } derived && function.Rule is { } rule && (rule.IsOfValue || rule.In(derived) is not null)) continue;
            if (recursive.Contains(function.Name))
            {
                CheckRecursion(function, isAlone: largestCallee < int.MaxValue);
                continue;
            }
            if (!IsCallable(function) || Size(function) <= largestCallee) inlined.Add(function.Name, function);
        }
        Function main = CallWrites.Settle(whole)(In(program.Main, inlined, largestCaller, keeps));
        HashSet<string> called = Called(main, whole);
        foreach (Function caller in called.Select(name => whole[name]).Prepend(main))
        {
            CallWrites.CheckApart(caller);
            if (keeps) Checkpoints.Check(caller, whole, isGeneric: largestCallee == int.MaxValue);
        }
        return new Program(main, program.Callees.Where(callee => called.Contains(callee.Name)).Select(callee => whole[callee.Name]).ToEquatableArray());
    }

    /// <summary>
    /// Whether a function may run again in the reverse sweep, from arguments that a tape can hold: what has an effect may not, and what is no
    /// number cannot be recorded.
    /// </summary>
    private static bool IsCallable(Function function) =>
        function.Parameters.All(static parameter => parameter.Type.IsNumber) && function.Body.Yield.All(static operand => operand.Type.IsNumber)
        && !function.Statements.Exists(Effects.RunsOutside);

    private static void CheckRecursion(Function function, bool isAlone)
    {
        bool isPlain = function.Parameters.All(static parameter => parameter.Type.IsNumber || parameter.Type.IsVector)
            && function.Body.Yield.All(static operand => operand.Type.IsNumber) && !function.Statements.Exists(Effects.RunsOutside);
        string? what = !isAlone ? "in a generic method" : !isPlain ? "which takes or does more than numbers" : null;
        if (what is not null) throw new NotDerivableException($"The recursion of '{function.Name}', {what},", "", "write a loop");
    }

    private static int Size(Function function) => function.Statements.Count;

    private static HashSet<string> Called(Function main, Dictionary<string, Function> functions)
    {
        HashSet<string> called = [];
        Visit(main);
        return called;

        void Visit(Function function)
        {
            foreach (Statement statement in function.Statements)
            {
                if (statement is Call call && called.Add(call.Callee)) Visit(functions[call.Callee]);
            }
        }
    }

    private static Function In(Function function, Dictionary<string, Function> callees, int largest, bool keeps = false)
    {
        if (!function.Statements.Exists(statement => statement is Call call && callees.ContainsKey(call.Callee))) return function;
        var pass = new Expansion(callees, Walk.NamesOf(function), largest - Size(function)) { Keeps = keeps };
        return function with { Body = pass.Of(function.Body) };
    }

    private sealed class Expansion(Dictionary<string, Function> callees, NameSupply names, int room)
    {
        private readonly Copier results = new(names: null);

        /// <summary>Whether calls stay that the reverse sweep makes again.</summary>
        public bool Keeps { get; init; }

        public Block Of(Block block)
        {
            var statements = new List<Statement>();
            foreach (Statement statement in block.Statements)
            {
                if (statement is Call call && Taken(call) is { } callee) Expand(call, callee, statements);
                else statements.Add(Inside(results.Copy(Shell(statement)), statement));
            }
            return new Block(statements.ToEquatableArray(), results.Copy(block.Yield));
        }

        private Function? Taken(Call call)
        {
            if (!callees.TryGetValue(call.Callee, out Function? callee) || call.IsCheckpoint && Keeps) return null;
            int size = Size(callee);
            if (size > room && IsCallable(callee)) return null;
            room -= size;
            return callee;
        }

        // r… = call f(a…)  ⟶  f's statements with its parameters replaced by a…; r… replaced by what they yield
        private void Expand(Call call, Function callee, List<Statement> statements)
        {
            var copier = new Copier(names);
            for (int i = 0; i < callee.Parameters.Count; i++) copier.Replace(callee.Parameters[i], results.Copy(call.Arguments[i]));
            Block body = copier.Copy(callee.Body);
            statements.AddRange(body.Statements);
            for (int i = 0; i < call.Results.Count; i++) results.Replace(call.Results[i], body.Yield[i]);
        }

        /// <summary>The statement without what is in its blocks, which are expanded only once its operands are copied.</summary>
        private static Statement Shell(Statement statement) => statement switch
        {
            If branch => branch with { Then = Empty, Else = Empty },
            Loop loop => loop with { Body = Empty },
            _ => statement,
        };

        private static Block Empty => new([], []);

        private Statement Inside(Statement shell, Statement original) => (shell, original) switch
        {
            (If branch, If from) => branch with { Then = Of(from.Then), Else = Of(from.Else) },
            (Loop loop, Loop from) => loop with { Body = Of(from.Body) },
            _ => shell,
        };
    }
}
