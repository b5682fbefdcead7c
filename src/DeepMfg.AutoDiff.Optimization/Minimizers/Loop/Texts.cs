using System.Globalization;
using System.Runtime.CompilerServices;

namespace DeepMfg.AutoDiff.Optimization;

/// <summary>Sentences with numbers, the same in every culture.</summary>
internal static class Texts
{
    internal static string Of(DefaultInterpolatedStringHandler text) => text.ToStringAndClear();

    /// <summary>A number to three digits.</summary>
    internal static string Short(double value) => value.ToString("G3", CultureInfo.InvariantCulture);

    /// <summary>A number with its noun.</summary>
    internal static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
