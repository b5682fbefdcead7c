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
    private readonly Plan plan;
    private readonly Func<IReadOnlyList<string>, string> result;
    private string[] comment = [];
    private readonly string tape;
    private Step? loop;
    private bool isOpen;

    /// <param name="writer">Takes the text.</param>
    /// <param name="plan">What to write.</param>
    /// <param name="result">From the returned values' texts to what stands behind <c>return</c>; empty where nothing is returned.</param>
    public BodyWriter(CodeWriter writer, Plan plan, Func<IReadOnlyList<string>, string> result)
    {
        (this.writer, this.plan, this.result) = (writer, plan, result);
        bool reserves = plan.Body.All().Exists(static step => step is Define { Value: Alloc });
        tape = reserves ? plan.Names.Fresh("tape", plan.Body) : "";
        expressions = new ExpressionWriter(plan.Folding, variable => plan.Locals[variable].Name, tape, plan.QualifiesNames);
        assignments = new AssignmentWriter(plan, expressions);
    }

    public void Write() => Write(plan.Body);

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
                writer.Line($"{expressions.Of(put.Cell)} {(put.Adds ? "+=" : "=")} {expressions.Write(put.Value)};");
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

    private static bool IsReserve(Step step) => step is Define { Value: Alloc };

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
        Define { Value: Alloc { Contents: Contents.Zero } } define => [assignments.Assign(define.Target, define.Value, body), $"{plan.Locals[define.Target].Name}.Clear();"],
        Define define => [assignments.Assign(define.Target, define.Value, body)],
        Move move => assignments.Assign(move, body),
        Run run => [assignments.Run(run.Opaque, body)],
        Invoke invoke => [assignments.Invoke(invoke.Call, body)],
        Leave => ["break;"],
        Exit exit => Return(exit, body),
        _ => throw new InvalidOperationException(step.GetType().Name),
    };

    private IEnumerable<string> Return(Exit exit, Body body)
    {
        string text = Result(exit);
        if (text.Length > 0) return [$"return {text};"];
        return body == plan.Body && body.Steps[body.Steps.Count - 1] == exit ? [] : ["return;"];
    }

    private string Result(Exit exit) => result([.. exit.Values.Select(expressions.Write)]);

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
        Introduce(branch, body, isElse);
        string head = $"if ({expressions.Alone(branch.Condition, isElse)})";
        Arm(head, hasThen ? branch.Then : branch.Else, isAlone: !hasThen || !hasElse);
        if (!hasThen || !hasElse) return;
        int count = writer.Count;
        Arm("else", branch.Else, isAlone: false);
        if (branch.Else.Steps is [Branch]) writer.Chain(count);
    }

    /// <summary>One statement that is alone goes behind its <c>if</c>.</summary>
    private void Arm(string head, Body body, bool isAlone)
    {
        int count = writer.Count;
        Nested(body, loop);
        if (isAlone && writer.TakeOnly(count, MaxWidth - head.Length) is { } only) writer.Line($"{head} {only}");
        else writer.Brace(count, head);
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
        if (branch.Then.Steps[0] is Exit) return result([text]) is { Length: > 0 } returned && returned == text ? $"return {text};" : null;
        return assignments.Assign(OnlyAssignment(branch.Then)!.Target, text, body);

        string Side(Operand operand) => expressions.Of(operand, isTyped).AtLeast(Fragment.Conditional + 1);
    }

    private Assignment? OnlyAssignment(Body body) =>
        body.Steps is [Move { Assignments: [var only] }] ? only : null;

    private void Write(Cycle cycle, Body body)
    {
        Introduce(cycle, body);
        string condition = cycle.Condition is { } test ? expressions.Alone(test, cycle.Negated) : "true";
        int count = writer.Count;
        Nested(cycle.Body, cycle);
        if (cycle.AtEnd)
        {
            writer.Brace(count, "do");
            writer.Line($"while ({condition});");
        }
        else writer.Brace(count, $"while ({condition})");
    }

    private void Write(Count count, Body body)
    {
        Introduce(count, body);
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
        int lines = writer.Count;
        Nested(count.Body, count);
        writer.Brace(lines, head);
    }

    /// <summary>What stands before a step with bodies: its comment follows the declarations, unless that begins a sweep.</summary>
    private void Introduce(Step step, Body body, bool isElse = false)
    {
        bool isFirst = Headings.Lines(step.Origin).Any(Headings.IsHeading);
        if (isFirst) Comment(step, isElse);
        foreach (string line in assignments.DeclareBefore(step, body)) writer.Line(line);
        if (!isFirst) Comment(step, isElse);
    }

    /// <summary>The step's origin, as far as it differs from the last one printed; a sweep starts a paragraph.</summary>
    /// <param name="step">The step.</param>
    /// <param name="isElse">Whether it is what happens where the user's condition does not hold.</param>
    private void Comment(Step step, bool isElse = false)
    {
        if (step.Origin.Length == 0) return;
        string[] lines = Headings.Lines(step.Origin);
        foreach (string line in lines.Except(comment))
        {
            if (Headings.IsHeading(line) && step != plan.Body.Steps[0]) writer.Line();
            writer.Line("// " + line + (isElse && line.StartsWith("if (", StringComparison.Ordinal) ? " … else" : ""));
        }
        comment = lines;
    }
}
