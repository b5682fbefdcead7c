namespace DeepMfg.AutoDiff.Optimization.Tests.Transformations;

/// <summary>Schedules against their formulas.</summary>
public sealed class ScheduleTests
{
    private static readonly Dictionary<string, (Schedule Schedule, Func<double, double> Formula)> s_schedules = new()
    {
        ["constant"] = (Schedules.Constant(0.3), _ => 0.3),
        ["a number"] = (0.3, _ => 0.3),
        ["linear"] = (Schedules.Linear(0.2, 0.8, 30), t => t < 30 ? 0.2 + 0.02 * t : 0.8),
        ["exponential"] = (Schedules.Exponential(0.7, 0.5, 20), t => 0.7 * Math.Exp(-Math.Log(2) * t / 20)),
        ["step"] = (Schedules.Step(0.7, 0.1, 25), t => 0.7 * Math.Pow(0.1, Math.Floor(t / 25))),
        ["cosine"] = (Schedules.Cosine(0.9, 40, 0.1), t => t < 40 ? 0.1 + 0.8 * Math.Pow(Math.Cos(Math.PI * t / 80), 2) : 0.1),
        ["cosine with restarts"] = (Schedules.CosineRestarts(1, 20), t => Math.Pow(Math.Cos(Math.PI * (t % 20) / 40), 2)),
        ["cosine with longer restarts"] = (
            Schedules.CosineRestarts(1, 10, growth: 2),
            t => t < 10 ? Square(t / 10) : t < 30 ? Square((t - 10) / 20) : t < 70 ? Square((t - 30) / 40) : Square((t - 70) / 80)),
        ["one-cycle"] = (
            Schedules.OneCycle(1, 100, 0.2, 10, 50),
            t => t < 20 ? 0.1 + 0.9 * Math.Pow(Math.Sin(Math.PI * t / 40), 2) : t < 100 ? 0.002 + 0.998 * Square((t - 20) / 80) : 0.002),
        ["warm-up"] = (
            Schedules.WarmUp(10, Schedules.Linear(1, 0, 50), from: 0.5), t => t < 10 ? 0.5 + 0.05 * t : Math.Max(0, 1 - (t - 10) / 50)),
        ["warm-up before a constant"] = (Schedules.WarmUp(4, 0.2), t => Math.Min(0.2, 0.05 * t)),
    };

    public static TheoryData<string> Names => [.. s_schedules.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_schedule_is_its_formula(string name)
    {
        (Schedule schedule, Func<double, double> formula) = s_schedules[name];
        for (int step = 0; step <= 140; step++)
        {
            Assert.Equal(formula(step), schedule.At(step), 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_optimizer_steps_by_its_schedule(string name)
    {
        double[] x = [0];
        Optimizer<double> optimizer = Optimizers.Sgd(s_schedules[name].Schedule).For(x);
        double sum = 0;
        for (int step = 0; step < 50; step++)
        {
            optimizer.Step(x, [-1]);
            sum += s_schedules[name].Formula(step);
            Assert.Equal(sum, x[0], 1e-11);
        }
    }

    [Fact]
    public void Late_steps_are_no_slower_and_no_less_exact()
    {
        Assert.Equal(0, Schedules.Linear(1, 0, 10).At(long.MaxValue));
        Assert.Equal(1, Schedules.CosineRestarts(1, 10).At(10_000_000_000), 1e-12);
        Assert.Equal(1, Schedules.CosineRestarts(1, 10, growth: 2).At(10 * ((1L << 40) - 1)), 1e-9);
        Assert.Equal(0, Schedules.Step(1, 0.5, 10).At(long.MaxValue));
    }

    [Fact]
    public void A_plateau_reduces_after_so_many_values_that_are_not_better()
    {
        // Better is below the best by a tenth of it: 8 is the best until 7.1; each third value in a row that is not better reduces.
        double[] losses = [10, 8, 7.9, 7.3, 7.2, 7.1, 7, 6.9, 6.8, 6, 6, double.NaN, 6, 5];
        double[] rates = [1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.125, 0.125];
        AssertRates(rates, losses, Schedules.ReduceOnPlateau(1, factor: 0.5, patience: 3, new Plateau(0.1)));
    }

    [Fact]
    public void A_plateau_cools_down_and_ends_at_its_floor()
    {
        double[] losses = [1, 1, 1, 1, 1, 1, 1, 1];
        AssertRates([1, 0.5, 0.5, 0.5, 0.3, 0.3, 0.3, 0.3], losses, Schedules.ReduceOnPlateau(1, 0.5, 1, new Plateau(0, Cooldown: 2, Floor: 0.3)));
    }

    [Fact]
    public void Losses_below_zero_become_better_too() =>
        AssertRates([1, 1, 1, 0.5], [-1, -2, -3, -3], Schedules.ReduceOnPlateau(1, 0.5, 1));

    [Fact]
    public void A_plateau_is_warmed_up_before()
    {
        Schedule schedule = Schedules.WarmUp(2, Schedules.ReduceOnPlateau(1, 0.5, 1));
        double[] memory = new double[schedule.Memory];
        schedule.Observe(1, memory);
        schedule.Observe(1, memory);
        Assert.Equal([0, 0.25, 0.5], new[] { schedule.At(0, memory), schedule.At(1, memory), schedule.At(2, memory) });
    }

    [Fact]
    public void Every_schedule_of_a_chain_watches_with_a_memory_of_its_own()
    {
        double[] x = [0];
        Schedule watching = Schedules.ReduceOnPlateau(1, 0.5, 1);
        Optimizer<double> optimizer = Optimizers.Chain(Optimizers.Sgd(watching), Optimizers.Sgd(1), Optimizers.Sgd(watching, 0)).For(x);
        optimizer.Observe(1);
        optimizer.Observe(1);
        optimizer.Step(x, [-1]);
        Assert.Equal(0.25, x[0]);
    }

    private static double Square(double part) => Math.Pow(Math.Cos(Math.PI * part / 2), 2);

    private static void AssertRates(double[] rates, double[] losses, Schedule schedule)
    {
        double[] memory = new double[schedule.Memory], actual = new double[losses.Length];
        for (int i = 0; i < losses.Length; i++)
        {
            schedule.Observe(losses[i], memory);
            actual[i] = schedule.At(0, memory);
        }

        Assert.Equal(rates, actual);
    }
}
