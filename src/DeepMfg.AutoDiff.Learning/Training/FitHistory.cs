using System.Globalization;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>The losses of a fit, epoch by epoch.</summary>
public sealed class FitHistory
{
    private readonly List<double> _losses = [];
    private readonly List<double> _validationLosses = [];

    internal FitHistory()
    {
    }

    /// <summary>How many epochs were done.</summary>
    public int Count => _losses.Count;

    /// <summary>The mean losses over the batches of each epoch, each before the batch's step.</summary>
    public IReadOnlyList<double> Losses => _losses;

    /// <summary>The losses on the validation data after each epoch; empty where there are none.</summary>
    public IReadOnlyList<double> ValidationLosses => _validationLosses;

    /// <summary>What is to become small: the losses on validation data, or those of training where there are none.</summary>
    internal List<double> Watched => _validationLosses.Count > 0 ? _validationLosses : _losses;

    /// <summary>The history as a table: epoch, loss and, where there is one, validation loss.</summary>
    /// <returns>The table.</returns>
    public Table ToTable()
    {
        List<Column> columns =
        [
            new NumberColumn("epoch", [.. Enumerable.Range(1, Count).Select(epoch => (double)epoch)]),
            new NumberColumn("loss", [.. _losses]),
        ];
        if (_validationLosses.Count > 0)
        {
            columns.Add(new NumberColumn("validation loss", [.. _validationLosses]));
        }

        return Table.Of(columns);
    }

    /// <summary>The history as CSV, with a header; numbers read back to the same bits.</summary>
    /// <returns>The text.</returns>
    public string ToCsv()
    {
        Table table = ToTable();
        IEnumerable<string> lines = Enumerable.Range(0, Count).Select(row => string.Join(',', table.Columns.Select(column => column.Show(row))));
        return string.Concat(lines.Prepend(string.Join(',', table.Names)).Select(line => line + "\n"));
    }

    /// <summary>Writes the history as a CSV file; atomic.</summary>
    /// <param name="path">The file to write or to replace.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveCsv(string path) => AtomicFile.Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(ToCsv())));

    /// <summary>The history as text, an epoch a line.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        bool validated = _validationLosses.Count > 0;
        string[][] rows = [.. Enumerable.Range(0, Count).Select(row => (string[])
            [Show(row + 1), Show(_losses[row]), .. validated ? [Show(_validationLosses[row])] : Array.Empty<string>()])];
        return TextTable.Of("epoch", validated ? ["loss", "validation loss"] : ["loss"], rows);

        static string Show(double number) => number.ToString("G6", CultureInfo.InvariantCulture);
    }

    internal void Add(double loss, double? validationLoss)
    {
        _losses.Add(loss);
        if (validationLoss is { } value)
        {
            _validationLosses.Add(value);
        }
    }
}
