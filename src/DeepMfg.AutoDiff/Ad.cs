namespace DeepMfg.AutoDiff;

/// <summary>Operators of automatic differentiation.</summary>
public static class Ad
{
    /// <summary>The value of <paramref name="value"/>, with derivative zero.</summary>
    /// <param name="value">What is held constant.</param>
    /// <typeparam name="T">Any type.</typeparam>
    /// <returns><paramref name="value"/>.</returns>
    public static T StopGradient<T>(T value) => value;
}
