using System.Globalization;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Networks of layers in model files: saved by <see cref="FitResult{TModel, T}.Save"/> or here, loaded without the program that fitted them.</summary>
public static class Kept
{
    internal const string Threshold = "threshold";

    /// <summary>Loads a network, its sizes and all else that is constant in it, with what prepares its inputs.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">The kind that the file has to be of; by default the type's name, as <c>Sequential&lt;Dense, Dense&gt;</c>.</param>
    /// <typeparam name="TModel">The network's type.</typeparam>
    /// <returns>The network, ready to predict.</returns>
    /// <exception cref="FileRefusedException">The file is damaged, or keeps another network; the message says where, and what is wrong.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <example>
    /// <code>
    /// var kept = Kept.Load&lt;Sequential&lt;Dense, Dropout, Dense&gt;&gt;("failure.model");
    /// float logit = kept.Predict(table.Row(17));
    /// Console.WriteLine(logit >= kept.Threshold ? "alarm" : "fine");
    /// </code>
    /// </example>
    public static Kept<TModel> Load<TModel>(string path, string? kind = null)
        where TModel : struct, ILayer<TModel>
    {
        ModelFile file = ModelFile.Load(path, kind ?? KindOf(typeof(TModel)));
        return Of(file, TModel.Restore(new LayerFile(file, new FilePlace(path))), new FilePlace(path));
    }

    /// <summary>Loads a network whose type does not say how it is read, by a pattern.</summary>
    /// <param name="path">The file.</param>
    /// <param name="like">A network of the same shape, whose constants are taken over; it stays as it is.</param>
    /// <param name="kind">The kind that the file has to be of; by default the type's name.</param>
    /// <inheritdoc cref="Load{TModel}(string, string?)"/>
    public static Kept<TModel> Load<TModel>(string path, TModel like, string? kind = null)
        where TModel : struct, ILayer<TModel> => Of(ModelFile.Load(path, kind ?? KindOf(typeof(TModel))), like, new FilePlace(path));

    /// <summary>Saves a network with what prepares its inputs; atomic.</summary>
    /// <param name="path">The file to write or to replace.</param>
    /// <param name="model">The network.</param>
    /// <param name="pipeline">What prepares its inputs; none where they are taken as they are.</param>
    /// <param name="threshold">From which output on a row is of class 1; none where it is not known.</param>
    /// <param name="kind">What model it is, which a reader asks for; by default its type's name.</param>
    /// <typeparam name="TModel">The network's type.</typeparam>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save<TModel>(string path, TModel model, Pipeline? pipeline = null, double? threshold = null, string? kind = null)
        where TModel : struct, ILayer<TModel>
    {
        var file = new ModelFile(kind ?? KindOf(typeof(TModel)));
        file.AddModel(model);
        AddConstants(model, file);
        AddPipeline(file, pipeline, threshold);
        file.Save(path);
    }

    internal static void AddConstants<TModel>(TModel model, ModelFile file)
        where TModel : struct, ILayer<TModel> => TModel.Keep(model, new LayerFile(file, new FilePlace("a model file that is not saved yet")));

    internal static void AddPipeline(ModelFile file, Pipeline? pipeline, double? threshold)
    {
        if (pipeline is not null)
        {
            file.Add(pipeline);
        }

        if (threshold is { } value)
        {
            file.Metadata[Threshold] = value.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>A type's name as C# writes it, without namespaces.</summary>
    internal static string KindOf(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(KindOf))}>"
        : type.Name;

    private static Kept<TModel> Of<TModel>(ModelFile file, TModel like, FilePlace place)
        where TModel : struct, ILayer<TModel>
    {
        TModel model;
        try
        {
            model = file.ReadModel(like);
        }
        catch (InvalidDataException mistake)
        {
            throw place.At("model").Refuse(mistake.Message, mistake);
        }

        Pipeline? pipeline = file.Has<Pipeline>() ? file.Get<Pipeline>() : null;
        try
        {
            int outputs = pipeline is null ? 0 : TModel.OutputsOf(model, pipeline.Width);
            return new(model, pipeline, outputs, ThresholdOf(file, place)) { Metadata = file.Metadata.AsReadOnly() };
        }
        catch (ArgumentException mistake)
        {
            throw place.At("model").Refuse(mistake.Message, mistake);
        }
    }

    private static double? ThresholdOf(ModelFile file, FilePlace place) =>
        !file.Metadata.TryGetValue(Threshold, out string? text) ? null
            : double.TryParse(text, CultureInfo.InvariantCulture, out double value) ? value
            : throw place.At(Threshold).Refuse($"'{text}' is no number.");
}
