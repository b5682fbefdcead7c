using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Tests.Rules;

/// <summary>Tangent arithmetic leaves out what a person would leave out.</summary>
public class AlgebraTests
{
    private static readonly Variable X = new("x", IrType.Float64), Y = new("y", IrType.Float64), Bar = new("yBar", IrType.Float64);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "yBar")]
    [InlineData(2, "Multiply(Multiply(yBar, 2), x)")]
    [InlineData(3, "Multiply(Multiply(Multiply(yBar, 3), x), x)")]
    [InlineData(2.5, "Multiply(yBar, PowBase(x, 2.5, y))")]
    [InlineData(-1, "Multiply(yBar, PowBase(x, -1, y))")]
    public void The_slope_of_a_power_with_a_constant_exponent_takes_no_other_power(double exponent, string expected) =>
        Assert.Equal(expected, Scaled("Pow", 0, X, Constant.Of(exponent, IrType.Float64)));

    [Fact]
    public void The_slope_of_a_power_with_any_exponent_takes_the_power_at_hand() =>
        Assert.Equal("Multiply(yBar, PowBase(x, n, y))", Scaled("Pow", 0, X, new Variable("n", IrType.Float64)));

    [Fact]
    public void A_square_has_twice_its_root_as_slope()
    {
        var builder = new Builder();
        Operand? scaled = Algebra.Scale(builder, Bar, (Term)new Input(1) + new Input(0), new At([X, X], Y, IrType.Float64));
        Assert.Equal("Multiply(Multiply(yBar, 2), x)", Text(builder, scaled));
    }

    [Fact]
    public void A_choice_of_partials_chooses_the_cotangent() =>
        Assert.Equal("Select(Greater(x, 0), yBar, 0)", Scaled("Relu", 0, X));

    [Fact]
    public void A_reciprocal_divides_the_cotangent() => Assert.Equal("Divide(yBar, NonNegative(x))", Scaled("Log", 0, X));

    [Fact]
    public void An_integer_in_a_formula_is_converted() => Assert.Equal(
        "Divide(yBar, Multiply(Convert(n), Pow(Abs(y), Subtract(Convert(n), 1))))", Scaled("RootN", 0, X, new Variable("n", IrType.Int32)));

    [Fact]
    public void A_negative_summand_is_subtracted()
    {
        var builder = new Builder();
        Operand? negative = Algebra.Scale(builder, Bar, -1.0, new At([X], Y, IrType.Float64));
        Assert.Equal("Subtract(x, yBar)", Text(builder, Algebra.Add(builder, "xBar", X, negative)));
    }

    [Fact]
    public void A_symbolic_zero_gives_no_statement()
    {
        var builder = new Builder();
        Assert.Null(Algebra.Scale(builder, null, new Input(0), new At([X], Y, IrType.Float64)));
        Assert.Null(Algebra.Scale(builder, Bar, 0, new At([X], Y, IrType.Float64)));
        Assert.Same(X, Algebra.Add(builder, "sum", X, null));
        Assert.Equal(0, builder.Count);
    }

    private static string Scaled(string primitive, int input, params Operand[] inputs)
    {
        var builder = new Builder();
        Operand? scaled = Algebra.Scale(builder, Bar, Primitives.Get(primitive).Partial(input), new At(inputs, Y, IrType.Float64));
        return scaled is null ? "0" : Text(builder, scaled);
    }

    /// <summary>An operand as the tree of what computes it.</summary>
    private static string Text(Builder builder, Operand? operand)
    {
        Dictionary<Variable, Expression> values = builder.Close().Statements.OfType<Let>().ToDictionary(let => let.Target, let => let.Value);
        string Print(Operand part) => part switch
        {
            Constant constant => constant.Real.ToString("R"),
            Variable variable when values.TryGetValue(variable, out Expression? value) =>
                $"{((Apply)value).Primitive}({string.Join(", ", ((Apply)value).Arguments.Select(Print))})",
            Variable variable => variable.Name,
            _ => "?",
        };
        return Print(operand!);
    }
}
