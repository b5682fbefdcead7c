using System.Globalization;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Something to choose before training, and what may be chosen.</summary>
public abstract record Hyperparameter
{
    private protected Hyperparameter(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>A number between two, all as likely.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="low">The least.</param>
    /// <param name="high">The largest.</param>
    /// <returns>The choice.</returns>
    /// <exception cref="ArgumentException">The bounds are not in order, or not finite.</exception>
    public static Hyperparameter Uniform(string name, double low, double high) => new NumberChoice(name, Ordered(low, high), IsLogarithmic: false);

    /// <summary>A positive number between two, each order of magnitude as likely: for rates and penalties.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="low">The least; positive.</param>
    /// <param name="high">The largest.</param>
    /// <returns>The choice.</returns>
    /// <exception cref="ArgumentException">The bounds are not in order, not positive, or not finite.</exception>
    public static Hyperparameter LogUniform(string name, double low, double high) => low > 0
        ? new NumberChoice(name, Ordered(low, high), IsLogarithmic: true)
        : throw new ArgumentException("The least must be positive.", nameof(low));

    /// <summary>A whole number from one to another, both included, all as likely.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="low">The least.</param>
    /// <param name="high">The largest.</param>
    /// <returns>The choice.</returns>
    /// <exception cref="ArgumentException">The bounds are not in order.</exception>
    public static Hyperparameter Integers(string name, int low, int high) =>
        new IntegerChoice(name, low <= high ? (low, high) : throw new ArgumentException($"{low} to {high} is no range.", nameof(high)));

    /// <summary>One of some values, all as likely.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="values">The values.</param>
    /// <returns>The choice.</returns>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static Hyperparameter Among(string name, params IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Count > 0 ? new TextChoice(name, values) : throw new ArgumentException("There is nothing to choose from.", nameof(values));
    }

    internal abstract string Draw(ref Philox random);

    /// <summary>What may be chosen, as a file keeps it to see whether a search is the same.</summary>
    internal abstract string Range { get; }

    private static (double Low, double High) Ordered(double low, double high) => double.IsFinite(low) && double.IsFinite(high) && low <= high
        ? (low, high)
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{low} to {high} is no range."), nameof(high));
}

/// <summary>Numbers of six digits: more do not matter, and the last ones of an exponential differ between machines.</summary>
internal sealed record NumberChoice(string Name, (double Low, double High) Bounds, bool IsLogarithmic) : Hyperparameter(Name)
{
    internal override string Range => string.Create(CultureInfo.InvariantCulture, $"{(IsLogarithmic ? "log " : "")}{Bounds.Low} to {Bounds.High}");

    internal override string Draw(ref Philox random)
    {
        double share = random.NextDouble();
        double number = IsLogarithmic ? Bounds.Low * Math.Pow(Bounds.High / Bounds.Low, share) : Bounds.Low + share * (Bounds.High - Bounds.Low);
        return number.ToString("G6", CultureInfo.InvariantCulture);
    }
}

internal sealed record IntegerChoice(string Name, (int Low, int High) Bounds) : Hyperparameter(Name)
{
    internal override string Range => string.Create(CultureInfo.InvariantCulture, $"whole {Bounds.Low} to {Bounds.High}");

    internal override string Draw(ref Philox random) =>
        (Bounds.Low + random.NextBelow(checked(Bounds.High - Bounds.Low + 1))).ToString(CultureInfo.InvariantCulture);
}

internal sealed record TextChoice(string Name, IReadOnlyList<string> Values) : Hyperparameter(Name)
{
    internal override string Range => string.Join(" or ", Values);

    internal override string Draw(ref Philox random) => Values[random.NextBelow(Values.Count)];
}
