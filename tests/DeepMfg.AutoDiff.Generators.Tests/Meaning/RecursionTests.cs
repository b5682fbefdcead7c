using System.Globalization;
using DeepMfg.AutoDiff.Generators.Tests.Compiling;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Methods of numbers that call themselves, directly or by way of others.</summary>
public class RecursionTests
{
    private const string Members = """
        [Differentiable] public static double Power(double x, int n) => n == 0 ? 1 : n % 2 == 0 ? Power(x * x, n / 2) : x * Power(x, n - 1);
        [Differentiable] public static double Area(double k, double b) => Part(k, 0, b, Decay(k, 0), Decay(k, b / 2), Decay(k, b), 12);
        static double Decay(double k, double t) => Math.Exp(-k * t) * Math.Sin(5 * t);
        static double Part(double k, double a, double b, double fa, double fm, double fb, int depth)
        {
            double m = (a + b) / 2, l = Decay(k, (a + m) / 2), r = Decay(k, (m + b) / 2);
            double whole = (b - a) / 6 * (fa + 4 * fm + fb), halves = (b - a) / 12 * (fa + 4 * l + 2 * fm + 4 * r + fb);
            if (depth == 0 || Math.Abs(whole - halves) < 1e-10) return halves;
            return Part(k, a, m, fa, l, fm, depth - 1) + Part(k, m, b, fm, r, fb, depth - 1);
        }
        [Differentiable] public static double Even(double x, double y) => Even(x, y, 5);
        static double Even(double x, double y, int n) => n == 0 ? x : Math.Sin(Odd(x, y, n - 1)) + y;
        static double Odd(double x, double y, int n) => n == 0 ? 2 * x : x * Even(y, x + 0.1, n - 1);
        [Differentiable] public static double Pair(double x, double y) { var (s, c) = Turned(x, y, 6); return s * c + s; }
        static (double S, double C) Turned(double a, double b, int n)
        {
            if (n == 0) return (a, b);
            var (s, c) = Turned(a, b, n - 1);
            return (0.8 * s + 0.3 * c * c, Math.Cos(c) - s * a);
        }
        [Differentiable] public static double Looped(double x, double y)
        {
            double sum = 0;
            for (int i = 0; i < 4; i++) sum += Nested(x + sum * 0.1, y, i) * y;
            return sum;
        }
        static double Nested(double x, double y, int n)
        {
            double s = x;
            for (int i = 0; i < n; i++) s += Nested(s * 0.2, y * s, i) * Math.Exp(-s * s);
            return s;
        }
        [Differentiable(Produce = Derivatives.Default | Derivatives.Split)] public static double Chosen(double x, double y)
        {
            double a = Deep(x, 4), b = Deep(Math.Log(y), 3), sum = 0;
            for (int i = 0; i < 3; i++)
            {
                double c = Deep(sum + Math.Log(y - i), i);
                sum += y > i ? c * a : a;
            }
            return y > 0 ? a * b + sum : sum;
        }
        static double Deep(double x, int n) => n == 0 ? x : Math.Sin(Deep(x, n - 1)) + x * x;
        public static (double Value, double X, double Y) Split(double x, double y)
        {
            using Tape tape = Tape.Open();
            double value = ChosenForward(x, y, tape), xBar = 0, yBar = 0;
            ChosenReverse(x, y, tape, 1, ref xBar, ref yBar);
            return (value, xBar, yBar);
        }
        [Differentiable] public static double Again(double x, double y) => Ad.Checkpoint(Deep(x, 4)) * Deep(y, 2);
        """;

