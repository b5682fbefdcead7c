namespace DeepMfg.AutoDiff.Optimization.Tests.Transformations;

/// <summary>One step as the paper has it: changes the parameters, given the gradients in them. Steps are counted from one.</summary>
public delegate void PaperStep(int t, double[] g, double[] theta);

/// <summary>The formulas of the papers, one parameter at a time, in double precision.</summary>
internal static class Papers
{
    internal static PaperStep Sgd(double eta) => Each((_, g, theta, _) => theta - eta * g);

    internal static PaperStep Momentum(double eta, double mu) => Each((_, g, theta, s) =>
    {
        s[0] = mu * s[0] + g;
        return theta - eta * s[0];
    });

    /// <summary>Sutskever and others 2013, equations 3 and 4; the parameters at hand are the points θ + μ v at which the gradient is taken.</summary>
    internal static PaperStep Nesterov(double eta, double mu) => Each((_, g, ahead, s) =>
    {
        double theta = ahead - mu * s[0];
        s[0] = mu * s[0] - eta * g;
        return theta + s[0] + mu * s[0];
    });

    /// <summary>Kingma, Ba 2015, algorithm 1; with a decay Loshchilov, Hutter 2019, algorithm 2, line 12, with α = 1.</summary>
    internal static PaperStep Adam(Func<int, double> eta, double b1, double b2, double eps, double lambda = 0) => Each((t, g, theta, s) =>
    {
        s[0] = b1 * s[0] + (1 - b1) * g;
        s[1] = b2 * s[1] + (1 - b2) * g * g;
        double m = s[0] / (1 - Math.Pow(b1, t)), v = s[1] / (1 - Math.Pow(b2, t));
        return theta - eta(t) * (m / (Math.Sqrt(v) + eps) + lambda * theta);
    });

    /// <summary>Reddi and others 2018, algorithm 2.</summary>
    internal static PaperStep AmsGrad(double alpha, double b1, double b2, double eps) => Each((_, g, theta, s) =>
    {
        s[0] = b1 * s[0] + (1 - b1) * g;
        s[1] = b2 * s[1] + (1 - b2) * g * g;
        s[2] = Math.Max(s[2], s[1]);
        return theta - alpha * s[0] / (Math.Sqrt(s[2]) + eps);
    });

    /// <summary>Dozat 2016, algorithm 2, and the schedule of its appendix: products are taken anew at each step.</summary>
    internal static PaperStep NAdam(double alpha, double beta, double nu, double eps, double psi) => Each((t, g, theta, s) =>
    {
        double Mu(int i) => beta * (1 - 0.5 * Math.Pow(0.96, i * psi));
        double Product(int last) => Enumerable.Range(1, last).Aggregate(1.0, (product, i) => product * Mu(i));
        s[0] = beta * s[0] + (1 - beta) * g;
        s[1] = nu * s[1] + (1 - nu) * g * g;
        double m = Mu(t + 1) * s[0] / (1 - Product(t + 1)) + (1 - Mu(t)) * g / (1 - Product(t));
        return theta - alpha * m / (Math.Sqrt(s[1] / (1 - Math.Pow(nu, t))) + eps);
    });

    /// <summary>Liu and others 2020, algorithm 2.</summary>
    internal static PaperStep RAdam(double alpha, double b1, double b2, double eps) => Each((t, g, theta, s) =>
    {
        double infinite = 2 / (1 - b2) - 1, power = Math.Pow(b2, t), rho = infinite - 2 * t * power / (1 - power);
        s[0] = b1 * s[0] + (1 - b1) * g;
        s[1] = b2 * s[1] + (1 - b2) * g * g;
        double m = s[0] / (1 - Math.Pow(b1, t));
        if (rho <= 4)
        {
            return theta - alpha * m;
        }

        double r = Math.Sqrt((rho - 4) * (rho - 2) * infinite / ((infinite - 4) * (infinite - 2) * rho));
        return theta - alpha * r * m * Math.Sqrt(1 - power) / (Math.Sqrt(s[1]) + eps);
    });

    /// <summary>Duchi and others 2011, figure 1, with diagonal matrices.</summary>
    internal static PaperStep AdaGrad(double eta, double delta) => Each((_, g, theta, s) =>
    {
        s[0] += g * g;
        return theta - eta * g / (delta + Math.Sqrt(s[0]));
    });

    /// <summary>Tieleman, Hinton 2012, slide 29.</summary>
    internal static PaperStep RmsProp(double eta, double rho, double eps) => Each((_, g, theta, s) =>
    {
        s[0] = rho * s[0] + (1 - rho) * g * g;
        return theta - eta * g / (Math.Sqrt(s[0]) + eps);
    });

    /// <summary>Chen and others 2023, algorithm 2.</summary>
    internal static PaperStep Lion(double eta, double b1, double b2, double lambda) => Each((_, g, theta, s) =>
    {
        double c = b1 * s[0] + (1 - b1) * g;
        s[0] = b2 * s[0] + (1 - b2) * g;
        return theta - eta * (Math.Sign(c) + lambda * theta);
    });

    internal static PaperStep ClipByValue(double c, PaperStep next) => (t, g, theta) =>
        next(t, [.. g.Select(x => x > c ? c : x < -c ? -c : x)], theta);

    /// <summary>Pascanu and others 2013, algorithm 1.</summary>
    internal static PaperStep ClipByGlobalNorm(double c, PaperStep next) => (t, g, theta) =>
    {
        double norm = Math.Sqrt(g.Sum(x => x * x));
        next(t, norm >= c ? [.. g.Select(x => c / norm * x)] : g, theta);
    };

    internal static PaperStep WeightDecay(double lambda, PaperStep next) => (t, g, theta) =>
        next(t, [.. g.Select((x, i) => x + lambda * theta[i])], theta);

    internal static PaperStep Accumulate(int count, PaperStep next)
    {
        var seen = new List<double[]>();
        return (t, g, theta) =>
        {
            seen.Add([.. g]);
            if (seen.Count == count)
            {
                next(t / count, [.. g.Select((_, i) => seen.Average(each => each[i]))], theta);
                seen.Clear();
            }
        };
    }

    /// <summary>Kingma, Ba 2015, section 3: the average written out as the sum that it is.</summary>
    internal static PaperStep Average(double delta, PaperStep next)
    {
        var seen = new List<double[]>();
        return (t, g, theta) =>
        {
            seen.Add([.. g]);
            double weight = 1 - Math.Pow(delta, t);
            next(t, [.. g.Select((_, i) => seen.Select((each, k) => (1 - delta) * Math.Pow(delta, t - 1 - k) * each[i]).Sum() / weight)], theta);
        };
    }

    internal static PaperStep SkipNonFinite(PaperStep next)
    {
        int taken = 0;
        return (_, g, theta) =>
        {
            if (g.All(double.IsFinite))
            {
                next(++taken, g, theta);
            }
        };
    }

    private static PaperStep Each(Func<int, double, double, double[], double> rule)
    {
        var state = new Dictionary<int, double[]>();
        return (t, g, theta) =>
        {
            for (int i = 0; i < theta.Length; i++)
            {
                state.TryAdd(i, new double[3]);
                theta[i] = rule(t, g[i], theta[i], state[i]);
            }
        };
    }
}
