using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>
/// What an expression or a statement does beside giving values, those inside it left out: whether it may throw, what it writes, whether it runs code that
/// the compiler does not look into. What may be dropped, moved, shared or done twice is asked here.
/// </summary>
internal static class Effects
{
    /// <summary>Whether the user may see the evaluation throw. What the compiler adds throws nothing.</summary>
    public static bool MayThrow(Expression value) => value switch
    {
        Apply apply => Throwing.MayThrow(apply),
        Load load => load.Throws,
        Slice slice => slice.Throws,
        // An array of the user's own, whose size may be negative.
        Alloc alloc => alloc.Type.Form == StorageForm.Array,
        Length or View => false,
        _ => throw new InvalidOperationException($"It is not known whether {value} throws."),
    };

    /// <summary>Whether the user may see the statement throw.</summary>
    public static bool MayThrow(Statement statement) => statement switch
    {
        Let let => MayThrow(let.Value),
        Store store => store.Throws,
        Accumulate add => add.Throws,
        Perform perform => perform.Throws,
        Opaque opaque => !opaque.Text.Pure,
        Call => true,
        Reach or If or Loop => false,
        _ => throw new InvalidOperationException($"It is not known whether {statement} throws."),
    };

    /// <summary>Whether it throws for no operands at all, so that it may be evaluated where its turn has not come, on numbers that it would not meet.</summary>
    public static bool IsSafeAnywhere(Apply apply) =>
        !Throwing.MayThrow(apply) && Primitives.Get(apply.Primitive) is { MayThrowOnIntegers: false, MayThrowOnReals: false };

    /// <summary>The references through which a statement may write.</summary>
    public static IEnumerable<Variable> Written(Statement statement) => statement switch
    {
        Store { Cell.Storage: Variable storage } => [storage],
        Accumulate { Cell.Storage: Variable storage } => [storage],
        Perform perform => Kernels.Written(perform),
        Call call => call.Written,
        Opaque { Text.Writes: true } opaque => opaque.Arguments.OfType<Variable>().Where(static argument => argument.Type.IsStorage),
        Opaque or Let or If or Loop or Reach => [],
        _ => throw new InvalidOperationException($"It is not known what {statement} writes."),
    };

    /// <summary>Whether it runs code that may read what others change, or change what others read: it is run once, in its turn. A throw ends all.</summary>
    public static bool RunsOutside(Statement statement) => statement is Opaque { Text: { Pure: false, Throws: false } };

    /// <summary>Whether it runs code that may change what others read.</summary>
    public static bool WritesOutside(Statement statement) => statement is Opaque { Text.Writes: true };

    /// <summary>Whether it is kept though nobody reads what it gives or writes.</summary>
    public static bool IsSeen(Statement statement) =>
        MayThrow(statement) || statement is Perform perform && Kernels.IsInOrder(perform.Kernel);
}
