using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>The table of primitives, and the only way to look into it.</summary>
internal static class Primitives
{
    public static IReadOnlyList<Primitive> All { get; } = [.. Operators.Rows, .. Functions.Rows];

    private static readonly Dictionary<string, Primitive> ByName = All.ToDictionary(row => row.Name);

    private static readonly Dictionary<(string Method, int Arity), Primitive> ByMethod = All
        .Where(row => row.Form is StaticCall { Home: not Home.Partials })
        .ToDictionary(row => (((StaticCall)row.Form).Method, row.Arity));

    // Methods with several results, each of which is a row.
    private static readonly Dictionary<string, IReadOnlyList<Primitive>> Expansions = new()
    {
        ["SinCos"] = [ByName["Sin"], ByName["Cos"]],
        ["SinCosPi"] = [ByName["SinPi"], ByName["CosPi"]],
    };

    private static readonly Dictionary<(string Symbol, int Arity), Primitive> BySymbol = Operators.Rows
        .Where(row => row.Form is Infix or Prefix)
        .ToDictionary(row => (row.Form is Infix infix ? infix.Symbol : ((Prefix)row.Form).Symbol, row.Arity));

    private static readonly Dictionary<string, Primitive> ByCheckedSymbol = Operators.Rows
        .Where(row => row is { Form: CheckedInfix, IsOwn: false })
        .ToDictionary(row => ((CheckedInfix)row.Form).Symbol);

    public static Primitive Get(string name) => ByName[name];

    public static bool TryGet(string name, out Primitive primitive) => ByName.TryGetValue(name, out primitive!);

    /// <summary>The row of a method of Math, MathF, double, float or Ops by its C# name and number of arguments.</summary>
    public static Primitive? OfMethod(string method, int arity) =>
        ByMethod.TryGetValue((method, arity), out Primitive? primitive) ? primitive : null;

    /// <summary>The rows of a method's results, where it returns a tuple of them: <c>Math.SinCos</c>.</summary>
    public static IReadOnlyList<Primitive>? Expansion(string method) =>
        Expansions.TryGetValue(method, out IReadOnlyList<Primitive>? rows) ? rows : null;

    /// <summary>The row of a C# operator by its symbol and number of operands.</summary>
    public static Primitive? OfOperator(string symbol, int arity, bool isChecked = false) =>
        isChecked && ByCheckedSymbol.TryGetValue(symbol, out Primitive? row) ? row
        : BySymbol.TryGetValue((symbol, arity), out row) ? row : null;

    /// <summary>The application of a row, with its result's type; <paramref name="given"/> for the rows that cannot tell.</summary>
    public static Apply Apply(Primitive primitive, IReadOnlyList<Operand> arguments, IrType? given = null) => new(
        primitive.Name,
        arguments is EquatableArray<Operand> known ? known : new([.. arguments]),
        ResultOf(primitive, arguments) ?? given ?? throw new ArgumentNullException(nameof(given)));

    /// <summary>The type of what a row gives for these arguments; none where it cannot tell.</summary>
    public static IrType? ResultOf(Primitive primitive, IReadOnlyList<Operand> arguments) => primitive.Result switch
    {
        ResultKind.Bool => IrType.Bool.InLanesOf(arguments[0].Type),
        ResultKind.Int32 => IrType.Int32.InLanesOf(arguments[0].Type),
        ResultKind.Second => arguments[1].Type,
        ResultKind.Given => null,
        _ => arguments[0].Type,
    };
}
