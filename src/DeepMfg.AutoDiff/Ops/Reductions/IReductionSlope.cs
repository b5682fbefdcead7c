using System.Numerics;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

/// <summary>The slope of a number that is made of all elements, in one of them, over vectors.</summary>
internal interface IReductionSlope<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <param name="x">The elements.</param>
    /// <param name="other">Those that belong to them in the other argument, where there is one.</param>
    Vector512<T> Of(Vector512<T> x, Vector512<T> other);
}
