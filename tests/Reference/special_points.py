"""Writes special_points.csv: partial derivatives at zeros of either sign, at the ends of domains, outside of them and at infinity.

Usage: python3 special_points.py > special_points.csv
Each line is: function, number of the input, arguments separated by blanks, partial. A partial is the limit from inside the domain, computed
with mpmath beside the point and rounded to 20 digits; inf where it is larger than a double, nan outside the domain and where there is no limit. Partials
that only a subnormal double could hold are left out.
"""
from mpmath import mp, mpf, cos, cosh, digamma, exp, expm1, inf, isnan, log, nan, ncdf, nint, npdf, pi, sin, sinh, sqrt, tanh

mp.dps = 1500
BESIDE = mpf("1e-700")  # so near to a point that even a root of it is lost beside every double
FAR = mpf("1e700")
LARGEST = mpf("1.7976931348623157e308")
ABOVE_ONE = 1.0000000000000002
POINTS = [-inf, -1e308, -2.0, -ABOVE_ONE, -1.0, -0.5, -0.0, 0.0, 0.5, 1.0, ABOVE_ONE, 2.0, 1e308, inf]
MODEST = [x for x in POINTS if abs(x) != 1e308]  # where the exponent itself would be a number of 300 digits
SMALL = [-2.0, -1.0, -0.5, -0.0, 0.0, 0.5, 1.0, 2.0]
REALS = (-inf, inf)

sigmoid = lambda x: 1 / (1 + exp(-x))
sigmoid1 = lambda x: sigmoid(x) * sigmoid(-x)
FUNCTIONS = {  # partial, domain, points
    "Log": (lambda x: 1 / x, (0, inf), POINTS), "Log2": (lambda x: 1 / (x * log(2)), (0, inf), POINTS), "Log10": (lambda x: 1 / (x * log(10)), (0, inf), POINTS),
    "LogP1": (lambda x: 1 / (1 + x), (-1, inf), POINTS), "Log2P1": (lambda x: 1 / (log(2) * (1 + x)), (-1, inf), POINTS),
    "Log10P1": (lambda x: 1 / (log(10) * (1 + x)), (-1, inf), POINTS),
    "Sqrt": (lambda x: 1 / (2 * sqrt(x)), (0, inf), POINTS), "Cbrt": (lambda x: abs(x)**(mpf(-2) / 3) / 3, REALS, POINTS),
    "Asin": (lambda x: 1 / sqrt(1 - x * x), (-1, 1), POINTS), "Acos": (lambda x: -1 / sqrt(1 - x * x), (-1, 1), POINTS),
    "AsinPi": (lambda x: 1 / (pi * sqrt(1 - x * x)), (-1, 1), POINTS), "AcosPi": (lambda x: -1 / (pi * sqrt(1 - x * x)), (-1, 1), POINTS),
    "Atan": (lambda x: 1 / (1 + x * x), REALS, POINTS), "AtanPi": (lambda x: 1 / (pi * (1 + x * x)), REALS, POINTS),
    "Asinh": (lambda x: 1 / sqrt(1 + x * x), REALS, POINTS), "Acosh": (lambda x: 1 / sqrt((x - 1) * (x + 1)), (1, inf), POINTS),
    "Atanh": (lambda x: 1 / (1 - x * x), (-1, 1), POINTS),
    "XLogX": (lambda x: log(x) + 1, (0, inf), POINTS),
    "Exp": (exp, REALS, MODEST), "Exp2": (lambda x: log(2) * 2**x, REALS, MODEST), "Exp10": (lambda x: log(10) * 10**x, REALS, MODEST),
    "ExpM1": (exp, REALS, MODEST), "Exp2M1": (lambda x: log(2) * 2**x, REALS, MODEST), "Exp10M1": (lambda x: log(10) * 10**x, REALS, MODEST),
    "Sinh": (cosh, REALS, MODEST), "Cosh": (sinh, REALS, MODEST), "Tanh": (lambda x: 1 / cosh(x)**2, REALS, MODEST),
    "Sigmoid": (sigmoid1, REALS, MODEST), "LogSigmoid": (lambda x: sigmoid(-x), REALS, MODEST), "Softplus": (sigmoid, REALS, MODEST),
    "Silu": (lambda x: sigmoid(x) + x * sigmoid1(x), REALS, MODEST), "Gelu": (lambda x: ncdf(x) + x * npdf(x), REALS, MODEST),
    "Erf": (lambda x: 2 / sqrt(pi) * exp(-x * x), REALS, MODEST), "Erfc": (lambda x: -2 / sqrt(pi) * exp(-x * x), REALS, MODEST),
    "NormalCdf": (npdf, REALS, MODEST), "NormalPdf": (lambda x: -x * npdf(x), REALS, MODEST),
    "LogGamma": (lambda x: nan if x <= 0 and x == int(x) else digamma(x), REALS, SMALL), "Digamma": (lambda x: nan if x <= 0 and x == int(x) else mp.psi(1, x), REALS, SMALL),
    "ReciprocalEstimate": (lambda x: -1 / (x * x), REALS, POINTS),
    "Sin": (cos, (-10, 10), MODEST), "Cos": (lambda x: -sin(x), (-10, 10), MODEST), "Tan": (lambda x: 1 / cos(x)**2, (-10, 10), MODEST),
}


