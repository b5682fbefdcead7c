using DeepMfg.AutoDiff.Generators.Infrastructure;

namespace DeepMfg.AutoDiff.Generators.IR;

/// <summary>A marked method as the generator's pipeline carries it: how C# declares it, and what it computes.</summary>
/// <remarks>
/// <see cref="Program"/>'s main function has one parameter for each leaf of each parameter that is read (all but <c>out</c>), in order, and
/// one result for each leaf of the return value, then of each <c>ref</c> and <c>out</c> parameter, in order.
/// </remarks>
internal sealed record DifferentiableMethod(Signature Signature, Program Program, Produce Produce)
{
    /// <summary>What is read of other types that only these can name.</summary>
    public EquatableArray<Accessor> Accessors { get; init; } = [];

    /// <summary>A method of which nothing but the declaration is known.</summary>
    public static DifferentiableMethod Declared(Signature signature, Produce produce) =>
        new(signature, new Program(new Function(signature.Name, [], new Block([], [])), []), produce);

    /// <summary>What stands in for a method that is refused.</summary>
    public static DifferentiableMethod Refused(Signature signature, Produce produce) =>
        Declared(signature with { IsRefused = true, Published = "" }, produce);

    /// <summary>Whether the members asked for call a JVP, be it asked for or not.</summary>
    public bool NeedsJvp => Produce.NeedsJvp(Signature);

    /// <summary>Whether they call a VJP.</summary>
    public bool NeedsVjp => Produce.NeedsVjp(Signature);

    /// <summary>Whether members are asked for that are put together from JVPs and VJPs.</summary>
    public bool IsInParts => Produce.IsInParts();
}

/// <summary>The members asked for; as the library's own <c>Derivatives</c>.</summary>
[Flags]
internal enum Produce
{
    None = 0, Gradient = 1, Jvp = 2, Vjp = 4, Jacobian = 32, Split = 64, Objective = 256, Default = Gradient | Jvp | Vjp,

    All = Default | Jacobian | Split | Objective,
}

/// <summary>What the documentation says of a parameter.</summary>
internal sealed record Words(string Name, string Text);

/// <summary>How C# declares a method. Texts are C#, types with <c>global::</c> where they need it.</summary>
internal sealed record Signature(string Name, Container Container, EquatableArray<Parameter> Parameters, Shape? Result)
{
    /// <summary><c>public</c>, <c>internal</c>, <c>private protected</c> …</summary>
    public string Accessibility { get; init; } = "public";

    public bool IsStatic { get; init; } = true;

    /// <summary>Whether what derives from the type may override it.</summary>
    public bool IsVirtual { get; init; }

    /// <summary>The members that override those of the method that it overrides.</summary>
    public Produce Overrides { get; init; }

    /// <summary>Whether the object says which of several methods runs.</summary>
    public bool IsDispatched => IsVirtual || Overrides != Produce.None;

    /// <summary>The name by which a method's members call another of them: that of this type's, whatever the object is.</summary>
    public string NameHere(string suffix) => Name + suffix + (IsDispatched ? "Here" : "");

    /// <summary>The modifiers of a member with their blank in front, or nothing.</summary>
    /// <param name="kind">What asks for the member; nothing where nobody else sees it.</param>
    public string ModifiersOf(Produce kind) => IsStatic ? " static"
        : kind == Produce.None ? "" : Overrides.HasFlag(kind) ? " override" : IsVirtual ? " virtual" : "";

    /// <summary>The constraints of a member, which an override has without saying so.</summary>
    /// <param name="kind">What asks for the member.</param>
    public string ConstraintsOf(Produce kind) => ModifiersOf(kind) == " override" ? "" : Constraints;

    /// <summary>Whether a Jacobian has at most as many columns as rows, so that JVPs make it; unknown where that depends on lengths.</summary>
    public bool? IsByColumns
    {
        get
        {
            if (Result is null or { Leaf.IsFloat: true }) return false;
            int?[] columns = [.. Parameters.Where(static parameter => parameter.Differentiable).Select(static parameter => parameter.Shape.Numbers)];
            return columns.Contains(null) || Result.Numbers is not { } rows ? null : columns.Sum() <= rows;
        }
    }

    /// <summary><c>&lt;T&gt;</c>, or empty.</summary>
    public string TypeParameters { get; init; } = "";

    /// <summary><c>where T : struct</c>, or empty.</summary>
    public string Constraints { get; init; } = "";

    /// <summary>What the user says of the parameters, and under no name of the result; empty where no parameter is described.</summary>
    public EquatableArray<Words> Described { get; init; } = [];

    /// <summary><c>[Obsolete("…")]</c> as the method has it, or empty.</summary>
    public string Obsolete { get; init; } = "";

    /// <summary>The method as a documentation comment refers to it: <c>Life(double, double)</c>.</summary>
    public string Cref { get; init; } = "";

    /// <summary>The name of the file that is generated, without its endings.</summary>
    public string HintName { get; init; } = "";

    /// <summary>What stands behind the name of the helpers' class, where that is taken.</summary>
    public string HelperMark { get; init; } = "";

