using System.Globalization;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>Prints the formulas of rules as mathematics: <c>1 - y * y</c>.</summary>
internal static class Mathematics
{
    private const int Lowest = 0, Unary = 14, Highest = 15;

    private static readonly Dictionary<double, string> Constants = new()
    {
        [Math.PI] = "π", [-Math.PI] = "-π", [0.69314718055994531] = "log 2", [2.3025850929940457] = "log 10",
        [Math.PI / 180] = "π/180", [180 / Math.PI] = "180/π",
    };

    /// <summary>The names of a primitive's inputs: x, or a, b, c; its output is y.</summary>
    public static IReadOnlyList<string> Inputs(int arity) => arity == 1 ? ["x"] : ["a", "b", "c"];

    public static string Print(Term? term, int arity) => term is null ? "0" : Print(term, Inputs(arity), Lowest);

    /// <summary>The call or operator itself, as C# writes it for double.</summary>
    public static string Print(Primitive row)
    {
        IEnumerable<string> inputs = Inputs(row.Arity).Take(row.Arity);
        return row.Form is StaticCall call
            ? $"{Prefix(call.Home)}{call.Method}({string.Join(", ", inputs)})"
            : Print(Op.Of(row.Name, [.. Enumerable.Range(0, row.Arity).Select(static i => (Term)new Input(i))]), row.Arity);
    }

    private static string Print(Term term, IReadOnlyList<string> inputs, int enclosing) => term switch
    {
        Input input => inputs[input.Index],
        Output => "y",
        Literal literal when Constants.TryGetValue(literal.Value, out string? name) => name,
        Literal literal => literal.Value.ToString("R", CultureInfo.InvariantCulture),
        Op op => Print(op, Primitives.Get(op.Primitive).Form, inputs, enclosing),
        _ => throw new InvalidOperationException($"Unknown term {term}."),
    };

    private static string Print(Op op, Form form, IReadOnlyList<string> inputs, int enclosing)
    {
        string Argument(int index, int precedence) => Print(op.Arguments[index], inputs, precedence);
        (string text, int precedence) = form switch
        {
            // The right operand of an equal precedence needs parentheses, as in a - (b - c).
            Infix infix => ($"{Argument(0, infix.Precedence)} {infix.Symbol} {Argument(1, infix.Precedence + 1)}", infix.Precedence),
            Prefix prefix => (prefix.Symbol + Argument(0, Unary), Unary),
            Conditional => ($"{Argument(0, 1)} ? {Argument(1, 1)} : {Argument(2, 1)}", Lowest),
            Cast or Transparent => (Argument(0, enclosing), Highest),
            // The argument itself, as far as there is a slope at all.
            StaticCall { Home: Home.Partials } when Primitives.Get(op.Primitive).Kind == RuleKind.Linear => (Argument(0, enclosing), Highest),
            StaticCall call => (
                $"{(call.Home == Home.Partials ? "Partials." : "")}{call.Method}({string.Join(", ", op.Arguments.Select(x => Print(x, inputs, Lowest)))})",
                Highest),
            _ => throw new InvalidOperationException($"No mathematics for {form}."),
        };
        return precedence < enclosing ? $"({text})" : text;
    }

    private static string Prefix(Home home) => home switch
    {
        Home.Math or Home.MathOrMathF => "Math.",
        Home.Number => "double.",
        _ => home + ".",
    };
}
