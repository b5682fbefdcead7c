namespace DeepMfg.AutoDiff;

/// <summary>Makes a constant of differentiation of what it stands on: no derivative flows through it.</summary>
/// <remarks>On an <c>out</c> parameter: it carries a result that has no cotangent.</remarks>
[AttributeUsage(
    AttributeTargets.Parameter | AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Method, Inherited = false)]
public sealed class NoDerivativeAttribute : Attribute;
