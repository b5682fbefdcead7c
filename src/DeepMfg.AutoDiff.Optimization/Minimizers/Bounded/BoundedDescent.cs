using System.Numerics.Tensors;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>d = x̂ − x: x̂ minimises the model over the parameters that are free at the Cauchy point, and is moved into the box.</summary>
/// <remarks>The direct primal method of Byrd, Lu, Nocedal and Zhu (1995), section 5.1, with the projection of Morales and Nocedal, "Remark on
/// algorithm 778", ACM Transactions on Mathematical Software 38 (2011).</remarks>
internal sealed class BoundedDescent : IDescent
{
    private readonly Box _box;
    private readonly CompactHessian _hessian;
    private readonly CauchyPath _path;
    private readonly double[] _cauchy;
    private readonly double[] _step;
    private readonly double[] _row;
    private readonly double[] _turned;
    private readonly int[] _free;
    private int _freeCount;

    internal BoundedDescent(Box box, (int Dimension, int Capacity) size, Workspace memory)
    {
        _box = box;
        _hessian = new CompactHessian(size.Capacity, size.Dimension, memory);
        _path = new CauchyPath(_hessian, size, memory);
        _cauchy = memory.Take(size.Dimension);
        _step = memory.Take(size.Dimension);
        _row = memory.Take(2 * size.Capacity);
        _turned = memory.Take(2 * size.Capacity);
        _free = new int[size.Dimension];
    }

    public double FirstStep { get; private set; }

    public double LongestStep { get; private set; }

    private ReadOnlySpan<int> Free => _free.AsSpan(0, _freeCount);

    private Span<double> Row => _row.AsSpan(0, _hessian.Size);

    private Span<double> Turned => _turned.AsSpan(0, _hessian.Size);

    public bool Point(Iterate current, Span<double> direction)
    {
        _path.Follow(_box, current, _cauchy);
        _cauchy.CopyTo(direction);
        if (_hessian.Size > 0 && Solve(current))
        {
            Improve(current, direction);
        }

        TensorPrimitives.Subtract(direction, current.Point, direction);
        FirstStep = _hessian.Size > 0 ? 1 : Math.Min(1, 1 / TensorPrimitives.Norm<double>(direction));
        LongestStep = Math.Max(1, _box.LongestStep(current.Point, direction));
        return TensorPrimitives.Dot(direction, current.Gradient) < 0;
    }

    public void Learn(Iterate from, Iterate to) => _hessian.Learn(from, to);

    public bool Forget() => _hessian.Forget();

    /// <summary>The step from the Cauchy point to the minimum of the model over the free parameters.</summary>
    private bool Solve(Iterate current)
    {
        _freeCount = 0;
        Span<double> moved = _path.Moved.AsSpan(0, _hessian.Size);
        _hessian.Middle(moved);
        Turned.Clear();
        for (int i = 0; i < _cauchy.Length; i++)
        {
            if (_cauchy[i] > _box.Lower(i) && _cauchy[i] < _box.Upper(i))
            {
                _free[_freeCount++] = i;
                _hessian.Row(i, Row);
                _step[i] = current.Gradient[i] + (_hessian.Theta * (_cauchy[i] - current.Point[i])) - TensorPrimitives.Dot<double>(Row, moved);
                TensorPrimitives.MultiplyAdd(Row, _step[i], Turned, Turned);
            }
        }

        if (_freeCount == 0 || !_hessian.Reduced(Free, Row, Turned))
        {
            return false;
        }

        foreach (int i in Free)
        {
            _hessian.Row(i, Row);
            _step[i] = -(_step[i] + (TensorPrimitives.Dot<double>(Row, Turned) / _hessian.Theta)) / _hessian.Theta;
        }

        return true;
    }

    /// <summary>The Cauchy point plus the step: moved into the box if that still falls, else cut off at the first bound.</summary>
    private void Improve(Iterate current, Span<double> point)
    {
        (double longest, double slope) = (1, 0);
        foreach (int i in Free)
        {
            double room = _step[i] > 0 ? _box.Upper(i) - _cauchy[i] : _box.Lower(i) - _cauchy[i];
            longest = _step[i] != 0 ? Math.Min(longest, room / _step[i]) : longest;
            point[i] = _box.Clamp(i, _cauchy[i] + _step[i]);
        }

        for (int i = 0; i < point.Length; i++)
        {
            slope += (point[i] - current.Point[i]) * current.Gradient[i];
        }

        if (slope >= 0)
        {
            foreach (int i in Free)
            {
                point[i] = _box.Clamp(i, _cauchy[i] + (longest * _step[i]));
            }
        }
    }
}
