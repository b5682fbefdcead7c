using System.Globalization;
using DeepMfg.AutoDiff.Generators.Infrastructure;

namespace DeepMfg.AutoDiff.Generators.IR;

/// <summary>Hands out names that are unique in one function: <c>load</c>, <c>load.1</c>, <c>load.2</c>.</summary>
internal sealed class NameSupply
{
    private readonly Dictionary<string, int> next = [];

    public Variable Fresh(string baseName, IrType type)
    {
        int dot = baseName.IndexOf('.');
        if (dot >= 0) baseName = baseName.Substring(0, dot);
        next.TryGetValue(baseName, out int count);
        next[baseName] = count + 1;
        return new Variable(count == 0 ? baseName : baseName + "." + count.ToString(CultureInfo.InvariantCulture), type);
    }

    /// <summary>Takes note of a name that exists already.</summary>
    public void Reserve(Variable variable)
    {
        string name = variable.BaseName;
        int version = 0;
        for (int i = name.Length + 1; i < variable.Name.Length; i++) version = version * 10 + (variable.Name[i] - '0');
        next.TryGetValue(name, out int count);
        if (version >= count) next[name] = version + 1;
    }
}

/// <summary>Collects the statements of one block; blocks inside it are built by builders that share its names.</summary>
internal sealed class Builder(NameSupply names)
{
    private readonly List<Statement> statements = [];

    public Builder() : this(new NameSupply()) { }

    public NameSupply Names => names;

    /// <summary>The origin given to every statement that is added without one of its own.</summary>
    public string Origin { get; set; } = "";

    /// <summary>The variable that holds an expression's value already, if there is one: it is not computed again.</summary>
    public Func<Apply, Variable?>? Known { get; init; }

    public int Count => statements.Count;

    public Builder Nested() => new(names) { Origin = Origin, Known = Known };

    public void Add(Statement statement) =>
        statements.Add(statement.Origin.IsEmpty && Origin.Length > 0 ? statement with { Origin = Origin } : statement);

    public Variable Let(string name, Expression value)
    {
        if (value is Apply apply && Known?.Invoke(apply) is { } known) return known;
        Variable target = names.Fresh(name, value.Type);
        Add(new Let(target, value));
        return target;
    }

    /// <summary>
    /// Gives the value that the last statement computed a name of its own, where <paramref name="operand"/> is that value and the statement
    /// came after the first <paramref name="since"/>: nothing else mentions it yet.
    /// </summary>
    public Operand Name(Operand operand, string name, int since)
    {
        if (statements.Count <= since || statements[statements.Count - 1] is not Let let || !ReferenceEquals(let.Target, operand)) return operand;
        Variable renamed = names.Fresh(name, let.Target.Type);
        statements[statements.Count - 1] = let with { Target = renamed };
        return renamed;
    }

    /// <summary>What the last statement computes, where <paramref name="operand"/> is that value.</summary>
    public Expression? LastValue(Operand operand) =>
        statements.Count > 0 && statements[statements.Count - 1] is Let let && ReferenceEquals(let.Target, operand) ? let.Value : null;

    /// <summary>Appends what another builder has collected.</summary>
    public void Append(Builder other) => statements.AddRange(other.statements);

    public void AddRange(IEnumerable<Statement> range) => statements.AddRange(range);

    public Block Close(IEnumerable<Operand> yield) => new(statements.ToEquatableArray(), yield.ToEquatableArray());

    public Block Close(params Operand[] yield) => Close((IEnumerable<Operand>)yield);
}