    /// <summary>The name of the nested class of what the members call.</summary>
    public string HelperName => $"{Name}Derivatives{HelperMark}";

    /// <summary>Whether the members throw, as the method is refused.</summary>
    public bool IsRefused { get; init; }

    /// <summary>The name of the file that is generated, which says whether it stands in for one.</summary>
    public string FileName => $"{HintName}{(IsRefused ? RefusedEnding : Ending)}";

    public const string Ending = ".g.cs", RefusedEnding = ",refused" + Ending;

    /// <summary>Whether <c>Math</c> and the like mean something else here, so that they need <c>global::System.</c></summary>
    public bool QualifyNames { get; init; }

    /// <summary>Whether the project checks integers for overflow where its code does not say, which generated code says everywhere.</summary>
    public bool ChecksOverflow { get; init; }

    /// <summary>Warnings that the user's code has had, and generated code would have again.</summary>
    public EquatableArray<string> Suppressed { get; init; } = [];

    /// <summary>The user's constants that the members name, and the parameters of the type's constructor.</summary>
    public EquatableArray<string> NamedConstants { get; init; } = [];

    /// <summary>The name under which other assemblies find what the method computes; empty where they do not.</summary>
    public string Published { get; init; } = "";
}

/// <summary>The types around a method, outermost first, each as the head of a partial declaration: <c>static partial class Wear</c>.</summary>
internal sealed record Container(string Namespace, EquatableArray<string> Types);

internal enum Passing { Value, In, Ref, Out, RefReadOnly }

/// <param name="Name">The name without the <c>@</c> of a keyword.</param>
/// <param name="Type">Its C# type.</param>
/// <param name="Shape">Its leaves.</param>
internal sealed record Parameter(string Name, string Type, Shape Shape)
{
    public Passing Passing { get; init; }

    public bool IsParams { get; init; }

    /// <summary>Whether it is the object whose method it is, which is no parameter of C#.</summary>
    public bool IsReceiver { get; init; }

    /// <summary>The default value's C# text, or empty.</summary>
    public string Default { get; init; } = "";

    /// <summary>Whether derivatives are taken with respect to it (<c>out</c>: whether it is a differentiable result).</summary>
    public bool Differentiable { get; init; }

    /// <summary>Whether it is an array that the method reads whatever else it does, so that there must be one.</summary>
    public bool IsAlwaysRead { get; init; }

    /// <summary>Whether the members refuse that there is none.</summary>
    public bool MustExist => Shape.IsReference || IsAlwaysRead;
}

/// <summary>The structure of a value: a leaf, or a tuple or a type with items.</summary>
/// <param name="Type">The C# type.</param>
/// <param name="Leaf">The type of a leaf; <see langword="null"/> for a value with items.</param>
/// <param name="Items">The items of a tuple, the members of another type.</param>
internal sealed record Shape(string Type, IrType? Leaf, EquatableArray<Item> Items)
{
    /// <summary>Whether it is a record or a struct, of which values are made by <c>with</c>, rather than a tuple.</summary>
    public bool IsRecord { get; init; }

    /// <summary>Whether it is a number that there may be: a flag, and the number.</summary>
    public bool IsNullable { get; init; }

    /// <summary>
    /// What makes a value of the items in order, where <c>with</c> cannot: a constructor that does nothing else with them, or a function that is generated.
    /// </summary>
    public string? Maker { get; init; }

    /// <summary>The members of the class in which that function stands.</summary>
    public EquatableArray<Accessor> MadeBy { get; init; } = [];

    /// <summary>Whether there may be none: a record that is a class.</summary>
    public bool IsReference { get; init; }

    /// <summary>Whether only its own assembly can name all of its members.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Whether it is or holds what only its own assembly can make.</summary>
    public bool HasHidden => IsHidden || Items.Any(static item => item.Shape.HasHidden);

    /// <summary>Whether no derivative flows through it, be it a number or not.</summary>
    public bool IsConstant { get; init; }

    /// <summary>The array or span as C# has it, where this is one of structs or records, with storage for each of their numbers.</summary>
    public IrType? Whole { get; init; }

    /// <summary>Whether it is or holds an array or span of structs.</summary>
    public bool HasWhole => Whole is not null || Items.Any(static item => item.Shape.HasWhole);

    public static Shape Of(IrType leaf, string csharp) => new(csharp, leaf, []);

    /// <summary>Whether it is a leaf through which derivatives flow.</summary>
    public bool IsReal => !IsConstant && Leaf is { IsReal: true };

    public IEnumerable<Shape> Leaves() => Leaf is not null ? [this] : Items.SelectMany(item => item.Shape.Leaves());

    /// <summary>Whether some of its numbers have no name that everything of its assembly can say.</summary>
    public bool HasReaders => Items.Any(static item => item.Reader is not null || item.Shape.HasReaders);

    /// <summary>The members that are generated to make such values, and those that they are or hold, be it in an array.</summary>
    public IEnumerable<Accessor> Makers() =>
        MadeBy.Concat(Leaf?.Member is { } member ? member.Struct.Makers() : Items.SelectMany(static item => item.Shape.Makers()));

