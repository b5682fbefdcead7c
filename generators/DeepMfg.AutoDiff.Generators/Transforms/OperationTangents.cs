using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>What is performed over storage, in forward mode: beside it, on tangents, what its row says.</summary>
internal sealed class OperationTangents(IReadOnlyList<Direction> directions, Memory memory, NameSupply names)
{
    public void Add(Perform perform, Builder builder)
    {
        Kernel kernel = Kernels.Get(perform.Kernel);
        Direction[] active = [.. directions.Where(direction => direction.IsActive(perform))];
        Operand[] values = kernel.Derivative is { } rule && active.Length > 0 ? Values(perform, rule, builder) : [];
        builder.Add(perform);
        foreach (Direction direction in active)
        {
            if (kernel.Derivative is null) AddLinear(perform, kernel, direction, builder);
            else Add(perform, values, direction, builder);
        }
    }

    // What is linear does on tangents what it does on values; what is copied from constants has tangents that are zero.
    private static void AddLinear(Perform perform, Kernel kernel, Direction direction, Builder builder)
    {
        if (kernel.Transpose.Count == 0)
        {
            throw new NotDerivableException(
                $"The derivative of what '{kernel.Name}' gives", perform.Origin.Text, "write the operation as a loop where its second derivative is wanted");
        }
        Operand?[] dots = [.. perform.Arguments.Select(direction.Tangent)];
        if (Array.TrueForAll(dots, static dot => dot is not null)) builder.Add(perform with { Arguments = [.. dots.OfType<Operand>()] });
        else if (perform.Kernel == Kernels.Copy)
        {
            Operand length = builder.Let("length", new Length(perform.Arguments[0]));
            builder.Add(new Perform(Kernels.Clear, [Shadowing.Reached(builder, length, dots[1]!)]));
        }
    }

    /// <summary>The operands and the result as they are behind the operation; copies of what it reads and may overwrite.</summary>
    private Operand[] Values(Perform perform, KernelDerivative rule, Builder builder)
    {
        Operand[] values = [.. perform.Arguments, .. perform.Results];
        foreach (int operand in rule.Forward.SelectMany(OperationOperands.Read).Distinct().Where(i => i < perform.Arguments.Count))
        {
            if (OperationOperands.IsOverwritten(perform, operand, memory)) values[operand] = OperationOperands.Copy(builder, (Variable)values[operand]);
        }
        return values;
    }

    private void Add(Perform perform, Operand[] values, Direction direction, Builder builder)
    {
        Operand?[] dots = [.. perform.Arguments.Select(direction.Tangent)];
        foreach (Variable result in perform.Results) dots = [.. dots, direction.Fresh(names, result)];
        foreach (Transposed forward in Kernels.Get(perform.Kernel).Derivative!.Forward)
        {
            Kernel kernel = Kernels.Get(forward.Kernel);
            Variable[] results = kernel.HasResult ? [(Variable)dots[dots.Length - 1]!] : [];
            Operand?[] operands = [.. forward.Operands.Select((operand, i) => operand < values.Length
                ? values[operand] : dots[operand - values.Length] ?? Missing(kernel, i, values[operand - values.Length], builder))];
            if (Array.Exists(operands, static operand => operand is null)) continue;
            builder.Add(new Perform(kernel.Name, [.. operands.OfType<Operand>()]) { Results = results.ToEquatableArray() });
        }
    }

    /// <summary>The tangent of what is constant: nothing where the rule can do without it or would add zero, else zeros.</summary>
    private static Operand? Missing(Kernel kernel, int index, Operand value, Builder builder)
    {
        if (kernel.MayLack(index)) return Constant.Zero(value.Type.Shadow());
        if (kernel.Accesses.Contains(Access.Adds)) return null;
        return builder.Let("zeros", new Alloc(value.Type.Shadow(), [builder.Let("length", new Length(value))], Contents.Zero));
    }
}
