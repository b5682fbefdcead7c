namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Types whose members nobody can set, or are private, are seen member by member, whatever their constructors compute or refuse.</summary>
public class ReadOnlyStructTests
{
    private const string Positional = """
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
        public static readonly Vec Origin = new(0.3, 0.4);
        static double Logged(Vec v, List<string> to) { to.Add(v.ToString()); return v.X; }
        [Differentiable] public static double A(double x) { Vec v = new(x, 2), w = new(x * x, 1); Vec u = (v + w).Turned(x) + Origin; return u.Norm * u.X; }
        [Differentiable] public static double B(double x) { Pair v = new(x, 2), w = default; if (x > 0) w = new Pair(v.Y * x, x); return v.X * w.X * w.Y; }
        [Differentiable] public static double D(double x) { Segment s = new(new(x, 1), new(2, x), "ab"); Segment t = x > 5 ? s : new(s.To, s.From, "c"); return (t.From + s.From).Norm * t.Name.Length; }
        [Differentiable] public static double E(double x) { Half[] all = [new(x, x * x), new(1, x)]; all[0].Y *= x; all[1] = new(all[0].Y, 1); return all[1].X * all[0].X; }
        [Differentiable] public static double G(double x) { Vec v = new(1, 2); List<string> to = []; double k = Logged(v, to); Vec w = to[0] == "1;2" ? v : new Vec(x, x); return x * k * w.X * x; }
        """;

