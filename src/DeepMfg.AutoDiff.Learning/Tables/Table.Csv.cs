using System.Text;
using CsvHelper;

namespace DeepMfg.AutoDiff.Learning;

/// <content>Reading CSV.</content>
public sealed partial class Table
{
    /// <summary>Reads a CSV file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is written; by default with commas, decimal points and a header.</param>
    /// <returns>The table.</returns>
    /// <exception cref="TableFormatException">The file is no such table; the message names file, line, row, column and the text found.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Table ReadCsv(string path, CsvOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Read(new CsvSource(
            Path.GetFileName(path), options ?? CsvOptions.Default, reader => CsvReader.FromFile(path, reader, FileOptions.SequentialScan)));
    }

    /// <summary>Reads CSV from a stream, to its end; it stays open.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="options">How it is written; by default with commas, decimal points and a header.</param>
    /// <returns>The table.</returns>
    /// <exception cref="TableFormatException">The stream holds no such table.</exception>
    public static Table ReadCsv(Stream stream, string name = "the stream", CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        byte[] bytes = copy.ToArray();
        return Read(new CsvSource(name, options ?? CsvOptions.Default, reader => CsvReader.Create(new MemoryStream(bytes), reader, leaveOpen: false)));
    }

    /// <summary>Reads CSV from a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="options">How it is written; by default with commas, decimal points and a header.</param>
    /// <returns>The table.</returns>
    /// <exception cref="TableFormatException">The text is no such table.</exception>
    public static Table ParseCsv(string text, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Read(new CsvSource("the text", options ?? CsvOptions.Default, reader => CsvReader.FromText(text, reader)));
    }

    private static Table Read(CsvSource source)
    {
        try
        {
            var text = new CsvText(source.Options);
            ColumnKind[] kinds = CsvKinds.Of(source, text);
            using CsvScan scan = source.Open();
            CsvColumn[] columns = [.. kinds.Select((kind, index) => CsvColumn.Of(kind, index, source, text))];
            while (scan.Read())
            {
                foreach (CsvColumn column in columns)
                {
                    column.Add(scan);
                }
            }

            return Of(columns.Select((column, index) => column.Done(scan.Names[index])));
        }
        catch (CsvFormatException mistake)
        {
            throw new TableFormatException($"{source.Name}: {mistake.Message}", mistake);
        }
    }
}
