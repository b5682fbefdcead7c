namespace DeepMfg.AutoDiff.Generators.Infrastructure;

/// <summary>The names of the pipeline's steps, by which tests ask why a step ran.</summary>
internal static class TrackingNames
{
    public const string Marked = nameof(Marked);
    public const string Lowered = nameof(Lowered);
    public const string Emitted = nameof(Emitted);
    public const string Published = nameof(Published);
    public const string AccessorsFound = nameof(AccessorsFound);
    public const string AccessorsEmitted = nameof(AccessorsEmitted);
    public const string RulesFound = nameof(RulesFound);
    public const string TypeRead = nameof(TypeRead);
    public const string TypeEmitted = nameof(TypeEmitted);
}
