using DeepMfg.AutoDiff.Generators.Tests.Compiling;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Tests.Pipeline;

/// <summary>Builds in which every warning is an error: what the user wrote has none, so what is generated for it has none either.</summary>
public class QuietTests
{
    private static readonly string[] Files =
    [
        // CS3001: a parameter that other languages cannot pass.
        """
        using System; using DeepMfg.AutoDiff; [assembly: CLSCompliant(true)]
        public static partial class Compliant
        {
            [CLSCompliant(false), Differentiable] public static double F(double x, uint n) => x * n;
            [CLSCompliant(false), Differentiable(Produce = Derivatives.Split)] public static double H(double x) => x * x;
            [CLSCompliant(false), Differentiable(Produce = Derivatives.Jacobian | Derivatives.Objective)] public static double[] J(double[] x, uint n) => [x[0] * n];
        }
        """,
        // CS0108, CS0114: what is generated hides what an ancestor has.
        """
        using DeepMfg.AutoDiff;
        public partial class Base
        {
            [Differentiable] public static double F(double x) => x * x * x;
            [Differentiable] public virtual double V(double x) => 2 * x;
            [Differentiable(Produce = Derivatives.Objective | Derivatives.Jacobian | Derivatives.Split)] public static double[] J(double[] x) => [x[0] * x[0]];
        }
        public class Named { public class KDerivatives { } public static double KVjp(double x, double cotangent, ref double xBar) => 1; public static int KValueAndGradient; public virtual void WJvp(double x, double d) { } }
        public partial class Derived : Base
        {
            [Differentiable] public static new double F(double x) => x * x;
            [Differentiable] public override double V(double x) => x;
            [Differentiable(Produce = Derivatives.Objective | Derivatives.Jacobian | Derivatives.Split)] public static new double[] J(double[] x) => [x[0]];
        }
        public partial class Last : Derived { [Differentiable] public sealed override double V(double x) => x * x; }
        public partial class Other : Named { [Differentiable] public static double K(double x) { while (x < 3) x *= x + 2; return x; } [Differentiable] public double W(double x) => x; }
        """,
        // CS9192, CS9193, CS9195: a value for 'ref readonly'.
        """
        using DeepMfg.AutoDiff;
        public class Looking { public int Look(ref readonly int n) => n; public int Of(ref readonly string s) => s.Length; public static int S(ref readonly int n) => n; }
        public static partial class ReadOnlyReferences
        {
            static readonly int s_f = 3;
            static double G(ref readonly double a) => a * a;
            static int H(ref readonly int a) => a * a;
            [Differentiable] public static double F(double x, int n, ref readonly int m) => G(in x) * H(in n) * x * H(in m);
            [Differentiable] public static double Given(double x, Looking k, int n, int[] a, string t, ref readonly int m)
            {
                int total = k.Look(in m) + Looking.S(ref n);
                for (int i = 0; i < a.Length; i++) { int j = i * 2; total += k.Look(in a[i]) + k.Look(in j) + k.Look(in s_f) + k.Of(in t); }
                return x * total;
            }
        }
        """,
        // CS1718: two names of one value; CS0251: an index that is seen to be negative.
        """
        using System; using DeepMfg.AutoDiff;
        public class Same { public static bool operator ==(Same? a, Same? b) => true; public static bool operator !=(Same? a, Same? b) => false; public override bool Equals(object? o) => true; public override int GetHashCode() => 0; }
        public static partial class Selves
        {
            [Differentiable] public static double F(double x, string s, int n, DayOfWeek day, object q, Same k)
            {
                string t = s; int m = n; DayOfWeek d = day; object r = q; Same l = k; int? a = n; int? b = a;
                if (t == s) x *= x;
                if (d >= day && m == n && r == q && k == l && a == b) x *= 2;
                return x;
            }
            [Differentiable] public static double G(double x, int[] a, [NoDerivative] double[] c, double[] w, bool b)
            {
                int j = -1; const int K = 1; int i = K - 2; string[] q = ["a"];
                if (b) x *= a[j] * q[j].Length * c[i] * w[i];
                return x * x;
            }
        }
        """,
        // What is obsolete is called by what is so too, even where that is an error.
        """
        using System; using DeepMfg.AutoDiff;
        [Obsolete("no", true)] public static class OldHome { public static double Act(double x) => x * x; }
        public static partial class Aged
        {
            [Obsolete("no", true)] static int Old(int n) => n;
            [Obsolete, Differentiable] public static double F(double x, int n) => x * Old(n) * OldHome.Act(x);
            [Obsolete("a \"new\" one is better", true, DiagnosticId = "MY1"), Differentiable(Produce = Derivatives.Objective | Derivatives.Gradient | Derivatives.Vjp)]
            public static double G(double x, int n) => x * Old(n);
        }
        """,
        // Names that files do not tell apart.
        """
        using DeepMfg.AutoDiff;
        namespace n { public static partial class A { [Differentiable] public static double F(double x) => x; [Differentiable] public static double f(double x) => x; } }
        namespace N { public static partial class A { [Differentiable] public static double F(double x) => x; } public static partial class a { [Differentiable] public static double F(double x) => x; } }
        namespace N.B { public static partial class A { [Differentiable] public static double F(double x) => x; } }
        namespace N { public static partial class Bx { public static partial class A { [Differentiable] public static double F(double x) => x; } } }
        namespace N.b { public static partial class A { [Differentiable] public static double F(double x) => x; } public partial class Q<T> { [Differentiable] public static double F(double x) => x; } public partial class q<t> { [Differentiable] public static double F(double x) => x; } }
        namespace M { public static partial class Á { [Differentiable] public static double F(double x) => x; } public static partial class कि { [Differentiable] public static double F(double x) => x; } public static partial class की { [Differentiable] public static double F(double x) => x; } }
        """,
        // What is said of parameters is said of all, or C# asks for the rest.
        """
        using System; using DeepMfg.AutoDiff;
        /// <summary>Laws.</summary>
        public static partial class Documented
        {
            /// <summary>Tool life.</summary>
            /// <param name="speed">The cutting speed in m/min, as
            /// <see cref="Math"/> and <c>a &lt; b</c> say.</param>
            /// <param name="weights">Weights.</param>
            /// <returns>Minutes.</returns>
            [Differentiable(Produce = Derivatives.Default | Derivatives.Split | Derivatives.Objective)]
            public static double Life(double speed, double[] weights, int @in = 3, params int[] rest) => speed * weights[0] * @in + rest.Length;
        }
        """,
    ];

