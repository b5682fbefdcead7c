using DeepMfg.AutoDiff.Generators.Infrastructure;

namespace DeepMfg.AutoDiff.Generators.IR;

/// <summary>A statement. <see cref="Origin"/> is the user's text for it; in derivatives, the comment to print above it.</summary>
internal abstract record Statement
{
    private Block[]? blocks;
    private EquatableArray<Variable> targets, bound;
    private EquatableArray<Operand> operands;

    protected Statement() { }

    // What a copy with other parts answers is asked anew.
    protected Statement(Statement original) => Origin = original.Origin;

    public Origin Origin { get; init; } = "";

    /// <summary>The variables that it defines for those that follow it.</summary>
    public EquatableArray<Variable> Targets => targets.IsDefault ? targets = DefinesWhat() : targets;

    /// <summary>The operands that it reads itself, those of its blocks left out.</summary>
    public EquatableArray<Operand> Operands => operands.IsDefault ? operands = ReadsWhat() : operands;

    public Block[] Blocks => blocks ??= HoldsWhat();

    /// <summary>The variables that it binds for its blocks.</summary>
    public EquatableArray<Variable> Bound => bound.IsDefault ? bound = BindsWhat() : bound;

    public virtual bool Equals(Statement? other) =>
        ReferenceEquals(this, other) || (other is not null && EqualityContract == other.EqualityContract && Origin == other.Origin);

    public override int GetHashCode() => Origin.GetHashCode();

    protected abstract EquatableArray<Variable> DefinesWhat();

    protected abstract EquatableArray<Operand> ReadsWhat();

    protected virtual Block[] HoldsWhat() => [];

    protected virtual EquatableArray<Variable> BindsWhat() => [];
}

/// <summary>What a statement stands for.</summary>
/// <param name="Text">The user's text for it; empty where there is none.</param>
/// <param name="Begins">The half of a VJP whose first statement it is.</param>
internal readonly record struct Origin(string Text, Sweep Begins = Sweep.None)
{
    public bool IsEmpty => Text.Length == 0 && Begins == Sweep.None;

    public static implicit operator Origin(string text) => new(text);
}

/// <summary>The halves of a VJP.</summary>
internal enum Sweep { None, Forward, Reverse }

internal sealed record Let(Variable Target, Expression Value) : Statement
{
    protected override EquatableArray<Variable> DefinesWhat() => [Target];

    protected override EquatableArray<Operand> ReadsWhat() => Value.Operands;
}

internal sealed record If(EquatableArray<Variable> Results, Operand Condition, Block Then, Block Else) : Statement
{
    protected override EquatableArray<Variable> DefinesWhat() => Results;

    protected override EquatableArray<Operand> ReadsWhat() => [Condition];

    protected override Block[] HoldsWhat() => [Then, Else];
}

/// <summary>
/// A loop: counted, where it has a <see cref="Counter"/>; else its body yields first whether there is another trip. What the body yields
/// besides are the carried values of the next trip.
/// </summary>
internal sealed record Loop(EquatableArray<Variable> Results, Counter? Counter, EquatableArray<Carried> Carried, Block Body) : Statement
{
    /// <summary>How many of the body's first yields say whether there is another trip.</summary>
    public int Flags => Counter is null ? 1 : 0;

    /// <summary>Whether there is another trip, where the body decides.</summary>
    public Operand? Again => Counter is null ? Body.Yield[0] : null;

    /// <summary>What a carried value is in the next trip.</summary>
    public Operand Next(int carried) => Body.Yield[carried + Flags];

    protected override EquatableArray<Variable> DefinesWhat() => Results;

    protected override EquatableArray<Operand> ReadsWhat()
    {
        IEnumerable<Operand> initial = Carried.Select(static carried => carried.Initial);
        return [.. Counter is null ? initial : initial.Concat([Counter.Start, Counter.Bound])];
    }

    protected override Block[] HoldsWhat() => [Body];

    protected override EquatableArray<Variable> BindsWhat()
    {
        IEnumerable<Variable> carried = Carried.Select(static value => value.Variable);
        return [.. Counter is null ? carried : carried.Prepend(Counter.Index)];
    }
}

/// <param name="Index">What counts.</param>
/// <param name="Start">Its value in the first trip.</param>
/// <param name="Bound">Where it ends.</param>
/// <param name="Step">What it grows by.</param>
/// <param name="Inclusive">Whether there is a trip at the bound.</param>
internal sealed record Counter(Variable Index, Operand Start, Operand Bound, long Step, bool Inclusive);

/// <summary>A loop's running value: the variable that its body reads, and what that is on the first trip.</summary>
internal sealed record Carried(Variable Variable, Operand Initial);

internal sealed record Call(EquatableArray<Variable> Results, string Callee, EquatableArray<Operand> Arguments) : Statement
{
    /// <summary>The numbers of the arguments that refer to storage which the callee may write.</summary>
    public EquatableArray<int> Writes { get; init; } = [];

