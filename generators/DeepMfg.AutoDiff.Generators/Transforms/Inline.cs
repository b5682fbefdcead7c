using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>Puts the bodies of callees where they are called, so that what follows sees one function.</summary>
internal static class Inline
{
    public static Function All(Program program)
    {
        if (program.Callees.IsEmpty) return program.Main;
        var whole = new Dictionary<string, Function>();
        // Callees stand before their callers, so those that a function calls are whole already.
        foreach (Function callee in program.Callees) whole[callee.Name] = In(callee, whole);
        return In(program.Main, whole);
    }

    private static Function In(Function function, Dictionary<string, Function> callees)
    {
        if (!Walk.All(function.Body).Any(static statement => statement is Call)) return function;
        var pass = new Pass(callees, Walk.NamesOf(function));
        return function with { Body = pass.Of(function.Body) };
    }

    private sealed class Pass(Dictionary<string, Function> callees, NameSupply names)
    {
        private readonly Copier results = new(names: null);

        public Block Of(Block block)
        {
            var statements = new List<Statement>();
            foreach (Statement statement in block.Statements)
            {
                if (statement is Call call) Expand(call, statements);
                else statements.Add(Inside(results.Copy(Shell(statement)), statement));
            }
            return new Block(statements.ToEquatableArray(), results.Copy(block.Yield));
        }

        // r… = call f(a…)  ⟶  f's statements with its parameters replaced by a…; r… replaced by what they yield
        private void Expand(Call call, List<Statement> statements)
        {
            Function callee = callees[call.Callee];
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
