namespace DeepMfg.AutoDiff.Generators.Tests.Documentation;

/// <summary>The C# that the README says is supported: each construct with a body of <c>double F(double x, double y, int n)</c> that has it.</summary>
internal static class SupportedCSharp
{
    public static IReadOnlyList<(string Construct, string Body)> Rows { get; } =
    [
        ("arithmetic on `float`, `double`, integers; `%`; unary `+` `-`", "return -x * y + x / n % 3;"),
        ("functions of `Math`, `MathF`, `double`, `float`, `Ops`", "return Math.Sin(x) * double.Exp(y) + n;"),
        ("numeric conversions, `checked` or not", "return x * (double)n + checked((long)n) * y;"),
        ("comparisons, `&&`, `||`, `!`, `&`, `^` on `bool`", "if (x > 0 && !(y < n) || n == 2) return x * y; return x + y;"),
        ("`?:`", "return x > y ? x * x : y * n;"),
        ("bit operations and shifts on integers", "return x * (n & 3) + y * (n << 2);"),
        ("assignment, compound and chained, also as expressions; `++`, `--`", "double a, b; a = b = x; a += y; n++; return (a *= y) * b + n;"),
        ("declarations, `const`, `var`, discards, shadowed blocks", "const double c = 2; var a = c * x; _ = n; { double b = a; y += b; } { double b = y; return b * a; }"),
        ("`if`, `else`, conditions that assign", "double a; if ((a = x * y) > n) return a * a; else return a;"),
        ("`switch` statements", "switch (n) { case 0: case 1: return x; case > 5: return x * y; default: return y; }"),
        ("`switch` expressions, `when`, patterns (constant, relational, `and`, `or`, `not`)", "return n switch { 0 => x, > 3 and not 5 => y, 2 when x > y => x * y, _ => x + y };"),
        ("`is` with such a pattern", "return x is > 0 and < 10 ? x * y : y * n;"),
        ("`for`, with several variables, bounds and steps that are active", "double s = 0; for (double t = x; t < y + n; t += 0.5 * x + 0.1) s += t * t; return s * x;"),
        ("`while`, `do`, nested loops", "double s = x; do { while (s < y) s *= 2; s -= y; n--; } while (n > 0); return s * y;"),
        ("`break`, `continue`, `return` anywhere", "double s = 1; for (int i = 0; i < n; i++) { if (i == 1) continue; s *= x; if (s > 9) break; if (s > y) return s * y; } return s + y;"),
        ("tuples, named items, deconstruction, swaps", "(double a, double b) t = (x, y * n); (x, y) = (y, x); var (a, b) = t; return a * x + b * y + t.a;"),
        ("arrays and spans: elements, `^1`, slices, `Length`, creation, initialisers, spreads, `stackalloc`", "double[] a = [x, .. new[] { y, x * y }]; Span<double> s = stackalloc double[3]; a.CopyTo(s); s[1] *= n; return a[0] * s[^1] + s[1..].Length * s[1];"),
        ("writing arrays, also by another name and in a callee; `foreach` by value and by `ref`; `ref` locals", "double[] a = new double[3]; Fill(a, x); foreach (ref double e in a.AsSpan()) e += y; ref double first = ref a[0]; first *= 2; double s = 0; foreach (double e in a) s += e * e; return s;"),
        ("two-dimensional arrays; `Array.Copy`, `Fill`, `Clear`, `Clone`, `ToArray`", "double[,] t = new double[2, 3]; for (int i = 0; i < t.GetLength(0); i++) for (int j = 0; j < t.GetLength(1); j++) t[i, j] = x * i + y * j; return t[1, 2] * t[1, 0];"),
        ("arrays of arrays, each row made once for its place", "double[][] h = new double[3][]; h[0] = [x, y]; for (int i = 1; i < 3; i++) { h[i] = new double[2]; for (int j = 0; j < 2; j++) h[i][j] = h[i - 1][1 - j] * x + n; } return h[2][0] * h[1][1];"),
        ("operations over arrays and spans: `Ops`, `TensorPrimitives`", "double[] a = [x, y, n], b = new double[3]; Ops.Tanh(a, b); System.Numerics.Tensors.TensorPrimitives.Multiply(b, y, b); return Ops.LogSumExp(b);"),
        ("buffers that a loop exchanges, a new array for the next step", "double[] old = [x, y], next = new double[2]; for (int i = 0; i < n; i++) { next[0] = old[0] * old[1]; next[1] = old[0] + 0.5; (old, next) = (next, old); } return old[0] + old[1];"),
        ("structs and records: construction, initialisers, members, `with`, deconstruction, patterns, operators, methods that change them", "Link a = new(x, y * n), b = new() { Length = 2 }; b.Turn(x); a = a with { Angle = a.Angle + b.Angle }; (double length, double angle) = a; return a is { Length: > 1 } ? (a + b).Reach * angle : length * b.Reach;"),
        ("arrays of structs that stay in the method, read and written by element and by member", "var links = new Link[n + 1]; for (int i = 0; i <= n; i++) { links[i].Length = x * i; links[i].Angle += y; links[i].Turn(x); } links[0] = links[n] with { Angle = x }; double sum = 0; foreach (Link link in links) sum += link.Length * link.Angle; return sum;"),
        ("tables and rows of structs; their copies, parts, `Array.Copy`, `Fill`, `Reverse`, spreads", "var grid = new Link[2, n + 1]; grid[1, n].Length = x * y; Link[][] rows = [[grid[1, n], new(x, y)], new Link[2]]; rows[0].CopyTo(rows[1], 0); rows[1][0].Turn(y); Link[] all = [.. rows[0], .. rows[1][..^1]]; Array.Reverse(all); double sum = 0; foreach (Link link in all) sum += link.Length * link.Angle; return sum;"),
        ("numbers that there may be (`double?`): lifted operators, `??`, patterns, `HasValue`, `Value`", "double? d = n > 2 ? x * y : null; d += x; if (d is { } v and > 1) return v * y; d ??= y; return d.Value * x + (n > 5 ? d : null).GetValueOrDefault(y);"),
        ("vectors, quaternions, matrices and complex numbers of `System.Numerics`", "System.Numerics.Complex z = new(x, y); z = (z * z + n) / (1 + z); return z.Magnitude + System.Numerics.Complex.Exp(z).Imaginary;"),
        ("local functions, also those that change enclosing locals", "double s = 0; void Add(double v) => s += v * y; Add(x); for (int i = 0; i < n; i++) Add(y); return s;"),
        ("calls of methods in this project, marked or not; extension methods", "return Helper(x, n) * y.Extended();"),
        ("queries over arrays, spans and lists, as calls or as `from`", "double[] a = [x, y, n]; return a.Where(v => v > 0).Sum(v => v * v) * (from r in Rows where r.Load > 2 select r.Load * x).Average();"),
        ("`extension` blocks; operators such as `+=` that a type carries out itself", "Link a = new(x, y * n); a += new Link(y, x); return a.Half * double.Cube(y);"),
        ("generic methods of this project, generic math among them", "return Power(x, n) * Power(y, 2);"),
        ("named, optional, `in`, `ref`, `out` arguments", "Halve(ref x); Split(y, out double low, scale: n); return x * low;"),
        ("`throw`, guards, calls that receive constants only", "if (n < 0) throw new ArgumentOutOfRangeException(nameof(n)); return x * y * Environment.ProcessorCount;"),
        ("`default`, `nameof`, `sizeof`, `static readonly`, enum values", "return x * sizeof(double) + y * nameof(x).Length + default(double) + Constant * (int)DayOfWeek.Monday * n;"),
    ];

