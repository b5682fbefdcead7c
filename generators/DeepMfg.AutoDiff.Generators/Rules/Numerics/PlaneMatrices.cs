using static DeepMfg.AutoDiff.Generators.Rules.KnownMember;
using static DeepMfg.AutoDiff.Generators.Rules.KnownTypes;
using static DeepMfg.AutoDiff.Generators.Rules.Terms;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>What the members of affine maps of the plane compute: two rows that act on vectors, and a third that moves.</summary>
internal static class PlaneMatrices
{
    public static IReadOnlyList<KnownMember> Rows { get; } = [.. Matrices.Sums(Matrix3x2), .. Algebra(), .. Parts(), .. Made()];

    private static IEnumerable<KnownMember> Algebra() =>
    [
        Called(Matrix3x2, "op_Multiply Multiply", [Matrix3x2, Matrix3x2], Matrix3x2, x =>
            Join(Image(Row(x[0], 0), x[1]), Image(Row(x[0], 1), x[1]), Image(Row(x[0], 2), x[1]) + Row(x[1], 2))),
        Called(Matrix3x2, "GetDeterminant", [Matrix3x2], Real32, x => Determinant(x[0])) with { IsInstance = true, IsWide = true },
        Called(Matrix3x2, "Invert", [Matrix3x2], Matrix3x2, x => Inverse(x[0])) with { Results = [Truth, Matrix3x2], IsWide = true },
        Called(Vector2, "Transform", [Vector2, Matrix3x2], Vector2, x => Image(x[0], x[1]) + Row(x[1], 2)),
        Called(Vector2, "TransformNormal", [Vector2, Matrix3x2], Vector2, x => Image(x[0], x[1])),
    ];

    private static IEnumerable<KnownMember> Parts() =>
    [
        Exact(Matrix3x2, "Create", [Vector2], Matrix3x2, x => Join(x[0], x[0], x[0])),
        Exact(Matrix3x2, "Create", [Vector2, Vector2, Vector2], Matrix3x2, Join),
        Exact(Matrix3x2, "get_Translation", [Matrix3x2], Vector2, x => Row(x[0], 2)),
        Exact(Matrix3x2, "set_Translation", [Matrix3x2, Vector2], Matrix3x2, x => Join(x[0].From(0, 4), x[1])),
        .. "XYZ".Select((name, row) => Exact(Matrix3x2, $"get_{name}", [Matrix3x2], Vector2, x => Row(x[0], row))),
        .. "XYZ".Select((name, row) => Exact(Matrix3x2, $"set_{name}", [Matrix3x2, Vector2], Matrix3x2, x =>
            Join(x[0].From(0, 2 * row), x[1], x[0].From(2 * (row + 1), 2 * (2 - row))))),
    ];

    private static IEnumerable<KnownMember> Made()
    {
        Terms none = new(0, 0);
        yield return Exact(Matrix3x2, "CreateTranslation", [Vector2], Matrix3x2, x => Join(1, 0, 0, 1, x[0]));
        yield return Exact(Matrix3x2, "CreateTranslation", [Real32, Real32], Matrix3x2, x => Join(1, 0, 0, 1, x[0], x[1]));
        yield return Exact(Matrix3x2, "CreateScale", [Real32], Matrix3x2, x => Join(x[0], 0, 0, x[0], none));
        yield return Exact(Matrix3x2, "CreateScale", [Vector2], Matrix3x2, x => Join(x[0][0], 0, 0, x[0][1], none));
        yield return Exact(Matrix3x2, "CreateScale", [Real32, Real32], Matrix3x2, x => Join(x[0], 0, 0, x[1], none));
        yield return Called(Matrix3x2, "CreateScale", [Real32, Vector2], Matrix3x2, x => About(x[1], Join(x[0], 0, 0, x[0])));
        yield return Called(Matrix3x2, "CreateScale", [Vector2, Vector2], Matrix3x2, x => About(x[1], Join(x[0][0], 0, 0, x[0][1])));
        yield return Called(Matrix3x2, "CreateScale", [Real32, Real32, Vector2], Matrix3x2, x => About(x[2], Join(x[0], 0, 0, x[1])));
        yield return Called(Matrix3x2, "CreateRotation", [Real32], Matrix3x2, x => Join(Turn(x[0][0]), none));
        yield return Called(Matrix3x2, "CreateRotation", [Real32, Vector2], Matrix3x2, x => About(x[1], Turn(x[0][0])));
        yield return Called(Matrix3x2, "CreateSkew", [Real32, Real32], Matrix3x2, x => Join(Skew(x), none));
        yield return Called(Matrix3x2, "CreateSkew", [Real32, Real32, Vector2], Matrix3x2, x => About(x[2], Skew(x)));
    }

    private static Terms Row(Terms m, int row) => m.From(2 * row, 2);

    private static Terms Image(Terms v, Terms m) => new(v[0] * m[0] + v[1] * m[2], v[0] * m[1] + v[1] * m[3]);

    /// <summary>A map about a point: what it does to the difference from that.</summary>
    private static Terms About(Terms center, Terms m) => Join(m, center - Image(center, m));

    private static Terms Turn(Term angle)
    {
        Term sine = Function("Sin", angle), cosine = Function("Cos", angle);
        return new(cosine, sine, -sine, cosine);
    }

    private static Terms Skew(Terms[] x) => new(1, Function("Tan", x[1][0]), Function("Tan", x[0][0]), 1);

    private static Term Determinant(Terms m) => m[0] * m[3] - m[2] * m[1];

    private static Terms Inverse(Terms m)
    {
        Term determinant = Determinant(m);
        Terms turned = new Terms(m[3], -m[1], -m[2], m[0]) / determinant;
        return Join(Op.Of("NotEqual", determinant, 0), turned, -Image(Row(m, 2), turned));
    }
}
