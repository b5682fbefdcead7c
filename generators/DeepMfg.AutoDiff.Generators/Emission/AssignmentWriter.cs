using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>Writes what gives locals their values, and declares each where it first gets one.</summary>
internal sealed class AssignmentWriter(WritingPlan plan, ExpressionWriter expressions)
{
    private readonly HashSet<Local> declared = [];

    /// <summary><c>double x = …;</c>, <c>x = …;</c>, <c>x += …;</c> or <c>i++;</c></summary>
    public string Assign(Variable target, Expression value, Body body) =>
        !IsSeen(target) ? $"_ = {(value is Load load ? expressions.Entry(load.Cell) : expressions.Write(value))};"
        : Update(plan.Locals[target], value) ?? Assign(target, expressions.Write(value), body);

    public string Assign(Variable target, string value, Body body) => $"{Target(plan.Locals[target], body)} = {value};";

    /// <summary>
    /// The assignments one after another: each when nobody reads what it overwrites any more. Where they form a circle, one value waits in a
    /// local of its own.
    /// </summary>
    public IEnumerable<string> Assign(Move move, Body body)
    {
        List<Pending> pending = [.. move.Assignments.Select(Prepare)];
        while (pending.Count > 0)
        {
            Pending? next = pending.FirstOrDefault(candidate => !pending.Any(other => other != candidate && other.Reads.Contains(candidate.Target)));
            if (next is not null)
            {
                pending.Remove(next);
                yield return next.Update ?? $"{Target(next.Target, body)} = {next.Value};";
                continue;
            }
            int waiting = pending.FindIndex(static candidate => candidate.Reads.Count > 0);
            Pending first = pending[waiting];
            // A part of a reference has a path for its name.
            string target = first.Target.Place is null ? first.Target.Name.TrimStart('@') : first.Target.Variables[0].BaseName;
            string name = plan.Names.Fresh(target + "Next", body);
            yield return $"{expressions.TypeName(first.Target.Type)} {name} = {first.Value};";
            pending[waiting] = new Pending(first.Target, name, null, []);
        }
    }

    /// <summary>A local that is to be assigned inside a step but read behind it is declared before it.</summary>
    /// <param name="step">The step.</param>
    /// <param name="initial">The values that they have unless the step gives them others.</param>
    public IEnumerable<string> DeclareBefore(Step step, Move? initial)
    {
        if (!plan.DeclaredBefore.TryGetValue(step, out List<Local>? locals)) yield break;
        foreach (Local local in locals)
        {
            string value = initial?.Assignments.Find(assignment => plan.Locals[assignment.Target] == local) is { } assigned
                ? " = " + expressions.Write(assigned.Source) : "";
            if (declared.Add(local)) yield return $"{expressions.TypeName(local.Type)} {local.Name}{value};";
        }
    }

    /// <summary>
    /// All that one arm of a choice does, where that is to give constants to locals that are declared right before it: they begin with these.
    /// </summary>
    public Move? Initial(Branch branch)
    {
        if (!plan.DeclaredBefore.TryGetValue(branch, out List<Local>? locals)) return null;
        return Array.Find([OnlyMove(branch.Else), OnlyMove(branch.Then)], move => move is not null && move.Assignments.TrueForAll(assignment =>
            assignment.Source is Constant && plan.Locals[assignment.Target] is var local && locals.Contains(local) && !declared.Contains(local)));

        static Move? OnlyMove(Body arm) => arm.Steps is [Move only] ? only : null;
    }

    /// <summary>What locals begin with, the other arm does not give them once more before anything else assigns them.</summary>
    public void LeaveOut(Move initial, Body arm)
    {
        HashSet<Local> unchanged = [.. initial.Assignments.Select(assignment => plan.Locals[assignment.Target])];
        foreach (Step step in arm.Steps)
        {
            if (step is Move move) move.Assignments.RemoveAll(IsRepeated);
            foreach (Variable written in step.Inside().Prepend(step).SelectMany(Steps.Writes)) unchanged.Remove(plan.Locals[written]);
        }
        arm.Steps.RemoveAll(static step => step is Move { Assignments.Count: 0 });

        bool IsRepeated(Assignment assignment) => unchanged.Contains(plan.Locals[assignment.Target])
            && initial.Assignments.Exists(first => plan.Locals[first.Target] == plan.Locals[assignment.Target] && first.Source == assignment.Source);
    }

