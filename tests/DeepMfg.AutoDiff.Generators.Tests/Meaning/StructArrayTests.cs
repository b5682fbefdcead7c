namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Arrays of structs that a method makes are read and written by element and by member, and derived.</summary>
public class StructArrayTests
{
    private const string Members = """
        public struct Mass { public double At, Speed; public int Count; public void Move(double time) { At += Speed * time; Count++; } public readonly double Energy => 0.5 * Speed * Speed; }
        public readonly record struct Point(double X, double Y) { public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y); public double Norm => Math.Sqrt(X * X + Y * Y); }
        public struct Pose { public (double U, double V) Place; public Point Arrow; [NoDerivative] public double Weight; }

        [Differentiable] public static double ByMember(double x, int n)
        {
            var masses = new Mass[n];
            for (int i = 0; i < masses.Length; i++) { masses[i].At = i; masses[i].Speed = x * (i + 1); }
            for (int t = 0; t < 3; t++) for (int i = 0; i < n; i++) { masses[i].Speed -= 0.1 * masses[i].At; masses[i].Move(0.5); }
            double sum = 0;
            foreach (Mass mass in masses) sum += mass.At * mass.Speed + mass.Energy * mass.Count;
            return sum;
        }
        // The same with an array for each member.
        [Differentiable] public static double ByArrays(double x, int n)
        {
            double[] at = new double[n], speed = new double[n]; int[] count = new int[n];
            for (int i = 0; i < n; i++) { at[i] = i; speed[i] = x * (i + 1); }
            for (int t = 0; t < 3; t++) for (int i = 0; i < n; i++) { speed[i] -= 0.1 * at[i]; at[i] += speed[i] * 0.5; count[i]++; }
            double sum = 0;
            for (int i = 0; i < n; i++) sum += at[i] * speed[i] + 0.5 * speed[i] * speed[i] * count[i];
            return sum;
        }

        [Differentiable] public static double Whole(double x, double y)
        {
            Point[] points = [new(x, y), new(y, 2), default];
            points[2] = points[0] + points[1];
            points[1] = points[1] with { Y = points[2].X * x };
            points[^1] = new Point(points[1].Y, points[2].Norm);
            (double a, double b) = points[2];
            if (x > 100) points = [new(1, 2)];
            return a * b + points[0].X * points[1].Y;
        }
        [Differentiable] public static double Unrolled(double x, double y)
        {
            double x2 = x + y, y2 = y + 2, y1 = x2 * x;
            return y1 * Math.Sqrt(x2 * x2 + y2 * y2) + x * y1;
        }

        [Differentiable] public static double Posed(double x, int n)
        {
            Pose[] poses = new Pose[n];
            for (int i = 0; i < n; i++)
            {
                poses[i].Place.U = x * i;
                poses[i].Arrow = new Point(x, i);
                poses[i].Weight = x;
                poses[i].Place = (poses[i].Place.U + 1, poses[i].Arrow.X * poses[i].Weight);
            }
            double sum = 0;
            for (int i = 0; i < n; i++) { Pose pose = poses[i]; sum += pose.Place.U * pose.Place.V; }
            return sum;
        }
        static double Local(double x) { var pair = new Point[2]; pair[0] = new(x, 3); void Fill(int i) => pair[i] = new(pair[0].Y * x, x); Fill(1); return pair[1].X * pair[1].Y; }
        [Differentiable] public static double Helped(double x) => Local(x);
        static double Sum(ReadOnlySpan<Point> points) { double sum = 0; for (int i = 0; i < points.Length; i++) sum += points[i].X * points[i].Y; return sum; }
        static void Double(Span<Point> points) { foreach (ref Point point in points) point = new(2 * point.X, point.Y); }
        [Differentiable] public static double Parts(double x, int n)
        {
            var points = new Point[n];
            for (int i = 0; i < n; i++) points[i] = new(x * i, x + i);
            Double(points.AsSpan(1, 2));
            Span<Point> tail = points.AsSpan(2);
            tail[0] = new(x, tail[^1].Y);
            return Sum(points) * Sum(tail[1..]) + tail.Length;
        }
        [Differentiable] public static double InOne(double x) => (2 * x * (x + 1) + x * (x + 3) + 3 * x * (x + 3)) * (3 * x * (x + 3)) + 2;
        static readonly Mass[] s_some = [new() { Speed = 2 }];
        static double Energy(Mass[] masses) { double energy = 0; foreach (Mass mass in masses) energy += mass.Energy; return energy; }
        static void Push(Mass[] masses, double by, int at) => masses[at].Speed += by;
        static double Both(Mass[] masses, double by) { Push(masses, by, 0); return Energy(masses); }
        [Differentiable] public static double Handed(double x, int n)
        {
            var masses = new Mass[n];
            masses[0].Speed = x;
            Push(masses, x * x, 0);
            void Slow(Mass[] some) { for (int i = 0; i < some.Length; i++) some[i].Count++; }
            Slow(masses);
            return Both(masses, 2 * x) + Energy(masses) * masses[0].Count;
        }
        [Differentiable] public static double Beside(double x) { var masses = new Mass[1]; masses[0].Speed = x; return Energy(masses) * (1 + Energy(s_some)); }
        public static string Thrown(Func<double> run) { try { return run().ToString(); } catch (Exception e) { return e.GetType().Name; } }
        [Differentiable] public static double Beyond(double x, int n) { var pair = new Point[2]; pair[n] = new(x, x); return pair[0].X; }
        [Differentiable] public static double Sized(double x, int n) { var some = new Point[n]; return x * some.Length; }
        """;

