namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>Integer expressions of type <c>int</c>; they may overflow, and never divide by zero.</summary>
internal sealed class Ints(Context context)
{
    private Draw Draw => context.Draw;

    public string Of(int depth)
    {
        if (depth <= 0)
        {
            List<Local> ints = context.Scope.All(Kind.Int);
            return ints.Count > 0 && Draw.Chance(75) ? Draw.Of(ints).Name : $"{Draw.Below(6)}";
        }

        string A() => Of(depth - 1);
        return Draw.Do(
            () => $"({A()} + {A()})",
            () => $"({A()} - {A()})",
            () => $"({A()} * {A()})",
            () => $"({A()} / {Draw.Below(3) + 2})",
            () => $"({A()} % {Draw.Below(3) + 2})",
            () => $"({A()} & {A()})",
            () => $"({A()} | {A()})",
            () => $"({A()} ^ {A()})",
            () => $"(~{A()})",
            () => $"({A()} << {Draw.Below(4)})",
            () => $"({A()} >> 1)",
            () => $"({A()} >>> 28)",
            () => $"unchecked((int)(uint)({A()}))",
            () => $"unchecked((byte)({A()}))",
            () => $"(int)((long){A()} * 3L)",
            () => $"Math.Max((int)({A()}), (int)({A()}))",
            Step,
            () => $"({new Conditions(context).Of(0)} ? {A()} : {A()})",
            () => $"Probe.Count({A()})");
    }

    private string Step()
    {
        List<Local> writable = context.Scope.Writable(Kind.Int);
        return writable.Count == 0 ? Of(0) : Draw.Do(
            () => $"{Draw.Of(writable).Name}++",
            () => $"({Draw.Of(writable).Name} += 2)",
            () => $"(--{Draw.Of(writable).Name})");
    }
}
