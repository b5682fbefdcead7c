using DeepMfg.AutoDiff.Generators.Infrastructure;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>
/// What can be assigned: a variable, an item of a tuple variable by its path, or the element of an array of the method's own; with
/// neither, a discard.
/// </summary>
internal sealed record Place(BodyLowering Body, Slot? Slot, IReadOnlyList<int> Path)
{
    public IArrayElementReferenceOperation? Element { get; init; }

    public Value? Read()
    {
        if (Element is not null) return Body.Opaques.Element(Element, null);
        if (Slot is null) return null;
        Value value = Body.Environment[Slot];
        foreach (int item in Path)
        {
            if (value is not TupleValue tuple) return null;
            value = tuple.Items[item];
        }
        return value;
    }

    public Value Store(Value value)
    {
        if (Element is not null) return Body.Opaques.Store(Element, value);
        if (Slot is null) return value;
        if (Path.Count == 0)
        {
            Value stored = Body.Opaques.Coerce(value, Slot);
            Body.Environment[Slot] = stored;
            return stored;
        }
        Body.Environment[Slot] = Replace(Body.Environment[Slot], 0, value);
        return value;
    }

    private Value Replace(Value whole, int depth, Value part) => depth == Path.Count || whole is not TupleValue tuple
        ? part
        : new TupleValue(tuple.Items.Select((item, i) => i == Path[depth] ? Replace(item, depth + 1, part) : item).ToEquatableArray());
}
