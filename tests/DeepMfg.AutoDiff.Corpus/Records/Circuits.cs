using System.Numerics;
using DeepMfg.AutoDiff.Corpus.Arrays;

namespace DeepMfg.AutoDiff.Corpus.Records;

/// <summary>A complex number of the user's own; unmarked, as it only lives inside methods.</summary>
public readonly struct Phasor(double real, double imaginary)
{
    public double Re { get; init; } = real;

    public double Im { get; init; } = imaginary;

    public double Magnitude => Math.Sqrt(Re * Re + Im * Im);

    public static Phasor operator +(Phasor a, Phasor b) => new(a.Re + b.Re, a.Im + b.Im);

    public static Phasor operator *(Phasor a, Phasor b) => new(a.Re * b.Re - a.Im * b.Im, a.Re * b.Im + a.Im * b.Re);

    public static Phasor operator /(Phasor a, Phasor b)
    {
        double square = b.Re * b.Re + b.Im * b.Im;
        return new((a.Re * b.Re + a.Im * b.Im) / square, (a.Im * b.Re - a.Re * b.Im) / square);
    }

    public static implicit operator Phasor(double real) => new(real, 0);
}

/// <summary>A filter of a resistor, an inductor and a capacitor.</summary>
[Differentiable]
public partial record struct Filter(double Resistance, double Inductance, double Capacitance);

/// <summary>A controller and its plant.</summary>
[Differentiable]
public partial record struct Loop(Loop.Gains Controller, Loop.Lag Plant)
{
    /// <summary>Proportional, integral and derivative gain.</summary>
    [Differentiable]
    public partial record struct Gains(double P, double I, double D);

    /// <summary>A lag of the first order.</summary>
    [Differentiable]
    public partial record struct Lag(double Gain, double Time);
}

/// <summary>A line and what it ends in, in .NET's complex numbers.</summary>
[Differentiable]
public partial record struct Line(Complex Load, (Complex Impedance, double Length) Wire);

/// <summary>Impedances and controllers.</summary>
public static partial class Circuits
{
    private static readonly Filter s_filter = new(1.5, 0.8, 0.4);
    private static readonly Loop s_loop = new(new(1.2, 0.5, 0.1), new(2, 0.7));

    public static IEnumerable<ArrayCase> Cases =>
    [
        RecordCase.Of("complex impedance", s_filter, Gain, GainValueAndGradient, GainJvp),
        RecordCase.Of("parallel impedances over frequencies", s_filter, Band, BandValueAndGradient, BandJvp),
        RecordCase.Of("a line of complex numbers", s_line, Seen, SeenValueAndGradient, SeenJvp),
        RecordCase.Of("controller and plant", s_loop, Settle, SettleValueAndGradient, SettleJvp),
        RecordCase.Of("a nested record that is replaced", s_loop, Retuned, RetunedValueAndGradient, RetunedJvp),
        RecordCase.Of("a class that reads its own tables", s_filter, s => s_meter.Read(s), s => s_meter.ReadValueAndGradient(s), (s, d) => s_meter.ReadJvp(s, d)),
    ];

    private static readonly Line s_line = new(new(0.6, -0.3), (new(1.2, 0.4), 0.7));

    private static readonly Meter s_meter = new(3, [0.5, 1.5, 2.5]);

    [Differentiable]
    public static double Seen(Line line)
    {
        (Complex impedance, double length) = line.Wire;
        Complex turn = Complex.Tanh(new Complex(0.1, 1) * length);
        line = line with { Load = line.Load + 0.1 };
        Complex seen = impedance * (line.Load + impedance * turn) / (impedance + line.Load * turn);
        return seen.Magnitude + 0.5 * seen.Phase;
    }

    [Differentiable]
    public static double Gain(Filter filter)
    {
        Phasor series = Impedance(filter, 1.3);
        return (filter.Resistance / series).Magnitude;
    }

    [Differentiable]
    public static double Band(Filter filter)
    {
        double sum = 0;
        for (double omega = 0.5; omega < 3; omega += 0.5)
        {
            Phasor a = Impedance(filter, omega), b = new(filter.Inductance, omega * filter.Capacitance);
            Phasor both = a * b / (a + b);
            sum += both.Magnitude;
        }
        return sum;
    }

    private static Phasor Impedance(Filter filter, double omega) =>
        new Phasor(filter.Resistance, omega * filter.Inductance) + 1 / new Phasor(0, omega * filter.Capacitance);

    [Differentiable]
    public static double Settle(Loop loop)
    {
        double y = 0, integral = 0, last = 1, cost = 0;
        for (int i = 0; i < 25; i++)
        {
            double error = 1 - y;
            integral += 0.05 * error;
            double u = loop.Controller.P * error + loop.Controller.I * integral + loop.Controller.D * (error - last) / 0.05;
            last = error;
            y += 0.05 * (loop.Plant.Gain * u - y) / loop.Plant.Time;
            cost += error * error;
        }
        return cost;
    }

    [Differentiable]
    public static double Retuned(Loop loop)
    {
        Loop other = loop with { Controller = loop.Controller with { P = loop.Plant.Gain * loop.Controller.I } };
        Loop.Gains gains = other.Controller;
        gains.D += gains.P;
        return gains.D * other.Controller.P + loop.Controller.P * other.Plant.Time;
    }
}

/// <summary>A class with coefficients, which are constants where it is the receiver.</summary>
public sealed partial class Meter(double offset, double[] table)
{
    private readonly double[] _table = table;
    private readonly double _offset = offset;

    [Differentiable]
    public double Read(Filter filter)
    {
        double sum = _offset * filter.Resistance;
        for (int i = 0; i < _table.Length; i++) sum += Math.Sin(_table[i] * filter.Inductance) * filter.Capacitance;
        return sum;
    }
}
