using System.Globalization;
using System.Numerics;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>What a row of each class weighs, so that rare classes count as much as frequent ones.</summary>
public sealed class ClassWeights
{
    private readonly Dictionary<double, double> _weights;

    private ClassWeights(Dictionary<double, double> weights) => _weights = weights;

    /// <summary>The classes, in ascending order.</summary>
    public IReadOnlyList<double> Classes => [.. _weights.Keys.Order()];

    /// <summary>What a row of a class weighs.</summary>
    /// <param name="label">The class: a target.</param>
    /// <returns>The weight.</returns>
    /// <exception cref="ArgumentException">There is no such class.</exception>
    public double WeightOf(double label) => _weights.TryGetValue(label, out double weight)
        ? weight
        : throw new ArgumentException(
            string.Create(
                CultureInfo.InvariantCulture, $"{label} is none of the classes {string.Join(", ", Classes)}, of which the weights were made."), nameof(label));

    /// <summary>n / (k · n_c) for class c, of which there are n_c rows among n of k classes: each class weighs n / k in all.</summary>
    /// <param name="labels">The classes of the rows to train on.</param>
    /// <returns>The weights.</returns>
    /// <exception cref="ArgumentException">There are no labels, or one is missing.</exception>
    public static ClassWeights Balanced(params ReadOnlySpan<double> labels)
    {
        var counts = new Dictionary<double, double>();
        foreach (double label in labels)
        {
            counts[label] = double.IsNaN(label)
                ? throw new ArgumentException("A label is missing.", nameof(labels))
                : counts.GetValueOrDefault(label) + 1;
        }

        double all = labels.Length;
        return counts.Count == 0
            ? throw new ArgumentException("There are no labels.", nameof(labels))
            : new(counts.ToDictionary(pair => pair.Key, pair => all / (counts.Count * pair.Value)));
    }

    /// <summary>Balanced weights of the classes that are the rows' targets.</summary>
    /// <typeparam name="T">The numbers' type.</typeparam>
    /// <param name="rows">The rows to train on, with one target each.</param>
    /// <returns>The weights.</returns>
    /// <exception cref="ArgumentException">Rows have no target, or more than one.</exception>
    public static ClassWeights Balanced<T>(Rows<T> rows)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows.TargetWidth == 1
            ? Balanced(Array.ConvertAll(rows.Targets.ToArray(), double.CreateChecked))
            : throw new ArgumentException($"Classes are told from one target a row; these rows have {rows.TargetWidth}.", nameof(rows));
    }

    /// <summary>Weights that are given.</summary>
    /// <param name="weights">What a row of each class weighs.</param>
    /// <returns>The weights.</returns>
    /// <exception cref="ArgumentException">A weight is negative or not finite.</exception>
    public static ClassWeights Of(params ReadOnlySpan<(double Label, double Weight)> weights)
    {
        var each = new Dictionary<double, double>();
        foreach ((double label, double weight) in weights)
        {
            each.Add(label, weight >= 0 && double.IsFinite(weight) ? weight : throw new ArgumentException($"{weight} is no weight.", nameof(weights)));
        }

        return new(each);
    }
}
