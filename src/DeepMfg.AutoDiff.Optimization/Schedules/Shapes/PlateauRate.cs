namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>Another schedule, reduced each time that the watched value has not become better for a while.</summary>
internal sealed record PlateauRate(Schedule Rate, double Factor, int Patience, Plateau Settings) : Schedule
{
    // What is remembered, all zero at the start.
    private const int Reductions = 0, Worse = 1, Cooling = 2, Seen = 3, Best = 4, Inner = 5;

    public Schedule Rate { get; } = Transformations.Settings.Rate(Rate);

    public double Factor { get; } = Transformations.Settings.Between(Factor, 0, 1);

    public int Patience { get; } = Transformations.Settings.Count(Patience);

    public override int Memory => Inner + Rate.Memory;

    public override double At(long t) => Rate.At(t);

    public override double At(long t, ReadOnlySpan<double> memory)
    {
        double rate = Rate.At(t, memory[Inner..]);
        return Math.Min(rate, Math.Max(Settings.Floor, rate * Powers.Of(Factor, (long)memory[Reductions])));
    }

    public override void Observe(double value, Span<double> memory)
    {
        Rate.Observe(value, memory[Inner..]);
        if (memory[Seen] == 0 ? !double.IsNaN(value) : value < memory[Best] - Settings.Threshold * Math.Abs(memory[Best]))
        {
            (memory[Seen], memory[Best], memory[Worse]) = (1, value, 0);
        }
        else if (memory[Cooling] == 0)
        {
            memory[Worse]++;
        }

        memory[Cooling] = Math.Max(0, memory[Cooling] - 1);
        if (memory[Worse] >= Patience)
        {
            memory[Reductions]++;
            (memory[Worse], memory[Cooling]) = (0, Settings.Cooldown);
        }
    }
}
