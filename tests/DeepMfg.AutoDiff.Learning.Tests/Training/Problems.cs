using System.Numerics;
using DeepMfg.AutoDiff.Tests.Models;

namespace DeepMfg.AutoDiff.Learning.Tests.Training;

/// <summary>Small problems to learn, with models whose gradients are written by hand.</summary>
internal static class Problems
{
    /// <summary>Points inside a circle, and outside.</summary>
    internal static Rows Circle(int count)
    {
        var random = new Philox(7);
        float[] x = new float[2 * count], y = new float[count];
        for (int i = 0; i < count; i++)
        {
            (x[2 * i], x[2 * i + 1]) = (2 * random.NextSingle() - 1, 2 * random.NextSingle() - 1);
            y[i] = x[2 * i] * x[2 * i] + x[2 * i + 1] * x[2 * i + 1] < 0.6f ? 1 : 0;
        }

        return Rows.Of(x, 2, y);
    }

    internal static Network Start(int hidden = 8, long seed = 1)
    {
        Initializer glorot = Initializers.GlorotUniform(seed);
        return new(new(glorot.Weights<float>(2, hidden), new float[hidden]), new(glorot.Weights<float>(hidden, 1, layer: 1), new float[1]));
    }

    internal static float Loss(Network model, Batch<float> batch, ref Network gradient) =>
        Network.LossValueAndGradient(model, batch.Values, batch.Targets, ref gradient);

    /// <summary>A line through points, whose least squares are known.</summary>
    internal static (double Value, Soft Gradient) LineLossValueAndGradient(Soft line, ReadOnlySpan<(double X, double Y)> points)
    {
        double sum = 0, slopeBar = 0, offsetBar = 0;
        foreach ((double x, double y) in points)
        {
            double error = line.Gap * x + line.Speed - y;
            sum += error * error;
            slopeBar += 2 * error * x;
            offsetBar += 2 * error;
        }

        return (sum / points.Length, line with { Gap = slopeBar / points.Length, Speed = offsetBar / points.Length, Sharpness = 0 });
    }

    internal static float[] Numbers(Network model) => Numbers<Network, float>(model);

    internal static T[] Numbers<TModel, T>(TModel model)
        where TModel : IDifferentiable<TModel, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var numbers = new T[TModel.ParameterCount(model)];
        TModel.CopyTo(model, numbers);
        return numbers;
    }
}
