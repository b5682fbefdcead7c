namespace DeepMfg.AutoDiff;

/// <summary>Operators of automatic differentiation.</summary>
public static class Ad
{
    /// <summary>The value of <paramref name="value"/>, with derivative zero.</summary>
    /// <param name="value">What is held constant.</param>
    /// <typeparam name="T">Any type.</typeparam>
    /// <returns><paramref name="value"/>.</returns>
    public static T StopGradient<T>(T value) => value;

    /// <summary>
    /// The value of a call. The reverse sweep of a method that is marked <see cref="DifferentiableAttribute"/> makes the call again instead of keeping what
    /// it computes on the way (Griewank and Walther, Evaluating Derivatives, chapter 12): less memory for one more evaluation.
    /// </summary>
    /// <param name="call">A call of a method of the same project, which does nothing but compute.</param>
    /// <typeparam name="T">What the method returns.</typeparam>
    /// <returns><paramref name="call"/>.</returns>
    public static T Checkpoint<T>(T call) => call;
}
