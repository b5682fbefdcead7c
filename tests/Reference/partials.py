"""Writes partials.csv: partial derivatives of the rules' functions in closed form, computed with mpmath, rounded to 20 digits.

Usage: python3 partials.py > partials.csv
Each line is: function, number of the input, arguments separated by blanks, partial. Arguments are exact doubles. Partials that a normal
double cannot hold are left out.
"""
from mpmath import mp, mpf, cos, cosh, digamma, exp, expm1, log, ncdf, npdf, pi, sin, sinh, sqrt, tanh

mp.dps = 700  # differences of nearly equal numbers cancel hundreds of digits

LINE = [-800.0, -400.0, -40.0, -20.0, -8.5, -3.0, -1.5, -1.25, -1.0, -0.7, -0.1, -1e-9, -1e-200, 0.0, 1e-300, 1e-9, 0.1, 0.5, 1.0, 1.4, 1.6, 2.0, 3.7, 8.5,
        20.0, 40.0, 300.0, 800.0]
TAIL = [-39.5, -37.4, -27.3, -21.9, -15.0, -12.3, -5.5, -2.2, -0.51, 0.49, 2.2, 5.5, 6.1, 12.3, 15.0, 21.9, 26.5, 37.4]
FAR = [-1e300, -1e200, -1e154, -1e100, -1e8, 1e8, 1e100, 1.3e154, 1.4e154, 1e200, 1e300, 1.7e308]
GAMMA = [1e-9, 0.1, 0.5, 0.9, 1.2, 2.5, 5.7, 11.5, 25.0, 1000.5, 1e10]
UNIT = [-0.9999999999, -0.9, -0.3, 1e-300, 1e-9, 0.5, 0.99, 0.9999999999999]
POSITIVE = [1e-300, 1e-200, 1e-9, 0.1, 0.5, 0.99, 1.0000001, 1.3, 2.0, 5.0, 1e5, 1e200, 1e300]
LENGTHS = [3e-320, 1e-200, 1e-9, 1.0, 2e154, 1e200, 1.5e308]
PLANE = [(a * s, b) for a in LENGTHS for b in LENGTHS for s in (1, -1)]
POWERS = [(1e-300, 0.5), (1e-200, 1.5), (1e-9, 3.0), (0.3, -7.5), (0.5, 1000.0), (1.0000001, 1e6), (2.0, 0.0), (2.0, 1023.0), (2.0, -1000.0), (3.7, 2.5),
          (1e10, 30.5), (1e100, 3.0), (1e200, 1.5), (1e300, -0.9), (-2.0, 3.0)]

