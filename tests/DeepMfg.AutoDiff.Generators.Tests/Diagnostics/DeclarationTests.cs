using static DeepMfg.AutoDiff.Generators.Tests.Diagnostics.Expect;

namespace DeepMfg.AutoDiff.Generators.Tests.Diagnostics;

/// <summary>What is wrong with how a marked method is declared.</summary>
public sealed class DeclarationTests
{
    [Fact]
    public void What_stands_around_a_method_has_no_generated_members_name() => Of(
        """
        public static partial class FVjp { [Differentiable] public static double F(double x) => x; }
        public partial class Law<FJvp> { [Differentiable] public static double F(double x) => x; }
        """,
        ("DMAD005", "F", "'FVjp' would be generated for 'F', but the type around it has that name; rename one of them"),
        ("DMAD005", "F", "'FJvp' would be generated for 'F', but a type parameter has that name"));

    [Fact]
    public void Wrt_names_what_is_differentiated() => InClass(
        """
        [Differentiable(Wrt = [])] public static double F(double x) => x;
        [Differentiable(Wrt = [nameof(n), "x"])] public static double G(double x, int n) => x * n;
        [Differentiable(Wrt = ["x"])] public static double H([NoDerivative] double x, double y) => x * y;
        """,
        ("DMAD004", "F", "has no parameter to differentiate with respect to; name one in 'Wrt'"),
        ("DMAD004", "Differentiable(Wrt = [nameof(n), \"x\"])", "'G' has no parameter 'n' to differentiate with respect to; name its parameters of numbers in 'Wrt'"),
        ("DMAD004", "Differentiable(Wrt = [\"x\"])", "'H' has no parameter 'x' to differentiate"));

    [Fact]
    public void A_marked_method_without_mistakes_has_no_diagnostic() => InClass("[Differentiable] public static double F(double x) => x * x;");

    [Fact]
    public void DMAD001_stands_at_the_name_of_each_type_that_is_not_partial() => Of(
        "class Outer { static class Wear { [Differentiable] public static double F(double x) => x; } }",
        ("DMAD001", "Outer", "declare it 'partial'"), ("DMAD001", "Wear", "'Wear' contains the [Differentiable] method 'F'"));

    [Theory]
    [InlineData("abstract partial class C { [Differentiable] public abstract double F(double x); }", "abstract")]
    [InlineData("partial class C { [Differentiable] public async System.Threading.Tasks.Task<double> F(double x) { await System.Threading.Tasks.Task.Yield(); return x; } }", "async")]
    [InlineData("partial class C { [Differentiable] public IEnumerable<double> F(double x) { yield return x; } }", "an iterator")]
    [InlineData("partial interface C { [Differentiable] double F(double x) => x; }", "an instance or virtual method of an interface")]
    [InlineData("partial class C { double r; [Differentiable] public ref double F(double x) { r = x; return ref r; } }", "returns a reference")]
    [InlineData("ref partial struct C { [Differentiable] public double F(double x) => x; }", "'ref struct'")]
    public void DMAD002_says_why_a_member_cannot_be_differentiated(string source, string why) => Of(source, ("DMAD002", "F", why));

    [Fact]
    public void DMAD002_stands_at_a_marked_local_function() => InClass(
        "static double G(double x) { [Differentiable] static double F(double y) => y; return F(x); }", ("DMAD002", "F", "a local function"));

    [Theory]
    [InlineData("[Differentiable] public static int F(double x) => 3;", "int", "returns 'int'")]
    [InlineData("[Differentiable] public static void F(double x) { }", "void", "writes no parameter")]
    [InlineData("[Differentiable(Produce = Derivatives.Gradient)] public static (double, double) F(double x) => (x, x);", "(double, double)", "has no gradient")]
    public void DMAD003_stands_at_the_result(string members, string at, string says) => InClass(members, ("DMAD003", at, says));

    [Fact]
    public void DMAD011_says_which_members_are_made() => InClass(
        "[Differentiable(Produce = Derivatives.Gradient | (Derivatives)16)] public static double F(double x) => x * x;",
        ("DMAD011", "Differentiable(Produce = Derivatives.Gradient | (Derivatives)16)", "'Objective' and 'Split' only"));

    [Fact]
    public void DMAD010_follows_a_value_through_its_text() => InClass(
        "[Differentiable] public static double F(double x) => x * double.Parse(x.ToString());",
        ("DMAD010", "double.Parse(x.ToString())", "Ad.StopGradient"));

    [Fact]
    public void DMAD004_asks_for_a_parameter() => InClass("[Differentiable] public static double F(int n, [NoDerivative] double x) => n * x;", ("DMAD004", "F", "give it a parameter"));

    [Fact]
    public void DMAD005_stands_at_the_method_whose_members_exist() => InClass(
        "[Differentiable] public static double F(double x) => x; static double FVjp(double x, double y, ref double z) => x;", ("DMAD005", "F", "'FVjp'"));

    [Fact]
    public void DMAD005_stands_at_the_second_of_two_overloads_that_need_one_signature() => InClass(
        "[Differentiable] public static double F(double x, ref double y) => x * y; [Differentiable] public static double F(double x, in double y, int n = 0) => x * y;");

    [Fact]
    public void DMAD024_stands_at_the_type_that_holds_numbers() => InClass(
        "public class Tool { public double Speed; } [Differentiable] public static double F(double x, Tool tool, [NoDerivative] Tool other, List<double> table, string name, DateTime day) => x * tool.Speed * table[0];",
        ("DMAD024", "Tool", "holds floating-point values"), ("DMAD024", "List<double>", "mark 'table' [NoDerivative]"));

    [Fact]
    public void Arrays_by_reference_and_generic_numbers_are_refused_by_DMAD011() => InClass(
        "[Differentiable] public static double F(double x, ref double[] w) => x; [Differentiable] public static double G<T>(double x, T t) where T : System.Numerics.INumber<T> => x;",
        ("DMAD011", "double[]", "The array parameter 'w' by reference"), ("DMAD011", "T", "The generic parameter 't'"));

    [Fact]
    public void Wrt_names_the_parameters_to_differentiate() => InClass(
        "[Differentiable(Wrt = [nameof(x)])] public static double F(double x, double y) => x * y; static double G() => FVjp(1, 2, 1, ref s_bar); static double s_bar;");

    [Fact]
    public void Code_that_does_not_compile_is_left_to_the_compiler() => InClass(
        "[Differentiable] public static double F(double x) => x * unknown;", ("CS0103", "unknown", "does not exist"));
}
