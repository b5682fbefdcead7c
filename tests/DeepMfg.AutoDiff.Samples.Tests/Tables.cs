namespace DeepMfg.AutoDiff.Samples.Tests;

/// <summary>Small tables of the form that each sample takes, to be spoilt.</summary>
internal static class Tables
{
    internal static Dictionary<string, Sample> All { get; } = new()
    {
        ["PredictiveMaintenance"] = new(
            "Type,Air temperature [K],Process temperature [K],Rotational speed [rpm],Torque [Nm],Tool wear [min],Machine failure",
            "M,298.1,308.6,1551,42.8,0,0",
            At: 4),
        ["QualityControl"] = new(
            null,
            "50\t60\t1000\t1020\t120\t12\t25\t12000\t80\t120\t1500\t1\t0\t80"
            + "\t0.1\t0.4\t0.5\t0.01\t0.8\t0.8\t1\t2.1\t1\t1.3\t0.5\t-0.2\t0.4\t1\t0\t0\t0\t0\t0\t0",
            At: 6,
            Separator: '\t'),
        ["EnergyForecast"] = new(
            "date,Usage_kWh,Lagging_Current_Reactive.Power_kVarh,"
            + "Leading_Current_Reactive_Power_kVarh,Lagging_Current_Power_Factor,Leading_Current_Power_Factor",
            "01/01/2018 00:15,3.2,3,0,73.2,100",
            At: 1),
        ["CurveFitting"] = new("minutes,microns", "3,41.5", At: 1),
        ["ProcessTuning"] = new(
            "Cement (component 1)(kg in a m^3 mixture),Blast Furnace Slag (component 2)(kg in a m^3 mixture),"
            + "Fly Ash (component 3)(kg in a m^3 mixture),Water (component 4)(kg in a m^3 mixture),Superplasticizer (component 5)(kg in a m^3 mixture),"
            + "Coarse Aggregate (component 6)(kg in a m^3 mixture),Fine Aggregate (component 7)(kg in a m^3 mixture),Age (day),"
            + "\"Concrete compressive strength(MPa, megapascals)\"",
            "300,50,0,180,5,1000,750,28,35.5",
            At: 3),
        ["Xor"] = new("a,b,xor", "0,1,1", At: 1),
    };

    /// <param name="Header">The first line; null where there is none.</param>
    /// <param name="Row">A line that is right.</param>
    /// <param name="At">The column that is spoilt.</param>
    internal sealed record Sample(string? Header, string Row, int At, char Separator = ',')
    {
        internal bool HasHeader => Header is not null;

        internal string Column => Header?.Split(Separator)[At] ?? "";

        /// <summary>Four rows, one with another text in the column, or without it.</summary>
        internal string With(int row, string? text) => Lines(Enumerable.Range(1, 4).Select(i => i == row ? Changed(text) : Row));

        /// <summary>The table without the column.</summary>
        internal string Without() => string.Concat(Lines([Row]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Without(line) + "\n"));

        private string Lines(IEnumerable<string> rows) => string.Concat((Header is null ? rows : rows.Prepend(Header)).Select(line => line + "\n"));

        private string Without(string line) => string.Join(Separator, line.Split(Separator).Where((_, i) => i != At));

        private string Changed(string? text) =>
            text is null ? Without(Row) : string.Join(Separator, Row.Split(Separator).Select((field, i) => i == At ? text : field));
    }
}