    /// <summary>How many numbers derivatives flow through, where that does not depend on lengths.</summary>
    public int? Numbers => HasStorage ? null : Leaves().Count(static leaf => leaf.IsReal);

    public bool HasFloat => Leaves().Any(static leaf => leaf.IsReal);

    public bool HasStorage => Leaves().Any(static leaf => leaf.IsReal && leaf.Leaf!.IsStorage);

    /// <summary>Whether it is or holds a record.</summary>
    public bool HasRecord => IsRecord || Items.Any(static item => item.Shape.HasRecord);

    /// <summary>All of it as a constant.</summary>
    public Shape AsConstant() =>
        this with { IsConstant = true, Items = Items.Select(static item => item with { Shape = item.Shape.AsConstant() }).ToEquatableArray() };
}

/// <summary>An item of a tuple or a member by the name that reads it (of a tuple <c>Item1</c> where the user gave none).</summary>
internal sealed record Item(string Name, Shape Shape)
{
    /// <summary>The generated function that reads it, where its name cannot.</summary>
    public string? Reader { get; init; }

    /// <summary>The text that reads it of a value.</summary>
    /// <param name="value">The text of the value.</param>
    /// <param name="name">Its name as C# has it.</param>
    public string Read(string value, string name) => Reader is null ? $"{value}.{name}" : $"{Reader}({value})";
}

/// <summary>A marked method with its derivatives, ready to be written. What the functions call comes with them.</summary>
/// <remarks>
/// With <c>f</c> the main function:
/// <list type="bullet">
/// <item><see cref="Jvp"/> takes f's parameters, then a tangent for each floating leaf of each differentiable parameter but <c>out</c>;
/// it yields f's results, then a tangent for each floating leaf of the result and of each differentiable <c>ref</c> and <c>out</c> parameter.</item>
/// <item><see cref="Vjp"/> takes f's parameters, then a cotangent for each floating leaf of the result, then for each differentiable
/// parameter in order and each of its floating leaves the accumulator's value at entry (<c>ref</c>, <c>out</c>: the cotangent at exit);
/// it yields f's results, then for each differentiable parameter but <c>out</c> and each of its floating leaves the accumulator's new
/// value (<c>ref</c>: the cotangent at entry).</item>
/// <item><see cref="Gradient"/> takes f's parameters; it yields f's results, then the gradient for each floating leaf of each
/// differentiable parameter but <c>out</c>, in the mode that <see cref="GradientMode"/> names. Where it is absent, the member calls the VJP.</item>
/// </list>
/// </remarks>
internal sealed record Derived(
    Signature Signature, Produce Produce, Function? Jvp, Function? Vjp, Function? Gradient, Mode GradientMode = Mode.Reverse)
{
    /// <summary>The two sweeps as functions of their own, where they are asked for.</summary>
    public Sweeps? Sweeps { get; init; }

    /// <summary>The functions that these call; callees come before their callers.</summary>
    public EquatableArray<Function> Helpers { get; init; } = [];
}

/// <summary>The two sweeps of a reverse-mode derivative as functions of their own.</summary>
/// <param name="Forward">Of the method's parameters: yields its results, then what the other sweep needs.</param>
/// <param name="Reverse">Of the method's parameters, what the forward sweep handed over, cotangents and accumulators: yields the new accumulators.</param>
/// <param name="Kept">How many values the forward sweep hands over, behind the method's own parameters and results.</param>
internal sealed record Sweeps(Function Forward, Function Reverse, int Kept);

internal enum Mode { Forward, Reverse }

internal static class Producing
{
    /// <summary>What asks for the member whose name has an ending.</summary>
    public static Produce AskedBy(string suffix) => suffix switch
    {
        "ValueAndGradient" => Produce.Gradient,
        "Jvp" => Produce.Jvp,
        "Vjp" => Produce.Vjp,
        "Jacobian" => Produce.Jacobian,
        "Objective" => Produce.Objective,
        _ => Produce.Split,
    };

    /// <summary>Whether members are asked for that are put together from JVPs and VJPs.</summary>
    public static bool IsInParts(this Produce produce) => (produce & (Produce.Jacobian | Produce.Objective)) != 0;

    public static bool NeedsJvp(this Produce produce, Signature signature) =>
        produce.HasFlag(Produce.Jvp) || (produce.IsInParts() && signature.IsByColumns != false);

    public static bool NeedsVjp(this Produce produce, Signature signature) =>
        produce.HasFlag(Produce.Vjp) || (produce.IsInParts() && signature.IsByColumns != true);

    /// <summary>Whether what is called must have a derivative in a mode.</summary>
    public static bool Needs(this Produce produce, Signature signature, Mode mode) => mode == Mode.Forward
        ? produce.NeedsJvp(signature) : produce.NeedsVjp(signature) || (produce & (Produce.Gradient | Produce.Split)) != 0;
}

internal static class PassingModifiers
{
    /// <summary>As C# writes it in front of a parameter's type.</summary>
    public static string Modifier(this Passing passing) => passing switch
    {
        Passing.In => "in ",
        Passing.Ref => "ref ",
        Passing.Out => "out ",
        Passing.RefReadOnly => "ref readonly ",
        _ => "",
    };
}
