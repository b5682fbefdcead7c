using System.Globalization;
using DeepMfg.AutoDiff.Generators.Tests.Compiling;

namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>Runs a program and its derivatives at random points, and compares them.</summary>
internal sealed class ProgramCheck
{
    private const int Points = 2, Tries = 6;

    private readonly RandomProgram _program;
    private readonly Func<double[], int, double[]> _primal, _twin, _gradient;
    private readonly Func<double[], int, double[], double[]> _jvp;
    private readonly Func<double[], int, double[], double[], double[]> _vjp;
    private readonly Action _reset;
    private readonly Func<long> _digest;
    private readonly Random _random;

    public ProgramCheck(RandomProgram program, Loaded loaded)
    {
        _program = program;
        _random = new Random(program.Seed);
        string driver = $"D{program.Seed}";
        _primal = loaded.Delegate<Func<double[], int, double[]>>(driver, "Primal");
        _twin = loaded.Delegate<Func<double[], int, double[]>>(driver, "Twin");
        _gradient = loaded.Delegate<Func<double[], int, double[]>>(driver, "Gradient");
        _jvp = loaded.Delegate<Func<double[], int, double[], double[]>>(driver, "Jvp");
        _vjp = loaded.Delegate<Func<double[], int, double[], double[], double[]>>(driver, "Vjp");
        _reset = loaded.Delegate<Action>("Probe", "Reset");
        _digest = loaded.Delegate<Func<long>>("Probe", "Digest");
    }

    private int Inputs => _program.Form.Inputs;

    private int Outputs => _program.Form.Outputs;

    /// <summary>The first thing that is wrong, or <see langword="null"/>. It begins with a word and a colon.</summary>
    public string? Failure(Tally tally)
    {
        int good = 0;
        for (int i = 0; i < Tries && good < Points; i++)
        {
            double[] x = Vector(Inputs, 1.5);
            int n = _random.Next(6);
            tally.Points++;
            Verdict verdict = At(new Point(x, n, Vector(Outputs, 1), Vector(Inputs, 1)));
            if (verdict.Message is not null)
            {
                return $"{verdict.Message}\nat ({Text(x)}), n = {n}";
            }

            good += verdict.Smooth ? 1 : 0;
            tally.Redrawn += verdict.Smooth ? 0 : 1;
        }

        return null;
    }

    private sealed record Point(double[] X, int N, double[] Weights, double[] Direction);

    private sealed record Verdict(bool Smooth, string? Message = null);

    private sealed record Outcome(double[] Values, long Digest, string Thrown = "");

    private Verdict At(Point point)
    {
        Outcome primal = Run(() => _primal(point.X, point.N));
        double[] start = new double[Inputs];
        Outcome jvp = Run(() => _jvp(point.X, point.N, point.Direction));
        Outcome vjp = Run(() => _vjp(point.X, point.N, point.Weights, start));
        Outcome again = Run(() => _vjp(point.X, point.N, point.Weights, start));
        Outcome? gradient = _program.Form.Results == 1 ? Run(() => _gradient(point.X, point.N)) : null;
        string? wrong = Same("Jvp", primal, jvp) ?? Same("Vjp", primal, vjp) ?? (gradient is null ? null : Same("Gradient", primal, gradient));
        if (wrong is null && primal.Thrown.Length > 0)
        {
            return new Verdict(Smooth: true);
        }

        if (wrong is null && !SameBits(vjp.Values, again.Values))
        {
            wrong = $"repeated: {Text(vjp.Values)} then {Text(again.Values)}";
        }

        if (wrong is not null)
        {
            return new Verdict(Smooth: true, wrong);
        }

        double[] tangent = jvp.Values[Outputs..], bars = vjp.Values[Outputs..(Outputs + Inputs)];
        double norm = Math.Sqrt(bars.Sum(bar => bar * bar));
        if (!primal.Values.All(value => Math.Abs(value) < 1e6) || !(norm < 1e4) || !tangent.All(t => Math.Abs(t) < 1e4))
        {
            return new Verdict(Smooth: false);
        }

        return Transposes(point, tangent, bars) ?? Leftovers(point, vjp.Values) ?? Accumulates(point, bars)
            ?? Pulled(point, gradient) ?? Differences(point, bars, primal.Values);
    }

    private Verdict? Transposes(Point point, double[] tangent, double[] bars)
    {
        double forward = Dot(point.Weights, tangent), reverse = Dot(point.Direction, bars);
        double magnitude = Dot(Magnitudes(point.Weights), Magnitudes(tangent)) + Dot(Magnitudes(point.Direction), Magnitudes(bars));
        double allowed = (_program.Precision.IsExact ? 1e-12 : 1e-4) * Math.Max(magnitude, 1e-12 * Norm(bars));
        return Math.Abs(forward - reverse) <= allowed ? null : Wrong($"transposes: forward {forward:R}, reverse {reverse:R}; tangent ({Text(tangent)}), bars ({Text(bars)})");
    }

