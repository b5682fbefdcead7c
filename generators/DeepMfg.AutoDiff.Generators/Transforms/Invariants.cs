using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>Numbers that the trips of a loop compute each alike, such as how long a part of storage is: they can be computed in front of it.</summary>
internal sealed class Invariants
{
    private readonly HashSet<Variable> inside;
    private readonly Dictionary<Variable, Expression> values = [];

    /// <summary>Storage that grows in the loop.</summary>
    private readonly HashSet<Operand> growing = [];

    public Invariants(Loop loop)
    {
        inside = [.. loop.Bound];
        foreach (Statement statement in Walk.All(loop.Body))
        {
            foreach (Variable target in statement.Targets) inside.Add(target);
            foreach (Variable bound in statement.Bound) inside.Add(bound);
            if (statement is Let let) values.Add(let.Target, let.Value);
            else if (statement is Reach reach) growing.Add(reach.Cell.Storage);
        }
    }

    /// <summary>Whether a value is there before the loop.</summary>
    public bool IsBefore(Operand operand) => operand is not Variable variable || !inside.Contains(variable);

    /// <summary>How a variable is computed in the loop.</summary>
    public Expression? ValueOf(Variable variable) => values.TryGetValue(variable, out Expression? value) ? value : null;

    /// <summary>Whether a number is the same in each trip, and can be computed before it is known whether there is one.</summary>
    public bool Has(Operand number)
    {
        if (number is not Variable variable || IsBefore(variable)) return true;
        if (ValueOf(variable) is not { } value) return false;
        if (CountOf(value) is { } count) return Has(count);
        bool isSafe = value switch
        {
            Length length => !growing.Contains(length.Storage),
            Apply { Type.IsInteger: true } apply => Effects.IsSafeAnywhere(apply),
            _ => false,
        };
        return isSafe && value.Operands.All(Has);
    }

    /// <summary>Computes such a number.</summary>
    /// <param name="number">The number.</param>
    /// <param name="copier">Puts what has been computed in the place of what the loop computes.</param>
    /// <param name="before">Takes what is computed.</param>
    public Operand Compute(Operand number, Copier copier, Builder before)
    {
        if (number is not Variable variable || IsBefore(variable) || copier.Copy(number) != number) return copier.Copy(number);
        Expression value = ValueOf(variable)!;
        if (CountOf(value) is { } count)
        {
            copier.Replace(variable, Compute(count, copier, before));
            return copier.Copy(number);
        }
        foreach (Operand inner in value.Operands) Compute(inner, copier, before);
        copier.Replace(variable, before.Let(variable.BaseName, copier.Copy(value)));
        return copier.Copy(number);
    }

    /// <summary>How long a part is whose length is asked.</summary>
    private Operand? CountOf(Expression value) => value is Length { Storage: Variable part } && ValueOf(part) is Slice slice ? slice.Count : null;
}
