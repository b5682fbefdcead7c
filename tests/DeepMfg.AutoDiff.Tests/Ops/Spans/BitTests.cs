namespace DeepMfg.AutoDiff.Tests.Spans;

/// <summary>
/// The operations over spans end in the same bits on every machine, whatever vectors it has: run with <c>DOTNET_EnableAVX512=0</c>,
/// <c>DOTNET_EnableAVX2=0</c> or <c>DOTNET_EnableHWIntrinsic=0</c> these tests see the same numbers.
/// </summary>
public sealed class BitTests
{
    [Fact]
    public void Bits_of_doubles_are_those_of_every_machine() => Assert.Equal(16598912895538775697UL, Hash(SpanOperations.All<double>()));

    [Fact]
    public void Bits_of_floats_are_those_of_every_machine() => Assert.Equal(1805967132839431901UL, Hash(SpanOperations.All<float>()));

    private static ulong Hash<T>(IEnumerable<SpanOperation<T>> operations)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ulong hash = 14695981039346656037;
        uint drawn = 1;
        foreach (SpanOperation<T> operation in operations)
        {
            T[] x = Draw(operation.Inputs), y = new T[operation.Outputs], yDot = new T[operation.Outputs], xBar = new T[operation.Inputs];
            operation.Primal(x, y);
            operation.Push(x, y, Draw(operation.Inputs), yDot);
            operation.Pull(x, y, Draw(operation.Outputs), xBar);
            foreach (T value in (T[])[.. y, .. yDot, .. xBar])
            {
                hash = (hash ^ BitConverter.DoubleToUInt64Bits(double.CreateChecked(value))) * 1099511628211;
            }
        }

        return hash;

        T[] Draw(int length)
        {
            var numbers = new T[length];
            for (int i = 0; i < length; i++)
            {
                drawn = drawn * 1664525 + 1013904223;
                numbers[i] = T.CreateChecked(((drawn >> 8) / 16777216.0 - 0.5) * 8);
            }

            return numbers;
        }
    }
}
