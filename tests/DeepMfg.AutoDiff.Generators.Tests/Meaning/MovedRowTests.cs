namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Rows that arrays of arrays exchange, replace, have twice or hand on: derivatives follow the memory, not the place.</summary>
public class MovedRowTests
{
    private const string Members = """
        static double Sq(double[][] c) { double s = 0; foreach (double[] r in c) foreach (double v in r) s += v * v; return s; }
        [Differentiable] public static double Pivoting(double[] x)
        {
            int n = 3;
            var a = new double[n][];
            for (int i = 0; i < n; i++) { a[i] = new double[n]; for (int j = 0; j < n; j++) a[i][j] = x[(i * n + j) % 9] + (i == j ? 0.1 * x[0] : 0); }
            double[] b = { x[0], x[1] * x[2], x[3] };
            for (int k = 0; k < n; k++)
            {
                int p = k;
                for (int i = k + 1; i < n; i++) if (Math.Abs(a[i][k]) > Math.Abs(a[p][k])) p = i;
                (a[k], a[p]) = (a[p], a[k]);
                (b[k], b[p]) = (b[p], b[k]);
                for (int i = k + 1; i < n; i++)
                {
                    double f = a[i][k] / a[k][k];
                    for (int j = k; j < n; j++) a[i][j] -= f * a[k][j];
                    b[i] -= f * b[k];
                }
            }
            for (int i = n - 1; i >= 0; i--)
            {
                for (int j = i + 1; j < n; j++) b[i] -= a[i][j] * b[j];
                b[i] /= a[i][i];
            }
            return b[0] + 2 * b[1] - b[2] * b[0];
        }
        [Differentiable] public static double ByTemporary(double[] x)
        {
            int n = 3;
            double[][] a = [[x[0], x[1], x[2]], [x[3], x[4], x[5]], [x[6], x[7], x[8]]];
            double det = 1;
            for (int k = 0; k < n; k++)
            {
                int p = k;
                for (int i = k + 1; i < n; i++) if (Math.Abs(a[i][k]) > Math.Abs(a[p][k])) p = i;
                if (p != k) { double[] t = a[k]; a[k] = a[p]; a[p] = t; det = -det; }
                det *= a[k][k];
                for (int i = k + 1; i < n; i++)
                {
                    double f = a[i][k] / a[k][k];
                    for (int j = k; j < n; j++) a[i][j] -= f * a[k][j];
                }
            }
            return det;
        }
        [Differentiable] public static double PutTwice(double[] x)
        {
            double[][] c = new double[2][];
            c[0] = new double[2]; c[0][1] = x[0] * x[1]; c[1] = c[0]; c[1][0] = x[2]; c[0][0] *= x[3];
            return c[1][1] * c[1][0];
        }
        [Differentiable] public static double Replaced(double[] x)
        {
            double[][] c = new double[2][];
            for (int i = 0; i < 2; i++) { c[i] = new double[2]; c[i][1] = x[i]; }
            for (int t = 0; t < 4; t++) { var next = new double[2]; next[0] = c[t % 2][1] * x[t]; next[1] = Math.Sin(c[(t + 1) % 2][1] + next[0]);
                c[t % 2] = next; }
            return c[0][0] + c[1][1] * c[0][1];
        }
        [Differentiable] public static double Modulo(double[] x)
        {
            double[][] c = new double[2][];
            for (int i = 0; i < x.Length; i++) { c[i % 2] = new double[2]; c[i % 2][1] = x[i] * i;
                if (i > 0) c[i % 2][0] = c[(i + 1) % 2][1] * c[(i + 1) % 2][1]; }
            return c[1][1] * c[0][0] + c[1][0];
        }
        [Differentiable] public static double SharedRow(double[] x)
        {
            double[][] c = new double[2][]; double[] r = new double[2];
            for (int i = 0; i < 2; i++) { r[i] = x[i] * (i + 1); c[i] = r; c[0][0] += x[2]; }
            return c[1][0] * c[0][1];
        }
        [Differentiable] public static double TwiceAtOnePlace(double[] x)
        {
            double[][] c = new double[2][]; c[0] = new double[1]; c[0][0] = x[0]; double k = c[0][0] * c[0][0]; c[0] = new double[1];
                c[0][0] = x[1] * k; return c[0][0] * x[2];
        }
        [Differentiable] public static double TablesInALoop(double[] x)
        {
            double s = 0;
            for (int k = 0; k < x.Length; k++) { var c = new double[2][]; for (int i = 0; i < 2; i++) { c[i] = new double[i + 1];
                c[i][0] = x[k] * (k + i); } c[1][1] = c[0][0] * x[0]; s += c[1][1] * c[1][0]; }
            return s;
        }
        [Differentiable] public static double TablesInALoopExchanged(double[] x)
        {
            double s = 1;
            for (int k = 0; k < 3; k++) { var c = new double[2][]; for (int i = 0; i < 2; i++) { c[i] = new double[2]; c[i][0] = x[k] * s;
                c[i][1] = x[k + 1]; } if (x[k] > 0) (c[0], c[1]) = (c[1], c[0]); c[0][0] *= x[k + 2]; s += Math.Sin(c[0][0] - c[1][1] * c[1][0]); }
            return s;
        }
        [Differentiable] public static double Best(double[] x)
        {
            var c = new double[4][];
            for (int i = 0; i < 4; i++) { c[i] = new double[2]; c[i][0] = x[i]; c[i][1] = x[i + 1] * x[0]; }
            double[] best = c[0];
            for (int i = 1; i < 4; i++) if (c[i][0] > best[0]) best = c[i];
            best[1] *= x[5];
            return best[1] * c[3][1] + c[1][0];
        }
        [Differentiable] public static double Chosen(double[] x)
        {
            var c = new double[3][];
            for (int i = 0; i < 3; i++) { c[i] = new double[1]; c[i][0] = x[i] * x[i]; }
            (c[0], c[2]) = (c[2], c[0]);
            double[] r = x[0] > 0 ? c[0] : c[1];
            r[0] *= x[4];
            (c[1], c[2]) = (c[2], c[1]);
            return r[0] + c[0][0] * c[1][0] * x[5] + c[2][0];
        }
        [Differentiable] public static double Rotated(double[] x)
        {
            var c = new double[3][];
            for (int i = 0; i < 3; i++) { c[i] = new double[2]; c[i][0] = x[i]; c[i][1] = x[i + 3]; }
            for (int t = 0; t < 5; t++)
            {
                double[] first = c[0]; c[0] = c[1]; c[1] = c[2]; c[2] = first;
                for (int j = 0; j < 2; j++) first[j] = Math.Sin(c[0][j] * c[1][j]) + x[6] * first[j];
            }
            return Sq(c);
        }
        [Differentiable] public static double History(double[] x)
        {
            var states = new double[6][];
            states[0] = new double[] { x[0], x[1] };
            double[] current = states[0];
            for (int t = 1; t < 6; t++) { var next = new double[2]; next[0] = current[0] + 0.1 * current[1];
                next[1] = current[1] - x[2] * Math.Sin(current[0]); states[t] = next; current = next; }
            double s = 0; for (int t = 0; t < 6; t++) s += states[t][0] * states[t][0] * x[3];
            return s + current[1];
        }
        [Differentiable] public static double TwoTables(double[] x)
        {
            var a = new double[2][]; var b = new double[2][];
            for (int i = 0; i < 2; i++) { a[i] = new double[2]; b[i] = new double[2]; for (int j = 0; j < 2; j++) { a[i][j] = x[2 * i + j];
                b[i][j] = x[4 + 2 * i + j]; } }
            for (int t = 0; t < 3; t++) { (a[t % 2], b[1]) = (b[1], a[t % 2]); a[0][0] *= b[1][1]; b[0][1] += a[1][0] * x[8]; }
            return Sq(a) + b[1][0] * b[0][1];
        }
        [Differentiable] public static double Early(double[] x)
        {
            var c = new double[2][]; c[0] = new double[1]; c[0][0] = x[0] * x[1];
            if (x[0] < 0) return c[0][0];
            c[1] = new double[2]; c[1][0] = x[2]; c[1][1] = c[0][0] * x[3];
            return c[1][0] * c[0][0] + c[1][1];
        }
        [Differentiable] public static double EarlyExchange(double[] x)
        {
            var c = new double[2][]; for (int i = 0; i < 2; i++) { c[i] = new double[1]; c[i][0] = x[i] * x[1]; }
            if (x[0] < 0) return c[0][0];
            (c[0], c[1]) = (c[1], c[0]);
            c[0][0] *= x[2];
            return c[1][0] * c[0][0] + c[0][0];
        }
        [Differentiable] public static double InWhile(double[] x)
        {
            var c = new double[3][]; for (int i = 0; i < 3; i++) { c[i] = new double[2]; c[i][0] = x[i]; c[i][1] = x[i + 1]; }
            int k = 0; double s = 0;
            while (s < 5 && k < 20) { int p = k % 3, q = (k * k + 1) % 3; (c[p], c[q]) = (c[q], c[p]); c[0][0] = Math.Cos(c[1][1]) * x[4] + c[2][0];
                s += c[0][0] * c[0][0]; k++; }
            return s * c[1][0] + c[2][1];
        }
        [Differentiable] public static double Given(double[][] a, double k)
        {
            int n = a.Length;
            double det = k;
            for (int c = 0; c < n; c++)
            {
                int p = c;
                for (int i = c + 1; i < n; i++) if (Math.Abs(a[i][c]) > Math.Abs(a[p][c])) p = i;
                if (p != c) { (a[c], a[p]) = (a[p], a[c]); det = -det; }
                det *= a[c][c];
                for (int i = c + 1; i < n; i++) { double f = a[i][c] / a[c][c]; for (int j = c; j < n; j++) a[i][j] -= f * a[c][j]; }
            }
            return det;
        }
        [Differentiable] public static void Sorted(double[][] a)
        {
            for (int i = 0; i < a.Length; i++) for (int j = i + 1; j < a.Length; j++) if (a[j][0] < a[i][0]) (a[i], a[j]) = (a[j], a[i]);
            for (int j = 0; j < a[0].Length; j++) a[0][j] *= a[1][j];
        }
        [Differentiable] public static double[][] Returned(double[] x)
        {
            var c = new double[3][];
            for (int i = 0; i < 3; i++) { c[i] = new double[2]; c[i][0] = x[i] * x[0]; c[i][1] = x[3 + i]; }
            (c[0], c[2]) = (c[2], c[0]);
            c[0][1] *= x[8];
            return c;
        }
        [Differentiable] public static double RowGiven(double[] r, double[] q)
        {
            double[][] c = new double[2][];
            c[0] = r; c[1] = q;
            (c[0], c[1]) = (c[1], c[0]);
            c[0][0] *= r[1];
            return c[0][0] * c[1][0] + r[0];
        }
        static readonly double[] s_x = [0.7, -1.3, 0.4, 1.9, -0.6, 0.25, 1.1, -0.35, 0.9], s_w = [1, -2, 3, 0.5, 0.25, -1, 2, 1.5, -0.75];
        static double[] Unit(int k) { var d = new double[9]; d[k] = 1; return d; }
        static double[][] T(double[] x) => [[x[0], x[1], x[2]], [x[3], x[4], x[5]], [x[6], x[7], x[8]]];
        static double Dot(double[][] t) { double s = 0; int k = 0; foreach (double[] r in t) foreach (double v in r) s += v * s_w[k++]; return s; }
        static double[] Flat(double[][] t) { var all = new double[9]; int k = 0; foreach (double[] r in t) foreach (double v in r) all[k++] = v; return all; }

        /// The largest distance of a gradient, in both modes, from differences.
        public static double Worst(Func<double[], double> f, Action<double[], double[]> back, Func<double[], double[], double> forth)
        {
            var bar = new double[9]; back([.. s_x], bar);
            double worst = 0, norm = 1;
            for (int k = 0; k < 9; k++)
            {
                double[] more = [.. s_x], less = [.. s_x]; more[k] += 1e-5; less[k] -= 1e-5;
                double near = (f(more) - f(less)) / 2e-5; more[k] += 1e-5; less[k] -= 1e-5;
                double slope = (4 * near - (f(more) - f(less)) / 4e-5) / 3;
                worst = Math.Max(worst, Math.Max(Math.Abs(bar[k] - slope), Math.Abs(forth([.. s_x], Unit(k)) - slope)));
                norm = Math.Max(norm, Math.Abs(slope));
            }
            return worst / norm;
        }
        static double GivenOf(double[] x) => Given(T(x), 1.5);
        static void GivenBack(double[] x, double[] bar) { double[][] rows = T(new double[9]); double kBar = 0; GivenVjp(T(x), 1.5, 1, rows, ref kBar);
            Flat(rows).CopyTo(bar, 0); }
        static double SortedOf(double[] x) { double[][] t = T(x); Sorted(t); return Dot(t); }
        static void SortedBack(double[] x, double[] bar) { double[][] rows = T(s_w); SortedVjp(T(x), rows); Flat(rows).CopyTo(bar, 0); }
        static double SortedForth(double[] x, double[] d) { double[][] dots = T(d); SortedJvp(T(x), dots); return Dot(dots); }
        static void ReturnedBack(double[] x, double[] bar) => ReturnedVjp(x, [[1, -2], [3, 0.5], [0.25, -1]], bar);
        static void RowBack(double[] x, double[] bar) { double[] r = new double[2], q = new double[2]; RowGivenVjp(x[..2], x[2..4], 1, r, q);
            r.CopyTo(bar, 0); q.CopyTo(bar, 2); }
        public static double WorstGiven() => Worst(GivenOf, GivenBack, (x, d) => GivenJvp(T(x), 1.5, T(d), 0).Tangent);
        public static double WorstSorted() => Worst(SortedOf, SortedBack, SortedForth);
        public static double WorstReturned() => Worst(x => Dot(Returned(x)), ReturnedBack, (x, d) => Dot(ReturnedJvp(x, d).Tangent));
        public static double WorstRow() => Worst(x => RowGiven(x[..2], x[2..4]), RowBack, (x, d) => RowGivenJvp(x[..2], x[2..4], d[..2], d[2..4]).Tangent);
        public static double Leaves() { double[][] one = T(s_x), other = T(s_x); Sorted(one); SortedVjp(other, T(s_w));
            return Dot(one) - Dot(other) + (one[0][1] - other[0][1]); }
        """;

