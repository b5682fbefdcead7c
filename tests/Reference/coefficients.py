"""Prints the Chebyshev coefficients of src/DeepMfg.AutoDiff/Ops/Scalar, computed with mpmath.

Usage: python3 coefficients.py
"""
from mpmath import mp, mpf, cos, erf, erfc, exp, loggamma, pi, sqrt

mp.dps = 60
NODES = 200


def chebyshev(function, count):
    """The first coefficients of the Chebyshev series of a function on [-1, 1]."""
    angles = [pi * (k + mpf(1) / 2) / NODES for k in range(NODES)]
    values = [function(cos(angle)) for angle in angles]
    sums = [sum(v * cos(j * a) for v, a in zip(values, angles)) for j in range(count)]
    return [s * (1 if j == 0 else 2) / NODES for j, s in enumerate(sums)]


def scaled_erfcx(t):
    """(1 + 2x) exp(x^2) erfc(x), t = (x - 3.75)/(x + 3.75): Shepherd and Laframboise, Math. Comp. 36 (1981)."""
    x = mpf("3.75") * (1 + t) / (1 - t)
    if x < 50:
        return (1 + 2 * x) * exp(x * x) * erfc(x)
    total = term = mpf(1)
    for k in range(1, 40):
        term *= -(2 * k - 1) / (2 * x * x)
        total += term
    return (1 + 2 * x) * total / (x * sqrt(pi))


def erf_ratio(t):
    """erf(x)/x, t = 2x^2 - 1."""
    x = sqrt((t + 1) / 2)
    return erf(x) / x


def log_gamma_ratio(t):
    """log Gamma(1 + d) / (d (d - 1)), t = 2d - 1."""
    d = (t + 1) / 2
    return loggamma(1 + d) / (d * (d - 1))


for function in (scaled_erfcx, erf_ratio, log_gamma_ratio):
    print(function.__doc__)
    for coefficient in chebyshev(function, 40):
        if abs(coefficient) > mpf(10) ** -17:
            print("    " + mp.nstr(coefficient, 18) + ",")
