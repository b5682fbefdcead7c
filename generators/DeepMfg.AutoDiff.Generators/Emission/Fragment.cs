namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>C# text and how tightly it binds.</summary>
internal readonly record struct Fragment(string Text, int Precedence)
{
    public const int Conditional = 2, Disjunction = 4, Relational = 10, Unary = 14, Primary = 15;

    /// <summary>The text, in parentheses where it binds less tightly than asked for.</summary>
    public string AtLeast(int precedence) => Precedence < precedence ? $"({Text})" : Text;
}
