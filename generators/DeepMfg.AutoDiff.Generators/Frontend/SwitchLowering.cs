using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Lowers switches to chains of <c>if</c>.</summary>
internal sealed class SwitchLowering(BodyLowering body)
{
    // switch (v) { case p: A; break; … default: Z; }  →  if p(v) { A } else { … { Z } }
    public Completion Lower(ISwitchOperation operation, Func<Completion> rest)
    {
        string header = $"switch ({SourceText.Of(operation.Value.Syntax)})";
        body.Block.Origin = header;
        Value value = body.Expressions.Lower(operation.Value, null);
        Section[] sections = [.. operation.Cases.Select(section => new Section(section, Body(section, operation.ExitLabel)))];
        bool breaks = sections.Any(section => section.Body.Any(statement => Jumps.Breaks(statement, operation.ExitLabel)));
        if (!breaks) return Chain(sections, value, operation, rest);

        Frame outer = body.Frame;
        body.Frame = new Frame(body.DeclareFlag("left"), outer) { Break = operation.ExitLabel };
        Completion completion = Chain(sections, value, operation, static () => Completion.Always);
        body.Frame = outer;
        return completion == Completion.Throws
            ? completion
            : body.Statements.Then(Completions.Of(body.Flag(outer.Exited)), rest, operation.Syntax);
    }

    private sealed record Section(ISwitchCaseOperation Case, IReadOnlyList<IOperation> Body)
    {
        public bool IsDefault => Case.Clauses.Any(static clause => clause is IDefaultCaseClauseOperation);
    }

    private static IReadOnlyList<IOperation> Body(ISwitchCaseOperation section, ILabelSymbol exit)
    {
        List<IOperation> statements = [.. section.Body];
        while (statements is [IBlockOperation block]) statements = [.. block.Operations];
        if (statements.Count > 0 && statements[^1] is IBranchOperation branch && SymbolEqualityComparer.Default.Equals(branch.Target, exit))
        {
            statements.RemoveAt(statements.Count - 1);
        }
        return statements;
    }

    private Completion Chain(Section[] sections, Value value, ISwitchOperation operation, Func<Completion> rest)
    {
        // The default is the last resort wherever it stands.
        Section[] tested = [.. sections.Where(static section => !section.IsDefault)];
        IReadOnlyList<IOperation> last = sections.FirstOrDefault(static section => section.IsDefault)?.Body ?? [];
        if (tested.Length == 0) return body.Statements.Lower(last, 0, rest);
        return new Chains(body).Lower(
            new StatementChain(tested.Length, Link, () => body.Statements.Lower(last, 0, static () => Completion.Always), operation.Syntax), rest);

        Completion Link(int number, Func<Completion> otherwise, Func<Completion> behind)
        {
            Section section = tested[number];
            Operand? condition = null;
            foreach (ICaseClauseOperation clause in section.Case.Clauses)
            {
                Operand test = Test(clause, value);
                condition = condition is null ? test : body.Patterns.Join(false, condition, test, clause);
            }
            return body.Statements.Choose(
                condition!, () => body.Statements.Lower(section.Body, 0, static () => Completion.Always), otherwise, behind, section.Case.Syntax);
        }
    }

    private Operand Test(ICaseClauseOperation clause, Value value)
    {
        switch (clause)
        {
            case ISingleValueCaseClauseOperation single:
                return body.Patterns.Compare("==", value, single.Value, clause, null);
            case IPatternCaseClauseOperation pattern:
                return Guarded(body.Patterns.Test(pattern.Pattern, value), pattern.Guard, clause);
            default:
                body.Program.Refuse(clause, body);
                return Constant.False;
        }
    }

    private Operand Guarded(Operand test, IOperation? guard, IOperation at)
    {
        if (guard is null) return test;
        if (test is Constant known) return known.IsZero ? test : body.Expressions.Operand(guard, "condition");
        return body.Leaves(new ChoiceLowering(body).Choose(
            test,
            () => body.Expressions.Lower(guard, "condition"),
            static () => Value.Of(Constant.False),
            body.DeclareFlag("condition"),
            at.Syntax)).Single();
    }

    // v switch { p => a, … }  →  r = if p(v) { yield a } else { … }
    public Value Lower(ISwitchExpressionOperation operation, string? name)
    {
        Value value = body.Expressions.Lower(operation.Value, null);
        ChoiceLowering choices = new(body);
        return new Chains(body).Lower(new ValueChain(operation.Arms.Length, Link, Unmatched, Result, operation.Syntax)) ?? body.Expressions.DummyOf(operation);

        Slot Result() => body.Declare(name ?? "selected", choices.ShapeOf(operation.Arms.Select(static arm => arm.Value), operation.Type!));

        Value? Link(int number, Func<Value?> otherwise)
        {
            ISwitchExpressionArmOperation arm = operation.Arms[number];
            Operand condition = Guarded(body.Patterns.Test(arm.Pattern, value), arm.Guard, arm);
            if (condition is Constant { IsZero: false }) return LowerArm(arm);
            return choices.Choose(condition, () => LowerArm(arm), otherwise, Result(), arm.Syntax);
        }

        Value? LowerArm(ISwitchExpressionArmOperation arm)
        {
            string origin = body.Block.Origin;
            body.Block.Origin = SourceText.Of(arm.Syntax);
            Value? chosen = choices.LowerArm(arm.Value, name);
            body.Block.Origin = origin;
            return chosen;
        }

        Value? Unmatched()
        {
            body.Opaques.ThrowUnmatched(operation, value);
            return null;
        }
    }
}
