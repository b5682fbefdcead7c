namespace Xor;

/// <summary>What a fit looks like as text.</summary>
internal static class Progress
{
    private const int Lines = 10, Width = 32, Height = 16;

    /// <summary>The first epoch, about ten in between, the last.</summary>
    public static IEnumerable<int> Epochs(int count) =>
        Enumerable.Range(1, count).Where(epoch => epoch == 1 || epoch == count || epoch % Math.Max(1, count / Lines) == 0);

    /// <summary>The unit square as letters, b upwards.</summary>
    public static IEnumerable<string> Drawn(Network network) => Enumerable.Range(0, Height).Select(row => string.Concat(
        Enumerable.Range(0, Width).Select(column => network.Decide(column / (Width - 1.0), 1 - row / (Height - 1.0)) == 1 ? '#' : '.')));
}
