using static DeepMfg.AutoDiff.Generators.Rules.KnownMember;
using static DeepMfg.AutoDiff.Generators.Rules.KnownTypes;
using static DeepMfg.AutoDiff.Generators.Rules.Terms;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>What the members of matrices of four rows and columns compute, row after row; they act on rows, from the right.</summary>
internal static class Matrices
{
    private const int Size = 4;

    public static IReadOnlyList<KnownMember> Rows { get; } =
    [
        .. Sums(Matrix4x4),
        .. Algebra(),
        .. Parts(),
        .. Images(),
        .. new[] { Turns(), Scales(), Cameras() }.SelectMany(static rows => rows),
    ];

    /// <summary>What is done entry by entry.</summary>
    public static IEnumerable<KnownMember> Sums(KnownType m) =>
    [
        Exact(m, ".ctor Create", [.. Enumerable.Repeat(Real32, m.Count)], m, Join),
        Exact(m, "Create", [Real32], m, x => Of(m.Count, _ => x[0][0])),
        Exact(m, "op_Addition Add", [m, m], m, x => x[0] + x[1]),
        Exact(m, "op_Subtraction Subtract", [m, m], m, x => x[0] - x[1]),
        Exact(m, "op_UnaryNegation Negate", [m], m, x => -x[0]),
        Exact(m, "op_Multiply Multiply", [m, Real32], m, x => x[0] * x[1]),
        Called(m, "Lerp", [m, m, Real32], m, x => x[0] + (x[1] - x[0]) * x[2]),
    ];

    private static IEnumerable<KnownMember> Algebra() =>
    [
        Called(Matrix4x4, "op_Multiply Multiply", [Matrix4x4, Matrix4x4], Matrix4x4, x => Product(x[0], x[1])),
        Exact(Matrix4x4, "Transpose", [Matrix4x4], Matrix4x4, x => Square((row, column) => x[0][column * Size + row])),
        Called(Matrix4x4, "GetDeterminant", [Matrix4x4], Real32, x => new Cofactors(x[0]).Determinant) with { IsInstance = true, IsWide = true },
        Called(Matrix4x4, "Invert", [Matrix4x4], Matrix4x4, x => new Cofactors(x[0]).Inverse()) with { Results = [Truth, Matrix4x4], IsWide = true },
        Called(Matrix4x4, "Transform", [Matrix4x4, Quaternion], Matrix4x4, x => Product(x[0], Rotation(x[1]))),
    ];

    private static IEnumerable<KnownMember> Parts() =>
    [
        Exact(Matrix4x4, ".ctor Create", [Matrix3x2], Matrix4x4, x => Square((row, column) => (row, column) switch
        {
            (2, 2) or (3, 3) => 1,
            (2, _) or (_, >= 2) => 0,
            _ => x[0][(row == 3 ? 2 : row) * 2 + column],
        })),
        Exact(Matrix4x4, "Create", [Vector4], Matrix4x4, x => Join(x[0], x[0], x[0], x[0])),
        Exact(Matrix4x4, "Create", [Vector4, Vector4, Vector4, Vector4], Matrix4x4, Join),
        Exact(Matrix4x4, "get_Translation", [Matrix4x4], Vector3, x => x[0].From(12, 3)),
        Exact(Matrix4x4, "set_Translation", [Matrix4x4, Vector3], Matrix4x4, x => Join(x[0].From(0, 12), x[1], x[0][15])),
        .. "XYZW".Select((name, row) => Exact(Matrix4x4, $"get_{name}", [Matrix4x4], Vector4, x => x[0].From(Size * row, Size))),
        .. "XYZW".Select((name, row) => Exact(Matrix4x4, $"set_{name}", [Matrix4x4, Vector4], Matrix4x4, x =>
            Join(x[0].From(0, Size * row), x[1], x[0].From(Size * (row + 1), Size * (3 - row))))),
    ];

