using System.Numerics;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

/// <summary>What a prediction x costs where t was the target, over vectors, and its slopes in both.</summary>
internal interface IElementLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    Vector512<T> Value(Vector512<T> x, Vector512<T> target);

    Vector512<T> Slope(Vector512<T> x, Vector512<T> target);

    Vector512<T> TargetSlope(Vector512<T> x, Vector512<T> target);
}
