using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>What a primitive over storage does with an operand.</summary>
internal enum Access { Reads, Writes, Adds }

/// <summary>What is performed on the cotangents of a primitive's operands, which are named by their position.</summary>
internal sealed record Transposed(string Kernel, IReadOnlyList<int> Operands);

/// <summary>
/// A row for a primitive over storage that is linear in what it reads: on tangents it does what it does on values, and on cotangents what
/// its transpose says.
/// </summary>
/// <param name="Name">Its name in the IR.</param>
/// <param name="Accesses">What it does with each operand.</param>
/// <param name="Form">How C# writes it, with <c>{0}</c>, <c>{1}</c> for the operands.</param>
/// <param name="Transpose">What is performed on cotangents, in order.</param>
internal sealed record Kernel(string Name, IReadOnlyList<Access> Accesses, string Form, IReadOnlyList<Transposed> Transpose);

/// <summary>The table of primitives over storage.</summary>
internal static class Kernels
{
    public const string Copy = "Copy", Clear = "Clear", AddTo = "AddTo";

    /// <summary>Does nothing: it stands between the sweeps of a derivative that is to be cut there.</summary>
    public const string Turn = "Turn";

    public static IReadOnlyList<Kernel> All { get; } =
    [
        new(Copy, [Access.Reads, Access.Writes], "{0}.CopyTo({1})", [new(AddTo, [1, 0]), new(Clear, [1])]),
        new(Clear, [Access.Writes], "{0}.Clear()", [new(Clear, [0])]),
        new(Turn, [], "", []),
        new(AddTo, [Access.Reads, Access.Adds], "global::DeepMfg.AutoDiff.GradientBuffers.Add({0}, {1})", [new(AddTo, [1, 0])]),
    ];

    private static readonly Dictionary<string, Kernel> ByName = All.ToDictionary(static kernel => kernel.Name);

    public static Kernel Get(string name) => ByName[name];

    /// <summary>The storage that a statement writes or adds to.</summary>
    public static IEnumerable<Variable> Written(Perform perform) =>
        perform.Arguments.Where((_, i) => Get(perform.Kernel).Accesses[i] != Access.Reads).Cast<Variable>();

    public static bool TryGet(string name, out Kernel kernel) => ByName.TryGetValue(name, out kernel!);
}
