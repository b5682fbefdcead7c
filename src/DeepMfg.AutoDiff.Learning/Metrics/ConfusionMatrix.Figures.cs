namespace DeepMfg.AutoDiff.Learning;

public sealed partial class ConfusionMatrix
{
    /// <summary>The share of the predictions that are right.</summary>
    public double Accuracy
    {
        get
        {
            long right = 0;
            for (int k = 0; k < Classes; k++)
            {
                right += this[k, k];
            }

            return (double)right / Count;
        }
    }

    /// <summary>The mean recall of the classes that occur.</summary>
    public double BalancedAccuracy
    {
        get
        {
            double sum = 0;
            int occurring = 0;
            for (int k = 0; k < Classes; k++)
            {
                if (Support(k) > 0)
                {
                    sum += Recall(k);
                    occurring++;
                }
            }

            return sum / occurring;
        }
    }

    /// <summary>
    /// Matthews' correlation of predicted and right classes, (n·c − Σ tₖ pₖ) / √((n² − Σ pₖ²)(n² − Σ tₖ²)) with c right ones, tₖ and pₖ the times
    /// that class k is right and predicted (Gorodkin, <i>Comput. Biol. Chem.</i> 28, 2004); 0 where one class only occurs or is predicted.
    /// </summary>
    public double Matthews
    {
        get
        {
            double right = 0, both = 0, predicted = 0, occurring = 0, n = Count;
            for (int k = 0; k < Classes; k++)
            {
                double t = Support(k), p = Predicted(k);
                right += this[k, k];
                both += t * p;
                predicted += p * p;
                occurring += t * t;
            }

            double product = ((n * n) - predicted) * ((n * n) - occurring);
            return product == 0 ? 0 : ((n * right) - both) / Math.Sqrt(product);
        }
    }

    /// <summary>How often a class is the right one.</summary>
    /// <param name="k">The class.</param>
    /// <returns>The count.</returns>
    public long Support(int k)
    {
        long sum = 0;
        for (int j = 0; j < Classes; j++)
        {
            sum += this[k, j];
        }

        return sum;
    }

    /// <summary>How often a class is predicted.</summary>
    /// <param name="k">The class.</param>
    /// <returns>The count.</returns>
    public long Predicted(int k)
    {
        long sum = 0;
        for (int j = 0; j < Classes; j++)
        {
            sum += this[j, k];
        }

        return sum;
    }

    /// <summary>The share of a class's predictions that are right; 0 where it was never predicted.</summary>
    /// <param name="k">The class.</param>
    /// <returns>TP / (TP + FP).</returns>
    public double Precision(int k) => Share(this[k, k], Predicted(k));

    /// <summary>The share of a class's rows that were predicted so; 0 where it never occurs.</summary>
    /// <param name="k">The class.</param>
    /// <returns>TP / (TP + FN).</returns>
    public double Recall(int k) => Share(this[k, k], Support(k));

    /// <summary>The harmonic mean of a class's precision and recall; 0 where the class neither occurs nor is predicted.</summary>
    /// <param name="k">The class.</param>
    /// <returns>2 TP / (2 TP + FP + FN).</returns>
    public double F1(int k) => Share(2 * this[k, k], Support(k) + Predicted(k));

    /// <summary>Precision over the classes.</summary>
    /// <param name="average">How the classes' figures become one.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="InvalidOperationException">The binary figure of more than two classes was asked for.</exception>
    public double Precision(Average average) => Mean(Precision, average);

    /// <summary>Recall over the classes.</summary>
    /// <param name="average">How the classes' figures become one.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="InvalidOperationException">The binary figure of more than two classes was asked for.</exception>
    public double Recall(Average average) => Mean(Recall, average);

    /// <summary>F1 over the classes.</summary>
    /// <param name="average">How the classes' figures become one.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="InvalidOperationException">The binary figure of more than two classes was asked for.</exception>
    public double F1(Average average) => Mean(F1, average);

    /// <summary>The counts, a line for each right class.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => TextTable.Of(
        "",
        [.. Enumerable.Range(0, Classes).Select(k => $"predicted {k}")],
        [.. Enumerable.Range(0, Classes).Select(Row)]);

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private string[] Row(int k) =>
        [$"is {k}", .. Enumerable.Range(0, Classes).Select(j => this[k, j].ToString(System.Globalization.CultureInfo.InvariantCulture))];

    private double Mean(Func<int, double> figure, Average average)
    {
        if (average == Average.Binary)
        {
            return Classes == 2 ? figure(1) : throw new InvalidOperationException($"There are {Classes} classes; ask for Average.Macro or Average.Weighted.");
        }

        double sum = 0;
        long weights = 0;
        for (int k = 0; k < Classes; k++)
        {
            long support = Support(k);
            long weight = average == Average.Weighted ? support : support + Predicted(k) > 0 ? 1 : 0;
            sum += weight == 0 ? 0 : weight * figure(k);
            weights += weight;
        }

        return sum / weights;
    }
}
