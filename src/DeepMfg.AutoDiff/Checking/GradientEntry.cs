using System.Globalization;

namespace DeepMfg.AutoDiff;

/// <summary>Whether a component of a gradient agrees with differences of the function.</summary>
public enum GradientAgreement
{
    /// <summary>They agree within the tolerance and the error of the differences.</summary>
    Agrees,

    /// <summary>They differ by more than both.</summary>
    Disagrees,

    /// <summary>The differences are too uncertain to tell: the function is not smooth or not finite near the point.</summary>
    Unclear,
}

/// <summary>A component of a gradient beside what differences of the function say.</summary>
/// <param name="Name">The component: a parameter's name, or an element such as <c>x[3]</c>.</param>
/// <param name="At">The point's coordinate.</param>
/// <param name="Gradient">The component that is checked.</param>
/// <param name="Difference">The derivative by differences.</param>
/// <param name="Error">The estimate of the error of <paramref name="Difference"/>.</param>
/// <param name="Agreement">Whether they agree.</param>
public sealed record GradientEntry(string Name, double At, double Gradient, double Difference, double Error, GradientAgreement Agreement)
{
    /// <summary>How far the gradient is from the differences.</summary>
    public double Deviation => Math.Abs(Gradient - Difference);

    /// <summary>The component, both numbers, how far they are from each other, and how certain the differences are.</summary>
    /// <returns>One line of text.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name} = {At:R}: gradient {Gradient:R}, differences {Difference:R} (error about {Error:0.0e+0}), {Verdict}");

    private string Verdict => Agreement switch
    {
        GradientAgreement.Agrees => "agree",
        GradientAgreement.Disagrees => string.Create(CultureInfo.InvariantCulture, $"DISAGREE by {Deviation:0.0e+0}"),
        _ => "unclear: the function is not smooth or not finite near here",
    };
}
