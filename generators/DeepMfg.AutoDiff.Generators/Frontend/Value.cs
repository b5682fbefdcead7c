using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>What a C# expression is lowered to: the leaves of the IR, in the structure of the C# type.</summary>
internal abstract record Value
{
    /// <summary>What a call of a <c>void</c> method gives.</summary>
    public static readonly Value Nothing = new TupleValue([]);

    public static Value Of(Operand operand) => new Leaf(operand);
}

internal sealed record Leaf(Operand Operand) : Value;

/// <summary>C# without effects that is written where it is used: a string, an enum's member, <c>this</c>.</summary>
internal sealed record Text(string Template, EquatableArray<Operand> Arguments, IrType Type) : Value
{
    /// <summary>Whether the C# compiler computes it.</summary>
    public bool IsConstant { get; init; }

    /// <summary>What declares a variable of its type, which converts it without a cast.</summary>
    public string Declared { get; private init; } = Template;

    /// <summary>The text in the type of a variable that stands for it: members and overloads are chosen by that type.</summary>
    public Text As(IrType type) => type == Type ? this
        : this with { Template = $"(({type.Name}){Declared})", Type = type };
}

/// <summary>A tuple, or a struct or a record by its members.</summary>
internal sealed record TupleValue(EquatableArray<Value> Items) : Value
{
    /// <summary>The shape of a struct or a record, or of an array of those; none of a tuple.</summary>
    public Shape? Record { get; init; }

    /// <summary>A value of a shape.</summary>
    public static TupleValue Of(Shape shape, IEnumerable<Value> items) =>
        new(items.ToEquatableArray()) { Record = shape.IsRecord || shape.Whole is not null ? shape : null };

    /// <summary>Whether its leaves have the types of a shape's.</summary>
    public bool Fits(Shape shape) => Items.Zip(shape.Items, static (value, item) => value switch
    {
        Leaf leaf => leaf.Operand.Type == item.Shape.Leaf,
        TupleValue inner => inner.Fits(item.Shape),
        _ => true,
    }).All(static same => same);

    /// <summary>Another value of the same shape.</summary>
    public TupleValue With(IEnumerable<Value> items) => this with { Items = items.ToEquatableArray() };
}
