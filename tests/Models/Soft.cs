namespace DeepMfg.AutoDiff.Tests.Models;

/// <summary>Rules with soft thresholds, as the compiler writes a record struct of numbers: members in order, constants carried over.</summary>
public readonly record struct Soft(double Gap, double Speed, double Sharpness, string Name) : IDifferentiable<Soft, double>
{
    private const int Count = 3;

    static Soft IDifferentiable<Soft, double>.ZeroLike(in Soft value) => value with { Gap = 0, Speed = 0, Sharpness = 0 };

    static Soft IDifferentiable<Soft, double>.Add(in Soft left, in Soft right) =>
        left with { Gap = left.Gap + right.Gap, Speed = left.Speed + right.Speed, Sharpness = left.Sharpness + right.Sharpness };

    static Soft IDifferentiable<Soft, double>.Subtract(in Soft left, in Soft right) =>
        left with { Gap = left.Gap - right.Gap, Speed = left.Speed - right.Speed, Sharpness = left.Sharpness - right.Sharpness };

    static Soft IDifferentiable<Soft, double>.Scale(double factor, in Soft value) =>
        value with { Gap = factor * value.Gap, Speed = factor * value.Speed, Sharpness = factor * value.Sharpness };

    static double IDifferentiable<Soft, double>.Dot(in Soft left, in Soft right) =>
        left.Gap * right.Gap + left.Speed * right.Speed + left.Sharpness * right.Sharpness;

    static void IDifferentiable<Soft, double>.AddScaled(ref Soft target, double factor, in Soft value) => target = target with
    {
        Gap = target.Gap + factor * value.Gap,
        Speed = target.Speed + factor * value.Speed,
        Sharpness = target.Sharpness + factor * value.Sharpness,
    };

    static int IDifferentiable<Soft, double>.ParameterCount(in Soft value) => Count;

    static void IDifferentiable<Soft, double>.CopyTo(in Soft value, Span<double> destination)
    {
        Require(destination.Length, nameof(destination));
        (destination[0], destination[1], destination[2]) = (value.Gap, value.Speed, value.Sharpness);
    }

    static Soft IDifferentiable<Soft, double>.From(in Soft like, ReadOnlySpan<double> values)
    {
        Require(values.Length, nameof(values));
        return like with { Gap = values[0], Speed = values[1], Sharpness = values[2] };
    }

    static void IDifferentiable<Soft, double>.Visit<TVisitor>(ref Soft value, ref TVisitor visitor)
    {
        (double gap, double speed, double sharpness) = (value.Gap, value.Speed, value.Sharpness);
        visitor.Visit("gap", new Span<double>(ref gap), default);
        visitor.Visit("speed", new Span<double>(ref speed), default);
        visitor.Visit("sharpness", new Span<double>(ref sharpness), default);
        value = value with { Gap = gap, Speed = speed, Sharpness = sharpness };
    }

    private static void Require(int length, string name)
    {
        if (length != Count)
        {
            throw new ArgumentException($"A {nameof(Soft)} has {Count} numbers, not {length}.", name);
        }
    }
}
