namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Arrays of structs of several dimensions, and arrays of rows of structs, are parameters: their gradients are such arrays again.</summary>
public class StructTableParameterTests
{
    private const string Members = """
        [Differentiable] public readonly partial record struct Point(double X, double Y) { public double Norm => Math.Sqrt(X * X + Y * Y); }
        [Differentiable] public partial struct Cell { public double A; public Point At; public int Kind; [NoDerivative] public double Weight; public void Move(double by) { A += by * At.X; Kind++; } }
        [Differentiable] public partial record Layer(double[] Bias, double Rate, [NoDerivative] string Name);
        public static double Sum(Point[][] rows) { double sum = 0; for (int i = 0; i < rows.Length; i++) sum += Along(rows[i]) * (i + 1); return sum; }
        public static double Along(ReadOnlySpan<Point> row) { double sum = 0; for (int i = 0; i < row.Length; i++) sum += row[i].X * row[i].Y + i * row[i].X; return sum; }
        public static double Total(Cell[,] grid) { double sum = 0; foreach (Cell one in grid) sum += one.A * one.Weight + one.At.Norm * (one.Kind + 1); return sum; }

        // Numbers of a grid of two by two cells, of rows of one and three points, and one more.
        static readonly double[] s_at = [0.7, 2, 0.5, -0.7, -1, 0.25, 1.5, 0.3, 0.9, -0.4, 1.1, 0.6,  1.2, -0.8, 0.4, 0.35, 2.1, -1.3, 0.2, 0.75,  1.4];
        static readonly double[] s_to = [1, -0.5, 0.25, 2, -1, 0.5, 0.1, 0.7, -0.3, 1.2, 0.4, -0.6,  0.8, 0.9, -0.2, 1.3, 0.6, 0.15, -1.1, 0.45,  0.5];
        public static double[] At(double h) { double[] p = [.. s_at]; for (int i = 0; i < p.Length; i++) p[i] += h * s_to[i]; return p; }
        public static Cell[,] Grid(double[] p) { Cell[,] grid = new Cell[2, 2]; for (int i = 0; i < 4; i++) grid[i / 2, i % 2] = new Cell { A = p[3 * i], At = new(p[3 * i + 1], p[3 * i + 2]), Kind = i, Weight = 2 + i }; return grid; }
        public static Point[][] Rows(double[] p) => [[new(p[12], p[13])], [new(p[14], p[15]), new(p[16], p[17]), new(p[18], p[19])]];
        public static double Dot(Cell[,] grid, Point[][] rows, double k)
        {
            double sum = k * s_to[20];
            for (int i = 0; i < 4; i++) sum += grid[i / 2, i % 2].A * s_to[3 * i] + grid[i / 2, i % 2].At.X * s_to[3 * i + 1] + grid[i / 2, i % 2].At.Y * s_to[3 * i + 2];
            for (int i = 0; i < 4; i++) { Point one = i == 0 ? rows[0][0] : rows[1][i - 1]; sum += one.X * s_to[12 + 2 * i] + one.Y * s_to[13 + 2 * i]; }
            return sum;
        }
        public static string Outcome(Func<Cell[,], Point[][], double, double> f)
        {
            (Cell[,] grid, Point[][] rows, double k) = (Grid(s_at), Rows(s_at), s_at[20]);
            string result;
            try { result = $"{f(grid, rows, k):R}"; }
            catch (Exception e) { result = $"{e.GetType()}: {e.Message}"; }
            foreach (Cell one in grid) result += $" {one.A:R} {one.At} {one.Kind} {one.Weight}";
            foreach (Point[] row in rows) foreach (Point one in row) result += $" {one}";
            return result;
        }
        public static double Difference(Func<Cell[,], Point[][], double, double> f)
        {
            return (4 * Central(5e-4) - Central(1e-3)) / 3;
            double Central(double h) => (f(Grid(At(h)), Rows(At(h)), At(h)[20]) - f(Grid(At(-h)), Rows(At(-h)), At(-h)[20])) / (2 * h);
        }
        """;

