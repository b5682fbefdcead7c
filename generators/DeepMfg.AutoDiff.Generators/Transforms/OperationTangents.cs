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
        Operand[] values = kernel.IsOperation && active.Length > 0 ? Values(perform, active, builder) : [];
        builder.Add(perform);
        foreach (Direction direction in active)
        {
            if (kernel.Each is not null) AddElements(perform, values, direction, builder);
            else if (kernel.Derivative is not null) Add(perform, values, direction, builder);
            else AddLinear(perform, kernel, direction, builder);
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
    private Operand[] Values(Perform perform, Direction[] active, Builder builder)
    {
        Operand[] values = [.. perform.Arguments, .. perform.Results];
        Kernel kernel = Kernels.Get(perform.Kernel);
        IEnumerable<int> read = kernel.Derivative is { } rule
            ? rule.Forward.SelectMany(OperationOperands.Read).Distinct().Where(i => i < perform.Arguments.Count)
            : ElementLoop.Mentioned(perform, operand => active.Any(direction => direction.Tangent(operand) is not null));
        foreach (int operand in read)
        {
            if (OperationOperands.IsOverwritten(perform, operand, memory)) values[operand] = OperationOperands.Copy(builder, (Variable)values[operand]);
        }
        return values;
    }

    // zᵢ = p(xᵢ, y…)  ⟶  for i { zDot[i] = ∂p/∂x · xDot[i] + ∂p/∂y · yDot }
    private void AddElements(Perform perform, Operand[] values, Direction direction, Builder builder)
    {
        var loop = new ElementLoop(perform, names);
        Operand length = builder.Let("length", new Length(perform.Arguments.First(static operand => operand.Type.IsStorage)));
        Operand outputDot = direction.Tangent(loop.Output)!;
        Builder inner = builder.Nested();
        foreach (Variable element in loop.Elements)
        {
            if (direction.Tangent(loop.StorageOf(element)!) is { } dot) direction.Set(element, inner.Let(direction.NameOf(element), new Load(loop.In(dot))));
        }
        if (Tangents.Of(loop.Value, loop.Apply, direction, inner, operand => loop.StorageOf(operand) ?? operand) is not { } tangent)
        {
            builder.Add(new Perform(Kernels.Clear, [Shadowing.Reached(builder, length, outputDot)]));
            return;
        }
        inner.Add(new Store(loop.In(outputDot), tangent));
        builder.Add(loop.Around(length, ElementSums.None, inner.Close(), operand => values[operand]));
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