    /// <summary>Images of vectors: of points with a fourth number one, of directions with zero.</summary>
    private static IEnumerable<KnownMember> Images() =>
    [
        Called(Vector2, "Transform", [Vector2, Matrix4x4], Vector2, x => Image(Join(x[0], 0, 1), x[1]).From(0, 2)),
        Called(Vector3, "Transform", [Vector3, Matrix4x4], Vector3, x => Image(Join(x[0], 1), x[1]).From(0, 3)),
        Called(Vector4, "Transform", [Vector2, Matrix4x4], Vector4, x => Image(Join(x[0], 0, 1), x[1])),
        Called(Vector4, "Transform", [Vector3, Matrix4x4], Vector4, x => Image(Join(x[0], 1), x[1])),
        Called(Vector4, "Transform", [Vector4, Matrix4x4], Vector4, x => Image(x[0], x[1])),
        Called(Vector2, "TransformNormal", [Vector2, Matrix4x4], Vector2, x => Image(Join(x[0], 0, 0), x[1]).From(0, 2)),
        Called(Vector3, "TransformNormal", [Vector3, Matrix4x4], Vector3, x => Image(Join(x[0], 0), x[1]).From(0, 3)),
    ];

    private static IEnumerable<KnownMember> Turns()
    {
        for (int axis = 0; axis < 3; axis++)
        {
            string name = $"CreateRotation{"XYZ"[axis]}";
            int first = (axis + 1) % 3, second = (axis + 2) % 3;
            yield return Called(Matrix4x4, name, [Real32], Matrix4x4, x => Turn(first, second, x[0][0]));
            yield return Called(Matrix4x4, name, [Real32, Vector3], Matrix4x4, x => About(x[1], Turn(first, second, x[0][0])));
        }
        yield return Called(Matrix4x4, "CreateFromQuaternion", [Quaternion], Matrix4x4, x => Rotation(x[0]));
        yield return Called(Matrix4x4, "CreateFromAxisAngle", [Vector3, Real32], Matrix4x4, x => Rotation(Quaternions.AboutAxis(x[0], x[1][0])));
        yield return Called(Matrix4x4, "CreateFromYawPitchRoll", [Real32, Real32, Real32], Matrix4x4, x => Rotation(Quaternions.YawPitchRoll(x)));
    }

    private static IEnumerable<KnownMember> Scales()
    {
        yield return Exact(Matrix4x4, "CreateTranslation", [Vector3], Matrix4x4, x => Moved(Diagonal(1, 1, 1, 1), x[0]));
        yield return Exact(Matrix4x4, "CreateTranslation", [Real32, Real32, Real32], Matrix4x4, x => Moved(Diagonal(1, 1, 1, 1), Join(x)));
        yield return Exact(Matrix4x4, "CreateScale", [Real32], Matrix4x4, x => Scale(Join(x[0], x[0], x[0])));
        yield return Exact(Matrix4x4, "CreateScale", [Vector3], Matrix4x4, x => Scale(x[0]));
        yield return Exact(Matrix4x4, "CreateScale", [Real32, Real32, Real32], Matrix4x4, x => Scale(Join(x)));
        yield return Called(Matrix4x4, "CreateScale", [Real32, Vector3], Matrix4x4, x => About(x[1], Scale(Join(x[0], x[0], x[0]))));
        yield return Called(Matrix4x4, "CreateScale", [Vector3, Vector3], Matrix4x4, x => About(x[1], Scale(x[0])));
        yield return Called(Matrix4x4, "CreateScale", [Real32, Real32, Real32, Vector3], Matrix4x4, x => About(x[3], Scale(Join(x[0], x[1], x[2]))));
    }

