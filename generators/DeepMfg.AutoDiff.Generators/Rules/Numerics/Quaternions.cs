using static DeepMfg.AutoDiff.Generators.Rules.KnownMember;
using static DeepMfg.AutoDiff.Generators.Rules.KnownTypes;
using static DeepMfg.AutoDiff.Generators.Rules.Terms;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>What the members of quaternions compute, and rotations by them: three numbers of a vector, and a fourth.</summary>
internal static class Quaternions
{
    public static IReadOnlyList<KnownMember> Rows { get; } =
    [
        .. Arithmetic(),
        .. Metric(),
        .. Made(),
        .. Between(),
        Called(Vector2, "Transform", [Vector2, Quaternion], Vector2, x => Rotated(Join(x[0], 0, 0), x[1]).From(0, 2)),
        Called(Vector3, "Transform", [Vector3, Quaternion], Vector3, x => Rotated(Join(x[0], 0), x[1]).From(0, 3)),
        Called(Vector4, "Transform", [Vector2, Quaternion], Vector4, x => Rotated(Join(x[0], 0, 1), x[1])),
        Called(Vector4, "Transform", [Vector3, Quaternion], Vector4, x => Rotated(Join(x[0], 1), x[1])),
        Called(Vector4, "Transform", [Vector4, Quaternion], Vector4, x => Rotated(x[0], x[1])),
    ];

    private static IEnumerable<KnownMember> Arithmetic() =>
    [
        Exact(Quaternion, ".ctor Create", [Real32, Real32, Real32, Real32], Quaternion, Join),
        Exact(Quaternion, ".ctor Create", [Vector3, Real32], Quaternion, Join),
        Exact(Quaternion, "op_Addition Add", [Quaternion, Quaternion], Quaternion, x => x[0] + x[1]),
        Exact(Quaternion, "op_Subtraction Subtract", [Quaternion, Quaternion], Quaternion, x => x[0] - x[1]),
        Exact(Quaternion, "op_UnaryNegation Negate", [Quaternion], Quaternion, x => -x[0]),
        Exact(Quaternion, "op_Multiply Multiply", [Quaternion, Real32], Quaternion, x => x[0] * x[1]),
        Called(Quaternion, "op_Multiply Multiply", [Quaternion, Quaternion], Quaternion, x => Product(x[0], x[1])),
        Called(Quaternion, "Concatenate", [Quaternion, Quaternion], Quaternion, x => Product(x[1], x[0])),
        Called(Quaternion, "op_Division Divide", [Quaternion, Quaternion], Quaternion, x => Product(x[0], Inverse(x[1]))),
        Called(Quaternion, "Inverse", [Quaternion], Quaternion, x => Inverse(x[0])),
        Exact(Quaternion, "Conjugate", [Quaternion], Quaternion, x => Conjugate(x[0])),
    ];

    private static IEnumerable<KnownMember> Metric() =>
    [
        Called(Quaternion, "Dot", [Quaternion, Quaternion], Real32, x => Dot(x[0], x[1])),
        Called(Quaternion, "Length", [Quaternion], Real32, x => Length(x[0])) with { IsInstance = true },
        Called(Quaternion, "LengthSquared", [Quaternion], Real32, x => Squared(x[0])) with { IsInstance = true },
        Called(Quaternion, "Normalize", [Quaternion], Quaternion, x => x[0] / Length(x[0])),
    ];

    private static IEnumerable<KnownMember> Made() =>
    [
        Called(Quaternion, "CreateFromAxisAngle", [Vector3, Real32], Quaternion, x => AboutAxis(x[0], x[1][0])),
        Called(Quaternion, "CreateFromYawPitchRoll", [Real32, Real32, Real32], Quaternion, YawPitchRoll),
    ];

    // In double: close to each other, the angle between two is a small difference of the cosine from one.
    private static IEnumerable<KnownMember> Between() =>
    [
        Called(Quaternion, "Lerp", [Quaternion, Quaternion, Real32], Quaternion, x => Lerp(x[0], x[1], x[2][0])),
        Called(Quaternion, "Slerp", [Quaternion, Quaternion, Real32], Quaternion, x => Slerp(x[0], x[1], x[2][0])) with { IsWide = true },
    ];

    public static Terms AboutAxis(Terms axis, Term angle) => Join(axis * Function("Sin", 0.5 * angle), Function("Cos", 0.5 * angle));

    /// <summary>About the y axis, then x, then z, of the frame that turns along.</summary>
    public static Terms YawPitchRoll(Terms[] angles) => Product(
        Product(AboutAxis(new(0, 1, 0), angles[0][0]), AboutAxis(new(1, 0, 0), angles[1][0])), AboutAxis(new(0, 0, 1), angles[2][0]));

    private static Terms Product(Terms a, Terms b)
    {
        Terms v = a.From(0, 3), w = b.From(0, 3);
        return Join(v * b[3] + w * a[3] + Cross(v, w), a[3] * b[3] - Dot(v, w));
    }

    private static Terms Conjugate(Terms q) => Join(-q.From(0, 3), q[3]);

    private static Terms Inverse(Terms q) => Conjugate(q) / Squared(q);

    /// <summary>q v q*, which for a quaternion of length one is a rotation of the first three numbers.</summary>
    private static Terms Rotated(Terms v, Terms q) => Product(Product(q, v), Conjugate(q));

    private static Terms Lerp(Terms a, Terms b, Term t)
    {
        Term far = Dot(a, b) < 0;
        Terms mixed = a * (1 - t) + b * far.Then(-t, t);
        return mixed / Length(mixed);
    }

    /// <summary>Along the great circle by the shorter way; straight where the two are so close that the platform goes straight.</summary>
    private static Terms Slerp(Terms a, Terms b, Term t)
    {
        Term dot = Dot(a, b), far = dot < 0, cos = far.Then(-dot, dot), near = cos > 1 - 1e-6, angle = Function("Acos", near.Then(0, cos));
        Term sine = Function("Sin", angle), first = near.Then(1 - t, Function("Sin", (1 - t) * angle) / sine);
        Term second = near.Then(t, Function("Sin", t * angle) / sine);
        return a * first + b * far.Then(-second, second);
    }
}
