namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>Whole powers by multiplications alone, which give the same bits on every machine.</summary>
internal static class Powers
{
    /// <summary><c>xⁿ</c>, n at least zero.</summary>
    internal static double Of(double x, long n)
    {
        double power = 1;
        for (double square = x; n > 0; n >>= 1, square *= square)
        {
            power = (n & 1) == 0 ? power : power * square;
        }

        return power;
    }
}
