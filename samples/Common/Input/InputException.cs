namespace DeepMfg.AutoDiff.Samples;

/// <summary>What was given does not fit; the message says what, where, and what to do.</summary>
public sealed class InputException(string message) : Exception(message);
