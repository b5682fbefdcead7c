using System.Reflection;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Tests.Rules;

/// <summary>A row's evaluator is the function that its form prints, for double and for float.</summary>
public class EvaluatorTests
{
    public static TheoryData<string> Called => [.. Primitives.All.Where(row => row.Form is StaticCall && row.Domains.Count > 0).Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Called))]
    public void A_row_evaluates_what_it_prints(string name)
    {
        Primitive row = Primitives.Get(name);
        MethodInfo inDouble = Platform.MethodOf((StaticCall)row.Form, typeof(double), row.Arity), inFloat = Platform.MethodOf((StaticCall)row.Form, typeof(float), row.Arity);
        (double tolerance, double floatTolerance) = name.Contains("Estimate") ? (1e-2, 1e-2) : (1e-14, 2e-6);
        var random = new Random(11);
        for (int k = 0; k < 200; k++)
        {
            double[] at = [.. row.Domains.Select(domain => (double)(float)(domain.Low + random.NextDouble() * (domain.High - domain.Low)))];
            // The value that some partials are given is that of their other arguments.
            if (AtHand.TryGetValue(name, out Func<double[], double>? value)) at[^1] = value(at);
            double expected = Platform.Call(inDouble, at), single = Platform.Call(inFloat, at), actual = row.Evaluate!(at);
            double scale = Math.Max(1, Math.Abs(expected));
            string text = $"{name}({string.Join(", ", at)}): {actual}, but {expected} and {single}f.";
            Assert.True(Math.Abs(actual - expected) <= tolerance * scale && Math.Abs(actual - single) <= floatTolerance * scale, text);
        }
    }

    private static readonly Dictionary<string, Func<double[], double>> AtHand = new()
    {
        ["PowBase"] = at => Math.Pow(at[0], at[1]), ["PowExponent"] = at => Math.Pow(at[0], at[1]), ["HypotPartial"] = at => double.Hypot(at[0], at[1]),
        ["TanhPartial"] = at => Math.Tanh(at[0]), ["SigmoidPartial"] = at => Primitives.Get("Sigmoid").Evaluate!(at),
        ["GeluTanhPartial"] = at => Primitives.Get("GeluTanh").Evaluate!(at),
    };

    public static TheoryData<string> Questions => [.. Primitives.All.Where(row => row.Form is StaticCall && row.Result != ResultKind.First).Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Questions))]
    public void A_predicate_answers_as_the_platform_does(string name)
    {
        Primitive row = Primitives.Get(name);
        MethodInfo method = Platform.MethodOf((StaticCall)row.Form, typeof(double), row.Arity);
        double[] numbers = [0, -0.0, 1, -1, 2, 3, -4, 0.5, 0.75, 1e-310, double.Epsilon, 1e300, double.MaxValue];
        double[] others = name == "Sign" ? [] : [double.NaN, double.PositiveInfinity, double.NegativeInfinity];
        Assert.All([.. numbers, .. others], x => Assert.Equal(Convert.ToDouble(method.Invoke(null, [x])), row.Evaluate!([x])));
    }

    [Fact]
    public void Integers_have_evaluators_where_Math_has_overloads_for_them() => Assert.All(
        typeof(Math).GetMethods().Where(method => method.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(int)),
        method => Assert.True(
            NoDerivative.Reasons.ContainsKey(method.Name) || Primitives.OfMethod(method.Name, method.GetParameters().Length)?.EvaluateInteger is not null,
            method.Name));
}
