namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Generic methods in source are lowered for the types that they are called with.</summary>
public class GenericTests
{
    [Theory]
    [InlineData("static (T, U) Pair<T, U>(T a, U b) => (a, b);", "var (a, b) = Pair(x, 3); return a * b;", 3)]
    [InlineData("static (T First, (U Inner, T Back) Second) Pair<T, U>(T a, U b) => (a, (b, a));", "var p = Pair(x, 3); return p.Second.Inner * p.Second.Back;", 3)]
    [InlineData("static double Count<T>(double x, T v) { (T, int)[] pairs = new (T, int)[2]; T[] one = new T[1]; return x * (pairs.Length + one.Length); }", "return Count(x, \"a\");", 3)]
    [InlineData("static double Name<T>(double x, T v) => x * typeof(T).Name.Length; static double Outer<T>(double x, T v) => Name(x, new List<T>()) + Name(x, v);",
        "return Outer(x, 1) + Outer(x, \"a\");", 6 + 5 + 6 + 6)]
    [InlineData("class Box<T> { public class Inner { public int N = 3; } public static Inner Make() => new Inner(); } static double Use<T>(double x, T v) { Box<T>.Inner inner = Box<T>.Make(); return x * inner.N; }",
        "return Use(x, 1) + Use(x, \"a\");", 6)]
    [InlineData("class Two<T> { public static (T, double) Of(T v, double x) => (v, 3 * x); public static double Second(T v, double x) { var (first, second) = Of(v, x); return second; } }",
        "return Two<int>.Second(1, x) + Two<string>.Of(\"a\", x).Item2;", 6)]
    [InlineData("static double Null<T>(double x, T? v) => v is null ? x : 3 * x;", "return Null(x, 1);", 3)]
    public void A_generic_method_is_derived_for_its_arguments(string helper, string body, double derivative)
    {
        string members = $"{helper} [Differentiable] public static double F(double x) {{ {body} }}";
        Calling.AllGive(
            members,
            ("C.FValueAndGradient(2).Gradient", derivative),
            ("C.FJvp(2, 1).Tangent", derivative));
    }

    [Theory]
    [InlineData("T.K * x", 2)]
    [InlineData("T.M(3) * x", 3)]
    [InlineData("T.Own(x) * 2", 8)]
    [InlineData("T.Default(x)", 5)]
    [InlineData("T.Name<int>(x).Length * x", 5)]
    public void A_static_member_of_a_type_parameter_is_that_of_the_type(string expression, double derivative)
    {
        string members = $$"""
            public interface IK
            {
                static abstract double K { get; }
                static abstract double M(int n);
                static abstract double Own(double x);
                static virtual double Default(double x) => 5 * x;
                static abstract string Name<U>(double x);
            }
            public struct A : IK
            {
                public static double K => 2;
                public static double M(int n) => n;
                public static double Own(double x) => x * x;
                public static string Name<U>(double x) => typeof(U).Name;
            }
            static double Helper<T>(double x) where T : IK => {{expression}};
            [Differentiable] public static double F(double x) => Helper<A>(x);
            [Differentiable] public static double G<T>(double x) where T : IK => x * T.K;
            """;
        Calling.AllGive(
            members,
            ("C.FValueAndGradient(2).Gradient", derivative),
            ("C.GValueAndGradient<C.A>(2).Gradient", 2));
    }

    [Fact]
    public void A_member_of_a_type_parameter_is_that_of_the_struct_that_stands_for_it()
    {
        const string members = """
            public interface ILaw { double Of(double x); double K { get; } double A { get; } double this[int i] { get; } void Move(double by); }
            public record struct Square(double A) : ILaw { public double Of(double x) => A * x * x; public double K => A + 1; public double this[int i] => A * i; public void Move(double by) => A += by; }
            static double Use<T>(T law, double x) where T : struct, ILaw { T moved = law; moved.Move(x); return law.Of(x) * law.K + law[2] * moved.A; }
            [Differentiable] public static double F(double a, double x) => Use(new Square(a), x);
            """;
        // a (a + 1) x² + 2 a (a + x)
        Calling.AllGive(
            members,
            ("C.FValueAndGradient(2, 3).Gradient.a", 5 * 9 + 2 * 5 + 4),
            ("C.FValueAndGradient(2, 3).Gradient.x", 6 * 6 + 4),
            ("C.FJvp(2, 3, 1, 0).Tangent", 5 * 9 + 2 * 5 + 4));
    }

    [Theory]
    [InlineData("T chosen = first ? a : b; return T.Of(chosen, x);", "DMAD011")]
    [InlineData("for (int i = 0; i < 3; i++) (a, b) = (b, a); return T.Of(a, x);", "DMAD011")]
    [InlineData("if (first) return T.Of(a, x); double y = T.Of(b, x); return y * T.Of(a, y);", null)]
    public void Which_value_of_a_type_parameter_is_called_is_chosen_among_the_calls(string body, string? said) => Assert.Equal(
        said is null ? [] : [said],
        Calling.Says($$"""
            public interface IPart<TSelf> : IDifferentiable<TSelf, double> where TSelf : IPart<TSelf>
            {
                static abstract double Of(TSelf part, double x);
                static abstract double OfVjp(TSelf part, double x, double cotangent, ref TSelf partBar, ref double xBar);
            }
            [Differentiable(Produce = Derivatives.Vjp)] public static double F<T>(T a, T b, double x, bool first) where T : IPart<T> { {{body}} }
            """));

    [Fact]
    public void A_recursion_whose_types_grow_is_refused() => Assert.Equal(["DMAD011"], Calling.Says(
        "static double R<T>(double x, T v, int n) => n == 0 ? x : R<List<T>>(x, new List<T>(), n - 1); [Differentiable] public static double F(double x) => R(x, 1, 3) * x;"));

    [Theory]
    [InlineData("struct A : IK { static double IK.K => 2; }", "DMAD015")]
    [InlineData("struct A : IK { }", "DMAD011")]
    public void A_static_member_that_only_the_type_parameter_can_name_is_refused(string type, string diagnostic) => Assert.Equal([diagnostic], Calling.Says(
        $"interface IK {{ static virtual double K => 3; }} {type} static double Helper<T>(double x) where T : IK => x * T.K; [Differentiable] public static double F(double x) => Helper<A>(x);"));
}
