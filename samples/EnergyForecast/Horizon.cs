namespace EnergyForecast;

/// <summary>How far ahead is forecast.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="File">What its plots are called.</param>
/// <param name="Steps">By how many quarters of an hour what is known lies before what is forecast.</param>
/// <param name="Naive">What the forecast without a model is called: the value so many steps before.</param>
/// <param name="Published">Its root mean square error on the last fifth of 2018, computed elsewhere.</param>
internal sealed record Horizon(string Name, string File, int Steps, string Naive, double Published)
{
    /// <summary>How many quarters a forecast looks back at most: two weeks and a day.</summary>
    public const int Memory = 15 * Quarters.PerDay;

    public static Horizon[] All { get; } =
    [
        new("a quarter ahead", "quarter", 1, "as the quarter before", 12.32), new("a day ahead", "day", Quarters.PerDay, "as yesterday", 27.64),
    ];
}
