using System.Globalization;
using System.Runtime.CompilerServices;

namespace DeepMfg.AutoDiff.Learning.Tests.Preparation;

/// <summary>Preparation of the real tables against scikit-learn's: Reference/preparation.py wrote the table of figures.</summary>
public sealed class PreparationReferenceTests
{
    private static readonly Dictionary<string, Line[]> s_lines = File.ReadLines(Reference())
        .Select(text => text.Split(','))
        .Select(parts =>
            new Line(parts[0], parts[1], int.Parse(parts[2], CultureInfo.InvariantCulture), parts[3], double.Parse(parts[4], CultureInfo.InvariantCulture)))
        .GroupBy(line => $"{line.Table}, {line.Method}")
        .ToDictionary(group => group.Key, group => group.ToArray());

    public static TheoryData<string> Prepared => [.. s_lines.Keys.Where(key => Step(key.Split(", ")[1], []) is not null)];

    public static TheoryData<string> Summaries => [.. s_lines.Keys.Where(key => key.EndsWith(", summary", StringComparison.Ordinal))];

    [DataTheory]
    [MemberData(nameof(Prepared))]
    public void A_step_fitted_on_the_even_rows_makes_of_all_rows_what_scikit_learn_makes(string key)
    {
        (string name, string method) = (key.Split(", ")[0], key.Split(", ")[1]);
        Table table = Prepare(name, method);
        Table even = table.Take([.. Enumerable.Range(0, (table.Count + 1) / 2).Select(i => 2 * i)]);
        Pipeline pipeline = Pipeline.Of(Step(method, table.Names)!);
        pipeline.FitTransform<double>(even);
        Rows<double> rows = pipeline.Transform<double>(table);

        Assert.Equal(rows.Width, 1 + s_lines[key].Max(line => line.Feature));
        foreach (IGrouping<int, Line> feature in s_lines[key].GroupBy(line => line.Feature))
        {
            double[] values = [.. Enumerable.Range(0, rows.Count).Select(row => rows[row][feature.Key])];
            double magnitude = values.Select((value, row) => Math.Abs(value) * (1 + (row % 7))).Sum(), sensitivity = Sensitivity(table, method, feature.Key);
            foreach (Line line in feature)
            {
                (double actual, double scale) = line.Figure switch
                {
                    "sum" => (values.Select((value, row) => value * (1 + (row % 7))).Sum(), magnitude),
                    "magnitude" => (magnitude, magnitude),
                    _ => (values[int.Parse(line.Figure.AsSpan(4), CultureInfo.InvariantCulture)], Math.Abs(line.Value)),
                };
                double weight = line.Figure.StartsWith("row", StringComparison.Ordinal) ? 1 : 4.0 * rows.Count;
                double allowed = 1e-12 * (scale + 1) + (1e-15 * sensitivity * weight);
                Assert.True(Math.Abs(actual - line.Value) <= allowed, $"{line}: {actual:R}, off by {actual - line.Value:E2}, allowed {allowed:E2}.");
            }
        }
    }

    [DataTheory]
    [MemberData(nameof(Summaries))]
    public void A_summary_has_the_figures_of_pandas(string key)
    {
        Table table = Prepare(key.Split(", ")[0], "summary");
        TableSummary summary = table.Summary();
        Assert.All(s_lines[key], line =>
        {
            ColumnSummary column = summary.Columns[line.Feature];
            double actual = line.Figure switch
            {
                "count" => column.Count,
                "distinct" => column.Distinct,
                "mean" => column.Mean,
                "std" => column.Deviation,
                string figure => column.Quartiles[Array.IndexOf(["min", "25%", "50%", "75%", "max"], figure)],
            };
            double largest = Math.Max(Math.Abs(column.Quartiles[0]), Math.Abs(column.Quartiles[4]));

            // What does not vary has no deviation; pandas' is what its sums lose.
            double expected = line.Figure == "std" && column.Distinct == 1 ? 0 : line.Value;
            double allowed = 1e-12 * (line.Figure == "std" && expected != 0 ? expected + (1e-3 * largest) : Math.Abs(expected));
            Assert.True(Math.Abs(actual - expected) <= allowed, $"{line}: {actual:R}.");
        });
    }

    [DataFact]
    public void Balanced_class_weights_are_those_of_scikit_learn()
    {
        Compare("ai4i2020, balanced", ClassWeights.Balanced(Data.Ai4I().Numbers("Machine failure")));
        Pipeline pipeline = Pipeline.Of(Learning.Prepare.Keep("NSM"));
        Compare("steel-energy, balanced", ClassWeights.Balanced(pipeline.FitTransform(Data.SteelEnergy(), target: "Load_Type")));

        static void Compare(string key, ClassWeights weights) =>
            Assert.All(s_lines[key], line => Assert.Equal(line.Value, weights.WeightOf(line.Feature), 1e-12));
    }

