using System.Numerics;
using System.Runtime.Intrinsics;
using DeepMfg.AutoDiff.Optimization.Transformations;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>An optimizer at work on one set of parameters: settings, and the state that they need.</summary>
/// <remarks>
/// <para><see cref="IGradientTransformation.For{T}"/> makes it. A step reads and writes parameters, gradients and state once, in place, and
/// allocates nothing; the result is the same to the bit at every vector width.</para>
/// <para>One thread at a time.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <example>
/// <code>
/// double[] x = [4, -3];
/// Optimizer&lt;double&gt; adam = Optimizers.Adam(0.1).For(x);
/// for (int step = 0; step &lt; 500; step++)
/// {
///     double[] gradient = [2 * x[0], 2 * (x[1] - 1)];
///     adam.Step(x, gradient);
/// }
///
/// Console.WriteLine($"{Math.Abs(x[0]):F3} {x[1]:F3} after {adam.Steps} steps");   // 0.000 1.000 after 500 steps
/// </code>
/// </example>
public abstract partial class Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Leaf[] _leaves;
    private readonly int[] _starts;
    private readonly StagePlan _plan;
    private readonly T[][] _scratch;

    private protected Optimizer(Leaf[] leaves, StagePlan plan, string transformations, int counters, int slots)
    {
        Shape = new SavedState(typeof(T).Name, transformations, leaves, counters);
        Counters = new double[counters];

        // One number more than is needed, so that there is a reference behind the last block.
        Memory = [.. leaves.Select(leaf => new T[checked(Blocks(leaf) * Vector512<T>.Count * slots + 1)])];
        _leaves = leaves;
        _plan = plan;
        _starts = new int[leaves.Length + 1];
        for (int leaf = 0; leaf < leaves.Length; leaf++)
        {
            _starts[leaf + 1] = checked(_starts[leaf] + leaves[leaf].Length);
        }

        _scratch = plan.NeedsScratch ? [.. leaves.Select(leaf => new T[leaf.Length])] : [];
    }

    /// <summary>The parts of the parameters, in order.</summary>
    public IReadOnlyList<Leaf> Leaves => _leaves;

    /// <summary>The number of parameters.</summary>
    public int Length => _starts[^1];

    /// <summary>How many steps changed the parameters.</summary>
    public long Steps { get; private set; }

    /// <summary>What the transformations keep for all parameters together.</summary>
    private protected double[] Counters { get; private set; }

    /// <summary>What they keep for each parameter, by leaf: block after block, the slots of a block next to each other.</summary>
    private protected T[][] Memory { get; private set; }

    private SavedState Shape { get; }

    /// <summary>Takes one step: changes the parameters, and the state.</summary>
    /// <param name="parameters">The parameters of all leaves in order.</param>
    /// <param name="gradients">The gradients in them.</param>
    /// <returns>Whether the parameters were changed: not while gradients accumulate, and not by a step that is skipped.</returns>
    /// <exception cref="ArgumentException">A length is not that of the state, or the gradients lie in the parameters' memory.</exception>
    public bool Step(Span<T> parameters, ReadOnlySpan<T> gradients)
    {
        RequireLength(parameters.Length, nameof(parameters));
        RequireLength(gradients.Length, nameof(gradients));
        return Step(new FlatLeaves<T>(_starts, parameters, gradients));
    }

    /// <summary>Takes one step on leaves that are an array each.</summary>
    /// <param name="parameters">The parameters of each leaf.</param>
    /// <param name="gradients">The gradients in them.</param>
    /// <returns>Whether the parameters were changed: not while gradients accumulate, and not by a step that is skipped.</returns>
    /// <exception cref="ArgumentException">A length is not that of the state, or gradients lie in their parameters' memory.</exception>
    public bool Step(ReadOnlySpan<T[]> parameters, ReadOnlySpan<T[]> gradients)
    {
        RequireLeaves(parameters.Length, nameof(parameters));
        RequireLeaves(gradients.Length, nameof(gradients));
        return Step(new ArrayLeaves<T>(parameters, gradients));
    }

    /// <summary>Takes one step on leaves wherever they lie.</summary>
    /// <param name="leaves">Parameters and gradients of each leaf.</param>
    /// <typeparam name="TLeaves">What gives them.</typeparam>
    /// <returns>Whether the parameters were changed: not while gradients accumulate, and not by a step that is skipped.</returns>
    /// <exception cref="ArgumentException">A length is not that of the state, or gradients lie in their parameters' memory.</exception>
    public bool Step<TLeaves>(TLeaves leaves)
        where TLeaves : ILeaves<T>, allows ref struct
    {
        RequireShape(ref leaves);
        bool written = false;
        double norm = double.NaN;
        for (int index = 0; index < _plan.Count; index++)
        {
            var stage = new Stage(index, Alone: false);
            norm = _plan.NeedsNorm(index) && double.IsNaN(norm) ? Norm(ref leaves, written) : norm;
            bool last = index == _plan.Count - 1, open = Begin(stage, norm);
            UpdateTarget target = !open ? UpdateTarget.Nowhere : last ? UpdateTarget.Parameters : UpdateTarget.Scratch;
            if (_plan.Changes(index) || target == UpdateTarget.Parameters)
            {
                Run(ref leaves, written, stage with { Alone = !open }, target);
                written = true;
                norm = double.NaN;
            }

            if (!open)
            {
                return false;
            }
        }

        Steps++;
        return true;
    }

    /// <summary>Hands a value to the schedules that watch one, <see cref="Schedules.ReduceOnPlateau"/>.</summary>
    /// <param name="value">The value, such as the loss on data held back: less is better.</param>
    public abstract void Observe(double value);

    private protected abstract bool Begin(Stage stage, double norm);

    private protected abstract void Run(Stage stage, int leaf, Streams<T> streams, UpdateTarget target);

    private void Run<TLeaves>(ref TLeaves leaves, bool written, Stage stage, UpdateTarget target)
        where TLeaves : ILeaves<T>, allows ref struct
    {
        for (int leaf = 0; leaf < _leaves.Length; leaf++)
        {
            ReadOnlySpan<T> updates = written ? _scratch[leaf] : leaves.Gradients(leaf);
            Span<T> parameters = leaves.Parameters(leaf);
            Span<T> results = target == UpdateTarget.Scratch ? _scratch[leaf] : parameters;
            Run(stage, leaf, new Streams<T>(updates, parameters, results), target);
        }
    }

    private double Norm<TLeaves>(ref TLeaves leaves, bool written)
        where TLeaves : ILeaves<T>, allows ref struct
    {
        double squares = Squares(ref leaves, written, scale: 1);
        if (squares is > GlobalNorm.SafelyAbove and < double.PositiveInfinity)
        {
            return double.Sqrt(squares);
        }

        // Squares of very large or very small numbers leave the range of a double where the norm itself does not.
        double largest = 0;
        for (int leaf = 0; leaf < _leaves.Length; leaf++)
        {
            largest = double.Max(largest, GlobalNorm.Largest(written ? _scratch[leaf] : leaves.Gradients(leaf)));
        }

        double scale = GlobalNorm.ScaleFor(largest);
        return largest == 0 || !double.IsFinite(largest) ? largest : double.Sqrt(Squares(ref leaves, written, scale)) / scale;
    }

    private double Squares<TLeaves>(ref TLeaves leaves, bool written, double scale)
        where TLeaves : ILeaves<T>, allows ref struct
    {
        double squares = 0;
        for (int leaf = 0; leaf < _leaves.Length; leaf++)
        {
            squares += GlobalNorm.Squares(written ? _scratch[leaf] : leaves.Gradients(leaf), scale);
        }

        return squares;
    }

    private static int Blocks(Leaf leaf) => (leaf.Length + Vector512<T>.Count - 1) / Vector512<T>.Count;

    private void RequireLength(int length, string name)
    {
        if (length != Length)
        {
            throw new ArgumentException($"There are {length} {name}; the state was made for {Length}.", name);
        }
    }

    private void RequireLeaves(int count, string name)
    {
        if (count != _leaves.Length)
        {
            throw new ArgumentException($"There are {name} of {count} leaves; the state was made for {_leaves.Length}.", name);
        }
    }

    private void RequireShape<TLeaves>(ref TLeaves leaves)
        where TLeaves : ILeaves<T>, allows ref struct
    {
        for (int leaf = 0; leaf < _leaves.Length; leaf++)
        {
            Span<T> parameters = leaves.Parameters(leaf);
            ReadOnlySpan<T> gradients = leaves.Gradients(leaf);
            if (parameters.Length != _leaves[leaf].Length || gradients.Length != _leaves[leaf].Length)
            {
                throw new ArgumentException(
                    $"There are {parameters.Length} parameters and {gradients.Length} gradients for {_leaves[leaf]}, which has {_leaves[leaf].Length}.",
                    nameof(leaves));
            }

            if (gradients.Overlaps(parameters))
            {
                throw new ArgumentException($"The gradients of {_leaves[leaf]} lie in the memory of its parameters, which a step writes.", nameof(leaves));
            }
        }
    }
}
