using System.Diagnostics;
using System.Globalization;
using CsvHelper;
using DeepMfg.AutoDiff.Learning;

namespace DeepMfg.AutoDiff.Benchmarks;

/// <summary>Reading 1,000,000 rows of 10 numbers as a table, against CsvHelper reading them as records; and the memory it takes.</summary>
internal static class CsvBenchmark
{
    private const int Rows = 1_000_000, Columns = 10, Rounds = 5;
    private const double TimeBar = 2, MemoryBar = 3;

    internal static int Run()
    {
        string path = Path.Combine(Path.GetTempPath(), $"dmad-{Environment.ProcessId}.csv");
        Write(path);
        double[] records = new double[Rounds], tables = new double[Rounds];
        double memory = 0;
        for (int round = 0; round < Rounds; round++)
        {
            records[round] = Seconds(() => ReadRecords(path));
            tables[round] = Seconds(() => Table.ReadCsv(path));
        }

        memory = PeakBytes(() => Table.ReadCsv(path)) / (8.0 * Rows * Columns);
        File.Delete(path);
        double ratio = tables.Min() / records.Min();
        Console.WriteLine($"{Rows:N0} rows × {Columns}: table {tables.Min():F2} s, CsvHelper's records {records.Min():F2} s, ratio {ratio:F2} (bar {TimeBar})");
        Console.WriteLine($"Most memory at a time {memory:F2} × the numbers' (bar {MemoryBar})");
        return ratio <= TimeBar && memory <= MemoryBar ? 0 : 1;
    }

    private static void Write(string path)
    {
        var random = new Philox(1);
        using var writer = new StreamWriter(path);
        writer.WriteLine(string.Join(',', Enumerable.Range(0, Columns).Select(i => $"C{i}")));
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++)
            {
                // Half of them as sensors write, half with all their digits.
                string number = (random.NextDouble() * 100).ToString(column % 2 == 0 ? "F4" : "R", CultureInfo.InvariantCulture);
                writer.Write(column == 0 ? number : "," + number);
            }

            writer.WriteLine();
        }
    }

    private static List<TenNumbers> ReadRecords(string path)
    {
        using CsvReader reader = CsvReader.FromFile(path, CsvReaderOptions.Default, FileOptions.SequentialScan);
        return [.. reader.GetRecords<TenNumbers>()];
    }

    private static double Seconds(Func<object> read)
    {
        GC.Collect();
        long start = Stopwatch.GetTimestamp();
        GC.KeepAlive(read());
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>The largest heap that a sampler sees while something runs, less that before.</summary>
    private static long PeakBytes(Func<object> read)
    {
        GC.Collect();
        long before = GC.GetTotalMemory(forceFullCollection: true), peak = before;
        using var done = new ManualResetEventSlim();
        var sampler = new Thread(() =>
        {
            while (!done.Wait(1))
            {
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
            }
        });
        sampler.Start();
        GC.KeepAlive(read());
        done.Set();
        sampler.Join();
        return peak - before;
    }
}

/// <summary>A record as CsvHelper's generated mapper reads it.</summary>
[CsvRecord]
internal sealed partial class TenNumbers
{
    public double C0 { get; set; }

    public double C1 { get; set; }

    public double C2 { get; set; }

    public double C3 { get; set; }

    public double C4 { get; set; }

    public double C5 { get; set; }

    public double C6 { get; set; }

    public double C7 { get; set; }

    public double C8 { get; set; }

    public double C9 { get; set; }
}
