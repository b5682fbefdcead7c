using System.Reflection;
using System.Runtime.CompilerServices;
using DeepMfg.AutoDiff.Generators.Tests.Frontend;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepMfg.AutoDiff.Generators.Tests.Pipeline;

/// <summary>Compiles code with the generator and runs what it generated for <c>C.F</c>, whose first parameter is differentiated.</summary>
internal static class Generated
{
    /// <summary>The value is F's to the bit, and the derivative in the first parameter is that of central differences.</summary>
    public static void Differentiates(string members, params object?[] arguments) => DifferentiatesAt(members, arguments);

    /// <summary>At several points.</summary>
    public static void DifferentiatesAt(string members, params object?[][] points)
    {
        Type type = Load(UserCode.Class(members)).GetType("C")!;
        Assert.All(points, arguments => Check(type, arguments));
    }

    private static void Check(Type type, object?[] arguments)
    {
        MethodInfo primal = Method(type, "F"), derivative = Method(type, "FValueAndGradient");
        double At(double x) => Convert.ToDouble(primal.Invoke(null, [x, .. arguments[1..]]), System.Globalization.CultureInfo.InvariantCulture);
        double x = (double)arguments[0]!, h = 1e-5;
        double expected = (At(x + h) - At(x - h)) / (2 * h), value = At(x);
        var pair = (ITuple)derivative.Invoke(null, [.. arguments])!;
        Assert.Equal(value, (double)pair[0]!);
        Assert.Equal(expected, (double)pair[1]!, 1e-6 * Math.Max(1, Math.Abs(expected)));
    }

    private static Assembly Load(string source)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new DifferentiableGenerator().AsSourceGenerator()], parseOptions: new CSharpParseOptions(LanguageVersion.CSharp14));
        driver.RunGeneratorsAndUpdateCompilation(UserCode.Compile(source), out Compilation output, out _);
        Assert.Empty(output.GetDiagnostics().Where(static d => d.Severity >= DiagnosticSeverity.Warning));
        using MemoryStream stream = new();
        Assert.True(output.Emit(stream).Success);
        return Assembly.Load(stream.ToArray());
    }

    private static MethodInfo Method(Type type, string name) =>
        type.GetMethod(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
}
