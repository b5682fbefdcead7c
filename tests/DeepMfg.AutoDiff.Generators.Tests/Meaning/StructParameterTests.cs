namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Arrays and spans of structs are parameters: read and written in place, with gradients that are structs again.</summary>
public class StructParameterTests
{
    private const string Members = """
        [Differentiable] public partial struct Particle { public double X, V; public int Kind; [NoDerivative] public double Mass; public readonly double Energy => 0.5 * Mass * V * V; public void Move(double time) { X += V * time; Kind++; } }
        [Differentiable] public readonly partial record struct Point(double X, double Y) { public double Norm => Math.Sqrt(X * X + Y * Y); }
        [Differentiable] public partial record struct Pose(Point At, double Angle) { public (double U, double W) Place; }
        public static Particle[] Some(double x) => [new() { X = x, V = 2, Kind = 1, Mass = 3 }, new() { X = 1, V = x, Kind = 2, Mass = 0.5 }, new() { X = 0.3, V = -1, Mass = 2 }];
        public static Point[] Points(double x) => [new(x, 2), new(0.5, x), new(-1, 0.25)];

        static double Kinetic(Particle[] some) { double energy = 0; foreach (Particle one in some) energy += one.Energy; return energy; }
        static double Spring(ReadOnlySpan<Particle> some, int i, double k) => 0.5 * k * (some[i].X - some[i - 1].X) * (some[i].X - some[i - 1].X);
        [Differentiable] public static double Energy(Particle[] some, double k)
        {
            double energy = Kinetic(some);
            for (int i = 1; i < some.Length; i++) energy += Spring(some, i, k) * (some[i].Kind + 1);
            return energy + some[^1].X * some[^1].Mass;
        }
        [Differentiable] public static double ByArrays(double[] x, double[] v, int[] kind, [NoDerivative] double[] mass, double k)
        {
            double energy = 0;
            for (int i = 0; i < x.Length; i++) energy += 0.5 * mass[i] * v[i] * v[i];
            for (int i = 1; i < x.Length; i++) energy += 0.5 * k * (x[i] - x[i - 1]) * (x[i] - x[i - 1]) * (kind[i] + 1);
            return energy + x[^1] * mass[^1];
        }
        // Steps that overwrite what they read.
        [Differentiable] public static double Moved(Particle[] some, double k, int steps)
        {
            Particle[] same = some;
            for (int t = 0; t < steps; t++)
            {
                for (int i = 0; i < some.Length; i++) { ref Particle one = ref some[i]; one.V -= 0.1 * k * one.X * one.X; same[i].Move(0.1); }
            }
            double sum = 0;
            foreach (Particle one in some) sum += one.X * one.X + one.V;
            return sum;
        }
        [Differentiable] public static void Whirl(Span<Point> points, double turn)
        {
            for (int i = 0; i < points.Length; i++) points[i] = new(points[i].X - turn * points[i].Y * points[i].X, points[i].Y + turn * points[i].X);
        }
        [Differentiable] public static double Path(ReadOnlySpan<Point> points, double scale)
        {
            double length = 0;
            for (int i = 1; i < points.Length; i++) { Point a = points[i - 1], b = points[i]; length += new Point(b.X - a.X, scale * (b.Y - a.Y)).Norm; }
            return length + points[0].Norm;
        }
        [Differentiable] public static double Folded(Pose[] poses, double x)
        {
            for (int i = 1; i < poses.Length; i++)
            {
                poses[i].At = poses[i].At with { X = poses[i - 1].At.Y * x };
                poses[i].Place.U += poses[i].Angle * poses[i].At.X;
                poses[i].Angle = poses[i - 1].Angle * poses[i].Place.U;
            }
            return poses[^1].Angle + poses[^1].At.X * poses[0].Place.W;
        }
        [Differentiable] public static double Unfolded(double y0, double angle0, double angle1, double u1, double w0, double x) { double x1 = y0 * x; return angle0 * (u1 + angle1 * x1) + x1 * w0; }
        [Differentiable] public static float Spread(System.Numerics.Vector3[] at) { float sum = 0; foreach (System.Numerics.Vector3 one in at) sum += one.X * one.Y + one.Z * one.Z; return sum + at[0].Length(); }
        [Differentiable] public static double Power(System.Numerics.Complex[] u, double r) { double sum = 0; for (int i = 0; i < u.Length; i++) sum += u[i].Real * u[i].Real / r + u[i].Imaginary * i; return sum; }
        // Parts of them are spans, of which there are parts again.
        static void Turn(Span<Point> some, double by) { for (int i = 0; i < some.Length; i++) some[i] = new(some[i].X - by * some[i].Y * some[i].X, some[i].Y); }
        static double Area(ReadOnlySpan<Point> some) { double area = 0; foreach (Point one in some) area += one.X * one.Y; return area; }
        public static int Asked;
        static int Ask(int n) { Asked++; return n; }
        [Differentiable] public static double Parts(Point[] points, int n, double by)
        {
            Span<Point> most = points.AsSpan(n), all = points;
            ReadOnlySpan<Point> last = most[^1..];
            Turn(all.Slice(0, 2), by);
            Turn(most, most[0].X);
            double sum = last[0].X * last.Length + Area(points.AsSpan(Ask(n), 1));
            foreach (Point one in most[..Ask(1)]) sum += one.X * one.X;
            most.Slice(1)[0] = most[1] with { X = by * most[1].X };
            return sum + Area(points) + most[1..].Length;
        }
        public static double Apart(double[] p, double by)
        {
            double x0 = p[0], y0 = p[1], x1 = p[2], y1 = p[3], x2 = p[4], y2 = p[5];
            x0 -= by * y0 * x0; x1 -= by * y1 * x1;
            double turn = x1;
            x1 -= turn * y1 * x1; x2 -= turn * y2 * x2;
            return x2 + x1 * y1 + x1 * x1 + x0 * y0 + x1 * y1 + by * x2 * y2 + 1;
        }
        public static Point[] PointsOf(double[] p) => [new(p[0], p[1]), new(p[2], p[3]), new(p[4], p[5])];
        public static double[] Flat(Point[] p) => [p[0].X, p[0].Y, p[1].X, p[1].Y, p[2].X, p[2].Y];
        static readonly double[] s_at = [0.7, 2, 0.5, 0.7, -1, 0.25], s_to = [1, -0.5, 0.25, 2, -1, 0.5];
        public static double[] AtParts(double h) { double[] p = new double[6]; for (int i = 0; i < 6; i++) p[i] = s_at[i] + h * s_to[i]; return p; }
        public static double AlongParts(Point[] bar) { double sum = 0; double[] flat = Flat(bar); for (int i = 0; i < 6; i++) sum += s_to[i] * flat[i]; return sum; }
        public static double AsksOnce() { Asked = 0; PartsValueAndGradient(PointsOf(s_at), 1, 0.4); return Asked; }
        // The directional derivative by differences and by both modes.
        public static double Off(Func<double, double> f, double derivative) { double h = 1e-5; return Math.Abs((f(h) - f(-h)) / (2 * h) - derivative) < 1e-8 * (1 + Math.Abs(derivative)) ? 0 : (f(h) - f(-h)) / (2 * h) - derivative; }
        public static Particle[] Shifted(double h) { Particle[] some = Some(0.7), by = Direction; for (int i = 0; i < 3; i++) { some[i].X += h * by[i].X; some[i].V += h * by[i].V; } return some; }
        public static Particle[] Direction => [new() { X = 1, V = 0.5 }, new() { X = -2, V = 1 }, new() { X = 0.25, V = 3 }];
        public static double Along(Particle[] bar) { double sum = 0; for (int i = 0; i < 3; i++) sum += bar[i].X * Direction[i].X + bar[i].V * Direction[i].V; return sum; }
        public static double Buffered(Particle[] some, Particle[] bar) { bar[0].X = 99; bar[1].Mass = 7; double value = MovedValueAndGradient(some, 1.5, 4, bar, out _); return bar[1].Mass == 7 ? value : 0; }
        public static double Pulled() { Particle[] some = Some(0.7), bar = new Particle[3]; double k = 10; MovedVjp(some, 1.5, 4, 2, bar, ref k); return bar[0].X * 1e3 + k; }
        public static Pose[] Poses => [new(new(0.1, 0.3), 1.1) { Place = (0.4, 0.9) }, new(new(0.5, 0.8), 0.6) { Place = (0.2, 0.7) }];
        public static double Number;
        public static double Whirled(bool forward)
        {
            Point[] points = Points(0.7), dots = [new(1, 2), new(3, 4), new(0.5, -1)], bars = [new(0.3, 1), new(-2, 1), new(1, 1)];
            double bar = 0, paired = 0;
            if (forward) { WhirlJvp(points, 0.2, dots, 0.7); for (int i = 0; i < 3; i++) paired += dots[i].X * bars[i].X + dots[i].Y * bars[i].Y; return paired; }
            WhirlVjp(points, 0.2, bars, ref bar);
            for (int i = 0; i < 3; i++) paired += dots[i].X * bars[i].X + dots[i].Y * bars[i].Y;
            return paired + 0.7 * bar;
        }
        public static string Thrown(Func<double> run) { try { return run().ToString(); } catch (Exception e) { return e.GetType().Name + (e as ArgumentException)?.ParamName; } }
        """;

