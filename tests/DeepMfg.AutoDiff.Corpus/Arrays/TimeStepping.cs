namespace DeepMfg.AutoDiff.Corpus.Arrays;

/// <summary>States that go on step by step, in place or from one buffer to the other.</summary>
public static partial class TimeStepping
{
    public static IEnumerable<ArrayCase> Cases =>
    [
        new("heat equation in place", ArrayCase.Numbers(9), x => Heat(x, 0.15, 7), (x, g) => HeatValueAndGradient(x, 0.15, 7, g), (x, d) => HeatJvp(x, 0.15, 7, d)),
        new("exchanged buffers", ArrayCase.Numbers(6), x => Exchanged(x, 5), (x, g) => ExchangedValueAndGradient(x, 5, g), (x, d) => ExchangedJvp(x, 5, d)),
        new("Lorenz by Runge–Kutta", [1, 1.1, 0.9], x => Lorenz(x, 6), (x, g) => LorenzValueAndGradient(x, 6, g), (x, d) => LorenzJvp(x, 6, d)),
        new("mass–spring", ArrayCase.Numbers(8), x => MassSpring(x, 9), (x, g) => MassSpringValueAndGradient(x, 9, g), (x, d) => MassSpringJvp(x, 9, d)),
        new("Kalman filter", ArrayCase.Numbers(10), x => Kalman(x), (x, g) => KalmanValueAndGradient(x, g), (x, d) => KalmanJvp(x, d)),
    ];

    [Differentiable]
    public static double Heat(ReadOnlySpan<double> start, [NoDerivative] double rate, int steps)
    {
        Span<double> t = start.ToArray();
        for (int step = 0; step < steps; step++)
        {
            for (int i = 1; i < t.Length - 1; i++) t[i] += rate * (t[i - 1] - 2 * t[i] + t[i + 1]);
        }
        return t[t.Length / 2] * t[1];
    }

    [Differentiable]
    public static double Exchanged(double[] x, int steps)
    {
        double[] old = (double[])x.Clone(), next = new double[x.Length];
        for (int s = 0; s < steps; s++)
        {
            for (int i = 0; i < x.Length; i++) next[i] = 0.5 * old[i] + 0.25 * old[(i + 1) % x.Length] * x[i];
            (old, next) = (next, old);
        }
        return old[0] * old[1] + next[2];
    }

    private static void Derivative(ReadOnlySpan<double> s, Span<double> ds)
    {
        ds[0] = 10 * (s[1] - s[0]);
        ds[1] = s[0] * (28 - s[2]) - s[1];
        ds[2] = s[0] * s[1] - 8.0 / 3 * s[2];
    }

    [Differentiable]
    public static double Lorenz(double[] start, int steps)
    {
        const double Dt = 0.01;
        double[] s = start.ToArray();
        double[] k1 = new double[3], k2 = new double[3], k3 = new double[3], k4 = new double[3], mid = new double[3];
        for (int step = 0; step < steps; step++)
        {
            Derivative(s, k1);
            for (int i = 0; i < 3; i++) mid[i] = s[i] + 0.5 * Dt * k1[i];
            Derivative(mid, k2);
            for (int i = 0; i < 3; i++) mid[i] = s[i] + 0.5 * Dt * k2[i];
            Derivative(mid, k3);
            for (int i = 0; i < 3; i++) mid[i] = s[i] + Dt * k3[i];
            Derivative(mid, k4);
            for (int i = 0; i < 3; i++) s[i] += Dt / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
        }
        return s[0] + s[1] * s[2];
    }

    /// <summary>Positions and velocities of a chain whose ends are fixed.</summary>
    [Differentiable]
    public static double MassSpring(double[] start, int steps)
    {
        int n = start.Length / 2;
        double[] position = start[..n], velocity = start[n..];
        for (int step = 0; step < steps; step++)
        {
            for (int i = 0; i < n; i++)
            {
                double left = i == 0 ? 0 : position[i - 1], right = i == n - 1 ? 0 : position[i + 1];
                velocity[i] += 0.05 * (left - 2 * position[i] + right - 0.3 * position[i] * position[i] * position[i]);
            }
            for (int i = 0; i < n; i++) position[i] += 0.05 * velocity[i];
        }
        double energy = 0;
        for (int i = 0; i < n; i++) energy += velocity[i] * velocity[i] + position[i] * position[i];
        return energy;
    }

    [Differentiable]
    public static double Kalman(ReadOnlySpan<double> measured)
    {
        double mean = 0, variance = 1, likelihood = 0;
        foreach (double z in measured)
        {
            double predicted = variance + 0.2, gain = predicted / (predicted + 0.5), error = z - mean;
            likelihood += 0.5 * (Math.Log(predicted + 0.5) + error * error / (predicted + 0.5));
            mean += gain * error;
            variance = (1 - gain) * predicted;
        }
        return likelihood;
    }
}
