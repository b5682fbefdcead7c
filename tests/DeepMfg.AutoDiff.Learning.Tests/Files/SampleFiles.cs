using System.Text;

namespace DeepMfg.AutoDiff.Learning.Tests;

/// <summary>Files to save, load and spoil.</summary>
internal static class SampleFiles
{
    internal static Dictionary<string, StoredTensor> Tensors() => new()
    {
        ["0.Weights"] = StoredTensor.Of<float>([1, -2.5f, 0, 3.25f, float.MaxValue, float.Epsilon], 2, 3),
        ["0.Bias"] = StoredTensor.Of<double>([0.1, -0.2]),
        ["steps"] = StoredTensor.Scalar(123456789012345L),
        ["flags"] = StoredTensor.Of<bool>([true, false, true]),
        ["none"] = StoredTensor.Of<int>([], 0, 4),
        ["Größe \"μ\""] = StoredTensor.Of<short>([-7, 300]),
    };

    internal static Dictionary<string, string> Metadata() => new() { ["unit"] = "µm", ["threshold"] = "0.35" };

    internal static ModelFile Model(float first = 1)
    {
        var file = new ModelFile("wear 1");
        foreach ((string name, StoredTensor tensor) in Tensors())
        {
            file.Tensors[name] = tensor;
        }

        file.Tensors["first"] = StoredTensor.Scalar(first);
        file.Metadata["threshold"] = "0.35";
        file.Add(new Note("standardise, then one-hot"));
        return file;
    }

    internal static void AssertEqual(IDictionary<string, StoredTensor> expected, IDictionary<string, StoredTensor> actual)
    {
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        foreach ((string name, StoredTensor tensor) in expected)
        {
            Assert.Equal(tensor.Type, actual[name].Type);
            Assert.Equal(tensor.Shape, actual[name].Shape);
            Assert.Equal(tensor.Bytes, actual[name].Bytes);
        }
    }

    /// <summary>A part as the pipeline is one.</summary>
    internal sealed record Note(string Text) : IFilePart<Note>
    {
        public static string PartName => "note";

        public static Note ReadFrom(Stream stream)
        {
            using var reader = new StreamReader(stream, Encoding.UTF8);
            string text = reader.ReadToEnd();
            return text.StartsWith("no", StringComparison.Ordinal) ? throw new InvalidDataException("A note does not begin with 'no'.") : new Note(text);
        }

        public void WriteTo(Stream stream) => stream.Write(Encoding.UTF8.GetBytes(Text));
    }

    /// <summary>A part that no sample has.</summary>
    internal sealed record Absent : IFilePart<Absent>
    {
        public static string PartName => "absent";

        public static Absent ReadFrom(Stream stream) => new();

        public void WriteTo(Stream stream)
        {
        }
    }
}