    /// <summary>Whether the reverse sweep runs it again instead of keeping what it computes on the way.</summary>
    public bool IsCheckpoint { get; init; }

    /// <summary>The same of a function that is made while its calls are: it may write all storage that it is handed and that is no read-only span.</summary>
    public Call WritingAll() => this with
    {
        Writes = [.. Enumerable.Range(0, Arguments.Count).Where(i => Arguments[i].Type is { IsStorage: true, Form: not StorageForm.ReadOnlySpan })],
    };

    public IEnumerable<Variable> Written => Writes.Select(i => Arguments[i]).OfType<Variable>();

    protected override EquatableArray<Variable> DefinesWhat() => Results;

    protected override EquatableArray<Operand> ReadsWhat() => Arguments;
}

/// <summary>
/// C# that the compiler does not look into: fully qualified text with holes <c>{0}</c>, <c>{1}</c> for the arguments (literal braces are
/// doubled). Runs exactly once, in order, with the primal. The first result is the text's value where <see cref="HasValue"/>; each other
/// result k is an <c>out</c> variable, whose hole is <c>{out k}</c>, or a variable that starts as argument i and that the text may change, whose
/// hole is <c>{ref k i}</c>: nothing else changes what a variable holds.
/// </summary>
internal sealed record Opaque(EquatableArray<Variable> Results, OpaqueText Text, EquatableArray<Operand> Arguments) : Statement
{
    protected override EquatableArray<Variable> DefinesWhat() => Results;

    protected override EquatableArray<Operand> ReadsWhat() => Arguments;
}

/// <param name="Template">The text with its holes.</param>
/// <param name="HasValue">Whether the text is an expression whose value is wanted, else it is a statement without its semicolon.</param>
/// <param name="Pure">Whether it may be dropped where its value is not used, and moved.</param>
/// <param name="Throws">Whether control never comes back: a <c>throw</c>.</param>
internal sealed record OpaqueText(string Template, bool HasValue, bool Pure = false, bool Throws = false)
{
    /// <summary>Whether it leaves all storage as it is.</summary>
    public bool Reads { get; init; }

    /// <summary>Whether it may write storage: what it is given, and what is known outside.</summary>
    public bool Writes => !Pure && !Throws && !Reads;

    /// <summary>Whether it keeps something on a tape, or takes it from there.</summary>
    public bool UsesTape => Hole.Of(this).Contains(Hole.Tape);

    /// <summary>How a text begins that holds an enumerator, which is disposed also where an exception leaves the function.</summary>
    public const string Hold = "global::DeepMfg.AutoDiff.Enumerators.Hold(", Release = "global::DeepMfg.AutoDiff.Enumerators.Release()";

    /// <summary>Whether it is no storage at all: a null that stands for some.</summary>
    public bool IsNothing => Pure && Template.StartsWith(Nothing, StringComparison.Ordinal);

    /// <summary>How the text of a null begins.</summary>
    public const string Nothing = "default(";

    public bool HoldsEnumerator => Template.StartsWith(Hold, StringComparison.Ordinal);
}

/// <summary>Writes an element of storage.</summary>
internal sealed record Store(Cell Cell, Operand Value) : Statement
{
    /// <summary>Whether it is the user's, who sees where the element does not exist.</summary>
    public bool Throws { get; init; }

    protected override EquatableArray<Variable> DefinesWhat() => [];

    protected override EquatableArray<Operand> ReadsWhat() => [.. Cell.Operands.AsSpan(), Value];
}

/// <summary>Adds to an element of storage.</summary>
internal sealed record Accumulate(Cell Cell, Operand Value) : Statement
{
    /// <summary>Whether it is the user's, who sees where the element does not exist.</summary>
    public bool Throws { get; init; }

    protected override EquatableArray<Variable> DefinesWhat() => [];

    protected override EquatableArray<Operand> ReadsWhat() => [.. Cell.Operands.AsSpan(), Value];
}

/// <summary>Has storage that grows by rows have a row: what it holds so far stays.</summary>
internal sealed record Reach(Cell Cell) : Statement
{
    protected override EquatableArray<Variable> DefinesWhat() => [];

    protected override EquatableArray<Operand> ReadsWhat() => Cell.Operands;
}

/// <summary>A primitive over storage: its row says which operands it reads, which it writes or adds to, and whether it gives a number.</summary>
internal sealed record Perform(string Kernel, EquatableArray<Operand> Arguments) : Statement
{
    /// <summary>Whether it is the user's, who sees where the lengths do not fit.</summary>
    public bool Throws { get; init; }

    /// <summary>The number that it gives; none where all that it makes is in storage.</summary>
    public EquatableArray<Variable> Results { get; init; } = [];

    protected override EquatableArray<Variable> DefinesWhat() => Results;

    protected override EquatableArray<Operand> ReadsWhat() => Arguments;
}
