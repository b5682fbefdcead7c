using DeepMfg.AutoDiff.Corpus.Arrays;

namespace DeepMfg.AutoDiff.Corpus.Records;

/// <summary>A point of a contour, with a tolerance that is given.</summary>
[Differentiable]
public partial record struct Knot(double X, double Y, [NoDerivative] double Tolerance, int Kind)
{
    public double Distance(Knot other) => Math.Sqrt((X - other.X) * (X - other.X) + (Y - other.Y) * (Y - other.Y));
}

/// <summary>A contour: a record with an array of structs.</summary>
[Differentiable]
public readonly partial record struct Contour(Knot[] Knots, double Scale)
{
    public double Length()
    {
        double sum = 0;
        for (int i = 1; i < Knots.Length; i++) sum += Knots[i].Distance(Knots[i - 1]) * Knots[i].Tolerance;
        return sum * Scale;
    }
}

/// <summary>A network of as many layers as there are.</summary>
[Differentiable]
public readonly partial record struct Deep(Dense[] Cascade, double Rate);

/// <summary>A part of several contours, one of which is the outermost.</summary>
[Differentiable]
public readonly partial record struct Part(Contour[] Contours, Contour Outline, (Contour First, double Weight) Pair);

/// <summary>Arrays of structs and of records with arrays, in records.</summary>
public static partial class Fleets
{
    private static readonly double[] s_row = [0.4, 0.9];
    private static readonly Deep s_deep = new([Dense.Of(2, 3, 0.7), Dense.Of(3, 3, -0.4), Dense.Of(3, 1, 0.9)], 0.6);
    private static readonly Part s_part = new([ContourOf(1, 3), ContourOf(0.5, 2), ContourOf(0.7, 4)], ContourOf(2, 3), (ContourOf(0.3, 2), 0.8));

    public static IEnumerable<ArrayCase> Cases =>
    [
        RecordCase.Of("an array of structs in a record", ContourOf(1.5, 4), Circumference,
            (Contour x, ref Contour g) => CircumferenceValueAndGradient(x, ref g), CircumferenceJvp),
        RecordCase.Of("as many layers as there are", s_deep, x => Loss(x, s_row), (Deep x, ref Deep g) => LossValueAndGradient(x, s_row, ref g),
            (x, d) => LossJvp(x, s_row, d)),
        RecordCase.Of("arrays of structs in arrays of records", s_part, Area, (Part x, ref Part g) => AreaValueAndGradient(x, ref g), AreaJvp),
        RecordCase.Of("an array of structs in a record that is changed", ContourOf(0.8, 3), Turned,
            (Contour x, ref Contour g) => TurnedValueAndGradient(x, ref g), TurnedJvp),
    ];

    [Differentiable]
    public static double Circumference(Contour contour)
    {
        double sum = contour.Length() + contour.Knots[^1].Distance(contour.Knots[0]);
        foreach (Knot knot in contour.Knots) sum += knot.X * knot.Kind;
        return sum;
    }

    [Differentiable]
    public static double Loss(Deep net, [NoDerivative] ReadOnlySpan<double> row)
    {
        Span<double> x = stackalloc double[3], y = stackalloc double[3];
        row.CopyTo(x);
        for (int l = 0; l < net.Cascade.Length; l++)
        {
            net.Cascade[l].Apply(x, y);
            for (int i = 0; i < net.Cascade[l].Outputs; i++) x[i] = Math.Tanh(y[i]) * net.Rate;
        }

        double sum = x[0] * x[0];
        foreach (Dense layer in net.Cascade)
        {
            foreach (double weight in layer.Weights) sum += 0.01 * weight * weight;
        }

        return sum;
    }

    [Differentiable]
    public static double Area(Part part)
    {
        double sum = part.Outline.Length() + part.Pair.First.Length() * part.Pair.Weight;
        foreach (Contour contour in part.Contours) sum -= contour.Length() * contour.Knots[0].X;
        for (int i = 0; i < part.Contours.Length; i++) sum += Moment(part.Contours[i].Knots) * part.Contours[i].Scale;
        return sum;
    }

    [Differentiable]
    public static double Turned(Contour contour)
    {
        Contour half = contour with { Scale = contour.Scale / 2 };
        Contour same = new(half.Knots, half.Scale * contour.Knots[0].Y);
        Contour longest = same.Length() > contour.Length() ? same : contour;
        return longest.Length() * half.Length() + Moment(same.Knots);
    }

    private static double Moment(ReadOnlySpan<Knot> knots)
    {
        double sum = 0;
        for (int i = 0; i < knots.Length; i++) sum += knots[i].X * knots[i].Y * knots[i].Tolerance;
        return sum;
    }

    private static Contour ContourOf(double scale, int count) =>
        new([.. Enumerable.Range(0, count).Select(i => new Knot(scale * Math.Sin(i + 1), Math.Cos(2 * i * scale), 0.5 + i, i % 2))], scale);
}
