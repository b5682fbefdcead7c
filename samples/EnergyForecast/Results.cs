using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Samples;

namespace EnergyForecast;

/// <summary>What is said of forecasts.</summary>
internal static class Results
{
    public static IEnumerable<string[]> Lines(string name, Horizon horizon, Forecast forecast)
    {
        double network = Metrics.RootMeanSquareError<double>(forecast.Predicted, forecast.Came);
        double naive = Metrics.RootMeanSquareError<double>(forecast.Naive, forecast.Came);
        double inside = forecast.Came.Index().Average(came => came.Item >= forecast.Low[came.Index] && came.Item <= forecast.High[came.Index] ? 1.0 : 0.0);
        yield return [$"{name}: networks", $"{network:F2}", $"{1 - network / naive:P1}", $"{inside:P0}"];
        yield return [$"{name}: {horizon.Naive}", $"{naive:F2}", "", ""];
    }

    public static void Show(Session session, List<string[]> rows)
    {
        string[][] published = session.Arguments.Data is null ? [] :
        [
            .. Horizon.All.Select(horizon => (string[])[$"elsewhere, end of 2018: {horizon.Naive}", $"{horizon.Published:F2}", "", ""]),
            ["elsewhere, end of 2018: as a week ago", "24.12", "", ""],
            ["elsewhere, end of 2018: mean", "31.49", "", ""],
        ];
        session.Show("Root mean square error [kWh]", ["forecast", "RMSE", "less", "within 90 %"], [.. rows, .. published]);
        session.Say("Known are the quarters up to then and the calendar; nothing that is measured in the quarter that is forecast.");
    }

    /// <summary>The first week.</summary>
    public static Figure Week(Forecast forecast, Horizon horizon)
    {
        int count = Math.Min(7 * Quarters.PerDay, forecast.Came.Length);
        Figure figure = Plots.Series(
            [.. Enumerable.Range(0, count).Select(i => (double)i / Quarters.PerDay)],
            forecast.Predicted[..count], forecast.Low[..count], forecast.High[..count], forecast.Came[..count]);
        figure.Plot.Title($"Energy {horizon.Name}, with 90 % intervals");
        figure.Plot.XLabel("days");
        figure.Plot.YLabel("kWh in a quarter of an hour");
        return figure;
    }
}
