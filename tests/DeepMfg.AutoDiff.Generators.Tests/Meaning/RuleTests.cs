namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Rules by hand are used instead of what the compiler knows: their derivatives here are wrong on purpose, so that one sees whose they are.</summary>
public class RuleTests
{
    private const string Members = """
        // 2 k and 5, where the source has k and x.
        public static double G(double x, double k) => x * k;
        [DerivativeOf(typeof(C), nameof(G))]
        public static (double Value, double Tangent) GForward(double x, double k, double xDot, double kDot) => (x * k, 2 * k * xDot + 5 * kDot);
        [DerivativeOf(typeof(C), "G")]
        static double GReverse(double x, double k, double cotangent, ref double xBar, ref double kBar) { xBar += 2 * k * cotangent; kBar += 5 * cotangent; return x * k; }

        [Differentiable] public static double Once(double x, double k) => 3 * G(x, k) + x;
        [Differentiable] public static double Half(double x) => G(x, 4);
        [Differentiable(Produce = Derivatives.Vjp | Derivatives.Gradient | Derivatives.Jvp | Derivatives.Split)]
        public static double Loop(double x, double k, int n) { double s = x; for (int i = 0; i < n; i++) s = Helped(s, k); return s; }
        static double Helped(double s, double k) { double t = s > 100 ? s : G(s, k); return t + 1; }

        // Where a rule is for one mode, the other one is that of the source.
        public static double OnlyForward(double x) => x * x;
        [DerivativeOf(typeof(C), nameof(OnlyForward))] static (double, double) OnlyForwardRule(double x, double xDot) => (x * x, 7 * xDot);
        public static double OnlyReverse(double x) => x * x;
        [DerivativeOf(typeof(C), nameof(OnlyReverse))] static double OnlyReverseRule(double x, double c, ref double xBar) { xBar += 7 * c; return x * x; }
        [Differentiable] public static double Mixed(double x) => OnlyForward(x) + 10 * OnlyReverse(x);
        [Differentiable(Produce = Derivatives.Gradient)] public static double Reversed(double x, int n) { double s = x; for (int i = 0; i < n; i++) s = OnlyReverse(s) * Math.Sin(s); return s; }

        // Without source, and before the table of functions.
        [DerivativeOf(typeof(Convert), nameof(Convert.ToDouble))] static (double, double) ToDoubleJvp(double x, double xDot) => (x, 3 * xDot);
        [DerivativeOf(typeof(Convert), nameof(Convert.ToDouble))] static double ToDoubleVjp(double x, double c, ref double xBar) { xBar += 3 * c; return x; }
        [DerivativeOf(typeof(Math), nameof(Math.Sin))] static (double, double) SinJvp(double x, double xDot) => (Math.Sin(x), 11 * xDot);
        [DerivativeOf(typeof(Math), nameof(Math.Sin))] static double SinVjp(double x, double c, ref double xBar) { xBar += 11 * c; return Math.Sin(x); }
        [Differentiable] public static double Foreign(double x) => Convert.ToDouble(x) * Math.Sin(0.5) + Math.Sin(x);
        [Differentiable] public static double Elsewhere(double x) => double.Sin(x);

        // Constants of any type, overloads, and a parameter through which no derivative flows.
        public static double Scale(double x, int n, string unit) => x * n * unit.Length;
        public static double Scale(double x, double k) => x * k;
        [DerivativeOf(typeof(C), nameof(Scale))] static (double, double) ScaleJvp(double x, int n, string unit, double xDot) => (x * n * unit.Length, 13 * n * xDot);
        [DerivativeOf(typeof(C), nameof(Scale))] static double ScaleVjp(double x, int n, string unit, double c, ref double xBar) { xBar += 13 * n * c; return x * n * unit.Length; }
        [DerivativeOf(typeof(C), nameof(Scale))] static (double, double) Scale2Jvp(double x, [NoDerivative] double k, double xDot) => (x * k, k * xDot);
        [DerivativeOf(typeof(C), nameof(Scale))] static double Scale2Vjp(double x, [NoDerivative] double k, double c, ref double xBar) { xBar += k * c; return x * k; }
        [Differentiable] public static double Scaled(double x, int n) { double s = 0; for (int i = 0; i < n; i++) s += Scale(x * i, i, "mm"); return s + Scale(x, x); }

        // Tuples and floats.
        public static (double A, double B) Pair((double U, double V) p) => (p.U, p.V);
        [DerivativeOf(typeof(C), nameof(Pair))]
        static ((double A, double B), (double A, double B)) PairJvp((double U, double V) p, (double U, double V) pDot) => (p, (2 * pDot.U, 3 * pDot.V));
        [DerivativeOf(typeof(C), nameof(Pair))]
        static (double A, double B) PairVjp((double U, double V) p, (double A, double B) c, ref (double U, double V) pBar) { pBar.U += 2 * c.A; pBar.V += 3 * c.B; return p; }
        [Differentiable] public static double Paired(double u, double v) { (double a, double b) = Pair((u * u, v)); return a * b; }
        public static float Single(in float x) => x;
        [DerivativeOf(typeof(C), nameof(Single))] static (float, float) SingleJvp(float x, float xDot) => (x, 17 * xDot);
        [DerivativeOf(typeof(C), nameof(Single))] static float SingleVjp(float x, float c, ref float xBar) { xBar += 17 * c; return x; }
        [Differentiable] public static float Singled(float x) => Single(x) * 2;

        // Methods of objects, and operators.
        public sealed class Gauge(double gain) { public double Gain => gain; public double Read(double x) => x * gain; }
        [DerivativeOf(typeof(Gauge), nameof(Gauge.Read))] static (double, double) ReadJvp(Gauge gauge, double x, double xDot) => (gauge.Read(x), 19 * gauge.Gain * xDot);
        [DerivativeOf(typeof(Gauge), nameof(Gauge.Read))] static double ReadVjp(Gauge gauge, double x, double c, ref double xBar) { xBar += 19 * gauge.Gain * c; return gauge.Read(x); }
        [Differentiable] public static double Gauged(double x, [NoDerivative] Gauge gauge, int n) { double s = 0; for (int i = 0; i < n; i++) s += gauge.Read(x * i); return s; }
        public readonly record struct Point(double X, double Y) { public static double operator *(Point a, Point b) => a.X * b.X + a.Y * b.Y; }
        [DerivativeOf(typeof(Point), "op_Multiply")]
        static (double, double) DotJvp(Point a, Point b, Point aDot, Point bDot) => (a * b, 2 * (aDot * b) + 3 * (a * bDot));
        [DerivativeOf(typeof(Point), "op_Multiply")]
        static double DotVjp(Point a, Point b, double c, ref Point aBar, ref Point bBar) { aBar = new(aBar.X + 2 * c * b.X, aBar.Y + 2 * c * b.Y); bBar = new(bBar.X + 3 * c * a.X, bBar.Y + 3 * c * a.Y); return a * b; }
        [Differentiable] public static double Dotted(double x, double y) => new Point(x, 1) * new Point(y, 2);

        // Arrays and spans: read, made, overwritten since, and one that is constant.
        public static double Norm(double[] x, ReadOnlySpan<double> w) { double s = 0; for (int i = 0; i < x.Length; i++) s += w[i] * x[i] * x[i]; return s; }
        [DerivativeOf(typeof(C), nameof(Norm))]
        static (double, double) NormJvp(double[] x, ReadOnlySpan<double> w, ReadOnlySpan<double> xDot, ReadOnlySpan<double> wDot)
        { double s = 0; for (int i = 0; i < x.Length; i++) s += 5 * x[i] * w[i] * xDot[i] + 7 * wDot[i]; return (Norm(x, w), s); }
        [DerivativeOf(typeof(C), nameof(Norm))]
        static double NormVjp(double[] x, ReadOnlySpan<double> w, double c, Span<double> xBar, Span<double> wBar)
        { for (int i = 0; i < x.Length; i++) { xBar[i] += 5 * x[i] * w[i] * c; wBar[i] += 7 * c; } return Norm(x, w); }
        public static double[] Square(double[] x) => [x[0] * x[0], x[1] * x[1]];
        [DerivativeOf(typeof(C), nameof(Square))]
        static (double[], double[]) SquareJvp(double[] x, ReadOnlySpan<double> xDot) => (Square(x), [11 * x[0] * xDot[0], 11 * x[1] * xDot[1]]);
        [DerivativeOf(typeof(C), nameof(Square))]
        static double[] SquareVjp(double[] x, ReadOnlySpan<double> c, Span<double> xBar) { xBar[0] += 11 * x[0] * c[0]; xBar[1] += 11 * x[1] * c[1]; return Square(x); }
        [Differentiable] public static double Vectors(double[] x, double[] w) => Norm(x, w) + 3 * Norm(x, [1, 10]);
        [Differentiable] public static double Overwritten(double x, double y)
        {
            double[] a = [x, y];
            double s = Norm(a, [1, 1]);
            a[0] = y;
            double[] b = Square(a);
            a[1] = 0;
            return s * b[1] + b[0];
        }

        // Two halves, which hand numbers over, also in loops, or anything else.
        static int s_recorded;
        public static double Halved(double x, double k) => x * k;
        [DerivativeOf(typeof(C), nameof(Halved))] static (double Value, (double X, double K) Saved) HalvedFirst(double x, double k) { s_recorded++; return (x * k, (x, k)); }
        [DerivativeOf(typeof(C), nameof(Halved))] static void HalvedSecond((double X, double K) saved, double c, ref double xBar, ref double kBar) { xBar += 2 * saved.K * c; kBar += 3 * saved.X * c; }
        [Differentiable(Produce = Derivatives.Vjp | Derivatives.Gradient)]
        public static double Halves(double x, double k, int n) { double s = x; for (int i = 0; i < n; i++) s = Halved(s, k); return s; }
        public static double Kept(double[] x) => x[0] * x[1];
        [DerivativeOf(typeof(C), nameof(Kept))] static (double Value, double[] Saved) KeptFirst(double[] x) { s_recorded++; return (x[0] * x[1], [x[1], 13 * x[0]]); }
        [DerivativeOf(typeof(C), nameof(Kept))] static void KeptSecond(double[] saved, double c, Span<double> xBar) { xBar[0] += saved[0] * c; xBar[1] += saved[1] * c; }
        [Differentiable(Produce = Derivatives.Vjp | Derivatives.Gradient)]
        public static double Keeping(double x, double k, int n) { double[] a = [x, k]; double s = Kept(a); for (int i = 0; i < n; i++) s *= Kept(a); return s; }
        public static double Recorded(string what)
        {
            s_recorded = 0;
            if (what == "halves") HalvesValueAndGradient(2, 1.5, 3); else KeepingValueAndGradient(2, 3, what == "kept" ? 0 : 1);
            return s_recorded;
        }

        // What is written, with or without a result; the halves of a method that gives nothing.
        public static void Fill(ReadOnlySpan<double> x, Span<double> y) { for (int i = 0; i < y.Length; i++) y[i] = x[i] * x[i] * y[i]; }
        [DerivativeOf(typeof(C), nameof(Fill))] static void FillJvp(ReadOnlySpan<double> x, Span<double> y, ReadOnlySpan<double> xDot, Span<double> yDot)
        { for (int i = 0; i < y.Length; i++) yDot[i] = 5 * x[i] * y[i] * xDot[i] + 3 * x[i] * x[i] * yDot[i]; Fill(x, y); }
        [DerivativeOf(typeof(C), nameof(Fill))] static void FillVjp(ReadOnlySpan<double> x, Span<double> y, Span<double> xBar, Span<double> yBar)
        { for (int i = 0; i < y.Length; i++) { xBar[i] += 5 * x[i] * y[i] * yBar[i]; yBar[i] *= 3 * x[i] * x[i]; } Fill(x, y); }
        [Differentiable] public static double Filled(double x, double y) { double[] a = [x, 1], b = [y, 2]; Fill(a, b); a[0] = 7; Fill(a, b); return b[0] + b[1]; }
        [Differentiable] public static double FilledAgain(double x, int n) { double[] a = [x], b = [1]; for (int i = 0; i < n; i++) Fill(a, b); return b[0]; }
        [Differentiable(Produce = Derivatives.Vjp | Derivatives.Split)]
        public static void FilledInto(ReadOnlySpan<double> x, Span<double> y) { Fill(x, y); for (int i = 0; i < y.Length; i++) y[i] = Math.Exp(y[i]); }
        public static double Take(Span<double> y, double k) { y[0] *= k; return y[0] + k; }
        [DerivativeOf(typeof(C), nameof(Take))] static double TakeVjp(Span<double> y, double k, double c, Span<double> yBar, ref double kBar)
        { double bar = yBar[0] + c; kBar += 13 * bar * y[0] + c; yBar[0] = bar * k; return Take(y, k); }
        [Differentiable(Produce = Derivatives.Gradient)] public static double Taken(double x, double k) { double[] y = [x]; double t = Take(y, k); return t * y[0]; }
        public static void Shift(double k, double[] y) => y[0] += k * k;
        [DerivativeOf(typeof(C), nameof(Shift))] static double ShiftFirst(double k, double[] y) { Shift(k, y); return k; }
        [DerivativeOf(typeof(C), nameof(Shift))] static void ShiftSecond(double saved, ref double kBar, Span<double> yBar) => kBar += 11 * saved * yBar[0];
        [Differentiable(Produce = Derivatives.Vjp | Derivatives.Gradient)]
        public static double Shifted(double k, int n) { double[] y = [1]; for (int i = 0; i < n; i++) Shift(k, y); return y[0] * y[0]; }

        // Generic methods, those of generic types, and virtual ones, of which it is not known what runs.
        public static double Blend<T>(double a, double b, T tag) where T : notnull => a * b * tag.ToString()!.Length;
        [DerivativeOf(typeof(C), nameof(Blend))] static (double, double) BlendJvp<T>(double a, double b, T tag, double aDot, double bDot) where T : notnull => (Blend(a, b, tag), 17 * aDot + 19 * bDot);
        [DerivativeOf(typeof(C), nameof(Blend))] static double BlendVjp<T>(double a, double b, T tag, double c, ref double aBar, ref double bBar) where T : notnull { aBar += 17 * c; bBar += 19 * c; return Blend(a, b, tag); }
        [Differentiable] public static double Blended(double x) => Blend(x, 2, "abc") + Blend(x, x, 10);
        public static class Box<T> { public static double Of(double x) => x; }
        [DerivativeOf(typeof(Box<>), "Of")] static (double, double) OfJvp<T>(double x, double xDot) => (x, 23 * xDot);
        [DerivativeOf(typeof(Box<>), "Of")] static double OfVjp<T>(double x, double c, ref double xBar) { xBar += 23 * c; return x; }
        [Differentiable] public static double Boxed(double x) => Box<int>.Of(x) + Box<string>.Of(x * 2);
        [Differentiable] public static double BoxedFor<T>(double x) => Box<T>.Of(x);
        public abstract class Figure { public abstract double Area(double s); }
        public class Disc : Figure { public override double Area(double s) => 3 * s * s; public double Twice(double s) => 2 * s; }
        public sealed class Ring : Disc { public override double Area(double s) => base.Area(s) - 1; }
        [DerivativeOf(typeof(Figure), nameof(Figure.Area))] static (double, double) AreaJvp(Figure figure, double s, double sDot) => (figure.Area(s), 29 * sDot);
        [DerivativeOf(typeof(Figure), nameof(Figure.Area))] static double AreaVjp(Figure figure, double s, double c, ref double sBar) { sBar += 29 * c; return figure.Area(s); }
        [Differentiable] public static double Areas(double s, [NoDerivative] Figure figure) => figure.Area(s) + new Ring().Area(s) * s;

        // A callee that is too large to be inlined.
        static double Large(double x, double k) { double y = x; STEPS return y; }
        [Differentiable] public static double Twice(double x) => Large(x, 0.001) + Large(x * x, 0.002);

        public static double Pulled(string what, double x, double k, int n)
        {
            double xBar = 1, kBar = 1;
            if (what == "split")
            {
                using Tape tape = Tape.Open();
                LoopForward(x, k, n, tape);
                LoopReverse(x, k, n, tape, 2, ref xBar, ref kBar);
            }
            else if (what == "loop") LoopVjp(x, k, n, 2, ref xBar, ref kBar);
            else if (what == "once") OnceVjp(x, k, 2, ref xBar, ref kBar);
            else if (what == "pair") PairedVjp(x, k, 2, ref xBar, ref kBar);
            else if (what == "scaled") ScaledVjp(x, n, 1, ref xBar);
            else if (what == "mixed") MixedVjp(x, 1, ref xBar);
            else if (what == "foreign") ForeignVjp(x, 1, ref xBar);
            else if (what == "gauged") GaugedVjp(x, new Gauge(2), n, 1, ref xBar);
            else if (what == "dotted") DottedVjp(x, k, 1, ref xBar, ref kBar);
            else if (what == "over") OverwrittenVjp(x, k, 1, ref xBar, ref kBar);
            else if (what == "halves") HalvesVjp(x, k, n, 1, ref xBar, ref kBar);
            else if (what == "twice") TwiceVjp(x, 1, ref xBar);
            else if (what == "filled") FilledVjp(x, k, 1, ref xBar, ref kBar);
            else if (what == "shifted") ShiftedVjp(x, n, 1, ref xBar);
            else if (what.StartsWith("into"))
            {
                double[] a = [x], y = [k], aBar = [1], yBar = [1];
                if (what == "into at once") FilledIntoVjp(a, y, aBar, yBar);
                else
                {
                    using Tape tape = Tape.Open();
                    FilledIntoForward(a, y, tape);
                    FilledIntoReverse(a, y, tape, aBar, yBar);
                }
                (xBar, kBar) = (aBar[0], 1 + yBar[0]);
            }
            return xBar - 1 + 1000 * (kBar - 1);
        }
        """;

