using DeepMfg.AutoDiff.Generators.Infrastructure;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>A formula of a rule: a tree over the primitive's inputs and its output. Literals take the element type of the primitive.</summary>
internal abstract record Term
{
    public static implicit operator Term(double value) => new Literal(value);

    public static Term operator +(Term a, Term b) => Op.Of("Add", a, b);

    public static Term operator -(Term a, Term b) => Op.Of("Subtract", a, b);

    public static Term operator *(Term a, Term b) => Op.Of("Multiply", a, b);

    public static Term operator /(Term a, Term b) => Op.Of("Divide", a, b);

    public static Term operator -(Term a) => Op.Of("Negate", a);

    public static Term operator <(Term a, Term b) => Op.Of("Less", a, b);

    public static Term operator >(Term a, Term b) => Op.Of("Greater", a, b);

    public static Term operator <=(Term a, Term b) => Op.Of("LessOrEqual", a, b);

    public static Term operator >=(Term a, Term b) => Op.Of("GreaterOrEqual", a, b);

    public Term Is(Term other) => Op.Of("Equal", this, other);

    /// <summary>This condition's choice between two values, both of which are evaluated.</summary>
    public Term Then(Term yes, Term no) => Op.Of("Select", this, yes, no);

    /// <summary>Whether this formula mentions what <paramref name="leaf"/> describes.</summary>
    public bool Mentions(Func<Term, bool> leaf)
    {
        if (leaf(this)) return true;
        if (this is not Op op) return false;
        foreach (Term argument in op.Arguments)
        {
            if (argument.Mentions(leaf)) return true;
        }
        return false;
    }

    /// <summary>What this formula is the negative of, if it is written so.</summary>
    public Term? AsNegated() => this is Op { Primitive: "Negate", Arguments: [var negated] } ? negated : null;

    /// <summary>Whether the formula may be zero at finite arguments.</summary>
    public bool MayBeZero => this switch
    {
        Literal literal => literal.Value == 0,
        Op { Primitive: "Negate" or "Divide", Arguments: [var factor, ..] } => factor.MayBeZero,
        _ => true,
    };

    /// <summary>Numerator and denominator, if it is written as a quotient.</summary>
    public (Term Numerator, Term Denominator)? AsFraction() =>
        this is Op { Primitive: "Divide", Arguments: [var numerator, var denominator] } ? (numerator, denominator)
        : AsNegated()?.AsFraction() is { } fraction ? (-fraction.Numerator, fraction.Denominator)
        : null;

    /// <summary>The formula's value, from those of the inputs and the output.</summary>
    public double Evaluate(IReadOnlyList<double> inputs, double output) => this switch
    {
        Input input => inputs[input.Index],
        Output => output,
        Literal literal => literal.Value,
        Op op => Primitives.Get(op.Primitive).Evaluate!([.. op.Arguments.Select(argument => argument.Evaluate(inputs, output))]),
        var unknown => throw new InvalidOperationException($"Unknown term {unknown}."),
    };
}

internal sealed record Input(int Index) : Term;

internal sealed record Output : Term;

internal sealed record Literal(double Value) : Term;

internal sealed record Op(string Primitive, EquatableArray<Term> Arguments) : Term
{
    public static Op Of(string primitive, params Term[] arguments) => new(primitive, new EquatableArray<Term>(arguments));
}
