using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>
/// Lowers statements. What follows a statement that may jump is handed along as <c>rest</c>, so that it can be lowered inside the arm
/// that does not jump: <c>if (c) return a; rest</c> → <c>if c { a } else { rest }</c>.
/// </summary>
internal sealed class StatementLowering(BodyLowering body)
{
    public Completion Lower(IReadOnlyList<IOperation> statements, int from, Func<Completion> rest)
    {
        foreach (ILocalFunctionOperation function in statements.Skip(from).OfType<ILocalFunctionOperation>()) body.Calls.Declare(function);
        int[] jumps = [.. Enumerable.Range(from, statements.Count - from).Where(i => Jumps.In(statements[i]))];
        return Piece(from, 0);

        // Each statement that may jump has the rest in one of its arms; so only so many of them go together, and the others behind those.
        Completion Piece(int start, int first)
        {
            int last = first + Chains.Longest;
            if (last >= jumps.Length) return Run(start, statements.Count, rest);
            int end = jumps[last - 1] + 1;
            return Then(Run(start, end, static () => Completion.Always), () => Piece(end, last), statements[end - 1].Syntax);
        }

        Completion Run(int start, int end, Func<Completion> behind)
        {
            for (int i = start; i < end; i++)
            {
                int next = i + 1;
                if (Array.BinarySearch(jumps, i) >= 0) return Lower(statements[i], () => Run(next, end, behind));
                Completion completion = Lower(statements[i], static () => Completion.Always);
                if (!completion.MayEnd()) return completion;
            }
            return behind();
        }
    }

    public Completion LowerAlone(IOperation? statement) =>
        statement is null ? Completion.Always : Lower(statement, static () => Completion.Always);

    public Completion Lower(IOperation statement, Func<Completion> rest)
    {
        if (!body.Program.Enter(statement, body)) return Completion.Always;
        body.Block.Origin = OriginOf(statement) ?? body.Block.Origin;
        switch (statement)
        {
            case IBlockOperation block: return Lower(block.Operations, 0, rest);
            case IConditionalOperation conditional: return LowerIf(conditional, rest);
            case ISwitchOperation choice: return new SwitchLowering(body).Lower(choice, rest);
            case ILoopOperation loop: return Then(body.Loops.Lower(loop), rest, loop.Syntax);
            case IReturnOperation { Kind: OperationKind.Return } result: return LowerReturn(result);
            case IBranchOperation branch: return LowerBranch(branch);
            case IThrowOperation exception: return LowerThrow(exception);
            case ILabeledOperation labeled: return labeled.Operation is null ? rest() : Lower(labeled.Operation, rest);
        }
        LowerSimple(statement);
        return rest();
    }

    /// <summary>Lowers the rest under <c>if (exited) {} else { rest }</c> where the statement before may have jumped.</summary>
    public Completion Then(Completion before, Func<Completion> rest, SyntaxNode at)
    {
        if (before == Completion.Always) return rest();
        if (before != Completion.Maybe) return before;
        Operand exited = body.Flag(body.Frame.Exited);
        Arm gone = body.Branch(() =>
        {
            body.Set(body.Frame.Exited, true);
            return Completion.Exits;
        });
        Arm here = body.Branch(rest);
        if (here.Block.Count == 0 && !here.Environment.Assigned.Any()) return Completion.Maybe;
        body.Join(exited, gone, here, at);
        return Completions.Join(gone.Completion, here.Completion);
    }

    // if (c) A else if (d) B else C  →  if c { A } else { if d { B } else { C } }
    private Completion LowerIf(IConditionalOperation conditional, Func<Completion> rest)
    {
        List<IConditionalOperation> links = [conditional];
        while (links[^1].WhenFalse is IConditionalOperation next) links.Add(next);
        return new Chains(body).Lower(new StatementChain(links.Count, Link, () => LowerAlone(links[^1].WhenFalse), conditional.Condition.Syntax), rest);

        Completion Link(int number, Func<Completion> otherwise, Func<Completion> behind)
        {
            IConditionalOperation link = links[number];
            if (!body.Program.Enter(link, body)) return Completion.Always;
            body.Block.Origin = OriginOf(link)!;
            Operand condition = body.Expressions.Operand(link.Condition, "condition");
            return Choose(condition, () => LowerAlone(link.WhenTrue), otherwise, behind, link.Condition.Syntax);
        }
    }

