using System.Reflection;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Tests.Rules;

/// <summary>The functions that rows print calls of, as generated code calls them.</summary>
internal static class Platform
{
    // Both assemblies compile Ops, so the library's is named by its assembly.
    private static readonly Assembly s_library = Assembly.Load("DeepMfg.AutoDiff");

    public static MethodInfo MethodOf(StaticCall call, Type scalar, int arity)
    {
        bool isFloat = scalar == typeof(float);
        Type home = call.Home switch
        {
            Home.Math => typeof(Math),
            Home.MathOrMathF => isFloat ? typeof(MathF) : typeof(Math),
            Home.Number => scalar,
            _ => s_library.GetType($"DeepMfg.AutoDiff.{call.Home}", throwOnError: true)!,
        };
        return home.GetMethods(BindingFlags.Public | BindingFlags.Static).Single(method =>
            method.Name == call.Method && method.GetParameters() is var parameters && parameters.Length == arity
            && parameters.Any(parameter => parameter.ParameterType == scalar)
            && parameters.All(parameter => parameter.ParameterType == scalar || parameter.ParameterType == typeof(int)));
    }

    public static double Call(MethodInfo method, IReadOnlyList<double> arguments) => Convert.ToDouble(method.Invoke(
        null, [.. method.GetParameters().Select((parameter, i) => Convert.ChangeType(arguments[i], parameter.ParameterType))]));

    /// <summary>A primitive's value by the function that its form prints; operators are the evaluator's own.</summary>
    public static double Evaluate(Primitive row, double[] arguments, Type scalar) =>
        row.Form is StaticCall call ? Call(MethodOf(call, scalar, row.Arity), arguments) : row.Evaluate!(arguments);
}