    /// <summary>What the bodies call.</summary>
    public const string Helpers = """
        private static readonly double Constant = 2.5;
        private static double Helper(double v, int times = 2) { for (int i = 0; i < times; i++) v = v * v * 0.5; return v; }
        private static double Extended(this double v) => v * v;

        private record struct Link(double Length, double Angle)
        {
            public readonly double Reach => Length * Math.Cos(Angle);
            public void Turn(double by) => Angle += by * Length;
            public void operator +=(Link other) => Length += other.Length * Angle;
            public static Link operator +(Link a, Link b) => new(a.Length + b.Length, a.Angle * b.Angle);
        }
        private static readonly List<(double Load, int Grade)> Rows = [(2, 1), (3, 2)];
        extension(Link link) { private double Half => link.Length / 2; }
        extension(double) { private static double Cube(double v) => v * v * v; }
        private static T Power<T>(T v, int n) where T : System.Numerics.INumber<T> { T power = T.One; for (int i = 0; i < n; i++) power *= v; return power; }
        private static void Fill(Span<double> a, double v) { for (int i = 0; i < a.Length; i++) a[i] = v * (i + 1); }
        private static void Halve(ref double v) => v *= 0.5;
        private static void Split(in double v, out double low, double scale = 1) => low = v * scale;
        """;

    public static string Table() => "| C# | for example |\n| --- | --- |\n"
        + string.Concat(Rows.Select(row => $"| {row.Construct.Replace("|", "\\|", StringComparison.Ordinal)} | `{row.Body.Replace("|", "\\|", StringComparison.Ordinal)}` |\n"));
}
