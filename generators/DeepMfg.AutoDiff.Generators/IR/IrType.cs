namespace DeepMfg.AutoDiff.Generators.IR;

/// <summary>What one lane of a value holds.</summary>
internal enum Element
{
    Float32, Float64,
    Bool, Char,
    Int8, UInt8, Int16, UInt16, Int32, UInt32, Int64, UInt64,

    /// <summary>Any other C# type: a constant of differentiation that is only passed along.</summary>
    Opaque,

    /// <summary>A reference to elements that can be written.</summary>
    Storage,
}

/// <summary>How C# holds a reference to storage.</summary>
internal enum StorageForm
{
    Span, ReadOnlySpan, Array,

    /// <summary>An array of two dimensions that the thread keeps for such uses.</summary>
    Table,

    /// <summary>A value of a type parameter whose numbers form a vector space: they are in it, and nobody knows where.</summary>
    Model,
}

/// <summary>The type of a value: an element, the number of lanes that travel together, and the C# name of an opaque type.</summary>
internal sealed record IrType(Element Element, int Lanes = 1, string Name = "")
{
    private static readonly Dictionary<Element, string> Keywords = new()
    {
        [Element.Float32] = "float", [Element.Float64] = "double", [Element.Bool] = "bool", [Element.Char] = "char",
        [Element.Int8] = "sbyte", [Element.UInt8] = "byte", [Element.Int16] = "short", [Element.UInt16] = "ushort",
        [Element.Int32] = "int", [Element.UInt32] = "uint", [Element.Int64] = "long", [Element.UInt64] = "ulong",
    };

    public static readonly IrType Float32 = new(Element.Float32);
    public static readonly IrType Float64 = new(Element.Float64);
    public static readonly IrType Bool = new(Element.Bool);
    public static readonly IrType Int32 = new(Element.Int32);
    public static readonly IrType Int64 = new(Element.Int64);

    public static IrType Opaque(string csharpName) => new(Element.Opaque, 1, csharpName);

    public static IrType Storage(IrType item, int rank = 1, StorageForm form = StorageForm.Span) =>
        new(Element.Storage) { Item = item, Rank = rank, Form = form };

    /// <summary>A value of a type of which only a type parameter's name is known, and that its numbers form a vector space.</summary>
    public static IrType Model(IrType number, string csharpName) =>
        new(Element.Storage, 1, csharpName) { Item = number, Form = StorageForm.Model };

    /// <summary>C#'s word for the type of a number.</summary>
    public string Keyword => Keywords[Element];

    /// <summary>The type of storage's elements; none of other types.</summary>
    public IrType? Item { get; init; }

    /// <summary>How many indices an element of storage has.</summary>
    public int Rank { get; init; }

    /// <summary>How C# holds a reference; what it refers to is the same storage in every form.</summary>
    public StorageForm Form { get; init; }

    /// <summary>The member that it is, where C# holds structs of which these are one of the numbers.</summary>
    public ElementMember? Member { get; init; }

    /// <summary>The member that the elements are, be it of the rows of an array of arrays.</summary>
    public ElementMember? HeldMember => Member ?? Item?.HeldMember;

    /// <summary>A vector of numbers, which any form can hold.</summary>
    public bool IsVector => Rank == 1 && Item is { IsStorage: false };

    /// <summary>Whether it holds numbers that no index reaches, which a method of its own type reads and writes.</summary>
    public bool IsModel => Form == StorageForm.Model;

    /// <summary>The type of a reference to the derivatives of what a reference of this type refers to: a span, where it is a vector.</summary>
    public IrType Shadow() => IsVector ? this with { Form = StorageForm.Span } : this;

    /// <summary>This element in as many lanes as the other type has.</summary>
    public IrType InLanesOf(IrType other) => Lanes == other.Lanes ? this : this with { Lanes = other.Lanes };

    // Types are compared wherever values are, so this is spelled out.
    public bool Equals(IrType? other) =>
        ReferenceEquals(this, other) || (other is not null && Element == other.Element && Lanes == other.Lanes && Name == other.Name
            && Rank == other.Rank && Form == other.Form && Item == other.Item && Member == other.Member);

    public override int GetHashCode() => (int)Element * 397 ^ Lanes;

    public bool IsFloat => Element is Element.Float32 or Element.Float64;

    public bool IsInteger => Element is >= Element.Char and <= Element.UInt64;

    public bool IsOpaque => Element == Element.Opaque;

    public bool IsStorage => Element == Element.Storage;

    /// <summary>Whether it is a number, a character or a truth value, which the IR computes with.</summary>
    public bool IsNumber => !IsOpaque && !IsStorage;

    /// <summary>Whether derivatives can flow through values of this type: a real number, or storage of such, at any depth.</summary>
    public bool IsReal => IsFloat || Item is { IsReal: true };
}
