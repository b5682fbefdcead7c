using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>Of two moments of a run, at which a variable is read; both, where it is the same at both.</summary>
internal enum Moment { Both, Former, Later }

/// <summary>A variable at a moment.</summary>
internal readonly record struct Atom(Variable Variable, Moment Moment);

/// <summary>An integer as a sum: a constant, and variables with factors.</summary>
internal sealed class AffineForm
{
    /// <summary>Beyond it nothing is said. An index of smaller factors that wraps around has passed by places that no storage has.</summary>
    private const long LargestFactor = 1 << 10;

    private readonly Dictionary<Atom, long> terms = [];

    private AffineForm(long constant) => Constant = constant;

    public long Constant { get; private set; }

    public IReadOnlyDictionary<Atom, long> Terms => terms;

    public static AffineForm Of(long constant) => new(constant);

    public static AffineForm Of(Atom atom) => new(0) { terms = { [atom] = 1 } };

    /// <summary>A number as it is computed of others: what is no sum, or one of too large factors, stands for itself.</summary>
    /// <param name="number">The number.</param>
    /// <param name="values">How variables are computed.</param>
    /// <param name="momentOf">When a variable is read.</param>
    public static AffineForm Of(Operand number, IReadOnlyDictionary<Variable, Expression> values, Func<Variable, Moment> momentOf)
    {
        if (number is not Variable variable) return Of(((Constant)number).Bits);
        IReadOnlyList<(Operand Operand, long Factor)>? addends =
            values.TryGetValue(variable, out Expression? value) && value is Apply apply ? Sums.Of(apply) : null;
        AffineForm? sum = addends is null ? null : Of(0);
        foreach ((Operand operand, long factor) in addends ?? []) sum = sum?.Plus(Of(operand, values, momentOf), factor);
        return sum ?? Of(new Atom(variable, momentOf(variable)));
    }

    /// <summary>This and a multiple of another; <see langword="null"/> where a factor is too large.</summary>
    public AffineForm? Plus(AffineForm other, long times)
    {
        if (Math.Abs(times) > LargestFactor) return null;
        var sum = new AffineForm(Constant + times * other.Constant);
        if (Math.Abs(sum.Constant) > int.MaxValue) return null;
        foreach (KeyValuePair<Atom, long> term in terms) sum.terms[term.Key] = term.Value;
        foreach (KeyValuePair<Atom, long> term in other.terms)
        {
            sum.terms.TryGetValue(term.Key, out long factor);
            factor += times * term.Value;
            if (Math.Abs(factor) > LargestFactor) return null;
            if (factor == 0) sum.terms.Remove(term.Key);
            else sum.terms[term.Key] = factor;
        }
        return sum;
    }
}
