using System.Globalization;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>One choice of all hyperparameters.</summary>
public sealed class Candidate
{
    private readonly (string Name, string Value)[] _values;

    internal Candidate(int index, (string Name, string Value)[] values) => (Index, _values) = (index, values);

    /// <summary>Its place in the order of drawing, from 0.</summary>
    public int Index { get; }

    /// <summary>A choice as text.</summary>
    /// <param name="name">The hyperparameter's name.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public string this[string name]
    {
        get
        {
            int index = Array.FindIndex(_values, pair => pair.Name == name);
            return index >= 0
                ? _values[index].Value
                : throw new ArgumentException(
                    $"There is no hyperparameter \"{name}\". There are: {string.Join(", ", _values.Select(pair => pair.Name))}.", nameof(name));
        }
    }

    /// <summary>A choice as a number.</summary>
    /// <param name="name">The hyperparameter's name.</param>
    /// <returns>The number.</returns>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    /// <exception cref="FormatException">It is no number.</exception>
    public double Number(string name) => double.Parse(this[name], CultureInfo.InvariantCulture);

    /// <summary>A choice as a whole number.</summary>
    /// <param name="name">The hyperparameter's name.</param>
    /// <returns>The number.</returns>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    /// <exception cref="FormatException">It is no whole number.</exception>
    public int WholeNumber(string name) => int.Parse(this[name], CultureInfo.InvariantCulture);

    /// <summary>All choices.</summary>
    /// <returns>The text, such as <c>rate = 0.003, width = 16</c>.</returns>
    public override string ToString() => string.Join(", ", _values.Select(pair => $"{pair.Name} = {pair.Value}"));
}
