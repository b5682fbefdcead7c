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
        Calling.Gives(members, "C.FValueAndGradient(2).Gradient", derivative);
        Calling.Gives(members, "C.FJvp(2, 1).Tangent", derivative);
    }
}
