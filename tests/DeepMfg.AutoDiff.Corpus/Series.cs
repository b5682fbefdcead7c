namespace DeepMfg.AutoDiff.Corpus;

/// <summary>Polynomials, series and special functions.</summary>
public static partial class Series
{
    [Differentiable, Sample(0.7)]
    public static double Horner(double x) => ((((0.3 * x - 1.1) * x + 0.4) * x + 2.2) * x - 0.9) * x + 1;

    /// <summary>A Chebyshev sum by Clenshaw's recurrence.</summary>
    [Differentiable, Sample(0.35, 12)]
    public static double Clenshaw(double x, int n)
    {
        double next = 0, here = 0;
        for (int k = n; k > 0; k--)
        {
            (here, next) = (2 * x * here - next + 1.0 / (k * k), here);
        }

        return x * here - next + 0.5;
    }

    /// <summary>Chebyshev's polynomial by its three-term recurrence.</summary>
    [Differentiable, Sample(0.35, 0), Sample(0.35, 1), Sample(0.35, 9)]
    public static double Chebyshev(double x, int n)
    {
        if (n == 0) return 1;
        double before = 1, here = x;
        for (int k = 2; k <= n; k++)
        {
            double next = 2 * x * here - before;
            before = here;
            here = next;
        }

        return here;
    }

    /// <summary>Bessel's function of order zero by its power series.</summary>
    [Differentiable, Sample(1.7)]
    public static double BesselJ0(double x)
    {
        double quarter = -0.25 * x * x, term = 1, sum = 1;
        for (int k = 1; Math.Abs(term) > 1e-16; k++)
        {
            term *= quarter / (k * k);
            sum += term;
        }

        return sum;
    }

    /// <summary>The error function by its Maclaurin series.</summary>
    [Differentiable, Sample(0.8)]
    public static double ErrorFunction(double x)
    {
        double term = x, sum = x;
        int n = 0;
        do
        {
            n++;
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        while (Math.Abs(term) > 1e-17);
        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    /// <summary>The logarithm of the gamma function: shifted up, then Stirling's series.</summary>
    [Differentiable, Sample(2.3), Sample(14.0)]
    public static double LogGamma(double x)
    {
        double shift = 0;
        while (x < 10)
        {
            shift += Math.Log(x);
            x++;
        }

        double inverse = 1 / x, square = inverse * inverse;
        double tail = inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680)));
        return (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(Math.Tau) + tail - shift;
    }

    /// <summary>The normal distribution (Abramowitz and Stegun 26.2.17).</summary>
    private static double Normal(double x)
    {
        double t = 1 / (1 + 0.2316419 * Math.Abs(x));
        double polynomial = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        double upper = Math.Exp(-0.5 * x * x) / Math.Sqrt(Math.Tau) * polynomial;
        return x > 0 ? 1 - upper : upper;
    }

    /// <summary>The price of a European option (Black, Scholes).</summary>
    [Differentiable, Sample(100.0, 95.0, 0.25, 0.03, 0.5, true), Sample(100.0, 120.0, 0.25, 0.03, 0.5, false)]
    public static double BlackScholes(double spot, double strike, double volatility, double rate, double years, bool call)
    {
        double deviation = volatility * Math.Sqrt(years);
        double d1 = (Math.Log(spot / strike) + (rate + 0.5 * volatility * volatility) * years) / deviation;
        double d2 = d1 - deviation;
        double discounted = strike * Math.Exp(-rate * years);
        return call ? spot * Normal(d1) - discounted * Normal(d2) : discounted * Normal(-d2) - spot * Normal(-d1);
    }

    /// <summary>A payment plan's remaining debt, with a change of rate.</summary>
    [Differentiable, Sample(100_000.0, 0.03, 450.0)]
    public static double RemainingDebt(double loan, double yearlyRate, double payment)
    {
        double debt = loan;
        for (int month = 0; month < 120; month++)
        {
            double rate = (month < 60 ? yearlyRate : yearlyRate + 0.01) / 12;
            debt += debt * rate - payment;
            if (debt < 0) return 0;
        }

        return debt;
    }

    /// <summary>The zeta function's alternating sum, with Euler's acceleration of the last terms.</summary>
    [Differentiable, Sample(1.5)]
    public static double AlternatingZeta(double s)
    {
        double sum = 0, sign = 1, last = 0;
        for (int n = 1; n <= 40; n++)
        {
            last = sign * Math.Pow(n, -s);
            sum += last;
            sign = -sign;
        }

        return sum - 0.5 * last;
    }

    /// <summary>Softplus, written so that it does not overflow.</summary>
    [Differentiable, Sample(2.0), Sample(-800.0), Sample(800.0)]
    public static double StableSoftplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
}
