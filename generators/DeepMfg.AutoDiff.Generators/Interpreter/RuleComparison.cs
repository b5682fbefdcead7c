using System.Globalization;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Interpreter;

/// <summary>A rule, ready to be run.</summary>
/// <param name="Mode">Its mode.</param>
/// <param name="Flows">For each parameter of the primal whether a derivative flows through it.</param>
/// <param name="Whole">The rule, or its half that hands values over.</param>
/// <param name="Pullback">The other half.</param>
internal sealed record RuleRun(Mode Mode, IReadOnlyList<bool> Flows, FunctionRun Whole, FunctionRun? Pullback)
{
    /// <summary>What the vector parameter of a number holds behind a run.</summary>
    public static double[] Left(FunctionRun run, IReadOnlyList<double[]> values, int parameter) =>
        values[run.Results.Count + run.Parameters.Take(parameter).Count(static other => other.Type.IsStorage)];
}

/// <summary>What a rule says where something else says otherwise.</summary>
/// <param name="Of">Of what: the value, or the derivative in a number.</param>
/// <param name="At">The point.</param>
/// <param name="Gives">What the rule gives.</param>
/// <param name="Instead">What the other gives.</param>
internal sealed record Disagreement(string Of, string At, double Gives, double Instead);

/// <summary>Compares a rule with differences of its primal, and with the rule of the other mode, at a few points that are made up.</summary>
internal sealed class RuleComparison
{
    private const int Wanted = 10, Tried = 60, Long = 3;

    private static readonly (double Low, double High)[] Ranges = [(0.2, 1.5), (-2, 2), (-1.5, -0.2), (1, 10), (0.05, 0.95)];

    private readonly Draws draws;
    private readonly EqualityOf equal;
    private readonly FunctionRun primal;

    /// <summary>The parameters in which the primal leaves results.</summary>
    private readonly int[] written;

    /// <param name="primal">What the rule is for.</param>
    /// <param name="written">The parameters in which it leaves results.</param>
    /// <param name="name">The rule's name, from which the points are drawn.</param>
    public RuleComparison(FunctionRun primal, int[] written, string name)
    {
        (this.primal, this.written) = (primal, written);
        draws = new Draws(name);
        bool isSingle = primal.Parameters.Any(static parameter => (parameter.Type.Item ?? parameter.Type) == IrType.Float32);
        equal = new EqualityOf(isSingle ? 1e-3 : 1e-6);
    }

    /// <summary>Whether differences could be formed somewhere.</summary>
    public bool HasCompared { get; private set; }

    private readonly record struct EqualityOf(double Tolerance)
    {
        public bool Hold(double a, double b, double error) => Math.Abs(a - b) <= Tolerance * Math.Max(1, Math.Max(Math.Abs(a), Math.Abs(b))) + 10 * error;
    }

    /// <summary>The points at which the primal has a value.</summary>
    public List<double[][]> Points()
    {
        List<double[][]> points = [];
        for (int i = 0; i < Tried && points.Count < Wanted; i++)
        {
            (double low, double high) = Ranges[i % Ranges.Length];
            double[][] point = [.. primal.Parameters.Select(parameter => Draw(parameter.Type, low, high))];
            RunResult run = primal.Run(point);
            if (run.Values is { } values && values.All(static numbers => numbers.All(IsFinite))) points.Add(point);
        }
        return points;
    }

    /// <summary>The text at which a run of a rule stops that only C# can run.</summary>
    public string? Stopped(RuleRun rule, IReadOnlyList<double[][]> points)
    {
        foreach (double[][] point in points) Derivatives(rule, point, Weights(point));
        return new[] { rule.Whole, rule.Pullback }.Select(static run => run?.Stopped).FirstOrDefault(static text => text is not null);
    }

    /// <summary>Where a rule disagrees with its primal, at two points or more; nothing where it agrees.</summary>
    public Disagreement? WithDifferences(RuleRun rule, IReadOnlyList<double[][]> points) => Twice(points, point => Compare(rule, point));

    /// <summary>Where a rule disagrees with that of the other mode.</summary>
    public Disagreement? WithOther(RuleRun reverse, RuleRun forward, IReadOnlyList<double[][]> points) => Twice(points, point =>
    {
        double[][] weights = Weights(point);
        if (Derivatives(reverse, point, weights) is not { } pulled || Derivatives(forward, point, weights) is not { } pushed) return [];
        return from key in pulled.Derivatives.Keys.Where(pushed.Derivatives.ContainsKey)
               where !equal.Hold(pulled.Derivatives[key], pushed.Derivatives[key], 0)
               select (key, new Disagreement(Name(key), Text(point), pulled.Derivatives[key] / Unit(weights), pushed.Derivatives[key] / Unit(weights)));
    });

