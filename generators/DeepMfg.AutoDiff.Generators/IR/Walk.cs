using DeepMfg.AutoDiff.Generators.Infrastructure;

namespace DeepMfg.AutoDiff.Generators.IR;

/// <summary>Questions about statements that every pass asks.</summary>
internal static class Walk
{
    /// <summary>The variables that a statement defines for those that follow it.</summary>
    public static EquatableArray<Variable> Targets(Statement statement) => statement switch
    {
        Let let => [let.Target],
        If branch => branch.Results,
        For loop => loop.Results,
        While loop => loop.Results,
        Call call => call.Results,
        Opaque opaque => opaque.Results,
        _ => [],
    };

    /// <summary>The operands that a statement itself reads, those of its blocks left out.</summary>
    public static EquatableArray<Operand> Operands(Statement statement) => statement switch
    {
        Let { Value: Apply apply } => apply.Arguments,
        If branch => [branch.Condition],
        For loop => [.. loop.Carried.Select(static carried => carried.Initial), loop.Counter.Start, loop.Counter.Bound],
        While loop => [.. loop.Carried.Select(static carried => carried.Initial)],
        Call call => call.Arguments,
        Opaque opaque => opaque.Arguments,
        Put put => [put.Value],
        OpenTape { Rows: { } rows } => [rows],
        _ => [],
    };

    /// <summary>Which of the variables an operand is; −1 where it is none.</summary>
    public static int IndexOf(EquatableArray<Variable> variables, Operand operand)
    {
        for (int i = 0; i < variables.Count; i++)
        {
            if (variables[i] == operand) return i;
        }
        return -1;
    }

    public static Block[] Blocks(Statement statement) => statement switch
    {
        If branch => [branch.Then, branch.Else],
        For loop => [loop.Body],
        While loop => [loop.Body],
        _ => [],
    };

    /// <summary>The statement and all inside it without the text that they come from.</summary>
    public static Statement WithoutOrigins(Statement statement) => statement switch
    {
        If branch => branch with { Origin = "", Then = WithoutOrigins(branch.Then), Else = WithoutOrigins(branch.Else) },
        For loop => loop with { Origin = "", Body = WithoutOrigins(loop.Body) },
        While loop => loop with { Origin = "", Body = WithoutOrigins(loop.Body) },
        _ => statement with { Origin = "" },
    };

    private static Block WithoutOrigins(Block block) => block with { Statements = block.Statements.Select(WithoutOrigins).ToEquatableArray() };

    /// <summary>The variables that a loop binds for its body.</summary>
    public static Variable[] Bound(Statement statement) => statement switch
    {
        For loop => [loop.Counter.Index, .. loop.Carried.Select(static carried => carried.Variable)],
        While loop => [.. loop.Carried.Select(static carried => carried.Variable)],
        _ => [],
    };

    /// <summary>Every statement of a block, those inside others included, in program order.</summary>
    public static List<Statement> All(Block block)
    {
        var all = new List<Statement>();
        Add(block);
        return all;

        void Add(Block current)
        {
            foreach (Statement statement in current.Statements)
            {
                all.Add(statement);
                foreach (Block inner in Blocks(statement)) Add(inner);
            }
        }
    }

    /// <summary>Every variable that a block's statements and yields mention, once each, in the order of their first mention.</summary>
    public static List<Variable> Mentioned(Block block)
    {
        var seen = new HashSet<Variable>();
        var order = new List<Variable>();
        Visit(block);
        return order;

        void Visit(Block current)
        {
            foreach (Statement statement in current.Statements)
            {
                foreach (Operand operand in Operands(statement)) See(operand);
                foreach (Block inner in Blocks(statement)) Visit(inner);
            }
            foreach (Operand operand in current.Yield) See(operand);
        }

        void See(Operand operand)
        {
            if (operand is Variable variable && seen.Add(variable)) order.Add(variable);
        }
    }

    /// <summary>Whether something reads a variable on every path through a block; what a loop reads counts, though it may make no trip.</summary>
    public static bool ReadsOnEveryPath(Block block, Variable variable) =>
        block.Yield.Contains(variable) || block.Statements.Any(statement => Operands(statement).Contains(variable) || statement switch
        {
            If branch => Blocks(branch).All(arm => ReadsOnEveryPath(arm, variable)),
            _ => Blocks(statement).Any(body => ReadsOnEveryPath(body, variable)),
        });

    /// <summary>Every variable that is defined or bound anywhere inside a block.</summary>
    public static HashSet<Variable> DefinedIn(Block block)
    {
        var defined = new HashSet<Variable>();
        foreach (Statement statement in All(block))
        {
            foreach (Variable target in Targets(statement)) defined.Add(target);
            foreach (Variable bound in Bound(statement)) defined.Add(bound);
        }
        return defined;
    }

    /// <summary>A supply of names that keeps clear of all names of a function.</summary>
    public static NameSupply NamesOf(Function function)
    {
        var names = new NameSupply();
        foreach (Variable parameter in function.Parameters) names.Reserve(parameter);
        foreach (Variable variable in DefinedIn(function.Body)) names.Reserve(variable);
        return names;
    }
}
