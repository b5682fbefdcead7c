namespace DeepMfg.AutoDiff.Benchmarks;

/// <summary>A logistic regression.</summary>
[Differentiable]
internal sealed partial record Logit(double[] Slopes, double Intercept);

/// <summary>The same as a struct.</summary>
[Differentiable]
internal readonly partial record struct LogitValue(double[] Slopes, double Intercept);

/// <summary>The loss of a logistic regression over arrays and over records of them.</summary>
internal static partial class LogisticLoss
{
    [Differentiable(Produce = Derivatives.Gradient)]
    internal static double OfArrays(double[] slopes, double intercept, [NoDerivative] double[] x, [NoDerivative] double[] y)
    {
        double sum = 0;
        for (int row = 0; row < y.Length; row++)
        {
            double z = intercept;
            for (int j = 0; j < slopes.Length; j++)
            {
                z += slopes[j] * x[row * slopes.Length + j];
            }

            sum += Ops.Softplus(z) - y[row] * z;
        }

        return sum / y.Length;
    }

    [Differentiable(Produce = Derivatives.Gradient)]
    internal static double OfRecord(Logit model, [NoDerivative] double[] x, [NoDerivative] double[] y)
    {
        double sum = 0;
        for (int row = 0; row < y.Length; row++)
        {
            double z = model.Intercept;
            for (int j = 0; j < model.Slopes.Length; j++)
            {
                z += model.Slopes[j] * x[row * model.Slopes.Length + j];
            }

            sum += Ops.Softplus(z) - y[row] * z;
        }

        return sum / y.Length;
    }

    [Differentiable(Produce = Derivatives.Gradient)]
    internal static double OfStruct(LogitValue model, [NoDerivative] double[] x, [NoDerivative] double[] y)
    {
        double sum = 0;
        for (int row = 0; row < y.Length; row++)
        {
            double z = model.Intercept;
            for (int j = 0; j < model.Slopes.Length; j++)
            {
                z += model.Slopes[j] * x[row * model.Slopes.Length + j];
            }

            sum += Ops.Softplus(z) - y[row] * z;
        }

        return sum / y.Length;
    }
}
