using static DeepMfg.AutoDiff.Generators.Tests.Diagnostics.Expect;

namespace DeepMfg.AutoDiff.Generators.Tests.Pipeline;

/// <summary>Where a marked method may stand and how it may be declared: what is generated compiles without a warning.</summary>
public sealed class PlaceTests
{
    [Fact]
    public void Nested_and_generic_types_records_and_structs() => Of(
        """
        namespace @namespace.Inner;

        public partial record R<T>(double Rate) where T : class
        {
            public readonly partial record struct S(double K)
            {
                [Differentiable] internal double Law(double x) => x * K * this.K;
            }

            protected partial struct Q
            {
                [Differentiable] public static double Law(double x) => x * x;
            }

            [Differentiable]
            protected internal double F<U>(double x, U u, T t) where U : struct, IComparable<U> => x * Rate;
        }

        public static partial class @scoped<@file, @tape> where @file : struct where @tape : class
        {
            public enum Kinds { One }

            private static class System { }

            public partial interface @required<@extension>
            {
                [Differentiable] static double Law((double A, double B) p, in double x, Kinds? k = Kinds.One) => x * p.A * p.B;
                [Differentiable] public static double Sum(double x, double y) => x * y;
                static class SumDerivatives { }
                [Differentiable] public static void Put<@await>(Span<double> y, double x, @await z) => y[0] = x;
            }
        }
        """);

    [Fact]
    public void A_global_type_and_static_members() => Of("partial class C { [Differentiable] private static float F(float x) => x * x; }");

    [Fact]
    public void Keywords_and_names_of_ours_as_names() => InClass(
        "[Differentiable] public static double @in(double @out, in double tape, double xBar, double cotangent, double value) { double product = @out * xBar; return product * tape * cotangent + value; }");

    [Fact]
    public void Defaults_of_every_kind_and_params() => InClass(
        "[Differentiable] public static double F(double x, string s = \"a\\\"b\", char c = 'x', double d = 1e-3, float f = float.NaN, DayOfWeek w = DayOfWeek.Friday, int? q = null, params int[] rest) => x * d + f + rest.Length;");

    [Fact]
    public void Tuples_and_ref_and_out_parameters() => InClass(
        """
        [Differentiable] public static (double A, (float B, int C) D) F((double a, float b) p, double q = double.NaN) => (p.a * q, (p.b, 3));
        [Differentiable] public static void G(ref double y, out double z, double x, [NoDerivative] out int n) { z = y * x; y += x; n = 3; }
        """);

    [Fact]
    public void Types_that_hide_Math() => InClass(
        "static class Math { public static double Twice(double x) => 2 * x; } [Differentiable] public static double F(double x) => System.Math.Sin(x) + Math.Twice(x);");

    [Fact]
    public void Overloads_are_each_derived() => InClass(
        "[Differentiable] public static double F(double x) => x; [Differentiable] public static float F(float x) => x; [Differentiable] public static double F(double x, double y) => x * y; static double G() => FValueAndGradient(1.0).Gradient + FValueAndGradient(1f).Gradient;");
}
