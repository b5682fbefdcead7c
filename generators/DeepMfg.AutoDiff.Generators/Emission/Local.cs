using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

internal enum PlaceKind
{
    /// <summary>A parameter by value.</summary>
    Value,

    /// <summary>A parameter, or part of one, that cannot be assigned.</summary>
    ReadOnly,

    /// <summary>A <c>ref</c> or <c>out</c> parameter, or part of one.</summary>
    Reference,
}

/// <summary>Where C# holds a parameter of the function: <c>speed</c>, <c>range.Low</c>.</summary>
internal sealed record ParameterPlace(Variable Variable, string Text, PlaceKind Kind);

/// <summary>A C# variable, which holds one or more variables of the function, one at a time.</summary>
internal sealed class Local(IrType type, ParameterPlace? place)
{
    public IrType Type => type;

    /// <summary>The parameter that it is, or none.</summary>
    public ParameterPlace? Place => place;

    public string Name { get; set; } = place?.Text ?? "";

    /// <summary>The variables that it holds, in the order of their appearance.</summary>
    public List<Variable> Variables { get; } = [];

    /// <summary>The body whose braces enclose all that mentions it.</summary>
    public Body? Scope { get; set; }
}
