using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Interpreter;

/// <summary>Turns a function's statements into steps over slots.</summary>
internal sealed class Assembler(MachineLayout layout, IReadOnlyDictionary<string, (int[] Parameters, StepBlock Body)> callees)
{
    private readonly Dictionary<string, int> slots = [];
    private readonly Dictionary<string, int> tapes = [];

    public (int[] Parameters, StepBlock Body) Assemble(Function function) => (Define(function.Parameters), Assemble(function.Body));

    private StepBlock Assemble(Block block)
    {
        MachineStep[] steps = [.. block.Statements.Select(Assemble)];
        return new StepBlock(steps, Slots(block.Yield));
    }

    private MachineStep Assemble(Statement statement) => statement switch
    {
        Let { Value: Apply apply } let => Assemble(apply, let.Target),
        Let { Value: Get get } let => new GetStep(tapes[get.Tape.Name], get.Column, Define(let.Target)),
        Let { Value: Rows rows } let => new RowsStep(tapes[rows.Tape.Name], Define(let.Target)),
        If @if => Assemble(@if),
        For @for => Assemble(@for),
        While @while => Assemble(@while),
        Call call => Assemble(call),
        Opaque opaque => Assemble(opaque),
        OpenTape open => new OpenTapeStep(Open(open.Tape), open.Tape.Columns.Count, open.Rows is { } rows ? Slot(rows) : null),
        Put put => new PutStep(tapes[put.Tape.Name], put.Column, Slot(put.Value)),
        Turn turn => new TurnStep(tapes[turn.Tape.Name], turn.Forward),
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

    private ForStep Assemble(For @for)
    {
        (Variable index, Operand start, Operand bound, long step, bool inclusive) = @for.Counter;
        CounterSlots counter = new(Define(index), Slot(start), Slot(bound), step, inclusive, index.Type.Element);
        int[] initial = Slots(@for.Carried.Select(static value => value.Initial));
        int[] carried = Define(@for.Carried.Select(static value => value.Variable));
        StepBlock body = Assemble(@for.Body);
        return new ForStep(counter, body, new LoopMoves(new(initial, carried), new(body.Yield, carried), new(carried, Define(@for.Results))));
    }

    private WhileStep Assemble(While @while)
    {
        int[] initial = Slots(@while.Carried.Select(static value => value.Initial));
        int[] carried = Define(@while.Carried.Select(static value => value.Variable));
        StepBlock body = Assemble(@while.Body);
        Moves next = new([.. body.Yield.Skip(1)], carried);
        return new WhileStep(body, new LoopMoves(new(initial, carried), next, new(carried, Define(@while.Results))));
    }

    private CallStep Assemble(Call call)
    {
        (int[] parameters, StepBlock body) = callees[call.Callee];
        return new CallStep(new(Slots(call.Arguments), parameters), body, new(body.Yield, Define(call.Results)));
    }

    private OpaqueStep Assemble(Opaque opaque)
    {
        Define(opaque.Results);
        return new OpaqueStep(opaque.Text.Template);
    }

    private int Open(Tape tape) => tapes[tape.Name] = layout.Tapes++;

    private int Slot(Operand operand) => operand is Constant constant ? layout.SlotOf(constant) : slots[((Variable)operand).Name];

    private int[] Slots(IEnumerable<Operand> operands) => [.. operands.Select(Slot)];

    private int Define(Variable variable) => slots[variable.Name] = layout.NewSlot();

    private int[] Define(IEnumerable<Variable> variables) => [.. variables.Select(Define)];
}
