namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Values that derivatives take by convention, and what never reaches them.</summary>
public class KinkTests
{
    [Theory]
    [InlineData("Math.Abs(x)", 0, 0)]
    [InlineData("Math.Max(x, 0)", 0, 0.5)]
    [InlineData("Math.Min(0, x)", 0, 0.5)]
    [InlineData("Math.Max(x, x)", 2, 1)]
    [InlineData("Math.Sign(x) * x", 2, 1)]
    [InlineData("Math.Floor(x) + Math.Ceiling(x) + Math.Round(x) + Math.Truncate(x)", 0.5, 0)]
    [InlineData("Ops.Relu(x)", 0, 0)]
    [InlineData("Math.Sqrt(x)", 0, double.PositiveInfinity)]
    [InlineData("Math.Sqrt(-x)", 0, double.NegativeInfinity)]
    [InlineData("Math.Log(x)", -2, double.NaN)]
    [InlineData("Math.Log(-x)", 0, double.NegativeInfinity)]
    [InlineData("Math.Acosh(x)", -2, double.NaN)]
    [InlineData("Math.Atanh(x)", -2, double.NaN)]
    [InlineData("1 % x", 0.2, -4)]
    [InlineData("Math.IEEERemainder(1, x)", 0.2, -5)]
    [InlineData("Math.Pow(x, 2)", 0, 0)]
    [InlineData("Math.Pow(x, 1)", 0, 1)]
    [InlineData("Math.Pow(x, 0)", 0, 0)]
    [InlineData("Math.Pow(x, 3)", -2, 12)]
    [InlineData("Math.Pow(2, x)", 0, 0.6931471805599453)]
    [InlineData("Math.Clamp(x, 1, 2)", 1.5, 1)]
    [InlineData("Math.Clamp(x, 1, 2)", 3, 0)]
    [InlineData("x > 0 ? Math.Sqrt(x) : 0 * x", -4, 0)]
    [InlineData("x == 0 ? 1 : Math.Sin(x) / x", 0, 0)]
    [InlineData("x switch { <= 0 => 2 * x, _ => Math.Log(x) }", -1, 2)]
    [InlineData("x > 0 && Math.Log(x) > 1 ? x * x : 3 * x", -1, 3)]
    [InlineData("(x > 0 ? Math.Sqrt(x) : 1) * x", -1, 1)]
    [InlineData("Ad.StopGradient(x) * x", 3, 3)]
    public void Derivatives_are_those_of_the_contract(string expression, double at, double derivative)
    {
        string members = $"[Differentiable] public static double F(double x) => {expression};";
        string x = at.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        Calling.AllGive(
            members,
            ($"C.FValueAndGradient({x}).Gradient", derivative),
            (Calling.Pulled(x), derivative),
            ($"C.FJvp({x}, 1).Tangent", derivative));
    }

    [Fact]
    public void A_value_overwritten_before_its_use_has_no_derivative()
    {
        const string members = "[Differentiable] public static double F(double x) { double y = Math.Log(x); if (x < 0) y = x * x; return y; }";
        Calling.AllGive(
            members,
            ("C.FValueAndGradient(-3).Gradient", -6),
            (Calling.Pulled("-3"), -6),
            ("C.FJvp(-3, 1).Tangent", -6));
    }

    /// <summary>Zero wins over infinity in the chain rule: nothing flows through a partial or from a tangent or cotangent that is zero.</summary>
    [Theory]
    [InlineData("return Math.Sqrt(x) + y;", 0, 1, double.PositiveInfinity, 1)]
    [InlineData("return Math.Max(Math.Sqrt(x * x + y * y), 1e-10);", 0, 0, 0, 0)]
    [InlineData("return Math.Sqrt(x * x + y * y);", 0, 0, 0, 0)]
    [InlineData("double s = x > 5 ? y : 0.0; return x / s;", 1, 1, double.PositiveInfinity, 0)]
    [InlineData("double h = 0; for (int i = 0; i < 3; i++) h += Math.Sqrt(2 * x * h) * y; return h + x;", 9, 0.1, 1, 0)]
    [InlineData("return x * Math.Sqrt(2 * y / 1000);", 0, 0, 0, 0)]
    [InlineData("return Math.Min(y / x, 5);", 0, 1, 0, 0)]
    [InlineData("return Math.Max(Math.Log(x), -100) + y;", 0, 1, 0, 1)]
    [InlineData("return double.MaxNumber(Math.Log(x), y);", -2, 1, 0, 1)]
    [InlineData("return Math.Sqrt(Math.Max(x, 0)) + y;", -1, 3, 0, 1)]
    [InlineData("double s = y; for (int i = 0; i < 4; i++) s = Math.Sqrt(x * x) * s; return s;", 0, 2, 0, 0)]
    public void Zero_wins_over_infinity(string body, double x, double y, double byX, double byY)
    {
        string members = $$"""
            [Differentiable] public static double F(double x, double y) { {{body}} }
            public static (double X, double Y) Pulled(double x, double y, double cotangent) { double a = 0, b = 0; FVjp(x, y, cotangent, ref a, ref b); return (a, b); }
            """;
        string at = FormattableString.Invariant($"{x:R}, {y:R}");
        Calling.AllGive(
            members,
            ($"C.FValueAndGradient({at}).Gradient.x", byX),
            ($"C.FValueAndGradient({at}).Gradient.y", byY),
            ($"C.Pulled({at}, 1).X", byX),
            ($"C.Pulled({at}, 1).Y", byY),
            ($"C.Pulled({at}, 0).X + C.Pulled({at}, 0).Y", 0),
            ($"C.FJvp({at}, 1, 0).Tangent", byX),
            ($"C.FJvp({at}, 0, 1).Tangent", byY),
            ($"C.FJvp({at}, 0, 0).Tangent", 0));
    }

