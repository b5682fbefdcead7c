namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>Counted loops of few trips near the ends of their counters' types, and with strides that no counter can hold twice.</summary>
internal static class Counters
{
    /// <summary>The head of such a loop; every index is small when shifted right by 28.</summary>
    public static string Head(Context context, string index)
    {
        Draw draw = context.Draw;
        string few = draw.Chance(50) ? $"({context.Bound} & 3)" : $"{draw.Below(4)}", from = $"({new Ints(context).Of(0)} & 3)";
        return draw.Do(
            () => $"for (int {index} = int.MinValue; {index} < int.MinValue + {few}; {index}++)",
            () => $"for (int {index} = int.MinValue + {from}; {index} < int.MinValue + {few}; {index}++)",
            () => $"for (int {index} = {from}; {index} < {few} + 2; {index}++)",
            () => $"for (int {index} = int.MaxValue - {from}; {index} > int.MaxValue - 3 - {few}; {index}--)",
            () => $"for (int {index} = 0; {index} < int.MinValue + {few}; {index}++)",
            () => $"for (int {index} = 2; {index} < int.MinValue + {few}; {index} += 5)",
            () => $"for (int {index} = int.MinValue + {from}; {index} < (1 << 30) - {few}; {index} += 1 << 30)",
            () => $"for (int {index} = {from}; {index} < 9 + {few}; {index} += 4)",
            () => $"for (int {index} = int.MaxValue; {index} >= -(1 << 30) + {few}; {index} -= 1 << 30)");
    }
}
