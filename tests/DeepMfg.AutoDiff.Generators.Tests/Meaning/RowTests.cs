namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Arrays of arrays that a method makes row by row, and results of more than one dimension.</summary>
public class RowTests
{
    private const string Members = """
        static double Sum(double[][] c) { double s = 0; foreach (double[] r in c) if (r != null) foreach (double v in r) s += v * v; return s; }
        static double[] Made(double x, int i) { var r = new double[i + 1]; r[0] = x * i; r[^1] += x; return r; }

        [Differentiable] public static double Filled(double a, double b)
        {
            var c = new double[3][];
            for (int i = 0; i < 3; i++) { c[i] = new double[2]; c[i][0] = a * i; c[i][1] = b * a; }
            return Sum(c) * c[2][1];
        }
        [Differentiable] public static double ByCalls(double a, double b)
        {
            var c = new double[4][];
            for (int i = 3; i >= 0; i--) c[i] = Made(Math.Sin(a) * b, i);
            return Sum(c) + c[1][0];
        }
        [Differentiable] public static double Layered(double a, double b)
        {
            var h = new double[4][];
            h[0] = new double[2];
            h[0][0] = a;
            h[0][1] = b;
            for (int i = 1; i < 4; i++)
            {
                var next = new double[2];
                for (int j = 0; j < 2; j++) next[j] = Math.Sin(h[i - 1][j] * a) + b * h[i - 1][1 - j];
                h[i] = next;
            }
            return h[3][0] * h[3][1] + h[1][0];
        }
        [Differentiable] public static double Some(double a, double b)
        {
            double[][] c = new double[5][];
            for (int i = 0; i < 5; i++) if (i % 2 == 0) { c[i] = new double[i + 1]; for (int j = 0; j <= i; j++) c[i][j] = a * j + b * b; }
            double s = 0;
            for (int i = 0; i < 5; i += 2) { double[] row = c[i]; for (int j = 1; j < row.Length; j++) s += row[j] * row[j - 1]; }
            return s;
        }
        [Differentiable] public static double InAnArm(double a, double b)
        {
            double s = b;
            if (a > b) { var c = new double[2][]; for (int i = 0; i < 2; i++) { c[i] = new double[1]; c[i][0] = a * (i + b); } s = Math.Sin(c[1][0]) * c[0][0]; }
            for (int k = 0; k < 3; k++) s *= Math.Cos(a * s);
            return s * a;
        }
        [Differentiable] public static double Listed(double a, double b)
        {
            double[][] c = [new double[3], [a, b, a * b], [b]], d = { new[] { a, a }, new double[2] };
            c[0][1] = a * b;
            d[1][0] = c[1][2] * b;
            return Sum(c) * Sum(d) + c[2][0];
        }
        // A row that is there before the array that it is put into.
        [Differentiable] public static double Before(double a, double b)
        {
            double[] first = new double[2];
            for (int i = 0; i < 2; i++) first[i] = a * b + i;
            double[][] c = [first, [b]];
            return Sum(c) * first[0];
        }
        [Differentiable] public static double Tables(double a, double b)
        {
            double[][,] c = new double[2][,];
            c[0] = new double[1, 3];
            c[1] = new double[2, 1];
            for (int i = 0; i < 2; i++) { c[0][0, i] = a * i; c[1][i, 0] = a * b; c[0][0, 2] += c[1][i, 0] * b; }
            double s = a;
            foreach (double[,] t in c) foreach (double v in t) s += v * v * b;
            return s;
        }
        [Differentiable] public static double[,] Table(double[] x)
        {
            var c = new double[x.Length, 3];
            for (int i = 0; i < x.Length; i++) for (int j = 0; j < 3; j++) c[i, j] = Math.Pow(x[i], j) * x[0];
            return c;
        }
        [Differentiable] public static float[,,] Cube(float[,] x, float k)
        {
            var c = new float[x.GetLength(0), x.GetLength(1), 2];
            for (int i = 0; i < x.GetLength(0); i++) for (int j = 0; j < x.GetLength(1); j++) { c[i, j, 0] = x[i, j] * k; c[i, j, 1] = x[i, j] * x[i, j]; }
            return c;
        }
        [Differentiable] public static double[][] Ragged(double[] x)
        {
            var c = new double[x.Length][];
            for (int i = 0; i < x.Length; i++) { c[i] = new double[i]; for (int j = 0; j < i; j++) c[i][j] = x[i] * x[j]; }
            return c;
        }

        public static double Slope(Func<double, double, double> f, int k) =>
            (f(0.7 + (k == 0 ? 1e-6 : 0), -1.3 + (k == 1 ? 1e-6 : 0)) - f(0.7 - (k == 0 ? 1e-6 : 0), -1.3 - (k == 1 ? 1e-6 : 0))) / 2e-6;
        static readonly double[] s_x = [0.7, -1.3, 0.4];
        static double[] Moved(int k, double h) { double[] x = [.. s_x]; x[k] += h; return x; }
        static double[] Unit(int k) { var x = new double[3]; x[k] = 1; return x; }
        static double Weighted(double[,] c) { double s = 0; for (int i = 0; i < c.GetLength(0); i++) for (int j = 0; j < 3; j++) s += c[i, j] * (i + 2 * j - 1); return s; }
        static double Weighted(double[][] c) { double s = 0; for (int i = 0; i < c.Length; i++) for (int j = 0; j < i; j++) s += c[i][j] * (i + 2 * j - 1); return s; }
        static double[,] Weights() { var w = new double[3, 3]; for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++) w[i, j] = i + 2 * j - 1; return w; }
        static double[][] Rows() => [[], [0], [1, 3]];
        public static double TableSlope(int k) => (Weighted(Table(Moved(k, 1e-6))) - Weighted(Table(Moved(k, -1e-6)))) / 2e-6;
        public static double TableBack(int k) { var bar = new double[3]; TableVjp(s_x, Weights(), bar); return bar[k]; }
        public static double TableForth(int k) => Weighted(TableJvp(s_x, Unit(k)).Tangent);
        public static double RaggedSlope(int k) => (Weighted(Ragged(Moved(k, 1e-6))) - Weighted(Ragged(Moved(k, -1e-6)))) / 2e-6;
        public static double RaggedBack(int k) { var bar = new double[3]; RaggedVjp(s_x, Rows(), bar); return bar[k]; }
        public static double RaggedForth(int k) => Weighted(RaggedJvp(s_x, Unit(k)).Tangent);
        public static double CubeBack(int k)
        {
            var w = new float[1, 2, 2] { { { 1, 2 }, { 3, 4 } } }; var bar = new float[1, 2]; float kBar = 0;
            CubeVjp(new float[1, 2] { { 2, 3 } }, 5, w, bar, ref kBar);
            return k < 2 ? bar[0, k] : kBar;
        }
        public static double Says(Action run) { try { run(); } catch (ArgumentException e) { return e.ParamName == "cotangent" && e.Message.StartsWith("cotangent must have the ") ? 1 : 2; } return 0; }
        public static double OtherShape() => Says(() => TableVjp(s_x, new double[2, 3], new double[3])) + 10 * Says(() => RaggedVjp(s_x, [[], [], [1, 2]], new double[3]))
            + 100 * Says(() => OneVjp(s_x, [1, 2], new double[3])) + 1000 * Says(() => OneVjp(s_x, [1, 2, 3, 4], new double[3]));
        [Differentiable] public static double[] One(double[] x) => x.Select(v => v * v).ToArray();
        [Differentiable] public static double Products(double[][] rows, float[][,] tables) { double s = rows[0][0] * rows[1][2]; return s * tables[0][0, 1]; }
        static double[][] Numbers() => [[2, 1], [1, 1, 3]];
        static float[][,] Tables2() => [new float[1, 2] { { 1, 4 } }];
        static double Refuses(double[][] rowsBar, float[][,] tablesBar, string name)
        {
            string before = string.Join(" ", rowsBar.SelectMany(row => row ?? []));
            try { ProductsVjp(Numbers(), Tables2(), 1, rowsBar, tablesBar); } catch (ArgumentException e) { if (e.ParamName != name) return 2; }
            try { ProductsValueAndGradient(Numbers(), Tables2(), rowsBar, tablesBar); return 0; } catch (ArgumentException e) { if (e.ParamName != name.Replace("Bar", "Gradient")) return 2; }
            return string.Join(" ", rowsBar.SelectMany(row => row ?? [])) == before ? 1 : 3;
        }
        public static double OtherRows() => Refuses([[7, 7], [7, 7]], Tables2(), "rowsBar") + 10 * Refuses([[7, 7]], Tables2(), "rowsBar") + 100 * Refuses([[7, 7], null!], Tables2(), "rowsBar")
            + 1000 * Refuses([[7, 7], [7, 7, 7]], [new float[2, 1]], "tablesBar") + 10000 * Refuses([[7, 7], [7, 7, 7]], [null!], "tablesBar");
        public static double OwnRows() { double[][] rowsBar = [[1, 1], [1, 1, 1]]; float[][,] tablesBar = [new float[1, 2]]; ProductsVjp(Numbers(), Tables2(), 1, rowsBar, tablesBar); return rowsBar[0][0] * 100 + rowsBar[1][2] * 10 + tablesBar[0][0, 1]; }
        """;

