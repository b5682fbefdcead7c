namespace DeepMfg.AutoDiff.Corpus;

/// <summary>Switch statements, switch expressions, patterns.</summary>
public static partial class Switches
{
    public enum Coating
    {
        None,
        TitaniumNitride,
        AluminiumOxide = 5,
    }

    [Differentiable, Sample(1.5, 0), Sample(1.5, 1), Sample(1.5, 2), Sample(1.5, 7)]
    public static double Statement(double x, int kind)
    {
        double result;
        switch (kind)
        {
            case 0:
                result = x;
                break;
            case 1:
            case 2:
                result = x * x;
                result += kind;
                break;
            default:
                result = Math.Exp(-x);
                break;
        }

        return result * x;
    }

    [Differentiable, Sample(2.0, 0), Sample(2.0, 1), Sample(2.0, 5)]
    public static double OnAnEnum(double speed, Coating coating)
    {
        double constant = coating switch
        {
            Coating.None => 100,
            Coating.TitaniumNitride => 150,
            Coating.AluminiumOxide => 220,
            _ => throw new ArgumentOutOfRangeException(nameof(coating)),
        };
        return constant / (speed * speed);
    }

    [Differentiable, Sample(0.5), Sample(3.0), Sample(20.0), Sample(-4.0)]
    public static double OnAnActiveValue(double x) => x switch
    {
        < 0 => -x,
        >= 0 and < 1 => x * x,
        < 10 => 2 * x - 1,
        _ => 19 + Math.Log(x - 9),
    };

    [Differentiable, Sample(1.0, 2.0, 3), Sample(2.0, 1.0, 3), Sample(1.0, 2.0, 8)]
    public static double WithGuards(double x, double y, int n) => n switch
    {
        3 when x < y => x * y,
        3 => x / y,
        > 5 and not 7 => x + y * n,
        _ => y,
    };

    [Differentiable, Sample(1.5, 'l'), Sample(1.5, 'Q'), Sample(1.5, 'q'), Sample(1.5, '?')]
    public static double ReturnsFromCases(double x, char law)
    {
        switch (law)
        {
            case 'l':
                return 3 * x;
            case 'q' or 'Q':
                return x * x;
            case >= '0' and <= '9':
                return (law - '0') * x;
        }

        return Math.Sin(x);
    }

    [Differentiable, Sample(1.5, 2), Sample(-1.5, 2), Sample(1.5, 9)]
    public static double IsPatterns(double x, int n)
    {
        double y = x is > 0 and < 10 ? Math.Sqrt(x) : x * x;
        if (n is 1 or 2 or 3)
        {
            y *= n;
        }

        return n is not 9 ? y : y + x;
    }

    [Differentiable, Sample(0.4, 3.0, true), Sample(0.4, 3.0, false), Sample(1.4, 3.0, false)]
    public static double OnABool(double x, double y, bool wet) => wet switch
    {
        true => x + y,
        false when x > 1 => x * y,
        false => x - y * y,
    };

    [Differentiable, Sample(1.2, "steel"), Sample(1.2, "brass"), Sample(1.2, "wood")]
    public static double OnAString(double x, string material)
    {
        switch (material)
        {
            case "steel":
                return 7.85 * x;
            case "brass":
                x += 0.1;
                break;
            default:
                return Math.Cos(x);
        }

        return x * x;
    }

    [Differentiable, Sample(0.4, 2), Sample(0.4, 4), Sample(2.4, 4)]
    public static double InsideALoop(double x, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            switch (i % 3)
            {
                case 0:
                    sum += x;
                    break;
                case 1 when x > 1:
                    sum *= x;
                    continue;
                case 1:
                    sum += x * x;
                    break;
                default:
                    sum -= Math.Cos(x);
                    break;
            }

            sum *= 1.1;
        }

        return sum;
    }

    [Differentiable, Sample(1.5, 0.5), Sample(0.2, 0.5)]
    public static double NestedExpressions(double x, double y) => (x > 1 ? 1 : 0) switch
    {
        0 => y switch { > 1 => x, _ => x * y },
        1 => x * x * y switch { < 0 => -1, _ => y },
        _ => 0,
    };
}
