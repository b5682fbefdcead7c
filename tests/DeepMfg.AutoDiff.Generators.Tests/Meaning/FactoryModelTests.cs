namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Twelve models of a factory, each as a C# programmer would write it: they compile as they stand, and their gradients are those of differences.</summary>
public class FactoryModelTests
{
    private const string Models = """
        /// <summary>The gap between a derivative and Richardson's central difference, as far as it is none of that.</summary>
        public static double Gap(double derivative, Func<double, double> f, double x)
        {
            double h = 1e-3 * Math.Max(0.1, Math.Abs(x)), coarse = (f(x + h) - f(x - h)) / (2 * h), fine = (f(x + h / 2) - f(x - h / 2)) / h;
            double difference = fine + (fine - coarse) / 3;
            return Math.Abs(derivative - difference) <= 1e-7 * Math.Max(1, Math.Abs(difference)) ? 0 : derivative - difference;
        }

        public static readonly List<double> Failures = [120, 340, 560], Censored = [600, 600];
        public static readonly double[][] Inputs = [[1, 2], [0.5, -1], [-2, 0.3]];
        public static readonly Reading[] Rows = [new(default, 20, 0.5), new(default, 25, 0.05), new(default, 31, 1.5)];
        public static double[] With(double[] values, int at, double value) { double[] copy = [.. values]; copy[at] = value; return copy; }
        }

        public record ToolGrade(string Name, double SpeedExponent, double FeedExponent) { public static readonly ToolGrade K10 = new("K10", -4.1, -1.7); }
        public static partial class ToolWear
        {
            private const double ReferenceSpeed = 120, ReferenceFeed = 0.2;
            private static readonly double s_tool = 60;
            /// <summary>Flank wear after a time.</summary>
            [Differentiable]
            public static double FlankWear(double speed, double feed, double minutes, [NoDerivative] ToolGrade grade)
            {
                if (speed <= 0) throw new ArgumentOutOfRangeException(nameof(speed), speed, "must be positive");
                double life = s_tool * Math.Pow(speed / ReferenceSpeed, grade.SpeedExponent) * Math.Pow(feed / ReferenceFeed, grade.FeedExponent);
                double wear = 0.3 * minutes / life;
                return minutes > life ? wear * (1 + 0.5 * (minutes - life)) : wear;
            }
        }
        public enum Medium { Air, Oil, Water }
        public static partial class HeatTreatment
        {
            [Differentiable]
            public static double Temperature(double start, double ambient, double coefficient, double time, Medium medium, int steps = 100)
            {
                double temperature = start, dt = time / steps;
                double h = medium switch { Medium.Air => coefficient, Medium.Oil => 12 * coefficient, Medium.Water => 40 * coefficient, _ => throw new ArgumentOutOfRangeException(nameof(medium)) };
                for (int i = 0; i < steps; i++)
                {
                    double loss = h * (temperature - ambient);
                    if (temperature > 600) loss *= 1.5;
                    temperature -= loss * dt;
                }
                return temperature;
            }
        }
        public static partial class Roughness
        {
            [Differentiable]
            public static (double Ra, double Rz) Of(double feed, double noseRadius, double vibration)
            {
                double ideal = feed * feed / (32 * noseRadius) * 1000;
                double rz = 4 * ideal + 2 * Math.Abs(vibration);
                return (Ra: Math.Sqrt(ideal * ideal + vibration * vibration), Rz: rz);
            }
        }
        public static partial class Loop
        {
            [Differentiable]
            public static double Cost(double kp, double ki, double kd, double setpoint, [NoDerivative] double dt = 0.01, int steps = 200)
            {
                double y = 0, integral = 0, previous = setpoint, cost = 0;
                for (int k = 0; k < steps; k++)
                {
                    double error = setpoint - y;
                    integral = Math.Clamp(integral + error * dt, -10, 10);
                    double derivative = (error - previous) / dt;
                    previous = error;
                    double u = kp * error + ki * integral + kd * derivative;
                    y += dt * (u - y);
                    cost += error * error * dt;
                }
                return cost;
            }
        }
        public static partial class Queue
        {
            [Differentiable]
            public static double WaitingTime(double arrivalRate, double serviceRate, int servers)
            {
                double offered = arrivalRate / serviceRate, rho = offered / servers;
                if (rho >= 1) return double.PositiveInfinity;
                double sum = 0, term = 1;
                for (int n = 0; n < servers; n++) { sum += term; term *= offered / (n + 1); }
                double last = term / (1 - rho);
                return last / (sum + last) / (servers * serviceRate - arrivalRate);
            }
        }
        public static partial class Weibull
        {
            [Differentiable(Wrt = [nameof(shape), nameof(scale)])]
            public static double LogLikelihood(double shape, double scale, IReadOnlyList<double> failures, List<double> censored)
            {
                double sum = 0;
                foreach (double t in failures)
                {
                    double z = t / scale;
                    sum += Math.Log(shape / scale) + (shape - 1) * Math.Log(z) - Math.Pow(z, shape);
                }
                foreach (double t in censored) sum -= Math.Pow(t / scale, shape);
                return sum;
            }
        }
        public static partial class Logistic
        {
            [Differentiable]
            public static double Loss(double[] weights, double bias, [NoDerivative] double[][] x, [NoDerivative] int[] labels, [NoDerivative] double lambda)
            {
                double loss = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double z = bias;
                    for (int j = 0; j < weights.Length; j++) z += weights[j] * x[i][j];
                    double p = Sigmoid(z);
                    loss -= labels[i] == 1 ? Math.Log(p) : Math.Log(1 - p);
                }
                return loss / x.Length + lambda * weights.Sum(w => w * w);
            }
            private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));
        }
        public static partial class Fit
        {
            [Differentiable(Produce = Derivatives.Jacobian | Derivatives.Vjp)]
            public static double[] Residuals(double[] parameters, [NoDerivative] double[] t, [NoDerivative] double[] y)
            {
                var r = new double[t.Length];
                for (int i = 0; i < t.Length; i++) r[i] = parameters[0] * Math.Exp(-parameters[1] * t[i]) + parameters[2] - y[i];
                return r;
            }
        }
        public readonly record struct Vec(double X, double Y) { public static Vec operator +(Vec a, Vec b) => new(a.X + b.X, a.Y + b.Y); public static Vec operator -(Vec a, Vec b) => new(a.X - b.X, a.Y - b.Y); public double LengthSquared => X * X + Y * Y; public static Vec Polar(double r, double phi) => new(r * Math.Cos(phi), r * Math.Sin(phi)); }
        public static partial class Arm
        {
            [Differentiable]
            public static double Miss(double shoulder, double elbow, [NoDerivative] Vec target, double upper = 0.4, double lower = 0.3)
            {
                Vec hand = Vec.Polar(upper, shoulder) + Vec.Polar(lower, shoulder + elbow);
                return (hand - target).LengthSquared;
            }
        }
        public partial class Polynomial
        {
            private readonly double[] _c;
            private readonly double _scale;
            public Polynomial(double scale, params double[] c) { _c = c; _scale = scale; }
            public int Degree => _c.Length - 1;
            [Differentiable]
            public double At(double x) { double s = 0; for (int i = Degree; i >= 0; i--) s = s * (x / _scale) + _c[i]; return s; }
        }
        public record Reading(DateTime At, double Temperature, double Load);
        public static partial class Readings
        {
            [Differentiable]
            public static double Misfit(double gain, double offset, [NoDerivative] Reading[] readings) =>
                readings.Where(r => r.Load > 0.1).Select(r => gain * r.Load + offset - r.Temperature).Sum(e => e * e);
            [Differentiable]
            public static double Misfit2(double gain, [NoDerivative] List<Reading> readings) => (from r in readings where r.Load > 0.1 select Math.Pow(gain * r.Load - r.Temperature, 2)).Average();
        }
        public static partial class Horner
        {
            public static T Evaluate<T>(T x, ReadOnlySpan<T> coefficients) where T : System.Numerics.INumber<T>
            {
                T sum = T.Zero;
                for (int i = coefficients.Length - 1; i >= 0; i--) sum = sum * x + coefficients[i];
                return sum;
            }
            [Differentiable] public static double At(double x, double[] coefficients) => Evaluate<double>(x, coefficients);
        """;

