namespace DeepMfg.AutoDiff.Optimization.Tests.Minimizers.Problems;

/// <summary>The 18 functions for unconstrained minimisation of Moré, Garbow and Hillstrom, "Testing unconstrained optimization software", ACM Transactions on
/// Mathematical Software 7 (1981), with the minima printed there; the Jacobians are generated.</summary>
internal static class MoreGarbowHillstrom
{
    internal static SquaresProblem[] All { get; } =
    [
        new("Helical valley", [-1, 0, 0], Small.Helical, Small.HelicalJacobian),
        new("Biggs EXP6", [1, 2, 1, 1, 1, 1], Exponentials.Biggs, Exponentials.BiggsJacobian) { Minima = ["0", "5.65565e-3"] },
        new("Gaussian", [0.4, 1, 0], Exponentials.Gaussian, Exponentials.GaussianJacobian) { Minima = ["1.12793e-8"] },
        new("Powell badly scaled", [0, 1], Small.PowellBadlyScaled, Small.PowellBadlyScaledJacobian),
        new("Box three-dimensional", [0, 10, 20], Exponentials.Box, Exponentials.BoxJacobian),
        new("Variably dimensioned", Numbers(10, j => 1 - (j / 10.0)), Variable.Dimensioned, Variable.DimensionedJacobian),
        new("Watson", new double[6], Variable.Watson, Variable.WatsonJacobian) { Minima = ["2.28767e-3"] },
        new("Penalty I", Numbers(4, j => j), Variable.PenaltyOne, Variable.PenaltyOneJacobian) { Minima = ["2.24997e-5"] },
        new("Penalty II", Numbers(4, _ => 0.5), Variable.PenaltyTwo, Variable.PenaltyTwoJacobian) { Minima = ["9.37629e-6"] },
        new("Brown badly scaled", [1, 1], Small.BrownBadlyScaled, Small.BrownBadlyScaledJacobian),
        new("Brown and Dennis", [25, 5, -5, -1], Exponentials.BrownDennis, Exponentials.BrownDennisJacobian) { Minima = ["85822.2"] },
        new("Gulf research and development", [5, 2.5, 0.15], Exponentials.Gulf, Exponentials.GulfJacobian),
        new("Trigonometric", Numbers(10, _ => 0.1), Variable.Trigonometric, Variable.TrigonometricJacobian) { Minima = ["0", "2.79506e-5"] },
        new("Extended Rosenbrock", Numbers(10, j => j % 2 == 1 ? -1.2 : 1), Variable.Rosenbrock, Variable.RosenbrockJacobian),
        new("Extended Powell singular", [3, -1, 0, 1, 3, -1, 0, 1, 3, -1, 0, 1], Variable.Powell, Variable.PowellJacobian),
        new("Beale", [1, 1], Small.Beale, Small.BealeJacobian),
        new("Wood", [-3, -1, -3, -1], Small.Wood, Small.WoodJacobian),
        new("Chebyquad", Numbers(8, j => j / 9.0), Variable.Chebyquad, Variable.ChebyquadJacobian) { Minima = ["3.51687e-3"] },
    ];

    private static double[] Numbers(int count, Func<int, double> number) => [.. Enumerable.Range(1, count).Select(number)];
}
