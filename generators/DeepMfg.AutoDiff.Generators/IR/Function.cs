// The intermediate representation: structured single assignment.
//
//   program    = function+                                      the first is the one asked for, the others are its callees
//   function   = "function" name "(" variable,* ")" block       the results are what the block yields
//   block      = "{" statement* "yield" operand,* "}"
//   statement  = "let" variable "=" expression origin?
//              | results "if" operand origin? block "else" block                            arms yield the results
//              | results "for" variable "in" operand (".." | "..=") operand "by" integer    ("..=" where the bound is included)
//                        carrying? origin? block                                            the body yields the next carried values
//              | results "while" carrying? origin? block                                    the body yields again?, next carried values
//              | results "call" name "(" operand,* ")" origin?
//              | results "opaque" ("value" | "pure" | "throws")* string "(" operand,* ")" origin?     text with holes; run exactly once
//              | "tape" name "[" type,* "]" ("rows" operand)? origin?                       opens a tape of so many rows, or one that grows
//              | "put" name "[" integer "]" "=" operand origin?                             writes a column of the tape's current row
//              | ("advance" | "retreat") name origin?                                       goes to the next, the previous row
//   results    = (variable,+ "=")?
//   carrying   = "carrying" (variable "=" operand),+
//   expression = name "(" operand,* ")"                                                     a primitive, applied
//              | "get" name "[" integer "]"                                                 reads a column of the tape's current row
//              | "rows" name                                                                how many rows lie before the tape's current one
//   variable   = name ":" type                                                              where it is defined; elsewhere its name does
//   operand    = name | literal (":" type)?                                                 3 is an i32, 3.0 an f64, true a bool; others say
//   literal    = "true" | "false" | "NaN" | "-"? "Infinity" | "-"? digits fraction? exponent? | "0x" hexdigits    (bits of a double)
//   type       = ("f32" | "f64" | "bool" | "char" | ("i" | "u") ("8" | "16" | "32" | "64")) lanes? | "opaque" lanes? string
//   lanes      = "x" digits
//   origin     = string                                                                     the text that the statement stands for
//   name       = "@"? identifier ("." digits)? | string                                     (a string for functions and primitives only)
//
// A while loop runs its body at least once: the body decides by its first yield whether there is another trip. `while (c) b` is a body
// that is one `if c`, whose else arm yields false and the carried values as they came. A break is any other arm that yields false.

using DeepMfg.AutoDiff.Generators.Infrastructure;

namespace DeepMfg.AutoDiff.Generators.IR;

/// <summary>A function and those that it calls, directly or not; callees come before their callers.</summary>
internal sealed record Program(Function Main, EquatableArray<Function> Callees);

/// <summary>A function from its parameters to what its body yields. It writes nothing else.</summary>
internal sealed record Function(string Name, EquatableArray<Variable> Parameters, Block Body);

/// <summary>Statements, then the values that the block hands to what encloses it.</summary>
internal sealed record Block(EquatableArray<Statement> Statements, EquatableArray<Operand> Yield);

/// <summary>A statement. <see cref="Origin"/> is the user's text for it; in derivatives, the comment to print above it.</summary>
internal abstract record Statement
{
    public string Origin { get; init; } = "";
}

internal sealed record Let(Variable Target, Expression Value) : Statement;

internal sealed record If(EquatableArray<Variable> Results, Operand Condition, Block Then, Block Else) : Statement;

/// <summary>
/// A counted loop: <c>for (Index = Start; Index &lt; Bound; Index += Step)</c>, with <c>≤</c> where <see cref="Inclusive"/>, and with
/// <c>&gt;</c> or <c>≥</c> where the step is negative. The bound is read once.
/// </summary>
internal sealed record For(
    EquatableArray<Variable> Results, Counter Counter, EquatableArray<Carried> Carried, Block Body) : Statement;

internal sealed record Counter(Variable Index, Operand Start, Operand Bound, long Step, bool Inclusive);

internal sealed record While(EquatableArray<Variable> Results, EquatableArray<Carried> Carried, Block Body) : Statement;

/// <summary>A loop's running value: the variable that its body reads, and what that is on the first trip.</summary>
internal sealed record Carried(Variable Variable, Operand Initial);

internal sealed record Call(EquatableArray<Variable> Results, string Callee, EquatableArray<Operand> Arguments) : Statement;

/// <summary>
/// C# that the compiler does not look into: fully qualified text with holes <c>{0}</c>, <c>{1}</c> for the arguments (literal braces are
/// doubled). Runs exactly once, in order, with the primal. The first result is the text's value where <see cref="HasValue"/>; each other
/// result k is an <c>out</c> variable, whose hole is <c>{out k}</c>, or a variable that starts as argument i and that the text may change, whose
/// hole is <c>{ref k i}</c>: nothing else changes what a variable holds.
/// </summary>
internal sealed record Opaque(EquatableArray<Variable> Results, OpaqueText Text, EquatableArray<Operand> Arguments) : Statement;

/// <param name="Template">The text with its holes.</param>
/// <param name="HasValue">Whether the text is an expression whose value is wanted, else it is a statement without its semicolon.</param>
/// <param name="Pure">Whether it may be dropped where its value is not used, and moved.</param>
/// <param name="Throws">Whether control never comes back: a <c>throw</c>.</param>
internal sealed record OpaqueText(string Template, bool HasValue, bool Pure = false, bool Throws = false)
{
    /// <summary>How a text begins that holds an enumerator, which is disposed also where an exception leaves the function.</summary>
    public const string Hold = "global::DeepMfg.AutoDiff.Enumerators.Hold(", Release = "global::DeepMfg.AutoDiff.Enumerators.Release()";

    public bool HoldsEnumerator => Template.StartsWith(Hold, StringComparison.Ordinal);
}

/// <summary>A run-time store of rows, a column for each value that a trip records.</summary>
internal sealed record Tape(string Name, EquatableArray<IrType> Columns);

/// <summary>Opens a tape; <see cref="Rows"/> is the number of rows where it is known beforehand.</summary>
internal sealed record OpenTape(Tape Tape, Operand? Rows) : Statement;

internal sealed record Put(Tape Tape, int Column, Operand Value) : Statement;

/// <summary>Goes to the next row of a tape, or back to the previous one.</summary>
internal sealed record Turn(Tape Tape, bool Forward) : Statement;

internal abstract record Expression(IrType Type);

/// <summary>A primitive of the rules' table, by name.</summary>
internal sealed record Apply(string Primitive, EquatableArray<Operand> Arguments, IrType Type) : Expression(Type)
{
    // The type nearly always follows from the rest.
    public override int GetHashCode() => Primitive.GetHashCode() * 397 ^ Arguments.GetHashCode();

    public bool Equals(Apply? other) =>
        ReferenceEquals(this, other) || (other is not null && Primitive == other.Primitive && Arguments == other.Arguments && Type == other.Type);
}

internal sealed record Get(Tape Tape, int Column) : Expression(Tape.Columns[Column]);

internal sealed record Rows(Tape Tape) : Expression(IrType.Int32);
