using DeepMfg.AutoDiff.Generators.Tests.Compiling;

namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>What a name, an overload, a conversion or an omitted argument means in the user's method it means in the derivatives of that.</summary>
public class BindingTests
{
    private const string Members = """
        public static class Over
        {
            public static int H(long n) => 1; public static int H(int n) => 2;
            public static int O(object o) => 1; public static int O(string s) => 2; public static int O(Base b) => 3; public static int O(Derived d) => 4;
            public static int I<T>(T x) => typeof(T) == typeof(object) ? 3 : typeof(T) == typeof(string) ? 4 : typeof(T) == typeof(long) ? 5 : 6;
            public static int N(nint n) => 5; public static int N(int n) => 6;
            public static int Q(int a, int b = 3, params int[] p) => a * 100 + b * 10 + p.Length;
            public static int Line([System.Runtime.CompilerServices.CallerLineNumber] int line = 0) => line;
            public static string Text(int k, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(k))] string s = "") => s;
        }
        public readonly struct W(int v)
        {
            public int V => v;
            public static W operator --(W w) => new(w.V - 1);
            public static W operator checked --(W w) => new(w.V - 3);
            public static bool operator >(W a, W b) => a.V > b.V;
            public static bool operator <(W a, W b) => a.V < b.V;
            public static W operator +(W a, W b) => new(a.V + b.V);
            public static implicit operator W(int n) => new(n);
            public static explicit operator int(W w) => w.V * 2;
        }
        public struct Turns
        {
            public int N;
            public void operator ++() => N += 1;
            public void operator checked ++() => N += 10;
            public void operator +=(int k) => N += k;
            public void operator checked +=(int k) => N += 10 * k;
        }
        public class Base
        {
            public int L = 1;
            public int P => 1;
            public int M() => 1;
            protected internal double Told(double x) => x * M() + x * L + x * Over.O(this);
            public virtual int V() => 1;
            public virtual int U => 1;
        }
        public partial class Derived : Base
        {
            public new int L = 10;
            public new int P => 10;
            public new int M() => 10;
            public override int V() => 7;
            public override int U => 10;
            double Own(double x) => x * base.L + x * base.P * x + base.M() * x;
            [Differentiable] public double G(double x) => x * base.M() * base.V() + x * M() * V() + ((Base)this).M() * x;
            [Differentiable] public double H(double x) => x * base.L + x * base.P + x * base.U + x * base.M() + x * L;
            [Differentiable] public double I(double x) => Own(x) + x;
            [Differentiable] public double J(double x) { Base b = this; return Told(x) + b.M() * x + x * Over.O(b) + x * Over.O(this); }
        }
        [Differentiable] public static double Turned(double x) { Turns t = default; t++; checked { t++; t += 2; } t += 3; return x * t.N; }
        private static object Text() => "abc";
        [Differentiable] public static double Wider(double x, Derived d)
        {
            object o = "abc";
            return x * Over.O(o) + x * Over.O("abc") + x * Over.O(Text()) + d.Told(x);
        }
        [Differentiable] public static double Inferred(double x) { object o = "abc"; long n = 7; return x * Over.I(o) + x * Over.I("abc") + x * Over.I(n) + x * Over.I(7); }
        [Differentiable] public static double Overloads(double x, int n) => x * Over.H(n) + x * Over.H((long)n);
        [Differentiable] public static double Omitted(double x, int n) => x * Over.Q(n, p: 5) + x * Over.Q(n) + x * Over.Q(n, p: [1, 2, n]) + x * Over.Q(b: 1, a: 2);
        [Differentiable] public static double Native(double x, int n) { nint k = 7; return x * Over.N(k) + x * Over.N(n) + x * (int)(k + n); }
        [Differentiable] public static double Lifted(double x, int n)
        {
            W? s = n > 0 ? new W(2) : null, t = s + 1;
            int? i = (int?)s;
            W u = 9;
            u--;
            checked { u--; x *= (--u).V; }
            W? none = null;
            return x * (i ?? 5) + x * (t?.V ?? 7) + (none + u > 3 ? 0 : 1) + ((none + 2) is null ? 0 : x);
        }
        [Differentiable] public static double Here(double x, int n) => x * Over.Line() + x * Over.Text(n + 1).Length;
        """;

    [Fact]
    public void Derivatives_name_what_the_method_names() => Calling.AllGive(
        Members,
        ("C.OverloadsValueAndGradient(2, 1).Gradient", 3),
        ("C.OmittedValueAndGradient(2, 1).Gradient", 604),
        ("C.NativeValueAndGradient(2, 1).Gradient", 19),
        ("C.LiftedValueAndGradient(2, 1).Gradient", 7 * 2),
        ("C.LiftedValueAndGradient(2, -1).Gradient", 12 * 2),
        ("C.HereValueAndGradient(2, 1).Gradient - C.Here(1, 1)", 0),
        ("new C.Derived().GValueAndGradient(2).Gradient", 72),
        ("new C.Derived().HValueAndGradient(2).Gradient", 14),
        ("new C.Derived().IValueAndGradient(2).Gradient", 7),
        ("new C.Derived().JValueAndGradient(2).Gradient", 5 + 1 + 3 + 4),
        ("C.TurnedValueAndGradient(2).Gradient", 1 + 10 + 20 + 3),
        ("C.InferredValueAndGradient(2).Gradient", 3 + 4 + 5 + 6),
        ("C.WiderValueAndGradient(2, new()).Gradient", 1 + 2 + 1 + 5));

    [Fact]
    public void Derivatives_of_the_corpus_bind_to_what_its_methods_bind_to()
    {
        string folder = Repository.Path("tests/DeepMfg.AutoDiff.Corpus");
        UserFile[] files =
        [
            .. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Select(file => (Name: Path.GetRelativePath(folder, file), Path: file))
                .Where(static file => !file.Name.StartsWith("obj", StringComparison.Ordinal) && !file.Name.StartsWith("bin", StringComparison.Ordinal))
                .Select(static file => new UserFile(file.Name, File.ReadAllText(file.Path))),
        ];
        Generated generated = UserProject.Generate(files);
        Assert.Empty(generated.Faults());
        Assert.InRange(generated.Sources.Length, 300, int.MaxValue);
        Assert.Empty(Bindings.Strange(generated));
    }
}
