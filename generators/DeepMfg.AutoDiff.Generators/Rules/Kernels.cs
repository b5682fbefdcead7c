using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>What a primitive over storage does with an operand.</summary>
internal enum Access
{
    Reads, Writes, Adds,

    /// <summary>Asks for the length alone.</summary>
    Measures,

    /// <summary>Reads it as a constant, through which no derivative flows.</summary>
    Holds,
}

/// <summary>What is performed on the cotangents of a primitive's operands, which are named by their position.</summary>
internal sealed record Transposed(string Kernel, IReadOnlyList<int> Operands);

/// <summary>
/// What is performed, beside or instead of a primitive, on its operands, its result, and the companions of all these: they are numbered in this order.
/// </summary>
/// <param name="Forward">On tangents, after the primitive itself.</param>
/// <param name="Reverse">On cotangents; what lacks one that it must have is left out.</param>
internal sealed record KernelDerivative(IReadOnlyList<Transposed> Forward, IReadOnlyList<Transposed> Reverse);

/// <summary>
/// A row for a primitive over storage that is linear in what it reads: on tangents it does what it does on values, and on cotangents what
/// its transpose says.
/// </summary>
/// <param name="Name">Its name in the IR.</param>
/// <param name="Accesses">What it does with each operand.</param>
/// <param name="Form">How C# writes it, with <c>{0}</c>, <c>{1}</c> for the operands.</param>
/// <param name="Transpose">What is performed on cotangents, in order.</param>
internal sealed record Kernel(string Name, IReadOnlyList<Access> Accesses, string Form, IReadOnlyList<Transposed> Transpose)
{
    /// <summary>What stands for the rules above where it is not linear, or not in all that it reads at once.</summary>
    public KernelDerivative? Derivative { get; init; }

    /// <summary>The namespace of the type whose method it is, generic in the type of the numbers, which <c>{type}</c> stands for.</summary>
    public string? Namespace { get; init; }

    /// <summary>Whether it gives a number.</summary>
    public bool HasResult { get; init; }

    /// <summary>The operands that it may be given as <c>default</c>, which is zero, or left out.</summary>
    public IReadOnlyList<int> Optional { get; init; } = [];

    /// <summary>The primitive that it applies to each element, or to each and to numbers that are the same for all; its last operand is written.</summary>
    public string? Each { get; init; }

    /// <summary>Whether a method that users call is this primitive.</summary>
    public bool IsOperation => Derivative is not null || Each is not null;

    public bool Writes(int operand) => Accesses[operand] is Access.Writes or Access.Adds;

    public bool MayLack(int operand) => Optional.Contains(operand);
}

/// <summary>The table of primitives over storage.</summary>
internal static class Kernels
{
    public const string Copy = "Copy", Clear = "Clear", AddTo = "AddTo";

    /// <summary>Adds the cotangent of a result, which has to have its shape.</summary>
    public const string AddCotangent = "AddCotangent";

    /// <summary>Does nothing: it stands between the sweeps of a derivative that is to be cut there.</summary>
    public const string Turn = "Turn";

    /// <summary>Keep a number, or where storage lies, on the tape that sweeps share, and take what was kept last.</summary>
    public const string Push = "Push", Pop = "Pop";

    /// <summary>How much the tape holds; drop what was kept since it held so much.</summary>
    public const string Height = "Height", Drop = "Drop";

    public static IReadOnlyList<Kernel> All { get; } =
    [
        new(Copy, [Access.Reads, Access.Writes], "{0}.CopyTo({1})", [new(AddTo, [1, 0]), new(Clear, [1])]),
        new(Clear, [Access.Writes], "{library}GradientBuffers.Zero({0})", [new(Clear, [0])]),
        new(Turn, [], "", []),
        new(Push, [Access.Holds], "", []),
        new(Pop, [], "", []) { HasResult = true },
        new(Height, [], "", []) { HasResult = true },
        new(Drop, [Access.Holds], "", []),
        .. Operations.Rows.Concat(TensorOperations.Rows).SelectMany(static row => row.Kernels())
            .GroupBy(static kernel => kernel.Name).Select(static same => same.First()),
        new(AddTo, [Access.Reads, Access.Adds], "{library}GradientBuffers.Add({0}, {1})", [new(AddTo, [1, 0])]),
        new(AddCotangent, [Access.Reads, Access.Adds], "{library}GradientBuffers.AddCotangent({0}, {1})", [new(AddTo, [1, 0])]),
    ];

    private static readonly Dictionary<string, Kernel> ByName = All.ToDictionary(static kernel => kernel.Name);

    public static Kernel Get(string name) => ByName[name];

    /// <summary>Whether a primitive is there for its place among the others alone, or for what it does to a tape: it is no operand.</summary>
    public static bool IsInOrder(string name) => name is Turn or Push or Pop or Height or Drop;

    /// <summary>The storage that a statement writes or adds to.</summary>
    public static IEnumerable<Variable> Written(Perform perform)
    {
        Kernel kernel = Get(perform.Kernel);
        return perform.Arguments.Where((_, i) => kernel.Writes(i)).OfType<Variable>();
    }

    /// <summary>The primitive that is a type's method with so many arguments.</summary>
    public static Kernel? OfOperation(string home, string method, int arguments) =>
        TryGet(NameOf(home, method, arguments), out Kernel kernel) && kernel.IsOperation ? kernel : null;

    /// <summary>The name in the IR of a type's method with so many arguments.</summary>
    public static string NameOf(string home, string method, int arguments) => $"{home}.{method}/{arguments}";

    public static bool TryGet(string name, out Kernel kernel) => ByName.TryGetValue(name, out kernel!);
}
