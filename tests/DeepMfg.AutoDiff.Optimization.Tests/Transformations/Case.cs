namespace DeepMfg.AutoDiff.Optimization.Tests.Transformations;

/// <summary>Settings, and the formula that they stand for.</summary>
/// <param name="Settings">The settings.</param>
/// <param name="Paper">A formula at its start.</param>
public sealed record Case(IGradientTransformation Settings, Func<PaperStep> Paper)
{
    private const double Eta = 0.02;

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyDictionary<string, Case> All { get; } = new Dictionary<string, Case>
    {
        ["Sgd"] = new(Optimizers.Sgd(Eta), () => Papers.Sgd(Eta)),
        ["Momentum"] = new(Optimizers.Sgd(Eta, momentum: 0.9), () => Papers.Momentum(Eta, 0.9)),
        ["Nesterov"] = new(Optimizers.Sgd(Eta, momentum: 0.9, nesterov: true), () => Papers.Nesterov(Eta, 0.9)),
        ["Adam"] = new(Optimizers.Adam(Eta), () => Papers.Adam(_ => Eta, 0.9, 0.999, 1e-8)),
        ["AdamW"] = new(
            Optimizers.AdamW(Schedules.Linear(0.1, 0.2, 10), 0.3, moments: new(0.8, 0.95, 1e-6)),
            () => Papers.Adam(t => 0.1 + 0.1 * Math.Min(t - 1, 10) / 10, 0.8, 0.95, 1e-6, 0.3)),
        ["AmsGrad"] = new(Optimizers.AmsGrad(Eta, 0.9, 0.5), () => Papers.AmsGrad(Eta, 0.9, 0.5, 1e-8)),
        ["NAdam"] = new(Optimizers.NAdam(Eta), () => Papers.NAdam(Eta, 0.9, 0.999, 1e-8, 0.004)),
        ["NAdam with constant momentum"] = new(
            Optimizers.NAdam(Eta, momentumDecay: double.PositiveInfinity), () => Papers.NAdam(Eta, 0.9, 0.999, 1e-8, 1e300)),
        ["RAdam"] = new(Optimizers.RAdam(Eta), () => Papers.RAdam(Eta, 0.9, 0.999, 1e-8)),
        ["RAdam without epsilon"] = new(Optimizers.RAdam(Eta, epsilon: 0), () => Papers.RAdam(Eta, 0.9, 0.999, 0)),
        ["AdaGrad"] = new(Optimizers.AdaGrad(Eta), () => Papers.AdaGrad(Eta, 1e-8)),
        ["RmsProp"] = new(Optimizers.RmsProp(Eta), () => Papers.RmsProp(Eta, 0.9, 1e-8)),
        ["Lion"] = new(Optimizers.Lion(Eta, decay: 0.1), () => Papers.Lion(Eta, 0.9, 0.99, 0.1)),
        ["ClipByValue"] = new(Optimizers.Chain(Optimizers.ClipByValue(0.5), Optimizers.Sgd(Eta)), () => Papers.ClipByValue(0.5, Papers.Sgd(Eta))),
        ["ClipByGlobalNorm"] = new(
            Optimizers.Chain(Optimizers.ClipByGlobalNorm(1.5), Optimizers.Sgd(Eta)), () => Papers.ClipByGlobalNorm(1.5, Papers.Sgd(Eta))),
        ["WeightDecay"] = new(
            Optimizers.Chain(Optimizers.WeightDecay(0.3), Optimizers.Sgd(Eta, 0.9)), () => Papers.WeightDecay(0.3, Papers.Momentum(Eta, 0.9))),
        ["Accumulate"] = new(
            Optimizers.Chain(Optimizers.Accumulate(3), Optimizers.Adam(Eta)), () => Papers.Accumulate(3, Papers.Adam(_ => Eta, 0.9, 0.999, 1e-8))),
        ["ExponentialMovingAverage"] = new(
            Optimizers.Chain(Optimizers.ExponentialMovingAverage(0.7), Optimizers.Sgd(Eta)), () => Papers.Average(0.7, Papers.Sgd(Eta))),
        ["SkipNonFinite"] = new(
            Optimizers.Chain(Optimizers.SkipNonFinite(), Optimizers.Adam(Eta)), () => Papers.SkipNonFinite(Papers.Adam(_ => Eta, 0.9, 0.999, 1e-8))),
        ["a clip behind others"] = new(
            Optimizers.Chain(Optimizers.WeightDecay(0.3), Optimizers.ClipByValue(2), Optimizers.ClipByGlobalNorm(1.5), Optimizers.Sgd(Eta, 0.9)),
            () => Papers.WeightDecay(0.3, Papers.ClipByValue(2, Papers.ClipByGlobalNorm(1.5, Papers.Momentum(Eta, 0.9))))),
        ["gates behind gates"] = new(
            Optimizers.Chain(
                Optimizers.SkipNonFinite(),
                Optimizers.Accumulate(2),
                Optimizers.ClipByGlobalNorm(0.7),
                Optimizers.Chain(Optimizers.ExponentialMovingAverage(0.5), Optimizers.Lion(Eta))),
            () => Papers.SkipNonFinite(Papers.Accumulate(2, Papers.ClipByGlobalNorm(0.7, Papers.Average(0.5, Papers.Lion(Eta, 0.9, 0.99, 0)))))),
        ["as learning writes it"] = new(
            Optimizers.Chain(Optimizers.ClipByGlobalNorm(1), Optimizers.AdamW(Schedules.Cosine(3e-3f, steps: 4000))),
            () => Papers.ClipByGlobalNorm(
                1, Papers.Adam(t => 3e-3f * 0.5 * (1 + Math.Cos(Math.PI * (t - 1) / 4000)), 0.9, 0.999, 1e-8, 0.01))),
    };

    /// <summary>Their names.</summary>
    public static TheoryData<string> Names => [.. All.Keys];

    /// <summary>Parameters to start from.</summary>
    public static double[] Start(int length) => [.. Enumerable.Range(0, length).Select(i => Math.Cos(1.7 * i) + 0.1)];

    /// <summary>The gradient of a bowl whose place moves from step to step: it depends on where the steps before led.</summary>
    public static double[] Gradient(int step, double[] theta) =>
        [.. theta.Select((x, i) => (0.5 + i % 5) * (x - Math.Sin(0.9 * i + 0.7 * step)))];
}