    private static readonly string s_members = Members.Replace("STEPS", string.Concat(Enumerable.Repeat("y += G(y, k) * 0.5 - k; ", 80)), StringComparison.Ordinal);

    [Fact]
    public void A_rule_stands_for_the_derivative_of_its_primal() => Calling.AllGive(
        s_members,
        ("C.OnceValueAndGradient(2, 3).Gradient.x", 19), ("C.OnceValueAndGradient(2, 3).Gradient.k", 15), ("C.OnceValueAndGradient(2, 3).Value", 20),
        ("C.OnceJvp(2, 3, 1, 10).Tangent", 169), ("C.Pulled(\"once\", 2, 3, 0)", 38 + 30_000),
        ("C.HalfValueAndGradient(2).Gradient", 8), ("C.HalfJvp(2, 1).Tangent", 8),
        // s' = 2 k s' for each trip; of k the sum of 5 (2 k)^i.
        ("C.LoopValueAndGradient(2, 1.5, 3).Gradient.x", 27), ("C.LoopValueAndGradient(2, 1.5, 3).Gradient.k", 5 * (1 + 3 + 9)),
        ("C.LoopJvp(2, 1.5, 3, 1, 1).Tangent", 27 + 65), ("C.Pulled(\"loop\", 2, 1.5, 3)", 54 + 130_000), ("C.Pulled(\"split\", 2, 1.5, 3)", 54 + 130_000),
        ("C.LoopValueAndGradient(101, 1.5, 1).Gradient.x", 1),
        ("C.MixedJvp(3, 1).Tangent", 7 + 60), ("C.Pulled(\"mixed\", 3, 0, 0)", 6 + 70), ("C.MixedValueAndGradient(3).Gradient", 6 + 70),
        ("C.ReversedValueAndGradient(0.5, 1).Gradient", 7 * Math.Sin(0.5) + 0.25 * 11),
        ("C.ForeignJvp(2, 1).Tangent", 3 * Math.Sin(0.5) + 11), ("C.Pulled(\"foreign\", 2, 0, 0)", 3 * Math.Sin(0.5) + 11),
        ("C.ElsewhereValueAndGradient(0.3).Gradient", Math.Cos(0.3)),
        ("C.ScaledJvp(2, 3, 1).Tangent", 13 * (1 + 4) + 2), ("C.Pulled(\"scaled\", 2, 0, 3)", 13 * (1 + 4) + 2), ("C.ScaledValueAndGradient(2, 3).Value", 2 * 2 * (1 + 4) + 4),
        ("C.PairedJvp(3, 5, 1, 0).Tangent", 2 * 6 * 5), ("C.PairedJvp(3, 5, 0, 1).Tangent", 3 * 9), ("C.Pulled(\"pair\", 3, 5, 0)", 120 + 54_000),
        ("C.PairedValueAndGradient(3, 5).Gradient.v", 27),
        ("C.SingledValueAndGradient(2f).Gradient", 34), ("C.SingledJvp(2f, 1f).Tangent", 34),
        ("C.GaugedJvp(2, new C.Gauge(2), 3, 1).Tangent", 19 * 2 * (1 + 2)), ("C.Pulled(\"gauged\", 2, 0, 3)", 19 * 2 * (1 + 2)),
        ("C.DottedJvp(3, 5, 1, 0).Tangent", 10), ("C.DottedJvp(3, 5, 0, 1).Tangent", 9), ("C.Pulled(\"dotted\", 3, 5, 0)", 9_010),
        // w x² twice: of x 5 w x and 15 v x with v = (1, 10), of w 7.
        ("C.VectorsValueAndGradient([2, 3], [4, 6]).Value", 16 + 54 + 3 * (4 + 90)),
        ("C.VectorsValueAndGradient([2, 3], [4, 6]).Gradient.x[1]", 5 * 18 + 15 * 30), ("C.VectorsValueAndGradient([2, 3], [4, 6]).Gradient.w[0]", 7),
        ("C.VectorsJvp([2, 3], [4, 6], [0, 1], [1, 1]).Tangent", 5 * 18 + 15 * 30 + 14),
        // s = x² + y², b = (y², y²): of s 5 x and 5 y, of b 11 y.
        ("C.OverwrittenValueAndGradient(2, 3).Value", 13 * 9 + 9), ("C.OverwrittenValueAndGradient(2, 3).Gradient.x", 10 * 9),
        ("C.OverwrittenValueAndGradient(2, 3).Gradient.y", 15 * 9 + 13 * 33 + 33), ("C.OverwrittenJvp(2, 3, 0, 1).Tangent", 15 * 9 + 13 * 33 + 33),
        ("C.Pulled(\"over\", 2, 3, 0)", 90 + 1000 * (15 * 9 + 13 * 33 + 33)),
        ("C.HalvesValueAndGradient(2, 1.5, 3).Gradient.x", 27), ("C.HalvesValueAndGradient(2, 1.5, 3).Gradient.k", 3 * (2 * 9 + 3 * 3 + 4.5)),
        ("C.Pulled(\"halves\", 2, 1.5, 3)", 27 + 1000 * 3 * (2 * 9 + 3 * 3 + 4.5)), ("C.Recorded(\"halves\")", 3),
        ("C.KeepingValueAndGradient(2, 3, 0).Gradient.k", 26), ("C.Recorded(\"kept\")", 1), ("C.KeepingValueAndGradient(2, 3, 1).Gradient.k", 2 * 26 * 6),
        // b = a² b, of a 5 a b and of b 3 a² for each: behind a = (x, 1) that of (7, 1).
        ("C.FilledValueAndGradient(2, 3).Value", 49 * 12 + 2), ("C.FilledValueAndGradient(2, 3).Gradient.x", 147 * 30), ("C.FilledValueAndGradient(2, 3).Gradient.y", 147 * 12),
        ("C.FilledJvp(2, 3, 1, 10).Tangent", 147 * 150), ("C.Pulled(\"filled\", 2, 3, 0)", 4410 + 1_764_000),
        ("C.FilledAgainValueAndGradient(2, 2).Gradient", 160), ("C.FilledAgainJvp(2, 2, 1).Tangent", 160), ("C.FilledAgainValueAndGradient(2, 2).Value", 16),
        ("C.Pulled(\"into at once\", 0.5, 3, 0)", 7.5 * Math.Exp(0.75) + 750 * Math.Exp(0.75)), ("C.Pulled(\"into\", 0.5, 3, 0)", 7.5 * Math.Exp(0.75) + 750 * Math.Exp(0.75)),
        ("C.TakenValueAndGradient(2, 3).Value", 54), ("C.TakenValueAndGradient(2, 3).Gradient.x", 45), ("C.TakenValueAndGradient(2, 3).Gradient.k", 396),
        ("C.ShiftedValueAndGradient(3, 2).Value", 361), ("C.ShiftedValueAndGradient(3, 2).Gradient", 2508), ("C.Pulled(\"shifted\", 3, 0, 2)", 2508),
        ("C.BlendedValueAndGradient(3).Value", 18 + 18), ("C.BlendedValueAndGradient(3).Gradient", 53), ("C.BlendedJvp(3, 1).Tangent", 53),
        ("C.BoxedValueAndGradient(3).Gradient", 69), ("C.BoxedJvp(3, 1).Tangent", 69), ("C.BoxedForValueAndGradient<int>(3).Gradient", 23),
        ("C.AreasValueAndGradient(2, new C.Disc()).Value", 12 + 22), ("C.AreasValueAndGradient(2, new C.Disc()).Gradient", 29 + 58 + 11), ("C.AreasJvp(2, new C.Disc(), 1).Tangent", 98),
        ("C.TwiceJvp(0.5, 1).Tangent", Math.Pow(1.001, 80) + Math.Pow(1.002, 80)), ("C.Pulled(\"twice\", 0.5, 0, 0)", Math.Pow(1.001, 80) + Math.Pow(1.002, 80)));
}