    public Completion Choose(Operand condition, Func<Completion> yes, Func<Completion> no, Func<Completion> rest, SyntaxNode at)
    {
        if (condition is Constant known) return Then(known.IsZero ? no() : yes(), rest, at);
        string origin = body.Block.Origin;
        Arm then = body.Branch(yes), otherwise = body.Branch(no);
        body.Block.Origin = origin;
        bool done = true;
        if (then.Completion == Completion.Exits) Continue(otherwise);
        else if (otherwise.Completion == Completion.Exits) Continue(then);
        else done = false;

        body.Block.Origin = origin;
        body.Join(condition, then, otherwise, at);
        Completion completion = Completions.Join(then.Completion, otherwise.Completion);
        return done ? completion : Then(completion, rest, at);

        void Continue(Arm arm)
        {
            if (arm.Completion.MayEnd()) body.Resume(arm, () => Then(arm.Completion, rest, at));
        }
    }

    // return e  →  result = e, exited = true
    private Completion LowerReturn(IReturnOperation operation)
    {
        Frame method = body.Frame.Method;
        if (operation.ReturnedValue is { } thrown && body.Opaques.ThrowOf(thrown) is { } exception) return LowerThrow(exception);
        if (operation.ReturnedValue is { } returned)
        {
            Value value = method.Result is { } result
                ? body.Expressions.LowerTo(returned, result)
                : body.Expressions.Lower(returned, "value");
            if (method.Result is { } slot) body.Environment[slot] = value;
        }
        Exit(until: null);
        body.Set(method.Exited, true);
        return Completion.Exits;
    }

    // break  →  exited = true, again = false;  continue  →  exited = true, step (which sets again, for a do by its condition)
    private Completion LowerBranch(IBranchOperation branch)
    {
        for (Frame? frame = body.Frame; frame is { IsMethod: false }; frame = frame.Outer)
        {
            if (SymbolEqualityComparer.Default.Equals(branch.Target, frame.Break))
            {
                Exit(frame);
                if (frame.Again is { } again) body.Set(again, false);
                return Completion.Exits;
            }
            if (SymbolEqualityComparer.Default.Equals(branch.Target, frame.Continue))
            {
                Exit(frame);
                frame.Step?.Invoke();
                return Completion.Exits;
            }
        }
        body.Refuse(branch.Syntax, "'goto'", "write a loop or an 'if' instead");
        return Completion.Exits;
    }

    /// <summary>Sets the flags of all frames that a jump leaves, up to the loop that it leaves or ends a trip of.</summary>
    public void Exit(Frame? until)
    {
        for (Frame frame = body.Frame; !frame.IsMethod; frame = frame.Outer!)
        {
            body.Set(frame.Exited, true);
            if (until is null && frame.Again is { } again) body.Set(again, false);
            if (frame == until || frame.IsLoop) return;
        }
    }

    // throw e  →  opaque "throw {0}"
    private Completion LowerThrow(IThrowOperation operation)
    {
        body.Opaques.Throw(operation);
        return Completion.Throws;
    }

    private void LowerSimple(IOperation statement)
    {
        switch (statement)
        {
            case IExpressionStatementOperation expression: body.Expressions.LowerEffect(expression.Operation); break;
            case IVariableDeclarationGroupOperation group: body.Assignments.Declare(group); break;
            case IEmptyOperation or ILocalFunctionOperation: break;
            default: body.Expressions.LowerEffect(statement); break;
        }
    }

    private static string? OriginOf(IOperation statement) => statement switch
    {
        IBlockOperation or ILoopOperation or ISwitchOperation or IVariableDeclarationGroupOperation or ILocalFunctionOperation => null,
        IConditionalOperation conditional => $"if ({SourceText.Of(conditional.Condition.Syntax)})",
        IReturnOperation { IsImplicit: true, ReturnedValue: { } value } => $"return {SourceText.Of(value.Syntax)}",
        _ => SourceText.Of(statement.Syntax),
    };
}
