namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>Loops over collections whose enumerators note what is done with them, calls that C# leaves out, and calls that may throw.</summary>
internal sealed class Enumerations(Context context, Statements statements)
{
    private Draw Draw => context.Draw;

    public void One()
    {
        switch (Draw.Below(4))
        {
            case 0: LeftOut(); break;
            case 1: Fuse(); break;
            default: Foreach(); break;
        }
    }

    private void Foreach()
    {
        if (context.LoopDepth >= 3)
        {
            return;
        }

        string items = Items();
        bool inSwitch = context.InSwitch;
        context.LoopDepth++;
        context.InSwitch = false;
        context.Header(() =>
        {
            string item = context.Declare(Kind.Int, writable: false);
            context.Line($"foreach (int {item} in {items})");
            statements.Block();
        });
        context.InSwitch = inSwitch;
        context.LoopDepth--;
    }

    private string Items()
    {
        var ints = new Ints(context);
        string A() => ints.Of(1);
        return Draw.Do(
            () => $"Probe.Items({A()})",
            () => $"Probe.Items({A()})",
            () => $"new System.Collections.Generic.List<int> {{ {A()}, {A()} }}",
            () => $"(System.Collections.Generic.IList<int>)new int[] {{ {A()}, {A()} }}",
            () => $"(System.Collections.Generic.IReadOnlyList<int>)new System.Collections.Generic.List<int> {{ {A()} }}",
            () => $"new System.Collections.Generic.Queue<int>(new int[] {{ {A()}, {A()}, {A()} }})",
            () => $"new System.Collections.ArrayList {{ {A()}, {A()} }}",
            () => $"new[] {{ {A()}, {A()} }}");
    }

    /// <summary>Neither the call nor its arguments run. What is divided by is no constant: C# would see that it is zero.</summary>
    private void LeftOut() => context.Line(Draw.Do(
        () => $"Probe.Traced({new Reals(context).Of(1)}, {new Ints(context).Of(2)});",
        () => $"Probe.Traced({new Reals(context).Of(1)}, 7 / (Probe.Fuse({new Ints(context).Of(0)}) & 0));",
        () => $"System.Diagnostics.Debug.Assert({new Conditions(context).Of(1)}, $\"{{({new Ints(context).Of(1)})}}\");"));

    /// <summary>Throws now and then, with a message that says when.</summary>
    private void Fuse() => context.Line(Draw.Do(
        () => $"Probe.Fuse({new Ints(context).Of(1)});",
        () => $"if ({new Conditions(context).Of(1)} && Probe.Fuse({new Ints(context).Of(0)}) > 3) {{ }}",
        () => $"_ = ({new Ints(context).Of(0)} & 31) switch {{ < 31 => 1 }};",
        () => $"_ = 12 / (Probe.Fuse({new Ints(context).Of(1)}) - 7);"));
}
