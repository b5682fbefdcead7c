using System.Numerics.Tensors;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>The first minimum of the quadratic model along the steepest descent as bounds bend it.</summary>
/// <remarks>Algorithm CP of Byrd, Lu, Nocedal and Zhu, "A limited memory algorithm for bound constrained optimization", SIAM Journal on Scientific
/// Computing 16 (1995): between two bounds the model is a parabola, whose two derivatives are carried from one to the next.</remarks>
internal sealed class CauchyPath(CompactHessian hessian, (int Dimension, int Capacity) size, Workspace memory)
{
    private readonly double[] _direction = memory.Take(size.Dimension);
    private readonly double[] _breaks = memory.Take(size.Dimension);
    private readonly double[] _along = memory.Take(2 * size.Capacity);
    private readonly double[] _row = memory.Take(2 * size.Capacity);
    private readonly double[] _turned = memory.Take(2 * size.Capacity);
    private readonly int[] _order = new int[size.Dimension];

    /// <summary>Wᵀ (xᶜ − x).</summary>
    internal double[] Moved { get; } = memory.Take(2 * size.Capacity);

    private int Columns => hessian.Size;

    /// <summary>Writes the point xᶜ.</summary>
    internal void Follow(Box box, Iterate current, Span<double> point)
    {
        int breaks = Prepare(box, current);
        Array.Sort(_breaks, _order, 0, breaks);
        current.Point.CopyTo(point);
        double square = TensorPrimitives.SumOfSquares<double>(_direction);
        double slope = -square, curvature = (hessian.Theta * square) - Middle(_along, _along), time = 0, last = curvature;
        int next = 0;
        for (; next < breaks && time - (slope / curvature) >= _breaks[next] && slope < 0; next++)
        {
            double step = _breaks[next] - time;
            time = _breaks[next];
            int b = _order[next];
            point[b] = _direction[b] > 0 ? box.Upper(b) : box.Lower(b);
            TensorPrimitives.MultiplyAdd(Span(_along), step, Span(Moved), Span(Moved));
            (slope, curvature) = Bend(current, b, point[b] - current.Point[b], (slope + (step * curvature), curvature));
            curvature = Math.Max(curvature, Shapes.Epsilon * last);
        }

        double rest = slope < 0 ? -slope / curvature : 0;
        TensorPrimitives.MultiplyAdd(Span(_along), rest, Span(Moved), Span(Moved));
        for (int i = 0; i < point.Length; i++)
        {
            if (_direction[i] != 0)
            {
                point[i] = box.Clamp(i, current.Point[i] + ((time + rest) * _direction[i]));
            }
        }
    }

    /// <summary>The direction, where it meets bounds, and Wᵀ d.</summary>
    private int Prepare(Box box, Iterate current)
    {
        int breaks = 0;
        Array.Clear(Moved);
        Array.Clear(_along);
        for (int i = 0; i < _direction.Length; i++)
        {
            double gradient = current.Gradient[i], room = gradient < 0 ? box.Upper(i) - current.Point[i] : current.Point[i] - box.Lower(i);
            _direction[i] = gradient == 0 || room <= 0 ? 0 : -gradient;
            if (_direction[i] != 0)
            {
                hessian.Row(i, _row);
                TensorPrimitives.MultiplyAdd(Span(_row), _direction[i], Span(_along), Span(_along));
                if (double.IsFinite(room))
                {
                    (_breaks[breaks], _order[breaks++]) = (room / Math.Abs(gradient), i);
                }
            }
        }

        return breaks;
    }

    /// <summary>The derivatives after parameter b has come to its bound, and d without it.</summary>
    private (double Slope, double Curvature) Bend(Iterate current, int b, double moved, (double Slope, double Curvature) before)
    {
        double g = current.Gradient[b], theta = hessian.Theta;
        hessian.Row(b, _row);
        double slope = before.Slope + (g * g) + (theta * g * moved) - (g * Middle(_row, Moved));
        double curvature = before.Curvature - (theta * g * g) - (2 * g * Middle(_row, _along)) - (g * g * Middle(_row, _row));
        TensorPrimitives.MultiplyAdd(Span(_row), g, Span(_along), Span(_along));
        _direction[b] = 0;
        return (slope, curvature);
    }

    /// <summary>aᵀ M b.</summary>
    private double Middle(double[] a, double[] b)
    {
        Span(b).CopyTo(_turned);
        hessian.Middle(Span(_turned));
        return TensorPrimitives.Dot<double>(Span(a), Span(_turned));
    }

    private Span<double> Span(double[] vector) => vector.AsSpan(0, Columns);
}
