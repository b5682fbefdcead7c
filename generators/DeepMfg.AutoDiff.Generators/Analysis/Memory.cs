using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>What becomes of what storage holds.</summary>
internal sealed class Memory
{
    private readonly Regions regions;
    private readonly HashSet<Variable> written = [], outside = [], foreign = [], lasting = [], kept = [];
    private readonly bool hasEffects;

    private Memory(Function function)
    {
        regions = Regions.Of(function);
        foreach (Variable parameter in function.Parameters)
        {
            if (parameter.Type.Form == StorageForm.Array) outside.Add(regions.Of(parameter));
        }
        foreach (Statement statement in function.Statements)
        {
            foreach (Variable target in Effects.Written(statement)) written.Add(regions.Of(target));
            if (statement is Store { Value: Variable { Type.IsStorage: true } row }) kept.Add(regions.Of(row));
            hasEffects |= Effects.WritesOutside(statement);
            if (statement is not Opaque { Text.IsNothing: false } opaque) continue;
            foreach (Variable result in opaque.Results) foreign.Add(regions.Of(result));
        }
        outside.UnionWith(foreign);
        lasting.UnionWith(function.Parameters);
        FindLasting(function.Body, isInLoop: false);
    }

    private void FindLasting(Block block, bool isInLoop)
    {
        foreach (Statement statement in block.Statements)
        {
            bool isLasting = !isInLoop || statement is Let let && IsAskedAgain(let.Value);
            if (isLasting) lasting.UnionWith(statement.Targets.Where(static target => target.Type.IsStorage));
            foreach (Block inner in statement.Blocks) FindLasting(inner, isInLoop || statement is Loop);
        }
    }

    /// <summary>Whether the reverse sweep can ask again what a statement has asked of storage: it has the reference, and the answer is the same.</summary>
    public bool IsAskedAgain(Expression value) => value switch
    {
        Slice slice => IsLasting(slice.Storage),
        View view => IsLasting(view.Storage),
        Length length => IsLasting(length.Storage),
        Load load => IsLasting(load.Cell.Storage) && IsConstant(load.Cell.Storage),
        _ => false,
    };

    /// <summary>
    /// Whether the reverse sweep has a reference: from outside all loops, or made from such a one. No tape holds references, so those that trips make
    /// or hand on are gone.
    /// </summary>
    public bool IsLasting(Operand reference) => reference is Variable variable && lasting.Contains(variable);

    /// <summary>Whether code that the compiler does not look into may know the storage that a reference refers to.</summary>
    public bool IsOutside(Variable reference) => outside.Contains(regions.Of(reference));

    /// <summary>Whether it may be storage that comes from elsewhere than from the function's parameters and from itself.</summary>
    public bool IsForeign(Variable reference) => foreign.Contains(regions.Of(reference));

    /// <summary>Whether a reference may be one that is put into an array of arrays.</summary>
    public bool IsKept(Variable reference) => kept.Contains(regions.Of(reference));

    public static Memory Of(Function function) => function.Fact(static asked => new Memory(asked));

    /// <summary>Whether nothing writes the storage that a reference refers to while the function runs.</summary>
    public bool IsConstant(Operand reference)
    {
        if (reference is not Variable variable) return false;
        Variable region = regions.Of(variable);
        return !written.Contains(region) && !(hasEffects && outside.Contains(region));
    }

    /// <summary>Whether two references may refer to the same storage.</summary>
    public bool MayBeOne(Variable a, Variable b) => regions.Of(a) == regions.Of(b);

    /// <summary>Whether a statement may write the storage that a reference refers to.</summary>
    public bool IsWritten(Variable reference) => written.Contains(regions.Of(reference));
}
