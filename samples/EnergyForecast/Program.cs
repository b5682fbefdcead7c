// How much energy will the works use, in the next quarter of an hour and a day ahead? Networks that see nothing but the past, beside the forecasts that
// anybody makes: as now, as yesterday, as a week ago.

using DeepMfg.AutoDiff.Learning;
using DeepMfg.AutoDiff.Samples;
using EnergyForecast;

var usage = new Usage(
    "EnergyForecast",
    "Forecasts the energy that a works uses, a quarter of an hour and a day ahead.",
    "a CSV file with the columns of Steel Industry Energy Consumption, a row for each quarter of an hour",
    new Setting("epochs", 20, 1, "how often a network sees each quarter"),
    new Setting("members", 4, 2, "how many networks are averaged"),
    new Setting("days", 60, 42, "how many days are simulated"));

return Sample.Run(usage, args, session =>
{
    Arguments asked = session.Arguments;
    Quarters quarters = asked.Data is { } path ? Quarters.Read(path) : Simulator.Quarters(asked["days"], seed: 1);
    session.Say($"{quarters.Count / Quarters.PerDay} days from {asked.Data ?? "the simulator"}; the last fifth is forecast by models of the days before.");
    int first = quarters.Count - quarters.Count / 5;
    Quarters? test = asked.Test is null ? null : Quarters.Read(asked.Test);
    List<string[]> rows = [];
    foreach (Horizon horizon in Horizon.All)
    {
        Forecaster forecaster = Forecaster.Fit(quarters, first, horizon, (asked["epochs"], asked["members"]));
        Forecast forecast = forecaster.Apply(quarters, first);
        rows.AddRange(Results.Lines(horizon.Name, horizon, forecast));
        session.Save($"history-{horizon.File}", () => Plots.History(forecaster.History));
        session.Save($"week-{horizon.File}", () => Results.Week(forecast, horizon));
        session.Say($"{horizon.Name}: done");
        if (test is not null) rows.AddRange(Results.Lines($"{horizon.Name}, {Path.GetFileName(asked.Test)}", horizon, forecaster.Apply(test, Horizon.Memory)));
    }

    Results.Show(session, rows);
});
