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

    /// <summary>The comments of what stands around: an arm that goes on with its statement does not say that again.</summary>
    private string[] commentsAround = [];
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
        expressions = new ExpressionWriter(plan.Folding, variable => plan.Locals[variable].Name, plan.Hides, tape, plan.QualifiesNames)
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
                Write(step, expressions.Of(put));
                break;
            default:
                foreach (string line in Lines(step, body).Where(static line => !IsIdle(line))) Write(step, line);
                break;
        }
    }

    private void Write(Step step, string line)
    {
        Comment(step, line);
        writer.Line(line);
    }

    /// <summary>Whether a step takes of the thread's memory; what C# code keeps is an array of its own.</summary>
    private bool IsReserve(Step step) => step is Define { Value: Alloc { Type.Form: StorageForm.Span or StorageForm.Table } }
        || plan.Kept.Length == 0 && step is Run { Opaque.Text.UsesTape: true }
        || plan.Kept.Length == 0 && step is Invoke { Call: var call } && plan.CallOf(call.Callee).Part != Sweep.None;

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
        Define { Value: Alloc { Contents: Contents.Zero, Type.Form: StorageForm.Table } } define =>
            [
                assignments.Assign(define.Target, define.Value, body),
                $"{expressions.Qualified("DeepMfg.AutoDiff", "GradientBuffers")}.Clear({plan.Locals[define.Target].Name});",
            ],
        Define define => [assignments.Assign(define.Target, define.Value, body)],
        Move move => assignments.Assign(move, body),
        Run run => [assignments.Run(run.Opaque, body)],
        Invoke invoke => [assignments.Invoke(invoke.Call, body)],
        Act act => [assignments.Perform(act.Perform, body)],
        Leave => ["break;"],
        Exit exit => Return(exit, body),
        _ => throw new InvalidOperationException(step.GetType().Name),
    };

    /// <summary>Whether a line gives a local what it has: two signs that cancel show in the text only.</summary>
    private static bool IsIdle(string line) =>
        line.IndexOf(" = ", StringComparison.Ordinal) is > 0 and var at && line.Length == 2 * at + 4 && string.CompareOrdinal(line, 0, line, at + 3, at) == 0;

    private IEnumerable<string> Return(Exit exit, Body body)
    {
        (IReadOnlyList<string> before, string text) = result([.. exit.Values.Select(expressions.Write)]);
        if (text.Length > 0) return [.. before, $"return {text};"];
        return body == plan.Body && body.Steps[body.Steps.Count - 1] == exit ? before : [.. before, "return;"];
    }

    private void Write(Branch branch, Body body)
    {
        if (Choice(branch, body) is { } choice)
        {
            Write(branch, choice);
            return;
        }
        if (branch.Then.IsEmpty && branch.Else.IsEmpty)
        {
            Write(branch, AssignmentWriter.ForEffect(expressions.Write(branch.Condition)));
            return;
        }
        Move? initial = assignments.Initial(branch);
        if (initial is not null) assignments.LeaveOut(initial, branch.Then.Steps is [Move first, ..] && first == initial ? branch.Else : branch.Then);
        bool hasThen = !branch.Then.IsEmpty && branch.Then.Steps[0] != initial, hasElse = !branch.Else.IsEmpty && branch.Else.Steps[0] != initial;
        bool isElse = branch.Negated ^ !hasThen;
        string head = $"if ({expressions.Alone(branch.Condition, isElse)})";
        Introduce(branch, head, initial, isElse);
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
        (string[] outerComment, string[] outerAround, Step? outerLoop) = (comment, commentsAround, loop);
        (loop, commentsAround) = (around, [.. commentsAround, .. comment]);
        Write(body);
        (comment, commentsAround, loop) = (outerComment, outerAround, outerLoop);
    }

    /// <summary><c>x = c ? a : b;</c> or <c>return c ? a : b;</c>, where both arms only do that and it is short.</summary>
    private string? Choice(Branch branch, Body body)
    {
        if (Shaping.IsConditional(branch))
        {
            string returned = Choice(branch, OfOperand(((Exit)branch.Then.Steps[0]).Values[0]), OfOperand(((Exit)branch.Else.Steps[0]).Values[0]));
            return returned.Length <= MaxWidth && result([returned]) is { Before: [], Value: var value } && value == returned ? $"return {returned};" : null;
        }
        if (OnlyAssignment(branch.Then) is not { } yes || OnlyAssignment(branch.Else) is not { } no) return null;
        if (plan.Locals[yes.Target] != plan.Locals[no.Target]) return null;
        string text = Choice(branch, yes.Value, no.Value);
        return text.Length <= MaxWidth ? assignments.Assign(yes.Target, text, body) : null;
    }

    private string Choice(Branch branch, Chosen yes, Chosen no)
    {
        string condition = expressions.Condition(branch.Condition, branch.Negated).AtLeast(Fragment.Conditional + 1);
        bool isTyped = !(yes.IsConstant && no.IsConstant);
        return $"{condition} ? {yes.Text(isTyped).AtLeast(Fragment.Conditional + 1)} : {no.Text(isTyped).AtLeast(Fragment.Conditional + 1)}";
    }

    /// <summary>One side of a conditional expression.</summary>
    /// <param name="IsConstant">Whether it has no type of its own where it is written as a whole number.</param>
    /// <param name="Text">The text, from whether the other side gives constants their type.</param>
    private readonly record struct Chosen(bool IsConstant, Func<bool, Fragment> Text);

    private Chosen OfOperand(Operand operand) => new(operand is Constant, isTyped => expressions.Of(operand, isTyped));

    /// <summary>All that an arm does, where that is to give one local a number.</summary>
    private (Variable Target, Chosen Value)? OnlyAssignment(Body body) => body.Steps switch
    {
        [Move { Assignments: [var only] }] => (only.Target, OfOperand(only.Source)),
        [Define { Value: Apply or Load { Type.IsStorage: false } } define] => (define.Target, new Chosen(false, _ => expressions.Of(define.Value))),
        _ => null,
    };

    private void Write(Cycle cycle, Body body)
    {
        string condition = cycle.Condition is { } test ? expressions.Alone(test, cycle.Negated) : "true";
        string head = cycle.AtEnd ? "do" : $"while ({condition})";
        Introduce(cycle, head);
        int opened = writer.Open(head);
        Nested(cycle.Body, cycle);
        writer.Close(opened);
        if (cycle.AtEnd) writer.Line($"while ({condition});");
    }

    private void Write(Count count, Body body)
    {
        Counter counter = count.Counter;
        string index = plan.Locals[counter.Index].Name, symbol = (counter.Step > 0 ? "<" : ">") + (counter.Inclusive ? "=" : "");
        string next = counter.Step switch
        {
            // C# warns of a step that no trip reaches.
            _ when count.Body.Jumps => "",
            1 => $" {index}++",
            -1 => $" {index}--",
            > 0 => $" {index} += {counter.Step}",
            _ => $" {index} -= {-counter.Step}",
        };
        string bound = expressions.Of(counter.Bound, isTyped: true).AtLeast(Fragment.Relational + 1);
        string head = $"for ({Literals.TypeName(counter.Index.Type)} {index} = {expressions.Write(counter.Start)}; {index} {symbol} {bound};{next})";
        Introduce(count, head);
        int opened = writer.Open(head);
        Nested(count.Body, count);
        writer.Close(opened);
    }

    /// <summary>What stands before a step with bodies: its comment follows the declarations, unless that begins a sweep.</summary>
    private void Introduce(Step step, string head, Move? initial = null, bool isElse = false)
    {
        bool isFirst = step.Origin.Begins != Sweep.None;
        if (isFirst) Comment(step, head, isElse);
        foreach (string line in assignments.DeclareBefore(step, initial)) writer.Line(line);
        if (!isFirst) Comment(step, head, isElse);
    }

    /// <summary>The step's origin, as far as it differs from the last one printed and from the code itself; a sweep starts a paragraph.</summary>
    /// <param name="step">The step.</param>
    /// <param name="code">What is written below it.</param>
    /// <param name="isElse">Whether it is what happens where the user's condition does not hold.</param>
    private void Comment(Step step, string code, bool isElse = false)
    {
        if (step.Origin.IsEmpty) return;
        if (step.Origin.Begins != Sweep.None && begun != step.Origin.Begins)
        {
            begun = step.Origin.Begins;
            if (!writer.IsAtStart) writer.Line();
            writer.Line($"// {step.Origin.Begins} sweep");
        }
        string[] lines = Comments.Lines(step.Origin);
        foreach (string line in lines.Distinct())
        {
            if (comment.Contains(line) || commentsAround.Contains(line) || Comments.Says(code, line)) continue;
            writer.Line("// " + line + (isElse && line.StartsWith("if (", StringComparison.Ordinal) ? " … else" : ""));
        }
        comment = lines;
    }
}
