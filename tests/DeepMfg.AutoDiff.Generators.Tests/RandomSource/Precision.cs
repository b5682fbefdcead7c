namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>Whether a program computes in <c>float</c> or <c>double</c>, and whether a double program rounds to float in places.</summary>
/// <remarks>The twin of a program is the same text in <c>double</c> throughout: its differences are exact enough to check the other's gradient.</remarks>
internal sealed record Precision(bool Single, bool Mixed, bool Twin)
{
    public string Real => Single && !Twin ? "float" : "double";

    public string Suffix => Single && !Twin ? "f" : "";

    public string Maths => Single && !Twin ? "MathF" : "Math";

    public string Rounded => Twin ? "double" : "float";

    public bool IsExact => Twin || (!Single && !Mixed);
}
