namespace DeepMfg.AutoDiff.Benchmarks.HandWritten;

/// <content>Those that go along a sequence.</content>
public static partial class ArrayGradients
{
    /// <summary>The table says which way was the best.</summary>
    public static double Warping(double[] both, int n, Span<double> g)
    {
        int m = both.Length - n, width = m + 1;
        Span<double> cell = stackalloc double[(n + 1) * width], bar = stackalloc double[(n + 1) * width];
        cell.Fill(double.PositiveInfinity);
        cell[0] = 0;
        for (int i = 1; i <= n; i++)
        {
            for (int j = 1; j <= m; j++)
            {
                double distance = both[i - 1] - both[n + j - 1];
                double best = Math.Min(cell[(i - 1) * width + j], Math.Min(cell[i * width + j - 1], cell[(i - 1) * width + j - 1]));
                cell[i * width + j] = distance * distance + best;
            }
        }

        g.Clear();
        bar.Clear();
        bar[^1] = 1;
        for (int i = n; i >= 1; i--)
        {
            for (int j = m; j >= 1; j--)
            {
                double cellBar = bar[i * width + j], distance = both[i - 1] - both[n + j - 1], distanceBar = 2 * cellBar * distance;
                g[i - 1] += distanceBar;
                g[n + j - 1] -= distanceBar;
                int up = (i - 1) * width + j, left = i * width + j - 1, across = up - 1;
                int best = cell[left] < cell[across] ? left : across;
                bar[cell[up] < cell[best] ? up : best] += cellBar;
            }
        }

        return cell[^1];
    }

    public static double Forward(double[] logits, int[] seen, Span<double> g)
    {
        double stay = Ops.Sigmoid(logits[0]), move = Ops.Sigmoid(logits[1]), low = Ops.Sigmoid(logits[2]), high = Ops.Sigmoid(logits[3]);
        Span<double> alphas = stackalloc double[2 * seen.Length + 2], scales = stackalloc double[seen.Length];
        alphas[0] = alphas[1] = 0.5;
        double likelihood = 0;
        for (int t = 0; t < seen.Length; t++)
        {
            double p0 = seen[t] == 0 ? low : 1 - low, p1 = seen[t] == 0 ? high : 1 - high, first = alphas[2 * t], second = alphas[2 * t + 1];
            double a0 = (first * stay + second * (1 - move)) * p0, a1 = (first * (1 - stay) + second * move) * p1, scale = a0 + a1;
            scales[t] = scale;
            alphas[2 * t + 2] = a0 / scale;
            alphas[2 * t + 3] = a1 / scale;
            likelihood += Math.Log(scale);
        }

        double stayBar = 0, moveBar = 0, lowBar = 0, highBar = 0, firstBar = 0, secondBar = 0;
        for (int t = seen.Length - 1; t >= 0; t--)
        {
            double p0 = seen[t] == 0 ? low : 1 - low, p1 = seen[t] == 0 ? high : 1 - high, first = alphas[2 * t], second = alphas[2 * t + 1];
            double scaleBar = (1 - firstBar * alphas[2 * t + 2] - secondBar * alphas[2 * t + 3]) / scales[t];
            double a0Bar = firstBar / scales[t] + scaleBar, a1Bar = secondBar / scales[t] + scaleBar;
            double p0Bar = a0Bar * (first * stay + second * (1 - move)), p1Bar = a1Bar * (first * (1 - stay) + second * move);
            lowBar += seen[t] == 0 ? p0Bar : -p0Bar;
            highBar += seen[t] == 0 ? p1Bar : -p1Bar;
            double into0 = a0Bar * p0, into1 = a1Bar * p1;
            stayBar += first * (into0 - into1);
            moveBar += second * (into1 - into0);
            firstBar = into0 * stay + into1 * (1 - stay);
            secondBar = into0 * (1 - move) + into1 * move;
        }

        g[0] = stayBar * stay * (1 - stay);
        g[1] = moveBar * move * (1 - move);
        g[2] = lowBar * low * (1 - low);
        g[3] = highBar * high * (1 - high);
        g[4] = logits[5];
        g[5] = logits[4];
        return likelihood + logits[4] * logits[5];
    }

