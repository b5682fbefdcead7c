using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>Writes the steps of a function as statements.</summary>
internal sealed class BodyWriter
{
    /// <summary>How wide a line may get before a choice becomes an <c>if</c>, or a statement goes below its <c>if</c>.</summary>
    private const int MaxWidth = 100;

    private readonly CodeWriter writer;
    private readonly ExpressionWriter expressions;
    private readonly AssignmentWriter assignments;
    private readonly WritingPlan plan;
    private readonly Func<IReadOnlyList<string>, Returned> result;
    private string[] comment = [];
    private Sweep begun;
    private readonly string tape;
    private Step? loop;
    private bool isOpen;

    /// <param name="writer">Takes the text.</param>
    /// <param name="plan">What to write.</param>
    /// <param name="result">From the returned values' texts to what is written at an exit.</param>
    public BodyWriter(CodeWriter writer, WritingPlan plan, Func<IReadOnlyList<string>, Returned> result)
    {
        (this.writer, this.plan, this.result) = (writer, plan, result);
        bool reserves = plan.Body.All().Exists(IsReserve);
        isOpen = plan.Tape.Length > 0;
        tape = isOpen ? plan.Tape : reserves ? plan.Names.Fresh("tape", plan.Body) : "";
        expressions = new ExpressionWriter(plan.Folding, variable => plan.Locals[variable].Name, tape, plan.QualifiesNames)
        {
            Kept = plan.Kept.Length > 0 ? plan.Kept : tape,
        };
        assignments = new AssignmentWriter(plan, expressions);
    }

    public void Write()
    {
        if (plan.Body.All().Exists(static step => step is Run { Opaque.Text.HoldsEnumerator: true }))
        {
            string type = expressions.Qualified("DeepMfg.AutoDiff", "Enumerators");
            writer.Line($"using {type} {plan.Names.Fresh("enumerators", plan.Body)} = {type}.Open();");
        }
        Write(plan.Body);
    }

    private void Write(Body body)
    {
        foreach (Step step in body.Steps)
        {
            if (body == plan.Body && !isOpen && (IsReserve(step) || step.Inside().Exists(IsReserve))) Open();
            Write(step, body);
        }
    }

    private void Write(Step step, Body body)
    {
        switch (step)
        {
            case Branch branch: Write(branch, body); break;
            case Cycle cycle: Write(cycle, body); break;
            case Count count: Write(count, body); break;
            case Grow grow:
                foreach (string line in Growth.Of(grow, loop, plan, tape)) writer.Line(line);
                break;
            case Put put:
                Comment(step);
                writer.Line(expressions.Of(put));
                break;
            default:
                foreach (string line in Lines(step, body))
                {
                    Comment(step);
                    writer.Line(line);
                }
                break;
        }
    }

    /// <summary>Whether a step takes of the thread's memory; what C# code keeps is an array of its own.</summary>
    private bool IsReserve(Step step) => step is Define { Value: Alloc { Type.Form: StorageForm.Span or StorageForm.Table } }
        || plan.Kept.Length == 0 && step is Run { Opaque.Text.UsesTape: true };

    /// <summary>The thread's memory is opened in front of what reserves some of it first.</summary>
    private void Open()
    {
        isOpen = true;
        string type = expressions.Qualified("DeepMfg.AutoDiff", "Tape");
        writer.Line($"using {type} {tape} = {type}.Open();");
    }

    /// <summary>The statements of a step that has no bodies; none for one that does nothing.</summary>
    private IEnumerable<string> Lines(Step step, Body body) => step switch
    {
        Define { Value: Alloc { Contents: Contents.Zero, Type.Form: StorageForm.Span } } define =>
            [assignments.Assign(define.Target, define.Value, body), $"{plan.Locals[define.Target].Name}.Clear();"],
        Define { Value: Alloc { Contents: Contents.Zero, Type.Form: StorageForm.Table } } define =>
            [assignments.Assign(define.Target, define.Value, body), $"{expressions.Qualified("System", "Array")}.Clear({plan.Locals[define.Target].Name});"],
        Define define => [assignments.Assign(define.Target, define.Value, body)],
        Move move => assignments.Assign(move, body),
        Run run => [assignments.Run(run.Opaque, body)],
        Invoke invoke => [assignments.Invoke(invoke.Call, body)],
        Act act => [assignments.Perform(act.Perform, body)],
        Leave => ["break;"],
        Exit exit => Return(exit, body),
        _ => throw new InvalidOperationException(step.GetType().Name),
    };

    private IEnumerable<string> Return(Exit exit, Body body)
    {
        (IReadOnlyList<string> before, string text) = result([.. exit.Values.Select(expressions.Write)]);
        if (text.Length > 0) return [.. before, $"return {text};"];
        return body == plan.Body && body.Steps[body.Steps.Count - 1] == exit ? before : [.. before, "return;"];
    }

