using DeepMfg.AutoDiff.Generators.Tests.Compiling;
using DeepMfg.AutoDiff.Generators.Tests.RandomSource;

namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>What helpers of other types read of their private members, which derivatives read by accessors there.</summary>
public sealed class AccessorTests
{
    private const string Helpers = """
        public static partial class Steel
        {
            private static readonly double[] s_table = [1, 2, 4];
            private static double s_scale = 3;
            private const double Offset = 0.5;
            private static volatile int s_grade = 2;
            private static Counter s_counter;
            private static int Share { get; } = 5;
            public static double Open { private get; set; } = 7;
            private static double Lookup(int i, double factor = 2, params int[] more) => s_table[i] * factor + more.Length;
            private static double Lookup(string name) => name.Length;
            private static ref double At(int i) => ref s_table[i];
            private static void Split(double value, out int whole, ref int count) { whole = (int)value; count++; }
            private static T Largest<T>(T a, T b) where T : IComparable<T> => a.CompareTo(b) < 0 ? b : a;
            public static double Table(double x, int i) => x * s_table[i] + Offset * x;
            public static double Scale(double x) => x * s_scale * s_grade * Share;
            public static double Called(double x, int i) => x * Lookup(i) + x * Lookup(i, more: [i, i]) + x * Lookup("abc") + x * At(i);
            public static double Parted(double x, int i) { int count = i; Split(i + 0.5, out int whole, ref count); return x * whole + x * x * count; }
            public static double Generic(double x, int i) => x * Largest(i, 3);
            public static double Counted(double x) => x * s_counter.Next() + x * s_counter.Next();
            public static double Shown(double x) => x * Open;
            public struct Counter { private int _n; public int Next() => ++_n; public readonly int Now => _n; }
        }
        public partial class Material
        {
            private readonly double[] _curve = [2, 3];
            private double _gain;
            private string Name => "steel";
            public Material(double gain) => _gain = gain;
            private double Hidden(int i) => _gain + i;
            private static double Hidden(Material self, int i) => self._gain - i;
            public double Law(double x, int i) => x * _curve[i] * _gain + x * Name.Length + x * this.Hidden(i) * x + x * Hidden(this, i);
            public static double Of(Material other, double x) => x * other._gain;
        }
        public readonly partial struct Grain
        {
            private readonly string _name;
            private readonly int[] _sizes;
            public Grain(string name, params int[] sizes) { _name = name; _sizes = sizes; }
            private int Count(int more) => _sizes.Length + more;
            public double Law(double x) => x * _name.Length + x * _sizes[1] + x * Count(2);
        }
        public partial struct Meter
        {
            private int _reads;
            private string _name;
            public Meter(string name) { _reads = 0; _name = name; }
            private int Read() => ++_reads;
            public double Law(double x) => x * Read() + x * Read() + x * _name.Length;
        }
        public partial class Box<T> where T : struct
        {
            private static T s_value;
            private static int s_size = 4;
            private readonly T[] _items = new T[3];
            public static void Put(T value) => s_value = value;
            public static double Law(double x) => x * s_size * x + x * Convert.ToDouble(s_value);
            public double Sized(double x) => x * _items.Length;
            public static partial class Inner { private static int s_deep = 6; public static double Law(double x) => x * s_deep; }
        }
        public partial interface IRate
        {
            private static int Steps => 3;
            private int Own() => 2;
            public static double Law(double x) => x * Steps;
            public sealed double Each(double x) => x * Own();
        }
        public class Rate : IRate;
        public partial record Lot(string Name) { private readonly int _pieces = 8; public double Law(double x) => x * _pieces; }
        public partial class DerivativeAccess { private static int s_odd = 9; public static double Law(double x) => x * s_odd; }
        public partial class Taken { private static int DerivativeAccess => 10; public static double Law(double x) => x * DerivativeAccess; }
        public partial class Words { private static int @class = 2; private static int record(int self) => self; public static double Law(double x) => x * @class + x * record(3); }
        public partial class Base { protected int _level = 11; private protected static int s_step = 2; public static double Law(Base b, double x) => x * b._level * s_step; }
        public partial class Derived : Base { private int _own = 3; public double More(double x) => x * _own * _level; }
        """;

