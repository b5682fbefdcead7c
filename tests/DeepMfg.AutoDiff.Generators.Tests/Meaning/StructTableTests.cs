namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Arrays of structs of several dimensions, and arrays of rows of structs, that a method makes.</summary>
public class StructTableTests
{
    private const string Members = """
        public struct Mass { public double At, Speed; public int Count; public void Move(double time) { At += Speed * time; Count++; } public readonly double Energy => 0.5 * Speed * Speed; }
        public readonly record struct Point(double X, double Y) { public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y); public double Norm => Math.Sqrt(X * X + Y * Y); }
        [Differentiable] public partial struct Pose { public Point At; public (double U, double V) Turn; [NoDerivative] public double Weight; }
        public static double Sum(Point[,] all) { double sum = 0; foreach (Point one in all) sum += one.X * one.Y; return sum; }
        public static double Sum(Point[][] rows) { double sum = 0; for (int i = 0; i < rows.Length; i++) sum += Along(rows[i]) * (i + 1); return sum; }
        public static double Along(ReadOnlySpan<Point> row) { double sum = 0; for (int i = 0; i < row.Length; i++) sum += row[i].X * row[i].Y + i * row[i].X; return sum; }
        public static void Fill(Point[] row, double x) { for (int i = 0; i < row.Length; i++) row[i] = new(x * (i + 1), x + i); }
        """;

    private static readonly (string Body, string Own)[] Tables =
    [
        ("""
            var all = new Point[n, 3];
            for (int i = 0; i < all.GetLength(0); i++) for (int j = 0; j <= all.GetUpperBound(1); j++) all[i, j] = new(x * i, x * x + j);
            for (int t = 0; t < 2; t++) for (int i = 1; i < n; i++) all[i, 1] = all[i - 1, 2] + all[i, 0] with { Y = x * t };
            double sum = 0;
            foreach ((double a, double b) in all) sum += a * b;
            return sum * Sum(all) + all.Length + all.Rank * x;
            """, ""),
        ("""
            var masses = new Mass[2, n];
            for (int i = 0; i < 2; i++) for (int j = 0; j < n; j++) { masses[i, j].At = i * x; masses[i, j].Speed = x + j; }
            for (int t = 0; t < 3; t++) for (int j = 0; j < n; j++) { ref Mass one = ref masses[t % 2, j]; one.Speed -= 0.1 * one.At * one.At; one.Move(0.5 * x); masses[0, j].At *= masses[1, j].Speed; }
            double sum = 0;
            foreach (Mass mass in masses) sum += mass.At * mass.Speed + mass.Energy * mass.Count;
            return sum;
            """, ""),
        ("""
            Point[,] all = { { new(x, 1), new(2, x) }, { new(x * x, 3), default } };
            all[1, 1] = all[0, 0] + all[n, 1];
            return Sum(all) * all[1, n].X;
            """, ""),
        ("""
            var rows = new Point[n][];
            for (int i = 0; i < n; i++) { rows[i] = new Point[i + 1]; Fill(rows[i], x * i); }
            for (int i = 1; i < n; i++) rows[i][0] = rows[i][^1] + rows[i - 1][0];
            Point[] last = rows[^1];
            last[0] = new(last[0].Y, x);
            double sum = Sum(rows);
            foreach (Point[] row in rows) foreach (Point one in row) sum += one.Norm;
            return sum * rows[n - 1][0].X + rows[0].Length;
            """, ""),
        ("""
            Point[][] rows = [[new(x, 2), new(3, x)], new Point[2], new[] { new Point(x * x, x) }];
            Point[] own = [new(x, x), new(1, x)];
            rows[1] = own;
            own[0] = new(x * x, 5);
            Point[] first = rows[0];
            rows[0] = rows[1];
            rows[1][1] = first[1];
            (rows[0], rows[2]) = (rows[2], rows[0]);
            rows[n - 1] = [.. first, new(x, x * x), .. rows[2][1..]];
            return Sum(rows) + rows[2][0].X * rows[2].Length;
            """, ""),
        ("""
            Pose[][,] all = new Pose[2][,];
            all[0] = new Pose[1, n];
            all[1] = new Pose[n, 1];
            for (int i = 0; i < n; i++) { all[0][0, i].At = new(x, i); all[1][i, 0] = new Pose { At = new(x * x, i), Turn = (x * i, 2), Weight = 3 }; all[0][0, i].Turn.V = x * x * i; }
            double sum = 0;
            foreach (Pose[,] table in all) foreach (Pose one in table) sum += one.At.X * one.At.Y * one.Turn.U + one.Turn.V * one.At.X + one.Turn.U * one.Weight;
            return sum;
            """, ""),
        // Rows that are exchanged from step to step.
        ("""
            Point[][] two = [new Point[n], new Point[n]];
            Point[] old = two[0], next = two[1];
            Fill(old, x);
            for (int t = 0; t < 3; t++)
            {
                for (int i = 0; i < n; i++) next[i] = new(old[i].X * old[(i + 1) % n].Y, old[i].Y + x);
                (old, next) = (next, old);
            }
            return Along(old) + 2 * Along(next);
            """, ""),
        ("var rows = new Point[2][]; rows[0] = new Point[1]; rows[n % 2][0] = new(x, x); return rows[0][0].X * x;", ""),
        ("var all = new Point[2, 2]; all[n - 2, n - 2] = new(x, Note(3)); return Sum(all) * x + all[1, 1].Y;", ""),
        ("var all = new Point[Note(n) - 1, Note(2)]; return Sum(all) + x * all.GetLength(0);", ""),
    ];