    private const string Counted = """
        public static int Forward, Backward;
        public static double Leaf(double x)
        {
            Forward++;
            if (Forward == 1000) throw new InvalidOperationException();
            return Math.Sin(x);
        }
        [DerivativeOf(typeof(C), nameof(Leaf))] static (double, double) LeafJvp(double x, double xDot) => (Math.Sin(x), Math.Cos(x) * xDot);
        [DerivativeOf(typeof(C), nameof(Leaf))] static double LeafVjp(double x, double cotangent, ref double xBar)
        {
            Backward++;
            xBar += cotangent * Math.Cos(x);
            return Math.Sin(x);
        }
        [Differentiable] public static double Chain(double x, int n) => n == 0 ? x : Leaf(Chain(x, n - 1)) * x;
        [Differentiable] public static double Tree(double x, int n) => n == 0 ? x : Leaf(Tree(x * 0.9, n - 1)) + Leaf(Tree(x * x, n - 1));
        public static double Steps(Func<double, int, double> f, int n)
        {
            (Forward, Backward) = (0, 0);
            f(0.4, n);
            return Forward + Backward * 1000.0;
        }
        public static double AfterFailure(int n)
        {
            double before = ChainValueAndGradient(0.4, n).Gradient;
            Forward = 990;
            try { ChainValueAndGradient(0.4, n); } catch (InvalidOperationException) { Forward = 0; }
            long bytes = GC.GetAllocatedBytesForCurrentThread();
            double after = ChainValueAndGradient(0.4, n).Gradient;
            bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
            return Forward == n && before == after ? bytes : -1;
        }
        """;

    private const string OverArrays = """
        [Differentiable] public static double Norm(double[] x) => Sum(x, 0, x.Length);
        static double Sum(double[] x, int from, int to)
        {
            int middle = (from + to) / 2;
            return to - from == 1 ? x[from] * x[from] : Math.Sin(Sum(x, from, middle)) + Sum(x, middle, to) * x[from];
        }
        [Differentiable] public static double Halves(double[] x) => Half(x);
        static double Half(ReadOnlySpan<double> x) =>
            x.Length == 1 ? x[0] : Math.Sin(Half(x[..(x.Length / 2)])) * Half(x[(x.Length / 2)..]) + x[0];
        static void Transform(Span<double> re, Span<double> im)
        {
            int n = re.Length, half = n / 2;
            if (n == 1) return;
            Span<double> a = new double[half], b = new double[half], c = new double[half], d = new double[half];
            for (int i = 0; i < half; i++) (a[i], b[i], c[i], d[i]) = (re[2 * i], im[2 * i], re[2 * i + 1], im[2 * i + 1]);
            Transform(a, b);
            Transform(c, d);
            for (int i = 0; i < half; i++)
            {
                var (sin, cos) = Math.SinCos(-2 * Math.PI * i / n);
                double x = c[i] * cos - d[i] * sin, y = c[i] * sin + d[i] * cos;
                (re[i], im[i], re[i + half], im[i + half]) = (a[i] + x, b[i] + y, a[i] - x, b[i] - y);
            }
        }
        [Differentiable] public static double Peak(double[] signal)
        {
            double[] re = (double[])signal.Clone(), im = new double[signal.Length];
            Transform(re, im);
            double sum = 0;
            for (int i = 0; i < re.Length; i++) sum += i * (re[i] * re[i] + im[i] * im[i]) + re[i];
            return Math.Log(sum);
        }
        static void Mix(Span<double> x, double k)
        {
            if (x.Length < 2) return;
            Mix(x[..(x.Length / 2)], k * 0.5);
            for (int i = 1; i < x.Length; i++) x[i] += k * x[i - 1] * x[i];
            Mix(x[(x.Length / 2)..], k * k);
        }
        [Differentiable] public static double Mixed(double[] x)
        {
            double[] y = [.. x];
            Mix(y, x[0] + x[1]);
            double s = 0;
            for (int i = 0; i < y.Length; i++) s += y[i] * y[i] * (i + 1);
            return s;
        }
        public static double[] X = [0.1, 0.5, 0.7, -0.3, 0.2, 0.9, -0.4, 0.35], Way = [1, -1, 0.5, 2, 0, 1, 0.25, -2];
        public static double At(Func<double[], double> f, int i, double d) { var y = (double[])X.Clone(); y[i] += d; return f(y); }
        public static double Slope(Func<double[], double> f, int i) => (8 * (At(f, i, 1e-4) - At(f, i, -1e-4)) - (At(f, i, 2e-4) - At(f, i, -2e-4))) / 12e-4;
        public static double Along(double[] g) { double s = 0; for (int i = 0; i < 8; i++) s += g[i] * Way[i]; return s; }
        public static double Bytes(Func<double[], double[], double> f)
        {
            var g = new double[8];
            f(X, g);
            long before = GC.GetAllocatedBytesForCurrentThread();
            f(X, g);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        """;

