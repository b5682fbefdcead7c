using System.Globalization;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Tests.Compiling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit.Abstractions;

namespace DeepMfg.AutoDiff.Generators.Tests.Pipeline;

/// <summary>Marked methods of referenced assemblies, which say what they compute. DMAD_FULL=1 for all, DMAD_SEED to repeat.</summary>
public sealed class PublishedBodyTests(ITestOutputHelper output)
{
    private static readonly SymbolDisplayFormat s_full = SymbolDisplayFormat.FullyQualifiedFormat;

    [Fact]
    public void What_a_library_says_of_its_methods_is_derived_as_if_it_were_written_here()
    {
        CSharpCompilation user = UserProject.Compile([]).WithAssemblyName("Using")
            .AddReferences(MetadataReference.CreateFromFile(typeof(Corpus.Harness.CorpusMethod).Assembly.Location));
        IMethodSymbol[] all = [.. Published(user)];
        Assert.InRange(all.Length, 200, int.MaxValue);
        List<IMethodSymbol> methods = [.. Drawn(all)];
        string wrappers = string.Join("\n", methods.Select(static (method, i) => Wrapper(method, i)));
        IMethodSymbol[] scalar = [.. methods.Where(static method => method.ReturnType.SpecialType == SpecialType.System_Double
            && !method.ContainingType.GetMembers(method.Name + "Vjp").IsEmpty
            && method.Parameters.All(static parameter => parameter is { RefKind: RefKind.None, Type.SpecialType: SpecialType.System_Double }
                && parameter.GetAttributes().IsEmpty))];
        string checks = string.Join(",\n", scalar.Select(method => Check(method, methods.IndexOf(method))));
        Compiling.Generated used = UserProject.Generate(user.AddSyntaxTrees(
            UserProject.Parse(new("User.cs", $"#pragma warning disable\nusing DeepMfg.AutoDiff;\npublic static partial class C\n{{\n{wrappers}\n}}")),
            UserProject.Parse(new("Checks.cs", $"#pragma warning disable\npublic static class Checks\n{{\n"
                + "static string Said(string name, double[] ours, double[] theirs) => System.Linq.Enumerable.SequenceEqual(ours, theirs) ? \"\" : "
                + "$\"{name}: {string.Join(' ', ours)} for {string.Join(' ', theirs)}\";\n"
                + $"public static string[] All() => [\n{checks}];\n}}"))));

        Assert.Empty(used.Faults());
        Assert.Empty(UserProject.Analyze(used.Compilation).Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        Assert.NotEmpty(scalar);
        foreach (IMethodSymbol method in methods)
        {
            Assert.DoesNotContain($".{method.ContainingType.Name}.{method.Name}Vjp(", used.Text, StringComparison.Ordinal);
        }

        using Loaded loaded = used.Load();
        Assert.All(loaded.Delegate<Func<string[]>>("Checks", "All")(), static said => Assert.Equal("", said));
    }

    [Fact]
    public void What_only_the_library_can_name_is_not_said()
    {
        Compiling.Generated library = UserProject.Generate(UserProject.Compile([new(
            "Library.cs",
            """
            using System;
            using DeepMfg.AutoDiff;
            [assembly: CLSCompliant(true)]
            public enum Grade { Soft, Hard }
            enum Secret { Soft, Hard }
            [Differentiable] public partial record struct Load(double Force, double Area);
            record struct Kept(double A, double B);
            [Differentiable] public partial struct Half { public double A; internal double B; }
            public static partial class Yes
            {
                private const double Factor = 2.5;
                private static double Squared(double x) => x * x;
                [Differentiable] public static double OfPrivateCode(double x) => Squared(x) * Factor;
                [Differentiable] public static double OfPublicNames(Load load, Grade grade) => grade == Grade.Hard ? load.Force / load.Area : load.Force;
                [Differentiable] public static double OfOwnStructs(double x) { Kept kept = new(x, x * x); kept.A *= 2; return kept.A * kept.B; }
                [Differentiable] public static void Written(double[] x, ref double sum) { for (int i = 0; i < x.Length; i++) { x[i] *= 2; sum += x[i]; } }
            }
            public static partial class No
            {
                private static readonly double[] Table = [1, 2];
                private static double Half(int i) => i * 0.5;
                [Obsolete] public static double Old(int i) => i;
                internal static int Count { get; set; }
                public static int Open { get; private set; }
                public static double Law(double x) => x * x;
                [DerivativeOf(typeof(No), nameof(Law))] private static (double, double) LawJvp(double x, double xDot) => (x * x, 2 * x * xDot);
                [Differentiable] public static double OfATable(double x, int i) => x * Table[i];
                [Differentiable] public static double OfACall(double x, int i) => x * Half(i);
                [Differentiable] public static double OfAType(double x, object o) => o is Secret.Hard ? x : x * x;
                [Differentiable] public static double OfAProperty(double x) => x * Count;
                [Differentiable] public static double OfARule(double x) => Law(x);
                [Differentiable] public static double OfHalfAStruct(Half half) => half.A * half.B;
                #pragma warning disable CS0612
                [Differentiable] public static double OfOldCode(double x, int i) => x * Old(i);
                #pragma warning restore CS0612
                [Differentiable(Wrt = ["x"])] public static double InPart(double x, double y) => x * y;
                [Differentiable] internal static double Internal(double x) => x * x;
                [Differentiable] public static double Generic<T>(double x, T t) => x * x;
            }
            static partial class Hidden { [Differentiable] public static double Internal(double x) => x * x; }
            public partial class Generic<T> { [Differentiable] public static double F(double x) => x * x; }
            """)]));

        Assert.Empty(library.Faults());
        Assert.DoesNotContain(UserProject.Analyze(library.Compilation), static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Equal(
            ["Yes.OfOwnStructs", "Yes.OfPrivateCode", "Yes.OfPublicNames", "Yes.Written"],
            library.Sources.Where(static source => source.HintName.EndsWith(",body.g.cs", StringComparison.Ordinal))
                .Select(static source => source.HintName[..^",body.g.cs".Length]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_nobody_can_read_is_left_to_the_members_that_are_generated()
    {
        string Member(string name, int version, string text) =>
            $"[DeepMfg.AutoDiff.Differentiable] public static double {name}(double x) => x * x; "
            + $"[DeepMfg.AutoDiff.DifferentiableBody({version}, {SymbolDisplay.FormatLiteral(text.Replace("NAME", $"\"M:L.{name}(System.Double).{name}\"", StringComparison.Ordinal), quote: true)})] "
            + $"public static double {name}Vjp(double x, double c, ref double xBar) {{ xBar += 2 * x * c; return x * x; }}";
        const string Text = "function NAME(x: f64) { let y: f64 = Multiply(x, x) yield y }";
        string[] members =
        [
            Member("Read", Parser.Version, Text), Member("Newer", Parser.Version + 1, Text), Member("Broken", Parser.Version, "function NAME(x: f64) {"), Member("Other", Parser.Version, Text.Replace("f64", "f32", StringComparison.Ordinal)),
            Member("Unknown", Parser.Version, Text.Replace("Multiply", "twist", StringComparison.Ordinal)), Member("Empty", Parser.Version, ""),
        ];
        using var image = new MemoryStream();
        Assert.True(UserProject.Compile([new("L.cs", $"public static class L\n{{\n{string.Join('\n', members)}\n}}")]).WithAssemblyName("L").Emit(image).Success);
        string[] names = ["Read", "Newer", "Broken", "Other", "Unknown", "Empty"];
        string uses = string.Join('\n', names.Select(static name => $"[Differentiable(Produce = Derivatives.Vjp)] public static double {name}(double x) => L.{name}(x);"));
        Compiling.Generated used = UserProject.Generate(
            UserProject.Compile([new("C.cs", $"using DeepMfg.AutoDiff; public static partial class C\n{{\n{uses}\n}}")])
                .WithAssemblyName("Using").AddReferences(MetadataReference.CreateFromImage(image.ToArray())));

        Assert.Empty(used.Faults());
        Assert.Empty(UserProject.Analyze(used.Compilation).Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        Assert.All(names, name => Assert.Equal(name != "Read", used.TextOf(name).Contains($"L.{name}Vjp(", StringComparison.Ordinal)));
    }

    private IEnumerable<IMethodSymbol> Drawn(IMethodSymbol[] all)
    {
        if (Environment.GetEnvironmentVariable("DMAD_FULL") == "1")
        {
            return all;
        }

        int seed = int.TryParse(Environment.GetEnvironmentVariable("DMAD_SEED"), out int given) ? given : Random.Shared.Next(1_000_000_000);
        output.WriteLine($"DMAD_SEED={seed}");
        return new Random(seed).GetItems(all, all.Length / 10).Distinct(SymbolEqualityComparer.Default).Cast<IMethodSymbol>();
    }

    private static IEnumerable<IMethodSymbol> Published(CSharpCompilation user)
    {
        IAssemblySymbol corpus = user.SourceModule.ReferencedAssemblySymbols.Single(static assembly => assembly.Name == "DeepMfg.AutoDiff.Corpus");
        Stack<INamespaceOrTypeSymbol> left = new([corpus.GlobalNamespace]);
        while (left.TryPop(out INamespaceOrTypeSymbol? holder))
        {
            foreach (INamespaceOrTypeSymbol inner in holder.GetMembers().OfType<INamespaceOrTypeSymbol>())
            {
                left.Push(inner);
            }

            foreach (IMethodSymbol member in holder.GetMembers().OfType<IMethodSymbol>())
            {
                string? text = member.GetAttributes().FirstOrDefault(static mark => mark.AttributeClass?.Name == nameof(DifferentiableBodyAttribute))
                    ?.ConstructorArguments[1].Value as string;
                if (text is null)
                {
                    continue;
                }

                IMethodSymbol method = holder.GetMembers().OfType<IMethodSymbol>().Single(other => text.StartsWith(
                    $"function \"{other.GetDocumentationCommentId()}.{other.Name}\"(", StringComparison.Ordinal));
                if (method.IsStatic)
                {
                    yield return method;
                }
            }
        }
    }

    /// <summary>A method of the project that calls one of the library, and gives what it gives.</summary>
    private static string Wrapper(IMethodSymbol method, int number)
    {
        IEnumerable<string> parameters = method.Parameters.Select(static parameter =>
            $"{(parameter.GetAttributes().Any(static mark => mark.AttributeClass!.Name == nameof(NoDerivativeAttribute)) ? "[NoDerivative] " : "")}"
            + $"{Modifier(parameter)}{parameter.Type.ToDisplayString(s_full)} @{parameter.Name}");
        IEnumerable<string> arguments = method.Parameters.Select(static parameter =>
            $"{(parameter.RefKind is RefKind.Ref or RefKind.Out ? Modifier(parameter) : "")}@{parameter.Name}");
        return $"[Differentiable] public static {method.ReturnType.ToDisplayString(s_full)} W{number}({string.Join(", ", parameters)})"
            + $" => {Name(method)}({string.Join(", ", arguments)});";
    }

    private static string Modifier(IParameterSymbol parameter) => parameter.RefKind switch
    {
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        RefKind.In => "in ",
        RefKind.RefReadOnlyParameter => "ref readonly ",
        _ => "",
    };

    /// <summary>Text that is empty where the derivatives of both are the same numbers.</summary>
    private static string Check(IMethodSymbol method, int number)
    {
        int count = method.Parameters.Length;
        string bars = string.Join(", ", Enumerable.Range(0, count).Select(static i => $"ref bars[{i}]"));
        string Pulled(string name) => $"((System.Func<double[]>)(() => {{ var bars = new double[{count}]; "
            + $"double value = {name}Vjp({string.Join(", ", Enumerable.Range(0, count).Select(Point))}, 1.5, {bars}); return [value, .. bars]; }}))()";
        return $"Said(\"{method.Name}\", {Pulled($"C.W{number}")}, {Pulled(Name(method))})";
    }

    private static string Point(int i) => (0.6 + (0.35 * i)).ToString("R", CultureInfo.InvariantCulture);

    private static string Name(IMethodSymbol method) => $"{method.ContainingType.ToDisplayString(s_full)}.@{method.Name}";
}
