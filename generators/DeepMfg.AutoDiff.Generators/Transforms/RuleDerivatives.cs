using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>
/// The derivatives of a function that has a rule: those that the rule gives, for the values that are active. What is not has companions that are
/// zero, and nobody reads what is pulled back to it.
/// </summary>
internal sealed class RuleDerivatives
{
    private readonly Copier copier = new(names: null);
    private readonly Builder zeros;
    private readonly Function part;
    private readonly List<Variable> parameters = [];

    private RuleDerivatives(Function part)
    {
        this.part = part;
        zeros = new Builder(Walk.NamesOf(part));
    }

    /// <summary>As <see cref="Callees.Jvp"/>.</summary>
    public static Function Jvp(Function function, Function rule, Activation activation)
    {
        var derivative = new RuleDerivatives(rule);
        derivative.Take(function.Parameters.Count);
        derivative.Take(Of(function.Parameters, activation.Parameters, static type => type.IsReal), function.Parameters);
        return derivative.Close(
            function.Name + "Jvp", function.Body.Yield.Count, Of(function.Body.Yield, activation.Results, static type => type.IsReal));
    }

    /// <summary>As <see cref="Callees.Vjp"/>, with cotangents of active storage behind those of results.</summary>
    public static Function Vjp(Function function, Function rule, Activation activation) =>
        Reverse(function, rule, activation, function.Parameters.Count, function.Body.Yield.Count);

    /// <summary>As <see cref="Vjp"/>, of the values that the recording half of a rule hands over; without results, which that half has given.</summary>
    public static Function Pullback(Function function, RulePair pair, Activation activation) => Reverse(
        function, pair.Pullback, activation, pair.IsOnTape ? function.Parameters.Count : pair.Saved(function.Body.Yield.Count).Count(), 0);

    private static Function Reverse(Function function, Function rule, Activation activation, int own, int results)
    {
        var derivative = new RuleDerivatives(rule);
        derivative.Take(own);
        derivative.Take(Of(function.Body.Yield, activation.Results, static type => type.IsReal), []);
        derivative.Take(Of(function.Parameters, activation.Parameters, IsRealStorage), own == function.Parameters.Count ? function.Parameters : []);
        return derivative.Close(function.Name + "Vjp", results, Of(function.Parameters, activation.Parameters, static type => type.IsFloat));
    }

    private static bool IsRealStorage(IrType type) => type is { IsReal: true, IsStorage: true };

    /// <summary>The numbers of the values of some types, and whether each is active.</summary>
    private static (int Value, bool IsActive)[] Of(IReadOnlyList<Operand> values, IReadOnlyList<bool> active, Func<IrType, bool> isMeant) =>
        [.. Enumerable.Range(0, values.Count).Where(i => isMeant(values[i].Type)).Select(i => (i, active[i]))];

    private int taken;

    private void Take(int count)
    {
        parameters.AddRange(part.Parameters.Skip(taken).Take(count));
        taken += count;
    }

    private void Take((int Value, bool IsActive)[] companions, IReadOnlyList<Variable> values)
    {
        foreach ((int value, bool isActive) in companions)
        {
            Variable companion = part.Parameters[taken++];
            if (isActive) parameters.Add(companion);
            else copier.Replace(companion, companion.Type.IsStorage ? Zeros(companion, values[value]) : Constant.Zero(companion.Type));
        }
    }

    private Operand Zeros(Variable companion, Variable like) => Shadowing.Zero(zeros, companion.BaseName, like, companion.Type.Shadow());

    private Function Close(string name, int results, (int Value, bool IsActive)[] derivatives)
    {
        Block body = copier.Copy(part.Body);
        zeros.AddRange(body.Statements);
        IEnumerable<Operand> active = body.Yield.Skip(results).Where((_, i) => derivatives[i].IsActive);
        return new Function(name, [.. parameters], zeros.Close([.. body.Yield.Take(results), .. active]));
    }
}