    /// <summary>Every body computes at x = −1 what is not a number there, and does not use it.</summary>
    [Theory]
    [InlineData("double root = Math.Sqrt(x); return x > 0 ? root : 2 * x;", 2)]
    [InlineData("double root = 3 * Math.Sqrt(x) + 1; double y = 2 * x; if (x > 0) y += root; return y * y;", -8)]
    [InlineData("double root = Math.Sqrt(x), y = 2 * x; if (x > 0) y = root; if (x > 1) y += root * x; return y;", 2)]
    [InlineData("double root = Math.Sqrt(x), log = Math.Sin(root); double y = x; if (x > 1) y += log; if (x > 2) y *= log; return y;", 1)]
    [InlineData("double s = 0; for (int i = 0; i < 4; i++) { double root = Math.Sqrt(x + i); if (x + i > 0) s += root * root; } return s;", 2)]
    [InlineData("double s = 0, last = 0; for (int i = 0; i < 4; i++) { if (x + i > 2) s += last; last = Math.Sqrt(x + i - 1); } return s + x;", 1)]
    [InlineData("double s = 0; for (int i = 0; i < 4; i++) s += Math.Sqrt(x + i - 3); double y = x > 0 ? s : x; return x > 0 ? y + s : y;", 1)]
    [InlineData("double s = 0, t = x; for (int i = 0; i < 3; i++) { s += Math.Sqrt(x * i); t *= x; } return x > 0 ? s + t : t;", -4)]
    [InlineData("double s = x; while (s < 2) { double root = Math.Sqrt(s); if (s < 0) { s = s * s * 4; continue; } s += root; } return s;", -8)]
    [InlineData("double root = Math.Sqrt(x); if (x > 4) return root; double y = 2 * x; if (x > 2) return root * y; return y * y;", -8)]
    public void Nothing_of_an_untaken_branch_reaches_the_gradient_though_computed_before(string body, double derivative)
    {
        string members = $"[Differentiable] public static double F(double x) {{ {body} }}";
        Calling.AllGive(
            members,
            ("C.FJvp(-1, 1).Tangent", derivative),
            ("C.FValueAndGradient(-1).Gradient", derivative),
            (Calling.Pulled("-1"), derivative));
    }

    /// <summary>The slope of the root is infinite where the path taken does not read the input.</summary>
    [Theory]
    [InlineData("return Math.Sqrt(x > 0 ? x : 0) + x;", 1)]
    [InlineData("double y = 0; if (x > 0) y = x * x; return x - Math.Sqrt(2 * y);", 1)]
    [InlineData("double s = 0, y = 0; for (int i = 0; i < 3; i++) { s += Math.Sqrt(y); if (i > 0) y = x * x; } return s;", -1)]
    [InlineData("double s = 1, y = 0; while (s < 4) { s = s * s + Math.Sqrt(y) + 1; if (s > 4) y = x; } return s + x;", 1)]
    public void An_infinite_slope_makes_no_NaN_of_a_path_that_does_not_read_the_input(string body, double derivative)
    {
        string members = $"[Differentiable] public static double F(double x) {{ {body} }}";
        Calling.AllGive(
            members,
            ("C.FJvp(-1, 1).Tangent", derivative),
            ("C.FValueAndGradient(-1).Gradient", derivative),
            (Calling.Pulled("-1"), derivative));
    }

    [Fact]
    public void An_infinite_slope_in_one_input_leaves_the_derivative_in_another_alone()
    {
        const string members =
            "[Differentiable] public static double F(double x, double y) { double s = 1; for (int i = 0; i < 2; i++) s += s * Math.Sqrt(i == 0 ? x : y); return s; }";
        const string pulled = "((Func<double>)(() => { double xBar = 0, yBar = 0; C.FVjp(0, 4, 1, ref xBar, ref yBar); return yBar; }))()";
        Calling.AllGive(
            members,
            (pulled, 0.25),
            ("C.FValueAndGradient(0, 4).Gradient.y", 0.25),
            ("C.FValueAndGradient(0, 4).Gradient.x", double.PositiveInfinity));
    }

    [Fact]
    public void The_exponents_cotangent_at_a_negative_base_is_NaN_and_the_bases_is_unaffected()
    {
        const string members = "[Differentiable] public static double F(double x, double y) => Math.Pow(x, y);";
        Calling.AllGive(
            members,
            ("C.FValueAndGradient(-2, 3).Gradient.x", 12),
            ("C.FValueAndGradient(-2, 3).Gradient.y", double.NaN),
            ("C.FValueAndGradient(0, 3).Gradient.y", 0));
    }
}
