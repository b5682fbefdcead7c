namespace DeepMfg.AutoDiff.Learning;

/// <summary>Rows to train on and rows to test on, by number, each in ascending order unless made in order of time.</summary>
public sealed class Split
{
    private readonly int[] _train;
    private readonly int[] _test;

    internal Split(int[] train, int[] test) => (_train, _test) = (train, test);

    /// <summary>The rows to train on.</summary>
    public ReadOnlySpan<int> Train => _train;

    /// <summary>The rows to test on.</summary>
    public ReadOnlySpan<int> Test => _test;

    /// <summary>The rows of either side.</summary>
    /// <param name="train">The rows to train on.</param>
    /// <param name="test">The rows to test on.</param>
    public void Deconstruct(out ReadOnlySpan<int> train, out ReadOnlySpan<int> test)
    {
        train = _train;
        test = _test;
    }

    /// <summary>Where a row is to be tested on, by its number.</summary>
    internal static Split Where(ReadOnlySpan<bool> isTest)
    {
        List<int> train = [], test = [];
        for (int row = 0; row < isTest.Length; row++)
        {
            (isTest[row] ? test : train).Add(row);
        }

        return new Split([.. train], [.. test]);
    }
}
