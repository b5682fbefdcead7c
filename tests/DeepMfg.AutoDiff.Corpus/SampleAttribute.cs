namespace DeepMfg.AutoDiff.Corpus;

/// <summary>Arguments to run a method of the corpus with; the method is smooth there.</summary>
/// <remarks>One for each parameter but <c>out</c>, in order; the items of a tuple stand one after the other.</remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class SampleAttribute(params object[] arguments) : Attribute
{
    public IReadOnlyList<object> Arguments { get; } = arguments;
}
