namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>The table of the members of known types, and the only way to look into it.</summary>
internal static class KnownMembers
{
    public static IReadOnlyList<KnownMember> All { get; } =
    [
        .. new[] { Vectors.Rows, Quaternions.Rows, Matrices.Rows, PlaneMatrices.Rows, ComplexNumbers.Rows }.SelectMany(static rows => rows)
            .SelectMany(static row => row.Name.Split(' ').Select(name => row with { Name = name })),
    ];

    private static readonly Dictionary<string, KnownMember> ByKey = All.ToDictionary(static member =>
        Key(member.Home.Name, member.Name, member.Inputs.Select(static input => input.Name)));

    /// <summary>The member of a type by its name in metadata, and the names of the types of its receiver and parameters.</summary>
    public static KnownMember? Get(string type, string name, IEnumerable<string> inputs) =>
        ByKey.TryGetValue(Key(type, name, inputs), out KnownMember? member) ? member : null;

    private static string Key(string type, string name, IEnumerable<string> inputs) => $"{type}.{name}({string.Join(", ", inputs)})";
}
