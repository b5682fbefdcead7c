using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>The running cotangents of the reverse sweep; what is absent is a symbolic zero.</summary>
internal sealed class Adjoints
{
    private readonly Dictionary<Variable, Operand> bars;
    private readonly HashSet<Variable> conditional;

    public Adjoints() : this([], []) { }

    private Adjoints(Dictionary<Variable, Operand> bars, HashSet<Variable> conditional)
    {
        this.bars = bars;
        this.conditional = conditional;
    }

    public Adjoints Copy() => new(new(bars), [.. conditional]);

    /// <param name="isConditional">Whether the cotangent may be the zero of a path on which nothing reads the variable.</param>
    public void Set(Variable variable, Operand bar, bool isConditional = false)
    {
        bars[variable] = bar;
        if (isConditional) conditional.Add(variable);
        else conditional.Remove(variable);
    }

    /// <summary>Whether a path may have been taken on which nothing reads the variable.</summary>
    public bool IsConditional(Variable variable) => IsZero(variable) || conditional.Contains(variable);

    private bool IsZero(Variable variable) => Algebra.IsZero(Of(variable));

    public Operand? Of(Operand operand) => operand is Variable variable && bars.TryGetValue(variable, out Operand? bar) ? bar : null;

    public Operand OrZero(Operand operand) => Of(operand) ?? Constant.Zero(operand.Type);

    /// <summary>Reads a cotangent for the last time: its variable's definition is being reversed.</summary>
    public Operand? Take(Variable variable)
    {
        Operand? bar = Of(variable);
        bars.Remove(variable);
        return bar;
    }

    /// <summary>xBar += contribution.</summary>
    /// <param name="contribution">What the variable's readers hand back.</param>
    /// <param name="since">How many statements the builder had before those that computed the contribution, which may then be named.</param>
    /// <param name="isConditional">As for <see cref="Set"/>.</param>
    public void Accumulate(Builder builder, Variable variable, Operand? contribution, int since = int.MaxValue, bool isConditional = false)
    {
        if (Algebra.IsZero(contribution)) return;
        string name = variable.BaseName + "Bar";
        Operand typed = Algebra.Convert(builder, contribution!, variable.Type);
        Operand sum = IsZero(variable) ? builder.Name(typed, name, since) : Algebra.Add(builder, name, Of(variable), typed)!;
        Set(variable, sum, isConditional && IsConditional(variable));
    }
}
