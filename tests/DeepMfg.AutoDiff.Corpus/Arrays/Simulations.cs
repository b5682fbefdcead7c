namespace DeepMfg.AutoDiff.Corpus.Arrays;

/// <summary>Bodies, waves and populations, and cameras that look at points.</summary>
public static partial class Simulations
{
    private static readonly double[] s_masses = [1, 0.5, 0.2];
    private static readonly double[] s_seen = [0.1, 0.2, -0.3, 0.15];

    public static IEnumerable<ArrayCase> Cases =>
    [
        new("N bodies", ArrayCase.Numbers(12, 2), x => Bodies(x, s_masses), (x, g) => BodiesValueAndGradient(x, s_masses, g), (x, d) => BodiesJvp(x, s_masses, d)),
        ArrayCase.Of("double pendulum", [1.1, -0.4, 0.2, 0.1], Pendulum, PendulumValueAndGradient, PendulumJvp),
        ArrayCase.Of("wave on a grid", ArrayCase.Numbers(16), Wave, WaveValueAndGradient, WaveJvp),
        ArrayCase.Of("predators and prey", [1.2, 0.8, 0.6, 0.4, 0.3, 0.5], Prey, PreyValueAndGradient, PreyJvp),
        ArrayCase.Of("epidemic until it ends", [0.9, 0.4], Epidemic, EpidemicValueAndGradient, EpidemicJvp),
        new("pinhole camera", [0.1, -0.2, 0.05, 0.3, 0.1, 4, 1.2, 0.4, -0.3, 0.2, 0.1, 0.5], x => Camera(x, s_seen), (x, g) => CameraValueAndGradient(x, s_seen, g),
            (x, d) => CameraJvp(x, s_seen, d)),
        ArrayCase.Of("Bézier curve", ArrayCase.Numbers(8), Bezier, BezierValueAndGradient, BezierJvp),
        ArrayCase.Of("B-spline", ArrayCase.Numbers(7), Spline, SplineValueAndGradient, SplineJvp),
        ArrayCase.Of("natural cubic spline", ArrayCase.Numbers(6), Cubic, CubicValueAndGradient, CubicJvp),
        ArrayCase.Of("area of a polygon", ArrayCase.Numbers(10), Area, AreaValueAndGradient, AreaJvp),
        ArrayCase.Of("Gauss–Seidel until it is still", ArrayCase.Numbers(5), Seidel, SeidelValueAndGradient, SeidelJvp),
        ArrayCase.Of("Newton in two unknowns", [1.3, 0.7], Newton, NewtonValueAndGradient, NewtonJvp),
    ];

