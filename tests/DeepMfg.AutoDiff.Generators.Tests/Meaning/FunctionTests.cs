namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Lambdas, local functions and methods that are handed to other methods, or held by a variable: derivatives go through what they capture.</summary>
public class FunctionTests
{
    private const string Members = """
            static double Integrate(Func<double, double> f, double a, double b, int n = 10)
            {
                double h = (b - a) / n, s = 0.5 * (f(a) + f(b));
                for (int i = 1; i < n; i++) s += f(a + i * h);
                return s * h;
            }

            static double Newton(Func<double, double> f, Func<double, double> slope, double x)
            {
                for (int i = 0; i < 50; i++)
                {
                    double step = f(x) / slope(x);
                    x -= step;
                    if (Math.Abs(step) < 1e-15) break;
                }
                return x;
            }

            static double Twice(Func<double, double> g, double x) => g(g(x));

            static double Passed(Func<double, double> g, double x, out double twice) { twice = Twice(g, x); return g(x); }

            [Differentiable] public static double Mass(double k, double end) => Integrate(x => k * x, 0, end);

            [Differentiable] public static double Plane(double k) => Integrate(u => Integrate(v => u * v * k * k, 0, 1), 0, 1);

            [Differentiable] public static double Root(double a) => Newton(x => x * x - a, x => 2 * x, 1);

            [Differentiable] public static double Held(double x)
            {
                Func<double, double> f = y => y * y * x;
                double Scaled(double z) => z * x;
                double once = Passed(f, x, out double twice);
                return f(x) + once + twice + Twice(Scaled, x) + Twice(Math.Sqrt, x);
            }

            [Differentiable] public static double Own(double x)
            {
                return Apply(x, v => v * v);
                double Apply(double y, Func<double, double> f) => f(y) * y;
            }

            [Differentiable] public static double Elements(double[] x)
            {
                Func<int, double> square = i => x[i] * x[i];
                double s = 0;
                for (int i = 0; i < x.Length; i++) s += square(i) * i;
                return s;
            }

            [Differentiable] public static double Later(double x)
            {
                double scale = 1;
                Func<double, double> f = y => y * scale;
                scale = x;
                return f(x);
            }
        """;

    [Fact]
    public void Derivatives_go_through_functions_that_are_known() => Calling.AllGive(Members,
        ("C.MassValueAndGradient(3, 2).Gradient.k", 2),
        ("C.MassValueAndGradient(3, 2).Gradient.end", 6),
        ("C.PlaneValueAndGradient(3).Gradient", 1.5),
        ("Math.Round(C.RootValueAndGradient(4).Gradient, 12)", 0.25),
        ("C.HeldValueAndGradient(1).Gradient", 3 + 3 + 7 + 3 + 0.25),
        ("C.OwnValueAndGradient(2).Gradient", 12),
        ("C.ElementsValueAndGradient([1, 2, 3]).Gradient[2]", 12),
        ("C.LaterValueAndGradient(3).Gradient", 6));

    [Fact]
    public void Functions_that_are_not_known_or_run_in_circles_are_refused()
    {
        string[] bodies =
        [
            "Func<double, double> f = y => y * y; f = y => y; return f(x);",
            "double s = 0; Action<double> add = v => s += v; add(x * x); return s;",
            "return Around(y => y * x, x); static double Around(Func<double, double> f, double y) => y > 3 ? f(y) : Around(f, y * 2);",
        ];
        string[][] said = Calling.SaysOfEach([.. bodies.Select(static body => $"[Differentiable] public static double F(double x) {{ {body} }}")]);

        Assert.All(said, static ids => Assert.All(ids, static id => Assert.Equal("DMAD011", id)));
        Assert.All(said, Assert.NotEmpty);
    }
}
