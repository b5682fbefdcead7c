using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace DeepMfg.AutoDiff;

/// <content>
/// The shapes of gradients that are not of <see cref="double"/> alone. Where those of <see cref="double"/> fit, they go first: of <c>(150, 0.25)</c> the
/// compiler would infer whole numbers.
/// </content>
public sealed partial class GradientCheck
{
    /// <summary>The tolerance that is used when none is given and some number is a <see cref="float"/>.</summary>
    public const double DefaultSingleTolerance = 1e-3;

    /// <summary>
    /// Checks the gradient of a function of one number or array of numbers: <see cref="float"/>, <c>float[]</c>, <c>double[][]</c>, <c>double[,]</c>, …
    /// </summary>
    /// <typeparam name="T">The parameter's type.</typeparam>
    /// <typeparam name="TResult"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="function">The function; constants stay in a lambda: <c>x => F(x, 3)</c>.</param>
    /// <param name="at">The point.</param>
    /// <param name="gradient">Its gradient there, as claimed.</param>
    /// <param name="tolerance">
    /// How far they may be apart, relative to the larger of the gradient's largest component and one; where none is given
    /// <see cref="DefaultTolerance"/> or, with <see cref="float"/>, <see cref="DefaultSingleTolerance"/>.
    /// </param>
    /// <returns>The comparison.</returns>
    /// <exception cref="ArgumentException">The gradient has another shape than the point.</exception>
    /// <exception cref="NotSupportedException">A part of the point is no number and no array of numbers.</exception>
    [OverloadResolutionPriority(-1)]
    public static GradientCheck Of<T, TResult>(Func<T, TResult> function, T at, T gradient, double? tolerance = null)
        where TResult : INumber<TResult>
    {
        ArgumentNullException.ThrowIfNull(function);
        Parts parts = new(Names(function), IsSingle<TResult>());
        parts.Add(at, gradient);
        return parts.Compare(x => double.CreateChecked(function(Parts.Next(at, x))), tolerance);
    }

    /// <summary>Checks the gradient of a function of a model.</summary>
    /// <typeparam name="T">The model, a differentiable type.</typeparam>
    /// <param name="function">The function; constants stay in a lambda: <c>m => Loss(m, rows)</c>.</param>
    /// <param name="at">The model.</param>
    /// <param name="gradient">The gradient there, as claimed.</param>
    /// <param name="tolerance">How far they may be apart, relative to the larger of the gradient's largest component and one.</param>
    /// <returns>The comparison, a component for each number of the model.</returns>
    /// <exception cref="ArgumentException">The gradient has another shape than the model.</exception>
    public static GradientCheck OfModel<T>(Func<T, double> function, T at, T gradient, double tolerance = DefaultTolerance)
        where T : IDifferentiable<T, double>
    {
        ArgumentNullException.ThrowIfNull(function);
        var point = new double[T.ParameterCount(at)];
        var claimed = new double[T.ParameterCount(gradient)];
        T.CopyTo(at, point);
        T.CopyTo(gradient, claimed);
        NumberNames names = new([]);
        T.Visit(ref at, ref names);
        return Compare(x => function(T.From(at, x)), point, claimed, [.. names.Names], tolerance);
    }

    /// <summary>Checks the gradient of a function of two numbers or arrays of numbers.</summary>
    /// <inheritdoc cref="Of{T, TResult}(Func{T, TResult}, T, T, double?)"/>
    [OverloadResolutionPriority(-1)]
    public static GradientCheck Of<T1, T2, TResult>(
        Func<T1, T2, TResult> function, (T1, T2) at, (T1, T2) gradient, double? tolerance = null)
        where TResult : INumber<TResult>
    {
        ArgumentNullException.ThrowIfNull(function);
        Parts parts = new(Names(function), IsSingle<TResult>());
        parts.Add(at.Item1, gradient.Item1);
        parts.Add(at.Item2, gradient.Item2);
        return parts.Compare(x => double.CreateChecked(function(Parts.Next(at.Item1, x), Parts.Next(at.Item2, x))), tolerance);
    }

