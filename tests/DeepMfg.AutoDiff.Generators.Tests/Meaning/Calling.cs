using System.Globalization;
using DeepMfg.AutoDiff.Generators.Tests.Compiling;
using DeepMfg.AutoDiff.Generators.Tests.RandomSource;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>Hand-written programs around one expression of type <c>double</c> that calls what was generated.</summary>
internal static class Calling
{
    /// <summary>The value of an expression in a project with these members of <c>public static partial class C</c>.</summary>
    public static double Value(string members, string expression, Settings? settings = null)
    {
        using Loaded loaded = Generated(members, expression, settings).Load();
        return loaded.Delegate<Func<double>>("Caller", "Run")();
    }

    /// <summary>Whether an expression is this to fourteen digits; NaN and infinities are themselves.</summary>
    public static void Gives(string members, string expression, double expected)
    {
        double actual = Value(members, expression);
        Assert.True(
            actual.Equals(expected) || Math.Abs(actual - expected) <= 1e-13 * Math.Max(1, Math.Abs(expected)),
            string.Create(CultureInfo.InvariantCulture, $"{expression} is {actual:R}, not {expected:R}\n{Generated(members, expression).Text}"));
    }

    /// <summary>The expression of the derivative of <c>F(double x)</c> in reverse mode.</summary>
    public static string Pulled(string x) => $"((Func<double>)(() => {{ double bar = 0; C.FVjp({x}, 1, ref bar); return bar; }}))()";

    /// <summary>What our analyzer says to members of a class, errors and warnings only.</summary>
    public static string[] Says(string members) =>
    [
        .. from diagnostic in UserProject.Analyze(UserProject.Generate(Files(members, "0.0")).Compilation)
           where diagnostic.Severity >= DiagnosticSeverity.Warning
           select diagnostic.Id,
    ];

    private static Generated Generated(string members, string expression, Settings? settings = null)
    {
        Generated generated = UserProject.Generate(UserProject.Compile(Files(members, expression), settings));
        Assert.True(!generated.Faults().Any(), $"{string.Join("\n", generated.Faults().Concat(UserProject.Analyze(generated.Compilation)))}\n{generated.Text}");
        return generated;
    }

    private static UserFile[] Files(string members, string expression) =>
    [
        new UserFile("C.cs", $"using System;\nusing DeepMfg.AutoDiff;\npublic static partial class C\n{{\n{members}\n}}\n"),
        new UserFile(Probe.Path, Probe.Text),
        new UserFile("Caller.cs", $"using System;\npublic static class Caller\n{{\n    public static double Run() => {expression};\n}}\n"),
    ];
}
