namespace DeepMfg.AutoDiff.Learning;

/// <summary>Which trial a loss belongs to.</summary>
internal readonly record struct TrialKey(int Candidate, int Epochs, int Fold);

/// <summary>The losses so far, in memory, and in a file if there is one: it is written whole after each trial.</summary>
internal sealed class SearchFile
{
    private const string Kind = "search", Search = "search", Trials = "trials";
    private const int Width = 4;

    private readonly Dictionary<TrialKey, double> _losses = [];
    private readonly string? _path;
    private readonly string _description;

    private SearchFile(string? path, string description) => (_path, _description) = (path, description);

    internal static SearchFile Of(string? path, string description)
    {
        var file = new SearchFile(path, description);
        if (path is not null && File.Exists(path))
        {
            file.Read(path);
        }

        return file;
    }

    internal bool TryGet(TrialKey key, out double loss) => _losses.TryGetValue(key, out loss);

    internal void Add(TrialKey key, double loss)
    {
        _losses.Add(key, loss);
        if (_path is not null)
        {
            var file = new ModelFile(Kind);
            file.Metadata[Search] = _description;
            double[] numbers = [.. _losses.SelectMany(pair => (double[])[pair.Key.Candidate, pair.Key.Epochs, pair.Key.Fold, pair.Value])];
            file.Tensors[Trials] = StoredTensor.Of<double>(numbers, _losses.Count, Width);
            file.Save(_path);
        }
    }

    private void Read(string path)
    {
        ModelFile file = ModelFile.Load(path, Kind);
        var place = new FilePlace(path);
        if (!file.Metadata.TryGetValue(Search, out string? saved) || saved != _description)
        {
            throw place.At(Search).Refuse($"it is the file of another search ({saved}), and this one is {_description}. Give this search another file.");
        }

        if (!file.Tensors.TryGetValue(Trials, out StoredTensor? trials) || trials.Type != TensorType.F64 || trials.Shape is not [_, Width])
        {
            throw place.At(Trials).Refuse("there is no such table of trials.");
        }

        ReadOnlySpan<double> numbers = trials.AsSpan<double>();
        for (int i = 0; i < numbers.Length; i += Width)
        {
            _losses[new TrialKey((int)numbers[i], (int)numbers[i + 1], (int)numbers[i + 2])] = numbers[i + 3];
        }
    }
}
