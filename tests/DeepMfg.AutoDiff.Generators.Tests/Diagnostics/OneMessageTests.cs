using DeepMfg.AutoDiff.Generators.Tests.Compiling;
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
    public void Of_a_marked_class_that_is_no_record_its_arrays_say_nothing_more() => Of(
        """
        [Differentiable] public partial class Press { public double Force; }
        public static partial class C
        {
            [Differentiable] public static double F(Press[] all, double x) => all[0].Force * x;
            [Differentiable] public static double G(ReadOnlySpan<Press> all, double x) => all[0].Force * x;
            [Differentiable] public static double H(Press[][] all, double x) => all[0][0].Force * x;
            [Differentiable] public static double I(Press one, double x) => one.Force * x;
        }
        """,
        ("DMAD002", "Press", "a class that is no record, which nothing can copy; make it a record"));

    [Fact]
    public void Pointers_are_refused_where_they_are_made() => Of(
        """
        public unsafe struct Buffer { public fixed double Items[4]; }
        public static unsafe partial class C
        {
            static double Twice(double x) { double* p = &x; *p *= 2; return *p; }
            [Differentiable] public static double F(double x) { double* p = stackalloc double[3]; p[0] = x; p[1] = x; return p[0] * p[1]; }
            [Differentiable] public static double G(double x, double* p) => x * p[0];
            [Differentiable] public static double H(double x) => Twice(x) * Twice(2 * x);
            [Differentiable] public static double I(double[] x) { fixed (double* p = x) { double s = 0; for (int i = 0; i < x.Length; i++) s += p[i] * p[i]; return s; } }
            [Differentiable] public static double J(double x) { Buffer b = default; b.Items[0] = x; b.Items[1] = 2 * x; return b.Items[0] * b.Items[1]; }
        }
        """,
        ("CS0227", "Buffer", ""), ("CS0227", "C", ""),
        ("DMAD011", "&x", "'unsafe' code"), ("DMAD011", "stackalloc double[3]", "A pointer cannot be differentiated; make it a 'Span'"),
        ("DMAD011", "p", "The pointer 'p' cannot be differentiated; pass a span or an array"),
        ("DMAD011", "fixed (double* p = x) { double s = 0; for (int i = 0; i < x.Length; i++) s += p[i] * p[i]; return s; }", "'fixed' cannot be differentiated"),
        ("DMAD011", "b.Items[0]", "An element of a pointer or of a buffer of fixed size"));

    [Fact]
    public void State_is_written_and_an_iterator_yields_once() => InClass(
        """
        static double s_state; static readonly double[] s_all = new double[3];
        [Differentiable] public static double F(double x) { s_state = x; s_state += x; C.s_state++; return x; }
        [Differentiable] public static double G(double x) { s_all[0] = x; s_all[1] += x; return x; }
        static IEnumerable<double> Each(double x) { yield return x; yield return x * x; }
        [Differentiable] public static double H(double x) { double s = 0; foreach (double v in Each(x)) s += v; return s; }
        [Differentiable] public static double I(double x) => $"{x:F2}".Length * x + int.CreateChecked(x);
        """,
        ("DMAD012", "s_state", "This writes 's_state'"), ("DMAD012", "s_all[0]", "This writes 's_all[0]'"),
        ("DMAD011", "yield return x;", "'yield' cannot be differentiated; return an array of the values"),
        ("DMAD010", "$\"{x:F2}\".Length", "has no known derivative"), ("DMAD010", "int.CreateChecked(x)", "'int.CreateChecked' has no known"));

    [Fact]
    public void What_an_object_behind_a_question_mark_holds_is_not_written() => InClass(
        """
        public class Part { public double V; public Part? Next; }
        [Differentiable] public static double F(double x, [NoDerivative] Part? p) { p?.V = x; p?.Next?.V += 2; return x; }
        [Differentiable] public static T G<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => x * x;
        """,
        ("DMAD012", ".V", "This writes 'p?.V', which is state outside"), ("DMAD012", ".V", "This writes 'p?.Next?.V', which is"),
        ("DMAD011", "T", "The generic parameter 'x'"));

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
    public void A_callee_that_does_not_compile_is_the_compilers_affair() => InClass(
        """
        static double Bad(double x) => x * nope;
        static double Deep(double x) => Bad(x) * 2;
        struct Part { public double V; public Part(double v) { V = v * nope; } }
        [Differentiable] public static double F(double x) => Bad(x) + Deep(x);
        [Differentiable] public static double G(double x) => new Part(x).V;
        public static double Use() => FValueAndGradient(2).Gradient + GValueAndGradient(2).Gradient;
        """,
        ("CS0103", "nope", "nope"), ("CS0103", "nope", "nope"));

    [Fact]
    public void What_objects_hold_is_said_once_for_each() => InClass(
        """
        public class Part { public double V; public int N; }
        [Differentiable] public static double F(double x) { var l = new List<double>(); l.Add(x); l.Insert(0, x); return l[0]; }
        [Differentiable] public static double G(double x) { var d = new Dictionary<string, double>(); d["a"] = x; d["b"] = x; return d["a"]; }
        [Differentiable] public static double H(double x) { Part p = new(); p.V = x; p.N++; return p.V * p.N; }
        [Differentiable] public static double I(double x) => (double)(Half)x;
        [Differentiable] public static double J(double x) { (double A, int B)? t = (x, 3); return t.Value.A; }
        """,
        ("DMAD011", "l.Add(x)", "An active value in 'List<double>' cannot be differentiated; keep it in an array"),
        ("DMAD011", "d[\"a\"]", "Writing 'd[\"a\"]', which is in an object, cannot be differentiated; keep it in an array"),
        ("DMAD011", "p.V", "Writing 'p.V', which is in an object, cannot be differentiated; make 'Part' a struct, or keep the value in a variable"),
        ("DMAD010", "(Half)x", "'(Half)x' has no known derivative, and an active value reaches it; compute in 'float' or 'double'"),
        ("DMAD010", "t.Value", "keep its parts in variables"));

    [Fact]
    public void What_is_generated_is_not_to_be_written_in_the_project() => InClass(
        "[Differentiable] public static double F(double x) => x * x; [Differentiable] public static double G(double x) => FValueAndGradient(x).Gradient;",
        ("DMAD010", "FValueAndGradient(x)", "write that derivative as a method of your own"));

    [Fact]
    public void An_integer_is_called_as_it_is_written() => InClass(
        "[Differentiable] public static double F(double x, float f) => x * f + (byte)x + (int)f + (char)(x * f);",
        ("DMAD020", "(byte)x", "conversion to 'byte'"), ("DMAD020", "(int)f", "conversion to 'int'"), ("DMAD020", "(char)(x * f)", "conversion to 'char'"));

    [Fact]
    public void What_only_throws_depends_on_nothing_and_says_nothing() =>
        InClass("[Differentiable] public static double F(double x) => throw new NotImplementedException();");

    [Fact]
    public void An_operator_has_its_own_name() => Of(
        "public partial struct V { public double X; [Differentiable] public void operator *=(double b) { X *= b; } [Differentiable] public static double operator *(V v, double b) => v.X * b; }",
        ("DMAD002", "*=", "'operator *=' cannot be differentiated because it is no ordinary method; move the code to a method"),
        ("DMAD002", "*", "'operator *' cannot be differentiated"));

    [Fact]
    public void What_only_an_extern_alias_names_is_called_by_way_of_a_constant_method()
    {
        MetadataReference library = Frontend.UserCode.Compile("public class Steel { public int Grade; public const double R = 8.314; public static int Of(int n) => n; public static double Price(double x) => x; }").WithAssemblyName("Steels")
            .ToMetadataReference(aliases: ["Steels"]);
        const string Taken = "[NoDerivative] static int Of(int n) => Steels::Steel.Of(n); [Differentiable] public static double F(double x) => x * Of(3) * Steels::Steel.R;";
        string[] said =
        [
            .. from file in new[]
               {
                   "[Differentiable] public static double F(double x) => x * Steels::Steel.Of(3);",
                   "[Differentiable] public static double F(double x, Steels::Steel s) => x * s.Grade;",
                   "[Differentiable] public static double F(double x) => Steels::Steel.Price(x);",
                   Taken,
               }
               from found in Frontend.UserCode.Diagnose([library], "extern alias Steels; " + Frontend.UserCode.Class(file))
               select $"{found.Id}: {found.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}",
        ];
        Assert.Equal(
            [
                "DMAD015: Generated code in 'C' would have to name 'Steel', which is known by an 'extern alias' only; name it in a method of this project that is marked [NoDerivative]",
                "DMAD015: Generated code in 'C' would have to name 'Steel', which is known by an 'extern alias' only; pass what is needed of it",
                "DMAD010: 'Steel.Price' has no known derivative, and an active value reaches it; write it in this project, or hold the value constant with Ad.StopGradient(…)",
            ],
            said);
        Generated generated = UserProject.Generate(Frontend.UserCode.Compile("extern alias Steels; " + Frontend.UserCode.Class(Taken)).AddReferences(library));
        Assert.DoesNotContain(generated.Faults(), static fault => fault.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
    }
}