    /// <summary>Checks the gradient of a function of three numbers or arrays of numbers.</summary>
    /// <inheritdoc cref="Of{T, TResult}(Func{T, TResult}, T, T, double?)"/>
    [OverloadResolutionPriority(-1)]
    public static GradientCheck Of<T1, T2, T3, TResult>(
        Func<T1, T2, T3, TResult> function, (T1, T2, T3) at, (T1, T2, T3) gradient, double? tolerance = null)
        where TResult : INumber<TResult>
    {
        ArgumentNullException.ThrowIfNull(function);
        Parts parts = new(Names(function), IsSingle<TResult>());
        parts.Add(at.Item1, gradient.Item1);
        parts.Add(at.Item2, gradient.Item2);
        parts.Add(at.Item3, gradient.Item3);
        return parts.Compare(
            x => double.CreateChecked(function(
                Parts.Next(at.Item1, x), Parts.Next(at.Item2, x),
                Parts.Next(at.Item3, x))),
            tolerance);
    }

    /// <summary>Checks the gradient of a function of four numbers or arrays of numbers.</summary>
    /// <inheritdoc cref="Of{T, TResult}(Func{T, TResult}, T, T, double?)"/>
    [OverloadResolutionPriority(-1)]
    public static GradientCheck Of<T1, T2, T3, T4, TResult>(
        Func<T1, T2, T3, T4, TResult> function, (T1, T2, T3, T4) at, (T1, T2, T3, T4) gradient, double? tolerance = null)
        where TResult : INumber<TResult>
    {
        ArgumentNullException.ThrowIfNull(function);
        Parts parts = new(Names(function), IsSingle<TResult>());
        parts.Add(at.Item1, gradient.Item1);
        parts.Add(at.Item2, gradient.Item2);
        parts.Add(at.Item3, gradient.Item3);
        parts.Add(at.Item4, gradient.Item4);
        return parts.Compare(
            x => double.CreateChecked(function(
                Parts.Next(at.Item1, x), Parts.Next(at.Item2, x),
                Parts.Next(at.Item3, x), Parts.Next(at.Item4, x))),
            tolerance);
    }

    /// <summary>Checks the gradient of a function of five numbers or arrays of numbers.</summary>
    /// <inheritdoc cref="Of{T, TResult}(Func{T, TResult}, T, T, double?)"/>
    [OverloadResolutionPriority(-1)]
    public static GradientCheck Of<T1, T2, T3, T4, T5, TResult>(
        Func<T1, T2, T3, T4, T5, TResult> function, (T1, T2, T3, T4, T5) at, (T1, T2, T3, T4, T5) gradient, double? tolerance = null)
        where TResult : INumber<TResult>
    {
        ArgumentNullException.ThrowIfNull(function);
        Parts parts = new(Names(function), IsSingle<TResult>());
        parts.Add(at.Item1, gradient.Item1);
        parts.Add(at.Item2, gradient.Item2);
        parts.Add(at.Item3, gradient.Item3);
        parts.Add(at.Item4, gradient.Item4);
        parts.Add(at.Item5, gradient.Item5);
        return parts.Compare(
            x => double.CreateChecked(function(
                Parts.Next(at.Item1, x), Parts.Next(at.Item2, x), Parts.Next(at.Item3, x),
                Parts.Next(at.Item4, x), Parts.Next(at.Item5, x))),
            tolerance);
    }

