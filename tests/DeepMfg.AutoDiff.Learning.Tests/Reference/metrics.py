"""Writes metrics.json: values of scikit-learn's metrics, for the tests of Metrics.

Usage: python3 metrics.py > metrics.json      (written with scikit-learn 1.2.1, numpy 1.24.2)

A case has its inputs and a value for each figure; null where scikit-learn refuses to give one.
"""
import json
import warnings

import numpy as np
from sklearn import metrics as m
from sklearn.calibration import calibration_curve

warnings.simplefilter("ignore")
random = np.random.default_rng(20)


def value(function, *arguments, **settings):
    try:
        result = float(function(*arguments, **settings))
    except ValueError:
        return None
    return result if np.isfinite(result) else None


def labels(y, p):
    averages = {f"{name}.{average}": value(function, y, p, average=average, zero_division=0)
                for name, function in (("precision", m.precision_score), ("recall", m.recall_score), ("f1", m.f1_score))
                for average in (["binary", "macro", "weighted"] if max(max(y), max(p)) < 2 else ["macro", "weighted"])}
    k = max(2, 1 + max(max(y), max(p)))
    return {"accuracy": value(m.accuracy_score, y, p), "balanced": value(m.balanced_accuracy_score, y, p), "matthews": value(m.matthews_corrcoef, y, p),
            "confusion": m.confusion_matrix(y, p, labels=list(range(k))).ravel().tolist(), **averages}


def expected_error(y, p, bins, strategy):
    """The mean over rows of |share - mean probability| of the row's bin, from scikit-learn's own curve and numpy's own bins."""
    share, mean = calibration_curve(y, p, n_bins=bins, strategy=strategy)
    edges = np.linspace(0, 1, bins + 1) if strategy == "uniform" else np.percentile(p, np.linspace(0, 1, bins + 1) * 100)
    counts = np.bincount(np.searchsorted(edges[1:-1], p))
    return float(np.sum(np.abs(share - mean) * counts[counts > 0]) / len(p))


def calibration(y, p):
    result = {}
    for bins, strategy in ((10, "uniform"), (5, "uniform"), (4, "quantile"), (7, "quantile")):
        share, mean = calibration_curve(y, p, n_bins=bins, strategy=strategy)
        result[f"{strategy}.{bins}"] = {"share": share.tolist(), "mean": mean.tolist(), "error": expected_error(y, p, bins, strategy)}
    return result


def scores(y, s, threshold):
    y, s = np.asarray(y), np.asarray(s, dtype=float)
    decided = (s >= threshold).astype(int)
    case = {"kind": "scores", "y": y.tolist(), "s": s.tolist(), "threshold": threshold, "labels": labels(y, decided),
            "rocAuc": value(m.roc_auc_score, y, s), "prAuc": value(m.average_precision_score, y, s)}
    if 0 < y.sum() < len(y):
        f, t, _ = m.roc_curve(y, s, drop_intermediate=False)
        case["roc"] = {"f": f.tolist(), "t": t.tolist()}
        p, r, at = m.precision_recall_curve(y, s)
        case["pr"] = {"p": p[::-1].tolist(), "r": r[::-1].tolist()}
        case["bestF1"] = max(m.f1_score(y, s >= a) for a in at)
        cuts = np.append(np.unique(s), np.inf)
        case["leastCost"] = min(float(((s >= a) & (y == 0)).sum() + 7.5 * ((s < a) & (y == 1)).sum()) for a in cuts)
    if s.min() >= 0 and s.max() <= 1:
        case["logLoss"] = value(m.log_loss, y, s, labels=[0, 1])
        case["logLossSingle"] = value(m.log_loss, y, s.astype(np.float32).astype(float), labels=[0, 1], eps=float(np.finfo(np.float32).eps))
        case["brier"] = value(m.brier_score_loss, y, s, pos_label=1)
        case["calibration"] = calibration(y, s)
    return case


def classes(y, p):
    return {"kind": "classes", "y": np.asarray(y).tolist(), "p": np.asarray(p).tolist(), "labels": labels(y, p)}


def rows(y, s):
    case = {"kind": "rows", "y": np.asarray(y).tolist(), "s": s.ravel().tolist(), "classes": s.shape[1]}
    for pairing in ("ovr", "ovo"):
        for average in ("macro", "weighted"):
            case[f"{pairing}.{average}"] = value(m.roc_auc_score, y, s, multi_class=pairing, average=average)
    case["logLoss"] = value(m.log_loss, y, s, labels=list(range(s.shape[1])))
    return case


def numbers(y, p):
    y, p = np.asarray(y, dtype=float), np.asarray(p, dtype=float)
    return {"kind": "numbers", "y": y.tolist(), "p": p.tolist(), "rmse": value(m.mean_squared_error, y, p, squared=False),
            "mae": value(m.mean_absolute_error, y, p), "mape": value(m.mean_absolute_percentage_error, y, p), "r2": value(m.r2_score, y, p),
            **{f"quantile.{q}": value(m.mean_pinball_loss, y, p, alpha=q) for q in (0.1, 0.5, 0.95)}}


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


cases = []
for n, share in ((1, 0.5), (2, 0.5), (7, 0.4), (60, 0.5), (60, 0.05), (300, 0.2)):
    y = (random.random(n) < share).astype(int)
    p = np.clip(random.normal(0.35 + 0.3 * y, 0.25), 0, 1)
    cases += [scores(y, p, 0.5), scores(y, np.round(p, 1), 0.3), scores(y, np.round(8 * p - 4) / 4, 0.0)]  # continuous; ties; logits with ties
for y in ([0, 0, 0, 0], [1, 1, 1]):                                                                          # folds of a single class
    cases += [scores(y, [0.1, 0.6, 0.6, 0.9][:len(y)], 0.5), scores(y, [0.2] * len(y), 0.5), scores(y, [0.8] * len(y), 0.5)]
cases += [scores([0, 1, 0, 1], [0.5] * 4, 0.5), scores([0, 1, 1, 0], [0, 1, 0, 1], 0.5), scores([0, 1], [0.0, 1.0], 0.5)]
for n, k in ((1, 2), (5, 3), (40, 3), (200, 5)):
    y = random.integers(0, k, n)
    cases += [classes(y, np.where(random.random(n) < 0.6, y, random.integers(0, k, n))), classes(y, np.zeros(n, int)), classes(np.full(n, k - 1), y)]
cases += [classes([0, 2, 2], [2, 2, 0]), classes([3, 3], [3, 3]), classes([0, 1], [4, 4]), classes([0, 0], [0, 0])]
for n, k in ((12, 3), (90, 4), (200, 3)):
    y = np.append(np.arange(k), random.integers(0, k, n - k))
    s = softmax(random.normal(0, 1, (n, k)) + 1.2 * np.eye(k)[y])
    tied = softmax(np.round(random.normal(0, 1, (n, k))) + np.eye(k)[y])
    sure = np.eye(k)[np.where(random.random(n) < 0.9, y, (y + 1) % k)]
    cases += [rows(y, s), rows(y, tied), rows(y, sure), rows(np.where(y == k - 1, 0, y), s), rows(np.zeros(n, int), s)]
for n in (1, 2, 30, 250):
    y = random.normal(20, 5, n)
    level = np.full(n, 8.0)
    cases += [numbers(y, y + random.normal(0.4, 2, n)), numbers(y, y), numbers(y, np.full(n, 20.0)), numbers(level, y), numbers(level, level)]
cases += [numbers([0.0, 1.0, -2.0], [0.5, 1.0, -1.0]), numbers([1e6, 2e6], [1e6 + 1, 2e6 - 1])]
print("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]")
