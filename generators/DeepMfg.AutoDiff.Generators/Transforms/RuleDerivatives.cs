using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>The derivatives of a function that has a rule: those that the rule gives, for the values that are active.</summary>
internal static class RuleDerivatives
{
    /// <summary>As <see cref="Callees.Jvp"/>: what has no tangent has the tangent zero.</summary>
    public static Function Jvp(Function function, Function rule, Activation activation)
    {
        var copier = new Copier(names: null);
        List<Variable> parameters = Kept(rule.Parameters, function, Activated(function.Parameters, activation.Parameters), copier);
        return Named(function, "Jvp", parameters, Kept(copier.Copy(rule.Body), function, Activated(function.Body.Yield, activation.Results)));
    }

    /// <summary>As <see cref="Callees.Vjp"/>: what has no cotangent has the cotangent zero.</summary>
    public static Function Vjp(Function function, Function rule, Activation activation)
    {
        var copier = new Copier(names: null);
        List<Variable> parameters = Kept(rule.Parameters, function, Activated(function.Body.Yield, activation.Results), copier);
        return Named(function, "Vjp", parameters, Kept(copier.Copy(rule.Body), function, Activated(function.Parameters, activation.Parameters)));
    }

    private static Function Named(Function function, string suffix, List<Variable> parameters, Block body) =>
        new(function.Name + suffix, [.. parameters], body);

    /// <summary>For each real value whether it is active.</summary>
    private static bool[] Activated(IEnumerable<Operand> values, IReadOnlyList<bool> active) =>
        [.. values.Select((value, i) => (value.Type.IsReal, active[i])).Where(static value => value.IsReal).Select(static value => value.Item2)];

    private static List<Variable> Kept(IReadOnlyList<Variable> parameters, Function function, bool[] active, Copier copier)
    {
        int own = function.Parameters.Count;
        List<Variable> kept = [.. parameters.Take(own)];
        for (int i = 0; i < active.Length; i++)
        {
            Variable companion = parameters[own + i];
            if (active[i]) kept.Add(companion);
            else copier.Replace(companion, Constant.Zero(companion.Type));
        }
        return kept;
    }

    private static Block Kept(Block body, Function function, bool[] active)
    {
        int own = function.Body.Yield.Count;
        return body with { Yield = [.. body.Yield.Take(own), .. body.Yield.Skip(own).Where((_, i) => active[i])] };
    }
}
