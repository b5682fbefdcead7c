using DeepMfg.AutoDiff.Generators.Infrastructure;

namespace DeepMfg.AutoDiff.Generators.IR;

/// <summary>Questions about statements that every pass asks.</summary>
internal static class Walk
{
    /// <summary>Which of the variables an operand is; −1 where it is none.</summary>
    public static int IndexOf(EquatableArray<Variable> variables, Operand operand)
    {
        for (int i = 0; i < variables.Count; i++)
        {
            if (variables[i] == operand) return i;
        }
        return -1;
    }

    /// <summary>The statement and all inside it without the text that they come from.</summary>
    public static Statement WithoutOrigins(Statement statement) => statement switch
    {
        If branch => branch with { Origin = "", Then = WithoutOrigins(branch.Then), Else = WithoutOrigins(branch.Else) },
        Loop loop => loop with { Origin = "", Body = WithoutOrigins(loop.Body) },
        _ => statement.Origin.IsEmpty ? statement : statement with { Origin = "" },
    };

    private static Block WithoutOrigins(Block block) => block with { Statements = block.Statements.Select(WithoutOrigins).ToEquatableArray() };

    /// <summary>Every statement of a block, those inside others included, in program order.</summary>
    public static List<Statement> All(Block block)
    {
        var all = new List<Statement>(block.Statements.Count);
        AddAll(block, all);
        return all;
    }

    private static void AddAll(Block block, List<Statement> all)
    {
        foreach (Statement statement in block.Statements)
        {
            all.Add(statement);
            if (statement is If or Loop) foreach (Block inner in statement.Blocks) AddAll(inner, all);
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
                foreach (Operand operand in statement.Operands) See(operand);
                foreach (Block inner in statement.Blocks) Visit(inner);
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
        block.Yield.Contains(variable) || block.Statements.Any(statement => statement.Operands.Contains(variable) || statement switch
        {
            If branch => branch.Blocks.All(arm => ReadsOnEveryPath(arm, variable)),
            _ => statement.Blocks.Any(body => ReadsOnEveryPath(body, variable)),
        });

    /// <summary>Every variable that is defined or bound anywhere inside a block.</summary>
    public static HashSet<Variable> DefinedIn(Block block)
    {
        var defined = new HashSet<Variable>();
        foreach (Statement statement in All(block))
        {
            foreach (Variable target in statement.Targets) defined.Add(target);
            foreach (Variable bound in statement.Bound) defined.Add(bound);
        }
        return defined;
    }

    /// <summary>A supply of names that keeps clear of all names of a function.</summary>
    public static NameSupply NamesOf(Function function)
    {
        var names = new NameSupply();
        foreach (Variable parameter in function.Parameters) names.Reserve(parameter);
        foreach (Statement statement in function.Statements)
        {
            foreach (Variable target in statement.Targets) names.Reserve(target);
            foreach (Variable bound in statement.Bound) names.Reserve(bound);
        }
        return names;
    }
}