    private void Write(Branch branch, Body body)
    {
        bool hasThen = !branch.Then.IsEmpty, hasElse = !branch.Else.IsEmpty;
        if (Choice(branch, body) is { } choice)
        {
            Comment(branch);
            writer.Line(choice);
            return;
        }
        if (!hasThen && !hasElse)
        {
            Comment(branch);
            writer.Line(AssignmentWriter.ForEffect(expressions.Write(branch.Condition)));
            return;
        }
        bool isElse = branch.Negated ^ !hasThen;
        Introduce(branch, isElse);
        string head = $"if ({expressions.Alone(branch.Condition, isElse)})";
        bool isAlone = !hasThen || !hasElse;
        int opened = writer.Open(head);
        Nested(hasThen ? branch.Then : branch.Else, loop);
        // One statement that is alone goes behind its if.
        writer.Close(opened, isAlone ? MaxWidth - head.Length : 0);
        if (isAlone) return;
        writer.OpenElse(branch.Else.Steps is [Branch]);
        Nested(branch.Else, loop);
        writer.CloseElse();
    }

    private void Nested(Body body, Step? around)
    {
        (string[] outerComment, Step? outerLoop) = (comment, loop);
        loop = around;
        Write(body);
        (comment, loop) = (outerComment, outerLoop);
    }

    /// <summary><c>x = c ? a : b;</c> or <c>return c ? a : b;</c>, where both arms only do that and it is short.</summary>
    private string? Choice(Branch branch, Body body)
    {
        (Operand Yes, Operand No)? arms = Shaping.IsConditional(branch)
            ? (((Exit)branch.Then.Steps[0]).Values[0], ((Exit)branch.Else.Steps[0]).Values[0])
            : OnlyAssignment(branch.Then) is { } yes && OnlyAssignment(branch.Else) is { } no && plan.Locals[yes.Target] == plan.Locals[no.Target]
            ? (yes.Source, no.Source)
            : null;
        if (arms is not { } choice) return null;
        string condition = expressions.Condition(branch.Condition, branch.Negated).AtLeast(Fragment.Conditional + 1);
        bool isTyped = choice.Yes is not Constant || choice.No is not Constant;
        string text = $"{condition} ? {Side(choice.Yes)} : {Side(choice.No)}";
        if (text.Length > MaxWidth) return null;
        if (branch.Then.Steps[0] is Exit) return result([text]) is { Before: [], Value: var returned } && returned == text ? $"return {text};" : null;
        return assignments.Assign(OnlyAssignment(branch.Then)!.Target, text, body);

        string Side(Operand operand) => expressions.Of(operand, isTyped).AtLeast(Fragment.Conditional + 1);
    }

    private Assignment? OnlyAssignment(Body body) =>
        body.Steps is [Move { Assignments: [var only] }] ? only : null;

    private void Write(Cycle cycle, Body body)
    {
        Introduce(cycle);
        string condition = cycle.Condition is { } test ? expressions.Alone(test, cycle.Negated) : "true";
        int opened = writer.Open(cycle.AtEnd ? "do" : $"while ({condition})");
        Nested(cycle.Body, cycle);
        writer.Close(opened);
        if (cycle.AtEnd) writer.Line($"while ({condition});");
    }

    private void Write(Count count, Body body)
    {
        Introduce(count);
        Counter counter = count.Counter;
        string index = plan.Locals[counter.Index].Name, symbol = (counter.Step > 0 ? "<" : ">") + (counter.Inclusive ? "=" : "");
        string next = counter.Step switch
        {
            1 => $"{index}++",
            -1 => $"{index}--",
            > 0 => $"{index} += {counter.Step}",
            _ => $"{index} -= {-counter.Step}",
        };
        string bound = expressions.Of(counter.Bound, isTyped: true).AtLeast(Fragment.Relational + 1);
        string head = $"for ({Literals.TypeName(counter.Index.Type)} {index} = {expressions.Write(counter.Start)}; {index} {symbol} {bound}; {next})";
        int opened = writer.Open(head);
        Nested(count.Body, count);
        writer.Close(opened);
    }

    /// <summary>What stands before a step with bodies: its comment follows the declarations, unless that begins a sweep.</summary>
    private void Introduce(Step step, bool isElse = false)
    {
        bool isFirst = step.Origin.Begins != Sweep.None;
        if (isFirst) Comment(step, isElse);
        foreach (string line in assignments.DeclareBefore(step)) writer.Line(line);
        if (!isFirst) Comment(step, isElse);
    }

    /// <summary>The step's origin, as far as it differs from the last one printed; a sweep starts a paragraph.</summary>
    /// <param name="step">The step.</param>
    /// <param name="isElse">Whether it is what happens where the user's condition does not hold.</param>
    private void Comment(Step step, bool isElse = false)
    {
        if (step.Origin.IsEmpty) return;
        if (step.Origin.Begins != Sweep.None && begun != step.Origin.Begins)
        {
            begun = step.Origin.Begins;
            if (step != plan.Body.Steps[0]) writer.Line();
            writer.Line($"// {step.Origin.Begins} sweep");
        }
        string[] lines = Comments.Lines(step.Origin);
        foreach (string line in lines.Except(comment))
        {
            writer.Line("// " + line + (isElse && line.StartsWith("if (", StringComparison.Ordinal) ? " … else" : ""));
        }
        comment = lines;
    }
}