    /// <summary>The variances and gains are those of any measurements: only errors go back.</summary>
    public static double Kalman(ReadOnlySpan<double> measured, Span<double> g)
    {
        double mean = 0, variance = 1, likelihood = 0;
        Span<double> gains = stackalloc double[measured.Length], slopes = stackalloc double[measured.Length];
        for (int t = 0; t < measured.Length; t++)
        {
            double predicted = variance + 0.2, spread = predicted + 0.5, gain = predicted / spread, error = measured[t] - mean;
            gains[t] = gain;
            slopes[t] = error / spread;
            likelihood += 0.5 * (Math.Log(spread) + error * error / spread);
            mean += gain * error;
            variance = (1 - gain) * predicted;
        }

        double meanBar = 0;
        for (int t = measured.Length - 1; t >= 0; t--)
        {
            double errorBar = slopes[t] + meanBar * gains[t];
            g[t] = errorBar;
            meanBar -= errorBar;
        }

        return likelihood;
    }

    public static double MassSpring(double[] start, int steps, Span<double> g)
    {
        int n = start.Length / 2;
        Span<double> position = stackalloc double[n], velocity = stackalloc double[n], kept = stackalloc double[n * steps];
        start.AsSpan(0, n).CopyTo(position);
        start.AsSpan(n).CopyTo(velocity);
        for (int step = 0; step < steps; step++)
        {
            position.CopyTo(kept[(step * n)..]);
            for (int i = 0; i < n; i++)
            {
                double left = i == 0 ? 0 : position[i - 1], right = i == n - 1 ? 0 : position[i + 1];
                velocity[i] += 0.05 * (left - 2 * position[i] + right - 0.3 * position[i] * position[i] * position[i]);
            }

            for (int i = 0; i < n; i++) position[i] += 0.05 * velocity[i];
        }

        double energy = 0;
        Span<double> positionBar = g[..n], velocityBar = g[n..];
        for (int i = 0; i < n; i++)
        {
            energy += velocity[i] * velocity[i] + position[i] * position[i];
            positionBar[i] = 2 * position[i];
            velocityBar[i] = 2 * velocity[i];
        }

        for (int step = steps - 1; step >= 0; step--)
        {
            ReadOnlySpan<double> before = kept.Slice(step * n, n);
            for (int i = 0; i < n; i++) velocityBar[i] += 0.05 * positionBar[i];
            for (int i = 0; i < n; i++)
            {
                double pull = 0.05 * velocityBar[i];
                if (i > 0) positionBar[i - 1] += pull;
                if (i < n - 1) positionBar[i + 1] += pull;
                positionBar[i] -= pull * (2 + 0.9 * before[i] * before[i]);
            }
        }

        return energy;
    }

    public static double Recurrent(double[] w, Span<double> g)
    {
        Span<double> states = stackalloc double[5 * 3], hBar = stackalloc double[3], zBar = stackalloc double[3];
        states[..3].Clear();
        for (int t = 0; t < 4; t++)
        {
            ReadOnlySpan<double> h = states.Slice(3 * t, 3);
            for (int i = 0; i < 3; i++)
            {
                double next = w[9 + i] * w[12 + t];
                for (int j = 0; j < 3; j++) next += w[3 * i + j] * h[j];
                states[3 * t + 3 + i] = Math.Tanh(next);
            }
        }

        g.Clear();
        (double a, double b, double c) = (states[12], states[13], states[14]);
        (hBar[0], hBar[1], hBar[2]) = (1, c, b);
        for (int t = 3; t >= 0; t--)
        {
            for (int i = 0; i < 3; i++)
            {
                double h = states[3 * t + 3 + i];
                zBar[i] = hBar[i] * (1 - h * h);
            }

            hBar.Clear();
            for (int i = 0; i < 3; i++)
            {
                g[9 + i] += zBar[i] * w[12 + t];
                g[12 + t] += zBar[i] * w[9 + i];
                for (int j = 0; j < 3; j++)
                {
                    g[3 * i + j] += zBar[i] * states[3 * t + j];
                    hBar[j] += zBar[i] * w[3 * i + j];
                }
            }
        }

        return a + b * c;
    }
}
