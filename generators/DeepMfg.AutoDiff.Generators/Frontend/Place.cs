using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>A property with code of its own, of a struct that a variable holds.</summary>
internal sealed record Setter(IPropertyReferenceOperation Property, Place Whole);

/// <summary>
/// What can be assigned: a variable, an item of a tuple variable by its path, a member of a struct in one, or the element of an array of
/// the method's own; with none of them, a discard.
/// </summary>
internal sealed record Place(BodyLowering Body, Slot? Slot, IReadOnlyList<int> Path)
{
    /// <summary>The element of storage, its indices evaluated.</summary>
    public Cell? Cell { get; init; }

    /// <summary>The element of an array of structs, or a part of one.</summary>
    public StructElement? Struct { get; init; }

    /// <summary>The element of an array that is no storage, its indices evaluated.</summary>
    public Text? Element { get; init; }

    /// <summary>The property whose code is run to store.</summary>
    public Setter? Setter { get; init; }

    /// <summary>The fields and properties that lead from the variable to the part of it that is meant.</summary>
    public IReadOnlyList<IMemberReferenceOperation> Members { get; init; } = [];

    /// <summary>Where the place is written.</summary>
    public IOperation? At { get; init; }

    /// <summary>The variable of which this is a part, as a place.</summary>
    public Place Whole => this with { Members = [] };

    public Value? Read()
    {
        if (Setter is not null) return Body.Calls.Property(Setter.Property, null);
        if (Cell is not null) return Value.Of(Body.Elements.Load(Cell, null, At!.Syntax));
        if (Struct is not null) return Body.StructArrays.Load(Struct, At!);
        if (Element is not null) return Body.Opaques.Element(Element, At!, null);
        if (Slot is null) return null;
        Value value = Body.Environment[Slot];
        foreach (int item in Path)
        {
            if (value is not TupleValue tuple) return null;
            value = tuple.Items[item];
        }
        return Members.Aggregate(value, (holder, member) => Body.Opaques.Member(holder, member));
    }

    public Value Store(Value value)
    {
        if (Setter is not null) return Body.Calls.Set(Setter.Property, Setter.Whole, value);
        if (Cell is not null)
        {
            Body.Add(new Store(Cell, Body.Leaves(value).Single()) { Origin = Body.Block.Origin, Throws = true }, At!.Syntax);
            return value;
        }
        if (Struct is not null)
        {
            Body.StructArrays.Store(Struct, value, At!);
            return value;
        }
        if (Element is not null) return Body.Opaques.Store(Element, At!, value);
        if (Slot is null) return value;
        if (Members.Count > 0) return Body.Opaques.Store(this, value);
        if (Path.Count == 0)
        {
            Value stored = Body.Opaques.Coerce(value, Slot);
            Body.Environment[Slot] = stored;
            return stored;
        }
        Shape part = Path.Aggregate(Slot.Shape, static (whole, item) => whole.Items[item].Shape);
        Body.Environment[Slot] = Replace(Body.Environment[Slot], 0, Body.Opaques.Coerce(value, part, Slot.Name));
        return value;
    }

    private Value Replace(Value whole, int depth, Value part) => depth == Path.Count || whole is not TupleValue tuple
        ? part
        : tuple.With(tuple.Items.Select((item, i) => i == Path[depth] ? Replace(item, depth + 1, part) : item));
}