    private const string Marked = """
        [Differentiable] public static double Table(double x, int i) => Steel.Table(x, i);
        [Differentiable] public static double Scale(double x) => Steel.Scale(x);
        [Differentiable] public static double Called(double x, int i) => Steel.Called(x, i);
        [Differentiable] public static double Parted(double x, int i) => Steel.Parted(x, i);
        [Differentiable] public static double Generic(double x, int i) => Steel.Generic(x, i);
        [Differentiable] public static double Counted(double x) => Steel.Counted(x);
        [Differentiable] public static double Shown(double x) => Steel.Shown(x);
        [Differentiable] public static double Law(double x, [NoDerivative] Material m, int i) => m.Law(x, i);
        [Differentiable] public static double Of(double x, [NoDerivative] Material m) => Material.Of(m, x);
        [Differentiable] public static double Grained(double x, [NoDerivative] Grain g) => g.Law(x);
        [Differentiable] public static double Metered(double x, [NoDerivative] Meter m) => m.Law(x);
        [Differentiable] public static double Boxed(double x) => Box<float>.Law(x) + Box<float>.Inner.Law(x);
        [Differentiable] public static double Sized(double x, [NoDerivative] Box<int> box) => box.Sized(x);
        [Differentiable] public static double Rated(double x, [NoDerivative] Rate rate) => IRate.Law(x) + ((IRate)rate).Each(x);
        [Differentiable] public static double Pieces(double x, [NoDerivative] Lot lot) => lot.Law(x);
        [Differentiable] public static double Named(double x) => DerivativeAccess.Law(x) + Taken.Law(x) + Words.Law(x);
        [Differentiable] public static double Inherited(double x, [NoDerivative] Base b, [NoDerivative] Derived d) => Base.Law(b, x) + d.More(x);
        public static partial class Again { [Differentiable] public static double Table(double x) => Steel.Table(x, 1) * Steel.Scale(x); }
        public partial class Heir : Base { [Differentiable] public static double Far(double x, [NoDerivative] Base b) => Base.Law(b, x); }
        """;

    [Fact]
    public void What_a_helper_reads_of_its_own_is_read_by_its_derivatives() => Calling.AllGive(
        Helpers + Marked,
        ("C.TableValueAndGradient(2, 2).Gradient", 4.5),
        ("C.ScaleValueAndGradient(2).Gradient", 30),
        ("C.CalledValueAndGradient(2, 1).Value", 2 * (4 + 6 + 3 + 2)),
        ("C.CalledValueAndGradient(2, 1).Gradient", 4 + 6 + 3 + 2),
        ("C.PartedValueAndGradient(2, 4).Gradient", 4 + 2 * 2 * 5),
        ("C.GenericValueAndGradient(2, 4).Gradient", 4),
        ("C.CountedValueAndGradient(2).Value", 2 * (1 + 2)),
        ("C.CountedValueAndGradient(2).Gradient", 3 + 4),
        ("C.ShownValueAndGradient(2).Gradient", 7),
        ("C.LawValueAndGradient(2, new C.Material(5), 1).Gradient", 3 * 5 + 5 + 2 * 2 * 6 + 4),
        ("C.OfValueAndGradient(2, new C.Material(5)).Gradient", 5),
        ("C.GrainedValueAndGradient(2, new C.Grain(\"fine\", 1, 6)).Gradient", 4 + 6 + 4),
        ("C.MeteredValueAndGradient(2, new C.Meter(\"m\")).Gradient", 1 + 2 + 1),
        ("C.BoxedValueAndGradient(2).Gradient", 4 * 4 + 0 + 6),
        ("C.SizedValueAndGradient(2, new C.Box<int>()).Gradient", 3),
        ("C.RatedValueAndGradient(2, new C.Rate()).Gradient", 3 + 2),
        ("C.PiecesValueAndGradient(2, new C.Lot(\"a\")).Gradient", 8),
        ("C.NamedValueAndGradient(2).Gradient", 9 + 10 + 2 + 3),
        ("C.InheritedValueAndGradient(2, new C.Derived(), new C.Derived()).Gradient", 22 + 33),
        ("C.Again.TableValueAndGradient(2).Gradient", 2 * 2 * 2.5 * 30),
        ("C.Heir.FarValueAndGradient(2, new C.Base()).Gradient", 22));

    [Fact]
    public void What_base_and_a_constructors_parameter_mean_to_a_method_they_mean_to_its_derivatives() => Calling.AllGive(
        """
        public class Press { public virtual double Force(int n) => n; public virtual int Rams => 2; }
        public partial class Big(double k) : Press
        {
            public override double Force(int n) => 10 * base.Force(n);
            public override int Rams => 30;
            private double Twice(int n) => base.Force(n) + this.Force(n);
            private double Last(double x) => x * base.Force(5);
            private static double Power(double x, int n) { double k = x; for (int i = 0; i < n; i++) k *= x; return k; }
            [Differentiable] public double F(double x) => x * base.Force(2) * base.Rams;
            [Differentiable] public double G(double x) => x * Force(2) * Rams + Last(x);
            [Differentiable] public double H(double x) => Power(x, 2) * k;
            [Differentiable] public double T(double x) => x * Twice(2);
        }
        """,
        ("new C.Big(10).FValueAndGradient(3).Gradient", 4),
        ("new C.Big(10).GValueAndGradient(3).Gradient", 20 * 30 + 5),
        ("new C.Big(10).HValueAndGradient(3).Gradient", 3 * 9 * 10),
        ("new C.Big(10).TValueAndGradient(3).Gradient", 2 + 20));

