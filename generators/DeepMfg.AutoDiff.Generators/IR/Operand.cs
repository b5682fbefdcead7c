namespace DeepMfg.AutoDiff.Generators.IR;

/// <summary>What an expression may mention: a variable or a constant.</summary>
internal abstract record Operand(IrType Type);

/// <summary>
/// A value with a name that is unique in its function. What stands before the dot of <c>load.2</c> is the user's name for it,
/// which the emitter goes back to.
/// </summary>
internal sealed record Variable(string Name, IrType Type) : Operand(Type)
{
    private readonly int hash = Name.GetHashCode();
    private string? baseName;

    public string Name { get; } = Name;

    // A name belongs to one variable of its function, so it is all that there is to hash; once, as every pass looks variables up.
    public override int GetHashCode() => hash;

    public bool Equals(Variable? other) => ReferenceEquals(this, other) || (other is not null && Name == other.Name && Type == other.Type);

    public string BaseName => baseName ??= Name.IndexOf('.') is >= 0 and var dot ? Name.Substring(0, dot) : Name;
}

/// <summary>
/// A constant by its bits, so that −0 differs from 0 and NaN equals itself. Floating types hold the bits of the value widened to
/// <see cref="double"/>; integers, characters and Booleans their value as a <see cref="long"/>.
/// </summary>
internal sealed record Constant(long Bits, IrType Type) : Operand(Type)
{
    private readonly long bits = Bits;

    public long Bits
    {
        get => bits;
        // Another number has no name.
        init => (bits, Name) = (value, null);
    }

    /// <summary>What the user calls it, as C# text; not part of what it is.</summary>
    public string? Name { get; init; }

    /// <summary>Whether the name's type is another, from which C# converts.</summary>
    public bool IsConverted { get; init; }

    public bool Equals(Constant? other) => other is not null && Bits == other.Bits && Type == other.Type;

    public override int GetHashCode() => unchecked((Bits.GetHashCode() * 31) + Type.GetHashCode());

    public static readonly Constant True = new(1, IrType.Bool);
    public static readonly Constant False = new(0, IrType.Bool);

    public static Constant Of(bool value) => value ? True : False;

    public static Constant Of(int value) => new(value, IrType.Int32);

    /// <summary>A floating constant of <paramref name="type"/>, rounded to it.</summary>
    public static Constant Of(double value, IrType type) =>
        new(BitConverter.DoubleToInt64Bits(type.Element == Element.Float32 ? (float)value : value), type);

    /// <summary>Zero, <see langword="false"/>, or <see langword="default"/> of <paramref name="type"/>.</summary>
    public static Constant Zero(IrType type) => new(0, type);

    public double Real => Type.IsFloat ? BitConverter.Int64BitsToDouble(Bits) : Bits;

    public bool IsZero => Bits == 0;

    public bool Is(double value) => Type.IsFloat && Bits == BitConverter.DoubleToInt64Bits(value);
}
