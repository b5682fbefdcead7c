using System.Globalization;

namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>A seeded source of choices; two with one seed make the same ones.</summary>
internal sealed class Draw(int seed)
{
    private readonly Random _random = new(seed);

    public int Below(int count) => _random.Next(count);

    public bool Chance(int percent) => _random.Next(100) < percent;

    public T Of<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    public T Do<T>(params ReadOnlySpan<Func<T>> choices) => choices[_random.Next(choices.Length)]();

    /// <summary>A number with two digits behind the point, so that it reads well.</summary>
    public string Number(double from, double to) =>
        (from + (_random.NextDouble() * (to - from))).ToString("0.0#", CultureInfo.InvariantCulture);
}