    private const string Computing = """
        public readonly struct Twice { public double X { get; } public Twice(double x) { X = 2 * x; } }
        public readonly struct Crossed { public double X { get; } public double Y { get; } public Crossed(double x, double y) { X = y; Y = x; } }
        public readonly record struct Square(double A) { public double B { get; } = A * A; }
        public readonly record struct Said(double A, double K) { public double B { get; init; } = 2 * A * K; public double C { get; } = A + K; public override string ToString() => $"{A}|{B}|{C}"; }
        public readonly struct Way
        {
            public double X { get; } public double Y { get; }
            public Way(double x, double y) { double n = Math.Sqrt(x * x + y * y); if (n == 0) throw new ArgumentException("no direction", nameof(x)); (X, Y) = (x / n, y / n); }
            public static Way operator -(Way a) => new(-a.X, -a.Y);
            public double Dot(Way o) => X * o.X + Y * o.Y;
        }
        public readonly struct Metres
        {
            public double Value { get; }
            public Metres(double value) { if (value < 0) throw new ArgumentException($"negative: {value}"); Value = value; }
            public static Metres OfFeet(double feet) => new(feet * 0.3048);
            public static Metres operator +(Metres a, Metres b) => new(a.Value + b.Value);
            public static implicit operator double(Metres m) => m.Value;
        }
        public readonly struct Powers
        {
            public double A { get; } public double B { get; } public double C { get; } public int N { get; }
            public Powers(double a, double b) : this(a, b, a * b) { }
            public Powers(double a, double b, double c) { A = a; B = b; C = c + A; N = 3; }
            public Powers(double[] w) : this(w[0], w[1]) { }
            public Powers(double x, int n) : this() { double s = 0; for (int i = 0; i < n; i++) { x *= 0.9; s += x * i; A += s; } B = s; N = n; C = Sum(); }
            double Sum() => A + B + C;
            public double At(double x) => A + x * (B + x * C);
        }
        public readonly struct Three(double x, double y) { public double S { get; } = x + y; public double P { get; } = x * y; public double Q { get; } = Math.Sin(x) * y; }
        public readonly struct Nest
        {
            public Twice T { get; } public Crossed C { get; } public (double U, double V) Two { get; } public readonly string Name;
            public Nest(double x, string name) { T = new(x); C = new(x * x, T.X); Two = (x, T.X * x); Name = name + "!"; }
            public override string ToString() => $"{T.X}:{C.X}:{C.Y}:{Two}:{Name}";
        }
        public readonly struct Gen<T> where T : struct, System.Numerics.INumber<T> { public T X { get; } public readonly double @double; public Gen(T x, double y) { X = x + x; @double = 2 * y; } public override string ToString() => $"{X};{@double}"; }
        public struct Grown { public readonly double X; public double Y; public Grown(double x, double y) { X = x * y; Y = y; } public void Add(double d) => Y += d; }
        private readonly struct Own { public double X { get; } public Own(double x) { X = Halved(x) * x; } static double Halved(double x) { while (x > 1) x /= 2; return x; } public override string ToString() => $"own {X}"; }
        public static partial class Inner<T, U> where U : unmanaged
        {
            private readonly struct In<V> where V : struct, System.Numerics.INumber<V>
            {
                public T X { get; } public U Y { get; } public V Z { get; } public double W { get; }
                public In(T x, U u, V v, double w) { X = x; Y = u; Z = v + v; W = w * w; }
                public override string ToString() => $"{X};{Y};{Z};{W}";
            }
            [Differentiable] public static double F(double x, T t, U u) { In<int> i = new(t, u, 3, 5), j = new(t, u, 3, x), k = i; return Text(k).Length * x * j.W * j.Z; }
        }
        public readonly struct Noted { public double X { get; } public Noted(double x) { Note(1); X = x * Note(2); if (x < 0) throw new InvalidOperationException($"below {x}"); Note(3); } }
        static string s_notes = "";
        static int Note(int k) { s_notes += k; return k; }
        static string Text(object o) => o.ToString()!;
        [Differentiable] public static double F1(double x) => new Twice(x).X * new Crossed(x, 2).Y * new Crossed(x * x, 2 * x).X;
        [Differentiable] public static double F2(double x) { Square c = new(x); Square d = c with { A = x * x * x }; return d.A * d.B * c.B; }
        [Differentiable] public static double F3(double x) { Said c = new(x, 3); Said d = c with { A = x * x, B = c.C * x }; return d.A * d.B * c.B * d.C * d.K; }
        [Differentiable] public static double F4(double x) { Way d = new(x, 1), e = -new Way(1, x * x); return d.Dot(e) * d.X; }
        [Differentiable] public static double F5(double x) { Metres m = new(x), n = Metres.OfFeet(x * x); double s = m + n; return s * new Metres(x * s); }
        [Differentiable] public static double F6(double x) { Powers p = new(x, x * x), q = new([x, 2 * x]), r = new(x, 4); return p.At(x) * q.At(2) + r.At(x) * r.N; }
        [Differentiable] public static double F7(double x) { Three p = new(x, 2), q = default; if (x > 1) q = new(p.S, p.P); return p.Q * q.Q + q.S + p.P; }
        [Differentiable] public static double F8(double x) { Nest n = new(x, "a"); Nest m = x > 5 ? default : n; return m.T.X * m.C.X * m.C.Y * m.Two.V * m.Name.Length; }
        [Differentiable] public static double F9(double x) { Gen<double> g = new(x, x * x); Gen<int> h = new(3, x); return g.X * g.@double * h.X * h.@double; }
        [Differentiable] public static double F10(double x) { Twice[] all = new Twice[3]; for (int i = 0; i < 3; i++) all[i] = new(x * i); all[0] = all[2]; double s = 0; foreach (Twice t in all) s += t.X * t.X; return s; }
        [Differentiable] public static double F11(double x) { Grown h = new(x, 2); h.Add(x); h.Y *= x; Grown[] a = [h, new(x, x)]; a[1].Y += a[0].X; a[0].Add(x); return a[1].Y * h.X * a[0].Y; }
        [Differentiable] public static double F12(double x) { Own o = new(x); return o.X * o.X; }
        [Differentiable] public static double F13(double x) => new Noted(x).X * new Noted(x * x).X;
        [Differentiable] public static double F14(double x)
        {
            double k = 3;
            string s = Text(new Own(k)) + Text(new Nest(k, "b")) + Text(new Gen<float>(1.5f, k)) + Text(new Said(k, 2) with { A = 7 });
            int sum = 0;
            foreach (char c in s) sum = sum * 31 + c;
            return x * sum;
        }
        [Differentiable] public static double F15(double x)
        {
            Said c = new(3, 2), d = new(3, 2), e = c with { A = 4 };
            return x * (c == d ? 2 : 3) * (c.Equals(e) ? 5 : 7) * (e.GetHashCode() == c.GetHashCode() ? 11 : 13) * (default(Twice).Equals(new Twice(0)) ? 1.5 : 2);
        }
        public static double Differs(Func<double, double> f, Func<double, (double Value, double Gradient)> gradient, Func<double, double, (double Value, double Tangent)> jvp)
        {
            string primal = Outcome(() => f(-0.7)), reverse = Outcome(() => gradient(-0.7).Value), forward = Outcome(() => jvp(-0.7, 1).Value);
            if (primal != reverse || primal != forward) throw new InvalidOperationException($"{primal}\n{reverse}\n{forward}");
            const double h = 1e-5;
            double slope = (8 * (f(1.3 + h) - f(1.3 - h)) - (f(1.3 + 2 * h) - f(1.3 - 2 * h))) / (12 * h);
            double bits = Math.Abs(BitConverter.DoubleToInt64Bits(f(1.3)) - BitConverter.DoubleToInt64Bits(gradient(1.3).Value))
                + Math.Abs(BitConverter.DoubleToInt64Bits(f(1.3)) - BitConverter.DoubleToInt64Bits(jvp(1.3, 1).Value));
            return bits + Math.Abs(gradient(1.3).Gradient / slope - 1) + Math.Abs(jvp(1.3, 1).Tangent / slope - 1);
        }
        static string Outcome(Func<double> run)
        {
            s_notes = "";
            try { return $"{run():R} after {s_notes}"; }
            catch (Exception e) { return $"{e.GetType()}: {e.Message} after {s_notes}"; }
        }
        """;

