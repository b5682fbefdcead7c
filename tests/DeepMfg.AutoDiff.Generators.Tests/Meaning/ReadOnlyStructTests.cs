namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Structs whose members nobody can set are seen member by member where their constructor takes the members and does nothing else.</summary>
public class ReadOnlyStructTests
{
    private const string Types = """
        public readonly struct Vec
        {
            public readonly double X, Y;
            public Vec(double x, double y) { X = x; this.Y = y; }
            public double Norm => Math.Sqrt(X * X + Y * Y);
            public static Vec operator +(Vec a, Vec b) => new(a.X + b.X, a.Y + b.Y);
            public Vec Turned(double a) => new(X * Math.Cos(a) - Y * Math.Sin(a), Y * Math.Cos(a) + X * Math.Sin(a));
            public override string ToString() => $"{X};{Y}";
        }
        public readonly struct Pair { public double X { get; } public double Y { get; } public Pair(double x, double y) => (X, Y) = (x, y); }
        public readonly struct Segment(Vec from, Vec to, string name) { public Vec From { get; } = from; public Vec To { get; } = to; public string Name { get; } = name; }
        public struct Half { public readonly double X; public double Y; public Half(double x, double y) { X = x; Y = y; } }
        public readonly struct Twice { public double X { get; } public Twice(double x) { X = 2 * x; } }
        public readonly struct Crossed { public double X { get; } public double Y { get; } public Crossed(double x, double y) { X = y; Y = x; } }
        public static readonly Vec Origin = new(0.3, 0.4);
        static double Logged(Vec v, List<string> to) { to.Add(v.ToString()); return v.X; }
        [Differentiable] public static double A(double x) { Vec v = new(x, 2), w = new(x * x, 1); Vec u = (v + w).Turned(x) + Origin; return u.Norm * u.X; }
        [Differentiable] public static double B(double x) { Pair v = new(x, 2), w = default; if (x > 0) w = new Pair(v.Y * x, x); return v.X * w.X * w.Y; }
        [Differentiable] public static double D(double x) { Segment s = new(new(x, 1), new(2, x), "ab"); Segment t = x > 5 ? s : new(s.To, s.From, "c"); return (t.From + s.From).Norm * t.Name.Length; }
        [Differentiable] public static double E(double x) { Half[] all = [new(x, x * x), new(1, x)]; all[0].Y *= x; all[1] = new(all[0].Y, 1); return all[1].X * all[0].X; }
        [Differentiable] public static double G(double x) { Vec v = new(1, 2); List<string> to = []; double k = Logged(v, to); Vec w = to[0] == "1;2" ? v : new Vec(x, x); return x * k * w.X * x; }
        """;

    [Fact]
    public void Their_derivatives_are_those_of_differences()
    {
        double[] gaps = Calling.Values(Types, [.. "ABDEG".SelectMany(static name => new[]
        {
            $"C.{name}ValueAndGradient(0.7).Gradient - (C.{name}(0.7 + 1e-5) - C.{name}(0.7 - 1e-5)) / 2e-5",
            $"C.{name}Jvp(0.7, 1).Tangent - C.{name}ValueAndGradient(0.7).Gradient",
        })]);
        Assert.All(gaps, static gap => Assert.Equal(0, gap, 1e-8));
    }

    [Theory]
    [InlineData("new Twice(x).X")]
    [InlineData("new Crossed(x, 2).X")]
    public void What_a_constructor_makes_of_its_parameters_is_refused(string value) =>
        Assert.Equal(["DMAD011"], Calling.Says($"{Types} [Differentiable] public static double F(double x) => {value} * x;"));
}
