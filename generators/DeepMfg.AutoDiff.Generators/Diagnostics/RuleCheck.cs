using System.Globalization;
using DeepMfg.AutoDiff.Generators.Frontend;
using DeepMfg.AutoDiff.Generators.Interpreter;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Diagnostics;

/// <summary>Evaluates a rule and what it is for while the user compiles, and says with numbers where they disagree.</summary>
internal sealed class RuleCheck(Compilation compilation, RulesByHand rules, CancellationToken cancellation)
{
    /// <summary>The disagreement, or that nothing could be evaluated.</summary>
    public Mistake? Of(RuleByHand rule)
    {
        try
        {
            return Compared(rule);
        }
        catch (NotSupportedException exception)
        {
            return Unchecked(rule, exception.Message);
        }
    }

    private Mistake? Compared(RuleByHand rule)
    {
        if (Run(rule.Primal, out string reason) is not { } primal) return rule.IsApproximate ? null : Unchecked(rule, reason);
        if (Run(rule, out reason) is not { } run) return Unchecked(rule, reason);
        if (primal.Parameters.Count != run.Flows.Count) return Unchecked(rule, $"'{rule.Primal.Name}' is a method of a value");
        var comparison = new RuleComparison(primal, Written(rule), rule.Method.Name);
        List<double[][]> points = comparison.Points();
        if (points.Count < 2)
        {
            return Unchecked(rule, primal.Stopped is { } met ? $"only C# can run '{met}'" : $"'{rule.Primal.Name}' has no value at made-up points");
        }
        if (comparison.Stopped(run, points) is { } text) return Unchecked(rule, $"only C# can run '{text}'");
        string name = $"{rule.Primal.ContainingType.Name}.{rule.Primal.Name}";
        Disagreement? found = rule.IsApproximate ? null : comparison.WithDifferences(run, points);
        if (found is not null) return Wrong(rule, $"'{name}'", found, $"differences of '{name}' give");
        if (!rule.IsApproximate && !comparison.HasCompared) return Unchecked(rule, $"'{name}' branches wherever it was tried");
        RuleByHand? other = rule.Mode == Mode.Reverse ? rules.Of(rule.Primal, Mode.Forward) : null;
        if (other is null || !Written(other).SequenceEqual(Written(rule)) || Run(other, out _) is not { } forward) return null;
        found = comparison.WithOther(run, forward, points);
        return found is null ? null : Wrong(rule, $"'{other.Method.Name}'", found, "that one gives");
    }

    /// <summary>The numbers of the leaves in which the primal leaves results.</summary>
    private static int[] Written(RuleByHand rule)
    {
        bool[] written = [.. Leaves(rule, (input, flows) => input.IsWritten && flows)];
        return [.. Enumerable.Range(0, written.Length).Where(i => written[i])];
    }

    private static IEnumerable<bool> Leaves(RuleByHand rule, Func<RuleInput, bool, bool> of)
    {
        bool[] flows = rule.Flows;
        return RuleInput.Of(rule.Primal).SelectMany((input, i) => input.Shape.Leaves().Select(_ => of(input, flows[i])));
    }

    private RuleRun? Run(RuleByHand rule, out string reason)
    {
        bool[] flows = rule.Flows;
        IReadOnlyList<RuleInput> inputs = RuleInput.Of(rule.Primal);
        bool[] leaves = [.. Leaves(rule, static (_, flows) => flows)];
        if (Run(rule.Method, out reason) is not { } whole) return null;
        if (inputs.Where((input, i) => flows[i] && !input.Shape.Leaves().All(static leaf => leaf.IsReal)).Any())
        {
            reason = "a parameter holds numbers and constants";
            return null;
        }
        if (rule.Pullback is not { } half) return new RuleRun(rule.Mode, leaves, whole, null);
        return Run(half, out reason) is { } pullback ? new RuleRun(rule.Mode, leaves, whole, pullback) : null;
    }

    /// <summary>A method as the compiler's own interpreter runs it; nothing where it cannot.</summary>
    private FunctionRun? Run(IMethodSymbol method, out string reason)
    {
        reason = method.DeclaringSyntaxReferences.IsEmpty
            ? $"'{method.ContainingType.Name}.{method.Name}' has no source here" : $"the code of '{method.Name}' is not such as the compiler can run";
        Program? program = CSharpPrimitives.OfMethod(method) is { } row
            ? MethodLowering.Of(row, method) : MethodLowering.Alone(compilation, method, cancellation);
        if (program is null) return null;
        reason = $"'{method.Name}' takes or gives something else than numbers and arrays of them";
        var run = new FunctionRun(program);
        return run.IsNumeric ? run : null;
    }

    private static Mistake Unchecked(RuleByHand rule, string reason) => new(Descriptors.UncheckedRule, rule.Method.Locations[0], rule.Method.Name, reason);

    private static Mistake Wrong(RuleByHand rule, string other, Disagreement found, string instead) => new(
        Descriptors.WrongValues, rule.Method.Locations[0], rule.Method.Name, other, found.Of, found.At, Text(found.Gives), instead, Text(found.Instead));

    private static string Text(double number) => number.ToString("G7", CultureInfo.InvariantCulture);
}