    [Fact]
    public void So_it_is_over_arrays_and_parts_of_them()
    {
        string[] names = ["Norm", "Halves", "Peak", "Mixed"];
        string[] slopes = [.. names.SelectMany(static name => Enumerable.Range(0, 8).Select(i => $"C.Slope(C.{name}, {i})"))];
        string[] gradients = [.. names.SelectMany(static name => Enumerable.Range(0, 8).Select(i => $"C.{name}ValueAndGradient(C.X).Gradient[{i}]"))];
        string[] along = [.. names.SelectMany(static name => new[] { $"C.Along(C.{name}ValueAndGradient(C.X).Gradient)", $"C.{name}Jvp(C.X, C.Way).Tangent" })];
        string[] bytes = [.. names.Select(static name => $"C.Bytes((x, g) => C.{name}ValueAndGradient(x, g))")];
        double[] all = Calling.Values(OverArrays, [.. slopes, .. gradients, .. along, .. bytes], null);

        for (int i = 0; i < 32; i++) Assert.Equal(all[i], all[i + 32], 1e-8);
        for (int i = 64; i < 72; i += 2) Assert.Equal(all[i], all[i + 1], 1e-12);
        Assert.Equal([0, 0, 0, 0], all[72..]);
    }

    [Theory]
    [InlineData("Area", 0.5, 2)]
    [InlineData("Even", 0.4, 0.7)]
    [InlineData("Pair", 0.6, -0.3)]
    [InlineData("Looped", 0.3, 1.1)]
    [InlineData("Chosen", 0.3, 2.5)]
    [InlineData("Again", 0.3, 0.8)]
    public void Both_modes_are_the_slopes_of_the_method(string name, double x, double y)
    {
        string at(double dx, double dy) => string.Create(CultureInfo.InvariantCulture, $"C.{name}({x + dx:R}, {y + dy:R})");
        string here = string.Create(CultureInfo.InvariantCulture, $"{x:R}, {y:R}");
        const double h = 1e-4;
        string[] points = [at(h, 0), at(-h, 0), at(2 * h, 0), at(-2 * h, 0), at(0, h), at(0, -h), at(0, 2 * h), at(0, -2 * h)];
        string[] derivatives =
        [
            $"C.{name}ValueAndGradient({here}).Gradient.Item1", $"C.{name}ValueAndGradient({here}).Gradient.Item2", $"C.{name}Jvp({here}, 1, -2).Tangent",
        ];
        double[] all = Calling.Values(Members, [.. points, .. derivatives], null);
        double slopeX = ((8 * (all[0] - all[1])) - (all[2] - all[3])) / (12 * h), slopeY = ((8 * (all[4] - all[5])) - (all[6] - all[7])) / (12 * h);

        Assert.Equal(slopeX, all[8], 1e-7);
        Assert.Equal(slopeY, all[9], 1e-7);
        Assert.Equal(all[8] - (2 * all[9]), all[10], 1e-12);
    }

    [Fact]
    public void Each_sweep_goes_through_each_level_once() => Calling.AllGive(
        Counted,
        ("C.Steps((x, n) => C.ChainValueAndGradient(x, n).Gradient, 20)", 20_020),
        ("C.Steps((x, n) => C.TreeValueAndGradient(x, n).Gradient, 5)", 62_062),
        ("C.AfterFailure(20)", 0));

