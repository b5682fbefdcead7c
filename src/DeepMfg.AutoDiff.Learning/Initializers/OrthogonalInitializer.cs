namespace DeepMfg.AutoDiff.Learning;

/// <summary>Normal vectors made orthogonal to those before them.</summary>
internal sealed record OrthogonalInitializer(long Seed, double Gain) : Initializer(Seed)
{
    private protected override void Draw<T>(Span<T> weights, (int Inputs, int Outputs) size, ref Philox random)
    {
        bool byRow = size.Inputs <= size.Outputs;
        int count = Math.Min(size.Inputs, size.Outputs), length = Math.Max(size.Inputs, size.Outputs);
        var vectors = new double[count][];
        for (int i = 0; i < count; i++)
        {
            vectors[i] = Next(vectors.AsSpan(0, i), length, ref random);
            for (int j = 0; j < length; j++)
            {
                weights[byRow ? i * length + j : j * count + i] = T.CreateTruncating(Gain * vectors[i][j]);
            }
        }
    }

    private static double[] Next(ReadOnlySpan<double[]> before, int length, ref Philox random)
    {
        var vector = new double[length];
        foreach (ref double value in vector.AsSpan())
        {
            value = random.NextNormal();
        }

        // Twice, as one subtraction leaves what rounding makes of it where little remains of the vector.
        for (int round = 0; round < 2; round++)
        {
            foreach (double[] other in before)
            {
                double share = Dot(vector, other);
                for (int i = 0; i < length; i++)
                {
                    vector[i] -= share * other[i];
                }
            }
        }

        double norm = Math.Sqrt(Dot(vector, vector));
        return Array.ConvertAll(vector, value => value / norm);
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
