namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>What a random program is about, besides numbers, tuples and integers.</summary>
internal enum Flavor { Numbers, Arrays, Structs, Containers }