    private const string Private = """
        public readonly struct Angle
        {
            private readonly double _turns;
            public Angle(double degrees) => _turns = degrees / 360;
            public double Sin => Math.Sin(2 * Math.PI * _turns);
            public static Angle operator +(Angle a, Angle b) => new((a._turns + b._turns) * 360);
            public override string ToString() => $"{_turns:R}";
        }
        public struct Total { private double sum, lost; private int n; public void Add(double x) { double y = x - lost, t = sum + y; lost = (t - sum) - y; sum = t; n++; } public readonly double Value => sum; public readonly int Count => n; }
        public readonly struct Square2
        {
            private readonly double[] data; private readonly int n;
            public Square2(int n) { this.n = n; data = new double[n * n]; }
            public double this[int i, int j] { get => data[i * n + j]; set => data[i * n + j] = value; }
            public double Trace() { double t = 0; for (int i = 0; i < n; i++) t += this[i, i]; return t; }
        }
        public readonly struct Wrap<T> { private readonly T x; private readonly double y; public Wrap(T x, double y) { this.x = x; this.y = y * y; } public double Y => y; public T X => x; public override string ToString() => $"{x};{y}"; }
        public readonly struct Lens(double f, double n = 1.5)
        {
            public Lens(double f, int k) : this(f * k, f * f) { }
            public double Power { get; } = n / f;
            public double Focus(double d) => 1 / (n / f - 1 / d);
            public Lens Scaled(double k) => new(f * k, n);
            public override string ToString() => $"{f:R} {n:R} {Power:R}";
        }
        public readonly struct Row(double[] w, string name) { public double At(int i) => w[i] * name.Length; public int Count => w.Length; }
        public struct Walk { private readonly double[] a; private int i; public Walk(double[] a) { this.a = a; i = -1; } public readonly double Current => a[i]; public bool MoveNext() => ++i < a.Length; }
        public class Walked(double[] a) { public Walk GetEnumerator() => new(a); }
        static readonly Walked s_walked = new([1, 2, 3.5]);
        public struct Dice
        {
            private double state; private int n;
            public Dice(double s) => state = s;
            public double Next() { state = state * 1.5 % 1; n++; return state; }
            public readonly double Peek => state;
            public readonly double Guarded(int i) { try { return state * i; } finally { } }
            public int Count { readonly get => n; set => n = value; }
            public double this[int i] { readonly get => state + i; set => state = value + i; }
            public static implicit operator Dice(double d) => new(d);
            public readonly void Deconstruct(out double a, out int b) { a = state; b = n; }
        }
        public readonly struct Words { public double X { get; } public double made { get; } public readonly double @class; public int Of { get; } public double FieldOfX { get; } private readonly double value, ReadX; public Words(double x) { X = x * 2; made = x; @class = x; Of = 3; FieldOfX = 1; value = x; ReadX = 2; } public override string ToString() => $"{X}{made}{@class}{Of}{FieldOfX}{value}{ReadX}"; public double Sum => X * made * @class + value * ReadX; }
        public readonly struct Handed(in double x, params double[] w) { public double X { get; } = x; public double W { get; } = w[0] * w.Length; public Handed(ref double y, out double z) : this(y, 1, 2) { z = y * 2; y *= 3; } public override string ToString() => $"{X} {W}"; }
        public readonly struct Checked { public double X { get; } public Checked(double x) { this = default; X = x * 2; Check(this); } static void Check(Checked s) { if (s.X < 0) throw new ArgumentOutOfRangeException(nameof(s), $"{s.X}"); } public override string ToString() => $"{X}"; }
        public struct Copied { private double x; public double Y { get; } public Copied(double x) { Copied o = new(x, 3); this = o; } public Copied(double x, double y) { this.x = x; Y = y * x; } public void Step() => this = new(x * x, Y); public double X => x; }
        public class Box { public Dice F = new(0.3); public Dice P { get; set; } = new(0.4); public Dice M() => new(0.6); public Dice[] A = [new(0.1), new(0.2)]; public List<Dice> L = [new(0.7)]; public Dice? N = new(0.9); public readonly Dice R = new(0.35); }
        static void Roll(ref Dice d) => d.Next();
        static double Held(object o) => o is Dice d ? d.Peek : 1;
        static double Of(Box b, double x) => b.F.Peek + b.A[0].Peek + b.P.Peek + b.L[0].Peek + x;
        [Differentiable] public static double F16(double x) { Angle a = new(100 * x), b = new(x * x); return (a + b).Sin * x; }
        [Differentiable] public static double F17(double x) { Total k = new(); for (int i = 0; i < 5; i++) k.Add(x * i + k.Value); return k.Value * k.Count; }
        [Differentiable] public static double F18(double x) { Square2 m = new(3); for (int i = 0; i < 3; i++) m[i, i] = x * (i + 1); return m.Trace() * m[1, 1]; }
        [Differentiable] public static double F19(double x) { double k = 3; Wrap<string> a = new("q", x), b = new("w", k); return Text(b).Length * Text(new Angle(k)).Length * x * a.Y * b.X.Length; }
        [Differentiable] public static double F20(double x) { double s = 0; foreach (double w in s_walked) s += w * x * x; Walk v = s_walked.GetEnumerator(); while (v.MoveNext()) s += v.Current * x; return s; }
        [Differentiable] public static double F21(double x) { Angle[] all = [new(10 * x), new(x * x)]; all[0] = all[0] + all[1]; double s = 0; foreach (Angle a in all) s += a.Sin; Angle b = x > 1 ? all[1] : default; return s + b.Sin; }
        [Differentiable] public static double F22(double x)
        {
            Box h = new();
            double s = x * h.P.Next() + h.M().Next() + h.F.Next() + h.R.Next() + h.A[0].Next() * x + h.L[0].Next() + h.N!.Value.Next() * x;
            Dice r = h.F, q = r, o = 0.4;
            q.Next(); Roll(ref q); r.Count = 3; r.Count += 2; r[1] = 0.3; r[2] += 0.1;
            var (a, b) = r;
            foreach (Dice d in h.L) s += d.Peek * x;
            return s * x * a * b * q.Peek * o.Guarded(3) * Held(q) * Held(o) + Of(h, x);
        }
        [Differentiable] public static double F23(double x) { Dice[] all = [new(0.3)]; double s = Rolled(x, all) + Thrown(x, ref all[0]); return s + all[0].Peek; }
        [Differentiable] public static double F24(double x) { Lens a = new(x), b = new Lens(x, 3).Scaled(x * x); return a.Focus(2) * b.Focus(3) * b.Power; }
        [Differentiable] public static double F25(double x) { double k = 2; Lens a = new(k, 3.0); Row t = new([x, x * x], "abc"), u = x > 5 ? default : t; return Text(a).Length * a.Focus(x) * u.At(1) * u.At(0) * u.Count; }
        [Differentiable] public static double F26(double x) { Lens[] all = [new(x), new(x, 2)]; double s = 0; foreach (Lens l in all) s += l.Focus(3); return s + new Own2(3).F(x); }
        [Differentiable] public static double F27(double x) { Words s = new(x), k = new(3); return s.Sum * x * Text(k).Length; }
        [Differentiable] public static double F28(double x) { double y = x * x; Handed s = new(x, y, 2, 3), t = new(ref y, out double z); double q = 2; return s.X * s.W * t.X * t.W * y * z * Text(new Handed(in q, 3)).Length; }
        [Differentiable] public static double F29(double x) { Checked s = new(x), k = new(3); Copied c = new(x); c.Step(); return s.X * x * Text(k).Length * c.X * c.Y; }
        public readonly partial struct Own2(double f) { [Differentiable] public double F(double x) => x * x * f; }
        [Differentiable] public static double Rolled(double x, [NoDerivative] Dice[] d) => x * d[0].Next() + d[0].Next();
        [Differentiable] public static double Thrown(double x, ref Dice d) => x * d.Next() + d.Next();
        """;

