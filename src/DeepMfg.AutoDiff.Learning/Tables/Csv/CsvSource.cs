using CsvHelper;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>A file that can be read more than once: first to see what its columns hold, then for good.</summary>
internal sealed class CsvSource(string name, CsvOptions options, Func<CsvReaderOptions, CsvReader> open)
{
    internal string Name => name;

    internal CsvOptions Options => options;

    /// <summary>A pass that has read the header.</summary>
    internal CsvScan Open()
    {
        var scan = new CsvScan(this, open);
        try
        {
            scan.ReadHeader();
            return scan;
        }
        catch
        {
            scan.Dispose();
            throw;
        }
    }
}
