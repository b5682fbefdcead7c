namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>What C# allows and reverse mode does not: there is no derivative of the method, and a sentence to say why.</summary>
internal sealed class NotDerivableException(string construct, string origin) : Exception(construct)
{
    /// <summary>The user's text for the statement that is meant.</summary>
    public string Origin => origin;
}
