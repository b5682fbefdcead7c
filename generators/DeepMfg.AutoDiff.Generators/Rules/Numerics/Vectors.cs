using static DeepMfg.AutoDiff.Generators.Rules.KnownMember;
using static DeepMfg.AutoDiff.Generators.Rules.KnownTypes;
using static DeepMfg.AutoDiff.Generators.Rules.Terms;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>What the members of vectors of two, three and four numbers compute.</summary>
internal static class Vectors
{
    /// <summary>What is computed part by part with a primitive of the name.</summary>
    private static readonly string[]
        Unary = ["Abs", "Cos", "DegreesToRadians", "Exp", "Log", "Log2", "RadiansToDegrees", "Round", "Sin", "Truncate"],
        Binary =
        [
            "CopySign", "Hypot", "Max", "MaxMagnitude", "MaxMagnitudeNumber", "MaxNative", "MaxNumber",
            "Min", "MinMagnitude", "MinMagnitudeNumber", "MinNative", "MinNumber",
        ],
        Ternary = ["Clamp", "ClampNative", "FusedMultiplyAdd", "MultiplyAddEstimate"];

    public static IReadOnlyList<KnownMember> Rows { get; } =
    [
        .. new[] { Vector2, Vector3, Vector4 }.SelectMany(static vector => new[] { Arithmetic(vector), EachPart(vector), Metric(vector) })
            .SelectMany(static rows => rows),
        .. Constructors(),
        Called(Vector2, "Cross", [Vector2, Vector2], Real32, x => x[0][0] * x[1][1] - x[0][1] * x[1][0]),
        Called(Vector3, "Cross", [Vector3, Vector3], Vector3, x => Cross(x[0], x[1])),
    ];

    private static IEnumerable<KnownMember> Arithmetic(KnownType v) =>
    [
        Exact(v, "op_Addition Add", [v, v], v, x => x[0] + x[1]),
        Exact(v, "op_Subtraction Subtract", [v, v], v, x => x[0] - x[1]),
        Exact(v, "op_Multiply Multiply", [v, v], v, x => x[0] * x[1]),
        Exact(v, "op_Multiply Multiply", [v, Real32], v, x => x[0] * x[1]),
        Exact(v, "op_Multiply Multiply", [Real32, v], v, x => x[0] * x[1]),
        Exact(v, "op_Division Divide", [v, v], v, x => x[0] / x[1]),
        Exact(v, "op_Division Divide", [v, Real32], v, x => x[0] / x[1]),
        Exact(v, "op_UnaryNegation Negate", [v], v, x => -x[0]),
        Exact(v, "op_UnaryPlus", [v], v, x => x[0]),
    ];

    private static IEnumerable<KnownMember> EachPart(KnownType v) =>
    [
        .. Unary.Select(name => Called(v, name, [v], v, x => Each(name, x[0]))),
        .. Binary.Select(name => Called(v, name, [v, v], v, x => Each(name, x))),
        .. Ternary.Select(name => Called(v, name, [v, v, v], v, x => Each(name, x))),
        Exact(v, "SquareRoot", [v], v, x => Each("Sqrt", x[0])),
        Called(v, "Lerp", [v, v, Real32], v, Mixed),
        Called(v, "Lerp", [v, v, v], v, Mixed),
    ];

    private static IEnumerable<KnownMember> Metric(KnownType v) =>
    [
        Called(v, "Dot", [v, v], Real32, x => Dot(x[0], x[1])),
        Called(v, "Sum", [v], Real32, x => x[0].Items.Aggregate(static (sum, next) => sum + next)),
        Called(v, "Length", [v], Real32, x => Length(x[0])) with { IsInstance = true },
        Called(v, "LengthSquared", [v], Real32, x => Squared(x[0])) with { IsInstance = true },
        Called(v, "Distance", [v, v], Real32, x => Length(x[0] - x[1])),
        Called(v, "DistanceSquared", [v, v], Real32, x => Squared(x[0] - x[1])),
        Called(v, "Normalize", [v], v, x => x[0] / Length(x[0])),
        .. v == Vector4 ? (KnownMember[])[] : [Called(v, "Reflect", [v, v], v, x => x[0] - 2 * Dot(x[0], x[1]) * x[1])],
    ];

    private static IEnumerable<KnownMember> Constructors()
    {
        foreach (KnownType v in new[] { Vector2, Vector3, Vector4 })
        {
            yield return Exact(v, ".ctor Create", [Real32], v, x => Of(v.Count, _ => x[0][0]));
            yield return Exact(v, ".ctor Create", [.. Enumerable.Repeat(Real32, v.Count)], v, Join);
            yield return Exact(v, "CreateScalar", [Real32], v, x => Of(v.Count, i => i == 0 ? x[0][0] : 0));
        }
        yield return Exact(Vector3, ".ctor Create", [Vector2, Real32], Vector3, Join);
        yield return Exact(Vector4, ".ctor Create", [Vector2, Real32, Real32], Vector4, Join);
        yield return Exact(Vector4, ".ctor Create", [Vector3, Real32], Vector4, Join);
    }

    private static Terms Mixed(Terms[] x) => x[0] * (1 - x[2]) + x[1] * x[2];
}
