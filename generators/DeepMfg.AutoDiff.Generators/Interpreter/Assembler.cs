using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Interpreter;

/// <summary>Turns a function's statements into steps over slots.</summary>
internal sealed class Assembler(MachineLayout layout, IReadOnlyDictionary<string, (int[] Parameters, StepBlock Body)> callees)
{
    private readonly Dictionary<string, int> slots = [];

    public (int[] Parameters, StepBlock Body) Assemble(Function function) => (Define(function.Parameters), Assemble(function.Body));

    private StepBlock Assemble(Block block)
    {
        MachineStep[] steps = [.. block.Statements.Select(Assemble)];
        return new StepBlock(steps, Slots(block.Yield));
    }

    private MachineStep Assemble(Statement statement) => statement switch
    {
        Let { Value: Apply apply } let => Assemble(apply, let.Target),
        Let { Value: Load load } let => new LoadStep(At(load.Cell), Define(let.Target)),
        Let { Value: Alloc { Sizes: [{ Type.Item.IsStorage: true } like] } } let => new AllocRowsStep(Slots([like])[0], Define(let.Target)),
        Let { Value: Alloc alloc } let => new AllocStep(Slots(alloc.Sizes), alloc.Contents, Define(let.Target)),
        Let { Value: Length length } let => new LengthStep(Slot(length.Storage), length.Dimension, Define(let.Target)),
        Let { Value: Slice slice } let => new SliceStep(Slot(slice.Storage), Slot(slice.Start), Slot(slice.Count), Define(let.Target)),
        Let { Value: View view } let => new ViewStep(Slot(view.Storage), Define(let.Target)),
        Perform { Kernel: Kernels.Push } push => new PushStep(Slot(push.Arguments[0])),
        Perform { Kernel: Kernels.Pop } pop => new PopStep(Define(pop.Results[0])),
        Perform { Kernel: Kernels.Height } height => new HeightStep(Define(height.Results[0])),
        Perform { Kernel: Kernels.Drop } drop => new DropStep(Slot(drop.Arguments[0])),
        Perform perform => new PerformStep(KernelEvaluators.Of(perform), Slots(perform.Arguments)),
        If @if => Assemble(@if),
        Loop loop => Assemble(loop),
        Call call => Assemble(call),
        Opaque opaque => Assemble(opaque),
        Store store => new StoreStep(At(store.Cell), Slot(store.Value)),
        Reach reach => new ReachStep(Slot(reach.Cell.Storage), Slot(reach.Cell.Indices[0])),
        Accumulate add => new AccumulateStep(At(add.Cell), Slot(add.Value), add.Value.Type.Element),
        _ => throw new NotSupportedException($"The interpreter does not know {statement.GetType().Name}."),
    };

    private MachineStep Assemble(Apply apply, Variable target)
    {
        if (apply.Type.Lanes != 1) throw new NotSupportedException("The interpreter evaluates single values only.");
        Primitive row = Primitives.Get(apply.Primitive);
        int[] arguments = Slots(apply.Arguments);
        Element[] elements = [.. apply.Arguments.Select(static argument => argument.Type.Element)];
        Element result = apply.Type.Element;
        if (row.Form is Cast cast) return new ConvertStep(new Conversion(elements[0], result, cast.Checked), arguments[0], Define(target));
        if (apply.Type.IsFloat || apply.Arguments.Any(static argument => argument.Type.IsFloat))
        {
            Evaluator real = row.Evaluate ?? throw new NotSupportedException($"{row.Name} has no evaluator for floating values.");
            return new RealStep(real, arguments, elements, new Target(Define(target), result));
        }
        return new IntegerStep(IntegerArithmetic.Of(row, elements[0], result), arguments, Define(target));
    }

    private IfStep Assemble(If @if)
    {
        int condition = Slot(@if.Condition);
        StepBlock then = Assemble(@if.Then), @else = Assemble(@if.Else);
        int[] results = Define(@if.Results);
        return new IfStep(condition, new ArmSteps(then, new Moves(then.Yield, results)), new ArmSteps(@else, new Moves(@else.Yield, results)));
    }

    private MachineStep Assemble(Loop loop)
    {
        CounterSlots? counter = loop.Counter is { } counted
            ? new(Define(counted.Index), Slot(counted.Start), Slot(counted.Bound), counted.Step, counted.Inclusive, counted.Index.Type.Element)
            : null;
        int[] initial = Slots(loop.Carried.Select(static value => value.Initial));
        int[] carried = Define(loop.Carried.Select(static value => value.Variable));
        StepBlock body = Assemble(loop.Body);
        Moves next = new([.. body.Yield.Skip(loop.Flags)], carried);
        LoopMoves moves = new(new(initial, carried), next, new(carried, Define(loop.Results)));
        return counter is { } slots ? new ForStep(slots, body, moves) : new WhileStep(body, moves);
    }

    private CallStep Assemble(Call call)
    {
        if (!callees.TryGetValue(call.Callee, out (int[] Parameters, StepBlock Body) callee))
        {
            throw new NotSupportedException($"The interpreter's functions have a place for each variable: none may call itself, as {call.Callee} does.");
        }
        (int[] parameters, StepBlock body) = callee;
        return new CallStep(new(Slots(call.Arguments), parameters), body, new(body.Yield, Define(call.Results)));
    }

    private OpaqueStep Assemble(Opaque opaque)
    {
        Define(opaque.Results);
        return new OpaqueStep(opaque.Text.Template);
    }

    private CellSlots At(Cell cell) => new(Slot(cell.Storage), Slots(cell.Indices));

    private int Slot(Operand operand) => operand is Constant constant ? layout.SlotOf(constant) : slots[((Variable)operand).Name];

    private int[] Slots(IEnumerable<Operand> operands) => [.. operands.Select(Slot)];

    private int Define(Variable variable) => slots[variable.Name] = layout.NewSlot();

    private int[] Define(IEnumerable<Variable> variables) => [.. variables.Select(Define)];
}
