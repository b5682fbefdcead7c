using System.ComponentModel;

namespace DeepMfg.AutoDiff;

/// <summary>Says which type of an assembly has rules by hand, so that those who refer to the assembly find them.</summary>
/// <remarks>It is generated for each type with a method that is marked <see cref="DerivativeOfAttribute"/>; only such types are searched.</remarks>
/// <param name="type">The type.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class HasDerivativeRulesAttribute(Type type) : Attribute
{
    /// <summary>The type that has rules.</summary>
    public Type Type { get; } = type;
}