    /// <summary>A number among the parameters.</summary>
    private readonly record struct Entry(int Parameter, int Index);

    private static Disagreement? Twice(
        IReadOnlyList<double[][]> points, Func<double[][], IEnumerable<(Entry Entry, Disagreement Disagreement)>> compare) => points
        .SelectMany(compare).GroupBy(static found => found.Entry).FirstOrDefault(static same => same.Skip(1).Any())?.First().Disagreement;

    private IEnumerable<(Entry, Disagreement)> Compare(RuleRun rule, double[][] point)
    {
        double[][] weights = Weights(point);
        if (Derivatives(rule, point, weights) is not { } found) yield break;
        RunResult here = primal.Run(point);
        double value = Weighted(Outputs(primal, here.Values!), weights), unit = Unit(weights);
        if (!equal.Hold(found.Value, value, 0)) yield return (new Entry(-1, 0), new Disagreement("the value", Text(point), found.Value / unit, value / unit));
        foreach (KeyValuePair<Entry, double> derivative in found.Derivatives)
        {
            if (Differ(point, derivative.Key, weights, here.Path) is not { } difference) continue;
            HasCompared = true;
            bool isUseless = difference.Error > 1e-2 * Math.Max(1, Math.Abs(difference.Derivative));
            if (isUseless || equal.Hold(derivative.Value, difference.Derivative, difference.Error)) continue;
            yield return (derivative.Key, new Disagreement(Name(derivative.Key), Text(point), derivative.Value / unit, difference.Derivative / unit));
        }
    }

    // Across a branch there is nothing to compare, unless a search branches wherever it begins: then what its differences converge to.
    private Difference? Differ(double[][] point, Entry entry, double[][] weights, ulong path)
    {
        double at = point[entry.Parameter][entry.Index], step = 0.05 * Math.Max(1, Math.Abs(at));
        if (Difference.Of(distance => Along(distance, isSame: true), step) is { } difference) return difference;
        return Difference.Of(distance => Along(distance, isSame: false), step) is { Error: < 1e-6 } across ? across : null;

        double Along(double distance, bool isSame)
        {
            RunResult run = primal.Run(With(point, entry, at + distance));
            return run.Values is null || isSame && run.Path != path ? double.NaN : Weighted(Outputs(primal, run.Values), weights);
        }
    }

    private sealed record Found(double Value, Dictionary<Entry, double> Derivatives);

    /// <summary>The derivatives of the weighted sum of the results, in each number that is not held constant.</summary>
    private Found? Derivatives(RuleRun rule, double[][] point, double[][] weights) =>
        rule.Mode == Mode.Forward ? Forward(rule, point, weights) : Reverse(rule, point, weights);

    private Found? Forward(RuleRun rule, double[][] point, double[][] weights)
    {
        const double Length = 0.75;
        Dictionary<Entry, double> derivatives = [];
        double value = double.NaN;
        int[] flowing = [.. Flowing(rule)];
        foreach (Entry entry in flowing.SelectMany(i => Enumerable.Range(0, point[i].Length).Select(k => new Entry(i, k))))
        {
            double[][] tangents = [.. flowing.Select(i => point[i].Select((_, k) => new Entry(i, k) == entry ? Length : 0).ToArray())];
            if (rule.Whole.Run([.. point, .. tangents]).Values is not { } values) return null;
            value = Weighted(Outputs(rule.Whole, values), weights);
            IEnumerable<double[]> dots = written.Select(i => RuleRun.Left(rule.Whole, values, point.Length + Array.IndexOf(flowing, i)));
            derivatives.Add(entry, Weighted([.. values.Skip(primal.Results.Count).Take(primal.Results.Count), .. dots], weights) / Length);
        }
        return new Found(value, derivatives);
    }

