namespace DeepMfg.AutoDiff.Learning;

/// <summary>By what the size of a layer divides its weights.</summary>
internal enum Scale
{
    /// <summary>1.</summary>
    Constant,

    /// <summary>√n</summary>
    Inputs,

    /// <summary>√(n + m)</summary>
    Both,
}

/// <summary>Independent numbers: uniform up to a limit or normal, scaled by the layer's size.</summary>
internal sealed record ScaledInitializer(long Seed, bool IsNormal, Scale Scale, double Size) : Initializer(Seed)
{
    private protected override void Draw<T>(Span<T> weights, (int Inputs, int Outputs) size, ref Philox random)
    {
        double divisor = Scale switch { Scale.Inputs => size.Inputs, Scale.Both => size.Inputs + size.Outputs, _ => 1 };
        double scale = Size / Math.Sqrt(Math.Max(1, divisor));
        foreach (ref T weight in weights)
        {
            weight = T.CreateTruncating(scale * (IsNormal ? random.NextNormal() : 2 * random.NextDouble() - 1));
        }
    }
}
