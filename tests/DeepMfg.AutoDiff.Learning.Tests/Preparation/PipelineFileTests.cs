using System.Text;

namespace DeepMfg.AutoDiff.Learning.Tests.Preparation;

public sealed class PipelineFileTests
{
    private static Table Train() => Table.Of(
        Column.Of("torque", 10.1, 20, 30, 50.7, 60, 61),
        Column.Of("wear", 1, double.NaN, 3, 4, 5, 6),
        Column.Of("type", "M", "L", null, "H", "L", "L"),
        Column.Of("grade", "a", "b", "a", "b", "a", "b"),
        Column.Of("time", 1, 2, 3, 4, 5, 6),
        Column.Of("failed", "no", "yes", "no", "yes", "no", "no"));

    private static Pipeline Fitted() => Pipeline.Of(
        Prepare.Standardize("torque"),
        Prepare.ImputeMean("wear"),
        Prepare.ImputeMostFrequent("type"),
        Prepare.OneHot("type"),
        Prepare.Ordinal("grade"),
        Prepare.Keep("time"),
        Prepare.Lags(["torque"], [1], new SeriesColumns { Time = "time" }),
        Prepare.Windows(2, horizon: 1, series: new SeriesColumns { Time = "time" })).Fit(Train(), target: "failed");

    [Fact]
    public void A_pipeline_that_was_saved_does_the_same_to_the_bit()
    {
        Pipeline pipeline = Fitted(), kept = Load(Saved(pipeline));
        Rows<double> expected = pipeline.Transform<double>(Train()), actual = kept.Transform<double>(Train());
        Assert.Equal(expected.Values.ToArray(), actual.Values.ToArray());
        Assert.Equal(expected.Targets.ToArray(), actual.Targets.ToArray());
        Assert.Equal(expected.Names, actual.Names);
        Assert.Equal(pipeline.Inputs, kept.Inputs);
        Assert.Equal((pipeline.Target, 2), (kept.Target, kept.Classes.Count));
        Assert.Equal(Saved(pipeline), Saved(kept));
        Assert.Throws<InvalidOperationException>(() => kept.Fit(Train()));
    }

    [Fact]
    public void What_is_not_fitted_is_not_saved() =>
        Assert.Throws<InvalidOperationException>(() => Pipeline.Of(Prepare.Keep("a")).Save(Stream.Null));

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 2", "version 2; versions 1 to 1")]
    [InlineData("DeepMfg.AutoDiff pipeline", "something else", "its format is \"something else\"")]
    [InlineData("\"step\": \"scale\"", "\"step\": \"System.Diagnostics.Process\"", "System.Diagnostics.Process")]
    [InlineData("\"kind\": \"Number\"", "\"kind\": \"Prime\"", "inputs[0].kind")]
    [InlineData("\"kind\": \"Number\"", "\"kind\": 17", "inputs")]
    [InlineData("\"lags\": [\n        1\n      ]", "\"lags\": [0]", "steps[6]: a lag is not at least 1")]
    [InlineData("\"length\": 2", "\"length\": 0", "steps[7]: a window's length")]
    [InlineData("\"length\": 2", "\"length\": 99999999999", "length")]
    [InlineData("\"length\": 2", "\"length\": 2, \"length\": 3", "length")]
    [InlineData("\"length\": 2", "\"lengths\": 2", "lengths")]
    [InlineData("\"fillings\": [", "\"fillings\": [ {\"number\": 1, \"text\": null}, ", "steps[1]: there are not as many values")]
    [InlineData("\"levels\": [\n            \"H\"", "\"levels\": [ \"L\"", "steps[3]: the levels of \"type\"")]
    [InlineData("\"names\": [\n    \"torque\"", "\"names\": [\n    \"torsion\"", "names: they are not those of the features")]
    public void What_is_no_pipeline_is_refused_with_the_place(string found, string put, string message)
    {
        string text = Encoding.UTF8.GetString(Saved(Fitted())).ReplaceLineEndings("\n");
        Assert.Contains(found, text, StringComparison.Ordinal);
        int at = text.IndexOf(found, StringComparison.Ordinal);
        string altered = string.Concat(text.AsSpan(0, at), put, text.AsSpan(at + found.Length));
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Load(Encoding.UTF8.GetBytes(altered))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_pipeline_is_refused_wherever_it_ends()
    {
        byte[] bytes = Saved(Fitted());
        for (int length = 0; length < bytes.Length; length += 7)
        {
            Assert.Throws<InvalidDataException>(() => Load(bytes[..length]));
        }
    }

    private static byte[] Saved(Pipeline pipeline)
    {
        using var stream = new MemoryStream();
        pipeline.Save(stream);
        return stream.ToArray();
    }

    private static Pipeline Load(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return Pipeline.Load(stream);
    }
}
