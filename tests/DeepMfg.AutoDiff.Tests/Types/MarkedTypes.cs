using System.Numerics;

namespace DeepMfg.AutoDiff.Tests.Types;

// Types of all kinds that C# has, whose vector space the compiler writes.

[Differentiable]
public readonly partial record struct Point(double X, double Y);

[Differentiable]
public partial record struct Mutable(float A, float B)
{
    public float C { get; set; }
}

[Differentiable]
public readonly partial record struct Rules(double HeatGap, [NoDerivative] double Unit, string Name, int Count, double URLFactor, double _bias, double @class);

[Differentiable]
public readonly partial record struct Weighted(float[] Weights, float Bias, float[]? Offsets);

[Differentiable]
public readonly partial record struct Tables(double[,] Matrix, double[,,] Cube, double[][] Rows);

[Differentiable]
public readonly partial record struct Stack(Weighted First, float Mix, Weighted Second);

[Differentiable]
public readonly partial record struct Deep(Weighted[] Layers, Stack Top);

[Differentiable]
public readonly partial record struct Paired((double A, double B) Pair, (double, int, double[]) Mixed, (Point Start, string Name) Named);

[Differentiable]
public partial record struct Posed(Vector3 At, float Mass, (Quaternion Turn, string Name) Frame)
{
    public Matrix3x2 Map { get; set; }
}

[Differentiable]
public partial record Wired(Complex Impedance, double[] Loads)
{
    public Complex Voltage { get; init; }
}

[Differentiable]
public partial struct Fields
{
    public double X;
    public double[] Values;
    public string Name;
    private double _hidden;

    public Fields(double x, double[] values, double hidden) => (X, Values, Name, _hidden) = (x, values, "fields", hidden);

    public readonly double Hidden => _hidden;
}

[Differentiable]
public readonly partial struct Sealed
{
    public readonly double X;

    public Sealed(double x, double[] values, double y) => (X, Values, Y, Unit) = (x, values, y, 7);

    public double[] Values { get; }

    public double Y { get; init; }

    public int Unit { get; }
}

[Differentiable]
public partial record Net(double[] Weights, double Bias)
{
    [NoDerivative]
    public double Rate { get; init; } = 0.5;
}

[Differentiable]
public partial record Changing
{
    public float Level { get; set; }

    public (float A, float B) Pair { get; set; }

    public float[] Values { get; init; } = [];
}

[Differentiable]
public partial record Tower(Net Lower, Net? Upper, Net[] Others);

[Differentiable]
public partial record Chain(Chain? Next, double Value);

[Differentiable]
public partial record Base(double A)
{
    protected double B { get; init; } = 2;
}

[Differentiable]
public sealed partial record Derived(double A, double[] C) : Base(A)
{
    public double D;
}

public record Plain(double Inherited);

[Differentiable]
public partial record OfPlain(double Inherited, double Own) : Plain(Inherited);

[Differentiable]
public readonly partial record struct Layer<T>(T[] Weights, T Bias, [NoDerivative] T Rate)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

[Differentiable]
public readonly partial record struct Sequence<TFirst, TSecond>(TFirst First, TSecond Second)
    where TFirst : IDifferentiable<TFirst, float>
    where TSecond : IDifferentiable<TSecond, float>;

[Differentiable]
public readonly partial record struct Uses(Layer<float> Layer, Sequence<Weighted, Layer<float>> Sequence, Models.Dense Dense);

[Differentiable]
public readonly partial record struct UsesWritten(Models.Soft Written, double[] Others);

public static partial class Outer<T>
{
    [Differentiable]
    internal readonly partial record struct Inner<TVisitor>(double Value, double Visitor, double Target, T Tag, TVisitor Other);
}

[Differentiable]
public readonly partial record struct Checked
{
    private readonly double _ratio;

    public Checked(double ratio)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ratio, 1);
        _ratio = ratio;
    }

    public double Ratio => _ratio;
}

[Differentiable]
public readonly partial record struct Owned(double X, double Y)
{
    public double Zero => 0;

    public int Count => 2;

    public static Owned operator +(Owned left, Owned right) => left with { X = -1 };

    public static double operator *(Owned left, Owned right) => left.X * right.X;

    public double Dot(Owned other) => -1;
}

[Differentiable]
public readonly partial record struct Bare(float[] values, float[] Value, float like, float factor, float left, float right);

[Differentiable]
public readonly partial record struct Wide(
    double Temperature, double Pressure, double Humidity, double Concentration, double Viscosity, double Conductivity, double Roughness, double Permeability);
