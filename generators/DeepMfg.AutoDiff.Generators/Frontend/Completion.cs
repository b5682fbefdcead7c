using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>How a statement ends.</summary>
internal enum Completion
{
    /// <summary>Control reaches the statement's end.</summary>
    Always,

    /// <summary>Perhaps; the frame's flag says at run time.</summary>
    Maybe,

    /// <summary>Control always jumps elsewhere; the flags are set.</summary>
    Exits,

    /// <summary>Control leaves the method by an exception.</summary>
    Throws,
}

internal static class Completions
{
    /// <summary>How an <c>if</c> ends whose arms end so.</summary>
    public static Completion Join(Completion a, Completion b) => (a, b) switch
    {
        (Completion.Throws, _) => b,
        (_, Completion.Throws) => a,
        _ => a == b ? a : Completion.Maybe,
    };

    /// <summary>How a statement ends after which the flag of its frame holds this.</summary>
    public static Completion Of(Operand exited) => exited switch
    {
        Constant { IsZero: true } => Completion.Always,
        Constant => Completion.Exits,
        _ => Completion.Maybe,
    };

    public static bool MayEnd(this Completion completion) => completion is Completion.Always or Completion.Maybe;
}

/// <summary>
/// What a jump can leave: a method's body, a loop's, a switch. <see cref="Exited"/> is the flag that a jump out of it sets; a loop that
/// is not counted has <see cref="Again"/>, by which its trip says whether there is another.
/// </summary>
internal sealed record Frame(Slot Exited, Frame? Outer)
{
    public bool IsMethod { get; init; }

    public ILabelSymbol? Break { get; init; }

    public ILabelSymbol? Continue { get; init; }

    public Slot? Again { get; init; }

    /// <summary>What runs between a trip and the next, also where <c>continue</c> ended the trip.</summary>
    public Action? Step { get; init; }

    /// <summary>A method's result.</summary>
    public Slot? Result { get; init; }

    public bool IsLoop => Continue is not null;

    public Frame Method => IsMethod ? this : Outer!.Method;
}

/// <summary>An arm that is being lowered: where its statements go, what its variables hold, and how it ends.</summary>
internal sealed class Arm(Builder block, Environment environment)
{
    public Builder Block => block;

    public Environment Environment => environment;

    public Completion Completion { get; set; }
}
