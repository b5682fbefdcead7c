using System.Globalization;
using System.Reflection;

namespace DeepMfg.AutoDiff.Tests;

/// <summary>The functions of <see cref="Ops"/> against values computed with mpmath: tests/Reference/special_functions.py.</summary>
public class ReferenceTests
{
    public static TheoryData<string> Functions => [.. Table().Select(line => line.Function).Distinct()];

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_function_agrees_with_mpmath_to_1e_14(string function)
    {
        MethodInfo method = Overload(function, typeof(double));
        Assert.All(Table().Where(line => line.Function == function), line =>
        {
            double actual = (double)method.Invoke(null, [.. line.Arguments.Cast<object>()])!;
            double allowed = Math.Max(1e-14 * Math.Abs(line.Value), NearZero(function, line.Value) ? 1e-14 : 1e-323);
            Assert.True(Math.Abs(actual - line.Value) <= allowed, $"{line}: got {actual:R}, off by {(actual - line.Value) / line.Value:E1}.");
        });
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void The_overload_for_float_rounds_that_for_double(string function)
    {
        MethodInfo method = Overload(function, typeof(double)), single = Overload(function, typeof(float));
        Assert.All(Table().Where(line => line.Function == function), line =>
        {
            float[] arguments = [.. line.Arguments.Select(x => (float)x)];
            double expected = (double)method.Invoke(null, [.. arguments.Select(x => (object)(double)x)])!;
            float actual = (float)single.Invoke(null, [.. arguments.Cast<object>()])!;
            Assert.True(actual.Equals((float)expected) || Math.Abs(actual - expected) <= 1.2e-7 * Math.Abs(expected), $"{line}: {actual} for {expected}.");
        });
    }

    [Fact]
    public void Every_function_has_reference_values() => Assert.Equal(
        typeof(Ops).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => !method.IsGenericMethod).Select(method => method.Name).Distinct().Order(),
        Table().Select(line => line.Function).Distinct().Order());

    // What passes through zero between the points of the table; the others' relative accuracy holds everywhere.
    private static bool NearZero(string function, double value) =>
        Math.Abs(value) < 1 && function is "LogGamma" or "Digamma" or "LogAddExp" or "XLogX" or "XLogY";

    private static MethodInfo Overload(string function, Type scalar) => typeof(Ops).GetMethods()
        .Single(method => method.Name == function && method.ReturnType == scalar && !method.IsGenericMethod);

    private static IEnumerable<Line> Table() => File.ReadLines(Path.Combine(Root(), "tests", "Reference", "special_functions.csv"))
        .Select(text => text.Split(','))
        .Select(parts => new Line(parts[0], [.. parts[1].Split(' ').Select(Number)], Number(parts[2])));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "global.json")))
        {
            folder = Path.GetDirectoryName(folder);
        }
        return folder ?? throw new DirectoryNotFoundException("No global.json above the tests.");
    }

    private sealed record Line(string Function, double[] Arguments, double Value)
    {
        public override string ToString() => $"{Function}({string.Join(", ", Arguments)}) = {Value:R}";
    }
}