    [Fact]
    public void An_array_of_structs_is_an_array_for_each_member()
    {
        Calling.AllGive(
            Members,
            ("C.ByMemberValueAndGradient(0.7, 4).Value - C.ByArrays(0.7, 4)", 0),
            ("C.ByMemberValueAndGradient(0.7, 4).Gradient - C.ByArraysValueAndGradient(0.7, 4).Gradient", 0),
            ("C.ByMemberJvp(0.7, 4, 1).Tangent - C.ByArraysJvp(0.7, 4, 1).Tangent", 0),
            ("C.WholeValueAndGradient(0.7, 1.3).Gradient.x - C.UnrolledValueAndGradient(0.7, 1.3).Gradient.x", 0),
            ("C.WholeValueAndGradient(0.7, 1.3).Gradient.y - C.UnrolledValueAndGradient(0.7, 1.3).Gradient.y", 0),
            ("C.WholeJvp(0.7, 1.3, 1, 2).Tangent - C.UnrolledJvp(0.7, 1.3, 1, 2).Tangent", 0),
            // Σ (x i + 1) x w with a weight w = x that is held: of x i x w + (x i + 1) w.
            ("C.PosedValueAndGradient(2, 3).Gradient", 2 + 10 + 18),
            ("C.HelpedValueAndGradient(2).Gradient", 12),
            ("C.PartsValueAndGradient(0.7, 4).Value - C.InOne(0.7)", 0), ("C.PartsJvp(0.7, 4, 1).Tangent - C.InOneJvp(0.7, 1).Tangent", 0),
            ("C.PartsValueAndGradient(0.7, 4).Gradient - C.InOneValueAndGradient(0.7).Gradient", 0),
            ("C.HandedValueAndGradient(2, 3).Value", 100), ("C.HandedValueAndGradient(2, 3).Gradient", 140), ("C.HandedJvp(2, 3, 1).Tangent", 140),
            ("C.BesideValueAndGradient(2).Value", 6), ("C.BesideValueAndGradient(2).Gradient", 6),
            ("C.Thrown(() => C.Beyond(1, 2)) == \"IndexOutOfRangeException\" && C.Thrown(() => C.BeyondValueAndGradient(1, 2).Value) == \"IndexOutOfRangeException\" ? 1 : 0", 1),
            ("C.Thrown(() => C.SizedValueAndGradient(1, -1).Value) == C.Thrown(() => C.Sized(1, -1)) ? 1 : 0", 1),
            ("C.SizedValueAndGradient(1, 7).Gradient", 7));
    }
}
