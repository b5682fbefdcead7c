namespace DeepMfg.AutoDiff.Corpus
{
    /// <summary>Marked methods on instances, in nested, generic and record types, and with awkward names.</summary>
    public sealed partial class Spindle
    {
        private readonly double _ratio = 1.7;
        private double Damping { get; } = 0.3;
        private const double Base = 2;

        [Differentiable, Sample(0.7, 1.3)]
        public double Torque(double power, double speed) => Base * _ratio * power / speed - this.Damping * speed;

        [Differentiable, Sample(0.7, 1.3)]
        public double Through(double x, double y) => Torque(x, y) + this.Torque(y, x) * Scaled(x);

        private double Scaled(double x) => x * _ratio;

        public static partial class Nested
        {
            internal partial struct Deeper
            {
                [Differentiable, Sample(0.7)]
                internal static double Cube(double x) => x * x * x;
            }
        }
    }

    public partial record Thermostat(double Gain, int Order = 2)
    {
        public Thermostat()
            : this(0.4)
        {
        }

        [Differentiable, Sample(20.0, 18.5)]
        public double Heat(double target, double actual) => Gain * Math.Pow(target - actual, Order);
    }

    public partial record struct Ratio
    {
        [Differentiable, Sample(0.7, 1.3)]
        public static double Of(double x, double y) => x / y;
    }

    public static partial class Generic<T>
        where T : struct
    {
        [Differentiable, Sample(0.7, 1.3)]
        public static double Mean(double x, double y) => x * x + 0.5 * y;

        public static partial class Inner<TOther>
        {
            [Differentiable, Sample(0.7)]
            public static double Cosine(double x) => Math.Cos(x);
        }
    }

    public static partial class @class
    {
        [Differentiable, Sample(0.7, 1.3, 2.0)]
        public static double @return(double @in, double @out, double @double)
        {
            double @if = @in * @out;
            return @if * @double + Math.Sin(@in);
        }
    }

    /// <summary>Names that generated code uses itself.</summary>
    public static partial class Collisions
    {
        [Differentiable, Sample(0.7, 1.3)]
        public static double OursAsParameters(double x, double xBar) => x * Math.Sin(xBar);

        [Differentiable, Sample(0.7, 4)]
        public static double OursAsLocals(double tape, int n)
        {
            double cotangent = tape, value = 1, tapeBar = 0.5, xDot = 2;
            for (int tangent = 0; tangent < n; tangent++)
            {
                value *= Math.Sin(cotangent) + xDot;
                cotangent += value * tapeBar;
            }

            return value * tape;
        }

        [Differentiable, Sample(0.7, 1.3)]
        public static double OfTupleNames(double Item2, double Rest) => Item2 * Item2 * Rest;

        [Differentiable, Sample(0.7, 1.3)]
        public static double ByCase(double x, double X) => x * X * X;

        [Differentiable, Sample(0.7)]
        public static double Overloaded(double x) => x * x;

        [Differentiable, Sample(0.7, 1.3)]
        public static double Overloaded(double x, double y) => x * y * y;

        [Differentiable, Sample(0.7, 3)]
        public static double Overloaded(double x, int y) => x * y;
    }

    /// <summary><c>Math</c> means something else in this type.</summary>
    public static partial class Shadowing
    {
        private static double Math => 2;

        [Differentiable, Sample(0.7)]
        public static double SinOf(double x) => System.Math.Sin(x) * Math;
    }
}

/// <summary>In the global namespace.</summary>
public static partial class GlobalType
{
    [DeepMfg.AutoDiff.Differentiable, DeepMfg.AutoDiff.Corpus.Sample(0.7, 1.3)]
    public static double Blend(double x, double y) => 0.3 * x * y + 0.7 * y;
}
