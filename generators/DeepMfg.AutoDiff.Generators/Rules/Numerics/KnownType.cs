using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>A type of .NET's that derivatives flow through as through a marked one, or a number.</summary>
/// <param name="Name">Its name; of a number that of the platform.</param>
/// <param name="Scalar">The type of its numbers.</param>
/// <param name="Parts">The members that hold them, in the order in which its constructor takes them; a number has none.</param>
internal sealed record KnownType(string Name, IrType Scalar, EquatableArray<string> Parts)
{
    public const string Namespace = "System.Numerics";

    /// <summary>How many leaves a value has.</summary>
    public int Count => Parts.IsEmpty ? 1 : Parts.Count;

    /// <summary>How C# names it anywhere.</summary>
    public string CSharp => $"global::{Namespace}.{Name}";

    /// <summary>A value from the texts of its leaves.</summary>
    public string Make(IEnumerable<string> leaves) => Parts.IsEmpty ? leaves.Single() : $"new {CSharp}({string.Join(", ", leaves)})";
}

/// <summary>The types that are known without a mark.</summary>
internal static class KnownTypes
{
    public static readonly KnownType
        Truth = new("Boolean", IrType.Bool, []), Real32 = new("Single", IrType.Float32, []), Real64 = new("Double", IrType.Float64, []),
        Vector2 = Singles("Vector2", "X", "Y"), Vector3 = Singles("Vector3", "X", "Y", "Z"), Vector4 = Singles("Vector4", "X", "Y", "Z", "W"),
        Quaternion = Singles("Quaternion", "X", "Y", "Z", "W"),
        Matrix3x2 = Singles("Matrix3x2", [.. Entries(3, 2)]), Matrix4x4 = Singles("Matrix4x4", [.. Entries(4, 4)]),
        Complex = new("Complex", IrType.Float64, ["Real", "Imaginary"]);

    /// <summary>Those with parts.</summary>
    public static IReadOnlyList<KnownType> All { get; } = [Vector2, Vector3, Vector4, Quaternion, Matrix3x2, Matrix4x4, Complex];

    private static readonly Dictionary<string, KnownType> ByName = All.ToDictionary(static type => type.Name);

    public static KnownType? Get(string name) => ByName.TryGetValue(name, out KnownType? type) ? type : null;

    private static KnownType Singles(string name, params string[] parts) => new(name, IrType.Float32, new(parts));

    private static IEnumerable<string> Entries(int rows, int columns) =>
        Enumerable.Range(1, rows).SelectMany(row => Enumerable.Range(1, columns).Select(column => $"M{row}{column}"));
}