    [Fact]
    public void Two_types_that_want_the_same_share_one_accessor_which_reads_as_if_it_were_written_by_hand()
    {
        const string Files = """
            namespace Plant;
            /// <summary>A table.</summary>
            public static partial class Steel
            {
                private static readonly double[] s_table = [1, 2, 4];
                private static double Lookup(int i) => i;
                public static double Table(double x, int i) => x * s_table[i];
                public static double Called(double x, int i) => x * Lookup(i);
            }
            static partial class Turning
            {
                [DeepMfg.AutoDiff.Differentiable] public static double A(double x) => Steel.Table(x, 1);
                [DeepMfg.AutoDiff.Differentiable] public static double B(double x) => Steel.Called(x, 2) + Steel.Table(x, 0);
            }
            static partial class Milling { [DeepMfg.AutoDiff.Differentiable] public static double A(double x) => Steel.Table(x, 2); }
            """;
        Generated generated = UserProject.Generate(new UserFile("Steel.cs", Files));
        Assert.Empty(generated.Faults());
        string text = Assert.Single(generated.Sources, static source => source.HintName == "Plant.Steel,access.g.cs").SourceText.ToString();
        Assert.Equal(
            """
            // <auto-generated/>
            #nullable enable annotations

            namespace Plant;

            using global::System;
            using global::System.CodeDom.Compiler;
            using global::System.Diagnostics.CodeAnalysis;
            using global::DeepMfg.AutoDiff;

            static partial class Steel
            {
                /// <summary>What only this type can name, for the derivatives of methods of other types.</summary>
                [GeneratedCode("DeepMfg.AutoDiff", "0.1.0"), ExcludeFromCodeCoverage]
                [global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]
                internal static class DerivativeAccess
                {
                    /// <summary>Calls <c>Lookup</c>.</summary>
                    public static double Lookup(int i) => global::Plant.Steel.Lookup(i);

                    /// <summary>Gives <c>s_table</c>.</summary>
                    public static ref readonly double[] s_table => ref global::Plant.Steel.s_table;
                }
            }

            """, text.Replace("\r", "", StringComparison.Ordinal));
        Assert.Contains("double[] s_table = global::Plant.Steel.DerivativeAccess.s_table;", generated.Text, StringComparison.Ordinal);
    }

    /// <summary>An accessor names what only its own project can name, so a body that names one is told to nobody.</summary>
    [Fact]
    public void What_is_read_by_an_accessor_is_not_published() => Assert.DoesNotContain("Body", UserProject.Generate(new UserFile(
        "Steel.cs",
        "public static partial class Steel { private static int s_n = 3; public static double Law(double x) => x * s_n; } "
        + "public static partial class C { [DeepMfg.AutoDiff.Differentiable] public static double F(double x) => Steel.Law(x); }")).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("class B { static int s_n; public static double H(double x) => x * s_n; }", "make 'B' partial, or the member at least 'internal'")]
    [InlineData("class A { public partial class B { static int s_n; public static double H(double x) => x * s_n; } } class B : A.B;", "make 'A' partial, or")]
    [InlineData("partial class B { enum K { P } static K s_k; static int Of(K k) => (int)k; public static double H(double x) => x * (int)s_k; }", "make 'K' at least 'internal'")]
    [InlineData("class B { class K { public int N; } static K s_k = new(); public static double H(double x) => x * s_k.GetHashCode(); }", "make the member and 'K' at least 'internal'")]
    [InlineData("partial class B { int this[int i] => i; public static double H(double x) => x * new B()[2]; }", "make it at least 'internal'")]
    [InlineData("partial class B { B(int n) { } public int N; public static double H(double x) => x * new B(2).N; }", "make it at least 'internal'")]
    [InlineData("partial class B { static volatile int s_n; public static double H(double x) => x * Volatile.Read(ref s_n); }", "make it at least 'internal'")]
    [InlineData("partial class B { public int N { get; private set; } public static double H(double x) => x * new B { N = 2 }.N; }", "make it at least 'internal'")]
    [InlineData("partial interface I<in T> { private static int s_n = 2; public static double H(double x) => x * s_n; } class B { public static double H(double x) => I<int>.H(x); }", "make it at least 'internal'")]
    [InlineData("partial class B { struct K { public double N; public override string ToString() => \"\"; } static int Of(object o) => o.GetHashCode(); public static double H(double x) { K k = new() { N = 2 }; return x * Of(k); } }", "make it at least 'internal'")]
    [InlineData("partial class B : Random { public double H(double x) => x * Sample(); public static double H(double x, B b) => b.H(x); }", "make it at least 'internal'", "B.H(x, new B())")]
    public void DMAD015_says_what_would_help(string helper, string instead, string call = "B.H(x)")
    {
        Compiling.Generated generated = UserProject.Generate(new UserFile(
            "B.cs", $"using System;\nusing System.Threading;\n{helper}\nstatic partial class C {{ [DeepMfg.AutoDiff.Differentiable] public static double F(double x) => {call}; }}"));
        Assert.Empty(generated.Faults());
        string said = Assert.Single(UserProject.Analyze(generated.Compilation).Where(static d => d.Severity >= Microsoft.CodeAnalysis.DiagnosticSeverity.Warning)).ToString();
        Assert.Contains("DMAD015", said, StringComparison.Ordinal);
        Assert.Contains(instead, said, StringComparison.Ordinal);
    }
}
