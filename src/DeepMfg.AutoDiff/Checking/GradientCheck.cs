using System.Globalization;
using System.Runtime.CompilerServices;

namespace DeepMfg.AutoDiff;

/// <summary>A gradient compared with differences of the function that it is said to belong to.</summary>
/// <remarks>
/// The differences are central ones, extrapolated to step zero by Ridders' method (Advances in Engineering Software 4, 1982), which also
/// estimates their error. A component disagrees where it is farther from the differences than the tolerance (relative to the gradient's
/// largest component, or one if that is larger) and ten times that error together.
/// </remarks>
/// <example>
/// <code>
/// var (life, gradient) = Wear.ToolLifeValueAndGradient(150, 0.25);
/// GradientCheck.Of(Wear.ToolLife, (150, 0.25), gradient).ThrowIfWrong();
/// </code>
/// </example>
public sealed partial class GradientCheck
{
    /// <summary>The tolerance that is used when none is given.</summary>
    public const double DefaultTolerance = 1e-7;

    /// <summary>An estimate of an error is an estimate: this many of them are allowed.</summary>
    private const double Trust = 10;

    /// <summary>Differences whose error is a larger part than this of the gradient's scale decide nothing.</summary>
    private const double Useless = 1e-2;

    private GradientCheck(IReadOnlyList<GradientEntry> entries) => Entries = entries;

    /// <summary>The components, in order.</summary>
    public IReadOnlyList<GradientEntry> Entries { get; }

    /// <summary>Whether no component disagrees.</summary>
    public bool Passed => Entries.All(entry => entry.Agreement != GradientAgreement.Disagrees);

    /// <summary>Checks the derivative of a function of one scalar.</summary>
    /// <param name="function">The function.</param>
    /// <param name="at">The point.</param>
    /// <param name="gradient">Its derivative there, as claimed.</param>
    /// <param name="tolerance">How far they may be apart, relative to the larger of the derivative and one.</param>
    /// <returns>The comparison.</returns>
    public static GradientCheck Of(Func<double, double> function, double at, double gradient, double tolerance = DefaultTolerance)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Compare(x => function(x[0]), [at], [gradient], Names(function), tolerance);
    }

    /// <summary>Checks the gradient of a function of two scalars.</summary>
    /// <inheritdoc cref="Of(Func{double, double}, double, double, double)"/>
    public static GradientCheck Of(
        Func<double, double, double> function, (double X, double Y) at, (double X, double Y) gradient, double tolerance = DefaultTolerance)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Compare(x => function(x[0], x[1]), Components(at), Components(gradient), Names(function), tolerance);
    }

    /// <summary>Checks the gradient of a function of three scalars.</summary>
    /// <inheritdoc cref="Of(Func{double, double}, double, double, double)"/>
    public static GradientCheck Of(
        Func<double, double, double, double> function,
        (double X, double Y, double Z) at,
        (double X, double Y, double Z) gradient,
        double tolerance = DefaultTolerance)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Compare(x => function(x[0], x[1], x[2]), Components(at), Components(gradient), Names(function), tolerance);
    }

    /// <summary>Checks the gradient of a function of four scalars.</summary>
    /// <inheritdoc cref="Of(Func{double, double}, double, double, double)"/>
    public static GradientCheck Of(
        Func<double, double, double, double, double> function,
        (double X, double Y, double Z, double U) at,
        (double X, double Y, double Z, double U) gradient,
        double tolerance = DefaultTolerance)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Compare(x => function(x[0], x[1], x[2], x[3]), Components(at), Components(gradient), Names(function), tolerance);
    }

    /// <summary>Checks the gradient of a function of many scalars.</summary>
    /// <param name="function">The function.</param>
    /// <param name="at">The point.</param>
    /// <param name="gradient">Its gradient there, as claimed.</param>
    /// <param name="tolerance">How far they may be apart, relative to the larger of the gradient's largest component and one.</param>
    /// <returns>The comparison.</returns>
    /// <exception cref="ArgumentException">The gradient has another length than the point.</exception>
    [OverloadResolutionPriority(1)]
    public static GradientCheck Of(
        Func<ReadOnlySpan<double>, double> function,
        ReadOnlySpan<double> at,
        ReadOnlySpan<double> gradient,
        double tolerance = DefaultTolerance)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Compare(x => function(x), at.ToArray(), gradient.ToArray(), [], tolerance);
    }

    /// <inheritdoc cref="Of(Func{ReadOnlySpan{double}, double}, ReadOnlySpan{double}, ReadOnlySpan{double}, double)"/>
    public static GradientCheck Of(Func<double[], double> function, double[] at, double[] gradient, double tolerance = DefaultTolerance)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(at);
        ArgumentNullException.ThrowIfNull(gradient);
        return Compare(function, at, gradient, [], tolerance);
    }

    /// <summary>Throws the report where a component disagrees.</summary>
    /// <exception cref="GradientMismatchException">A component disagrees.</exception>
    public void ThrowIfWrong()
    {
        if (!Passed)
        {
            throw new GradientMismatchException(ToString());
        }
    }

    /// <summary>How many components disagree, then a line for each component, in the order of the parameters.</summary>
    /// <returns>The report.</returns>
    public override string ToString()
    {
        int wrong = Entries.Count(entry => entry.Agreement == GradientAgreement.Disagrees);
        string head = string.Create(CultureInfo.InvariantCulture, $"{wrong} of {Entries.Count} components disagree with differences.");
        return string.Join(Environment.NewLine, Entries.Select(entry => "  " + entry).Prepend(head));
    }

    private static GradientCheck Compare(
        Func<double[], double> function, double[] at, double[] gradient, string[] names, double tolerance)
    {
        if (gradient.Length != at.Length)
        {
            throw new ArgumentException("gradient must have the length of at.", nameof(gradient));
        }

        double scale = Math.Max(1, gradient.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max());
        var entries = new GradientEntry[at.Length];
        for (int i = 0; i < at.Length; i++)
        {
            Difference difference = Partial(function, at, i);
            string name = i < names.Length ? names[i] : string.Create(CultureInfo.InvariantCulture, $"x[{i}]");
            GradientAgreement agreement = Judge(gradient[i], difference, scale, tolerance);
            entries[i] = new GradientEntry(name, at[i], gradient[i], difference.Derivative, difference.Error, agreement);
        }

        return new GradientCheck(entries);
    }

    private static Difference Partial(Func<double[], double> function, double[] at, int index)
    {
        double[] moved = [.. at];
        return Ridders.Derivative(Along, at[index]);

        double Along(double x)
        {
            // Again from the start: the function may write to its argument.
            at.CopyTo(moved, 0);
            moved[index] = x;
            return function(moved);
        }
    }

    private static GradientAgreement Judge(double gradient, Difference difference, double scale, double tolerance)
    {
        if (!(difference.Error <= Useless * scale))
        {
            return GradientAgreement.Unclear;
        }

        double allowed = (tolerance * scale) + (Trust * difference.Error);
        return Math.Abs(gradient - difference.Derivative) <= allowed ? GradientAgreement.Agrees : GradientAgreement.Disagrees;
    }

    private static string[] Names(Delegate function) =>
        [.. function.Method.GetParameters().Select((parameter, index) => parameter.Name ?? $"x{index}")];

    private static double[] Components((double X, double Y) point) => [point.X, point.Y];

    private static double[] Components((double X, double Y, double Z) point) => [point.X, point.Y, point.Z];

    private static double[] Components((double X, double Y, double Z, double U) point) => [point.X, point.Y, point.Z, point.U];
}
