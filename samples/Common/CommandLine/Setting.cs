namespace DeepMfg.AutoDiff.Samples;

/// <summary>A whole number that a sample takes: <c>--epochs 80</c>.</summary>
/// <param name="Name">Its name, without the dashes.</param>
/// <param name="Standard">What it is where nothing is said.</param>
/// <param name="Least">What it is at least.</param>
/// <param name="Meaning">What it does, in a few words.</param>
public sealed record Setting(string Name, int Standard, int Least, string Meaning);