    private const string Marked = """
        [Differentiable] public readonly partial struct Pressed { public readonly double X; public double Y { get; } public Pressed(double x, double y) { X = 2 * x; Y = y; } public double Sum() => X + Y; }
        [Differentiable] public readonly partial record struct Rate(double A) { [NoDerivative] public double B { get; } = 2 * A; public string Name { get; } = "a"; }
        [Differentiable] public partial record Kept(double A) { [NoDerivative] public double B { get; } = 2 * A; }
        [Differentiable] public static double P(Pressed m) => m.X * m.Y * m.Sum();
        [Differentiable] public static Pressed Q(Pressed m, double x) => new(m.X * x, m.Sum());
        [Differentiable] public static double R(Pressed[] m) { double s = 0; for (int i = 0; i < m.Length; i++) { m[i] = new(m[i].X * m[i].Y, m[i].X); s += m[i].X * m[i].Y; } return s; }
        [Differentiable] public static Rate S(Rate m, double x) => m with { A = m.A * x };
        [Differentiable] public static double T(Kept m) => m.A * m.B;
        public static Pressed[] Both => [new(0.5, 2), new(1.5, 4)];
        [Differentiable] public partial struct Inside { private double x; public double Y { get; private set; } public Inside(double x, double y) { this.x = 3 * x; Y = y; } [Differentiable] public double F(double z) => x * z * Y; public readonly double X => x; }
        [Differentiable] public partial record Changing(double A) { [NoDerivative] private double b = 3; public Changing With(double own) { b = own; return this; } [Differentiable] public double F(double y) => A * y * b; }
        [Differentiable] public readonly partial struct Named(double x, string name) { public double X { get; init; } = x; public string Name => name; [Differentiable] public double F(double y) => X * y * name.Length; }
        [Differentiable] public static double Y(Named p, double y) => p.F(y) * p.Name.Length;
        [Differentiable] public static double U(Inside p, double x) => p.F(x) * p.X;
        [Differentiable] public static Inside V(Inside p, double x) => new(p.F(x), p.X);
        [Differentiable] public static double W(ref Inside p, double x) { p = new(p.X * x, p.Y); return p.F(x); }
        [Differentiable] public static double X(Changing p, double x) => p.F(x);
        [Differentiable] public readonly partial struct Net { private readonly double[] w; public double B { get; } public Net(double[] w, double b) { this.w = [.. w]; B = 2 * b; } public double Of(int i) => w[i] * B; public int Count => w.Length; public double At(int i) => w[i]; }
        [Differentiable] public static double Z(Net n, double x) { double s = 0; for (int i = 0; i < n.Count; i++) s += n.Of(i) * n.At(i) * x; return s; }
        public static double Buffers()
        {
            Net n = new([1, 2, 3], 0.5), buffer = new([9, 9, 9], 1), bar = new([1, 0, 0], 0);
            ZValueAndGradient(n, 2, ref buffer, out _);
            long before = GC.GetAllocatedBytesForCurrentThread();
            ZValueAndGradient(n, 2, ref buffer, out double x);
            long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            ZVjp(n, 2, 1, ref bar, ref x);
            string said = "";
            try { ZVjp(n, 2, 1, ref Unsafe(new([1], 0)), ref x); }
            catch (ArgumentException e) { said = e.Message; }
            return buffer.At(2) + 100 * buffer.B + 10000 * bar.At(0) + 1000000 * x + bytes * 1e9 + (said.StartsWith("nBar.w must have the length of n.w.") ? 0 : double.NaN);
        }
        static ref Net Unsafe(Net n) => ref new[] { n }[0];
        public static double Left() { Inside p = new(2, 5); return WValueAndGradient(ref p, 3).Value + p.X; }
        """;

