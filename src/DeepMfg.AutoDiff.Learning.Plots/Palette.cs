using ScottPlot;

namespace DeepMfg.AutoDiff.Learning;

/// <summary>Colours that people with any colour vision tell apart (Okabe and Ito, 2008).</summary>
internal static class Palette
{
    private static readonly Color[] s_colors =
    [
        Color.FromHex("#0072B2"), Color.FromHex("#D55E00"), Color.FromHex("#009E73"), Color.FromHex("#CC79A7"),
        Color.FromHex("#E69F00"), Color.FromHex("#56B4E9"), Color.FromHex("#6A3D9A"), Color.FromHex("#7F7F7F"),
    ];

    internal static Color Quiet => Color.FromHex("#7F7F7F");

    internal static Color Of(int index) => s_colors[index % s_colors.Length];
}
