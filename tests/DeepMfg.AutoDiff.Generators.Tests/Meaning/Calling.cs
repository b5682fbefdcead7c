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

    /// <summary>The values of several expressions, all compiled at once.</summary>
    public static double[] Values(string members, string[] expressions, Settings? settings = null)
    {
        using Loaded loaded = Generated(members, $"0; public static double[] All() => [{string.Join(", ", expressions)}]", settings).Load();
        return loaded.Delegate<Func<double[]>>("Caller", "All")();
    }

    /// <summary>What each of several functions says to each number, and which function it is.</summary>
    public static List<(string Said, int Function)> Texts(string members, string functions, IReadOnlyList<int> numbers)
    {
        using Loaded loaded = Generated(members, $"0; public static Func<int, string>[] All() => {functions}").Load();
        Func<int, string>[] all = loaded.Delegate<Func<Func<int, string>[]>>("Caller", "All")();
        return [.. from function in Enumerable.Range(0, all.Length) from number in numbers select (InTime(() => all[function](number)), function)];
    }

    /// <summary>A wrong loop may never end; nothing can stop its thread, which the process's end does.</summary>
    private static string InTime(Func<string> run)
    {
        string said = "does not end";
        var thread = new Thread(() => said = run()) { IsBackground = true };
        thread.Start();
        thread.Join(TimeSpan.FromMinutes(2));
        return said;
    }

    /// <summary>Whether an expression is this to fourteen digits; NaN and infinities are themselves.</summary>
    public static void Gives(string members, string expression, double expected) => AllGive(members, (expression, expected));

    /// <summary>The values of several expressions, all compiled at once, and what was generated for them.</summary>
    public static (double[] Values, string Text) Values(string members, IEnumerable<string> expressions)
    {
        Generated generated = Generated(members, $"0; public static double[] All() => [{string.Join(", ", expressions)}]");
        using Loaded loaded = generated.Load();
        return (loaded.Delegate<Func<double[]>>("Caller", "All")(), generated.Text);
    }

    /// <summary>Whether each of several expressions is this to fourteen digits, all compiled at once.</summary>
    public static void AllGive(string members, params (string Expression, double Expected)[] cases)
    {
        (double[] all, string text) = Values(members, cases.Select(static one => one.Expression));
        foreach (((string expression, double expected), double actual) in cases.Zip(all))
        {
            Assert.True(
                actual.Equals(expected) || Math.Abs(actual - expected) <= 1e-13 * Math.Max(1, Math.Abs(expected)),
                string.Create(CultureInfo.InvariantCulture, $"{expression} is {actual:R}, not {expected:R}\n{text}"));
        }
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

    /// <summary>What our analyzer says to each of several classes of these members, all compiled at once.</summary>
    public static string[][] SaysOfEach(IReadOnlyList<string> classes)
    {
        UserFile[] files = [.. classes.Select(static (members, i) => new UserFile($"C{i}.cs", $"using System;\nusing DeepMfg.AutoDiff;\npublic static partial class C{i}\n{{\n{members}\n}}\n"))];
        Generated generated = UserProject.Generate([.. files, new UserFile(Probe.Path, Probe.Text)]);
        Diagnostic[] broken = [.. generated.Compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error)];
        Assert.True(broken.Length == 0, string.Join("\n", broken.AsEnumerable()));
        ILookup<string, string> said = UserProject.Analyze(generated.Compilation).Where(static d => d.Severity >= DiagnosticSeverity.Warning)
            .ToLookup(static d => Path.GetFileName(d.Location.SourceTree?.FilePath ?? ""), static d => d.Id);
        return [.. classes.Select((_, i) => said[$"C{i}.cs"].ToArray())];
    }

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
