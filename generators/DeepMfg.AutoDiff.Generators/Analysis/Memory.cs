using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>What becomes of what storage holds.</summary>
internal sealed class Memory
{
    private readonly Regions regions;
    private readonly HashSet<Variable> written = [], outside = [];
    private readonly bool hasEffects;

    private Memory(Function function)
    {
        regions = Regions.Of(function);
        foreach (Variable parameter in function.Parameters)
        {
            if (parameter.Type.Form == StorageForm.Array) outside.Add(regions.Of(parameter));
        }
        foreach (Statement statement in Walk.All(function.Body))
        {
            switch (statement)
            {
                case Store store: Write(store.Cell.Storage); break;
                case Accumulate add: Write(add.Cell.Storage); break;
                case Perform perform:
                    foreach (Variable target in Kernels.Written(perform)) Write(target);
                    break;
                case Opaque opaque:
                    hasEffects |= opaque.Text is { Pure: false, Throws: false };
                    foreach (Operand argument in opaque.Arguments) Write(argument);
                    foreach (Variable result in opaque.Results) outside.Add(regions.Of(result));
                    break;
            }
        }
    }

    public static Memory Of(Function function) => new(function);

    /// <summary>Whether nothing writes the storage that a reference refers to while the function runs.</summary>
    public bool IsConstant(Operand reference)
    {
        if (reference is not Variable variable) return false;
        Variable region = regions.Of(variable);
        return !written.Contains(region) && !(hasEffects && outside.Contains(region));
    }

    /// <summary>Whether a statement may write the storage that a reference refers to.</summary>
    public bool IsWritten(Variable reference) => written.Contains(regions.Of(reference));

    private void Write(Operand storage)
    {
        if (storage is Variable { Type.IsStorage: true } variable) written.Add(regions.Of(variable));
    }
}
