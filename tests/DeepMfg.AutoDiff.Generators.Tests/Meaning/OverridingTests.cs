using static DeepMfg.AutoDiff.Generators.Tests.Diagnostics.Expect;

namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Derivatives of what C# dispatches are dispatched; where an override leaves them as they are, it is said.</summary>
public class OverridingTests
{
    private const string Types = """
        public abstract partial class Press
        {
            [Differentiable(Produce = Derivatives.Gradient | Derivatives.Jvp | Derivatives.Vjp | Derivatives.Split)] public virtual double Load(double x, double[] y) => x * y[0];
            [Differentiable] protected internal virtual double Wear<T>(double x, T tag) where T : class => x * x;
            public static double Slope(Press p) => p.WearValueAndGradient(3, "").Gradient;
        }
        public partial class Knee : Press
        {
            [Differentiable(Produce = Derivatives.Gradient | Derivatives.Jvp | Derivatives.Vjp | Derivatives.Split | Derivatives.Jacobian)]
            public override double Load(double x, params double[] y) => x * x * y[0] * y[0];
            [Differentiable] protected internal override double Wear<T>(double x, T tag) => base.Wear(x, tag) * x;
        }
        public sealed partial class Toggle : Knee
        {
            [Differentiable(Produce = Derivatives.Gradient | Derivatives.Jvp | Derivatives.Vjp | Derivatives.Split | Derivatives.Jacobian)]
            public override double Load(double x, double[] y) => x * x * x * y[0];
            public new double Wear<T>(double x, T tag) => x;
            public double OfKnee(double x, double[] y) => base.LoadValueAndGradient(x, y).Gradient.y[0] + 1000 * base.LoadJacobian(x, y)[0, 0];
            public double IntoOfKnee(double x, double[] y)
            {
                double[] gradient = [0];
                double value = base.LoadValueAndGradient(x, y, out double slope, gradient);
                return value + 1000 * slope + gradient[0];
            }
        }
        public static double Reverse(Press p, double x, double[] y)
        {
            using Tape tape = Tape.Open();
            double xBar = 0;
            double[] yBar = [0];
            double value = p.LoadForward(x, y, tape);
            p.LoadReverse(x, y, tape, 1, ref xBar, yBar);
            return xBar + 100 * yBar[0] + value;
        }
        """;

    [Fact]
    public void Through_a_base_they_are_those_of_what_runs()
    {
        double[] values = Calling.Values(
            Types,
            [
                "((C.Press)new C.Knee()).LoadValueAndGradient(3, [2]).Gradient.x", "((C.Press)new C.Knee()).LoadJvp(3, [2], 1, [0]).Tangent",
                "((C.Press)new C.Toggle()).LoadValueAndGradient(3, [2]).Gradient.y[0]", "((C.Knee)new C.Toggle()).LoadJacobian(3, [2])[0, 0]", "C.Press.Slope(new C.Knee())", "C.Press.Slope(new C.Toggle())",
                "new C.Toggle().OfKnee(3, [2])", "new C.Toggle().IntoOfKnee(3, [2])",
                "C.Reverse(new C.Knee(), 3, [2])", "C.Reverse(new C.Toggle(), 3, [2])",
            ]);
        Assert.Equal([24, 24, 27, 54, 27, 27, 24036, 24072, 24 + 3600 + 36, 54 + 2700 + 54], values);
    }

    [Fact]
    public void DMAD027_stands_at_overrides_that_leave_them() => Of(
        """
        public partial class Base
        {
            [Differentiable] public virtual double Plain(double x, double y) => x * y;
            [Differentiable] public virtual double Named(double x, double y) => x * y;
            [Differentiable] public virtual double Marked(double x, double y) => x * y;
            [Differentiable] public virtual double Asked(double x, double y) => x * y;
            [Differentiable] public virtual double Hidden(double x, double y) => x * y;
        }
        public partial class Own : Base
        {
            public override double Plain(double x, double y) => x * x * y;
            [Differentiable] public override double Named(double a, double b) => a * a * b;
            [Differentiable] public override double Marked(double x, [NoDerivative] double y) => x * x * y;
            [Differentiable(Produce = Derivatives.Vjp)] public override double Asked(double x, double y) => x * x * y;
            [Differentiable] public new double Hidden(double x, double y) => x * x * y;
        }
        [Differentiable] public partial record Shape(double Width) { [Differentiable] public virtual double Area(double x) => Width * x; }
        [Differentiable] public partial record Square(double Width) : Shape(Width) { [Differentiable] public override double Area(double x) => Width * Width * x; }
        """,
        ("DMAD027", "Plain", "called through 'Base' they are not its own; mark it [Differentiable]"),
        ("DMAD027", "Named", "give it the parameters' names, the marks and the 'Produce' of 'Base.Named'"), ("DMAD027", "Marked", "the 'Produce' of 'Base.Marked'"),
        ("DMAD027", "Asked", "the 'Produce' of 'Base.Asked'"), ("DMAD027", "Area", "so leave the mark off 'Shape.Area' and mark what overrides it"));
}
