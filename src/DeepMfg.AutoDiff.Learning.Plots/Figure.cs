using System.Text;
using ScottPlot;
using SkiaSharp;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>A figure, to be saved as PNG or SVG on any machine, with or without a screen.</summary>
public sealed class Figure
{
    /// <summary>The first of the usual fonts without serifs that the machine has; none: whatever ScottPlot takes.</summary>
    private static readonly string? s_font =
        new[] { "Arial", "Helvetica", "DejaVu Sans", "Liberation Sans", "Noto Sans", "Lato" }.FirstOrDefault(SKFontManager.Default.FontFamilies.Contains);

    internal Figure(string title, string x, string y)
    {
        Plot = new Plot();
        if (s_font is not null)
        {
            Plot.Font.Set(s_font);
        }

        Plot.Title(title, size: 16);
        Plot.XLabel(x);
        Plot.YLabel(y);
        Plot.Grid.MajorLineColor = Colors.Black.WithAlpha(0.08);
    }

    /// <summary>What ScottPlot draws: change labels, limits or colours here before saving.</summary>
    public Plot Plot { get; }

    /// <summary>Writes the figure as PNG, whole or not at all (<see cref="AtomicFile"/>).</summary>
    /// <param name="path">The file to write or to replace.</param>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SavePng(string path, int width = 800, int height = 600)
    {
        Check(width, height);
        byte[] bytes = Plot.GetImageBytes(width, height, ImageFormat.Png);
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    /// <summary>Writes the figure as SVG, whole or not at all (<see cref="AtomicFile"/>).</summary>
    /// <param name="path">The file to write or to replace.</param>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveSvg(string path, int width = 800, int height = 600)
    {
        Check(width, height);
        byte[] bytes = Encoding.UTF8.GetBytes(Plot.GetSvgXml(width, height));
        AtomicFile.Write(path, stream => stream.Write(bytes));
    }

    private static void Check(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 50);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 50);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 20_000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, 20_000);
    }
}
