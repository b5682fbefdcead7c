namespace DeepMfg.AutoDiff.Learning;

/// <summary>What is done to each number that a layer gives.</summary>
public enum Activation
{
    /// <summary>Nothing.</summary>
    Identity,

    /// <summary><c>max(x, 0)</c>, with derivative 0 at 0.</summary>
    Relu,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary><c>1 / (1 + e⁻ˣ)</c></summary>
    Sigmoid,

    /// <summary><c>x · Φ(x)</c>, Φ being the normal distribution (Hendrycks and Gimpel 2016).</summary>
    Gelu,

    /// <summary><c>x / (1 + e⁻ˣ)</c> (Elfwing, Uchibe and Doya 2018).</summary>
    Silu,

    /// <summary><c>ln(1 + eˣ)</c></summary>
    Softplus,
}
