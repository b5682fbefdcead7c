using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Tests.RandomPrograms;

/// <summary>
/// Draws what programs do with storage: buffers, slices of them, choices among them, elements written twice and read behind it, copies. A
/// buffer has four elements and a name that says so; a slice has two.
/// </summary>
internal sealed class MemoryGenerator(Random random, ExpressionGenerator expressions)
{
    private static readonly IrType Buffer = IrType.Storage(IrType.Float64);

    public void Draw(Builder builder, Scope scope)
    {
        if (scope.Of(Buffer) is not { Count: > 0 } buffers)
        {
            DrawBuffer(builder, scope);
            return;
        }
        Variable buffer = buffers[random.Next(buffers.Count)];
        switch (random.Next(16))
        {
            case 0: DrawBuffer(builder, scope); break;
            case < 6: builder.Add(new Store(Cell(builder, scope, buffer), Value(builder, scope))); break;
            case < 8: builder.Add(new Accumulate(Cell(builder, scope, buffer), Value(builder, scope))); break;
            case < 12: scope.Add(builder.Let("v", new Load(Cell(builder, scope, buffer)) { Throws = random.Next(2) == 0 })); break;
            case 12: DrawSlice(builder, scope, buffers); break;
            case 13: DrawChoice(builder, scope, buffers); break;
            default: DrawKernel(builder, buffers); break;
        }
    }

    private void DrawBuffer(Builder builder, Scope scope)
    {
        Variable buffer = builder.Let("four", new Alloc(Buffer, [Constant.Of(4)], Contents.Zero));
        scope.Add(buffer);
        for (int i = random.Next(4); i > 0; i--) builder.Add(new Store(new Cell(buffer, [Constant.Of(random.Next(4))]), Value(builder, scope)));
    }

    private void DrawSlice(Builder builder, Scope scope, IReadOnlyList<Variable> buffers)
    {
        Variable[] whole = [.. buffers.Where(static buffer => buffer.BaseName == "four")];
        if (whole.Length == 0) return;
        Operand start = random.Next(2) == 0 ? Constant.Of(random.Next(3)) : And(builder, scope.Pick(IrType.Int32), 1);
        scope.Add(builder.Let("two", new Slice(whole[random.Next(whole.Length)], start, Constant.Of(2), Buffer)));
    }

    private void DrawChoice(Builder builder, Scope scope, IReadOnlyList<Variable> buffers)
    {
        string name = random.Next(2) == 0 ? "four" : "two";
        Variable[] like = [.. buffers.Where(buffer => buffer.BaseName == name)];
        if (like.Length == 0) return;
        Variable condition = expressions.Condition(builder, scope), result = builder.Names.Fresh(name, Buffer);
        Block[] arms = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            Builder arm = builder.Nested();
            Variable chosen = random.Next(3) > 0 ? like[random.Next(like.Length)]
                : arm.Let(name, new Alloc(Buffer, [Constant.Of(name == "four" ? 4 : 2)], Contents.Zero));
            if (random.Next(2) == 0) arm.Add(new Store(Cell(arm, scope, chosen), Value(arm, scope)));
            return arm.Close(chosen);
        })];
        builder.Add(new If([result], condition, arms[0], arms[1]));
        scope.Add(result);
    }

    private void DrawKernel(Builder builder, IReadOnlyList<Variable> buffers)
    {
        Variable target = buffers[random.Next(buffers.Count)];
        if (random.Next(4) == 0)
        {
            builder.Add(new Perform(Kernels.Clear, [target]));
            return;
        }
        Variable[] like = [.. buffers.Where(buffer => buffer.BaseName == target.BaseName)];
        if (random.Next(3) == 0)
        {
            // Slices of one buffer may overlap; a copy takes the elements as they were.
            builder.Add(new Perform(Kernels.Copy, [like[random.Next(like.Length)], target]));
            return;
        }
        // Sums over what overlaps have no order.
        Variable source = builder.Let("copy", new Alloc(Buffer, [Constant.Of(target.BaseName == "four" ? 4 : 2)], Contents.Zero));
        builder.Add(new Perform(Kernels.Copy, [like[random.Next(like.Length)], source]));
        builder.Add(new Perform(random.Next(2) == 0 ? Kernels.Copy : Kernels.AddTo, [source, target]));
    }

    private Variable Value(Builder builder, Scope scope) => expressions.Bounded(builder, scope.Pick(IrType.Float64));

    private Cell Cell(Builder builder, Scope scope, Variable buffer)
    {
        int last = buffer.BaseName == "four" ? 3 : 1;
        return new Cell(buffer, [random.Next(2) == 0 ? Constant.Of(random.Next(last + 1)) : And(builder, scope.Pick(IrType.Int32), last)]);
    }

    private Variable And(Builder builder, Operand value, int mask) => expressions.Let(builder, "k", "And", value, Constant.Of(mask));
}
