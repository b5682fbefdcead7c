using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Interpreter;

/// <summary>The storage of one run. A reference is the number of a piece; zero refers to nothing.</summary>
internal sealed class Heap
{
    private readonly List<Piece> pieces = [new([0], Contents.Zero)];

    public long Add(Piece piece)
    {
        pieces.Add(piece);
        return pieces.Count - 1;
    }

    public Piece this[long reference] => pieces[(int)reference];
}

/// <summary>Elements in as many dimensions as there are sizes.</summary>
internal sealed class Piece
{
    // An arm that is not taken leaves its columns unwritten in that row. Nothing may follow from what is read there, hence a NaN.
    private const long Unwritten = 0x7FF8_0BAD_0BAD_0BAD;

    private readonly int[] sizes;
    private readonly bool grows;
    private readonly int start;
    private long[] cells;
    private int written;

    public Piece(int[] sizes, Contents contents)
    {
        this.sizes = sizes;
        grows = contents == Contents.Rows;
        cells = new long[grows ? 0 : sizes.Aggregate(1, static (product, size) => checked(product * size))];
        if (contents == Contents.Unspecified) cells.AsSpan().Fill(Unwritten);
    }

    private Piece(Piece whole, int start, int count)
    {
        if (start < 0 || count < 0 || start > whole.sizes[0] - count) throw new ArgumentOutOfRangeException(nameof(start));
        (sizes, cells, this.start) = ([count], whole.cells, whole.start + start);
    }

    /// <summary>A part of storage that does not grow; its elements are the same.</summary>
    public Piece Slice(long start, long count) => new(this, checked((int)start), checked((int)count));

    public Span<long> Cells => cells.AsSpan(start, sizes.Aggregate(1, static (product, size) => product * size));

    public int Length(int dimension) => grows ? written : sizes[dimension];

    public ref long this[scoped ReadOnlySpan<long> indices]
    {
        get
        {
            long at = 0;
            for (int i = 0; i < sizes.Length; i++)
            {
                if (indices[i] < 0 || indices[i] >= Length(i)) throw new IndexOutOfRangeException($"The index {indices[i]} is not below {Length(i)}.");
                at = at * sizes[i] + indices[i];
            }
            return ref cells[start + at];
        }
    }

    public void Reach(long row)
    {
        if (!grows) throw new InvalidOperationException("Storage that does not grow is to reach a row.");
        if (row < written) return;
        int length = cells.Length;
        if (row >= length)
        {
            Array.Resize(ref cells, checked((int)Math.Max(16, 2 * row)));
            cells.AsSpan(length).Fill(Unwritten);
        }
        written = (int)row + 1;
    }
}

internal readonly record struct CellSlots(int Storage, int[] Indices)
{
    public ref long In(Machine machine)
    {
        Span<long> at = stackalloc long[Indices.Length];
        for (int i = 0; i < at.Length; i++) at[i] = machine.Values[Indices[i]];
        return ref machine.Heap[machine.Values[Storage]][at];
    }
}

internal sealed class AllocStep(int[] sizes, Contents contents, int target) : MachineStep
{
    public override void Run(Machine machine) =>
        machine.Values[target] = machine.Heap.Add(new Piece([.. sizes.Select(size => checked((int)machine.Values[size]))], contents));
}

/// <summary>An array of rows, all zero, in the shape of another one.</summary>
internal sealed class AllocRowsStep(int like, int target) : MachineStep
{
    public override void Run(Machine machine)
    {
        Heap heap = machine.Heap;
        var rows = new Piece([heap[machine.Values[like]].Length(0)], Contents.Zero);
        for (int i = 0; i < rows.Cells.Length; i++)
        {
            long row = heap[machine.Values[like]].Cells[i];
            if (row != 0) rows.Cells[i] = heap.Add(new Piece([heap[row].Length(0)], Contents.Zero));
        }
        machine.Values[target] = heap.Add(rows);
    }
}

internal sealed class LoadStep(CellSlots cell, int target) : MachineStep
{
    public override void Run(Machine machine) => machine.Values[target] = cell.In(machine);
}

internal sealed class StoreStep(CellSlots cell, int value) : MachineStep
{
    public override void Run(Machine machine) => cell.In(machine) = machine.Values[value];
}

internal sealed class AccumulateStep(CellSlots cell, int value, Element element) : MachineStep
{
    public override void Run(Machine machine)
    {
        ref long sum = ref cell.In(machine);
        double real = BitConverter.Int64BitsToDouble(sum) + BitConverter.Int64BitsToDouble(machine.Values[value]);
        if (element == Element.Float32) real = (float)real;
        sum = BitConverter.DoubleToInt64Bits(real);
        machine.NoteReal(real);
    }
}

internal sealed class ReachStep(int storage, int row) : MachineStep
{
    public override void Run(Machine machine) => machine.Heap[machine.Values[storage]].Reach(machine.Values[row]);
}

internal sealed class SliceStep(int whole, int start, int count, int target) : MachineStep
{
    public override void Run(Machine machine) => machine.Values[target] =
        machine.Heap.Add(machine.Heap[machine.Values[whole]].Slice(machine.Values[start], machine.Values[count]));
}

internal sealed class ViewStep(int reference, int target) : MachineStep
{
    public override void Run(Machine machine) => machine.Values[target] = machine.Values[reference];
}

/// <summary>A primitive over storage: its row's evaluator on the operands' elements.</summary>
internal sealed class PerformStep(KernelEvaluator evaluate, int[] operands) : MachineStep
{
    public override void Run(Machine machine) => evaluate(operands.Select(operand => machine.Heap[machine.Values[operand]]).ToArray());
}

internal sealed class LengthStep(int storage, int dimension, int target) : MachineStep
{
    public override void Run(Machine machine) => machine.Values[target] = machine.Heap[machine.Values[storage]].Length(dimension);
}