    private const string Check = """
        public static string Wrong(int n)
        {
            string primal = Outcome((grid, rows, k) => F(grid, rows, k, n));
            string gradient = Outcome((grid, rows, k) => FValueAndGradient(grid, rows, k, n).Value), jvp = Outcome((grid, rows, k) => FJvp(grid, rows, k, n, Grid(s_to), Rows(s_to), s_to[20]).Value);
            if (gradient != primal || jvp != primal) return $"n = {n}, primal: {primal}\n  gradient: {gradient}\n  jvp: {jvp}\n";
            if (primal.Contains("Exception")) return "";
            double difference = Difference((grid, rows, k) => F(grid, rows, k, n));
            double tangent = FJvp(Grid(s_at), Rows(s_at), s_at[20], n, Grid(s_to), Rows(s_to), s_to[20]).Tangent;
            var (_, whole) = FValueAndGradient(Grid(s_at), Rows(s_at), s_at[20], n);
            Cell[,] bar = new Cell[2, 2], buffer = Grid(s_to); Point[][] bars = [new Point[1], new Point[3]], buffers = Rows(s_to); double k = 0;
            FVjp(Grid(s_at), Rows(s_at), s_at[20], n, 2, bar, bars, ref k);
            FValueAndGradient(Grid(s_at), Rows(s_at), s_at[20], n, buffer, buffers, out double kGradient);
            double slope = Dot(whole.grid, whole.rows, whole.k), pulled = Dot(bar, bars, k) / 2, buffered = Dot(buffer, buffers, kGradient), allowed = 1e-12 * Math.Max(1, Math.Abs(tangent));
            if (whole.grid[1, 0].Weight != 4 || whole.grid[1, 0].Kind != 2 || buffer[0, 1].Weight != 3) return "constants of the gradient\n";
            if (!(Math.Abs(difference - tangent) <= 1e-8 * Math.Max(1, Math.Abs(tangent)))) return $"n = {n}, differences {difference:R}, jvp {tangent:R}\n";
            return Math.Abs(slope - tangent) <= allowed && Math.Abs(pulled - tangent) <= allowed && Math.Abs(buffered - tangent) <= allowed ? ""
                : $"n = {n}, gradient {slope:R}, jvp {tangent:R}, vjp {pulled:R}, buffers {buffered:R}\n";
        }
        """;

    private static readonly string[] Bodies =
    [
        "return Total(grid) * Sum(rows) + grid[n, 1].At.X * k * rows[1][n].Y * grid.GetLength(0) + rows[1].Length * k;",
        // What is read is overwritten.
        """
            for (int t = 0; t < 3; t++)
            {
                for (int i = 0; i < 2; i++) { ref Cell one = ref grid[i, 1]; one.A -= 0.1 * k * one.A * one.A; grid[i, 0].Move(0.1 * one.A); grid[1 - i, 0].At = grid[i, 1].At with { X = one.A * grid[i, 0].At.Y }; }
                Point[] row = rows[1];
                for (int i = 1; i < row.Length; i++) row[i] = new(row[i - 1].X * row[i].Y, row[i].X + 0.1 * k * t);
                rows[0][0] = row[n];
            }
            return Total(grid) + Sum(rows);
            """,
        """
            double sum = 0;
            foreach (Point[] row in rows) foreach ((double a, double b) in row) sum += a * b * k;
            Point[] last = rows[^1][n..], all = [.. rows[0], .. last, new(k, grid[0, 0].A)];
            Cell[,] copy = (Cell[,])grid.Clone();
            grid[0, 0].A = k * k;
            copy[1, 1].A *= grid[0, 0].A + copy[0, 0].A;
            rows[1].AsSpan(0, 1).CopyTo(rows[1].AsSpan(1));
            rows[1].AsSpan().Reverse();
            Array.Fill(rows[0], all[^1]);
            Array.Clear(rows[1], 1, 1);
            return sum + Along(all) + Total(copy) + Total(grid) * Sum(rows);
            """,
        """
            static double Norms(Point[] row, double scale) { double sum = 0; foreach (ref Point one in row.AsSpan()) { sum += one.Norm; one = new(scale * one.Y, one.X); } return sum; }
            double sum = 0;
            for (int i = 0; i < rows.Length; i++) sum += Norms(rows[i], k) * Along(rows[i].AsSpan());
            Point[][] own = [rows[1].ToArray(), [.. rows[0]]];
            own[0][0] = new(k, own[1][0].X);
            return sum + Sum(own) * Sum(rows);
            """,
        "Point[] few = new Point[n]; rows[1].AsSpan(1).CopyTo(few); return Along(few) * k + rows[0][0].X;",
        "rows[1].CopyTo(rows[0].AsSpan()); return Sum(rows);",
        "for (int i = 0; i < 2; i++) { Point[] row = rows[i], same = row; Array.Copy(row, 0, same, row.Length - 1, 1); if (n > 1) rows[0].CopyTo(rows[1], n - 1); } return Sum(rows) * k + grid[0, 0].A;",
    ];

