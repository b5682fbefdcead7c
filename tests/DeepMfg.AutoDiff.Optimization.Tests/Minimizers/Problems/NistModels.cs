namespace DeepMfg.AutoDiff.Optimization.Tests.Minimizers.Problems;

/// <summary>A model of a response: its value, and its partials in the parameters.</summary>
internal delegate double NistModel(ReadOnlySpan<double> b, ReadOnlySpan<double> x, Span<double> partials);

/// <summary>The models of the NIST files, with partials by hand.</summary>
internal static class NistModels
{
    internal static Dictionary<string, NistModel> All { get; } = new()
    {
        ["Misra1a"] = Misra1A,
        ["Misra1b"] = Misra1B,
        ["Misra1c"] = Misra1C,
        ["Misra1d"] = Misra1D,
        ["Chwirut1"] = Chwirut,
        ["Chwirut2"] = Chwirut,
        ["DanWood"] = DanWood,
        ["Gauss1"] = Gauss,
        ["Gauss2"] = Gauss,
        ["Gauss3"] = Gauss,
        ["Lanczos1"] = Lanczos,
        ["Lanczos2"] = Lanczos,
        ["Lanczos3"] = Lanczos,
        ["ENSO"] = Enso,
        ["Hahn1"] = Hahn,
        ["Kirby2"] = Kirby,
        ["MGH17"] = Mgh17,
        ["Nelson"] = Nelson,
        ["Roszman1"] = Roszman,
    };

    /// <summary>What a model's response is: as it is, but Nelson's logarithm.</summary>
    internal static double Response(string name, double y) => name == "Nelson" ? Math.Log(y) : y;

    private static double Misra1A(ReadOnlySpan<double> b, ReadOnlySpan<double> x, Span<double> d)
    {
        double e = Math.Exp(-b[1] * x[0]);
        (d[0], d[1]) = (1 - e, b[0] * x[0] * e);
        return b[0] * (1 - e);
    }

    private static double Misra1B(ReadOnlySpan<double> b, ReadOnlySpan<double> x, Span<double> d)
    {
        double a = 1 + (b[1] * x[0] / 2);
        (d[0], d[1]) = (1 - (1 / (a * a)), b[0] * x[0] / (a * a * a));
        return b[0] * (1 - (1 / (a * a)));
    }

    private static double Misra1C(ReadOnlySpan<double> b, ReadOnlySpan<double> x, Span<double> d)
    {
        double a = 1 + (2 * b[1] * x[0]), root = Math.Sqrt(a);
        (d[0], d[1]) = (1 - (1 / root), b[0] * x[0] / (a * root));
        return b[0] * (1 - (1 / root));
    }

    private static double Misra1D(ReadOnlySpan<double> b, ReadOnlySpan<double> x, Span<double> d)
    {
        double a = 1 + (b[1] * x[0]);
        (d[0], d[1]) = (b[1] * x[0] / a, b[0] * x[0] / (a * a));
        return b[0] * b[1] * x[0] / a;
    }

    private static double Chwirut(ReadOnlySpan<double> b, ReadOnlySpan<double> x, Span<double> d)
    {
        double below = b[1] + (b[2] * x[0]), y = Math.Exp(-b[0] * x[0]) / below;
        (d[0], d[1], d[2]) = (-x[0] * y, -y / below, -y * x[0] / below);
        return y;
    }

    private static double DanWood(ReadOnlySpan<double> b, ReadOnlySpan<double> x, Span<double> d)
    {
        double power = Math.Pow(x[0], b[1]);
        (d[0], d[1]) = (power, b[0] * power * Math.Log(x[0]));
        return b[0] * power;
    }

    private static double Gauss(ReadOnlySpan<double> b, ReadOnlySpan<double> x, Span<double> d)
    {
        double e = Math.Exp(-b[1] * x[0]);
        (d[0], d[1]) = (e, -b[0] * x[0] * e);
        return (b[0] * e) + Bell(b.Slice(2, 3), x[0], d.Slice(2, 3)) + Bell(b.Slice(5, 3), x[0], d.Slice(5, 3));
    }

    private static double Bell(ReadOnlySpan<double> b, double x, Span<double> d)
    {
        double off = (x - b[1]) / b[2], e = Math.Exp(-off * off);
        (d[0], d[1], d[2]) = (e, 2 * b[0] * e * off / b[2], 2 * b[0] * e * off * off / b[2]);
        return b[0] * e;
    }

