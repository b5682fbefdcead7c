namespace DeepMfg.AutoDiff.Corpus.Arrays;

/// <summary>Arrays of every shape as parameters and results, written in place, of objects and of few numbers.</summary>
public sealed partial class Shapes
{
    private static readonly Shapes s_model = new([1.5, -0.5, 2], 2);
    private static readonly double[] s_weights = [1, -2, 0.5, 3];
    private static readonly double[,] s_table = new double[2, 3], s_tableGradient = new double[2, 3], s_tableDot = new double[2, 3];
    private static readonly double[][] s_rows = [new double[2], new double[1], new double[3]];
    private static readonly double[][] s_rowsGradient = [new double[2], new double[1], new double[3]], s_rowsDot = [new double[2], new double[1], new double[3]];

    private readonly double[] scales;
    private readonly int[][] links;

    private Shapes(double[] scales, int length)
    {
        this.scales = scales;
        links = [.. Enumerable.Range(0, length).Select(i => new[] { i, i + 1 })];
    }

    public static IEnumerable<ArrayCase> Cases =>
    [
        ArrayCase.Of("an object's arrays", ArrayCase.Numbers(4), s_model.Scaled, s_model.ScaledValueAndGradient, s_model.ScaledJvp),
        new("a table", ArrayCase.Numbers(6), x => Table(Filled(s_table, x)), TableGradient, (x, d) => TableJvp(Filled(s_table, x), Filled(s_tableDot, d))),
        new("rows of different lengths", ArrayCase.Numbers(6), x => Jagged(Filled(s_rows, x)), JaggedGradient,
            (x, d) => JaggedJvp(Filled(s_rows, x), Filled(s_rowsDot, d))),
        new("written in place", ArrayCase.Numbers(4), WrittenValue, WrittenGradient, WrittenTangent),
        new("an array as the result", ArrayCase.Numbers(4), x => Weighted(Curve(x)), CurveGradient, CurveTangent) { Allocates = true },
        ArrayCase.Of("any number of arguments", ArrayCase.Numbers(5), Several, SeveralValueAndGradient, SeveralJvp),
    ];

    private static double[,] Filled(double[,] table, double[] x)
    {
        for (int i = 0; i < x.Length; i++) table[i / 3, i % 3] = x[i];
        return table;
    }

    private static double[][] Filled(double[][] rows, double[] x)
    {
        int k = 0;
        foreach (double[] row in rows)
        {
            for (int i = 0; i < row.Length; i++) row[i] = x[k++];
        }
        return rows;
    }

    private static double TableGradient(double[] x, double[] g)
    {
        double value = TableValueAndGradient(Filled(s_table, x), s_tableGradient);
        for (int i = 0; i < g.Length; i++) g[i] = s_tableGradient[i / 3, i % 3];
        return value;
    }

    private static double JaggedGradient(double[] x, double[] g)
    {
        double value = JaggedValueAndGradient(Filled(s_rows, x), s_rowsGradient);
        int k = 0;
        foreach (double[] row in s_rowsGradient)
        {
            foreach (double slope in row) g[k++] = slope;
        }
        return value;
    }

    private static double Weighted(double[] y)
    {
        double sum = 0;
        for (int i = 0; i < y.Length; i++) sum += s_weights[i] * y[i];
        return sum;
    }

    private static double WrittenValue(double[] x)
    {
        Written(x);
        return Weighted(x);
    }

    private static double WrittenGradient(double[] x, double[] g)
    {
        s_weights.CopyTo(g, 0);
        WrittenVjp(x, g);
        return Weighted(x);
    }

    private static (double Value, double Tangent) WrittenTangent(double[] x, double[] d)
    {
        double[] dot = [.. d];
        WrittenJvp(x, dot);
        return (Weighted(x), Weighted(dot));
    }

    private static double CurveGradient(double[] x, double[] g)
    {
        Array.Clear(g);
        return Weighted(CurveVjp(x, s_weights, g));
    }

    private static (double Value, double Tangent) CurveTangent(double[] x, double[] d)
    {
        (double[] value, double[] tangent) = CurveJvp(x, d);
        return (Weighted(value), Weighted(tangent));
    }

    [Differentiable]
    public double Scaled(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < this.scales.Length; i++) sum += this.scales[i] * x[i] * x[i + 1];
        foreach (int[] link in links) sum += Math.Sin(x[link[0]] - x[link[1]]);
        return sum;
    }

    [Differentiable]
    public static double Table(double[,] a)
    {
        double sum = 0;
        for (int i = 0; i < a.GetLength(0); i++)
        {
            double product = 1;
            for (int j = 0; j < a.GetLength(1); j++) product *= 1 + a[i, j];
            sum += product * a[a.GetLength(0) - 1 - i, 0];
        }
        foreach (double value in a) sum += value * value;
        return sum;
    }

    [Differentiable]
    public static double Jagged(double[][] rows)
    {
        double sum = 0;
        foreach (double[] row in rows)
        {
            double[] first = rows[0];
            for (int j = 0; j < row.Length; j++) sum += row[j] * first[j % first.Length] * (j + 1);
        }
        return sum * rows[^1][^1];
    }

    [Differentiable]
    public static void Written(double[] x)
    {
        for (int i = 1; i < x.Length; i++) x[i] += x[i - 1] * x[i];
        x[0] = Math.Sin(x[^1]) * x[1];
    }

    [Differentiable]
    public static double[] Curve(double[] x)
    {
        double[] y = new double[x.Length];
        for (int i = 0; i < y.Length; i++) y[i] = x[i] * x[(i + 1) % x.Length] + (i > 0 ? y[i - 1] : 0);
        return y;
    }

    private static double SumOf(params ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value * value;
        return sum;
    }

    private static double ProductOf(params double[] values)
    {
        double product = 1;
        foreach (double value in values) product *= value;
        return product;
    }

    [Differentiable]
    public static double Several(params double[] x) => SumOf(x[0], x[1] * x[2], 3) * ProductOf(x[3], x[4] + 2, x[0]) + SumOf(x) - ProductOf();
}
