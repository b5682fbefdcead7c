using DeepMfg.AutoDiff.Generators.Tests.Compiling;

namespace DeepMfg.AutoDiff.Generators.Tests.Emission;

/// <summary>What is generated for marked types, as reviewed.</summary>
public sealed class ModelOutputTests
{
    private const string Numbers = "[Differentiable]\npublic readonly partial record struct Soft(double Gap, double Speed, string Name);";

    private const string Arrays = """
        [Differentiable]
        public readonly partial record struct Dense(float[,] Weights, float[] Bias);

        [Differentiable]
        public partial record Network(Dense[] Hidden, Dense Last, [NoDerivative] float Rate)
        {
            public float Mix { get; set; }
        }
        """;

    [Fact]
    public void Members_for_users() => Golden.Verify(Generate(Numbers, "Soft").Split("    static Soft IDiff")[0].TrimEnd() + "\n");

    [Fact]
    public void The_space_of_a_record_of_numbers() => Golden.Verify("    static Soft IDiff" + Generate(Numbers, "Soft").Split("    static Soft IDiff", 2)[1]);

    [Fact]
    public void The_space_of_a_record_of_arrays_and_records() =>
        Golden.Verify("    static Network IDiff" + Generate(Arrays, "Network").Split("    static Network IDiff", 2)[1]);

    private static string Generate(string types, string name)
    {
        Generated generated = UserProject.Generate(new UserFile("Types.cs", $"namespace Shop;\n\nusing DeepMfg.AutoDiff;\n\n{types}\n"));
        Assert.Empty(generated.Faults());
        return generated.Sources.Single(source => source.HintName == $"Shop.{name},numbers.g.cs").SourceText.ToString().ReplaceLineEndings("\n");
    }
}
