namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>Boolean expressions.</summary>
internal sealed class Conditions(Context context)
{
    private Draw Draw => context.Draw;

    public string Of(int depth) => depth <= 0 || Draw.Chance(50) ? Simple() : Draw.Do(
        () => $"({Of(depth - 1)} && {Of(depth - 1)})",
        () => $"({Of(depth - 1)} || {Of(depth - 1)})",
        () => $"!({Of(depth - 1)})",
        () => $"({Of(depth - 1)} ^ {Of(depth - 1)})",
        () => $"({Of(depth - 1)} & {Of(depth - 1)})",
        () => $"(({Of(depth - 1)}) == ({Of(depth - 1)}))",
        () => $"({Of(depth - 1)} ? {Of(depth - 1)} : {Of(depth - 1)})");

    private string Simple()
    {
        var reals = new Reals(context);
        var ints = new Ints(context);
        List<Local> flags = context.Scope.All(Kind.Flag);
        return Draw.Do(
            () => $"({reals.Of(0)} > {reals.Literal(-1, 1)})",
            () => $"({reals.Of(1)} < {reals.Of(0)})",
            () => $"({reals.Of(1)} >= {reals.Literal(-1, 1)})",
            () => $"({ints.Of(1)} % 2 == 0)",
            () => $"({ints.Of(1)} <= {ints.Of(0)})",
            () => $"({ints.Of(0)} is > 1 and < 4 or 7)",
            () => $"(({context.Precision.Real})({reals.Of(0)}) is not > {reals.Literal(0.2, 0.8)})",
            () => flags.Count > 0 ? Draw.Of(flags).Name : "Probe.IsOpen(3)",
            () => $"Probe.IsOpen({ints.Of(0)})");
    }
}