    private static readonly Lazy<Compiling.Generated> s_generated = new(static () => UserProject.Generate(Files.Select(static (text, i) => new UserFile($"File{i}.cs", text))));

    [Fact]
    public void Nothing_generated_has_a_warning()
    {
        Compiling.Generated generated = s_generated.Value;
        Diagnostic[] faults = [.. generated.Faults().Concat(UserProject.Analyze(generated.Compilation)).Where(static fault => fault.Severity > DiagnosticSeverity.Info)];
        Assert.True(faults.Length == 0, string.Join("\n", faults.Select(fault => $"{fault}\n{generated.TextOf(fault.Location)}")));
        int bodies = generated.Sources.Count(static source => source.HintName.EndsWith(",body.g.cs", StringComparison.Ordinal));
        Assert.Equal((31, 20), (generated.Sources.Length - bodies, bodies));
    }

    [Fact]
    public void The_derivatives_of_what_is_obsolete_are_so_too()
    {
        string text = s_generated.Value.TextOf("partial class Aged");
        Assert.Contains("[global::System.ObsoleteAttribute]\n    public static (double Value, double Gradient) FValueAndGradient", text.Replace("\r", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("[global::System.ObsoleteAttribute(\"a \\\"new\\\" one is better\", true, DiagnosticId = \"MY1\")]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_user_says_of_parameters_stands_at_the_derivatives_too()
    {
        string text = s_generated.Value.TextOf("partial class Documented");
        Assert.Contains("/// <param name=\"speed\">The cutting speed in m/min, as <see cref=\"T:System.Math\" /> and <c>a &lt; b</c> say.</param>", text, StringComparison.Ordinal);
        Assert.Contains("/// <param name=\"in\">As <c>Life</c> takes it.</param>", text, StringComparison.Ordinal);
        Assert.Contains("/// <param name=\"cotangent\">The cotangent of the result.</param>", text, StringComparison.Ordinal);
        Assert.Contains("/// <param name=\"speedBar\">What the cotangent of <paramref name=\"speed\"/> is added to.</param>", text, StringComparison.Ordinal);
        Assert.Contains("/// <returns>Minutes.</returns>", text, StringComparison.Ordinal);
    }
}