def beside(x, low, high):
    """The point from which x is approached: itself inside the domain."""
    if x == inf or x == -inf:
        return mpf(4000) if x > 0 else mpf(-4000)
    if x == low:
        return mpf(x) + BESIDE
    if x == high:
        return mpf(x) - BESIDE
    return mpf(x)


def write(name, i, arguments, value):
    if isnan(value):
        text = "nan"
    elif abs(value) > LARGEST:
        text = "inf" if value > 0 else "-inf"
    elif abs(value) < mpf("1e-600"):
        text = "0"
    elif abs(value) < mpf("2.3e-308"):
        return
    else:
        text = mp.nstr(mpf(value), 20)
    print(f"{name},{i},{' '.join(repr(float(x)) for x in arguments)},{text}")


ALGEBRAIC = ["Log", "Log2", "Log10", "LogP1", "Log2P1", "Log10P1", "Sqrt", "Cbrt", "Atan", "AtanPi", "Asinh", "Acosh", "ReciprocalEstimate"]
for name, (partial, (low, high), points) in FUNCTIONS.items():
    for x in points:
        if not low <= x <= high:
            value = nan
        elif name == "XLogX" and x in (0, inf):
            value = inf if x else -inf
        elif name in ("Cbrt", "ReciprocalEstimate") and x == 0:
            value = partial(BESIDE)
        elif name in ALGEBRAIC and abs(x) == inf:
            value = partial(FAR if x > 0 else -FAR)
        else:
            value = partial(beside(x, low, high))
        write(name, 0, [x], value)

# x − k b, where k is constant between the jumps: the slope in b is −k. Quotients of which some round to the next whole number.
PAIRS = [(1.0, 0.2), (1.0, 0.1), (0.3, 0.1), (7.0, 2.0), (-7.0, 2.0), (5.0, 2.0), (5.0, 3.0), (1e15, 0.1), (6.0, 0.4), (-1.0, 0.2), (0.7, 0.1), (1.0, 1e308),
         (2.5, 0.5), (1.5, 0.5), (0.5, 0.2), (1e-320, 3e-321)]
for a, b in PAIRS:
    quotient = mpf(a) / mpf(b)
    whole = int(quotient)
    nearest = nint(quotient)
    write("Remainder", 0, [a, b], mpf(1))
    write("Remainder", 1, [a, b], mpf(-whole))
    for name in ("IEEERemainder", "Ieee754Remainder"):
        write(name, 0, [a, b], mpf(1))
        write(name, 1, [a, b], -nearest)

# Weights that sum to one; where both are the same infinity, the limit along a = b.
for a, b in [(-inf, -inf), (inf, inf), (-inf, 2.0), (2.0, -inf), (inf, 2.0), (2.0, inf), (-inf, inf), (0.0, -0.0), (1000.0, 1000.0), (1e308, -1e308)]:
    for i, difference in enumerate([a - b if a != b else 0.0, b - a if a != b else 0.0]):
        write("LogAddExp", i, [a, b], sigmoid(mpf(max(-4000, min(4000, difference)))))

for a, b in [(2.0, 3.0), (0.0, 3.0), (0.0, 0.0), (-0.0, 0.0), (0.0, -1.0), (2.0, -1.0), (2.0, 0.0), (-2.0, 0.0), (-0.0, -2.0)]:
    write("XLogY", 0, [a, b], nan if b < 0 else log(mpf(b) + (BESIDE if b == 0 else 0)) * (mpf(10)**400 if b == 0 else 1))
    write("XLogY", 1, [a, b], nan if b < 0 else mpf(0) if a == 0 else a / (mpf(b) + (BESIDE if b == 0 else 0)))

for a, b in [(2.0, 3.0), (-2.0, 3.0), (2.0, -3.0), (2.0, 1.0), (2.0, 0.0), (2.0, inf), (0.5, 0.5)]:
    inside = a > 0 and 0 < b < inf and b != 1
    write("LogBase", 0, [a, b], 1 / (a * log(mpf(b))) if inside else nan)
    write("LogBase", 1, [a, b], -log(mpf(a)) / (b * log(mpf(b))**2) if inside else nan)

# The n-th root: of a negative number for odd n only. That in n, a whole number, is none.
for x, n in [(0.0, 2), (-0.0, 2), (0.0, 4), (-0.0, 4), (0.0, 3), (-0.0, 3), (0.0, 1), (-2.0, 2), (-2.0, 4), (-8.0, 3), (-32.0, 5), (-2.0, 1), (4.0, 2), (-2.0, -2),
             (2.0, -2), (2.0, 0), (-8.0, -3), (inf, 2), (inf, 3)]:
    if n == 0 or x < 0 and n % 2 == 0:
        value = nan
    else:
        at = FAR if x == inf else abs(mpf(x)) + (BESIDE if x == 0 else 0)
        value = mpf(1) if n == 1 else at**(mpf(1) / n - 1) / n
    write("RootN", 0, [x, float(n)], value)

# In alpha, of a small x: no digit of eˣ − 1 is lost.
for a in [-1e-300, -1e-17, -1e-12, -1e-8, -1e-3, -0.0, 0.0, -1.0, -800.0, 3.0]:
    write("Elu", 0, [a, 0.7], mpf(1) if a > 0 else mpf(0.7) * exp(mpf(a)))
    write("Elu", 1, [a, 0.7], mpf(0) if a > 0 else expm1(mpf(a)))
