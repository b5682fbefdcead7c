using DeepMfg.AutoDiff.Generators.Tests.Compiling;
using DeepMfg.AutoDiff.Generators.Tests.Frontend;
using static DeepMfg.AutoDiff.Generators.Tests.Diagnostics.Expect;

namespace DeepMfg.AutoDiff.Generators.Tests.Diagnostics;

/// <summary>What is wrong with how a marked type is declared.</summary>
public sealed class MarkedTypeTests
{
    [Fact]
    public void A_marked_type_without_mistakes_has_no_diagnostic() => Of(
        "[Differentiable] public readonly partial record struct Rules(double Gap, double[,] Table, (double A, string B) Pair, string Name, DateTime Day, Func<double, double> Law);");

    [Fact]
    public void DMAD001_stands_at_the_marked_type_and_at_those_around_it() => Of(
        "class Outer { [Differentiable] record struct Rules(double Gap); }",
        ("DMAD001", "Outer", "the members of the [Differentiable] type 'Rules' are written into it"), ("DMAD001", "Rules", "declare it 'partial'"));

    [Theory]
    [InlineData("[Differentiable] ref partial struct Rules { public double Gap { get; set; } }", "a 'ref struct'; make it a struct")]
    [InlineData("[Differentiable] partial class Rules { public double Gap { get; set; } }", "a class that is no record, which nothing can copy; make it a record")]
    public void DMAD002_says_why_a_type_cannot_be_differentiated(string source, string why) => Of(source, ("DMAD002", "Rules", why));

    [Fact]
    public void DMAD011_stands_at_a_property_that_computes_what_it_stores() => Of(
        """
        [Differentiable] partial record struct Rules(double Gap) { public double Twice { get => field; set => field = 2 * value; } public double Same { get => field; init => field = value; } }
        struct Squared { public double A { get => field; set => field = value * value; } }
        static partial class C { [Differentiable] public static double F(double x) { Squared s = default; s.A = x; return s.A; } [Differentiable] public static double G(Rules r) => r.Gap; }
        """,
        ("DMAD011", "Twice", "The member 'Twice' of 'Rules', whose accessors compute, cannot be differentiated; leave them empty"),
        ("DMAD011", "s.A", "An active value in 's.A' cannot be differentiated; keep it in variables"));

    [Fact]
    public void DMAD011_stands_at_a_member_of_arrays_that_the_space_does_not_have() => Of(
        """
        [Differentiable] partial record struct Point(double X);
        record struct Plain(double X);
        [Differentiable] partial record struct Grid(double Gap, Point[][] Rows, Plain[] Others);
        """,
        ("DMAD011", "Rows", "hold them in arrays of one dimension"), ("DMAD011", "Others", "mark the type of its elements [Differentiable]"));

    [Fact]
    public void DMAD004_asks_for_a_member_with_numbers() => Of(
        "[Differentiable] partial record struct Rules(int Count, [NoDerivative] double Gap, string Name);", ("DMAD004", "Rules", "no member that holds numbers"));

