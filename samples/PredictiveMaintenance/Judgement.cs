namespace PredictiveMaintenance;

/// <summary>What a model says of readings.</summary>
/// <param name="Risks">The probabilities of failure.</param>
/// <param name="Alarm">From which risk on it gives alarm, for the best F1.</param>
/// <param name="CheapAlarm">From which risk on it gives alarm, for the least cost.</param>
/// <param name="Causes">The most likely <see cref="Cause"/> of each; empty where the model knows of none.</param>
internal sealed record Judgement(double[] Risks, double Alarm, double CheapAlarm, int[] Causes);
