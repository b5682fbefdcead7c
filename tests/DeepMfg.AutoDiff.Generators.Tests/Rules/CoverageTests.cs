using System.Reflection;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Tests.Rules;

/// <summary>Every function of Math, MathF, double and float is ruled or declared to have no derivative.</summary>
public class CoverageTests
{
    private static readonly Type[] Homes = [typeof(Math), typeof(MathF), typeof(double), typeof(float)];

    private static readonly Type[] Numbers = [typeof(double), typeof(float), typeof(int)];

    private static IEnumerable<MethodInfo> Functions => Homes
        .SelectMany(home => home.GetMethods(BindingFlags.Public | BindingFlags.Static))
        .Where(method => !method.IsSpecialName);

    [Fact]
    public void No_function_is_forgotten() => Assert.Empty(Functions
        .Where(method => !IsRuled(method) && !IsDeclared(method) && !TakesNoReal(method))
        .Select(method => $"{method.DeclaringType!.Name}.{method}"));

    [Fact]
    public void No_declaration_is_left_over() => Assert.All(NoDerivative.Reasons.Keys, name =>
        Assert.Contains(Functions, method => method.Name == name && !IsRuled(method)));

    [Fact]
    public void Comparison_operators_of_double_are_rows() => Assert.All(["<", ">", "<=", ">=", "==", "!="], symbol =>
        Assert.Equal(ResultKind.Bool, Primitives.OfOperator(symbol, 2)!.Result));

    [Fact]
    public void A_method_with_two_results_has_the_bits_of_its_rows()
    {
        var random = new Random(7);
        for (int i = 0; i < 10000; i++)
        {
            double x = 40 * random.NextDouble() - 20;
            Assert.Equal(Math.SinCos(x), (Math.Sin(x), Math.Cos(x)));
            Assert.Equal(MathF.SinCos((float)x), (MathF.Sin((float)x), MathF.Cos((float)x)));
            Assert.Equal(double.SinCosPi(x), (double.SinPi(x), double.CosPi(x)));
            Assert.Equal(float.SinCosPi((float)x), (float.SinPi((float)x), float.CosPi((float)x)));
        }
        Assert.Equal(["Sin", "Cos"], Primitives.Expansion("SinCos")!.Select(row => row.Name));
        Assert.Null(Primitives.Expansion("Sin"));
    }

    private static bool IsRuled(MethodInfo method) =>
        method.GetParameters().All(parameter => Numbers.Contains(parameter.ParameterType))
        && (Primitives.OfMethod(method.Name, method.GetParameters().Length) is not null || Primitives.Expansion(method.Name) is not null);

    private static bool IsDeclared(MethodInfo method) => NoDerivative.Reasons.ContainsKey(method.Name);

    // Overloads for integers and decimals of functions that are ruled for real numbers.
    private static bool TakesNoReal(MethodInfo method) =>
        Primitives.OfMethod(method.Name, method.GetParameters().Length) is not null
        && !method.GetParameters().Any(parameter => parameter.ParameterType == typeof(double) || parameter.ParameterType == typeof(float));
}
