using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>
/// A row's evaluator, which computes in <see cref="long"/>, fitted to the width and sign of one integer type, as C#'s operators are.
/// </summary>
internal static class IntegerArithmetic
{
    public static IntegerEvaluator Of(Primitive row, Element operand, Element result)
    {
        IntegerEvaluator evaluate = row.EvaluateInteger ?? throw new NotSupportedException($"{row.Name} has no evaluator for integers.");
        string symbol = row.Form switch { Infix infix => infix.Symbol, CheckedInfix infix => infix.Symbol, _ => "" };
        if (row.Form is CheckedInfix)
        {
            return operand == Element.UInt64 ? Unsigned(symbol, isChecked: true)! : x => Conversion.Fit(evaluate(x), Element.Int64, result);
        }
        if (operand == Element.UInt64 && Unsigned(symbol, isChecked: false) is { } unsigned) return unsigned;
        return symbol switch
        {
            "/" or "%" => x => Divide(x, evaluate, result),
            "<<" or ">>" or ">>>" => x => Shift(x, evaluate, operand, symbol == ">>>"),
            _ => x => Conversion.Wrap(evaluate(x), result),
        };
    }

    // The least int divided by −1 overflows also where the arithmetic is not checked.
    private static long Divide(ReadOnlySpan<long> x, IntegerEvaluator evaluate, Element element) =>
        x[1] == -1 && Conversion.Wrap(-x[0], element) == x[0] && x[0] != 0 ? throw new OverflowException()
        : Conversion.Wrap(evaluate(x), element);

    // The count is taken modulo the width; the unsigned shift moves zeros into the width, not into 64 bits.
    private static long Shift(ReadOnlySpan<long> x, IntegerEvaluator evaluate, Element element, bool fillsZeros)
    {
        bool isLong = element is Element.Int64 or Element.UInt64;
        long value = fillsZeros && element == Element.Int32 ? (uint)x[0] : x[0];
        return Conversion.Wrap(evaluate([value, x[1] & (isLong ? 63 : 31)]), element);
    }

    /// <summary>What a 64-bit pattern means other things to when it has no sign; the rest is the same as for a long.</summary>
    private static IntegerEvaluator? Unsigned(string symbol, bool isChecked) => (symbol, isChecked) switch
    {
        ("+", true) => Unsigned(static (a, b) => checked(a + b)),
        ("-", true) => Unsigned(static (a, b) => checked(a - b)),
        ("*", true) => Unsigned(static (a, b) => checked(a * b)),
        ("/", _) => Unsigned(static (a, b) => a / b),
        ("%", _) => Unsigned(static (a, b) => a % b),
        (">>", _) => Unsigned(static (a, b) => a >> (int)b),
        ("<", _) => Unsigned(static (a, b) => a < b ? 1UL : 0),
        (">", _) => Unsigned(static (a, b) => a > b ? 1UL : 0),
        ("<=", _) => Unsigned(static (a, b) => a <= b ? 1UL : 0),
        (">=", _) => Unsigned(static (a, b) => a >= b ? 1UL : 0),
        _ => null,
    };

    private static IntegerEvaluator Unsigned(Func<ulong, ulong, ulong> evaluate) => x => (long)evaluate((ulong)x[0], (ulong)x[1]);
}
