using DeepMfg.AutoDiff.Generators.Tests.Diagnostics;

namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Programs with .NET's vectors, quaternions, matrices and complex numbers, which have no mark.</summary>
public class KnownTypeTests
{
    private const string Members = """
        public record struct Body(Vector3 At, Vector3 Speed, float Mass);
        [Differentiable] public static float Moved(Vector3 at, Vector3 by, float t)
        {
            Body body = new(at, by, t);
            for (int i = 0; i < 3; i++)
            {
                Vector3 next = body.At + 0.5f * body.Speed;
                next.Y *= body.Mass;
                body = body with { At = next, Speed = Vector3.Cross(body.Speed, next) / 2 };
            }
            (Vector3 First, float Second) pair = (body.At, body.Speed.Length());
            return Vector3.Dot(pair.First, at) + pair.Second + (pair.First == at ? 1 : Vector3.Distance(at, by));
        }
        [Differentiable] public static Vector3 Turned(Vector3 v, Quaternion q, Matrix4x4 m)
        {
            Quaternion unit = Quaternion.Normalize(q);
            m.Translation += v;
            m.M23 = 2 * unit.W;
            return Matrix4x4.Invert(m * Matrix4x4.CreateRotationX(unit.X), out Matrix4x4 inverse) ? Vector3.Transform(Vector3.Transform(v, unit), inverse) : v;
        }
        [Differentiable] public static double Gain(double omega, double r, double c)
        {
            Complex z = r + 1 / (Complex.ImaginaryOne * omega * c);
            Complex gain = Complex.Exp(-z / 3) / (2.0 + z * z);
            return 20 * Math.Log10(gain.Magnitude) + gain.Phase + Complex.Conjugate(gain).Imaginary;
        }
        [Differentiable] public static Complex Square(Complex z) => z * z;
        [Differentiable] public static float Norm(Vector3 v) => v.Length();
        [Differentiable] public static double Size(Complex z) => Complex.Abs(z);
        [Differentiable] public static Quaternion Between(Quaternion a, Quaternion b, float t) => Quaternion.Slerp(a, b, t);
        [Differentiable] public static void Accumulated(Vector3 v, ref Vector3 sum, out Complex z) { sum += v * v.X; z = new Complex(v.X, sum.Y); }

        public static readonly Vector3 A = new(1, -2, 0.5f), B = new(0.3f, 0.7f, -1.1f);
        public static readonly Quaternion Q = new(0.1f, -0.4f, 0.3f, 0.8f);
        public static readonly Matrix4x4 M = new(2, 0.1f, 0, 0.3f, -0.2f, 1.5f, 0.4f, 0, 0.1f, 0, 1.8f, -0.1f, 0.5f, 0.2f, -0.3f, 1);
        public static double Same<T>(T a, T b) => EqualityComparer<T>.Default.Equals(a, b) ? 1 : 0;
        public static double MovedPulled() { Vector3 a = default, b = default; float t = 0; MovedVjp(A, B, 0.9f, 1, ref a, ref b, ref t); var g = MovedValueAndGradient(A, B, 0.9f).Gradient; return (a - g.at).Length() + (b - g.by).Length() + Math.Abs(t - g.t); }
        public static double MovedModes() { var g = MovedValueAndGradient(A, B, 0.9f).Gradient; return MovedJvp(A, B, 0.9f, B, A, 0.25f).Tangent / (Vector3.Dot(g.at, B) + Vector3.Dot(g.by, A) + 0.25 * g.t); }
        public static double TurnedModes()
        {
            Vector3 v = default; Quaternion q = default; Matrix4x4 m = default;
            var (value, tangent) = TurnedJvp(A, Q, M, B, Q + Quaternion.Identity, M * 0.5f);
            Vector3 pulled = TurnedVjp(A, Q, M, B, ref v, ref q, ref m);
            double sum = Vector3.Dot(v, B) + Quaternion.Dot(q, Q + Quaternion.Identity);
            for (int i = 0; i < 16; i++) sum += m[i / 4, i % 4] * 0.5f * M[i / 4, i % 4];
            return Same(value, Turned(A, Q, M)) * Same(pulled, value) * Vector3.Dot(tangent, B) / sum;
        }
        public static Complex Pulled(Complex z, Complex cotangent) { Complex bar = Complex.One; SquareVjp(z, cotangent, ref bar); return bar; }
        public static Vector3 Summed() { Vector3 sum = B, v = default, bar = A; Complex z = new(2, 3); AccumulatedVjp(A, ref sum, out _, ref v, ref bar, ref z); return v + 10 * bar; }
        """;

