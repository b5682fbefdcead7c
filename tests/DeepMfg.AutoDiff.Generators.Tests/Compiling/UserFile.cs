namespace DeepMfg.AutoDiff.Generators.Tests.Compiling;

/// <summary>A file of a user's project.</summary>
internal sealed record UserFile(string Path, string Text);
