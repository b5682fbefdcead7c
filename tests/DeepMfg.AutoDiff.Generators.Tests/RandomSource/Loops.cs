namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>Loops of every form, at most three deep and of few trips.</summary>
internal sealed class Loops(Context context, Statements statements)
{
    private Draw Draw => context.Draw;

    private string Real => context.Precision.Real;

    public void One()
    {
        if (context.LoopDepth >= 3)
        {
            return;
        }

        bool inSwitch = context.InSwitch;
        Action<string> loop = Draw.Below(10) switch
        {
            < 2 => Count,
            9 => Extreme,
            2 => Several,
            3 => Measured,
            4 => While,
            5 => WhileThatAssigns,
            6 => Do,
            7 => Endless,
            _ => Sum,
        };

        // Declared beside the loop, not in its header; where the loop has no use for it, an integer more.
        string guard = context.Declare(Kind.Int, writable: false);
        context.Line($"int {guard} = 0;");
        context.LoopDepth++;
        context.InSwitch = false;
        context.Header(() => loop(guard));
        context.InSwitch = inSwitch;
        context.LoopDepth--;
    }

    private void Count(string _)
    {
        string i = context.Declare(Kind.Int, writable: false);
        context.Line($"for (int {i} = 0; {i} < {(Draw.Chance(40) ? context.Bound : $"{Draw.Below(5)}")}; {i}{Draw.Of(["++", " += 2"])})");
        statements.Block();
    }

    private void Extreme(string _)
    {
        string i = context.Fresh();
        context.Line(Counters.Head(context, i));
        context.Scope.Add(new Local($"({i} >> 28)", Kind.Int, Writable: false));
        statements.Block();
    }

    private void Sum(string _)
    {
        List<Local> reals = context.Scope.Writable(Kind.Real);
        string i = context.Declare(Kind.Int, writable: false);
        context.Line($"for (int {i} = {Draw.Below(6)}; {i} >= 0; {i}--)");
        context.Block(() => context.Line(reals.Count == 0 ? ";" : $"{Draw.Of(reals).Name} += {new Reals(context).Literal(0.1, 0.4)} * {new Reals(context).Of(2)};"));
    }

    private void Several(string _)
    {
        string i = context.Declare(Kind.Int, writable: false), j = context.Declare(Kind.Int, writable: false);
        context.Line($"for (int {i} = 0, {j} = {Draw.Below(8)}; {i} < {j}; {i}++, {j}--)");
        statements.Block();
    }

    /// <summary>Bounds and steps that depend on the input.</summary>
    private void Measured(string guard)
    {
        var reals = new Reals(context);
        string from = reals.Of(1), step = reals.Of(1), t = context.Declare(Kind.Real);
        context.Line($"for ({Real} {t} = {from}; {t} < {reals.Literal(0.8, 2)} && {guard}++ < 7; {t} += {reals.Literal(0.2, 0.5)} + {reals.Literal(0.05, 0.15)} * {context.Precision.Maths}.Sin({step}))");
        statements.Block();
    }

    private void While(string guard)
    {
        context.Line($"while ({guard} < {Draw.Below(5) + 1} && {new Conditions(context).Of(1)})");
        context.Block(() =>
        {
            context.Line($"{guard}++;");
            statements.Some(3);
        });
    }

    private void WhileThatAssigns(string guard)
    {
        List<Local> reals = context.Scope.Writable(Kind.Real);
        string assigned = reals.Count > 0 ? $"({Draw.Of(reals).Name} *= {new Reals(context).Literal(0.5, 0.8)}) > {new Reals(context).Literal(0.05, 0.2)}" : "true";
        context.Line($"while ({assigned} && {guard}++ < {Draw.Below(5) + 1})");
        statements.Block();
    }

    private void Do(string guard)
    {
        context.Line("do");
        statements.Block();
        context.Line($"while (++{guard} < {Draw.Below(5) + 1} && {new Conditions(context).Of(1)});");
    }

    private void Endless(string guard)
    {
        context.Line(Draw.Of(["for (;;)", "while (true)"]));
        context.Block(() =>
        {
            context.Line($"if ({guard}++ >= {Draw.Below(4) + 1}) {(Draw.Chance(70) ? "break" : $"return {context.Result()}")};");
            statements.Some(3);
            if (Draw.Chance(50))
            {
                context.Line($"if ({new Conditions(context).Of(1)}) break;");
            }
        });

    }
}
