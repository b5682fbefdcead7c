namespace DeepMfg.AutoDiff.Optimization;

/// <summary>Student's distribution with a whole number of degrees of freedom.</summary>
internal static class StudentT
{
    /// <summary>The t with P(|T| ≤ t) = <paramref name="probability"/>.</summary>
    internal static double TwoSided(double probability, int degrees)
    {
        double high = 1;
        while (Within(high, degrees) < probability && high < 1e300)
        {
            high *= 2;
        }

        return Roots.Brent(t => Within(t, degrees) - probability, 0, high).Point;
    }

    /// <summary>P(|T| ≤ t), a finite sum in the cosine and sine of atan(t / √ν): Abramowitz and Stegun, 26.7.3 and 26.7.4.</summary>
    internal static double Within(double t, int degrees)
    {
        double angle = Math.Atan(t / Math.Sqrt(degrees)), square = Math.Cos(angle) * Math.Cos(angle);
        bool isOdd = degrees % 2 == 1;
        double term = isOdd ? Math.Cos(angle) : 1, sum = degrees == 1 ? 0 : term;
        for (int k = isOdd ? 3 : 2; k < degrees; k += 2)
        {
            term *= square * (k - 1) / k;
            sum += term;
        }

        return isOdd ? 2 / Math.PI * (angle + (Math.Sin(angle) * sum)) : Math.Sin(angle) * sum;
    }
}
