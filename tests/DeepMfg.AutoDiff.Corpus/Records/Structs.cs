using DeepMfg.AutoDiff.Corpus.Arrays;

namespace DeepMfg.AutoDiff.Corpus.Records;

/// <summary>A vector with operators of its own.</summary>
[Differentiable]
public partial struct Vec3
{
    public double X, Y, Z;

    public Vec3(double x, double y, double z)
    {
        X = x;
        Y = y;
        Z = z;
    }

    public readonly double Length => Math.Sqrt(Dot(this, this));

    public readonly Vec3 Unit => 1 / Length * this;

    public static Vec3 operator *(double factor, Vec3 a) => new(factor * a.X, factor * a.Y, factor * a.Z);

    public static Vec3 operator ^(Vec3 a, Vec3 b) => new(a.Y * b.Z - a.Z * b.Y, a.Z * b.X - a.X * b.Z, a.X * b.Y - a.Y * b.X);

    public static double Dot(Vec3 a, Vec3 b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;

    public static Vec3 Sum(in Vec3 a, in Vec3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static implicit operator Vec3((double X, double Y, double Z) t) => new(t.X, t.Y, t.Z);

    public void Turn(double angle)
    {
        (double sin, double cos) = Math.SinCos(angle);
        (X, Y) = (cos * X - sin * Y, sin * X + cos * Y);
    }

    public void Scale(double factor)
    {
        X *= factor;
        Y *= factor;
        Z *= factor;
    }
}

/// <summary>Two vectors and a number.</summary>
[Differentiable]
public partial record struct Pair(Vec3 First, Vec3 Second, double Weight);

/// <summary>Mutable structs, operators, conversions, properties, <c>with</c>.</summary>
public static partial class Structs
{
    private static readonly Pair s_pair = new(new(1.2, -0.4, 0.7), new(0.3, 0.9, -1.1), 0.6);

    public static IEnumerable<ArrayCase> Cases =>
    [
        RecordCase.Of("triple product", s_pair, Triple, TripleValueAndGradient, TripleJvp),
        RecordCase.Of("a struct that its methods change", s_pair, Turned, TurnedValueAndGradient, TurnedJvp),
        RecordCase.Of("fields that are assigned", s_pair, Assigned, AssignedValueAndGradient, AssignedJvp),
        RecordCase.Of("with in a loop", s_pair, Stepped, SteppedValueAndGradient, SteppedJvp),
        RecordCase.Of("structs by a condition", s_pair, Chosen, ChosenValueAndGradient, ChosenJvp),
        RecordCase.Of("a conversion of the user's", s_pair, Converted, ConvertedValueAndGradient, ConvertedJvp),
        RecordCase.Of("structs by reference", s_pair, Referred, ReferredValueAndGradient, ReferredJvp),
        RecordCase.Of("a tuple of structs", s_pair, Tupled, TupledValueAndGradient, TupledJvp),
        RecordCase.Of("a generic helper over structs", s_pair, Generic, GenericValueAndGradient, GenericJvp),
        RecordCase.Of("a local function over structs", s_pair, Local, LocalValueAndGradient, LocalJvp),
        RecordCase.Of("object initialisers", s_pair, Initialised, InitialisedValueAndGradient, InitialisedJvp),
        RecordCase.Of("deconstruction and patterns", s_pair, Matched, MatchedValueAndGradient, MatchedJvp),
        RecordCase.Of("a struct carried by a loop that breaks", s_pair, Broken, BrokenValueAndGradient, BrokenJvp),
        RecordCase.Of("swapped structs", s_pair, Swapped, SwappedValueAndGradient, SwappedJvp),
    ];

    [Differentiable]
    public static double Triple(Pair pair) => Vec3.Dot(pair.First, pair.First ^ pair.Second) + pair.Weight * (pair.First ^ pair.Second).Length;

    [Differentiable]
    public static double Turned(Pair pair)
    {
        Vec3 v = pair.First;
        v.Turn(pair.Weight);
        v.Scale(pair.Second.X);
        for (int i = 0; i < 3; i++) v.Turn(v.Z);
        return v.X * v.Y + pair.First.X;
    }

    [Differentiable]
    public static double Assigned(Pair pair)
    {
        Vec3 v = pair.First;
        Pair copy = pair;
        v.X = pair.Second.Y * v.Z;
        v.Y += v.X;
        copy.First = v;
        copy.Weight *= copy.First.Y;
        return v.X * v.Y + copy.Weight * pair.First.X;
    }

    [Differentiable]
    public static double Stepped(Pair pair)
    {
        Pair state = pair;
        for (int i = 0; i < 4; i++)
        {
            Vec3 pull = state.Second ^ state.First;
            state = state with { First = Vec3.Sum(state.First, 0.1 * state.Second), Second = Vec3.Sum(state.Second, -0.1 * pull), Weight = state.Weight * 1.1 };
        }
        return state.Weight * state.First.Length;
    }

    [Differentiable]
    public static double Chosen(Pair pair)
    {
        Vec3 longer = pair.First.Length > pair.Second.Length ? pair.First : pair.Second;
        Vec3 v;
        if (pair.Weight > 0.5) v = 2 * longer;
        else v = new(pair.Weight, 1, 2);
        return v.X * v.Y + longer.Z;
    }

    [Differentiable]
    public static double Converted(Pair pair)
    {
        Vec3 v = (pair.Weight, pair.First.X * pair.Second.Z, 2.0);
        return Vec3.Dot(v.Unit, pair.First);
    }

    [Differentiable]
    public static double Referred(Pair pair)
    {
        Vec3 v = pair.First;
        Shift(ref v, pair.Weight);
        Split(v, out Vec3 half, out double rest);
        return Vec3.Dot(half, pair.Second) * rest;

        static void Split(in Vec3 a, out Vec3 half, out double rest) => (half, rest) = (0.5 * a, a.X * a.Z);
    }

    [Differentiable]
    public static double Tupled(Pair pair)
    {
        (Vec3 a, (Vec3 B, double C) rest) = (pair.First, (pair.Second, pair.Weight));
        rest.B.X *= rest.C;
        rest.C += a.Y;
        return Vec3.Dot(a, rest.B) * rest.C;
    }

    [Differentiable]
    public static double Generic(Pair pair) => First(pair.First, pair.Second).Length * First(pair.Weight, 2.0);

    [Differentiable]
    public static double Local(Pair pair)
    {
        Vec3 total = pair.First;
        for (int i = 1; i <= 3; i++) Add(1.0 / i);
        return total.Length;

        void Add(double factor) => total = Vec3.Sum(total, factor * pair.Second);
    }

    [Differentiable]
    public static double Initialised(Pair pair)
    {
        Vec3 v = new() { X = pair.Weight, Z = pair.First.X * pair.Second.X };
        var p = new Pair { First = v, Weight = v.Z };
        return p.First.X * p.Weight + Math.Exp(p.Second.X) * pair.First.Y;
    }

    [Differentiable]
    public static double Matched(Pair pair)
    {
        (Vec3 first, Vec3 second, double weight) = pair;
        double sign = pair is { Weight: > 0.5, First.X: > 0 } ? 2 : -1;
        return sign * Vec3.Dot(first, second) * weight;
    }

    [Differentiable]
    public static double Broken(Pair pair)
    {
        Vec3 v = pair.First;
        int count = 0;
        while (true)
        {
            v = Vec3.Sum(v, pair.Weight * pair.Second);
            if (v.Length > 3 || count++ > 6) break;
        }
        return v.X * v.Z;
    }

    [Differentiable]
    public static double Swapped(Pair pair)
    {
        (Vec3 a, Vec3 b) = (pair.First, pair.Second);
        for (int i = 0; i < 3; i++) (a, b) = (b, Vec3.Sum(a, pair.Weight * b));
        return a.X * b.Y + a.Z;
    }

    private static void Shift(ref Vec3 v, double by)
    {
        v.X += by * v.Y;
        v = Vec3.Sum(v, v);
    }

    private static T First<T>(T a, T b) => b is null ? b : a;
}
