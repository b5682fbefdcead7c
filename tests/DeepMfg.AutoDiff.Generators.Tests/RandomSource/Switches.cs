namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>Switch statements: shared cases, patterns, guards, sections that leave the loop or the method.</summary>
internal sealed class Switches(Context context, Statements statements)
{
    private Draw Draw => context.Draw;

    public void One()
    {
        bool inSwitch = context.InSwitch;
        context.InSwitch = true;
        if (Draw.Chance(60))
        {
            OnInt();
        }
        else
        {
            OnReal();
        }

        context.InSwitch = inSwitch;
    }

    private void OnInt()
    {
        context.Line($"switch ({new Ints(context).Of(1)} & 7)");
        context.Line("{");
        Section(Draw.Of(["case 0:", "case 0: case 3:", "case 0 or 5:"]));
        Section($"case 1 when Probe.IsOpen(1) && {new Conditions(context).Of(1)}:");
        Section("case 1: case 2:");
        if (Draw.Chance(70))
        {
            Section(Draw.Of(["default:", "case > 4: default:"]));
        }

        context.Line("}");
    }

    private void OnReal()
    {
        var reals = new Reals(context);
        // A pattern's constant must have the type of what is asked, which may be rounded.
        context.Line($"switch (({context.Precision.Real})({reals.Of(2)}))");
        context.Line("{");
        Section($"case < {reals.Literal(-1, -0.2)}:");
        Section($"case > {reals.Literal(0.1, 0.3)} and <= {reals.Literal(0.7, 1.2)}:");
        if (Draw.Chance(70))
        {
            Section("default:");
        }

        context.Line("}");
    }

    private void Section(string label)
    {
        context.Line(label);
        context.Block(() =>
        {
            statements.Some(2);
            context.Line(Draw.Below(6) switch
            {
                0 => $"return {context.Result()};",
                1 when context.LoopDepth > 0 => "continue;",
                _ => "break;",
            });
        });
    }
}