    [Fact]
    public void Their_derivatives_are_those_of_differences()
    {
        double[] gaps = Calling.Values(Positional, [.. "ABDEG".SelectMany(static name => new[]
        {
            $"C.{name}ValueAndGradient(0.7).Gradient - (C.{name}(0.7 + 1e-5) - C.{name}(0.7 - 1e-5)) / 2e-5",
            $"C.{name}Jvp(0.7, 1).Tangent - C.{name}ValueAndGradient(0.7).Gradient",
        })]);
        Assert.All(gaps, static gap => Assert.Equal(0, gap, 1e-8));
    }

    [Fact]
    public void What_a_constructor_makes_of_its_parameters_is_what_they_hold()
    {
        const string generic = "C.Differs(x => C.Inner<string, long>.F(x, \"a\", 4), x => C.Inner<string, long>.FValueAndGradient(x, \"a\", 4), (x, d) => C.Inner<string, long>.FJvp(x, \"a\", 4, d))";
        double[] gaps = Calling.Values(Computing + Private, [generic, .. Enumerable.Range(1, 29).Select(static i => $"C.Differs(C.F{i}, C.F{i}ValueAndGradient, C.F{i}Jvp)")]);
        Assert.All(gaps, static gap => Assert.InRange(gap, 0, 1e-9));
    }

