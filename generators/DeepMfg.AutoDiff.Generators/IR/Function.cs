// The intermediate representation: structured single assignment.
//
//   program    = function+                                      the first is the one asked for, the others are its callees
//   function   = "function" name "(" variable,* ")" (("forward" | "reverse") "sweep")? block rule?    the results are what the block yields;
//                                                               sweeps hand on a tape that their caller opens
//   rule       = "called" function ("jvp" function)? ("vjp" function)? ("pair" function function)?     the user's: how C# calls it, and its derivatives
//   block      = "{" statement* "yield" operand,* "}"
//   statement  = "let" variable "=" expression origin?
//              | results "if" operand origin? block "else" block                            arms yield the results
//              | results "for" variable "in" operand (".." | "..=") operand "by" integer    ("..=" where the bound is included)
//                        carrying? origin? block                                            the body yields the next carried values
//              | results "while" carrying? origin? block                                    the body yields again?, next carried values
//              | results "call" name "(" operand,* ")" ("writes" integer,+)? "checkpoint"? origin?    what it may write; whether it is run again
//              | results "opaque" ("value" | "pure" | "throws" | "reads")* string "(" operand,* ")" origin?     text with holes; run exactly once
//              | "store" cell "=" operand origin?                                           writes an element
//              | "add" cell "+=" operand origin?                                            adds to an element; such additions commute
//              | results "perform" name "(" operand,* ")" origin?                           a primitive over storage, which may give a number
//              | "reach" cell origin?                                                       storage with rows has this row from here on
//   results    = (variable,+ "=")?
//   carrying   = "carrying" (variable "=" operand),+
//   expression = name "(" operand,* ")"                                                     a primitive, applied
//              | "load" cell "throws"?                                                      reads an element; the user may see that there is none
//              | "alloc" type "(" operand,* ")" ("zero" | "rows")?                          new storage: unspecified, zero, or growing by rows reached
//                                                                                           (a model: one like the operand)
//              | "slice" operand "[" operand "," operand "]" "throws"?                      a part of storage: its start, its length
//              | "view" operand "as" type                                                   the same storage, held otherwise
//              | "length" operand ("," integer)?                                            how many elements, along a dimension other than the first
//   cell       = operand "[" operand,+ "]"                                                  an element of the storage that a reference refers to
//   variable   = name ":" type                                                              where it is defined; elsewhere its name does
//   operand    = name | literal (":" type)?                                                 3 is an i32, 3.0 an f64, true a bool; others say
//   literal    = "true" | "false" | "NaN" | "-"? "Infinity" | "-"? digits fraction? exponent? | "0x" hexdigits    (bits of a double)
//   type       = scalar | "opaque" lanes? string | storage
//   storage    = (scalar | storage) "[" ","* "]" ("array" | "readonly" | "table")?                    a reference, which C# holds as a span, unless said
//              | scalar "model" string                                                                a value of a type parameter that holds such numbers
//              | storage "of" string                                                                  the numbers that structs hold as this member
//   scalar     = ("f32" | "f64" | "bool" | "char" | ("i" | "u") ("8" | "16" | "32" | "64")) lanes?
//   lanes      = "x" digits
//   origin     = (("forward" | "reverse") "sweep")? string?                                 the sweep that it begins, the text that it stands for
//   name       = "@"? identifier ("." digits)? | string                                     (a string for functions and primitives only)
//
// A while loop runs its body at least once: the body decides by its first yield whether there is another trip. `while (c) b` is a body
// that is one `if c`, whose else arm yields false and the carried values as they came. A break is any other arm that yields false.
//
// A reference is a value like others; what it refers to changes by "store", "add" and "perform", in the order of the statements.

using DeepMfg.AutoDiff.Generators.Infrastructure;

namespace DeepMfg.AutoDiff.Generators.IR;

/// <summary>A function and those that it calls, directly or not; callees come before their callers.</summary>
internal sealed record Program(Function Main, EquatableArray<Function> Callees);

/// <summary>A function from its parameters to what its body yields. It writes nothing else.</summary>
internal sealed record Function(string Name, EquatableArray<Variable> Parameters, Block Body)
{
    private object[] facts = [];
    private List<Statement>? statements;

    // What is known of a function is not known of a copy with other parts.
    private Function(Function original) =>
        (Name, Parameters, Body, Rule, Part, facts) = (original.Name, original.Parameters, original.Body, original.Rule, original.Part, []);

    /// <summary>The rule for it; the body then is its source, or the call itself where that is not known.</summary>
    public CustomRule? Rule { get; init; }

    /// <summary>Which of two sweeps it is that share a tape, which their caller opens; none for a function that stands alone.</summary>
    public Sweep Part { get; init; }

    /// <summary>Whether nothing is known of it but how it is called.</summary>
    public bool IsOnlyCalled => Rule is { Call.Body: var call } && Body == call;

    /// <summary>Every statement in it, those inside others included, in program order; found once, and not to be changed.</summary>
    public List<Statement> Statements => statements ??= Walk.All(Body);

    /// <summary>What an analysis finds about it, when it is asked for first: every pass and every member that is made of it asks again.</summary>
    public T Fact<T>(Func<Function, T> find)
        where T : class
    {
        foreach (object fact in facts)
        {
            if (fact is T known) return known;
        }
        T found = find(this);
        // Where two threads find something at once, one of them is asked again.
        facts = [.. facts, found];
        return found;
    }

    public bool Equals(Function? other) =>
        ReferenceEquals(this, other) || (other is not null && Name == other.Name && Parameters == other.Parameters && Body == other.Body && Rule == other.Rule
            && Part == other.Part);

    public override int GetHashCode() => Name.GetHashCode() * 397 ^ Body.GetHashCode();
}

/// <summary>Statements, then the values that the block hands to what encloses it.</summary>
internal sealed record Block(EquatableArray<Statement> Statements, EquatableArray<Operand> Yield);
