using static DeepMfg.AutoDiff.Generators.Rules.RuleKind;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>C#'s operators and conversions, and what the compiler itself needs.</summary>
internal static class Operators
{
    private static readonly Term X0 = new Input(0), X1 = new Input(1), Y = new Output();

    public static IReadOnlyList<Primitive> Rows { get; } =
    [
        Arithmetic("Add", Linear, new("+", 12), x => x[0] + x[1], x => unchecked(x[0] + x[1])) with { Partials = [1, 1], Noun = "sum", IsMonotone = true },
        Arithmetic("Subtract", Linear, new("-", 12), x => x[0] - x[1], x => unchecked(x[0] - x[1])) with
        {
            Partials = [1, -1.0], Noun = "difference", IsMonotone = true,
        },
        Arithmetic("Multiply", Bilinear, new("*", 13), x => x[0] * x[1], x => unchecked(x[0] * x[1])) with { Partials = [X1, X0], Noun = "product" },
        Arithmetic("Divide", Elementwise, new("/", 13), x => x[0] / x[1], x => x[0] / x[1]) with
        {
            Partials = [1 / X1, -(Y / X1)], Noun = "quotient", Cost = Cost.Division,
            Domains = [new(-3, 3), new(0.5, 3)],
        },
        // a % b = a − k b with a whole k, which is constant between its jumps: (a − y) / b, rounded since a / b may have been rounded up to k + 1.
        Arithmetic("Remainder", Elementwise, new("%", 13), x => x[0] % x[1], x => x[0] % x[1]) with
        {
            Partials = [1, -Op.Of("Round", (X0 - Y) / X1)], Noun = "remainder", Cost = Cost.Function,
            Domains = [new(0.1, 0.9), new(1, 2)], SpecialPoints = [new([7, 2], [1, -3]), new([-7, 2], [1, 3]), new([1, 0.2], [1, -4])],
            HasKink = true, Convention = "constant slope between jumps",
        },
        new("Negate", Linear, 1)
        {
            Form = new Prefix("-"), Partials = [-1.0], Noun = "negative", Domains = [new(-3, 3)],
            Evaluate = x => -x[0], EvaluateInteger = x => unchecked(-x[0]),
        },
        new("Plus", Linear, 1)
        {
            Form = new Prefix("+"), Partials = [1], Domains = [new(-3, 3)], Evaluate = x => x[0], EvaluateInteger = x => x[0],
        },

        Compare("Less", "<", 10, x => x[0] < x[1] ? 1 : 0, x => x[0] < x[1] ? 1 : 0),
        Compare("Greater", ">", 10, x => x[0] > x[1] ? 1 : 0, x => x[0] > x[1] ? 1 : 0),
        Compare("LessOrEqual", "<=", 10, x => x[0] <= x[1] ? 1 : 0, x => x[0] <= x[1] ? 1 : 0),
        Compare("GreaterOrEqual", ">=", 10, x => x[0] >= x[1] ? 1 : 0, x => x[0] >= x[1] ? 1 : 0),
        Compare("Equal", "==", 9, x => x[0] == x[1] ? 1 : 0, x => x[0] == x[1] ? 1 : 0),
        Compare("NotEqual", "!=", 9, x => x[0] != x[1] ? 1 : 0, x => x[0] != x[1] ? 1 : 0),

        Bits("And", "&", 8, x => x[0] & x[1]),
        Bits("Or", "|", 6, x => x[0] | x[1]),
        Bits("Xor", "^", 7, x => x[0] ^ x[1]),
        // Operands that have no effect, so that evaluating both gives what the short circuit gives; others become an If.
        Bits("AndAlso", "&&", 5, x => x[0] & x[1]),
        Bits("OrElse", "||", 4, x => x[0] | x[1]),
        new("Not", None, 1) { Form = new Prefix("!"), Noun = "not", EvaluateInteger = x => 1 - x[0] },
        new("Complement", None, 1) { Form = new Prefix("~"), Noun = "complement", EvaluateInteger = x => ~x[0] },
        Bits("ShiftLeft", "<<", 11, x => x[0] << (int)x[1]),
        Bits("ShiftRight", ">>", 11, x => x[0] >> (int)x[1]),
        Bits("ShiftRightUnsigned", ">>>", 11, x => (long)((ulong)x[0] >> (int)x[1])),

        Checked("AddChecked", "+", x => checked(x[0] + x[1])),
        Checked("SubtractChecked", "-", x => checked(x[0] - x[1])),
        Checked("MultiplyChecked", "*", x => checked(x[0] * x[1])),
        Checked(RowCounting.Product, "*", x => checked(x[0] * x[1])) with { Noun = "rows", IsOwn = true },

        new("Convert", Linear, 1)
        {
            Form = new Cast(), Partials = [1], Result = ResultKind.Given, Noun = "converted", Domains = [new(-3, 3)], Evaluate = x => x[0],
            EvaluateInteger = x => x[0],
        },
        new("ConvertChecked", Linear, 1)
        {
            Form = new Cast(Checked: true), Partials = [1], Result = ResultKind.Given, Noun = "converted", Domains = [new(-3, 3)], Evaluate = x => x[0],
            EvaluateInteger = x => x[0],
        },
        new("Select", Linear, 3)
        {
            Form = new Conditional(), Result = ResultKind.Second, Noun = "guarded",
            Partials = [null, X0.Then(1, 0), X0.Then(0, 1)], Domains = [new(0, 1), new(-3, 3), new(-3, 3)],
            SpecialPoints = [new([1, 2, 3], [0, 1, 0]), new([0, 2, 3], [0, 0, 1])],
            Evaluate = x => x[0] != 0 ? x[1] : x[2], EvaluateInteger = x => x[0] != 0 ? x[1] : x[2],
        },
        new("StopGradient", None, 1) { Form = new Transparent(), Evaluate = x => x[0], EvaluateInteger = x => x[0] },
    ];

    private static Primitive Arithmetic(
        string name, RuleKind kind, Infix form, Evaluator evaluate, IntegerEvaluator evaluateInteger) => new(name, kind, 2)
    {
        Form = form, Evaluate = evaluate, EvaluateInteger = evaluateInteger, Domains = [new(-3, 3), new(-3, 3)],
    };

    private static Primitive Compare(
        string name, string symbol, int precedence, Evaluator evaluate, IntegerEvaluator evaluateInteger) => new(name, None, 2)
    {
        Form = new Infix(symbol, precedence), Result = ResultKind.Bool, Noun = "condition", Evaluate = evaluate, EvaluateInteger = evaluateInteger,
    };

    private static Primitive Bits(string name, string symbol, int precedence, IntegerEvaluator evaluate) => new(name, None, 2)
    {
        Form = new Infix(symbol, precedence), Noun = "bits", EvaluateInteger = evaluate,
    };

    private static Primitive Checked(string name, string symbol, IntegerEvaluator evaluate) => new(name, None, 2)
    {
        Form = new CheckedInfix(symbol), Noun = "result", EvaluateInteger = evaluate,
    };
}
