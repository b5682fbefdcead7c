using System.Runtime.CompilerServices;

namespace DeepMfg.AutoDiff.Generators.IR;

/// <summary>Two statements may be equal and yet stand in two places.</summary>
internal sealed class ReferenceComparer : IEqualityComparer<Statement>
{
    public static readonly ReferenceComparer Instance = new();

    public bool Equals(Statement? x, Statement? y) => ReferenceEquals(x, y);

    public int GetHashCode(Statement obj) => RuntimeHelpers.GetHashCode(obj);
}
