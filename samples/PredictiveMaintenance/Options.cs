namespace PredictiveMaintenance;

/// <summary>What the command line asks for.</summary>
/// <param name="Data">A table to learn from, or none for the simulator.</param>
/// <param name="Test">A table of the same form to judge on besides.</param>
/// <param name="Epochs">How often the network sees each reading.</param>
/// <param name="Folds">How many folds, where not the usual number.</param>
internal sealed record Options(string? Data, string? Test, int Epochs, int? Folds)
{
    private const string Usage = "Usage: PredictiveMaintenance [--data FILE] [--test FILE] [--epochs N] [--folds N]";

    /// <summary>The options, or nothing where they are not understood, which is then said.</summary>
    public static Options? Parse(string[] args)
    {
        var options = new Options(null, null, Epochs: 80, null);
        for (int i = 0; i < args.Length; i += 2)
        {
            string? value = i + 1 < args.Length ? args[i + 1] : null;
            options = (args[i], value) switch
            {
                ("--data", { } file) => options with { Data = file },
                ("--test", { } file) => options with { Test = file },
                ("--epochs", { } text) when int.TryParse(text, out int epochs) && epochs > 0 => options with { Epochs = epochs },
                ("--folds", { } text) when int.TryParse(text, out int folds) && folds > 1 => options with { Folds = folds },
                _ => null!,
            };
            if (options is null)
            {
                Console.Error.WriteLine($"'{args[i]} {value}' is not understood. {Usage}");
                return null;
            }
        }
        return options;
    }
}
