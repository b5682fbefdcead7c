using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>What both modes ask of the operands of an operation over storage, which may be the same storage.</summary>
internal static class OperationOperands
{
    /// <summary>The numbers of the operands, results and companions whose contents a call reads.</summary>
    public static IEnumerable<int> Read(Transposed call)
    {
        Kernel kernel = Kernels.Get(call.Kernel);
        return call.Operands.Where((_, i) => kernel.Accesses[i] is Access.Reads or Access.Holds);
    }

    /// <summary>Whether an operation may overwrite what it reads.</summary>
    public static bool IsOverwritten(Perform perform, int operand, Memory memory)
    {
        Kernel kernel = Kernels.Get(perform.Kernel);
        return !kernel.Writes(operand) && perform.Arguments[operand] is Variable { Type.IsStorage: true } read
            && Kernels.Written(perform).Any(written => memory.MayBeOne(read, written));
    }

    /// <summary>A copy of what storage holds.</summary>
    public static Variable Copy(Builder builder, Variable storage) => Copy(builder, storage, storage.Type.Shadow());

    /// <summary>A copy that is held in some form.</summary>
    public static Variable Copy(Builder builder, Variable storage, IrType type)
    {
        Variable copy = Room(builder, storage, type, storage.BaseName);
        builder.Add(new Perform(Kernels.Copy, [storage, copy]));
        return copy;
    }

    /// <summary>Room for what storage holds, in some form.</summary>
    public static Variable Room(Builder builder, Variable storage, IrType type, string name)
    {
        Operand length = builder.Let("length", new Length(storage));
        return builder.Let(name, new Alloc(type, [length], Contents.Unspecified));
    }
}
