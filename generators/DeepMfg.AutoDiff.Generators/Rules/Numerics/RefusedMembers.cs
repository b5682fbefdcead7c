namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>The members of known types, and the overloads, that the table leaves out on purpose; and what to write instead.</summary>
internal static class RefusedMembers
{
    public static IReadOnlyList<(string Names, string Instead)> Groups { get; } =
    [
        ("AndNot BitwiseAnd BitwiseOr ConditionalSelect OnesComplement Xor op_BitwiseAnd op_BitwiseOr op_ExclusiveOr op_OnesComplement "
            + "op_LeftShift op_RightShift op_UnsignedRightShift Equals GreaterThan GreaterThanOrEqual LessThan LessThanOrEqual "
            + "IsEvenInteger IsFinite IsInfinity IsInteger IsNaN IsNegative IsNegativeInfinity IsNormal IsOddInteger IsPositive IsPositiveInfinity "
            + "IsSubnormal IsZero", "compare its members, and choose by 'if' or '?:'"),
        (".ctor CopyTo TryCopyTo Create Load LoadAligned LoadAlignedNonTemporal LoadUnsafe", "read or write its members one by one"),
        ("get_Item set_Item GetElement GetRow WithElement WithRow", "name the member itself, as in 'v.X' or 'm.M11'"),
        ("SinCos", "call 'Sin' and 'Cos'"),
        ("Round", "call it without a mode, or round each member with 'MathF.Round'"),
        ("Shuffle", "make a new vector of its members"),
        ("CreateScalarUnsafe", "call 'CreateScalar'"),
        ("Cross", "take 'Vector3.Cross' of the first three members"),
        ("CreateFromRotationMatrix Decompose", "begin with the rotation, and make the matrix of it"),
        ("CreateBillboard CreateBillboardLeftHanded CreateConstrainedBillboard CreateConstrainedBillboardLeftHanded CreateReflection CreateShadow "
            + "CreateViewport CreateViewportLeftHanded CreateWorld CreateLookAtLeftHanded CreateLookToLeftHanded CreateOrthographicLeftHanded "
            + "CreateOrthographicOffCenterLeftHanded CreatePerspectiveFieldOfViewLeftHanded CreatePerspectiveLeftHanded "
            + "CreatePerspectiveOffCenterLeftHanded", "make the matrix by its constructor, of the numbers in it"),
        ("Acos Asin Atan", "write it with 'Complex.Log' and 'Complex.Sqrt'"),
        ("MaxMagnitude MinMagnitude", "compare the magnitudes, and choose by 'if' or '?:'"),
        ("CreateChecked CreateSaturating CreateTruncating Parse op_Explicit op_Implicit", "make it of numbers of type 'double'"),
        ("op_Increment op_Decrement", "add 1, or subtract it"),
    ];

    private static readonly Dictionary<string, string> ByName = Groups
        .SelectMany(static group => group.Names.Split(' ').Select(name => (name, group.Instead)))
        .ToDictionary(static pair => pair.name, static pair => pair.Instead);

    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>What to write instead of a member of this name that the table does not have.</summary>
    public static string? Instead(string name) => ByName.TryGetValue(name, out string? instead) ? instead : null;
}
