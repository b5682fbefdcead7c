using static DeepMfg.AutoDiff.Generators.Tests.Frontend.Agreement;

namespace DeepMfg.AutoDiff.Generators.Tests.Frontend;

/// <summary>Calls of methods whose source is here.</summary>
public sealed class CallTests
{
    [Fact]
    public void Named_optional_and_in_arguments() => Holds(
        "[Differentiable] static double F(double x, double y) => G(b: y, a: x) + G(x) + G(x, c: 2, b: y); static double G(double a, in double b = 3, int c = 4) => a * b + c;", [1.5, 2.5]);

    [Fact]
    public void Ref_and_out_arguments() => Holds(
        "[Differentiable] static double F(double x, ref double y, out double z) { G(ref y, out z, x); G(ref z, out _, y); return y * z; } static void G(ref double a, out double b, double c) { b = a * c; a += b; if (c > 2) return; a -= 1; }",
        [1.5, 2.5], [3.0, 2.5]);

    [Fact]
    public void Calls_of_calls() => HoldsAt(
        "[Differentiable] static double F(double x) => G(G(x)) + H(x); static double G(double x) => H(x) * x; static double H(double x) { if (x > 1) return x; return x * x; }", 0.5, 1.5);

    [Fact]
    public void Extension_methods() => HoldsAt("[Differentiable] static double F(double x) => x.Squared() + C.Squared(x); static double Squared(this double x) => x * x;", 1.5);

    [Fact]
    public void Overloads_and_generic_methods() => HoldsAt(
        "[Differentiable] static double F(double x) => G(x) + G(x, 2) * x + First(x, 3); static double G(double x) => x * x; static double G(double x, int n) => n + x; static T First<T>(T a, int b) => a;", 1.5);

    [Fact]
    public void Using_static_and_other_files()
    {
        string text = DeepMfg.AutoDiff.Generators.IR.Printer.Print(UserCode.Lower(
            "using static Shapes; public static partial class C { [Differentiable] static double F(double x) => Area(x); }",
            "static class Shapes { public static double Area(double side) => side * side; }").Method!.Program);
        Assert.Contains("call Area(x)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void StopGradient_and_NoDerivative_stop_what_flows()
    {
        string text = UserCode.Print("[Differentiable] static double F(double x) => x * Ad.StopGradient(x) + G(x, x); static double G(double a, [NoDerivative] double b) => a * b;");
        Assert.Equal(2, text.Split("= StopGradient(x)").Length - 1);
    }
}