    /// <summary>Checks the gradient of a function of six numbers or arrays of numbers.</summary>
    /// <inheritdoc cref="Of{T, TResult}(Func{T, TResult}, T, T, double?)"/>
    [OverloadResolutionPriority(-1)]
    public static GradientCheck Of<T1, T2, T3, T4, T5, T6, TResult>(
        Func<T1, T2, T3, T4, T5, T6, TResult> function, (T1, T2, T3, T4, T5, T6) at, (T1, T2, T3, T4, T5, T6) gradient, double? tolerance = null)
        where TResult : INumber<TResult>
    {
        ArgumentNullException.ThrowIfNull(function);
        Parts parts = new(Names(function), IsSingle<TResult>());
        parts.Add(at.Item1, gradient.Item1);
        parts.Add(at.Item2, gradient.Item2);
        parts.Add(at.Item3, gradient.Item3);
        parts.Add(at.Item4, gradient.Item4);
        parts.Add(at.Item5, gradient.Item5);
        parts.Add(at.Item6, gradient.Item6);
        return parts.Compare(
            x => double.CreateChecked(function(
                Parts.Next(at.Item1, x), Parts.Next(at.Item2, x), Parts.Next(at.Item3, x),
                Parts.Next(at.Item4, x), Parts.Next(at.Item5, x), Parts.Next(at.Item6, x))),
            tolerance);
    }

    /// <summary>Checks the gradient of a function of seven numbers or arrays of numbers.</summary>
    /// <inheritdoc cref="Of{T, TResult}(Func{T, TResult}, T, T, double?)"/>
    [OverloadResolutionPriority(-1)]
    public static GradientCheck Of<T1, T2, T3, T4, T5, T6, T7, TResult>(
        Func<T1, T2, T3, T4, T5, T6, T7, TResult> function, (T1, T2, T3, T4, T5, T6, T7) at, (T1, T2, T3, T4, T5, T6, T7) gradient, double? tolerance = null)
        where TResult : INumber<TResult>
    {
        ArgumentNullException.ThrowIfNull(function);
        Parts parts = new(Names(function), IsSingle<TResult>());
        parts.Add(at.Item1, gradient.Item1);
        parts.Add(at.Item2, gradient.Item2);
        parts.Add(at.Item3, gradient.Item3);
        parts.Add(at.Item4, gradient.Item4);
        parts.Add(at.Item5, gradient.Item5);
        parts.Add(at.Item6, gradient.Item6);
        parts.Add(at.Item7, gradient.Item7);
        return parts.Compare(
            x => double.CreateChecked(function(
                Parts.Next(at.Item1, x), Parts.Next(at.Item2, x), Parts.Next(at.Item3, x), Parts.Next(at.Item4, x),
                Parts.Next(at.Item5, x), Parts.Next(at.Item6, x), Parts.Next(at.Item7, x))),
            tolerance);
    }

    private static bool IsSingle<T>() => typeof(T) != typeof(double);

    /// <summary>A point and the gradient there, part by part.</summary>
    private sealed class Parts(string[] names, bool isSingle)
    {
        private readonly List<double> _point = [];
        private readonly List<double> _gradient = [];
        private readonly List<string> _names = [];
        private int _count;

        public void Add<T>(T at, T gradient)
        {
            Component<T> component = Component<T>.Instance;
            string name = names[_count++];
            component.Read(at, _point);
            component.Read(gradient, _gradient);
            _names.AddRange(component.Names(name, at));
            isSingle |= component.IsSingle;
            if (_gradient.Count != _point.Count)
            {
                throw new ArgumentException($"The gradient in {name} must have the shape of {name}.", nameof(gradient));
            }
        }

        public static T Next<T>(T like, Queue<double> numbers) => Component<T>.Instance.Make(like, numbers);

        public GradientCheck Compare(Func<Queue<double>, double> function, double? tolerance) => GradientCheck.Compare(
            x => function(new Queue<double>(x)), [.. _point], [.. _gradient], [.. _names], tolerance ?? (isSingle ? DefaultSingleTolerance : DefaultTolerance));
    }

    /// <summary>The names of a model's numbers.</summary>
    private readonly struct NumberNames(List<string> names) : ILeafVisitor<double>
    {
        public List<string> Names => names;

        public void Visit(string name, scoped Span<double> leaf, scoped ReadOnlySpan<nint> shape)
        {
            for (int i = 0; i < leaf.Length; i++)
            {
                names.Add(shape.IsEmpty ? name : string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]"));
            }
        }
    }
}
