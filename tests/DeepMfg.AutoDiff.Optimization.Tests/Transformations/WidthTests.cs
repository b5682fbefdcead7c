using System.Numerics;

namespace DeepMfg.AutoDiff.Optimization.Tests.Transformations;

/// <summary>
/// Steps that end in the same bits on every machine, whatever vectors it has: run with <c>DOTNET_EnableAVX2=0</c> or
/// <c>DOTNET_EnableHWIntrinsic=0</c> this test sees the same numbers.
/// </summary>
public sealed class WidthTests
{
    // Whatever takes a power or a cosine is left out: these come from the system's library.
    private static readonly IGradientTransformation[] s_settings =
    [
        Optimizers.Sgd(0.01, momentum: 0.9, nesterov: true),
        Optimizers.Chain(Optimizers.SkipNonFinite(), Optimizers.Accumulate(2), Optimizers.ClipByGlobalNorm(1), Optimizers.AdamW(0.01)),
        Optimizers.Chain(Optimizers.ClipByValue(0.4), Optimizers.WeightDecay(0.01), Optimizers.AmsGrad(0.01)),
        Optimizers.Chain(Optimizers.ExponentialMovingAverage(0.9), Optimizers.RAdam(0.01)),
        Optimizers.Chain(Optimizers.AdaGrad(0.01), Optimizers.RmsProp(0.01)),
        Optimizers.Lion(0.01),
    ];

    [Fact]
    public void Bits_of_doubles_are_those_of_every_machine() => Assert.Equal(0x4824C3F4F7AF2879UL, Hash<double>());

    [Fact]
    public void Bits_of_floats_are_those_of_every_machine() => Assert.Equal(0x6AA84379C1E7F5EDUL, Hash<float>());

    private static ulong Hash<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ulong hash = 14695981039346656037;
        uint drawn = 1;
        foreach (IGradientTransformation settings in s_settings)
        {
            T[] x = new T[1003], gradient = new T[x.Length];
            Optimizer<T> optimizer = settings.For<T>(x.Length);
            for (int step = 0; step < 30; step++)
            {
                for (int i = 0; i < x.Length; i++)
                {
                    drawn = drawn * 1664525 + 1013904223;
                    gradient[i] = T.CreateChecked((drawn >> 8) / 16777216.0 - 0.5) + x[i];
                }

                optimizer.Step(x, gradient);
            }

            foreach (T value in x)
            {
                hash = (hash ^ BitConverter.DoubleToUInt64Bits(double.CreateChecked(value))) * 1099511628211;
            }
        }

        return hash;
    }
}