    /// <summary>An opaque statement with its holes filled.</summary>
    public string Run(Opaque opaque, Body body)
    {
        string text = OpaqueTemplate.Fill(opaque, expressions, OutVariable);
        bool isGuard = opaque.Text is { Reads: true, HasValue: false };
        if (opaque.Text.Throws || isGuard) text = OpaqueTemplate.WithNames(text, plan.Taken);
        // A block ends without a semicolon.
        if (!opaque.Text.HasValue) return text.StartsWith("checked {", StringComparison.Ordinal) ? text : text + ";";
        string alone = OpaqueTemplate.Alone(text);
        if (opaque.Results.Count > 0 && IsSeen(opaque.Results[0])) return Assign(opaque.Results[0], alone, body);
        return opaque.Text.Throws ? text + ";" : ForEffect(text);

        string OutVariable(int index)
        {
            Variable result = opaque.Results[index];
            return IsSeen(result) ? "out " + Target(plan.Locals[result], body) : "out _";
        }
    }

    /// <summary><c>(y, double yDot) = Helper(x, xDot);</c></summary>
    public string Invoke(Call call, Body body)
    {
        (string name, Sweep part) = plan.CallOf(call.Callee);
        IEnumerable<string> arguments = call.Arguments.Select(expressions.Write);
        string text = $"{name}({string.Join(", ", part == Sweep.None ? arguments : arguments.Append(expressions.TapeOf(part)))})";
        string[] targets = [.. call.Results.Select(result => IsSeen(result) ? Target(plan.Locals[result], body) : "_")];
        return targets.All(static target => target == "_") ? text + ";" : targets.Length == 1 ? $"{targets[0]} = {text};"
            : $"({string.Join(", ", targets)}) = {text};";
    }

    /// <summary><c>GradientBuffers.Zero(x);</c>, <c>double y = Ops.LogSumExp&lt;double&gt;(x);</c></summary>
    public string Perform(Perform perform, Body body)
    {
        string text = expressions.Of(perform);
        return perform.Results is [var result] && IsSeen(result) ? Assign(result, text, body) : text + ";";
    }

    /// <summary>The statement that evaluates an expression whose value nobody reads.</summary>
    public static string ForEffect(string text) => IsCall(text) ? text + ";" : $"_ = {OpaqueTemplate.Alone(text)};";

    /// <summary>Whether an expression ends with the arguments of a call, and so may stand alone; a cast may not.</summary>
    private static bool IsCall(string text)
    {
        int depth = 0;
        for (int i = text.Length - 1; i > 0; i--)
        {
            depth += text[i] switch { ')' => 1, '(' => -1, _ => 0 };
            if (depth > 0) continue;
            return text[i] == '(' && (char.IsLetterOrDigit(text[i - 1]) || text[i - 1] is '_' or '>')
                && !text.Substring(0, i).EndsWith("checked", StringComparison.Ordinal);
        }
        return false;
    }

    /// <summary>The local as the left side of an assignment: with its type, the first time.</summary>
    public string Target(Local local, Body body) =>
        local.Scope == body && declared.Add(local) ? $"{expressions.TypeName(local.Type)} {local.Name}" : local.Name;

    /// <summary>Whether somebody reads the local; what nobody reads is evaluated because it may throw.</summary>
    private bool IsSeen(Variable variable) => plan.Locals[variable].Place is { Kind: PlaceKind.Reference } || IsRead(variable);

    private bool IsRead(Variable variable) => plan.Locals[variable].Variables.Any(plan.IsRead);

    private sealed record Pending(Local Target, string Value, string? Update, HashSet<Local> Reads);

    private Pending Prepare(Assignment assignment)
    {
        Local target = plan.Locals[assignment.Target];
        HashSet<Local> reads = [.. plan.Folding.Leaves(assignment.Source).Select(leaf => plan.Locals[leaf])];
        string? update = plan.Folding.Of(assignment.Source) is { } value ? Update(target, value) : null;
        return new Pending(target, expressions.Write(assignment.Source), update, reads);
    }

    /// <summary><c>x += a;</c> where the value is the local's own with something added.</summary>
    private string? Update(Local local, Expression value)
    {
        if (value is not Apply apply || Primitives.Get(apply.Primitive).Form is not Infix { Precedence: > Fragment.Relational } infix) return null;
        if (apply.Arguments[0] is not Variable own || plan.Folding.Of(own) is not null || plan.Locals[own] != local) return null;
        if (local.Type.Element is not (Element.Float32 or Element.Float64 or Element.Int32 or Element.Int64)) return null;
        if (apply.Arguments[1] is Constant { Type.IsInteger: true, Bits: 1 } && infix.Symbol is ("+" or "-"))
        {
            return $"{local.Name}{infix.Symbol}{infix.Symbol};";
        }
        return $"{local.Name} {Updated(infix, apply)};";
    }

    private string Updated(Infix infix, Apply apply)
    {
        (Infix signed, Fragment right) = expressions.Signed(infix, apply, expressions.Of(apply.Arguments[1], isTyped: true));
        return $"{signed.Symbol}= {right.Text}";
    }
}
