using DeepMfg.AutoDiff.Generators.Infrastructure;

namespace DeepMfg.AutoDiff.Generators.IR;

/// <summary>A generated member by which derivatives in other types read or call what only its own type can name.</summary>
/// <param name="Home">The class that it stands in.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Declaration">It as C# declares it.</param>
/// <param name="Summary">What its documentation says.</param>
internal sealed record Accessor(AccessorHome Home, string Name, string Declaration, string Summary)
{
    /// <summary>What stands in front of the object, where that is the first argument: a struct that a method may change goes by reference.</summary>
    public string Passing { get; init; } = "";

    /// <summary>An attribute as it is written, or empty.</summary>
    public string Attribute { get; init; } = "";

    /// <summary>Warnings that the member would have.</summary>
    public EquatableArray<string> Suppressed { get; init; } = [];

    /// <summary>What stands behind the type's name.</summary>
    public string Path => $".{Home.Name}.{Name}";
}

/// <summary>The nested class of a type's accessors.</summary>
/// <param name="Container">The type, and those around it.</param>
/// <param name="HintName">The name of the file that is generated, without its ending.</param>
/// <param name="Name">The class's name.</param>
/// <param name="QualifyNames">Whether names of attributes mean something else there.</param>
internal sealed record AccessorHome(Container Container, string HintName, string Name, bool QualifyNames)
{
    /// <summary><c>private</c>, <c>internal</c> …</summary>
    public string Accessibility { get; init; } = "internal";

    /// <summary>Its type parameters with their constraints as C# declares them, or empty.</summary>
    public string TypeParameters { get; init; } = "";

    /// <summary>What its documentation says.</summary>
    public string Summary { get; init; } = "What only this type can name, for the derivatives of methods of other types.";
}
