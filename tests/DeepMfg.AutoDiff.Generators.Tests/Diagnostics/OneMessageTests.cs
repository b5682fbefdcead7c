using Microsoft.CodeAnalysis;
using static DeepMfg.AutoDiff.Generators.Tests.Diagnostics.Expect;

namespace DeepMfg.AutoDiff.Generators.Tests.Diagnostics;

/// <summary>One cause, one message, however often it is met.</summary>
public sealed class OneMessageTests
{
    [Fact]
    public void A_resource_is_refused_where_it_is_opened() => InClass(
        """
        [Differentiable] public static double F(double x, System.IO.StringReader r) { using (r) { return x * r.Peek(); } }
        [Differentiable] public static double G(double x) { using var r = new System.IO.StringReader("a"); int n = r.Peek(); return x * r.Peek() * n; }
        """,
        ("DMAD011", "using (r) { return x * r.Peek(); }", "'using' cannot be differentiated; open the resource in the caller"),
        ("DMAD011", "using var r = new System.IO.StringReader(\"a\");", "'using' cannot be differentiated"));

    [Fact]
    public void A_delegate_is_refused_where_it_is_made_or_called_first() => InClass(
        """
        static Func<double, double> s_f = Math.Sin;
        [Differentiable] public static double F(double x, Func<double, double> f) => f(x) + f(2 * x);
        [Differentiable] public static double G(double x) => s_f(x) + s_f(2 * x);
        [Differentiable] public static double H(double x) { Func<double, double> f = y => y; f = Math.Sin; return f(x) * f(x); }
        """,
        ("DMAD011", "f(x)", "A call of a delegate"), ("DMAD011", "s_f(x)", "A call of a delegate"),
        ("DMAD011", "y => y", "A delegate cannot be differentiated"), ("DMAD011", "Math.Sin", "A delegate cannot be differentiated"));

    [Fact]
    public void A_nullable_number_is_no_parameter_to_differentiate() => InClass(
        "[Differentiable] public static double F(double? x) => x ?? 0; [Differentiable] public static double G(double? x, double y) => x > 1 ? y * y : y;",
        ("DMAD004", "F", "pass the numbers of 'x', of type 'double?', as parameters"), ("DMAD024", "double?", "'x' is held constant"));

    [Fact]
    public void Pointers_are_refused_where_they_are_made() => Of(
        """
        public static unsafe partial class C
        {
            static double Twice(double x) { double* p = &x; *p *= 2; return *p; }
            [Differentiable] public static double F(double x) { double* p = stackalloc double[3]; p[0] = x; p[1] = x; return p[0] * p[1]; }
            [Differentiable] public static double G(double x, double* p) => x * p[0];
            [Differentiable] public static double H(double x) => Twice(x) * Twice(2 * x);
            [Differentiable] public static double I(double[] x) { fixed (double* p = x) { double s = 0; for (int i = 0; i < x.Length; i++) s += p[i] * p[i]; return s; } }
        }
        """,
        ("CS0227", "C", ""),
        ("DMAD011", "&x", "'unsafe' code"), ("DMAD011", "stackalloc double[3]", "A pointer cannot be differentiated; make it a 'Span'"),
        ("DMAD011", "p", "The pointer 'p' cannot be differentiated; pass a span or an array"),
        ("DMAD011", "fixed (double* p = x) { double s = 0; for (int i = 0; i < x.Length; i++) s += p[i] * p[i]; return s; }", "'fixed' cannot be differentiated"));

    [Fact]
    public void What_is_obsolete_as_an_error_is_called_by_what_is_obsolete_only() => InClass(
        """
        [Obsolete("no", true)] static int Old(int n) => n;
        [Obsolete("soon")] static double Helper(double x) => x * Old(2);
        #pragma warning disable CS0618
        [Differentiable] public static double F(double x) => Helper(x);
        """,
        ("DMAD015", "Old(2)", "would have to name 'int C.Old(int n)', which is obsolete; mark 'F' [Obsolete] too"));

    [Fact]
    public void An_operator_has_its_own_name() => Of(
        "public partial struct V { public double X; [Differentiable] public void operator *=(double b) { X *= b; } [Differentiable] public static double operator *(V v, double b) => v.X * b; }",
        ("DMAD002", "*=", "'operator *=' cannot be differentiated because it is no ordinary method; move the code to a method"),
        ("DMAD002", "*", "'operator *' cannot be differentiated"));

    [Fact]
    public void What_only_an_extern_alias_names_is_called_by_way_of_a_constant_method()
    {
        MetadataReference library = Frontend.UserCode.Compile("public class Steel { public int Grade; public static int Of(int n) => n; }").WithAssemblyName("Steels")
            .ToMetadataReference(aliases: ["Steels"]);
        string[] said =
        [
            .. from file in new[]
               {
                   "[Differentiable] public static double F(double x) => x * Steels::Steel.Of(3);",
                   "[Differentiable] public static double F(double x, Steels::Steel s) => x * s.Grade;",
                   "[NoDerivative] static int Of(int n) => Steels::Steel.Of(n); [Differentiable] public static double F(double x) => x * Of(3);",
               }
               from found in Frontend.UserCode.Diagnose([library], "extern alias Steels; " + Frontend.UserCode.Class(file))
               select $"{found.Id}: {found.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}",
        ];
        Assert.Equal(
            [
                "DMAD015: Generated code in 'C' would have to name 'Steel', which is known by an 'extern alias' only; name it in a method of this project that is marked [NoDerivative]",
                "DMAD015: Generated code in 'C' would have to name 'Steel', which is known by an 'extern alias' only; pass what is needed of it",
            ],
            said);
    }
}
