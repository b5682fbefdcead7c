using DeepMfg.AutoDiff.Corpus.Arrays;

namespace DeepMfg.AutoDiff.Corpus.Records;

/// <summary>A cutting tool.</summary>
[Differentiable]
public partial record Tool(double Speed, double Feed)
{
    public double Rate => Speed * Feed;

    public double Worn(double minutes) => Speed * Math.Exp(-Feed * minutes);
}

/// <summary>A coated tool: an inherited record.</summary>
[Differentiable]
public sealed partial record Coated(double Speed, double Feed, double Coating) : Tool(Speed, Feed)
{
    public double Limit => Rate * Coating;
}

/// <summary>A generic pair of differentiable values.</summary>
[Differentiable]
public partial record struct Interval(double Low, double High)
{
    public double Width { readonly get => High - Low; set => High = Low + value; }
}

/// <summary>Records that are classes, inherited ones, interfaces with static members.</summary>
public static partial class Hierarchies
{
    private interface IShape<TSelf>
        where TSelf : IShape<TSelf>
    {
        static abstract double Area(TSelf shape);
    }

    private readonly record struct Square(double Side) : IShape<Square>
    {
        public static double Area(Square shape) => shape.Side * shape.Side;
    }

    public static IEnumerable<ArrayCase> Cases =>
    [
        RecordCase.Of("a record that is a class", new Tool(1.2, 0.4), Life, LifeValueAndGradient, LifeJvp),
        RecordCase.Of("an inherited record", new Coated(1.2, 0.4, 0.8), Coat, CoatValueAndGradient, CoatJvp),
        RecordCase.Of("with on a class", new Coated(1.2, 0.4, 0.8), Changed, ChangedValueAndGradient, ChangedJvp),
        RecordCase.Of("a property with a setter", new Interval(0.3, 1.7), Widened, WidenedValueAndGradient, WidenedJvp),
        RecordCase.Of("a static member of an interface", new Interval(0.3, 1.7), Areas, AreasValueAndGradient, AreasJvp),
        RecordCase.Of("extension methods", new Interval(0.3, 1.7), Extended, ExtendedValueAndGradient, ExtendedJvp),
    ];

    [Differentiable]
    public static double Life(Tool tool) => tool.Rate * tool.Worn(0.7) + tool.Feed;

    [Differentiable]
    public static double Coat(Coated tool) => tool.Limit * tool.Worn(tool.Coating) + tool.Feed;

    [Differentiable]
    public static double Changed(Coated tool)
    {
        Coated faster = tool with { Speed = tool.Speed * tool.Coating };
        return faster.Limit + tool.Limit * faster.Speed;
    }

    [Differentiable]
    public static double Widened(Interval interval)
    {
        Interval other = interval;
        other.Width *= interval.Low;
        return other.High * other.High + interval.Width;
    }

    [Differentiable]
    public static double Areas(Interval interval) => AreaOf(new Square(interval.Low * interval.High)) + interval.Low;

    [Differentiable]
    public static double Extended(Interval interval) => interval.Middle() * interval.Width.Squared();

    private static double AreaOf<T>(T shape)
        where T : IShape<T> => T.Area(shape);

    private static double Middle(this Interval interval) => (interval.Low + interval.High) / 2;

    private static double Squared(this double x) => x * x;
}