    [Fact]
    public void What_nobody_has_read_of_a_call_hands_nothing_back() => Calling.AllGive(
        Members,
        ("C.ChosenValueAndGradient(0.3, -1).Gradient.y", 0),
        ("C.ChosenValueAndGradient(0.3, -1).Gradient.x - C.ChosenJvp(0.3, -1, 1, 0).Tangent", 0),
        ("C.ChosenValueAndGradient(0.3, 2.5).Gradient.x - C.ChosenJvp(0.3, 2.5, 1, 0).Tangent", 0),
        ("C.Split(0.3, 2.5).X - C.ChosenJvp(0.3, 2.5, 1, 0).Tangent", 0),
        ("C.Split(0.3, 2.5).Y - C.ChosenJvp(0.3, 2.5, 0, 1).Tangent", 0),
        ("C.Split(0.3, 1.5).Value - C.Chosen(0.3, 1.5)", 0));

    [Fact]
    public void A_marked_method_may_call_itself() => Calling.AllGive(
        Members,
        ("C.PowerValueAndGradient(1.5, 7).Value", Math.Pow(1.5, 7)),
        ("C.PowerValueAndGradient(1.5, 7).Gradient", 7 * Math.Pow(1.5, 6)),
        ("C.PowerJvp(-0.5, 10, 2).Tangent", 20 * Math.Pow(-0.5, 9)));

    [Fact]
    public void A_quarter_of_the_depth_of_the_method_goes_and_what_is_too_deep_is_an_exception()
    {
        string[] said = Texts("""
            [Differentiable] public static double F(double x, int n) => n == 0 ? x : Math.Sin(F(x, n - 1)) * x;
            static double Copy(double x, int n)
            {
                System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
                return n == 0 ? x : Math.Sin(Copy(x, n - 1)) * x;
            }
            static bool Goes(Action run) { try { run(); return true; } catch (InsufficientExecutionStackException) { return false; } }
            public static string Run()
            {
                double bar = 0;
                int low = 0, high = 10_000_000;
                while (high - low > 1) { int middle = (low + high) / 2; if (Goes(() => Copy(1, middle))) low = middle; else high = middle; }
                bool goes = low / 4 is var depth && Goes(() => FJvp(1, depth, 1)) && Goes(() => FVjp(1, depth, 1, ref bar));
                return $"{goes} {Goes(() => FJvp(1, 10_000_000, 1))} {Goes(() => FVjp(1, 10_000_000, 1, ref bar))}";
            }
            """);
        Assert.Equal(["True False False"], said);
    }

    [Theory]
    [InlineData("[Differentiable] static double F(double[] x, int n) => G(x, n)[0]; static double[] G(double[] x, int n) => n == 0 ? x : G(x, n - 1);", "which is handed or gives more than numbers and arrays of them")]
    [InlineData("[Differentiable] static void F(double[] x) => G(x, x, 3); static void G(double[] x, double[] y, int n) { x[0] *= y[1]; if (n > 0) G(y, x, n - 1); }", "which stays a call and may write an array that it is given twice")]
    [InlineData("[Differentiable] static double F(double x, int n) { Console.WriteLine(n); return n == 0 ? x : F(x, n - 1) * x; }", "which takes or does more than numbers")]
    [InlineData("[Differentiable] static double F(double x, int n) => G(x, n, 1.5); static double G<T>(double x, int n, T t) => n == 0 ? x : G(x, n - 1, (t, t)) * x;", "write a loop")]
    public void Others_are_refused(string members, string why)
    {
        Diagnostic said = Assert.Single(
            UserProject.Analyze(UserProject.Generate(FileOf(members)).Compilation), static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        Assert.Equal("DMAD011", said.Id);
        Assert.Contains(why, said.GetMessage(), StringComparison.Ordinal);
    }

    private static UserFile FileOf(string members) =>
        new("C.cs", $"using System;\nusing DeepMfg.AutoDiff;\npublic static partial class C\n{{\n{members}\n}}\n");

    private static string[] Texts(string members)
    {
        using Loaded loaded = UserProject.Generate(FileOf(members)).Load();
        string said = "";
        var thread = new Thread(() => said = loaded.Delegate<Func<string>>("C", "Run")(), 1 << 20);
        thread.Start();
        thread.Join();
        return [said];
    }
}