    [Fact]
    public void They_compile_as_written_and_have_the_gradients_of_differences() => Calling.AllGive(Models,
        ("C.Gap(ToolWear.FlankWearValueAndGradient(150, 0.25, 30, ToolGrade.K10).Gradient.speed, v => ToolWear.FlankWear(v, 0.25, 30, ToolGrade.K10), 150)", 0),
        ("C.Gap(ToolWear.FlankWearValueAndGradient(150, 0.25, 30, ToolGrade.K10).Gradient.feed, v => ToolWear.FlankWear(150, v, 30, ToolGrade.K10), 0.25)", 0),
        ("C.Gap(HeatTreatment.TemperatureValueAndGradient(500, 20, 0.02, 30, Medium.Air).Gradient.coefficient, v => HeatTreatment.Temperature(500, 20, v, 30, Medium.Air), 0.02)", 0),
        ("C.Gap(Roughness.OfJvp(0.2, 0.8, 1, 1, 0, 0).Tangent.Ra, v => Roughness.Of(v, 0.8, 1).Ra, 0.2)", 0),
        ("C.Gap(Loop.CostValueAndGradient(2, 1, 0.05, 1).Gradient.ki, v => Loop.Cost(2, v, 0.05, 1), 1)", 0),
        ("C.Gap(Queue.WaitingTimeValueAndGradient(8, 3, 4).Gradient.arrivalRate, v => Queue.WaitingTime(v, 3, 4), 8)", 0),
        ("C.Gap(Weibull.LogLikelihoodValueAndGradient(1.5, 400, C.Failures, C.Censored).Gradient.shape, v => Weibull.LogLikelihood(v, 400, C.Failures, C.Censored), 1.5)", 0),
        ("C.Gap(Logistic.LossValueAndGradient([0.3, -0.2], 0.1, C.Inputs, [1, 0, 1], 0.01).Gradient.weights[1], v => Logistic.Loss(C.With([0.3, -0.2], 1, v), 0.1, C.Inputs, [1, 0, 1], 0.01), -0.2)", 0),
        ("C.Gap(Fit.ResidualsJacobian([2, 0.5, 1], [0, 1, 2], [3, 2, 1.5])[2, 1], v => Fit.Residuals([2, v, 1], [0, 1, 2], [3, 2, 1.5])[2], 0.5)", 0),
        ("C.Gap(Arm.MissValueAndGradient(0.3, 0.9, new(0.5, 0.2)).Gradient.elbow, v => Arm.Miss(0.3, v, new(0.5, 0.2)), 0.9)", 0),
        ("C.Gap(new Polynomial(2, 1, -3, 0.5, 2).AtValueAndGradient(1.7).Gradient, v => new Polynomial(2, 1, -3, 0.5, 2).At(v), 1.7)", 0),
        ("C.Gap(Readings.MisfitValueAndGradient(12, 10, C.Rows).Gradient.gain, v => Readings.Misfit(v, 10, C.Rows), 12)", 0),
        ("C.Gap(Readings.Misfit2ValueAndGradient(12, [.. C.Rows]).Gradient, v => Readings.Misfit2(v, [.. C.Rows]), 12)", 0),
        ("C.Gap(Horner.AtValueAndGradient(1.3, [1, -2, 0.5, 3]).Gradient.x, v => Horner.At(v, [1, -2, 0.5, 3]), 1.3)", 0),
        ("C.Gap(Horner.AtValueAndGradient(1.3, [1, -2, 0.5, 3]).Gradient.coefficients[3], v => Horner.At(1.3, [1, -2, 0.5, v]), 3)", 0));

    [Fact]
    public void A_query_that_is_no_loop_has_one_message() => Diagnostics.Expect.InClass(
        "[Differentiable] public static double F(double x, [NoDerivative] IEnumerable<int> n) => n.TakeWhile(i => i > 1).Select(i => i * x).Sum(v => v * v);",
        ("DMAD011", "n.TakeWhile(i => i > 1).Select(i => i * x).Sum(v => v * v)", "This query cannot be differentiated; make it one over arrays, spans or lists"));
}
