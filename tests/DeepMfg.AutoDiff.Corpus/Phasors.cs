using System.Numerics;

namespace DeepMfg.AutoDiff.Corpus;

/// <summary>Networks, filters and waves: complex numbers.</summary>
public static partial class Phasors
{
    [Differentiable]
    [Sample(1.3, 0.7, 0.4, 0.9)]
    public static double Resonance(double omega, double resistance, double inductance, double capacitance)
    {
        Complex impedance = resistance + Complex.ImaginaryOne * omega * inductance + 1 / (Complex.ImaginaryOne * omega * capacitance);
        return 20 * Math.Log10(Complex.Abs(1 / impedance)) + impedance.Phase;
    }

    [Differentiable]
    [Sample(0.8, 0.3, 0.5, 4)]
    public static Complex Ladder(double omega, double inductance, double capacitance, int stages)
    {
        Complex load = 1;
        for (int i = 0; i < stages; i++)
        {
            Complex admittance = 1 / load + new Complex(0, omega * capacitance);
            load = Complex.Reciprocal(admittance) + new Complex(0, omega * inductance);
        }
        return load;
    }

    [Differentiable]
    [Sample(0.8, 0.3, 0.5, 4)]
    public static double Damping(double omega, double inductance, double capacitance, int stages)
    {
        Complex load = new(1, omega);
        for (int i = 0; i < stages; i++) load = 1 / (1 / load + new Complex(0, omega * capacitance)) + Complex.ImaginaryOne * omega * inductance;
        return load.Magnitude;
    }

    [Differentiable]
    [Sample(0.4, 1.1)]
    [Sample(-0.6, 0.3)]
    [Sample(-0.5, -0.8)]
    public static Complex Filtered(Complex s) =>
        Complex.Pow(s, 2.5) / (1 + Complex.Sqrt(s)) - Complex.Log(s, 10) * Complex.Conjugate(s) + Complex.Pow(2, -s);

    [Differentiable]
    [Sample(0.4, 1.1, 0.3, 0.7)]
    public static double Wave(Complex k, (double X, double T) at)
    {
        Complex wave = Complex.Exp(Complex.ImaginaryOne * (k * at.X - at.T)) + Complex.Sin(k) * Complex.Cosh(at.X);
        return wave.Real * wave.Real + wave.Imaginary + Complex.Tanh(k).Magnitude;
    }

    [Differentiable]
    [Sample(1.4, 0.6, -0.2, 0.9)]
    public static Complex Turned(double magnitude, double phase, Complex z)
    {
        Complex turned = Complex.FromPolarCoordinates(magnitude, phase) * z;
        turned -= 0.5;
        return turned.Imaginary > 0 ? -turned / z : turned * 2;
    }

    [Differentiable]
    [Sample(0.7, 0.9)]
    public static Complex Root(Complex start)
    {
        Complex z = start;
        for (int i = 0; i < 3; i++) z -= (z * z * z - 1) / (3 * z * z);
        return z;
    }
}
