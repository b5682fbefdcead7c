namespace DeepMfg.AutoDiff.Tests;

/// <summary>The functions of <see cref="Ops"/> at infinity, at NaN, and where the table of references cannot go.</summary>
public class LimitTests
{
    private const double Infinity = double.PositiveInfinity;

    private static (double Actual, double Expected)[] Limits =>
    [
        (Ops.Sigmoid(Infinity), 1), (Ops.Sigmoid(-Infinity), 0),
        (Ops.LogSigmoid(Infinity), 0), (Ops.LogSigmoid(-Infinity), -Infinity),
        (Ops.Softplus(Infinity), Infinity), (Ops.Softplus(-Infinity), 0),
        (Ops.LogisticLoss(0.0, 0.5), Math.Log(2)), (Ops.LogisticLoss(40.0, 1), 4.248354255291589e-18), (Ops.LogisticLoss(-3.0, 1), -Ops.LogSigmoid(-3.0)),
        (Ops.Silu(-Infinity), 0), (Ops.Gelu(-Infinity), 0), (Ops.GeluTanh(-Infinity), 0), (Ops.GeluTanh(Infinity), Infinity),
        (Ops.Erf(Infinity), 1), (Ops.Erf(-Infinity), -1), (Ops.Erfc(Infinity), 0), (Ops.Erfc(-Infinity), 2),
        (Ops.NormalCdf(Infinity), 1), (Ops.NormalCdf(-Infinity), 0), (Ops.NormalPdf(Infinity), 0),
        (Ops.LogGamma(0), Infinity), (Ops.LogGamma(-3), Infinity), (Ops.LogGamma(Infinity), Infinity),
        (Ops.Digamma(-2), double.NaN), (Ops.Digamma(Infinity), Infinity), (Ops.Trigamma(0), Infinity), (Ops.Trigamma(Infinity), 0),
        (Ops.XLogX(0), 0), (Ops.XLogX(-1), double.NaN), (Ops.XLogY(0, 0), 0), (Ops.XLogY(0, -1), double.NaN),
        (Ops.LogAddExp(-Infinity, -Infinity), -Infinity), (Ops.LogAddExp(Infinity, 0), Infinity), (Ops.LogAddExp(-Infinity, 2), 2),
    ];

    [Fact]
    public void A_function_takes_its_limit() => Assert.All(Limits, limit => Assert.Equal(limit.Expected, limit.Actual));

    public static TheoryData<Func<double, double>> OfOneArgument =>
    [
        Ops.Sigmoid, Ops.LogSigmoid, Ops.Softplus, Ops.Relu, Ops.Silu, Ops.Gelu, Ops.GeluTanh, Ops.Erf, Ops.Erfc, Ops.NormalCdf,
        Ops.NormalPdf, Ops.LogGamma, Ops.Digamma, Ops.Trigamma, Ops.XLogX, Ops.Square,
    ];

    [Theory]
    [MemberData(nameof(OfOneArgument))]
    public void NaN_gives_NaN(Func<double, double> function) => Assert.True(double.IsNaN(function(double.NaN)));
}