    [Fact]
    public void Tables_and_rows_of_structs_are_tables_and_rows_of_their_numbers() => Agreeing.Smoothly(Members, Tables, 0, 1, 2, 3);

    private static readonly (string Body, string Own)[] Queries =
    [
        ("Point[] a = [new(x, 1), new(2, x * x)]; return a.Sum(p => p.X * p.Y) + a.Where(p => p.X > 1).Select(p => p.Norm + p.X).Sum() + a.Max(p => p.Y) * a.Average(p => p.X);", ""),
        ("""
            Point[] a = [new(x, 1), new(2, x * x)];
            double[] w = a.Select(p => p.X * x).ToArray();
            Point s = a.Aggregate(new Point(0, x), (t, p) => t + p), r = a.Aggregate((t, p) => p + t);
            return a.Zip(w, (p, v) => p.Y * v).Sum() + a.Count(p => p.X > 1) * x + (a.Any(p => p.X > 1) ? x * x : 1) + s.X * s.Y * r.X;
            """, ""),
        ("Point[] a = [new(x, 1), new(2, x * x)]; return a.Sum(AreaOf) + a[1..].Sum(p => p.Y) + a.Skip(n).Sum(p => p.X) + a.Reverse().Take(n).Sum(p => p.X) + a.Count() * x;", "static double AreaOf(Point p) => p.X * p.Y;"),
        ("Point[][] a = [[new(x, 1), new(2, x * x)], [new(x, x)]]; double s = 0; foreach (var row in a) s += row.Sum(p => p.X * p.Y); return s + Enumerable.Range(0, 2).Sum(i => a[0][i].X * i + a[0][1 - i].Norm);", ""),
        ("Point[] a = new Point[n]; return x + a.Max(p => p.X) + a.Average(p => p.Y * x);", ""),
    ];

    [Fact]
    public void Queries_over_arrays_of_structs_are_loops() => Agreeing.Smoothly(Members, Queries, 0, 1, 2);

    private static readonly (string Body, string Own)[] Copies =
    [
        ("""
            var all = new Point[n + 2];
            for (int i = 0; i < all.Length; i++) all[i] = new(x * i, x * x + i);
            Point[] tail = all[1..], most = all[..^1], same = (Point[])all.Clone(), again = all.AsSpan(1, n).ToArray();
            all[1] = new(7, x);
            tail[0] = new(tail[0].Y, tail[0].X);
            return Along(tail) + 2 * Along(most) + 3 * Along(same) + 4 * Along(again) + Along(all[n..(n + 2)]) * Along([.. all, new(x, x), .. tail.AsSpan(1)]);
            """, ""),
        ("""
            Point[] a = [new(x, 1), new(2, x), new(x * x, x)], b = new Point[4];
            a.CopyTo(b, 1);
            Array.Copy(a, b, 2);
            Array.Copy(b, 1, b, 0, 3);
            b.AsSpan(0, 2).CopyTo(b.AsSpan(1));
            Array.Reverse(a);
            b.AsSpan(1).Reverse();
            Array.Fill(a, new Point(x, x * x), 1, n);
            a.AsSpan(0, 1).Fill(b[3]);
            Array.Clear(b, 0, 1);
            return Along(a) + Along(b) * x;
            """, ""),
        ("Point[] a = [new(x, 1), new(2, x)], b = new Point[n]; a.AsSpan().CopyTo(b); return Along(b) * x;", ""),
        ("Point[] a = [new(x, 1), new(2, x)]; Point[] b = a[n..]; return Along(b) * x + Along(a[..2]);", ""),
        ("Point[,] a = { { new(x, 1) }, { new(2, x) } }; var b = (Point[,])a.Clone(); a[0, 0] = new(x, x); return Sum(a) * Sum(b);", ""),
        ("Point[][] a = [[new(x, 1)], [new(2, x)]], b = a[1..], c = [.. b, a[0]]; a[1][0] = new(x, x); a[0] = [new(1, x * x)]; return Sum(a) + 2 * Sum(b) + 3 * Sum(c);", ""),
        ("double sum = 0; foreach (Point one in new[] { new Point(x, 2), new Point(3, x * x) }) sum += one.X * one.Y; return sum + Along([new(x, x), new(1, x)]) + new Point[n].Length;", ""),
    ];

    [Fact]
    public void Copies_and_parts_of_arrays_of_structs_are_those_of_their_numbers() => Agreeing.Smoothly(Members, Copies, 0, 1, 2);
}
