// What a function looks like once it has mutable variables and jumps, as C# has: the tree that the passes of this folder work on.
//
//   body   = step*
//   step   = define variable = expression                        one primitive, an element of storage, new storage
//          | move (variable := operand),*                         all at once: every source is read before any target is written
//          | branch operand body body
//          | cycle body                                           until a leave
//          | count counter body
//          | leave | exit operand,*                               break, return
//          | run opaque | invoke call | act perform | put cell "=" operand | put cell "+=" operand | grow (cell),*
//
// A loop's carried variable is its result, too. Structuring builds the tree, Pruning drops what nothing needs, Folding decides which
// definitions stay inside their use, Shaping finds while loops and early exits, ForLoops heads with an index, Coalescing gives variables
// their C# locals.

using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>The steps inside one pair of braces; a mutable list, so that passes can drop and lift steps.</summary>
internal sealed class Body
{
    public List<Step> Steps { get; } = [];

    public bool IsEmpty => Steps.Count == 0;

    /// <summary>Whether control never reaches the end.</summary>
    public bool Jumps => Steps.Count > 0 && Steps[Steps.Count - 1].Jumps;

    /// <summary>Whether it leaves the loop whose body it is, or whose body it belongs to.</summary>
    public bool Leaves => Steps.Exists(static step => step is Leave or Branch { Then.Leaves: true } or Branch { Else.Leaves: true });
}

internal abstract class Step
{
    /// <summary>Whether control never reaches what follows.</summary>
    public bool Jumps => this switch
    {
        Leave or Exit => true,
        Run run => run.Opaque.Text.Throws,
        Branch branch => branch.Then.Jumps && branch.Else.Jumps,
        Cycle cycle => cycle.Condition is null && !cycle.Body.Leaves,
        _ => false,
    };

    /// <summary>The comment to print above it.</summary>
    public Origin Origin { get; set; } = "";
}

internal sealed class Define(Variable target, Expression value) : Step
{
    public Variable Target => target;

    public Expression Value => value;

    public Variable[] Written { get; } = [target];
}

/// <summary>A parallel assignment.</summary>
internal sealed class Move(List<Assignment> assignments) : Step
{
    public List<Assignment> Assignments => assignments;
}

internal sealed record Assignment(Variable Target, Operand Source);

internal sealed class Branch(Operand condition, Body then, Body @else) : Step
{
    public Operand Condition { get; set; } = condition;

    /// <summary>Whether the condition is printed with a <c>!</c>.</summary>
    public bool Negated { get; set; }

    public Body Then { get; set; } = then;

    public Body Else { get; set; } = @else;
}

/// <summary>A loop whose trip count is not known before.</summary>
internal sealed class Cycle(Body body) : Step
{
    public Body Body { get; set; } = body;

    /// <summary>The condition of <c>while (…)</c> or, <see cref="AtEnd"/>, <c>do … while (…)</c>; none: until a <c>break</c>.</summary>
    public Operand? Condition { get; set; }

    public bool Negated { get; set; }

    public bool AtEnd { get; set; }
}

internal sealed class Count(Counter counter, Body body) : Step
{
    public Counter Counter => counter;

    public Body Body => body;
}

internal sealed class Leave : Step;

internal sealed class Exit(List<Operand> values) : Step
{
    public List<Operand> Values => values;
}

internal sealed class Run(Opaque opaque) : Step
{
    public Opaque Opaque => opaque;
}

/// <summary>Writes an element of storage, or adds to it.</summary>
internal sealed class Put(Cell cell, Operand value, bool adds) : Step
{
    public Cell Cell => cell;

    public Operand Value => value;

    public bool Adds => adds;
}

/// <summary>A primitive over storage.</summary>
internal sealed class Act(Perform perform) : Step
{
    public Perform Perform => perform;
}

/// <summary>Has storage of one length have a row.</summary>
internal sealed class Grow(Variable row, List<Variable> storage) : Step
{
    public Variable Row => row;

    public List<Variable> Storage => storage;
}

/// <summary>Calls a function of the compiler's own.</summary>
internal sealed class Invoke(Call call) : Step
{
    public Call Call => call;
}

/// <summary>What is written at an exit.</summary>
/// <param name="Before">Statements.</param>
/// <param name="Value">What stands behind <c>return</c>; empty where nothing is returned.</param>
internal readonly record struct Returned(IReadOnlyList<string> Before, string Value);
