namespace DeepMfg.AutoDiff.Corpus;

/// <summary>Formulas of physics and chemistry.</summary>
public static partial class Physics
{
    private const double GasConstant = 8.314462618;

    /// <summary>Arrhenius' rate of a reaction.</summary>
    [Differentiable, Sample(350.0, 50_000.0)]
    public static double Arrhenius(double temperature, double activation) => 1e7 * Math.Exp(-activation / (GasConstant * temperature));

    /// <summary>Antoine's vapour pressure of water in two ranges, in mmHg.</summary>
    [Differentiable, Sample(60.0), Sample(140.0)]
    public static double Antoine(double celsius)
    {
        (double a, double b, double c) = celsius < 100 ? (8.07131, 1730.63, 233.426) : (8.14019, 1810.94, 244.485);
        return Math.Pow(10, a - b / (c + celsius));
    }

    /// <summary>Pressure of a van der Waals gas.</summary>
    [Differentiable, Sample(0.024, 300.0)]
    public static double VanDerWaals(double volume, double temperature) =>
        GasConstant * temperature / (volume - 4.27e-5) - 0.364 / (volume * volume);

    /// <summary>Michaelis and Menten's rate with a competitive inhibitor.</summary>
    [Differentiable, Sample(2.0, 0.5, 0.8)]
    public static double MichaelisMenten(double substrate, double inhibitor, double constant)
    {
        double apparent = constant * (1 + inhibitor / 0.3);
        return 4.2 * substrate / (apparent + substrate);
    }

    /// <summary>Deflection of a cantilever under a load at its end and its own weight.</summary>
    [Differentiable, Sample(0.4, 1.5, 250.0)]
    public static double BeamDeflection(double x, double length, double load)
    {
        double stiffness = 210e9 * 4.2e-8;
        double point = load * x * x * (3 * length - x) / (6 * stiffness);
        double weight = 30 * x * x * (6 * length * length - 4 * length * x + x * x) / (24 * stiffness);
        return 1000 * (point + weight);
    }

    /// <summary>Colebrook and White's friction factor by fixed-point iteration.</summary>
    [Differentiable, Sample(1e5, 1e-4)]
    public static double Colebrook(double reynolds, double roughness)
    {
        double root = 7;
        for (int i = 0; i < 30; i++)
        {
            double next = -2 * Math.Log10(roughness / 3.7 + 2.51 * root / reynolds);
            if (Math.Abs(next - root) < 1e-13) break;
            root = next;
        }

        return 1 / (root * root);
    }

    /// <summary>Nusselt number in a pipe: laminar, transitional (Gnielinski), turbulent (Dittus and Boelter).</summary>
    [Differentiable, Sample(1500.0, 5.0), Sample(5000.0, 5.0), Sample(40_000.0, 5.0)]
    public static double Nusselt(double reynolds, double prandtl)
    {
        if (reynolds < 2300)
        {
            return 3.66 + 0.01 * prandtl;
        }

        if (reynolds < 1e4)
        {
            double friction = Math.Pow(0.79 * Math.Log(reynolds) - 1.64, -2);
            double numerator = friction / 8 * (reynolds - 1000) * prandtl;
            return numerator / (1 + 12.7 * Math.Sqrt(friction / 8) * (Math.Pow(prandtl, 2.0 / 3) - 1));
        }

        return 0.023 * Math.Pow(reynolds, 0.8) * Math.Pow(prandtl, 0.4);
    }

    /// <summary>Displacement of a damped oscillator: under-, over- or critically damped.</summary>
    [Differentiable, Sample(1.5, 0.2, 3.0), Sample(1.5, 4.0, 3.0)]
    public static double DampedOscillator(double t, double damping, double frequency)
    {
        double discriminant = frequency * frequency - damping * damping;
        double envelope = Math.Exp(-damping * t);
        if (discriminant > 0)
        {
            double omega = Math.Sqrt(discriminant);
            return envelope * (Math.Cos(omega * t) + damping / omega * Math.Sin(omega * t));
        }

        double rate = Math.Sqrt(-discriminant);
        return envelope * (Math.Cosh(rate * t) + damping / rate * Math.Sinh(rate * t));
    }

    /// <summary>Planck's spectral radiance in convenient units.</summary>
    [Differentiable, Sample(1.2, 3.0)]
    public static double Planck(double wavelength, double temperature) =>
        Math.Pow(wavelength, -5) / (Math.Exp(14.388 / (wavelength * temperature)) - 1);

    /// <summary>Potential of Lennard-Jones, cut off and shifted.</summary>
    [Differentiable, Sample(1.1, 1.0, 0.9), Sample(2.9, 1.0, 0.9)]
    public static double LennardJones(double distance, double energy, double size)
    {
        if (distance > 2.5 * size) return 0;
        double sixth = Math.Pow(size / distance, 6);
        return 4 * energy * (sixth * sixth - sixth) + energy * 0.016316891136;
    }

    /// <summary>Drag coefficient of a sphere, with its regimes.</summary>
    [Differentiable, Sample(0.05), Sample(50.0), Sample(5000.0)]
    public static double SphereDrag(double reynolds) => reynolds switch
    {
        < 0.1 => 24 / reynolds,
        < 1000 => 24 / reynolds * (1 + 0.15 * Math.Pow(reynolds, 0.687)),
        _ => 0.44,
    };
}
