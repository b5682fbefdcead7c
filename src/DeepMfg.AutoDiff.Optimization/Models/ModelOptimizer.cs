using System.Numerics;
using DeepMfg.AutoDiff.Optimization.Transformations;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>An optimizer at work on one model: a step changes it in place by a gradient of its own type.</summary>
/// <remarks>
/// <para><c>settings.For(model)</c> makes it. Leaves have the names that <see cref="IDifferentiable{TSelf, T}.Visit"/> gives them; masks and saved states
/// go by these. A step allocates nothing, and its result is the same to the bit at every vector width.</para>
/// <para>Numbers and gradients are copied to where they lie one after the other, as a leaf may be a field: for models of many millions of numbers in few
/// arrays, <see cref="Optimizer{T}.Step(ReadOnlySpan{T[]}, ReadOnlySpan{T[]})"/> on the arrays saves the two copies.</para>
/// </remarks>
/// <typeparam name="TModel">The model's type.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class ModelOptimizer<TModel, T>
    where TModel : IDifferentiable<TModel, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Optimizer<T> _optimizer;
    private readonly T[] _parameters;
    private readonly T[] _gradients;

    internal ModelOptimizer(IGradientTransformation settings, TModel model)
    {
        Leaf[] leaves = LeafLister<T>.Of(model);
        _optimizer = settings.For<T>(leaves);
        _parameters = new T[_optimizer.Length];
        _gradients = new T[_optimizer.Length];
    }

    /// <summary>The parts of the model, in order.</summary>
    public IReadOnlyList<Leaf> Leaves => _optimizer.Leaves;

    /// <summary>How many steps changed the model.</summary>
    public long Steps => _optimizer.Steps;

    /// <summary>Takes one step.</summary>
    /// <param name="model">The model, changed in place.</param>
    /// <param name="gradient">The gradient of what is made small, of the model's shape.</param>
    /// <returns>Whether the model was changed: not while gradients accumulate, and not by a step that is skipped.</returns>
    /// <exception cref="ArgumentException">The model or the gradient has another number of numbers than the model that the state was made for.</exception>
    public bool Step(ref TModel model, in TModel gradient)
    {
        Require(model, nameof(model));
        Require(gradient, nameof(gradient));
        TModel.CopyTo(model, _parameters);
        TModel.CopyTo(gradient, _gradients);
        if (!_optimizer.Step(_parameters, _gradients))
        {
            return false;
        }

        var writer = new LeafWriter<T>(_parameters);
        TModel.Visit(ref model, ref writer);
        return true;
    }

    /// <summary>Hands a value to the schedules that watch one, <see cref="Schedules.ReduceOnPlateau"/>.</summary>
    /// <param name="value">The value, such as the loss on data held back: less is better.</param>
    public void Observe(double value) => _optimizer.Observe(value);

    /// <summary>Writes the state; settings and model are not in it.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    public void Save(Stream stream) => _optimizer.Save(stream);

    /// <summary>Reads a state that <see cref="Save"/> wrote: the next step is to the bit the one that the saved optimizer would have taken.</summary>
    /// <param name="stream">Where from; it stays open, behind the state.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="InvalidDataException">It is no saved state, ends too early, or belongs to other transformations or another model.</exception>
    public void Load(Stream stream) => _optimizer.Load(stream);

    private void Require(in TModel value, string name)
    {
        int count = TModel.ParameterCount(value);
        if (count != _parameters.Length)
        {
            throw new ArgumentException($"The {name} has {count} numbers; the state was made for a model of {_parameters.Length}.", name);
        }
    }
}
