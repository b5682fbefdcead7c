namespace EnergyForecast;

/// <summary>What was forecast, and what came.</summary>
/// <param name="Predicted">The forecasts in kWh.</param>
/// <param name="Low">The lower ends of 90 % intervals.</param>
/// <param name="High">The upper ends of 90 % intervals.</param>
/// <param name="Naive">The forecasts without a model.</param>
/// <param name="Came">What came.</param>
internal sealed record Forecast(double[] Predicted, double[] Low, double[] High, double[] Naive, double[] Came);
