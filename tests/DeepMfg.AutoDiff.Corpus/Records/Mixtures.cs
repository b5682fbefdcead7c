using DeepMfg.AutoDiff.Corpus.Arrays;

namespace DeepMfg.AutoDiff.Corpus.Records;

/// <summary>Normal distributions: their means, and factors of their precisions, of each the logarithms of the diagonal, then what is below it by rows.</summary>
[Differentiable]
public sealed partial record Normals(double[] Means, double[] Factors);

/// <summary>A mixture of them.</summary>
[Differentiable]
public sealed partial record NormalMixture(double[] Logits, Normals Normals);

/// <summary>The same as a struct.</summary>
[Differentiable]
public readonly partial record struct NormalsValue(double[] Means, double[] Factors);

/// <summary>The same as a struct.</summary>
[Differentiable]
public readonly partial record struct NormalMixtureValue(double[] Logits, NormalsValue Normals);

/// <summary>The likelihood of points under a mixture of normal distributions, over arrays and over records of them.</summary>
public static partial class Mixtures
{
    private static readonly double[] s_points = ArrayCase.Numbers(8), s_logits = ArrayCase.Numbers(3), s_means = ArrayCase.Numbers(6), s_factors = ArrayCase.Numbers(9, 0.5);

    public static IEnumerable<ArrayCase> Cases =>
    [
        RecordCase.Of("a mixture with scratch, records in records", new NormalMixture(s_logits, new(s_means, s_factors)), m => OfRecord(m, s_points, 2),
            (NormalMixture m, ref NormalMixture g) => OfRecordValueAndGradient(m, s_points, 2, ref g), (m, d) => OfRecordJvp(m, s_points, 2, d)),
        RecordCase.Of("a mixture with scratch, structs in structs", new NormalMixtureValue(s_logits, new(s_means, s_factors)), m => OfStruct(m, s_points, 2),
            (NormalMixtureValue m, ref NormalMixtureValue g) => OfStructValueAndGradient(m, s_points, 2, ref g), (m, d) => OfStructJvp(m, s_points, 2, d)),
    ];

    [Differentiable]
    public static double OfArrays(double[] logits, double[] means, double[] factors, [NoDerivative] double[] x, int d)
    {
        int size = d * (d + 1) / 2;
        double[] centred = new double[d], terms = new double[logits.Length];
        double sum = 0;
        for (int i = 0; i < x.Length / d; i++)
        {
            for (int k = 0; k < logits.Length; k++)
            {
                for (int j = 0; j < d; j++)
                {
                    centred[j] = x[i * d + j] - means[k * d + j];
                }

                double term = logits[k];
                for (int r = 0; r < d; r++)
                {
                    double scaled = Math.Exp(factors[k * size + r]) * centred[r];
                    int at = k * size + d + r * (r - 1) / 2;
                    for (int c = 0; c < r; c++)
                    {
                        scaled += factors[at + c] * centred[c];
                    }

                    term += factors[k * size + r] - 0.5 * scaled * scaled;
                }

                terms[k] = term;
            }

            sum += Ops.LogSumExp(terms);
        }

        return sum - x.Length / d * Ops.LogSumExp(logits);
    }

    [Differentiable]
    public static double OfRecord(NormalMixture model, [NoDerivative] double[] x, int d)
    {
        int size = d * (d + 1) / 2;
        double[] centred = new double[d], terms = new double[model.Logits.Length];
        double sum = 0;
        for (int i = 0; i < x.Length / d; i++)
        {
            for (int k = 0; k < model.Logits.Length; k++)
            {
                for (int j = 0; j < d; j++)
                {
                    centred[j] = x[i * d + j] - model.Normals.Means[k * d + j];
                }

                double term = model.Logits[k];
                for (int r = 0; r < d; r++)
                {
                    double scaled = Math.Exp(model.Normals.Factors[k * size + r]) * centred[r];
                    int at = k * size + d + r * (r - 1) / 2;
                    for (int c = 0; c < r; c++)
                    {
                        scaled += model.Normals.Factors[at + c] * centred[c];
                    }

                    term += model.Normals.Factors[k * size + r] - 0.5 * scaled * scaled;
                }

                terms[k] = term;
            }

            sum += Ops.LogSumExp(terms);
        }

        return sum - x.Length / d * Ops.LogSumExp(model.Logits);
    }

    [Differentiable]
    public static double OfStruct(NormalMixtureValue model, [NoDerivative] double[] x, int d)
    {
        int size = d * (d + 1) / 2;
        double[] centred = new double[d], terms = new double[model.Logits.Length];
        double sum = 0;
        for (int i = 0; i < x.Length / d; i++)
        {
            for (int k = 0; k < model.Logits.Length; k++)
            {
                for (int j = 0; j < d; j++)
                {
                    centred[j] = x[i * d + j] - model.Normals.Means[k * d + j];
                }

                double term = model.Logits[k];
                for (int r = 0; r < d; r++)
                {
                    double scaled = Math.Exp(model.Normals.Factors[k * size + r]) * centred[r];
                    int at = k * size + d + r * (r - 1) / 2;
                    for (int c = 0; c < r; c++)
                    {
                        scaled += model.Normals.Factors[at + c] * centred[c];
                    }

                    term += model.Normals.Factors[k * size + r] - 0.5 * scaled * scaled;
                }

                terms[k] = term;
            }

            sum += Ops.LogSumExp(terms);
        }

        return sum - x.Length / d * Ops.LogSumExp(model.Logits);
    }
}