    private static IEnumerable<KnownMember> Cameras()
    {
        KnownType[] four = [Real32, Real32, Real32, Real32], six = [.. four, Real32, Real32];
        yield return Called(Matrix4x4, "CreateLookAt", [Vector3, Vector3, Vector3], Matrix4x4, x => View(x[0], x[0] - x[1], x[2]));
        yield return Called(Matrix4x4, "CreateLookTo", [Vector3, Vector3, Vector3], Matrix4x4, x => View(x[0], -x[1], x[2]));
        yield return Called(Matrix4x4, "CreatePerspective", four, Matrix4x4, x => Lens(2 * x[2] / x[0], 2 * x[2] / x[1], x[2], x[3]));
        yield return Called(Matrix4x4, "CreatePerspectiveFieldOfView", four, Matrix4x4, x =>
        {
            Terms height = 1 / Each("Tan", 0.5 * x[0]);
            return Lens(height / x[1], height, x[2], x[3]);
        });
        yield return Called(Matrix4x4, "CreatePerspectiveOffCenter", six, Matrix4x4, x =>
        {
            Terms width = x[1] - x[0], height = x[3] - x[2], lens = Lens(2 * x[4] / width, 2 * x[4] / height, x[4], x[5]);
            return Join(lens.From(0, 8), (x[0] + x[1]) / width, (x[2] + x[3]) / height, lens.From(10, 6));
        });
        yield return Called(Matrix4x4, "CreateOrthographic", four, Matrix4x4, x =>
            Moved(Diagonal(2 / x[0], 2 / x[1], 1 / (x[2] - x[3]), 1), Join(0, 0, x[2] / (x[2] - x[3]))));
        yield return Called(Matrix4x4, "CreateOrthographicOffCenter", six, Matrix4x4, x =>
        {
            Terms width = x[1] - x[0], height = x[3] - x[2], depth = x[4] - x[5];
            return Moved(Diagonal(2 / width, 2 / height, 1 / depth, 1), Join(-(x[0] + x[1]) / width, -(x[2] + x[3]) / height, x[4] / depth));
        });
    }

    private static Terms Square(Func<int, int, Term> entry) => Of(Size * Size, i => entry(i / Size, i % Size));

    private static Terms Row(Terms m, int row) => m.From(Size * row, Size);

    private static Terms Product(Terms a, Terms b) => Join([.. Enumerable.Range(0, Size).Select(row => Image(Row(a, row), b))]);

    // Zeros and ones in a vector are left out: the platform does not compute with them, nor would a person.
    private static Terms Image(Terms v, Terms m) => Of(Size, column => Enumerable.Range(0, Size).Where(row => v[row] is not Literal { Value: 0 })
        .Select(row => v[row] is Literal { Value: 1 } ? m[Size * row + column] : v[row] * m[Size * row + column]).Aggregate(static (sum, next) => sum + next));

    private static Terms Diagonal(Terms a, Terms b, Terms c, Terms d) => Square((row, column) => row != column ? 0 : new[] { a, b, c, d }[row][0]);

    private static Terms Scale(Terms factors) => Diagonal(factors[0], factors[1], factors[2], 1);

    private static Terms Moved(Terms m, Terms by) => Join(m.From(0, 12), by, m[15]);

    /// <summary>The same map about another point: what it does to the difference from that.</summary>
    private static Terms About(Terms center, Terms m) => Moved(m, center - Of(3, column =>
        center[0] * m[column] + center[1] * m[Size + column] + center[2] * m[2 * Size + column]));

    private static Terms Turn(int first, int second, Term angle)
    {
        Term sine = Function("Sin", angle), cosine = Function("Cos", angle);
        return Square((row, column) => row == column ? row == first || row == second ? cosine : 1
            : (row, column) == (first, second) ? sine : (row, column) == (second, first) ? -sine : 0);
    }

    private static Terms Rotation(Terms q)
    {
        Term x = q[0], y = q[1], z = q[2], w = q[3];
        return new(
            1 - 2 * (y * y + z * z), 2 * (x * y + z * w), 2 * (x * z - y * w), 0,
            2 * (x * y - z * w), 1 - 2 * (z * z + x * x), 2 * (y * z + x * w), 0,
            2 * (x * z + y * w), 2 * (y * z - x * w), 1 - 2 * (y * y + x * x), 0,
            0, 0, 0, 1);
    }

    private static Terms View(Terms position, Terms back, Terms up)
    {
        Terms z = back / Length(back), right = Cross(up, z), x = right / Length(right), y = Cross(z, x);
        Terms axes = Square((row, column) => row == 3 || column == 3 ? row == column ? 1 : 0 : new[] { x, y, z }[column][row]);
        return Moved(axes, -new Terms(Dot(x, position), Dot(y, position), Dot(z, position)));
    }

    /// <summary>A perspective: how wide and high it is at distance one, and the planes near and far.</summary>
    private static Terms Lens(Terms width, Terms height, Terms near, Terms far)
    {
        Terms range = far / (near - far);
        return new(width[0], 0, 0, 0, 0, height[0], 0, 0, 0, 0, range[0], -1, 0, 0, (near * range)[0], 0);
    }
}