    private static readonly string s_members = Members
        .Replace("Vector3", "System.Numerics.Vector3").Replace("Quaternion", "System.Numerics.Quaternion")
        .Replace("Matrix4x4", "System.Numerics.Matrix4x4").Replace("Complex", "System.Numerics.Complex");

    private const string Refused = """
        private static readonly System.Numerics.Vector3 B = new(1, 2, 3);
        [Differentiable] public static float F(System.Numerics.Vector3 v) => v[0];
        [Differentiable] public static float G(System.Numerics.Vector3 v) => System.Numerics.Vector3.Shuffle(v, 1, 2, 0).X;
        [Differentiable] public static float H(System.Numerics.Vector3 v) => (v & B).X;
        [Differentiable] public static double K(System.Numerics.Complex z) => System.Numerics.Complex.Asin(z).Real;
        """;

    [Fact]
    public void They_are_parameters_locals_members_items_and_results() => Calling.AllGive(
        s_members,
        ("C.Same(C.MovedValueAndGradient(C.A, C.B, 0.9f).Value, C.Moved(C.A, C.B, 0.9f))", 1),
        ("C.MovedPulled()", 0),
        ("Math.Round(C.MovedModes(), 5)", 1),
        ("Math.Round(C.TurnedModes(), 4)", 1),
        ("C.Same(C.GainValueAndGradient(1.3, 0.7, 0.4).Value, C.Gain(1.3, 0.7, 0.4))", 1),
        ("Math.Round(C.GainValueAndGradient(1.3, 0.7, 0.4).Gradient.omega - (C.Gain(1.3001, 0.7, 0.4) - C.Gain(1.2999, 0.7, 0.4)) / 0.0002, 6)", 0),
        ("Math.Round(C.GainValueAndGradient(1.3, 0.7, 0.4).Gradient.c - (C.Gain(1.3, 0.7, 0.4001) - C.Gain(1.3, 0.7, 0.3999)) / 0.0002, 5)", 0),
        // The gradient of (x² − y², 2 x y) along a cotangent (u, v) is 2 (x u + y v, x v − y u): the conjugate of 2 z, times the cotangent.
        ("C.Pulled(new(3, 4), new(5, 7)).Real", 1 + 2 * (15 + 28)),
        ("C.Pulled(new(3, 4), new(5, 7)).Imaginary", 2 * (21 - 20)),
        ("C.SquareJvp(new(3, 4), new(5, 7)).Tangent.Imaginary", 2 * (21 + 20)),
        ("C.NormValueAndGradient(default).Gradient.Length()", 0),
        ("C.NormValueAndGradient(new(3, 0, 4)).Gradient.Z", 0.8f),
        ("C.SizeValueAndGradient(default).Gradient.Real", 0),
        ("C.SizeValueAndGradient(new(3, -4)).Gradient.Imaginary", -0.8),
        // Between two of the same the way is straight, and its slope in the time is zero; in the second it is the time.
        ("C.BetweenJvp(System.Numerics.Quaternion.Identity, System.Numerics.Quaternion.Identity, 0.25f, default, default, 1).Tangent.Length()", 0),
        ("C.BetweenJvp(System.Numerics.Quaternion.Identity, System.Numerics.Quaternion.Identity, 0.25f, default, new(1, 0, 0, 0), 0).Tangent.X", 0.25),
        // sum + v v.X at cotangent A, and z = (v.X, sum.Y) at (2, 3): to sum goes (1, −2 + 3, 0.5).
        ("C.Summed().X", 10 + 2.25), ("C.Summed().Y", 10 + 1), ("C.Summed().Z", 5 + 0.5));

    [Fact]
    public void DMAD010_names_what_to_write_instead() => Expect.InClass(
        Refused,
        ("DMAD010", "v[0]", "name the member itself, as in 'v.X' or 'm.M11', or hold"),
        ("DMAD010", "System.Numerics.Vector3.Shuffle(v, 1, 2, 0)", "make a new vector of its members"),
        ("DMAD010", "v & B", "compare its members, and choose by 'if' or '?:'"),
        ("DMAD010", "System.Numerics.Complex.Asin(z)", "write it with 'Complex.Log' and 'Complex.Sqrt'"));
}
