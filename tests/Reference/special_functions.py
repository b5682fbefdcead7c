"""Writes special_functions.csv: values of DeepMfg.AutoDiff.Ops computed with mpmath to 50 digits, rounded to 20.

Usage: python3 special_functions.py > special_functions.csv
Each line is: function, arguments separated by blanks, value. Arguments are exact doubles.
"""
from mpmath import mp, mpf, digamma, erf, erfc, exp, expm1, log, log1p, loggamma, ncdf, npdf, polygamma, re, sqrt, pi, tanh

mp.dps = 400  # tails such as 1 + tanh(u) cancel hundreds of digits

LINE = [-800.0, -40.0, -20.0, -8.5, -3.0, -1.25, -1.0, -0.7, -0.1, -1e-9, 0.0, 1e-300, 1e-9, 0.1, 0.5, 1.0, 1.1, 2.0, 3.7, 8.5, 20.0, 40.0, 800.0]
TAIL = [-39.5, -38.0, -27.3, -21.9, -15.0, -12.3, -5.5, -2.2, -0.51, -0.49, 0.49, 0.51, 2.2, 5.5, 12.3, 15.0, 21.9, 26.5, 27.0, 38.0]
POSITIVE = [1e-300, 1e-9, 0.1, 0.5, 0.99, 1.0, 1.0000001, 1.3, 2.0, 5.0, 1e5, 1e300]
GAMMA = [1e-300, 1e-9, 0.1, 0.5, 0.9, 0.999999999, 1.0, 1.000000001, 1.2, 1.4616321449683622, 1.4616321, 1.5, 1.999999, 2.0, 2.0000001,
         2.5, 3.0, 5.7, 9.999, 10.0, 11.5, 25.0, 1000.5, 1e10, 1e17, 1e300, -1e-9, -0.3, -0.5, -0.504083008264455, -0.999999, -1.5,
         -2.4570247382208006, -2.75, -5.0000001, -10.4, -100.3, -12345.678]
PAIRS = [(-800.0, -801.5), (0.0, 0.0), (1.0, 1.0), (-1.0, 2.5), (30.0, -30.0), (1000.0, 999.0), (-0.5, -1.2), (1e-9, 3.0)]

sigmoid = lambda x: 1 / (1 + exp(-x))
FUNCTIONS = {
    "Sigmoid": (sigmoid, LINE),
    "LogSigmoid": (lambda x: -log1p(exp(-x)), LINE),
    "Softplus": (lambda x: log1p(exp(x)), LINE),
    "Relu": (lambda x: max(x, mpf(0)), LINE),
    "Silu": (lambda x: x * sigmoid(x), LINE),
    "Gelu": (lambda x: x * ncdf(x), LINE + TAIL),
    "GeluTanh": (lambda x: x * (1 + tanh(sqrt(2 / pi) * (x + mpf("0.044715") * x**3))) / 2, LINE[2:-2] + TAIL[3:-3]),
    "Erf": (erf, LINE + TAIL),
    "Erfc": (erfc, LINE + TAIL),
    "NormalCdf": (ncdf, LINE[1:] + TAIL),
    "NormalPdf": (npdf, LINE[1:-1] + TAIL),
    "LogGamma": (lambda x: re(loggamma(x)), GAMMA),
    "Digamma": (digamma, GAMMA),
    "Trigamma": (lambda x: polygamma(1, x), [x for x in GAMMA if 1e-100 < abs(x) < 1e100]),
    "XLogX": (lambda x: x * log(x), POSITIVE),
    "Square": (lambda x: x * x, [-3.7, 0.0, 1.1]),
    "LeakyRelu": (lambda x, slope: x if x > 0 else slope * x, [(-3.0, 0.01), (0.0, 0.01), (2.5, 0.01)]),
    "Elu": (lambda x, alpha: x if x > 0 else alpha * expm1(x), [(-800.0, 1.5), (-3.0, 0.7), (-1e-9, 1.0), (0.0, 1.0), (2.5, 0.7)]),
    "XLogY": (lambda x, y: x * log(y), [(2.0, 3.0), (-1.5, 1e-300), (0.3, 1.0000001)]),
    "LogAddExp": (lambda x, y: log(exp(x) + exp(y)), PAIRS),
    "LogisticLoss": (lambda z, t: log1p(exp(z)) - t * z,
                     [(-800.0, 0.0), (-800.0, 1.0), (-3.0, 1.0), (0.0, 0.5), (2.5, 0.25), (40.0, 1.0), (700.0, 0.0)]),
}

for name, (function, points) in FUNCTIONS.items():
    for point in points:
        arguments = point if isinstance(point, tuple) else (point,)
        value = function(*[mpf(x) for x in arguments])
        print(f"{name},{' '.join(repr(x) for x in arguments)},{mp.nstr(value, 20)}")
