using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Rules;

internal enum RuleKind
{
    /// <summary>The tangent is Σ partialᵢ · xᵢDot; the partials are formulas in the inputs and the output.</summary>
    Elementwise,

    /// <summary>As elementwise, with partials that mention neither inputs nor output.</summary>
    Linear,

    /// <summary>As elementwise, with partials that are the other input.</summary>
    Bilinear,

    /// <summary>The derivative is zero, or the result is no real number: declared, not forgotten.</summary>
    None,
}

/// <summary>How the type of a primitive's result follows from those of its arguments.</summary>
internal enum ResultKind { First, Second, Bool, Int32, Given }

internal delegate double Evaluator(ReadOnlySpan<double> x);

/// <summary>Evaluates a primitive on integers; the interpreter wraps the result to the type, or throws where checked.</summary>
internal delegate long IntegerEvaluator(ReadOnlySpan<long> x);

/// <summary>How expensive a primitive is, in additions: what *recompute or store* weighs.</summary>
internal static class Cost
{
    public const int Cheap = 1, Division = 4, Function = 20;
}

/// <summary>The interval from which the table's own test draws an argument.</summary>
internal sealed record Domain(double Low, double High);

/// <summary>The partials at a point where they are a convention or a limit.</summary>
internal sealed record SpecialPoint(EquatableArray<double> At, EquatableArray<double> Partials);

/// <summary>A row of the table: a primitive, its rule, its evaluator, and how C# writes it.</summary>
internal sealed record Primitive(string Name, RuleKind Kind, int Arity)
{
    /// <summary>The partial with respect to each input; <see langword="null"/> where it is zero.</summary>
    public EquatableArray<Term?> Partials { get; init; }

    public ResultKind Result { get; init; } = ResultKind.First;

    public EquatableArray<Domain> Domains { get; init; }

    /// <summary>Points that the table's own test visits beside the random ones, with what holds there.</summary>
    public EquatableArray<SpecialPoint> SpecialPoints { get; init; }

    public Evaluator? Evaluate { get; init; }

    public IntegerEvaluator? EvaluateInteger { get; init; }

    /// <summary>Whether, on integers, it grows with its first argument whatever the second is.</summary>
    public bool IsMonotone { get; init; }

    /// <summary>How C# writes the call.</summary>
    public required Form Form { get; init; }

    public int Cost { get; init; } = Rules.Cost.Cheap;

    /// <summary>What a person would call a value computed by it: <c>power</c>, <c>root</c>.</summary>
    public string Noun { get; init; } = "value";

    /// <summary>Whether it is not smooth somewhere in its domain (<c>Abs</c>, <c>Max</c>).</summary>
    public bool HasKink { get; init; }

    /// <summary>What holds at a kink or special point, for readers.</summary>
    public string Convention { get; init; } = "";

    /// <summary>Whether it is checked for overflow.</summary>
    public bool IsChecked => Form is CheckedInfix or Cast { Checked: true };

    /// <summary>Whether it throws for some integers: division by zero, overflow where it is checked, bounds in the wrong order.</summary>
    public bool MayThrowOnIntegers => IsChecked || Form is Infix { Symbol: "/" or "%" } || ThrowsOnIntegers;

    /// <summary>Whether it is a derivative's own: nobody is to see it throw where nobody reads the value.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Whether the function that it is throws for some integers.</summary>
    public bool ThrowsOnIntegers { get; init; }

    /// <summary>Whether it throws for some real numbers: bounds in the wrong order, the sign of NaN.</summary>
    public bool MayThrowOnReals { get; init; }

    public Term? Partial(int input) => Partials.IsEmpty ? null : Partials[input];
}
