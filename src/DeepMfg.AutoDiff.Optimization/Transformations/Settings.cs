using System.Runtime.CompilerServices;

namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>Refuses settings that mean nothing, when they are made.</summary>
internal static class Settings
{
    internal static Schedule Rate(Schedule rate, [CallerArgumentExpression(nameof(rate))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(rate, name);
        return rate;
    }

    /// <summary>How many counters a transformation with a learning rate has: its count of steps, and what the schedule remembers.</summary>
    internal static int Counters(Schedule rate) => rate is not null
        ? 1 + rate.Memory
        : throw new InvalidOperationException("These settings have no learning rate: make them by a method of Optimizers, not by default(…).");

    /// <summary>How much of an average stays at each step.</summary>
    internal static double Decay(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value is >= 0 and < 1 ? value : throw Wrong(value, name, "at least 0 and below 1");

    internal static double NotNegative(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= 0 ? value : throw Wrong(value, name, "at least 0");

    internal static double Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value > 0 ? value : throw Wrong(value, name, "above 0");

    internal static double Finite(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        double.IsFinite(value) ? value : throw Wrong(value, name, "finite");

    internal static double Between(double value, double low, double high, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= low && value <= high ? value : throw Wrong(value, name, string.Create(null, $"from {low} to {high}"));

    internal static int Count(int value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= 1 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least 1.");

    internal static long Count(long value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= 1 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least 1.");

    private static ArgumentOutOfRangeException Wrong(double value, string name, string range) => new(name, value, $"{name} must be {range}.");
}
