namespace DeepMfg.AutoDiff.Learning;

/// <summary>What layers without numbers of their own have in common.</summary>
internal static class NoNumbers
{
    internal static void Require(int length, string parameter)
    {
        if (length != 0)
        {
            throw new ArgumentException($"The layer has no numbers, and {length} are given.", parameter);
        }
    }
}