    /// <summary>What is left in the cotangents of <c>out</c> parameters is zero.</summary>
    private Verdict? Leftovers(Point point, double[] vjp) =>
        vjp[(Outputs + Inputs)..].All(bar => bar == 0) ? null : Wrong($"leftover: {Text(vjp)} {point.N}");

    private Verdict? Accumulates(Point point, double[] bars)
    {
        double[] start = [.. point.X.Select(x => x + 1)];
        double[] added = Run(() => _vjp(point.X, point.N, point.Weights, start)).Values[Outputs..(Outputs + Inputs)];
        Argument[] read = [.. _program.Form.Arguments.Where(a => a.IsRead).SelectMany(a => Enumerable.Repeat(a, a.Leaves))];
        double allowed = (_program.Precision.IsExact ? 1e-12 : 1e-3) * Math.Max(1, Norm(bars));
        for (int i = 0; i < Inputs; i++)
        {
            double expected = bars[i] + (read[i].IsWritten ? 0 : start[i]);
            if (!(Math.Abs(added[i] - expected) <= allowed))
            {
                return Wrong($"accumulates: onto ({Text(start)}) gives ({Text(added)}), from zero ({Text(bars)})");
            }
        }

        return null;
    }

    private Verdict? Pulled(Point point, Outcome? gradient)
    {
        if (gradient is null)
        {
            return null;
        }

        double[] one = [1, .. new double[Outputs - 1]];
        double[] bars = Run(() => _vjp(point.X, point.N, one, new double[Inputs])).Values[Outputs..(Outputs + Inputs)];
        double allowed = (_program.Precision.IsExact ? 1e-12 : 1e-4) * Math.Max(1, Norm(bars));
        return gradient.Values[Outputs..].Zip(bars, (g, b) => Math.Abs(g - b)).All(d => d <= allowed)
            ? null : Wrong($"gradient: ({Text(gradient.Values[Outputs..])}), pulled back ({Text(bars)})");
    }

    private Verdict Differences(Point point, double[] bars, double[] primal)
    {
        double[] twin = Run(() => _twin(point.X, point.N)).Values;
        if (twin.Zip(primal, (t, p) => Math.Abs(t - p)).Any(d => !(d <= 1e-3)))
        {
            return new Verdict(Smooth: false);
        }

        double scale = Math.Max(1, Norm(bars));
        for (int i = 0; i < Inputs; i++)
        {
            Extrapolated difference = Extrapolation.Derivative(h => Dot(point.Weights, Run(() => _twin(Moved(point.X, i, h), point.N)).Values));
            if (!(difference.Error <= 1e-7 * scale))
            {
                return new Verdict(Smooth: false);
            }

            if (!(Math.Abs(bars[i] - difference.Value) <= (_program.Precision.IsExact ? 1e-6 : 2e-3) * scale))
            {
                return Wrong(string.Create(CultureInfo.InvariantCulture, $"differences: input {i} has {bars[i]:R}, differences {difference.Value:R} ± {difference.Error:E1}"));
            }
        }

        return new Verdict(Smooth: true);
    }

    private static double[] Moved(double[] x, int index, double by) => [.. x.Select((value, i) => i == index ? value + by : value)];

    private static Verdict Wrong(string message) => new(Smooth: true, message);

    private Outcome Run(Func<double[]> call)
    {
        _reset();
        try
        {
            return new Outcome(call(), _digest());
        }
        catch (Exception exception) when (exception
            is ArithmeticException or InvalidOperationException or InvalidCastException or ArgumentException or System.Runtime.CompilerServices.SwitchExpressionException)
        {
            return new Outcome([], _digest(), $"{exception.GetType()}: {exception.Message}");
        }
    }

    private string? Same(string member, Outcome primal, Outcome other) =>
        primal.Thrown != other.Thrown ? $"exception: the primal ends with '{primal.Thrown}', {member} with '{other.Thrown}'"
        : primal.Thrown.Length == 0 && !SameBits(primal.Values, other.Values[..Outputs]) ? $"value: the primal gives ({Text(primal.Values)}), {member} ({Text(other.Values[..Outputs])})"
        : primal.Digest != other.Digest ? $"effects: of {member} are not those of the primal" : null;

    private static bool SameBits(double[] a, double[] b) => a.Select(BitConverter.DoubleToInt64Bits).SequenceEqual(b.Select(BitConverter.DoubleToInt64Bits));

    private double[] Vector(int count, double range) => [.. Enumerable.Range(0, count).Select(_ => (float)(range * ((2 * _random.NextDouble()) - 1)))];

    private static double[] Magnitudes(double[] values) => [.. values.Select(Math.Abs)];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double Norm(double[] values) => Math.Sqrt(Dot(values, values));

    private static string Text(IEnumerable<double> values) => string.Join(", ", values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
}
