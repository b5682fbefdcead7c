using DeepMfg.AutoDiff.Testing;
using DeepMfg.AutoDiff.Tests.Models;

namespace DeepMfg.AutoDiff.Tests.Types;

/// <summary>What the compiler makes of a marked type.</summary>
public sealed class MarkedTypeTests
{
    private static readonly Weighted s_weighted = new([1, 2, 3], 4, null), s_other = new([-1, 0.5f, 2], 8, null);

    private static readonly Net s_net = new([1, 2], 3), s_otherNet = new([5, -2], 0.5);

    public static TheoryData<string> Names => [.. s_laws.Keys];

    private static readonly Dictionary<string, Action> s_laws = new()
    {
        ["numbers"] = () => Laws.Hold(new Point(1, 2), new Point(-3, 0.5)),
        ["a mutable record struct"] = () => Laws.Hold(new Mutable(1, 2) { C = 3 }, new Mutable(4, 5) { C = -6 }),
        ["constants between"] = () => Laws.Hold(new Rules(1, 2, "a", 3, 4, 5, 6), new Rules(-1, 0, "b", 0, 2, 3, 4)),
        ["arrays, one of them null"] = () => Laws.Hold(s_weighted, s_other),
        ["arrays of more dimensions and of rows"] = () => Laws.Hold(TablesFrom(1), TablesFrom(-2)),
        ["empty arrays"] = () => Laws.Hold(new Weighted([], 1, []), new Weighted([], 2, [])),
        ["an unmade struct"] = () => Laws.Hold(default(Weighted), new Weighted([], 2, null)),
        ["models in it"] = () => Laws.Hold(new Stack(s_weighted, 2, s_other), new Stack(s_other, -1, s_weighted)),
        ["an array of models"] = () => Laws.Hold(
            new Deep([s_weighted, s_other], new(s_weighted, 1, s_other)), new Deep([s_other, s_weighted], new(s_other, 2, s_other))),
        ["tuples"] = () => Laws.Hold(
            new Paired((1, 2), (3, 4, [5, 6]), (new(7, 8), "a")), new Paired((-1, 0), (0.5, 0, [2, 2]), (new(1, 1), "b"))),
        ["vectors and matrices"] = () => Laws.Hold(
            new Posed(new(1, 2, 3), 4, (new(5, 6, 7, 8), "a")) { Map = new(1, 2, 3, 4, 5, 6) }, new Posed(new(-1, 0, 2), 3, (new(1, 0, 1, -2), "b"))),
        ["complex numbers"] = () => Laws.Hold(
            new Wired(new(1, 2), [3]) { Voltage = new(4, 5) }, new Wired(new(-1, 0.5), [2]) { Voltage = new(0, -3) }),
        ["public and private fields"] = () => Laws.Hold(new Fields(1, [2, 3], 4), new Fields(-1, [0.5, 0], 2)),
        ["members that nothing sets"] = () => Laws.Hold(new Sealed(1, [2, 3], 4), new Sealed(-1, [0.5, 0], 2)),
        ["a record class"] = () => Laws.Hold(s_net, s_otherNet),
        ["a record class that changes"] = () => Laws.Hold(
            new Changing { Level = 1, Pair = (2, 3), Values = [4] }, new Changing { Level = -1, Pair = (5, 0.5f), Values = [2] }),
        ["record classes in one, one of them null"] = () => Laws.Hold(new Tower(s_net, null, [s_otherNet]), new Tower(s_otherNet, null, [s_net])),
        ["a record in itself"] = () => Laws.Hold(new Chain(new(null, 1), 2), new Chain(new(null, 3), -4)),
        ["a base record"] = () => Laws.Hold<Base, double>(new Base(1), new Base(3)),
        ["a derived record"] = () => Laws.Hold<Derived, double>(new Derived(1, [2]) { D = 3 }, new Derived(4, [5]) { D = -6 }),
        ["a record derived from an unmarked one"] = () => Laws.Hold(new OfPlain(1, 2), new OfPlain(-3, 4)),
        ["a generic type of double"] = () => Laws.Hold(new Layer<double>([1, 2], 3, 4), new Layer<double>([5, -6], 7, 8)),
        ["a generic type of float"] = () => Laws.Hold(new Layer<float>([1, 2], 3, 4), new Layer<float>([5, -6], 7, 8)),
        ["a type whose name hides one that generated code uses"] = () => Laws.Hold(
            new Hiding.Span<float>(1, new float[,] { { 2, 3 } }), new Hiding.Span<float>(4, new float[,] { { 5, -6 } })),
        ["members whose names hide those that generated code uses"] = () => Laws.Hold(
            new Hiding.ModelLeaves([1, 2], new(3)), new Hiding.ModelLeaves([4, -5], new(6))),
        ["models of a type parameter"] = () => Laws.Hold(
            new Sequence<Weighted, Stack>(s_weighted, new(s_other, 1, s_weighted)), new Sequence<Weighted, Stack>(s_other, new(s_weighted, 2, s_weighted))),
        ["generic models"] = () => Laws.Hold(UsesFrom(1), UsesFrom(-3)),
        ["a model written by hand"] = () => Laws.Hold(new UsesWritten(new(1, 2, 3, "a"), [4]), new UsesWritten(new(-1, 5, 6, "b"), [7])),
        ["a type in a generic one"] = () => Laws.Hold(new Outer<int>.Inner<string>(1, 2, 3, 4, "a"), new Outer<int>.Inner<string>(-1, 5, 6, 0, "b")),
        ["a constructor that checks"] = () => Laws.Hold(new Checked(0.9), new Checked(0.8)),
        ["members of generated names"] = () => Laws.Hold(new Owned(1, 2), new Owned(3, -4)),
        ["names of generated variables"] = () => Laws.Hold(new Bare([1], [2], 3, 4, 5, 6), new Bare([-1], [0], 1, 2, 3, 4)),
        ["many members"] = () => Laws.Hold(new Wide(1, 2, 3, 4, 5, 6, 7, 8), new Wide(8, -7, 6, 5, 4, 3, 2, 1)),
        ["long arrays"] = () => Laws.Hold(LongFrom(1), LongFrom(3)),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void The_laws_hold_for(string kind) => s_laws[kind]();

    [Fact]
    public void Leaves_are_named_in_camel_case_in_the_order_of_declaration()
    {
        Assert.Equal(["heatGap", "urlFactor", "bias", "class"], Leaves<Rules, double>(new(1, 2, "a", 3, 4, 5, 6)));
        Assert.Equal(["x", "values", "hidden"], Leaves<Fields, double>(new(1, [], 2)));
        Assert.Equal(["a", "b", "c"], Leaves<Mutable, float>(default));
        Assert.Equal(["values", "value", "like", "factor", "left", "right"], Leaves<Bare, float>(default));
    }

    [Fact]
    public void Leaves_of_parts_have_the_parts_names_in_front() => Assert.Equal(
        ["layers.0.weights", "layers.0.bias", "layers.0.offsets", "layers.1.weights", "layers.1.bias", "layers.1.offsets", "top.first.weights", "top.first.bias",
            "top.first.offsets", "top.mix", "top.second.weights", "top.second.bias", "top.second.offsets"],
        Leaves<Deep, float>(new([s_weighted, s_other], new(s_weighted, 1, s_other))));

    [Fact]
    public void Rows_have_their_index_and_items_of_tuples_their_name_or_number()
    {
        Assert.Equal(["matrix", "cube", "rows.0", "rows.1"], Leaves<Tables, double>(TablesFrom(1)));
        Assert.Equal(["pair.a", "pair.b", "mixed.item1", "mixed.item3", "named.start.x", "named.start.y"], Leaves<Paired, double>(new((1, 2), (3, 4, [5]), default)));
    }

    [Fact]
    public void Inherited_members_come_first_and_null_models_have_no_leaves()
    {
        Assert.Equal(["a", "b", "c", "d"], Leaves<Derived, double>(new(1, [2])));
        Assert.Equal(["lower.weights", "lower.bias", "others.0.weights", "others.0.bias"], Leaves<Tower, double>(new(s_net, null, [s_net])));
    }

    [Fact]
    public void Leaves_have_the_shapes_of_the_arrays() =>
        Assert.Equal([[2, 2], [1, 2, 2], [2], [0]], Visited<Tables, double>(TablesFrom(1) with { Rows = [[1, 2], []] }).Select(static leaf => leaf.Shape));

    [Fact]
    public void Users_have_operators()
    {
        Point a = new(1, 2), b = new(3, -4);
        Assert.Equal(new Point(4, -2), a + b);
        Assert.Equal(new Point(-2, 6), a - b);
        Assert.Equal(new Point(-1, -2), -a);
        Assert.Equal(new Point(2, 4), 2 * a);
        Assert.Equal(new Point(2, 4), a * 2);
        Assert.Equal(-5, a.Dot(b));
        Assert.Equal(default, a.Zero());
        Assert.Equal(2, a.ParameterCount);
        Assert.Equal(b, a.From([3, -4]));
        double[] numbers = new double[2];
        b.CopyTo(numbers);
        Assert.Equal([3, -4], numbers);
    }

    [Fact]
    public void Members_that_the_type_has_are_left_alone()
    {
        Owned a = new(1, 2), b = new(3, 4);
        Assert.Equal(new Owned(-1, 2), a + b);
        Assert.Equal(3, a * b);
        Assert.Equal(new Owned(2, 4), 2 * a);
        Assert.Equal(-1, a.Dot(b));
        Assert.Equal(new Owned(4, 6), Sum<Owned, double>(a, b));
    }

    [Fact]
    public void A_derived_record_has_members_of_its_own_type()
    {
        Derived value = new(1, [2]) { D = 3 };
        Assert.Equal(new Derived(0, []) { D = 0 }.D, value.Zero().D);
        Assert.Equal([4], (value + value).C);
        Assert.Equal(4, value.ParameterCount);
        Assert.Equal(2, ((Base)value).ParameterCount);
    }

    [Fact]
    public void Constants_are_carried_over()
    {
        Rules sum = new Rules(1, 2, "a", 3, 4, 5, 6) + new Rules(1, 9, "b", 9, 4, 5, 6);
        Assert.Equal(new Rules(2, 2, "a", 3, 8, 10, 12), sum);
        Assert.Equal((0, 4), (new Paired((1, 2), (3, 4, [5]), default).Zero().Mixed.Item1, new Paired((1, 2), (3, 4, [5]), default).Zero().Mixed.Item2));
        Assert.Equal(7, new Sealed(1, [], 2).Zero().Unit);
        Assert.Equal(0.25, (s_net with { Rate = 0.25 }).Zero().Rate);
    }

    [Fact]
    public void Null_arrays_stay_null()
    {
        Assert.Null((2 * s_weighted).Offsets);
        Assert.Null(s_weighted.From([1, 2, 3, 4]).Offsets);
        Assert.Null(new Tower(s_net, null, []).Zero().Upper);
    }

    [Fact]
    public void A_constructor_that_checks_does_not_see_gradients() => Assert.Equal(18, (20 * new Checked(0.9)).Ratio);

    [Fact]
    public void Results_share_no_memory_with_arguments()
    {
        Weighted copy = s_weighted.From([1, 2, 3, 4]);
        Assert.NotSame(s_weighted.Weights, copy.Weights);
        Assert.NotSame(s_weighted.Weights, (s_weighted + s_other).Weights);
        Assert.NotSame(s_net.Weights, (1 * s_net).Weights);
    }

    [Fact]
    public void Shapes_that_differ_are_refused_by_the_leafs_name_before_anything_is_written()
    {
        Stack target = new(new([1], 2, null), 3, new([4, 5], 6, null)), other = new(new([1], 2, null), 3, new([4], 6, null));
        ArgumentException refused = Assert.Throws<ArgumentException>(() => AddScaled<Stack, float>(target, 1, other));
        Assert.Equal("The leaf 'second.weights' has the shape [2] in one value and [1] in the other.", refused.Message);
        Assert.Equal(1, target.First.Weights[0]);
        Assert.Throws<ArgumentException>(() => target + other);
        Assert.Throws<ArgumentException>(() => target.Dot(other));
        Tables tables = TablesFrom(1);
        Assert.Contains("'matrix'", Assert.Throws<ArgumentException>(() => tables - tables with { Matrix = new double[4, 1] }).Message, StringComparison.Ordinal);
        Assert.Contains("'rows.1'", Assert.Throws<ArgumentException>(() => tables - tables with { Rows = [tables.Rows[0]] }).Message, StringComparison.Ordinal);
        Assert.Contains("'lower.weights'", Assert.Throws<ArgumentException>(
            () => new Tower(s_net, null, []) + new Tower(s_net with { Weights = [] }, null, [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lengths_that_differ_name_the_span()
    {
        Assert.Equal("values", Assert.Throws<ArgumentException>(() => s_weighted.From([1])).ParamName);
        Assert.StartsWith("This Point has 2 numbers, not 3.", Assert.Throws<ArgumentException>(() => new Point(1, 2).CopyTo(new double[3])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_in_place_allocate_nothing()
    {
        Deep target = new([s_weighted.From([1, 2, 3, 4])], new(s_weighted.From([1, 2, 3, 4]), 1, s_other.From([1, 2, 3, 4]))), value = target.Zero();
        Changing changing = new() { Values = [1, 2] }, step = changing.Zero();
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                AddTo<Deep, float>(ref target, 0.5f, value);
                AddTo<Changing, float>(ref changing, 0.5f, step);
                var counter = new Counter<float>();
                Visit(ref target, ref counter);
            }
        }));
    }

    [Fact]
    public void What_can_be_assigned_in_a_record_class_changes_in_place()
    {
        Changing target = new() { Level = 1, Pair = (2, 3), Values = [4] }, same = target;
        AddTo<Changing, float>(ref target, 2, target.From([1, 1, 1, 1]));
        Assert.Same(same, target);
        Assert.Equal((3, (4, 5), 6), (target.Level, target.Pair, target.Values[0]));
    }

    private static Tables TablesFrom(double first) => new(
        new[,] { { first, 2 }, { 3, 4 } }, new[,,] { { { 5, 6 }, { 7, first } } }, [[first, 8], [9, 10]]);

    private static Uses UsesFrom(float first) => new(
        new([first, 2], 3, 4), new(new([first], 5, [6]), new([7], first, 8)), new([first, 2], [3]));

    private static Weighted LongFrom(int first) => new([.. Enumerable.Range(first, 67).Select(static i => i / 8f)], first, [.. Enumerable.Range(first, 33)]);

    private static string[] Leaves<TModel, T>(TModel model)
        where TModel : IDifferentiable<TModel, T> => [.. Visited<TModel, T>(model).Select(static leaf => leaf.Name)];

    private static List<(string Name, int[] Shape)> Visited<TModel, T>(TModel model)
        where TModel : IDifferentiable<TModel, T>
    {
        var names = new Lister<T>([]);
        TModel.Visit(ref model, ref names);
        return names.Seen;
    }

    private static TModel Sum<TModel, T>(TModel a, TModel b)
        where TModel : IDifferentiable<TModel, T> => TModel.Add(a, b);

    private static void AddScaled<TModel, T>(TModel target, T factor, TModel value)
        where TModel : IDifferentiable<TModel, T> => TModel.AddScaled(ref target, factor, value);

    private static void AddTo<TModel, T>(ref TModel target, T factor, in TModel value)
        where TModel : IDifferentiable<TModel, T> => TModel.AddScaled(ref target, factor, value);

    private static void Visit<TModel>(ref TModel model, ref Counter<float> counter)
        where TModel : IDifferentiable<TModel, float> => TModel.Visit(ref model, ref counter);

    private readonly record struct Lister<T>(List<(string Name, int[] Shape)> Seen) : ILeafVisitor<T>
    {
        public void Visit(string name, scoped Span<T> leaf, scoped ReadOnlySpan<nint> shape) =>
            Seen.Add((name, [.. shape.ToArray().Select(static length => (int)length)]));
    }

    private ref struct Counter<T> : ILeafVisitor<T>
    {
        private int _count;

        public void Visit(string name, scoped Span<T> leaf, scoped ReadOnlySpan<nint> shape) => _count += leaf.Length;
    }
}
