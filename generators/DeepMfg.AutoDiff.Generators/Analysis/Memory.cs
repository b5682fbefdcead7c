using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>What becomes of what storage holds.</summary>
internal sealed class Memory
{
    private readonly Regions regions;
    private readonly HashSet<Variable> written = [], outside = [], foreign = [];
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
            foreach (Variable target in WrittenBy(statement)) written.Add(regions.Of(target));
            if (statement is not Opaque opaque) continue;
            hasEffects |= opaque.Text is { Pure: false, Throws: false };
            foreach (Variable result in opaque.Results) foreign.Add(regions.Of(result));
        }
        outside.UnionWith(foreign);
    }

    /// <summary>Whether code that the compiler does not look into may know the storage that a reference refers to.</summary>
    public bool IsOutside(Variable reference) => outside.Contains(regions.Of(reference));

    /// <summary>Whether it may be storage that comes from elsewhere than from the function's parameters and from itself.</summary>
    public bool IsForeign(Variable reference) => foreign.Contains(regions.Of(reference));

    /// <summary>The references through which a statement itself may write.</summary>
    public static IEnumerable<Variable> WrittenBy(Statement statement) => statement switch
    {
        Store { Cell.Storage: Variable storage } => [storage],
        Accumulate { Cell.Storage: Variable storage } => [storage],
        Perform perform => Kernels.Written(perform),
        Opaque opaque => opaque.Arguments.OfType<Variable>().Where(static argument => argument.Type.IsStorage),
        _ => [],
    };

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
}
