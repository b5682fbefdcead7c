using static DeepMfg.AutoDiff.Generators.Rules.Row;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>The library's activation functions.</summary>
internal static class Activations
{
    private const double Infinity = double.PositiveInfinity;

    // 2 √(2/π), and 0.044715 times three.
    private const double GeluScale = 1.5957691216057308, GeluCubic = 0.134145;

    public static IReadOnlyList<Primitive> Rows { get; } =
    [
        Unary("Sigmoid",    Ops.Sigmoid,    (x, y) => y * (1 - y),                              Reals, Home.Ops).At([Infinity], 0).At([-800], 0),
        Unary("LogSigmoid", Ops.LogSigmoid, (x, y) => Op.Of("Sigmoid", -x),                     Reals, Home.Ops).At([-800], 1).At([800], 0),
        Unary("Softplus",   Ops.Softplus,   (x, y) => Op.Of("Sigmoid", x),                      Reals, Home.Ops).At([-800], 0).At([800], 1),
        Unary("Silu",       Ops.Silu,       (x, y) => Op.Of("Sigmoid", x) + y * (1 - Op.Of("Sigmoid", x)),          Reals, Home.Ops),
        Unary("Gelu",       Ops.Gelu,       (x, y) => Op.Of("NormalCdf", x) + x * Op.Of("NormalPdf", x),            Reals, Home.Ops),
        Unary("GeluTanh",   Ops.GeluTanh,   (x, y) => GeluTanh(x, Op.Of("Sigmoid", GeluScale * (x + GeluCubic / 3 * x * x * x))), Reals, Home.Ops),
        Unary("Relu",       Ops.Relu,       (x, y) => (x > 0).Then(1, 0),                       Positive, Home.Ops)
            .At([0], 0).At([-1], 0).Kinked("0 at 0") with { Cost = Cost.Cheap },
        Binary("LeakyRelu", Ops.LeakyRelu,  (a, b, y) => [(a > 0).Then(1, b), (a > 0).Then(0, a)], (Positive, Reals), Home.Ops)
            .At([0, 0.1], 0.1, 0).At([-2, 0.1], 0.1, -2).Kinked("b at a = 0") with { Cost = Cost.Cheap },
        Binary("Elu",       Ops.Elu,        (a, b, y) => [(a > 0).Then(1, y + b), (a > 0).Then(0, Op.Of("ExpM1", a))], (Positive, Reals), Home.Ops)
            .At([0, 0.5], 0.5, 0).At([-Infinity, 0.5], 0, -1).Kinked("b at a = 0"),
    ];

    // y = x s with s = Sigmoid(2u), u = √(2/π) (x + 0.044715 x³): y′ = s + x s (1 − s) 2u′.
    private static Term GeluTanh(Term x, Term s) => s + x * s * (1 - s) * (GeluScale * (1 + GeluCubic * x * x));
}
