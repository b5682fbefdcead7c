using System.Runtime.CompilerServices;

namespace DeepMfg.AutoDiff.Generators.Infrastructure;

/// <summary>How the runtime makes machine code of what all passes call without end.</summary>
internal static class Jit
{
    /// <summary>
    /// Optimised at the first call (<c>AggressiveOptimization</c>, which .NET Standard does not name). A compiler is a young process: its methods run without
    /// optimisation, then with counters besides, and it has ended before most of them are compiled again. For what every pass calls one slower compilation
    /// costs less than that; for all methods it would cost a small project more than it saves a large one.
    /// </summary>
    public const MethodImplOptions Hot = (MethodImplOptions)512;
}
