using System.Xml.Linq;
using SkiaSharp;

namespace DeepMfg.AutoDiff.Learning.Tests;

public sealed class PlotTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Kinds => [.. SampleFigures.All.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_figure_is_a_PNG_of_the_asked_size_that_is_not_blank(string kind)
    {
        SampleFigures.All[kind]().SavePng(_folder["figure.png"], 640, 480);
        using SKBitmap bitmap = SKBitmap.Decode(_folder["figure.png"]);
        Assert.Equal((640, 480), (bitmap.Width, bitmap.Height));
        SKColor[] pixels = bitmap.Pixels;
        Assert.InRange(pixels.Distinct().Count(), 10, pixels.Length);

        // Text, frame and lines cover some of the paper and leave some.
        Assert.InRange(pixels.Count(pixel => pixel != SKColors.White), pixels.Length / 100, pixels.Length - (pixels.Length / 100));
        Assert.Equal(["figure.png"], _folder.Names);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_figure_is_an_SVG_of_the_asked_size_that_is_not_blank(string kind)
    {
        SampleFigures.All[kind]().SaveSvg(_folder["figure.svg"], 640, 480);
        XElement root = XDocument.Load(_folder["figure.svg"]).Root!;
        Assert.Equal("svg", root.Name.LocalName);
        Assert.Equal(("640", "480"), (root.Attribute("width")!.Value, root.Attribute("height")!.Value));
        Assert.InRange(root.Descendants().Count(element => element.Name.LocalName is "path" or "text" or "rect" or "circle" or "line" or "image"), 10, 100_000);
    }

    [Fact]
    public void What_ScottPlot_can_do_beyond_is_at_hand()
    {
        Figure figure = SampleFigures.All["roc"]();
        figure.SavePng(_folder["before.png"]);
        figure.Plot.Title("Tool failure");
        figure.SavePng(_folder["after.png"]);
        Assert.NotEqual(File.ReadAllBytes(_folder["before.png"]), File.ReadAllBytes(_folder["after.png"]));
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused()
    {
        AssertSays("There are 1 names for 2 classes", () => Plots.Confusion(ConfusionMatrix.Of([0, 1], [0, 1]), "good"));
        AssertSays("A history needs at least one curve", () => Plots.History());
        AssertSays("There are 2 low, and 1 are needed", () => Plots.Series([0], [1], [0, 0], [2]));
        AssertSays("high[0] is NaN", () => Plots.Series([0], [1], [0], [double.NaN]));
        AssertSays("There is nothing to measure", () => Plots.Residuals<double>([], []));
        AssertSays("A class is negative", () => Plots.DecisionRegions((_, _) => -1, [0, 1], [0, 1], [0, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleFigures.All["roc"]().SavePng(_folder["a.png"], width: 0));
    }

    private static void AssertSays(string message, Func<Figure> draw) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(draw).Message, StringComparison.Ordinal);
}
