using System.Numerics.Tensors;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>B = θ I − W M Wᵀ with W = [Y, θ S]: what the last steps say about the Hessian, in a form whose parts can be cut out.</summary>
/// <remarks>Byrd, Nocedal and Schnabel, "Representations of quasi-Newton matrices and their use in limited memory methods", Mathematical Programming
/// 63 (1994): M⁻¹ = [−D, Lᵀ; L, θ SᵀS], D and L the diagonal of SᵀY and what is below it.</remarks>
internal sealed class CompactHessian
{
    private readonly StepPairs _pairs;
    private readonly double[] _steps;
    private readonly double[] _mixed;
    private readonly double[] _inverse;
    private readonly double[] _factor;
    private readonly double[] _reduced;
    private readonly double[] _scratch;
    private readonly int[] _order;
    private readonly int[] _reducedOrder;

    internal CompactHessian(int capacity, int dimension, Workspace memory)
    {
        int size = 2 * capacity;
        _pairs = new StepPairs(capacity, dimension, memory);
        _steps = memory.Take(_pairs.Places * _pairs.Places);
        _mixed = memory.Take(_pairs.Places * _pairs.Places);
        _inverse = memory.Take(size * size);
        _factor = memory.Take(size * size);
        _reduced = memory.Take(size * size);
        _scratch = memory.Take(size);
        _order = new int[size];
        _reducedOrder = new int[size];
    }

    internal double Theta => _pairs.Scale;

    /// <summary>The number of columns of W.</summary>
    internal int Size => 2 * _pairs.Count;

    /// <summary>Row i of W.</summary>
    internal void Row(int i, Span<double> row)
    {
        int count = _pairs.Count;
        for (int k = 0; k < count; k++)
        {
            row[k] = _pairs.Change(k)[i];
            row[count + k] = Theta * _pairs.Step(k)[i];
        }
    }

    /// <summary>v ← M v.</summary>
    internal void Middle(Span<double> vector)
    {
        if (Size > 0)
        {
            BunchKaufman.Solve(_factor.AsSpan(0, Size * Size), _order.AsSpan(0, Size), vector, _scratch.AsSpan(0, Size));
        }
    }

    /// <summary>v ← (M⁻¹ − Wᵀ Z Zᵀ W / θ)⁻¹ v, where Z picks the rows that are told.</summary>
    internal bool Reduced(ReadOnlySpan<int> rows, Span<double> row, Span<double> vector)
    {
        Span<double> reduced = _reduced.AsSpan(0, Size * Size);
        _inverse.AsSpan(0, Size * Size).CopyTo(reduced);
        foreach (int i in rows)
        {
            Row(i, row);
            for (int a = 0; a < Size; a++)
            {
                Span<double> into = reduced.Slice(a * Size, Size);
                TensorPrimitives.MultiplyAdd(row[..Size], -row[a] / Theta, into, into);
            }
        }

        Span<int> order = _reducedOrder.AsSpan(0, Size);
        if (BunchKaufman.Factor(reduced, Size, order) != FactorStatus.Done)
        {
            return false;
        }

        BunchKaufman.Solve(reduced, order, vector, _scratch.AsSpan(0, Size));
        return true;
    }

    /// <summary>Takes a step in; forgets all where M has no inverse any more.</summary>
    internal void Learn(Iterate from, Iterate to)
    {
        if (!_pairs.Add(from, to))
        {
            return;
        }

        int newest = _pairs.Count - 1;
        for (int k = 0; k < _pairs.Count; k++)
        {
            double along = TensorPrimitives.Dot<double>(_pairs.Step(k), _pairs.Step(newest));
            (Entry(_steps, k, newest), Entry(_steps, newest, k)) = (along, along);
            Entry(_mixed, k, newest) = TensorPrimitives.Dot<double>(_pairs.Step(k), _pairs.Change(newest));
            Entry(_mixed, newest, k) = TensorPrimitives.Dot<double>(_pairs.Step(newest), _pairs.Change(k));
        }

        Assemble();
        _inverse.AsSpan(0, Size * Size).CopyTo(_factor);
        if (BunchKaufman.Factor(_factor.AsSpan(0, Size * Size), Size, _order.AsSpan(0, Size)) != FactorStatus.Done)
        {
            _pairs.Clear();
        }
    }

    internal bool Forget()
    {
        bool knew = _pairs.Count > 0;
        _pairs.Clear();
        return knew;
    }

    private ref double Entry(double[] matrix, int i, int j) => ref matrix[(_pairs.Slot(i) * _pairs.Places) + _pairs.Slot(j)];

    private void Assemble()
    {
        int count = _pairs.Count;
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                double below = i > j ? Entry(_mixed, i, j) : 0;
                _inverse[(i * Size) + j] = i == j ? -Entry(_mixed, i, i) : 0;
                _inverse[((count + i) * Size) + j] = _inverse[(j * Size) + count + i] = below;
                _inverse[((count + i) * Size) + count + j] = Theta * Entry(_steps, i, j);
            }
        }
    }
}