    private Found? Reverse(RuleRun rule, double[][] point, double[][] weights)
    {
        int[] flowing = [.. Flowing(rule)];
        // To what is there already a pullback adds; where the primal leaves a result, it takes the cotangent of that.
        double[][] before = [.. flowing.Select(i => written.Contains(i) ? weights[primal.Results.Count + Array.IndexOf(written, i)]
            : point[i].Select((_, k) => 0.5 + k).ToArray())];
        double[][] cotangents = [.. weights.Take(primal.Results.Count).Where((_, i) => primal.Results[i].IsReal)];
        RunResult run = rule.Whole.Run(rule.Pullback is null ? [.. point, .. cotangents, .. before] : point);
        if (run.Values is not { } values) return null;
        double value = Weighted(Outputs(rule.Whole, values), weights);
        FunctionRun last = rule.Whole;
        if (rule.Pullback is { } pullback)
        {
            double[][] saved = [.. values.Skip(primal.Results.Count).Take(rule.Whole.Results.Count - primal.Results.Count)];
            if (pullback.Run([.. saved, .. cotangents, .. before]).Values is not { } pulled) return null;
            (values, last) = (pulled, pullback);
        }
        return new Found(value, Pulled(last, values, flowing, before));
    }

    /// <summary>What a pullback has added: numbers are the last results, vectors the last of the arguments.</summary>
    private Dictionary<Entry, double> Pulled(FunctionRun run, IReadOnlyList<double[]> values, int[] flowing, double[][] before)
    {
        Dictionary<Entry, double> derivatives = [];
        int numbers = flowing.Count(i => !primal.Parameters[i].Type.IsStorage), number = run.Results.Count - numbers;
        int vector = values.Count - (flowing.Length - numbers);
        for (int j = 0; j < flowing.Length; j++)
        {
            double[] after = primal.Parameters[flowing[j]].Type.IsStorage ? values[vector++] : values[number++];
            bool adds = !written.Contains(flowing[j]);
            for (int k = 0; k < after.Length; k++) derivatives.Add(new Entry(flowing[j], k), adds ? after[k] - before[j][k] : after[k]);
        }
        return derivatives;
    }

    /// <summary>The results of the primal, or of a rule that begins with its parameters and results, and what is left in what it writes.</summary>
    private double[][] Outputs(FunctionRun run, IReadOnlyList<double[]> values) =>
        [.. values.Take(primal.Results.Count), .. written.Select(i => RuleRun.Left(run, values, i))];

    private IEnumerable<int> Flowing(RuleRun rule) =>
        Enumerable.Range(0, primal.Parameters.Count).Where(i => rule.Flows[i] && primal.Parameters[i].Type.IsReal);

    private double[][] Weights(double[][] point)
    {
        double[][] values = Outputs(primal, primal.Run(point).Values!);
        bool[] isReal = [.. primal.Results.Select(static type => type.IsReal), .. written.Select(static _ => true)];
        return [.. values.Select((numbers, i) => numbers.Select(_ => isReal[i] ? draws.Between(0.5, 1.5) : 0).ToArray())];
    }

    private static double Weighted(IReadOnlyList<double[]> values, double[][] weights) =>
        weights.Select((numbers, i) => numbers.Zip(values[i], static (weight, x) => weight == 0 ? 0 : weight * x).Sum()).Sum();

    /// <summary>What the weight of a single number is, which then is told without it.</summary>
    private static double Unit(double[][] weights) => weights is [[var only]] ? only : 1;

    private double[] Draw(IrType type, double low, double high)
    {
        IrType number = type.Item ?? type;
        return [.. Enumerable.Range(0, type.IsStorage ? Long : 1).Select(_ => number.IsFloat ? draws.Between(low, high)
            : number == IrType.Bool ? draws.Below(2) : 1 + draws.Below(3))];
    }

    private static double[][] With(double[][] point, Entry entry, double number)
    {
        double[][] moved = [.. point];
        moved[entry.Parameter] = [.. moved[entry.Parameter]];
        moved[entry.Parameter][entry.Index] = number;
        return moved;
    }

    private string Name(Entry entry)
    {
        Variable parameter = primal.Parameters[entry.Parameter];
        return $"the derivative in '{parameter.BaseName}{(parameter.Type.IsStorage ? $"[{entry.Index}]" : "")}'";
    }

    private string Text(double[][] point) => string.Join(", ", point.Select((numbers, i) =>
    {
        string[] texts = [.. numbers.Select(static number => number.ToString("G5", CultureInfo.InvariantCulture))];
        return $"{primal.Parameters[i].BaseName} = {(primal.Parameters[i].Type.IsStorage ? $"[{string.Join(", ", texts)}]" : texts[0])}";
    }));

    private static bool IsFinite(double x) => !double.IsNaN(x) && !double.IsInfinity(x);
}
