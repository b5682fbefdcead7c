using System.Numerics;
using System.Runtime.Intrinsics;

namespace DeepMfg.AutoDiff;

/// <summary>A function of one number, over vectors: its value, and its slope.</summary>
internal interface IActivation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    Vector512<T> Value(Vector512<T> x);

    Vector512<T> Slope(Vector512<T> x);
}
