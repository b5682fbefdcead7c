namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>What C# allows and reverse mode does not: there is no derivative of the method, and a sentence to say why.</summary>
internal sealed class NotDerivableException(string construct, string origin, string instead) : Exception(construct)
{
    /// <summary>What to write instead.</summary>
    public string Instead => instead;

    /// <summary>The user's text for the statement that is meant.</summary>
    public string Origin => origin;
}