    [Fact]
    public void Tables_and_rows_of_structs_are_derived_in_place()
    {
        string classes = string.Join("\n", Bodies.Select((body, i) =>
            $"public static partial class Of{i}\n{{\n[Differentiable] public static double F(Cell[,] grid, Point[][] rows, double k, int n)\n{{\n{body}\n}}\n{Check}\n}}"));
        string list = string.Join(", ", Bodies.Select((_, i) => $"C.Of{i}.Wrong"));
        string wrong = string.Join("\n", Calling.Texts($"{Members}\n{classes}", $"new Func<int, string>[] {{ {list} }}", [0, 1, 2, 3])
            .Where(static one => one.Said.Length > 0).Select(static one => $"{Bodies[one.Function]}\n  {one.Said}"));
        Assert.True(wrong.Length == 0, wrong);
    }

    private const string Others = """
        [Differentiable] public static double Layers(Layer[,] table, Layer[][] rows, double k)
        {
            double sum = 0;
            foreach (Layer one in table) foreach (double bias in one.Bias) sum += one.Rate * bias * bias * one.Name.Length;
            for (int i = 0; i < rows.Length; i++) foreach (Layer one in rows[i]) sum += one.Bias[i] * one.Rate * k;
            return sum;
        }
        public static Layer[,] Table(double x) => new Layer[,] { { new([x, 2], 3, "ab"), new([1], x, "c") } };
        public static Layer[][] Few(double x) => [[new([x], 2, "a")], [], [new([1, 2, 3], x, "")]];
        public static double Cleared(Layer[,] table, Layer[][] rows) => LayersValueAndGradient(Table(1), Few(2), 3, table, rows, out double k) + 1000 * k;
        // Complex numbers and vectors need no mark.
        [Differentiable] public static double Power(System.Numerics.Complex[,] u, System.Numerics.Vector2[][] v) { double sum = 0; foreach (System.Numerics.Complex one in u) sum += one.Real * one.Imaginary; foreach (var row in v) foreach (System.Numerics.Vector2 one in row) sum += one.X * one.Y; return sum; }
        [Differentiable] public static void Whirl(Cell[,] grid, double turn) { for (int i = 0; i < grid.GetLength(1); i++) grid[0, i].A += turn * grid[0, i].At.X; }
        public static double Whirled() { Cell[,] grid = Grid(s_at), bar = Grid(s_to); double turn = 0; WhirlVjp(grid, 3, bar, ref turn); return turn * 100 + bar[0, 1].At.X; }
        public static string Thrown(Func<object> run) { try { return run().ToString(); } catch (Exception e) { return e.GetType().Name + (e as ArgumentException)?.ParamName; } }
        public static double Number;
        // What is constant is gone through by C#'s own enumerator, which gives objects.
        [Differentiable(Wrt = [nameof(k)])] public static double Held(Cell[,] grid, Point[][] rows, double k) { double sum = 0; foreach (Cell one in grid) sum += one.A * k; foreach ((double a, double b) in rows[1]) sum += a * b * k; return sum; }
        [Differentiable(Produce = Derivatives.Vjp | Derivatives.Split)] public static double Apart(Cell[,] grid, Point[][] rows, double k) { for (int i = 0; i < 2; i++) grid[0, i].A *= grid[1, i].A * k; double sum = 0; foreach (Point[] row in rows) sum += Along(row) * k; return sum + Total(grid); }
        public static double Sweeps() { Cell[,] bar = new Cell[2, 2], other = new Cell[2, 2], grid = Grid(s_at); Point[][] bars = [new Point[1], new Point[3]], others = [new Point[1], new Point[3]]; double k = 0, l = 0; using Tape tape = Tape.Open(); double value = ApartForward(grid, Rows(s_at), 1.4, tape); ApartReverse(grid, Rows(s_at), 1.4, tape, 2, bar, bars, ref k); value -= ApartVjp(Grid(s_at), Rows(s_at), 1.4, 2, other, others, ref l); return Math.Abs(value) + Math.Abs(Dot(bar, bars, k) - Dot(other, others, l)) + (l == 0 ? 1 : 0); }
        public static object Short() { double turn = 0; WhirlVjp(Grid(s_at), 1, new Cell[1, 2], ref turn); return turn; }
        """;

