using System.ComponentModel;

namespace DeepMfg.AutoDiff;

/// <summary>Says what a method computes, for the compilers of projects that call it without having its source.</summary>
/// <remarks>
/// It is generated for the public methods of a library that are marked <see cref="DifferentiableAttribute"/> and whose code names nothing but what is
/// public: a caller's compiler derives them as if they were written there.
/// </remarks>
/// <param name="version">The version of the language in which the text is written; a compiler reads those that it knows.</param>
/// <param name="text">The method's code, in the compiler's own language.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DifferentiableBodyAttribute(int version, string text) : Attribute
{
    /// <summary>The version of the language in which the text is written.</summary>
    public int Version { get; } = version;

    /// <summary>The method's code; of a type, what is known of its constructor.</summary>
    public string Text { get; } = text;
}
