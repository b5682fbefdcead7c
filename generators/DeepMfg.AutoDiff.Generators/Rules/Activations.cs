using static DeepMfg.AutoDiff.Generators.Rules.Row;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>The library's activation functions.</summary>
internal static class Activations
{
    private const double Infinity = double.PositiveInfinity;

    public static IReadOnlyList<Primitive> Rows { get; } =
    [
        Unary("Sigmoid",    Ops.Sigmoid,    (x, y) => Op.Of("SigmoidPartial", x, y),            Reals, Home.Ops)
            .At([Infinity], 0).At([-800], 0).Noted("y (1 - y), also where y rounds to 1"),
        Unary("LogSigmoid", Ops.LogSigmoid, (x, y) => Op.Of("Sigmoid", -x),                     Reals, Home.Ops).At([-800], 1).At([800], 0),
        Unary("Softplus",   Ops.Softplus,   (x, y) => Op.Of("Sigmoid", x),                      Reals, Home.Ops).At([-800], 0).At([800], 1),
        Unary("Silu",       Ops.Silu,       (x, y) => Op.Of("SiluPartial", x),                  Reals, Home.Ops)
            .At([Infinity], 1).At([-Infinity], 0).Noted("0 and 1 at infinity"),
        Unary("Gelu",       Ops.Gelu,       (x, y) => Op.Of("GeluPartial", x),                  Reals, Home.Ops)
            .At([Infinity], 1).At([-Infinity], 0).Noted("0 and 1 at infinity"),
        Unary("GeluTanh",   Ops.GeluTanh,   (x, y) => Op.Of("GeluTanhPartial", x, y),           Reals, Home.Ops)
            .At([Infinity], 1).At([-Infinity], 0).Noted("0 and 1 at infinity"),
        Unary("Relu",       Ops.Relu,       (x, y) => (x > 0).Then(1, 0),                       Positive, Home.Ops)
            .At([0], 0).At([-1], 0).Kinked("0 at 0") with { Cost = Cost.Cheap },
        Binary("LeakyRelu", Ops.LeakyRelu,  (a, b, y) => [(a > 0).Then(1, b), (a > 0).Then(0, a)], (Positive, Reals), Home.Ops)
            .At([0, 0.1], 0.1, 0).At([-2, 0.1], 0.1, -2).Kinked("b at a = 0") with { Cost = Cost.Cheap },
        // Not the platform's ExpM1, which is Exp - 1.
        Binary("Elu",       Ops.Elu,        (a, b, y) => [(a > 0).Then(1, b * Op.Of("Exp", a)), (a > 0).Then(0, Op.Of("Elu", a, 1))],
            (Positive, Reals), Home.Ops)
            .At([0, 0.5], 0.5, 0).At([-Infinity, 0.5], 0, -1).Kinked("b at a = 0"),
        Binary("LogisticLoss", Ops.LogisticLoss, (a, b, y) => [Op.Of("Sigmoid", a) - b, -a], (Reals, Reals), Home.Ops)
            .At([0, 1], -0.5, 0).At([800, 1], 0, -800),
    ];
}
