using static DeepMfg.AutoDiff.Generators.Rules.KnownMember;
using static DeepMfg.AutoDiff.Generators.Rules.KnownTypes;
using static DeepMfg.AutoDiff.Generators.Rules.Terms;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>What the members of complex numbers compute: a number is its real and its imaginary part.</summary>
internal static class ComplexNumbers
{
    public static IReadOnlyList<KnownMember> Rows { get; } = [.. Arithmetic(), .. Products(), .. Polar(), .. Powers(), .. Circular()];

    private static IEnumerable<KnownMember> Arithmetic() =>
    [
        Exact(Complex, ".ctor", [Real64, Real64], Complex, Join),
        Exact(Complex, "op_Implicit", [Real64], Complex, x => new(x[0][0], 0)),
        Exact(Complex, "op_Implicit", [Real32], Complex, x => new(x[0][0], 0)),
        Exact(Complex, "op_Addition Add", [Complex, Complex], Complex, x => x[0] + x[1]),
        Exact(Complex, "op_Addition Add", [Complex, Real64], Complex, x => new(x[0][0] + x[1][0], x[0][1])),
        Exact(Complex, "op_Addition Add", [Real64, Complex], Complex, x => new(x[0][0] + x[1][0], x[1][1])),
        Exact(Complex, "op_Subtraction Subtract", [Complex, Complex], Complex, x => x[0] - x[1]),
        Exact(Complex, "op_Subtraction Subtract", [Complex, Real64], Complex, x => new(x[0][0] - x[1][0], x[0][1])),
        Exact(Complex, "op_Subtraction Subtract", [Real64, Complex], Complex, x => new(x[0][0] - x[1][0], -x[1][1])),
        Exact(Complex, "op_UnaryNegation Negate", [Complex], Complex, x => -x[0]),
        Exact(Complex, "op_UnaryPlus", [Complex], Complex, x => x[0]),
        Exact(Complex, "Conjugate", [Complex], Complex, x => new(x[0][0], -x[0][1])),
    ];

    private static IEnumerable<KnownMember> Products() =>
    [
        Called(Complex, "op_Multiply Multiply", [Complex, Complex], Complex, x => Product(x[0], x[1])),
        Called(Complex, "op_Multiply Multiply", [Complex, Real64], Complex, x => x[0] * x[1]),
        Called(Complex, "op_Multiply Multiply", [Real64, Complex], Complex, x => x[0] * x[1]),
        Called(Complex, "op_Division Divide", [Complex, Complex], Complex, x => Quotient(x[0], x[1])),
        Called(Complex, "op_Division Divide", [Complex, Real64], Complex, x => x[0] / x[1]),
        Called(Complex, "op_Division Divide", [Real64, Complex], Complex, x => Reciprocal(x[1]) * x[0]),
        Called(Complex, "Reciprocal", [Complex], Complex, x => Reciprocal(x[0])),
    ];

    private static IEnumerable<KnownMember> Polar() =>
    [
        Called(Complex, "Abs get_Magnitude", [Complex], Real64, x => Magnitude(x[0])),
        Called(Complex, "get_Phase", [Complex], Real64, x => Phase(x[0])),
        Called(Complex, "FromPolarCoordinates", [Real64, Real64], Complex, x => x[0] * Direction(x[1][0])),
        Called(Complex, "Exp", [Complex], Complex, x => Exp(x[0])),
        Called(Complex, "Log", [Complex], Complex, x => Log(x[0])),
        Called(Complex, "Log", [Complex, Real64], Complex, x => Log(x[0]) / Function("Log", x[1][0])),
        Called(Complex, "Log10", [Complex], Complex, x => Log(x[0]) / Math.Log(10)),
    ];

    // z^w as z times z^(w − 1), which has its slope at zero, too.
    private static IEnumerable<KnownMember> Powers() =>
    [
        Called(Complex, "Sqrt", [Complex], Complex, x => Root(x[0])),
        Called(Complex, "Pow", [Complex, Complex], Complex, x => Product(x[0], Exp(Product(x[1] - new Terms(1, 0), Log(x[0]))))),
        Called(Complex, "Pow", [Complex, Real64], Complex, x =>
            Product(x[0], Function("Pow", Magnitude(x[0]), x[1][0] - 1) * Direction((x[1][0] - 1) * Phase(x[0])))),
    ];

    private static IEnumerable<KnownMember> Circular() =>
    [
        Called(Complex, "Sin", [Complex], Complex, x => Waves("Sin", "Cosh", "Cos", "Sinh", x[0])),
        Called(Complex, "Cos", [Complex], Complex, x => Waves("Cos", "Cosh", "Sin", "Sinh", x[0]) * new Terms(1, -1.0)),
        Called(Complex, "Sinh", [Complex], Complex, x => Waves("Sinh", "Cos", "Cosh", "Sin", x[0])),
        Called(Complex, "Cosh", [Complex], Complex, x => Waves("Cosh", "Cos", "Sinh", "Sin", x[0])),
        Called(Complex, "Tan", [Complex], Complex, x => Tangent(Function("Tan", x[0][0]), Function("Tanh", x[0][1]))),
        Called(Complex, "Tanh", [Complex], Complex, x =>
        {
            Terms turned = Tangent(Function("Tan", x[0][1]), Function("Tanh", x[0][0]));
            return new(turned[1], turned[0]);
        }),
    ];

    private static Term Magnitude(Terms z) => Function("Hypot", z[0], z[1]);

    private static Term Phase(Terms z) => Function("Atan2", z[1], z[0]);

    private static Terms Direction(Term angle) => new(Function("Cos", angle), Function("Sin", angle));

    private static Terms Exp(Terms z) => Function("Exp", z[0]) * Direction(z[1]);

    private static Terms Log(Terms z) => new(Function("Log", Magnitude(z)), Phase(z));

    private static Terms Product(Terms a, Terms b) => new(a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]);

    private static Terms Quotient(Terms a, Terms b) => Product(a, Reciprocal(b));

    // By the magnitude twice, as its square may be too large or too small.
    private static Terms Reciprocal(Terms z)
    {
        Term magnitude = Magnitude(z);
        Terms direction = z / magnitude;
        return new(direction[0] / magnitude, -direction[1] / magnitude);
    }

    /// <summary>The root in the right half plane, from the part that is no difference of numbers that are close.</summary>
    private static Terms Root(Terms z)
    {
        Term isRight = z[0] >= 0, half = Function("Sqrt", 0.5 * (Magnitude(z) + Function("Abs", z[0]))), signed = Function("CopySign", half, z[1]);
        return Choose(isRight, new Terms(half, z[1] / (2 * half)), new Terms(z[1] / (2 * signed), signed));
    }

    private static Terms Waves(string a, string b, string c, string d, Terms z) =>
        new(Function(a, z[0]) * Function(b, z[1]), Function(c, z[0]) * Function(d, z[1]));

    /// <summary>The tangent of x + i y, of tan x and tanh y.</summary>
    private static Terms Tangent(Term tan, Term tanh)
    {
        Term square = tan * tan, denominator = 1 + square * tanh * tanh;
        return new(tan * (1 - tanh * tanh) / denominator, tanh * (1 + square) / denominator);
    }
}