    private static double Lanczos(ReadOnlySpan<double> b, ReadOnlySpan<double> x, Span<double> d)
    {
        double sum = 0;
        for (int i = 0; i < 6; i += 2)
        {
            double e = Math.Exp(-b[i + 1] * x[0]);
            (d[i], d[i + 1]) = (e, -b[i] * x[0] * e);
            sum += b[i] * e;
        }

        return sum;
    }

    private static double Enso(ReadOnlySpan<double> b, ReadOnlySpan<double> x, Span<double> d)
    {
        double turn = 2 * Math.PI * x[0];
        (d[0], d[1], d[2]) = (1, Math.Cos(turn / 12), Math.Sin(turn / 12));
        return b[0] + (b[1] * d[1]) + (b[2] * d[2]) + Wave(b.Slice(3, 3), turn, d.Slice(3, 3)) + Wave(b.Slice(6, 3), turn, d.Slice(6, 3));
    }

    private static double Wave(ReadOnlySpan<double> b, double turn, Span<double> d)
    {
        (double sine, double cosine) = Math.SinCos(turn / b[0]);
        (d[0], d[1], d[2]) = (((b[1] * sine) - (b[2] * cosine)) * turn / (b[0] * b[0]), cosine, sine);
        return (b[1] * cosine) + (b[2] * sine);
    }

    private static double Hahn(ReadOnlySpan<double> b, ReadOnlySpan<double> x, Span<double> d) => Ratio(b, x[0], d, above: 4);

    private static double Kirby(ReadOnlySpan<double> b, ReadOnlySpan<double> x, Span<double> d) => Ratio(b, x[0], d, above: 3);

    private static double Ratio(ReadOnlySpan<double> b, double x, Span<double> d, int above)
    {
        (double top, double bottom) = (0, 1);
        for (int i = 0; i < b.Length; i++)
        {
            double power = Math.Pow(x, i < above ? i : i - above + 1);
            (top, bottom) = i < above ? (top + (b[i] * power), bottom) : (top, bottom + (b[i] * power));
        }

        for (int i = 0; i < b.Length; i++)
        {
            double power = Math.Pow(x, i < above ? i : i - above + 1);
            d[i] = i < above ? power / bottom : -top * power / (bottom * bottom);
        }

        return top / bottom;
    }

    private static double Mgh17(ReadOnlySpan<double> b, ReadOnlySpan<double> x, Span<double> d)
    {
        (double fast, double slow) = (Math.Exp(-b[3] * x[0]), Math.Exp(-b[4] * x[0]));
        (d[0], d[1], d[2], d[3], d[4]) = (1, fast, slow, -b[1] * x[0] * fast, -b[2] * x[0] * slow);
        return b[0] + (b[1] * fast) + (b[2] * slow);
    }

    private static double Nelson(ReadOnlySpan<double> b, ReadOnlySpan<double> x, Span<double> d)
    {
        double e = Math.Exp(-b[2] * x[1]);
        (d[0], d[1], d[2]) = (1, -x[0] * e, b[1] * x[0] * x[1] * e);
        return b[0] - (b[1] * x[0] * e);
    }

    private static double Roszman(ReadOnlySpan<double> b, ReadOnlySpan<double> x, Span<double> d)
    {
        double off = x[0] - b[3], square = ((off * off) + (b[2] * b[2])) * Math.PI;
        (d[0], d[1], d[2], d[3]) = (1, -x[0], -off / square, -b[2] / square);
        return b[0] - (b[1] * x[0]) - (Math.Atan(b[2] / off) / Math.PI);
    }
}

/// <summary>Model less response, for each row of a file.</summary>
internal readonly struct NistResiduals(string name, NistFile file) : IResiduals<double>
{
    private readonly NistModel _model = NistModels.All[name];

    public int Count(ReadOnlySpan<double> x) => file.Rows.Length;

    public void Residuals(ReadOnlySpan<double> x, Span<double> residuals)
    {
        Span<double> partials = stackalloc double[x.Length];
        for (int i = 0; i < file.Rows.Length; i++)
        {
            residuals[i] = _model(x, file.Rows[i].AsSpan(1), partials) - NistModels.Response(name, file.Rows[i][0]);
        }
    }

    public void Jacobian(ReadOnlySpan<double> x, Span<double> jacobian)
    {
        for (int i = 0; i < file.Rows.Length; i++)
        {
            _model(x, file.Rows[i].AsSpan(1), jacobian.Slice(i * x.Length, x.Length));
        }
    }
}
