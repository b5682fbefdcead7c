namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Arrays of structs and records in records: each number of theirs has a derivative, or the method is refused.</summary>
public class HeldArrayTests
{
    private const string Types = """
        [Differentiable] public partial record struct Point(double A, double B, string Name, [NoDerivative] double Weight, int Kind);
        [Differentiable] public partial record Layer(double[,] Slopes, double[] Bias, Point[] Points, double Rate);
        [Differentiable] public partial record Net(Layer[] Layers, double Scale);
        public static Point[] Points(double x) => [new(x, 2, "a", 3, 1), new(0.5, x, "bc", 0.7, 2)];
        public static Layer LayerOf(double x) => new(new double[,] { { x, 2 }, { 0.3, -x } }, [x, 1], Points(x), 0.5 * x);
        """;

    [Fact]
    public void Elements_that_are_objects_have_gradients_and_constants_of_their_own() => Calling.AllGive(
        Types + """
            [Differentiable] public static double F(Layer[] layers, double k)
            {
                double sum = 0;
                foreach (Layer layer in layers)
                {
                    sum += layer.Rate * layer.Rate * k;
                    foreach (Point point in layer.Points) sum += point.A * point.B * point.Weight * point.Kind * point.Name.Length;
                    for (int i = 0; i < layer.Bias.Length; i++) sum += layer.Bias[i] * layer.Slopes[i, 1];
                }
                return sum;
            }
            [Differentiable] public static double G(Net net) => F(net.Layers, net.Scale);
            [Differentiable] public static double Q(Net net) => net.Layers.Where(l => l.Rate > 0.6).Sum(l => l.Rate * l.Bias[0] * l.Points.Sum(p => p.A * p.Weight));
            """,
        ("C.FValueAndGradient([C.LayerOf(1), C.LayerOf(2)], 3).Gradient.layers[1].Rate", 6),
        ("C.FValueAndGradient([C.LayerOf(1), C.LayerOf(2)], 3).Gradient.layers[1].Points[0].A", 2 * 3),
        ("C.FValueAndGradient([C.LayerOf(1), C.LayerOf(2)], 3).Gradient.layers[0].Points[1].B", 0.5 * 0.7 * 2 * 2),
        ("C.FValueAndGradient([C.LayerOf(1), C.LayerOf(2)], 3).Gradient.layers[0].Points[1].Weight", 0.7),
        ("C.FValueAndGradient([C.LayerOf(1), C.LayerOf(2)], 3).Gradient.layers[1].Slopes[1, 1]", 1),
        ("C.FValueAndGradient([C.LayerOf(1), C.LayerOf(2)], 3).Gradient.layers[1].Slopes[1, 0]", 0),
        ("C.FValueAndGradient([C.LayerOf(1), C.LayerOf(2)], 3).Gradient.layers[1].Bias[1]", -2),
        ("C.GValueAndGradient(new([C.LayerOf(1), C.LayerOf(2)], 3)).Gradient.Scale", 0.25 + 1),
        ("C.QValueAndGradient(new([C.LayerOf(1), C.LayerOf(2)], 3)).Gradient.Layers[1].Points[1].A", 1 * 2 * 0.7),
        ("C.QValueAndGradient(new([C.LayerOf(1), C.LayerOf(2)], 3)).Gradient.Layers[1].Bias[0]", 6 + 0.35), ("C.QValueAndGradient(new([C.LayerOf(1), C.LayerOf(2)], 3)).Gradient.Layers[0].Rate", 0),
        ("C.GJvp(new([C.LayerOf(1), C.LayerOf(2)], 3), new([C.LayerOf(0), C.LayerOf(2)], 0)).Tangent", 48));

    [Theory]
    [InlineData("double F(Net net) => net.Layers.First().Rate;")]
    [InlineData("double F(Net net) { object kept = net.Layers; return net.Scale; }")]
    [InlineData("double F(Net net) { var (layers, scale) = net; return layers[0].Rate * scale; }")]
    [InlineData("double F(Layer layer) { layer = layer with { Points = [layer.Points[0]] }; return layer.Points[0].A; }")]
    [InlineData("double F(Layer[] layers) { Array.Reverse(layers); return layers[0].Rate; }")]
    [InlineData("double F(Point[] points) { points.AsSpan(1).CopyTo(points); return points[0].A; }")]
    [InlineData("double F(Net net) { net.Layers[0] = net.Layers[1]; return net.Layers[0].Rate * net.Scale; }")]
    [InlineData("double F(Layer a, Layer b, int n) { for (int i = 0; i < n; i++) (a, b) = (b, a); return a.Points[0].A; }")]
    [InlineData("double F((Point[] Points, double K) pair) => pair.Points[0].A * pair.K;")]
    public void What_loses_sight_of_the_elements_is_refused(string method) => Assert.All(
        Calling.Says($"{Types} [Differentiable] public static {method}"), static id => Assert.Equal("DMAD011", id));
}