    [Fact]
    public void Marked_ones_have_derivatives_that_no_constructor_makes() => Calling.AllGive(
        Marked,
        ("C.PValueAndGradient(new(1.5, 4)).Gradient.X", 40), ("C.PValueAndGradient(new(1.5, 4)).Gradient.Y", 33),
        ("C.QJvp(new(1.5, 4), 2, C.Both[0], 0).Tangent.X", 4), ("C.QJvp(new(1.5, 4), 2, C.Both[0], 0).Tangent.Y", 3), ("C.QJvp(new(1.5, 4), 2, C.Both[0], 0).Value.X", 12),
        ("C.RValueAndGradient(C.Both).Gradient[0].X", 8), ("C.RValueAndGradient(C.Both).Gradient[0].Y", 2), ("C.RValueAndGradient(C.Both).Gradient[1].X", 48),
        ("C.SJvp(new(3), 2, new(1), 0).Value.B", 6), ("C.SJvp(new(3), 2, new(1), 0).Value.Name.Length", 1), ("C.SJvp(new(3), 2, new(1), 0).Tangent.A", 2),
        ("C.TValueAndGradient(new(3)).Gradient.A", 6), ("C.TValueAndGradient(new(3)).Gradient.B", 6),
        ("C.UValueAndGradient(new(2, 5), 3).Gradient.p.X", 180), ("C.UValueAndGradient(new(2, 5), 3).Gradient.p.Y", 108), ("C.UValueAndGradient(new(2, 5), 3).Gradient.x", 180),
        ("new C.Inside(2, 5).FValueAndGradient(3).Gradient.This.X", 15), ("new C.Inside(2, 5).FValueAndGradient(3).Gradient.This.Y", 18),
        ("C.VJvp(new(2, 5), 3, new(1, 0), 0).Value.X", 270), ("C.VJvp(new(2, 5), 3, new(1, 0), 0).Tangent.X", 135), ("C.VJvp(new(2, 5), 3, new(1, 0), 0).Tangent.Y", 3),
        ("C.YValueAndGradient(new(2, \"abc\"), 5).Gradient.p.X", 45), ("C.YValueAndGradient(new(2, \"abc\"), 5).Gradient.p.Name.Length", 3), ("new C.Named(2, \"abc\").FValueAndGradient(5).Gradient.This.X", 15),
        ("C.Buffers()", 12 + 2800 + 50000 + 28000000), ("C.ZJvp(new([1, 2, 3], 0.5), 2, new([1, 0, 0], 0), 0).Tangent", 4),
        ("C.Left()", 864), ("C.XValueAndGradient(new C.Changing(2).With(4), 3).Gradient.p.A", 12), ("C.XValueAndGradient(new C.Changing(2).With(4), 3).Gradient.x", 8));
}
