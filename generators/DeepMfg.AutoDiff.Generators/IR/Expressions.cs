using DeepMfg.AutoDiff.Generators.Infrastructure;

namespace DeepMfg.AutoDiff.Generators.IR;

internal abstract record Expression(IrType Type)
{
    private EquatableArray<Operand> operands;

    // What a copy with other parts reads is asked anew.
    protected Expression(Expression original) => Type = original.Type;

    public EquatableArray<Operand> Operands => operands.IsDefault ? operands = ReadsWhat() : operands;

    /// <summary>The same of other operands.</summary>
    public abstract Expression Map(Func<Operand, Operand> map);

    public virtual bool Equals(Expression? other) =>
        ReferenceEquals(this, other) || (other is not null && EqualityContract == other.EqualityContract && Type == other.Type);

    public override int GetHashCode() => Type.GetHashCode();

    protected abstract EquatableArray<Operand> ReadsWhat();
}

/// <summary>A primitive of the rules' table, by name.</summary>
internal sealed record Apply(string Primitive, EquatableArray<Operand> Arguments, IrType Type) : Expression(Type)
{
    protected override EquatableArray<Operand> ReadsWhat() => Arguments;

    public override Expression Map(Func<Operand, Operand> map)
    {
        EquatableArray<Operand> arguments = Arguments.Map(map);
        return arguments.IsSame(Arguments) ? this : this with { Arguments = arguments };
    }

    // The type nearly always follows from the rest.
    public override int GetHashCode() => Primitive.GetHashCode() * 397 ^ Arguments.GetHashCode();

    public bool Equals(Apply? other) =>
        ReferenceEquals(this, other) || (other is not null && Primitive == other.Primitive && Arguments == other.Arguments && Type == other.Type);
}

/// <summary>Reads an element of storage.</summary>
internal sealed record Load(Cell Cell) : Expression(Cell.Type)
{
    /// <summary>Whether the user reads it, who is to see that there is no such element even if nobody needs the value.</summary>
    public bool Throws { get; init; }

    protected override EquatableArray<Operand> ReadsWhat() => Cell.Operands;

    public override Expression Map(Func<Operand, Operand> map) => Cell.Map(map) is var cell && ReferenceEquals(cell, Cell) ? this : this with { Cell = cell };
}

/// <summary>
/// New storage of some type, with a size for each dimension; <see cref="Contents.Rows"/>: the size to begin with. Of a vector space, and of arrays of
/// arrays, zeros in the shape of another one, which stands for the sizes.
/// </summary>
internal sealed record Alloc(IrType Type, EquatableArray<Operand> Sizes, Contents Contents) : Expression(Type)
{
    protected override EquatableArray<Operand> ReadsWhat() => Sizes;

    public override Expression Map(Func<Operand, Operand> map) => this with { Sizes = Sizes.Map(map) };
}

internal enum Contents
{
    Unspecified,

    Zero,

    /// <summary>Unspecified; grows by the rows that are reached.</summary>
    Rows,
}

/// <summary>How many elements storage has along a dimension.</summary>
internal sealed record Length(Operand Storage, int Dimension = 0) : Expression(IrType.Int32)
{
    protected override EquatableArray<Operand> ReadsWhat() => [Storage];

    public override Expression Map(Func<Operand, Operand> map) => this with { Storage = map(Storage) };
}

/// <summary>The part of storage that begins somewhere and has some length.</summary>
internal sealed record Slice(Operand Storage, Operand Start, Operand Count, IrType Type) : Expression(Type)
{
    /// <summary>As for <see cref="Load.Throws"/>.</summary>
    public bool Throws { get; init; }

    protected override EquatableArray<Operand> ReadsWhat() => [Storage, Start, Count];

    public override Expression Map(Func<Operand, Operand> map) => this with { Storage = map(Storage), Start = map(Start), Count = map(Count) };
}

/// <summary>The same storage, held in another form.</summary>
internal sealed record View(Operand Storage, IrType Type) : Expression(Type)
{
    protected override EquatableArray<Operand> ReadsWhat() => [Storage];

    public override Expression Map(Func<Operand, Operand> map) => new View(map(Storage), Type);
}

/// <summary>An element of storage, by a reference to that and an index for each dimension.</summary>
internal sealed record Cell(Operand Storage, EquatableArray<Operand> Indices)
{
    private EquatableArray<Operand> operands;

    // What a copy with other parts reads is asked anew.
    private Cell(Cell original) => (Storage, Indices) = (original.Storage, original.Indices);

    public IrType Type => Storage.Type.Item!;

    public EquatableArray<Operand> Operands => operands.IsDefault ? operands = [Storage, .. Indices.AsSpan()] : operands;

    public bool Equals(Cell? other) =>
        ReferenceEquals(this, other) || (other is not null && Storage == other.Storage && Indices == other.Indices);

    public override int GetHashCode() => unchecked((Storage.GetHashCode() * 31) + Indices.GetHashCode());

    public Cell Map(Func<Operand, Operand> map)
    {
        Operand storage = map(Storage);
        EquatableArray<Operand> indices = Indices.Map(map);
        return ReferenceEquals(storage, Storage) && indices.IsSame(Indices) ? this : new(storage, indices);
    }
}