sigmoid = lambda x: 1 / (1 + exp(-x))
sigmoid1 = lambda x: sigmoid(x) * sigmoid(-x)
gelu_u = lambda x: 2 * sqrt(2 / pi) * (x + mpf("0.044715") * x**3)
gelu_v = lambda x: 2 * sqrt(2 / pi) * (1 + 3 * mpf("0.044715") * x**2)
FUNCTIONS = {
    "Exp": ([exp], LINE), "Exp2": ([lambda x: log(2) * 2**x], LINE), "Exp10": ([lambda x: log(10) * 10**x], LINE),
    "ExpM1": ([exp], LINE), "Exp2M1": ([lambda x: log(2) * 2**x], LINE), "Exp10M1": ([lambda x: log(10) * 10**x], LINE),
    "Log": ([lambda x: 1 / x], POSITIVE), "Log2": ([lambda x: 1 / (x * log(2))], POSITIVE), "Log10": ([lambda x: 1 / (x * log(10))], POSITIVE),
    "LogP1": ([lambda x: 1 / (1 + x)], POSITIVE + UNIT), "Log2P1": ([lambda x: 1 / (log(2) * (1 + x))], POSITIVE + UNIT),
    "Log10P1": ([lambda x: 1 / (log(10) * (1 + x))], POSITIVE + UNIT),
    "LogBase": ([lambda a, b: 1 / (a * log(b)), lambda a, b: -log(a) / (b * log(b)**2)], [(a, b) for a in POSITIVE for b in (0.3, 1.5, 10.0, 1e100)]),
    "Sqrt": ([lambda x: 1 / (2 * sqrt(x))], POSITIVE), "Cbrt": ([lambda x: x**(mpf(-2) / 3) / 3], POSITIVE),
    "Pow": ([lambda a, b: b * a**(b - 1), lambda a, b: a**b * log(a) if a > 0 else mp.nan], POWERS),
    "Hypot": ([lambda a, b: a / sqrt(a * a + b * b), lambda a, b: b / sqrt(a * a + b * b)], PLANE),
    "Sin": ([cos], LINE), "Cos": ([lambda x: -sin(x)], LINE), "Tan": ([lambda x: 1 / cos(x)**2], LINE),
    "Asin": ([lambda x: 1 / sqrt(1 - x * x)], UNIT), "Acos": ([lambda x: -1 / sqrt(1 - x * x)], UNIT), "Atan": ([lambda x: 1 / (1 + x * x)], LINE + FAR),
    "SinPi": ([lambda x: pi * cos(pi * x)], [0.1, 0.3, 0.7, 2.2]), "CosPi": ([lambda x: -pi * sin(pi * x)], [0.1, 0.3, 0.7, 2.2]),
    "TanPi": ([lambda x: pi / cos(pi * x)**2], [0.1, 0.3, 0.7, 2.2]),
    "AsinPi": ([lambda x: 1 / (pi * sqrt(1 - x * x))], UNIT), "AcosPi": ([lambda x: -1 / (pi * sqrt(1 - x * x))], UNIT),
    "AtanPi": ([lambda x: 1 / (pi * (1 + x * x))], LINE + FAR),
    "Atan2": ([lambda a, b: b / (a * a + b * b), lambda a, b: -a / (a * a + b * b)], PLANE),
    "Atan2Pi": ([lambda a, b: b / (pi * (a * a + b * b)), lambda a, b: -a / (pi * (a * a + b * b))], PLANE),
    "Sinh": ([cosh], LINE), "Cosh": ([sinh], LINE), "Tanh": ([lambda x: 1 / cosh(x)**2], LINE),
    "Asinh": ([lambda x: 1 / sqrt(1 + x * x)], LINE + FAR), "Acosh": ([lambda x: 1 / sqrt((x - 1) * (x + 1))], [x for x in LINE + FAR if x > 1] + [1.0000001]),
    "Atanh": ([lambda x: 1 / (1 - x * x)], UNIT),
    "Sigmoid": ([sigmoid1], LINE), "LogSigmoid": ([lambda x: sigmoid(-x)], LINE), "Softplus": ([sigmoid], LINE),
    "Silu": ([lambda x: sigmoid(x) + x * sigmoid1(x)], LINE), "Gelu": ([lambda x: ncdf(x) + x * npdf(x)], LINE + TAIL),
    "GeluTanh": ([lambda x: sigmoid(gelu_u(x)) + x * sigmoid1(gelu_u(x)) * gelu_v(x)], LINE + TAIL),
    "Elu": ([lambda a, b: 1 if a > 0 else b * exp(a), lambda a, b: 0 if a > 0 else expm1(a)], [(-400.0, 1.5), (-40.0, 0.3), (-1e-9, 1.0), (2.0, 1.5)]),
    "Erf": ([lambda x: 2 / sqrt(pi) * exp(-x * x)], LINE + TAIL), "Erfc": ([lambda x: -2 / sqrt(pi) * exp(-x * x)], LINE + TAIL),
    "NormalCdf": ([npdf], LINE + TAIL), "NormalPdf": ([lambda x: -x * npdf(x)], LINE + TAIL),
    "RootN": ([lambda x, n: x**(1 / n - 1) / n], [(x, n) for x in POSITIVE for n in (1.0, 2.0, 3.0, 7.0, -2.0)]),
    "ReciprocalSqrtEstimate": ([lambda x: -x**mpf(-1.5) / 2], POSITIVE),
    "LogGamma": ([digamma], GAMMA), "Digamma": ([lambda x: mp.psi(1, x)], GAMMA), "Trigamma": ([lambda x: mp.psi(2, x)], GAMMA),
    "Polygamma": ([lambda n, x: 0, lambda n, x: mp.psi(int(n) + 1, x)], [(float(n), x) for n in (2, 3, 5) for x in GAMMA]),
    # where the probability is not the target's, which it loses digits to
    "LogisticLoss": ([lambda a, b: sigmoid(a) - b, lambda a, b: -a],
                     [(-400.0, 0.0), (-40.0, 0.0), (-20.0, 1.0), (-3.0, 1.0), (0.5, 0.0), (3.0, 0.25), (40.0, 0.0), (700.0, 0.3)]),
    "XLogX": ([lambda x: log(x) + 1], [1e-300, 1e-9, 0.1, 0.7, 2.0, 1e200]),
    "XLogY": ([lambda a, b: log(b), lambda a, b: a / b], [(2.0, 3.0), (-1e200, 1e-300), (0.3, 1.0000001)]),
    "TanhPartial": ([lambda x: -2 * tanh(x) / cosh(x)**2], LINE), "SigmoidPartial": ([lambda x: sigmoid1(x) * (sigmoid(-x) - sigmoid(x))], LINE),
    "AsinhPartial": ([lambda x: -x / sqrt(1 + x * x)**3], [x for x in LINE + FAR if abs(x) < 1e150]),
    "AcoshPartial": ([lambda x: -x / sqrt((x - 1) * (x + 1))**3], [x for x in LINE + FAR if 1 < x < 1e150]),
    "ErfPartial": ([lambda x: -4 / sqrt(pi) * x * exp(-x * x)], LINE + TAIL),
    "SiluPartial": ([lambda x: sigmoid1(x) * (2 + x * (sigmoid(-x) - sigmoid(x)))], LINE),
    "GeluTanhPartial": ([lambda x: sigmoid1(gelu_u(x)) * (2 * gelu_v(x) + x * ((sigmoid(-gelu_u(x)) - sigmoid(gelu_u(x))) * gelu_v(x)**2
                                                                               + 12 * sqrt(2 / pi) * mpf("0.044715") * x))],
                        [x for x in LINE + TAIL if abs(x) < 6]),  # a second derivative: farther out the exponent's rounding shows
    "GeluPartial": ([lambda x: (2 - x * x) * npdf(x)], LINE + TAIL),
    "LogAddExpPartial": ([lambda a, b: sigmoid1(a - b), lambda a, b: -sigmoid1(a - b)], [(0.5, 0.25), (-3.0, 1.0), (20.0, -20.0), (300.0, 0.0)]),
    "Atan2Partial": ([lambda a, b: -2 * a * b / (a * a + b * b)**2, lambda a, b: (a - b) * (a + b) / (a * a + b * b)**2],
                     [(0.3, 0.7), (-2.0, 0.1), (1e-100, 3e-100), (1e70, 2e70), (1.0, 1.0)]),
    "HypotPartial": ([lambda a, b: b * b / sqrt(a * a + b * b)**3, lambda a, b: -a * b / sqrt(a * a + b * b)**3],
                     [(0.3, 0.7), (-2.0, 0.1), (1e-200, 3e-200), (1e200, 2e200), (1.0, 1e-8)]),
}

for name, (partials, points) in FUNCTIONS.items():
    for point in points:
        arguments = point if isinstance(point, tuple) else (point,)
        for i, partial in enumerate(partials):
            value = partial(*[mpf(x) for x in arguments])
            if value == 0 or mpf("2.3e-308") < abs(value) < mpf("1.7e308"):
                print(f"{name},{i},{' '.join(repr(x) for x in arguments)},{mp.nstr(mpf(value), 20)}")