    private const string Queries = """
        static double Cubes(double[][] c) { double s = 0; foreach (double[] r in c) foreach (double v in r) s += v * v * v; return s; }
        static double[][] Shifted(double[] x)
        {
            var a = new double[3][];
            for (int i = 0; i < 3; i++) { a[i] = new double[3]; for (int j = 0; j < 3; j++) a[i][j] = x[i * 3 + j] + x[0]; }
            return a;
        }
        static double[] Row(double[] x, int n) { var r = new double[n]; for (int i = 0; i < n; i++) r[i] = x[i] * x[n]; return r; }
        [Differentiable] public static double Mapped(double[] x)
        {
            double[][] rows = Shifted(x);
            double[][] y = rows.Select(r => r.Select(v => Math.Sin(v) * x[1]).ToArray()).ToArray();
            return Cubes(y);
        }
        [Differentiable] public static double ByClone(double[] x)
        {
            double[][] rows = Shifted(x);
            double[][] y = rows.Select(r => (double[])r.Clone()).ToArray();
            y[2][1] = y[1][2] * x[3];
            return Cubes(y) * rows[2][1];
        }
        [Differentiable] public static double Outer(double[] x)
        {
            double[][] y = Enumerable.Range(0, 3).Select(i => Enumerable.Range(0, 4).Select(j => x[i] * x[j + 2]).ToArray()).ToArray();
            return Cubes(y) + y[2][3];
        }
        [Differentiable] public static double Products(double[] x)
        {
            double[][] a = Shifted(x), b = Shifted(x);
            double[][] c = a.Select(row => Enumerable.Range(0, 3).Select(j => row.Select((v, k) => v * b[k][j]).Sum()).ToArray()).ToArray();
            return c.Select(r => r.Sum()).Sum() + c.Max(r => r[0]);
        }
        [Differentiable] public static double Ordered(double[] x)
        {
            double[][] a = Shifted(x);
            double[] keys = new double[3]; for (int i = 0; i < 3; i++) keys[i] = a[i][0];
            double[][] c = a.OrderBy(r => r[0]).ToArray();
            return c[0][1] * c[2][0] + c[1][2];
        }
        [Differentiable] public static double Where_(double[] x)
        {
            double[][] a = Shifted(x);
            double[][] c = a.Where((r, i) => i != 1).ToArray();
            c[0][1] *= x[4];
            return Cubes(c) + a[0][1];
        }
        [Differentiable] public static double Same(double[] x)
        {
            double[][] a = Shifted(x);
            double[][] c = a.Select(r => r).ToArray();
            c[0][1] *= x[4];
            return Cubes(a) + Cubes(c);
        }
        [Differentiable] public static double Rev(double[] x)
        {
            double[][] a = Shifted(x);
            double[][] c = Enumerable.Reverse(a).ToArray();
            c[0][1] *= x[4];
            return Cubes(a) + c[0][2] * c[1][0];
        }
        [Differentiable] public static double Plain(double[] x)
        {
            double[][] a = Shifted(x);
            double[][] c = a.ToArray();
            c[0][1] *= x[4]; c[1] = c[2];
            return Cubes(a) + Cubes(c);
        }
        [Differentiable] public static double ClonedTable(double[] x)
        {
            double[][] a = Shifted(x);
            double[][] c = (double[][])a.Clone();
            c[0][1] *= x[4]; c[1] = a[2];
            return Cubes(a) + Cubes(c);
        }
        [Differentiable] public static double Part(double[] x)
        {
            double[][] a = Shifted(x);
            double[][] c = a[1..3];
            c[0][1] *= x[4]; c[1] = a[0];
            return Cubes(a) + Cubes(c);
        }
        [Differentiable] public static double Spread(double[] x)
        {
            double[][] a = Shifted(x);
            double[][] c = [.. a, a[0], [x[1], x[2]]];
            c[3][1] *= x[4];
            return Cubes(c) + a[0][1];
        }
        [Differentiable] public static double Ragged(double[] x)
        {
            double[][] y = Enumerable.Range(0, 4).Select(i => i % 2 == 0 ? Row(x, i) : Row(x, i + 1)).ToArray();
            return Cubes(y) + y[3].Sum();
        }
        """;

    [Fact]
    public void Gradients_follow_rows_wherever_they_are_put()
    {
        string[] methods =
        [
            "Pivoting", "ByTemporary", "PutTwice", "Replaced", "Modulo", "SharedRow", "TwiceAtOnePlace", "TablesInALoop",
            "TablesInALoopExchanged", "Best", "Chosen", "Rotated", "History", "TwoTables", "Early", "EarlyExchange", "InWhile", "Mapped",
            "ByClone", "Outer", "Products", "Ordered", "Where_", "Same", "Rev", "Plain", "ClonedTable", "Part", "Spread", "Ragged",
        ];
        string[] expressions =
        [
            .. methods.Select(static name => $"C.Worst(C.{name}, (x, bar) => C.{name}Vjp(x, 1, bar), (x, d) => C.{name}Jvp(x, d).Tangent)"),
            "C.WorstGiven()", "C.WorstSorted()", "C.WorstReturned()", "C.WorstRow()",
        ];
        double[] worst = [.. Calling.Values(Members + Queries, [.. expressions, "C.Leaves()"])];
        Assert.All(worst.Zip([.. expressions, "what is left"]), static one => Assert.True(one.First <= 1e-7, $"{one.Second}: {one.First}"));
    }
}
