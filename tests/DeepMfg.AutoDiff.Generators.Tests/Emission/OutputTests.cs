using DeepMfg.AutoDiff.Generators.Tests.Compiling;

namespace DeepMfg.AutoDiff.Generators.Tests.Emission;

/// <summary>What is generated for C# of different kinds, whole, as reviewed: each is text that a person could have written.</summary>
public sealed class OutputTests
{
    [Fact]
    public void Powers() => Reads("""
        [Differentiable(Produce = Derivatives.Gradient | Derivatives.Vjp)]
        public static double ToolLife(double speed, double feed, double depth) => 60 * Math.Pow(speed / 120, -4) * Math.Pow(feed / 0.2, -1.6) * Math.Pow(depth, -0.4);
        """);

    [Fact]
    public void A_recurrence() => Reads("""
        [Differentiable(Produce = Derivatives.Gradient | Derivatives.Vjp)]
        public static double Population(double rate, double start, int years)
        {
            double x = start;
            for (int i = 0; i < years; i++) x = rate * x * (1 - x);
            return x;
        }
        """);

    [Fact]
    public void A_loop_that_breaks() => Reads("""
        [Differentiable(Produce = Derivatives.Gradient | Derivatives.Jvp)]
        public static double Kepler(double mean, double eccentricity)
        {
            double anomaly = mean;
            for (int i = 0; i < 50; i++)
            {
                double step = (anomaly - eccentricity * Math.Sin(anomaly) - mean) / (1 - eccentricity * Math.Cos(anomaly));
                anomaly -= step;
                if (Math.Abs(step) < 1e-13) break;
            }
            return anomaly;
        }
        """);

    [Fact]
    public void Nested_loops_in_reverse() => Reads("""
        [Differentiable(Produce = Derivatives.Vjp)]
        public static double Cooling(double start, double rate, int hours)
        {
            double heat = start;
            for (int hour = 0; hour < hours; hour++)
            {
                for (int minute = 0; minute < 60; minute++)
                {
                    if (heat < 1) break;
                    heat -= rate * heat * heat;
                }
            }
            return heat;
        }
        """);

    [Fact]
    public void An_objective() => Reads("""
        [Differentiable(Produce = Derivatives.Objective)]
        public static double Cost(ReadOnlySpan<double> cut, [NoDerivative] double rate, [NoDerivative] ReadOnlySpan<double> wear) =>
            rate * cut[0] + wear[0] * Math.Exp(cut[1]);
        """);

    [Fact]
    public void A_Jacobian_of_more_rows_than_columns() => Reads("""
        [Differentiable(Produce = Derivatives.Jacobian)]
        public static (double East, double North, double Up) Tip(double turn, double lift) =>
            (Math.Cos(turn) * Math.Cos(lift), Math.Sin(turn) * Math.Cos(lift), Math.Sin(lift));
        """);

    [Fact]
    public void Counted_loops_in_counted_loops() => Reads("""
        [Differentiable(Produce = Derivatives.Vjp)]
        public static double Growth(double start, double rate, int days, int hours)
        {
            double mass = start, harvest = 0;
            for (int day = 1; day <= days; day++)
            {
                for (int hour = 0; hour < hours; hour++) mass += rate * mass * (1 - mass);
                harvest += mass * day;
            }
            return harvest;
        }
        """);

    [Fact]
    public void A_switch_that_returns() => Reads("""
        [Differentiable]
        public static double Friction(double speed, char law)
        {
            switch (law)
            {
                case 'l': return 3 * speed;
                case 'q' or 'Q': return speed * speed;
                default: return Math.Tanh(speed);
            }
        }
        """);

    [Fact]
    public void Guards_and_early_returns() => Reads("""
        [Differentiable(Produce = Derivatives.Gradient | Derivatives.Vjp)]
        public static double Clearance(double gap, double wear)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(wear);
            if (gap < 0) return 2 * wear;
            double left = gap - wear;
            if (left < 0.1) return left * left;
            return Math.Log(left) + wear;
        }
        """);

    [Fact]
    public void A_conditional_and_a_call() => Reads("""
        [Differentiable(Produce = Derivatives.Vjp | Derivatives.Jvp)]
        public static double Loss(double forecast, double width)
        {
            double error = Distance(forecast, 2);
            return error < width ? 0.5 * error * error : width * (error - 0.5 * width);
        }

        private static double Distance(double x, double y) => Math.Abs(x - y);
        """);

    [Fact]
    public void Tuples_and_written_parameters() => Reads("""
        [Differentiable(Produce = Derivatives.Jvp | Derivatives.Vjp)]
        public static (double Sum, double Product) Mix((double A, double B) pair, ref double state, out double change)
        {
            change = pair.A * state;
            state += change;
            (double sum, double product) = (pair.A + pair.B, pair.A * pair.B);
            return (sum * state, product);
        }
        """);

    [Fact]
    public void What_a_library_says_of_a_method() => Reads(
        """
        private const double Half = 0.5;
        [Differentiable]
        public static double Energy(double[] speed, double mass)
        {
            double sum = 0;
            foreach (double v in speed) sum += Half * mass * Square(v);
            return sum > 1e9 ? throw new ArgumentException("too fast") : sum;
        }
        private static double Square(double v) => v * v;
        """,
        isApplication: false);

    private static void Reads(
        string method, bool isApplication = true, [System.Runtime.CompilerServices.CallerMemberName] string name = "") =>
        Golden.Verify(TextOf(method, isApplication), method: name);

    /// <summary>The file that is generated for a method; of a library the one that says what it computes.</summary>
    internal static string TextOf(string method, bool isApplication = true)
    {
        string text = $"namespace Made;\n\nusing System;\nusing System.Linq;\nusing DeepMfg.AutoDiff;\n\npublic static partial class Shop\n{{\n{method}\n}}\n";
        var settings = new Settings { IsApplication = isApplication };
        Generated generated = UserProject.Generate(UserProject.Compile([new UserFile("Shop.cs", text)], settings));
        Assert.Empty(generated.Faults());
        string code = generated.Sources.Single(source => isApplication || source.HintName.Contains(",body", StringComparison.Ordinal)).SourceText.ToString();
        return code.ReplaceLineEndings("\n");
    }
}