    [Fact]
    public void Gradients_go_through_rows()
    {
        string[] methods = ["Filled", "ByCalls", "Layered", "Some", "InAnArm", "Listed", "Before", "Tables"];
        string[] expressions =
        [
            .. methods.SelectMany(static name => (string[])
            [
                $"C.Slope(C.{name}, 0)", $"C.{name}ValueAndGradient(0.7, -1.3).Gradient.a", $"C.{name}Jvp(0.7, -1.3, 1, 0).Tangent",
                $"C.Slope(C.{name}, 1)", $"C.{name}ValueAndGradient(0.7, -1.3).Gradient.b", $"C.{name}Jvp(0.7, -1.3, 0, 1).Tangent",
            ]),
            .. Enumerable.Range(0, 3).SelectMany(static k => (string[])[$"C.TableSlope({k})", $"C.TableBack({k})", $"C.TableForth({k})"]),
            .. Enumerable.Range(0, 3).SelectMany(static k => (string[])[$"C.RaggedSlope({k})", $"C.RaggedBack({k})", $"C.RaggedForth({k})"]),
        ];
        foreach ((double[] slopes, string[] named) in Calling.Values(Members, expressions).Chunk(3).Zip(expressions.Chunk(3)))
        {
            Assert.All(slopes, slope => Assert.True(Math.Abs(slope - slopes[0]) <= 1e-7 * Math.Max(1, Math.Abs(slopes[0])), $"{named[1]}: {string.Join(", ", slopes)}"));
        }
    }

    [Fact]
    public void Cotangents_of_results_have_their_shape() => Calling.AllGive(
        Members, ("C.CubeBack(0)", (1 * 5) + (2 * 2 * 2)), ("C.CubeBack(1)", (3 * 5) + (4 * 2 * 3)), ("C.CubeBack(2)", (1 * 2) + (3 * 3)), ("C.OtherShape()", 1111),
        ("C.OtherRows()", 11111), ("C.OwnRows()", 1396));

    [Theory]
    [InlineData("double[,][] c = new double[2, 2][]; c[1, n] = new double[1]; c[1, n][0] = x; return c[1, 1][0];")]
    [InlineData("double[][] c = new double[2][]; int i = 0; while (i < n) { c[i % 2] = new double[2]; c[i % 2][1] = x * i++; } return c[1][1];")]
    public void Rows_without_number_are_refused(string body) =>
        Assert.Equal(["DMAD011"], Calling.Says($"[Differentiable] public static double F(double x, int n) {{ {body} }}"));
}