    [Differentiable]
    public static double Bodies(double[] start, [NoDerivative] double[] masses)
    {
        int n = masses.Length;
        double[] p = start[..(2 * n)], v = start[(2 * n)..], force = new double[2 * n];
        for (int step = 0; step < 4; step++)
        {
            Array.Clear(force);
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    double dx = p[2 * j] - p[2 * i], dy = p[2 * j + 1] - p[2 * i + 1], r2 = dx * dx + dy * dy + 0.1;
                    double f = masses[i] * masses[j] / (r2 * Math.Sqrt(r2));
                    force[2 * i] += f * dx;
                    force[2 * i + 1] += f * dy;
                    force[2 * j] -= f * dx;
                    force[2 * j + 1] -= f * dy;
                }
            }
            for (int i = 0; i < 2 * n; i++)
            {
                v[i] += 0.05 * force[i] / masses[i / 2];
                p[i] += 0.05 * v[i];
            }
        }
        double sum = 0;
        for (int i = 0; i < n; i++) sum += masses[i] * (v[2 * i] * v[2 * i] + v[2 * i + 1] * v[2 * i + 1]) + p[2 * i] * p[2 * i + 1];
        return sum;
    }

    private static double[] Slope(double[] s)
    {
        double delta = s[1] - s[0], below = 2 - Math.Cos(delta) * Math.Cos(delta);
        return
        [
            s[2], s[3],
            (Math.Sin(delta) * Math.Cos(delta) * s[2] * s[2] + Math.Sin(delta) * s[3] * s[3] - 2 * Math.Sin(s[0])) / below,
            (-Math.Sin(delta) * s[2] * s[2] * 2 - Math.Sin(s[1])) / below,
        ];
    }

    private static double[] Moved(double[] from, double[] by, double step)
    {
        double[] to = new double[from.Length];
        for (int i = 0; i < to.Length; i++) to[i] = from[i] + step * by[i];
        return to;
    }

    [Differentiable]
    public static double Pendulum(double[] start)
    {
        double[] s = start[..];
        for (int step = 0; step < 4; step++)
        {
            double[] k1 = Slope(s), k2 = Slope(Moved(s, k1, 0.05)), k3 = Slope(Moved(s, k2, 0.05)), k4 = Slope(Moved(s, k3, 0.1));
            for (int i = 0; i < s.Length; i++) s[i] += 0.1 / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
        }
        return s[0] * s[1] + s[2] - s[3];
    }

    [Differentiable]
    public static double Wave(double[] start)
    {
        const int N = 4;
        double[,] now = new double[N, N], speed = new double[N, N];
        for (int i = 0; i < N * N; i++) now[i / N, i % N] = start[i];
        for (int step = 0; step < 3; step++)
        {
            for (int i = 0; i < N; i++)
            {
                for (int j = 0; j < N; j++)
                {
                    double around = now[(i + 1) % N, j] + now[i, (j + 1) % N] - 2 * now[i, j];
                    speed[i, j] += 0.2 * around - 0.1 * now[i, j] * now[i, j] * now[i, j];
                }
            }
            for (int i = 0; i < now.GetLength(0); i++)
            {
                for (int j = 0; j <= now.GetUpperBound(1); j++) now[i, j] += 0.2 * speed[i, j];
            }
        }
        double energy = 0;
        for (int i = 0; i < N; i++) energy += now[i, i] * now[i, i] + speed[i, N - 1 - i] * speed[i, i];
        return energy;
    }

    [Differentiable]
    public static double Prey(double[] p)
    {
        Span<double> state = [p[0], p[1]];
        for (int step = 0; step < 20; step++)
        {
            double a = state[0], b = state[1];
            state[0] += 0.05 * (p[2] * a - p[3] * a * b);
            state[1] += 0.05 * (p[4] * a * b - p[5] * b);
        }
        return state[0] * state[1];
    }

    [Differentiable]
    public static double Epidemic(double[] rates)
    {
        double[] s = [0.99, 0.01, 0];
        double worst = 0;
        int days = 0;
        while (s[1] > 1e-3 && days < 60)
        {
            double caught = rates[0] * s[0] * s[1], cured = rates[1] * s[1];
            s[0] -= caught;
            s[1] += caught - cured;
            s[2] += cured;
            if (s[1] > worst) worst = s[1];
            days++;
        }
        return worst + s[2] * s[0];
    }

    private static void Rotate(ReadOnlySpan<double> turn, ReadOnlySpan<double> point, Span<double> turned)
    {
        double angle = Math.Sqrt(turn[0] * turn[0] + turn[1] * turn[1] + turn[2] * turn[2] + 1e-12), cos = Math.Cos(angle), sin = Math.Sin(angle) / angle;
        double dot = (turn[0] * point[0] + turn[1] * point[1] + turn[2] * point[2]) * (1 - cos) / (angle * angle);
        for (int i = 0; i < 3; i++)
        {
            int j = (i + 1) % 3, k = (i + 2) % 3;
            turned[i] = cos * point[i] + sin * (turn[j] * point[k] - turn[k] * point[j]) + dot * turn[i];
        }
    }

    /// <summary>The squared reprojection error: three of rotation, three of translation, then points.</summary>
    [Differentiable]
    public static double Camera(ReadOnlySpan<double> x, [NoDerivative] double[] seen)
    {
        Span<double> point = stackalloc double[3];
        double sum = 0;
        for (int i = 0; i < seen.Length / 2; i++)
        {
            Rotate(x[..3], x.Slice(6 + 3 * i, 3), point);
            for (int k = 0; k < 3; k++) point[k] += x[3 + k];
            double u = point[0] / point[2], v = point[1] / point[2], r2 = u * u + v * v, bent = 1 + 0.1 * r2 + 0.01 * r2 * r2;
            double eu = bent * u - seen[2 * i], ev = bent * v - seen[2 * i + 1];
            sum += eu * eu + ev * ev;
        }
        return sum;
    }

    /// <summary>By de Casteljau's algorithm, in place.</summary>
    [Differentiable]
    public static double Bezier(double[] control)
    {
        double length = 0, lastX = control[0], lastY = control[1];
        for (int step = 1; step <= 4; step++)
        {
            double t = step / 4.0;
            Span<double> p = control.ToArray();
            for (int degree = p.Length / 2 - 1; degree > 0; degree--)
            {
                for (int i = 0; i < degree; i++)
                {
                    for (int k = 0; k < 2; k++) p[2 * i + k] = (1 - t) * p[2 * i + k] + t * p[2 * i + 2 + k];
                }
            }
            length += Math.Sqrt((p[0] - lastX) * (p[0] - lastX) + (p[1] - lastY) * (p[1] - lastY));
            (lastX, lastY) = (p[0], p[1]);
        }
        return length;
    }

    [Differentiable]
    public static double Spline(double[] c)
    {
        double sum = 0;
        for (int at = 0; at < 5; at++)
        {
            double x = 0.3 + 0.7 * at;
            int span = (int)x;
            double[] basis = [1, 0, 0, 0];
            for (int degree = 1; degree <= 3; degree++)
            {
                double saved = 0;
                for (int r = 0; r < degree; r++)
                {
                    double right = span + r + 1 - x, left = x - (span + 1 - degree + r), share = basis[r] / (right + left);
                    basis[r] = saved + right * share;
                    saved = left * share;
                }
                basis[degree] = saved;
            }
            double value = 0;
            for (int k = 0; k < 4; k++) value += basis[k] * c[Math.Min(span + k, c.Length - 1)];
            sum += value * value;
        }
        return sum;
    }

    [Differentiable]
    public static double Cubic(double[] y)
    {
        int n = y.Length;
        double[] second = new double[n], upper = new double[n];
        for (int i = 1; i < n - 1; i++)
        {
            double below = 0.5 * second[i - 1] + 2;
            second[i] = -0.5 / below;
            upper[i] = (3 * (y[i + 1] - 2 * y[i] + y[i - 1]) - 0.5 * upper[i - 1]) / below;
        }
        second[n - 1] = 0;
        for (int i = n - 2; i >= 0; i--) second[i] = second[i] * second[i + 1] + upper[i];
        double bent = 0;
        for (int i = 0; i < n; i++) bent += second[i] * second[i];
        return bent + second[2] * y[1];
    }

    [Differentiable]
    public static double Area(double[] points)
    {
        double area = 0, around = 0;
        for (int i = 0; i < points.Length; i += 2)
        {
            int j = (i + 2) % points.Length;
            area += points[i] * points[j + 1] - points[j] * points[i + 1];
            double dx = points[j] - points[i], dy = points[j + 1] - points[i + 1];
            around += Math.Sqrt(dx * dx + dy * dy);
        }
        return area * area / around;
    }

    [Differentiable]
    public static double Seidel(double[] b)
    {
        double[] x = new double[b.Length];
        double change = 1;
        for (int sweep = 0; change > 1e-13; sweep++)
        {
            change = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double old = x[i];
                x[i] = b[i] / 4;
                if (i > 0) x[i] += x[i - 1] / 4;
                if (i + 1 < x.Length) x[i] += x[i + 1] * x[i + 1] / 8;
                change = Math.Max(change, Math.Abs(x[i] - old));
            }
            if (sweep > 100) break;
        }
        return x[0] * x[2] + x[4];
    }

    [Differentiable]
    public static double Newton(double[] p)
    {
        double[] u = [1, 1];
        while (true)
        {
            double f = u[0] * u[0] + u[1] * u[1] - 2 - p[0], g = u[0] * u[1] - p[1];
            if (f * f + g * g < 1e-28) return u[0] + 2 * u[1];
            double a = 2 * u[0], b = 2 * u[1] + 0.1, c = u[1], d = u[0] + 0.3, det = a * d - b * c;
            u[0] -= 0.7 * (f * d - b * g) / det;
            u[1] -= 0.7 * (a * g - c * f) / det;
        }
    }
}