    [DataFact]
    public void Origins_roll_as_scikit_learn_rolls_them()
    {
        Compare("steel-energy, rolling", Folds.RollingOrigin(28032, new RollingPlan()));
        Compare("steel-energy, rolling with gap", Folds.RollingOrigin(28032, new RollingPlan { Folds = 4, LargestTrain = 5000, TestSize = 700, Gap = 96 }));

        static void Compare(string key, IReadOnlyList<Split> folds) => Assert.All(s_lines[key], line => Assert.Equal(line.Value, line.Figure switch
        {
            "train first" => folds[line.Feature].Train[0],
            "train last" => folds[line.Feature].Train[^1],
            "test first" => folds[line.Feature].Test[0],
            _ => folds[line.Feature].Test[^1],
        }));
    }

    private static PipelineStep? Step(string method, IReadOnlyList<string> columns)
    {
        IReadOnlyList<string> names = columns.Count == 0 ? ["any"] : columns;
        return method switch
        {
            "standardize" => Learning.Prepare.Standardize(names),
            "minmax" => Learning.Prepare.MinMax(names),
            "minmax -1 1" => Learning.Prepare.MinMax(-1, 1, names),
            "robust" => Learning.Prepare.Robust(names),
            "onehot" => Learning.Prepare.OneHot(names),
            "ordinal" => Learning.Prepare.Ordinal(names),
            "mean" => Learning.Prepare.ImputeMean(names),
            "median" => Learning.Prepare.ImputeMedian(names),
            "most_frequent" => Learning.Prepare.ImputeMostFrequent(names),
            "most_frequent texts" => Learning.Prepare.ImputeMostFrequent(names),
            _ => null,
        };
    }

    private static Table Prepare(string name, string method)
    {
        bool texts = method is "onehot" or "ordinal" or "most_frequent texts";
        Table table = name switch
        {
            "ai4i2020" => texts ? Data.Ai4I().Select("Type") : Columns(Data.Ai4I(), 3, 8),
            "steel-plates" => Columns(Data.SteelPlates(), 0, 27),
            "steel-energy" => texts ? Data.SteelEnergy().Select("WeekStatus", "Day_of_week", "Load_Type") : Columns(Data.SteelEnergy(), 1, 8),
            "concrete" => Data.Concrete(),
            _ => method == "summary" ? Data.Cmapss() : Columns(Data.Cmapss(), 2, 26),
        };
        if (method is "mean" or "median" or "most_frequent")
        {
            table = Table.Of(
                table.Names.Select((column, j) =>
                (Column)Column.Of(column, [.. table.Numbers(column).ToArray().Select((x, i) => IsHole(i, j) ? double.NaN : x)])));
        }

        // Texts that are filled in become numbers by their places, as the script makes them.
        return method == "most_frequent texts" ? Coded(table) : table;
    }

    private static Table Coded(Table table)
    {
        CategoryColumn types = (CategoryColumn)table["Type"];
        Table holed = Table.Of(Column.Of("Type", [.. Enumerable.Range(0, types.Count).Select(row => IsHole(row, 0) ? null : types[row])]));
        Table even = holed.Take([.. Enumerable.Range(0, (holed.Count + 1) / 2).Select(i => 2 * i)]);
        Pipeline pipeline = Pipeline.Of(Learning.Prepare.ImputeMostFrequent("Type"), Learning.Prepare.Ordinal("Type")).Fit(even);
        return Table.Of(Column.Of("Type", pipeline.Transform<double>(holed).Values));
    }

    private static bool IsHole(int row, int column) => ((31 * row) + column) % 11 == 0;

    private static Table Columns(Table table, int from, int to) => table.Select(table.Names.Take(to).Skip(from));

    // What a unit in the last place of the largest number is after scaling: no two orders of summing agree better.
    private static double Sensitivity(Table table, string method, int feature)
    {
        if (method is not ("standardize" or "minmax" or "minmax -1 1" or "robust"))
        {
            return 0;
        }

        ColumnSummary column = ColumnSummary.Of(table.Columns[feature]);
        double largest = Math.Max(Math.Abs(column.Quartiles[0]), Math.Abs(column.Quartiles[4]));
        double scale = method == "standardize" ?
            column.Deviation : method == "robust" ? column.Quartiles[3] - column.Quartiles[1] : column.Quartiles[4] - column.Quartiles[0];
        return scale > 0 ? largest / scale : largest;
    }

    private static string Reference([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "Reference", "preparation.csv");

    private sealed record Line(string Table, string Method, int Feature, string Figure, double Value);
}
