using System.Globalization;
using DeepMfg.AutoDiff.Benchmarks.Timing;
using DeepMfg.AutoDiff.Corpus.Records;
using Spectre.Console;

namespace DeepMfg.AutoDiff.Benchmarks;

/// <summary>
/// Gradients in a record of arrays, into a buffer, against the same in the arrays themselves: at most 1.05 times as long, and nothing allocated, but where a
/// number stands in an object that nobody can change.
/// </summary>
internal static class RecordBenchmark
{
    private const double Bar = 1.05, Agreement = 1e-12;

    private static readonly (int Points, int Width)[] s_regressions = [(200, 10)];
    private static readonly (int Points, int Dimensions, int Normals)[] s_mixtures = [(50, 2, 5), (20, 10, 25)];

    internal static int Run()
    {
        (string Name, Gradient Arrays, Gradient Records)[] pairs = [.. s_regressions.SelectMany(Logistic), .. s_mixtures.SelectMany(Mixtures)];
        (string Name, Action<int> Arrays, Action<int> Records, bool IsAnew)[] loops =
            [.. pairs.Select(static pair => (pair.Name, (Action<int>)pair.Arrays.Times, (Action<int>)pair.Records.Times, pair.Records.IsAnew))];
        foreach ((string name, Gradient arrays, Gradient records) in pairs)
        {
            AssertAgreement(name, arrays, records);
        }

        Race.WarmUp([.. loops.SelectMany(entry => new[] { entry.Arrays, entry.Records })]);
        return Print([.. loops.Select(entry => (entry.Name, Fastest(entry.Arrays, entry.Records), entry.IsAnew ? null : Allocated(entry.Records)))]);
    }

    private static IEnumerable<(string Name, Gradient Arrays, Gradient Records)> Logistic((int Points, int Width) size)
    {
        (double[] x, double[] slopes, double[] gradient) = (Numbers(size.Points * size.Width), Numbers(size.Width), new double[size.Width]);
        double[] y = [.. Enumerable.Range(0, size.Points).Select(static i => i % 3 == 0 ? 1.0 : 0.0)];
        double intercept = 0;
        (Logit model, LogitValue value) = (new(slopes, 0.2), new(slopes, 0.2));
        (Logit modelGradient, LogitValue valueGradient) = (model.Zero(), value.Zero());
        var arrays = new Gradient(
            () => LogisticLoss.OfArraysValueAndGradient(slopes, 0.2, x, y, gradient, out intercept), () => [.. gradient, intercept]);
        string name = $"logistic regression, {size.Points} × {size.Width}";
        yield return (name + ", record", arrays, new Gradient(
            () => LogisticLoss.OfRecordValueAndGradient(model, x, y, ref modelGradient),
            () => [.. modelGradient.Slopes, modelGradient.Intercept],
            IsAnew: true));
        yield return (name + ", record struct", arrays, new Gradient(
            () => LogisticLoss.OfStructValueAndGradient(value, x, y, ref valueGradient), () => [.. valueGradient.Slopes, valueGradient.Intercept]));
    }

    private static IEnumerable<(string Name, Gradient Arrays, Gradient Records)> Mixtures((int Points, int Dimensions, int Normals) size)
    {
        (int points, int d, int normals) = size;
        (double[] x, double[] logits, double[] means, double[] factors) =
            (Numbers(points * d), Numbers(normals), Numbers(normals * d), Numbers(normals * d * (d + 1) / 2));
        (double[] logitsGradient, double[] meansGradient, double[] factorsGradient) =
            (new double[logits.Length], new double[means.Length], new double[factors.Length]);
        (NormalMixture model, NormalMixtureValue value) = (new(logits, new(means, factors)), new(logits, new(means, factors)));
        (NormalMixture modelGradient, NormalMixtureValue valueGradient) = (model.Zero(), value.Zero());
        var arrays = new Gradient(
            () => Corpus.Records.Mixtures.OfArraysValueAndGradient(logits, means, factors, x, d, logitsGradient, meansGradient, factorsGradient),
            () => [.. logitsGradient, .. meansGradient, .. factorsGradient]);
        string name = $"mixture, {points} × {d}, {normals} normals";
        yield return (name + ", records", arrays, new Gradient(
            () => Corpus.Records.Mixtures.OfRecordValueAndGradient(model, x, d, ref modelGradient), () => Flat(modelGradient)));
        yield return (name + ", record structs", arrays, new Gradient(
            () => Corpus.Records.Mixtures.OfStructValueAndGradient(value, x, d, ref valueGradient), () => Flat(valueGradient)));
    }

    private static double[] Flat<TModel>(TModel model)
        where TModel : IDifferentiable<TModel, double>
    {
        double[] numbers = new double[TModel.ParameterCount(model)];
        TModel.CopyTo(model, numbers);
        return numbers;
    }

    private static double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(static i => Math.Sin(1 + i * 0.7))];

    private static void AssertAgreement(string name, Gradient arrays, Gradient records)
    {
        double[] expected = [arrays.Call(), .. arrays.Numbers()], actual = [records.Call(), .. records.Numbers()];
        bool agrees = expected.Length == actual.Length
            && expected.Zip(actual).All(pair => Math.Abs(pair.First - pair.Second) <= Agreement * Math.Max(1, Math.Abs(pair.First)));
        if (!agrees)
        {
            throw new InvalidOperationException($"{name}: {string.Join(", ", expected)} over arrays, {string.Join(", ", actual)} over records");
        }
    }

    /// <summary>Of several races that in which the machine had least else to do.</summary>
    private static RaceResult Fastest(Action<int> arrays, Action<int> records) =>
        Enumerable.Range(0, 4).Select(_ => Race.Run(arrays, records)).MinBy(static race => race.First.Min + race.Second.Min)!;

    private static long? Allocated(Action<int> loop)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        loop(1000);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static int Print((string Name, RaceResult Race, long? Bytes)[] races)
    {
        Table table = new Table().Border(TableBorder.Minimal).AddColumn("gradient")
            .AddColumn("arrays ns", right => right.RightAligned()).AddColumn("records ns", right => right.RightAligned())
            .AddColumn("ratio", right => right.RightAligned()).AddColumn("of medians", right => right.RightAligned())
            .AddColumn("bytes", right => right.RightAligned());
        foreach ((string name, RaceResult race, long? bytes) in races)
        {
            table.AddRow(
                Markup.Escape(name), $"{race.First.Min:F1}", $"{race.Second.Min:F1}", $"{race.Ratio:F3}", $"{race.MedianRatio:F3}",
                bytes?.ToString(CultureInfo.InvariantCulture) ?? "anew");
        }

        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 140);
        AnsiConsole.Write(table);
        double worst = races.Max(race => race.Race.Ratio);
        Console.WriteLine($"worst {worst:F3} (bar {Bar}), {races.Sum(race => race.Bytes)} bytes allocated");
        return worst <= Bar && races.All(race => race.Bytes is null or 0) ? 0 : 1;
    }

    /// <summary>A gradient, the numbers that it has written, and whether it makes the object anew that holds them.</summary>
    private sealed record Gradient(Func<double> Call, Func<double[]> Numbers, bool IsAnew = false)
    {
        internal void Times(int count)
        {
            for (; count > 0; count--)
            {
                Call();
            }
        }
    }
}