    [Fact]
    public void Tables_of_records_and_of_known_types_have_gradients_of_their_shape() => Calling.AllGive(
        $"{Members}\n{Others}",
        ("C.LayersValueAndGradient(C.Table(1), C.Few(2), 3).Value", 3 * 5 * 2 + 1 + 12 + 18),
        ("C.LayersValueAndGradient(C.Table(1), C.Few(2), 3).Gradient.table[0, 0].Bias[1]", 2 * 3 * 2 * 2),
        ("C.LayersValueAndGradient(C.Table(1), C.Few(2), 3).Gradient.table[0, 1].Rate", 1),
        ("C.LayersValueAndGradient(C.Table(1), C.Few(2), 3).Gradient.rows[2][0].Bias[2]", 6), ("C.LayersValueAndGradient(C.Table(1), C.Few(2), 3).Gradient.rows[0][0].Rate", 6),
        ("C.LayersValueAndGradient(C.Table(1), C.Few(2), 3).Gradient.rows[2][0].Name.Length + C.LayersValueAndGradient(C.Table(1), C.Few(2), 3).Gradient.table[0, 0].Name.Length", 2),
        ("C.LayersJvp(C.Table(1), C.Few(2), 3, C.Table(0), C.Few(0), 1).Tangent", 120),
        ("C.Cleared(C.Table(5), C.Few(7))", 61 + 10000),
        ("C.PowerValueAndGradient(new System.Numerics.Complex[,] { { new(2, 3) } }, [[new(5, 7)]]).Gradient.u[0, 0].Imaginary", 2),
        ("C.PowerValueAndGradient(new System.Numerics.Complex[,] { { new(2, 3) } }, [[new(5, 7)]]).Gradient.v[0][0].X", 7),
        ("C.HeldValueAndGradient(C.Grid(C.At(0)), C.Rows(C.At(0)), 2).Gradient - C.Held(C.Grid(C.At(0)), C.Rows(C.At(0)), 1)", 0), ("C.Sweeps()", 0),
        ("C.Whirled()", 100 * (1 * 2 + 2 * -1) + (-1 + 3 * 2)),
        ("C.Thrown(() => C.LayersValueAndGradient(null, C.Few(2), 3)) == \"ArgumentNullExceptiontable\" ? 1 : 0", 1),
        ("C.Thrown(() => C.LayersVjp(C.Table(1), C.Few(2), 3, 1, C.Table(1), [[], [], []], ref C.Number)) == \"ArgumentExceptionrowsBar\" ? 1 : 0", 1),
        ("C.Thrown(() => C.LayersVjp(C.Table(1), C.Few(2), 3, 1, new C.Layer[2, 1], C.Few(2), ref C.Number)) == \"ArgumentExceptiontableBar\" ? 1 : 0", 1),
        ("C.Thrown(() => C.Short()) == \"ArgumentExceptiongridBar\" ? 1 : 0", 1));
}