    [Fact]
    public void DMAD005_stands_at_the_type_that_implements_the_interface_itself()
    {
        const string Own = "[Differentiable] partial record struct Rules(double Gap) : IDifferentiable<Rules, double> "
            + "{ static bool IDifferentiable<Rules, double>.HasSameShape(in Rules a, in Rules b) => true; }";
        Assert.Contains("'IDifferentiable' would be generated for 'Rules'", Assert.Single(
            UserCode.DiagnoseWithoutGenerator(Own), static diagnostic => diagnostic.Id == "DMAD005").GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Differentiable] partial record struct Rules(double Gap, float Speed);", "Speed")]
    [InlineData("[Differentiable] partial record struct Rules(double Gap, (int, float[]) Speed);", "Speed")]
    [InlineData("[Differentiable] partial record struct Rules(float[] Speed, Inner Part); [Differentiable] partial record struct Inner(double X);", "Part")]
    [InlineData("[Differentiable] partial record struct Rules<T>(T[] Speed, double Gap) where T : System.Numerics.IFloatingPointIeee754<T>;", "Gap")]
    public void DMAD006_stands_at_the_member_of_another_scalar_type(string source, string at) => Of(source, ("DMAD006", at, "mark the member [NoDerivative]"));

    [Theory]
    [InlineData("[Differentiable] partial record Rules { public double Gap { get; } = 1; }", "Gap", "cannot be set, cannot be differentiated; give it an 'init' accessor")]
    [InlineData("[Differentiable] partial record struct Rules(double Speed) { public double Gap { get; } = 1; }", "Gap", "or mark it [NoDerivative]")]
    [InlineData("partial record Base { private double Hidden { get; set; } } [Differentiable] partial record Rules(double Gap) : Base;", "Rules", "at least 'protected'")]
    [InlineData("record Base(double Gap); [Differentiable] partial record Rules : Base { public Rules() : base(1) { } public new double Gap { get; init; } }", "Gap", "which hides another")]
    [InlineData("record struct Inner(double X); [Differentiable] partial record struct Rules(double Gap, Inner[] Parts);", "Parts", "mark the type of its elements")]
    [InlineData("[Differentiable] partial record struct Rules(double Gap, (double, double)[] Pairs);", "Pairs", "'(double, double)[]'")]
    [InlineData("[Differentiable] partial struct Rules(double gap) { public double Speed { get; set; } public readonly double Twice => 2 * gap; }", "gap", "declare a property")]
    public void DMAD011_stands_at_the_member_that_cannot_be_differentiated(string source, string at, string says) => Of(source, ("DMAD011", at, says));

    [Theory]
    [InlineData("[Differentiable] partial record Tree(double V, Tree? Left); static partial class C { [Differentiable] static double F(Tree t) => t.V * t.Left!.V; }", "Tree",
        "What 'Left' holds in the parameter 't'")]
    [InlineData("[Differentiable] partial record Tree(double V, Tree[] Kids) { [Differentiable] public double F(double x) => x * V * Kids[0].V; }", "F", "What 'Kids' holds in 'Tree'")]
    [InlineData("[Differentiable] partial record Tree(double V, Tree[] Kids); static partial class C { [Differentiable] static double F((double, Tree) t) => t.Item2.V; }", "(double, Tree)",
        "hold them as numbers, arrays of numbers or marked types, or mark 'Kids' [NoDerivative]")]
    public void DMAD011_stands_where_numbers_of_a_value_would_be_held_constant(string source, string at, string says) => Of(source, ("DMAD011", at, says));

    [Fact]
    public void DMAD015_stands_at_a_type_that_only_its_file_sees() => Of("[Differentiable] file partial record struct Rules(double Gap);", ("DMAD015", "Rules", "cannot access"));

    [Fact]
    public void DMAD024_stands_at_members_whose_numbers_are_held_constant() => Of(
        "record struct Inner(double X); [Differentiable] partial record struct Rules(double Gap, Inner Part, List<double> Table, double? Maybe, [NoDerivative] Inner Other);",
        ("DMAD024", "Part", "its type 'Inner' holds floating-point values; mark that type"), ("DMAD024", "Table", "'List<double>' holds floating-point values; make it numbers, arrays"),
        ("DMAD024", "Maybe", "'double?' holds floating-point values; make it 'double'"));

    [Fact]
    public void DMAD024_sees_the_arrays_in_members_of_unmarked_types() => Of(
        "record struct Inner(double[] X); record struct Outer(Inner Part, Outer[] Others); [Differentiable] partial record struct Rules(double Gap, Outer Outer);",
        ("DMAD024", "Outer", "its type 'Outer'"));

    [Fact]
    public void A_mistake_in_a_part_is_said_once() => Of(
        "[Differentiable] partial record struct Inner(double X, float Y); [Differentiable] partial record struct Rules(double Gap, Inner Part, Inner[] Parts);",
        ("DMAD006", "Y", "'Inner' has numbers of type 'double'"));

    [Fact]
    public void Code_that_does_not_compile_is_left_to_the_compiler() => Of(
        "[Differentiable] partial record struct Rules(double Gap, Unknown Part);", ("CS0246", "Unknown", ""));

    [Theory]
    [InlineData("[Differentiable] partial record struct A(double X, A[] Parts);")]
    [InlineData("[Differentiable] partial record A(double X, A? Next, B? Other); [Differentiable] partial record B(A? Back, double Y);")]
    [InlineData("[Differentiable] partial record struct A<T>(double X, A<A<T>>[] Parts);")]
    [InlineData("[Differentiable] partial record struct A<TVisitor, T>(double[] X, double value, TVisitor Y, T Z) { public struct Zero; public int From; }")]
    [InlineData("[Differentiable] partial record struct Dot(double Zero, double From) { public partial struct Span { } }")]
    [InlineData("[Differentiable] partial record A(double X) { public int Zero() => 1; } [Differentiable] sealed partial record B(double X, double Y) : A(X);")]
    [InlineData("[Differentiable] partial struct A { public double X; public required double[] Y { get; init; } public event Action? Changed; public static double S; public const double C = 1; public double Twice => 2 * X; }")]
    [InlineData("[Differentiable] partial record struct A(double @class, double @int, (double @new, double @this) @params);")]
    [InlineData("abstract partial record Root { public abstract double X { get; init; } } [Differentiable] partial record A(double Y) : Root { public override double X { get; init; } }")]
    [InlineData("partial record Root { public virtual double X { get; init; } } [Differentiable] partial record A(double Y) : Root { public override double X { get; init; } }")]
    [InlineData("public partial interface IPart { [Differentiable] public partial record struct A(double X); }")]
    [InlineData("[Differentiable] partial struct A { readonly double x; public A(double x) => this.x = x; public double[] Like { get; } = []; }")]
    [InlineData("[Differentiable] partial record struct A(double[][] Rows, double[,,,] Box, int[] Counts, string[] Names, bool Is, A.Kind Of) { public enum Kind { None } }")]
    [InlineData("[Differentiable] partial struct A(double x, int n) { public double X { get; set; } = x; public readonly double Twice => n * X; }")]
    [InlineData("[Differentiable] partial record struct A([property: Obsolete] double X, double Y);")]
    [InlineData("[Differentiable] partial record struct a(double X, A.B[] Parts); partial class A { [Differentiable] internal partial record struct B(double X); }")]
    [InlineData("[Differentiable] partial record struct Weights(double X); partial record Holder { [Differentiable] public partial record struct Inner(Weights Weights, Weights[] All); }")]
    public void Types_of_all_kinds_compile_without_a_warning(string source)
    {
        string text = $"#pragma warning disable\nusing DeepMfg.AutoDiff;\n{source}\nnamespace Space {{ {source} }}\n";
        foreach (Settings settings in new Settings[] { new(), new() { Nullable = false, ChecksOverflow = true } })
        {
            Generated generated = UserProject.Generate(UserProject.Compile([new("Types.cs", text)], settings));
            Assert.Empty(generated.Faults());
            Assert.NotEmpty(generated.Sources);
        }
        Assert.Empty(UserCode.Diagnose(text).Where(static d => d.Id.StartsWith("DMAD", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("[Differentiable] partial record struct A(double X, ")]
    [InlineData("[Differentiable] partial record struct (double X);")]
    [InlineData("[Differentiable] partial record struct A(double X, double X);")]
    [InlineData("[Differentiable] partial record struct A(A Part, double X);")]
    [InlineData("[Differentiable] partial record A(double X) : A(X);")]
    [InlineData("[Differentiable] partial record struct A(double X); [Differentiable] partial record struct A(double Y);")]
    [InlineData("[Differentiable] partial enum A { X }")]
    [InlineData("[Differentiable] partial interface A { double X { get; set; } }")]
    [InlineData("[Differentiable] static partial class A { public static double X; }")]
    [InlineData("[Differentiable] partial record struct A(double* X, delegate*<double> Y, dynamic Z, __arglist);")]
    public void Broken_code_is_read_without_an_exception(string source)
    {
        Generated generated = UserProject.Generate(UserProject.Compile([new("Types.cs", $"using DeepMfg.AutoDiff;\n{source}\n")]));
        Assert.DoesNotContain(generated.Reported, static diagnostic => diagnostic.Id == "CS8785");
        Assert.DoesNotContain(UserProject.Analyze(generated.Compilation), static diagnostic => diagnostic.Id is "AD0001" or "DMAD033");
    }
}