    [Fact]
    public void An_array_of_structs_as_a_parameter_is_derived_in_place()
    {
        const string Arrays = "[0.7, 1, 0.3], [2, 0.7, -1], [1, 2, 0], [3, 0.5, 2], 1.5";
        Calling.AllGive(
            Members,
            ($"C.Energy(C.Some(0.7), 1.5) - C.ByArrays({Arrays})", 0),
            ($"C.EnergyValueAndGradient(C.Some(0.7), 1.5).Gradient.some[1].X - C.ByArraysValueAndGradient({Arrays}).Gradient.x[1]", 0),
            ($"C.EnergyValueAndGradient(C.Some(0.7), 1.5).Gradient.some[2].V - C.ByArraysValueAndGradient({Arrays}).Gradient.v[2]", 0),
            ($"C.EnergyValueAndGradient(C.Some(0.7), 1.5).Gradient.k - C.ByArraysValueAndGradient({Arrays}).Gradient.k", 0),
            // What is constant in an element is constant in its gradient.
            ("C.EnergyValueAndGradient(C.Some(0.7), 1.5).Gradient.some[1].Mass + C.EnergyValueAndGradient(C.Some(0.7), 1.5).Gradient.some[1].Kind", 2.5),
            ("C.Off(h => C.Moved(C.Shifted(h), 1.5, 4), C.Along(C.MovedValueAndGradient(C.Some(0.7), 1.5, 4).Gradient.some))", 0),
            ("C.Off(h => C.Moved(C.Some(0.7), 1.5 + h, 4), C.MovedValueAndGradient(C.Some(0.7), 1.5, 4).Gradient.k)", 0),
            ("C.MovedJvp(C.Some(0.7), 1.5, 4, C.Direction, 0).Tangent - C.Along(C.MovedValueAndGradient(C.Some(0.7), 1.5, 4).Gradient.some)", 0),
            ("C.Buffered(C.Some(0.7), C.Some(4)) - C.Moved(C.Some(0.7), 1.5, 4)", 0),
            ("C.Pulled() - 10 - 2 * C.MovedValueAndGradient(C.Some(0.7), 1.5, 4).Gradient.k"
                + " - 2e3 * C.MovedValueAndGradient(C.Some(0.7), 1.5, 4).Gradient.some[0].X", 0),
            ("C.Whirled(true) - C.Whirled(false)", 0),
            ("C.Off(h => C.Path([new(0.7 + h, 2 - h), new(0.5, 0.7 + 2 * h), new(-1, 0.25)], 1.2),"
                + " C.PathJvp(C.Points(0.7), 1.2, [new(1, -1), new(0, 2), new(0, 0)], 0).Tangent)", 0),
            ("C.PathValueAndGradient(C.Points(0.7), 1.2).Gradient.points[0].X - C.PathValueAndGradient(C.Points(0.7), 1.2).Gradient.points[0].Y"
                + " + 2 * C.PathValueAndGradient(C.Points(0.7), 1.2).Gradient.points[1].Y - C.PathJvp(C.Points(0.7), 1.2, [new(1, -1), new(0, 2), new(0, 0)], 0).Tangent", 0),
            ("C.FoldedValueAndGradient(C.Poses, 1.5).Gradient.poses[0].At.Y - C.UnfoldedValueAndGradient(0.3, 1.1, 0.6, 0.2, 0.9, 1.5).Gradient.y0", 0),
            ("C.FoldedValueAndGradient(C.Poses, 1.5).Gradient.poses[0].Place.W - C.UnfoldedValueAndGradient(0.3, 1.1, 0.6, 0.2, 0.9, 1.5).Gradient.w0", 0),
            ("C.FoldedValueAndGradient(C.Poses, 1.5).Gradient.poses[1].Angle - C.UnfoldedValueAndGradient(0.3, 1.1, 0.6, 0.2, 0.9, 1.5).Gradient.angle1", 0),
            ("C.FoldedValueAndGradient(C.Poses, 1.5).Gradient.x - C.UnfoldedValueAndGradient(0.3, 1.1, 0.6, 0.2, 0.9, 1.5).Gradient.x", 0),
            ("C.FoldedJvp(C.Poses, 1.5, C.Poses, 0).Tangent - C.UnfoldedJvp(0.3, 1.1, 0.6, 0.2, 0.9, 1.5, 0.3, 1.1, 0.6, 0.2, 0.9, 0).Tangent", 0),
            ("C.Parts(C.PointsOf(C.AtParts(0)), 1, 0.4) - C.Apart(C.AtParts(0), 0.4)", 0),
            ("C.Off(h => C.Apart(C.AtParts(h), 0.4), C.AlongParts(C.PartsValueAndGradient(C.PointsOf(C.AtParts(0)), 1, 0.4).Gradient.points))", 0),
            ("C.Off(h => C.Apart(C.AtParts(0), 0.4 + h), C.PartsValueAndGradient(C.PointsOf(C.AtParts(0)), 1, 0.4).Gradient.by)", 0),
            ("C.PartsJvp(C.PointsOf(C.AtParts(0)), 1, 0.4, C.PointsOf([1, -0.5, 0.25, 2, -1, 0.5]), 0).Tangent"
                + " - C.AlongParts(C.PartsValueAndGradient(C.PointsOf(C.AtParts(0)), 1, 0.4).Gradient.points)", 0),
            ("C.AsksOnce()", 2),
            ("C.Thrown(() => C.PartsValueAndGradient(C.PointsOf(C.AtParts(0)), 4, 0.4).Value) == C.Thrown(() => C.Parts(C.PointsOf(C.AtParts(0)), 4, 0.4)) ? 1 : 0", 1),
            ("C.SpreadValueAndGradient([new(3, 4, 0), new(1, 2, 3)]).Gradient[0].Y", 3.8f), ("C.SpreadValueAndGradient([new(3, 4, 0), new(1, 2, 3)]).Gradient[1].Z", 6),
            ("C.PowerValueAndGradient([new(1, 2), new(3, 4)], 2).Gradient.u[1].Real", 3), ("C.PowerValueAndGradient([new(1, 2), new(3, 4)], 2).Gradient.u[1].Imaginary", 1),
            ("C.PowerValueAndGradient([new(1, 2), new(3, 4)], 2).Gradient.r", -2.5),
            ("C.Thrown(() => C.EnergyVjp(C.Some(1), 1, 1, new C.Particle[2], ref C.Number)) == \"ArgumentExceptionsomeBar\" ? 1 : 0", 1),
            ("C.Thrown(() => C.EnergyValueAndGradient(null, 1).Value) == \"ArgumentNullExceptionsome\" ? 1 : 0", 1),
            ("C.Thrown(() => C.EnergyValueAndGradient([], 1).Value) == C.Thrown(() => C.Energy([], 1)) ? 1 : 0", 1));
    }
}
