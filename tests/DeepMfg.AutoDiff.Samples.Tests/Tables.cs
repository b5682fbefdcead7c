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
