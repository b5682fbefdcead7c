namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>The formulas of a value with several parts. A single one goes with each part of another.</summary>
internal sealed class Terms(params Term[] items)
{
    public int Count => items.Length;

    public Term this[int index] => items[index];

    public IReadOnlyList<Term> Items => items;

    public static implicit operator Terms(Term single) => new(single);

    public static implicit operator Terms(double value) => new(value);

    public static Terms operator +(Terms a, Terms b) => Each("Add", a, b);

    public static Terms operator -(Terms a, Terms b) => Each("Subtract", a, b);

    public static Terms operator *(Terms a, Terms b) => Each("Multiply", a, b);

    public static Terms operator /(Terms a, Terms b) => Each("Divide", a, b);

    public static Terms operator -(Terms a) => Each("Negate", a);

    /// <summary>A primitive of each part.</summary>
    public static Terms Each(string primitive, params Terms[] arguments) => Of(
        arguments.Max(static argument => argument.Count),
        i => Op.Of(primitive, [.. arguments.Select(argument => argument.Count == 1 ? argument[0] : argument[i])]));

    public static Terms Of(int count, Func<int, Term> item) => new([.. Enumerable.Range(0, count).Select(item)]);

    /// <summary>Parts that follow each other.</summary>
    public Terms From(int start, int count) => Of(count, i => items[start + i]);

    public static Terms Join(params Terms[] parts) => new([.. parts.SelectMany(static part => part.Items)]);

    public static Term Dot(Terms a, Terms b) => Enumerable.Range(0, a.Count).Select(i => a[i] * b[i]).Aggregate(static (sum, next) => sum + next);

    public static Terms Cross(Terms a, Terms b) => new(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]);

    public static Term Squared(Terms a) => Dot(a, a);

    public static Term Length(Terms a) => Function("Sqrt", Squared(a));

    public static Term Function(string primitive, params Term[] arguments) => Op.Of(primitive, arguments);

    /// <summary>One of two values, of which both are evaluated.</summary>
    public static Terms Choose(Term condition, Terms yes, Terms no) => Of(yes.Count, i => condition.Then(yes[i], no[i]));
}
