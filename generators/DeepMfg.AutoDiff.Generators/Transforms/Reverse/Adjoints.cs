using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>The running cotangents of the reverse sweep; what is absent is a symbolic zero.</summary>
internal sealed class Adjoints
{
    private readonly Dictionary<Variable, Operand> bars;

    public Adjoints() => bars = [];

    private Adjoints(Dictionary<Variable, Operand> bars) => this.bars = new(bars);

    public Adjoints Copy() => new(bars);

    public void Set(Variable variable, Operand bar) => bars[variable] = bar;

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
    /// <param name="since">How many statements the builder had before those that computed the contribution, which may then be named.</param>
    public void Accumulate(Builder builder, Variable variable, Operand? contribution, int since = int.MaxValue)
    {
        if (Algebra.IsZero(contribution)) return;
        string name = variable.BaseName + "Bar";
        Operand typed = Algebra.Convert(builder, contribution!, variable.Type);
        bars[variable] = Of(variable) is { } bar && !Algebra.IsZero(bar)
            ? Algebra.Add(builder, name, bar, typed)!
            : builder.Name(typed, name, since);
    }
}
