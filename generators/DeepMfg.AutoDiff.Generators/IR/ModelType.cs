using DeepMfg.AutoDiff.Generators.Infrastructure;

namespace DeepMfg.AutoDiff.Generators.IR;

/// <summary>A marked type as the generator's pipeline carries it: what its values consist of. Texts are C#.</summary>
/// <param name="Name">The type as it calls itself: <c>Layer&lt;T&gt;</c>.</param>
/// <param name="Scalar">The type of its numbers.</param>
/// <param name="Container">The types around it and itself, each as the head of a partial declaration.</param>
/// <param name="Components">The members that hold numbers, in order; all others are constants.</param>
internal sealed record ModelType(string Name, string Scalar, Container Container, EquatableArray<Component> Components)
{
    public bool IsClass { get; init; }

    /// <summary>Whether it is a struct that says itself that nothing changes it.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>The name of the constructor's type, where values are built by a constructor of our own: some member cannot be set.</summary>
    public string? Constructor { get; init; }

    /// <summary>Whether other assemblies are told that a constructor takes the members and does nothing else.</summary>
    public bool TellsConstructor { get; init; }

    /// <summary>What tells them.</summary>
    public const string TakesMembers = "new";

    /// <summary>What users call that the type does not have already.</summary>
    public EquatableArray<ModelMember> Members { get; init; } = [];

    /// <summary>A name for the visitor's type that no type parameter has.</summary>
    public string Visitor { get; init; } = "TVisitor";

    /// <summary>The name of the file that is generated, without its ending.</summary>
    public string HintName { get; init; } = "";

    /// <summary>Whether <c>Span</c> and the like mean something else here.</summary>
    public bool QualifyNames { get; init; }

    /// <summary>Warnings that the user's code has had, and generated code would have again.</summary>
    public EquatableArray<string> Suppressed { get; init; } = [];
}

/// <summary>A member that is generated for users.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Hides">Whether a base type has one of the same signature.</param>
internal sealed record ModelMember(ModelMemberKind Kind, bool Hides);

internal enum ModelMemberKind { Zero, Add, Subtract, Negate, ScaleFromLeft, ScaleFromRight, Dot, ParameterCount, CopyTo, From }

/// <summary>A member of a model, or an item of a tuple in it.</summary>
/// <param name="Access">How C# names it behind the dot.</param>
/// <param name="Leaf">Its part of the names of leaves.</param>
/// <param name="Type">Its type.</param>
/// <param name="Form">What it holds.</param>
internal sealed record Component(string Access, string Leaf, string Type, ComponentForm Form)
{
    /// <summary>The items of a tuple; an item without numbers is a constant.</summary>
    public EquatableArray<Component> Items { get; init; } = [];

    /// <summary>Whether its type is no tuple, but one whose constructor takes the items in order.</summary>
    public bool IsPositional { get; init; }

    /// <summary>The type of a model, or of the elements of an array of models.</summary>
    public string Model { get; init; } = "";

    /// <summary>Whether an assignment can change it at any time, and not only where a value is made.</summary>
    public bool IsAssignable { get; init; }

    /// <summary>Whether it consists of references, which a change of its numbers in place leaves the same.</summary>
    public bool StaysItself { get; init; }
}

/// <summary>What a component is: a number, an array of them of any rank, rows, a model, an array of models, a tuple or the like, or none of these.</summary>
internal enum ComponentForm { Constant, Number, Array, Rows, Model, Models, Tuple }
