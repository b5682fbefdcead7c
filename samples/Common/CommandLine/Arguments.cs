using System.Globalization;

namespace DeepMfg.AutoDiff.Samples;

/// <summary>What was said on the command line.</summary>
public sealed class Arguments
{
    private readonly Dictionary<string, string> _paths = [];
    private readonly Dictionary<string, int> _numbers;

    private Arguments(Usage usage) => _numbers = usage.Settings.ToDictionary(setting => setting.Name, setting => setting.Standard);

    /// <summary>What to learn from; null for the simulator.</summary>
    public string? Data => _paths.GetValueOrDefault("data");

    /// <summary>What to judge on besides; null for nothing.</summary>
    public string? Test => _paths.GetValueOrDefault("test");

    /// <summary>The folder for plots; null for none.</summary>
    public string? Out => _paths.GetValueOrDefault("out");

    /// <summary>A number that the sample takes.</summary>
    public int this[string setting] => _numbers[setting];

    /// <exception cref="InputException">A word is none of the usage's, or what follows it does not fit.</exception>
    public static Arguments Parse(Usage usage, IReadOnlyList<string> words)
    {
        var arguments = new Arguments(usage);
        for (int i = 0; i < words.Count; i += 2)
        {
            string option = words[i];
            string value = i + 1 < words.Count ? words[i + 1] : throw new InputException($"Nothing follows {option}.\n\n{usage}");
            arguments.Set(usage, option, value);
        }

        return arguments;
    }

    private void Set(Usage usage, string option, string value)
    {
        if (option is "--out" || (usage.Data is not null && option is "--data" or "--test"))
        {
            _paths[option[2..]] = value;
            return;
        }

        Setting setting = usage.Settings.FirstOrDefault(setting => option == $"--{setting.Name}")
            ?? throw new InputException($"'{option}' is not understood.\n\n{usage}");
        _numbers[setting.Name] =
            int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= setting.Least
                ? number
                : throw new InputException($"'{option} {value}': a whole number from {setting.Least} up must follow {option}.");
    }
}
