#!/usr/bin/env python3
"""Writes preparation.csv: what scikit-learn and pandas make of the real tables, for PreparationReferenceTests to compare with.

Usage: DMAD_DATA=<folder of the real tables> python3 preparation.py > preparation.csv
Made with scikit-learn 1.2.1, NumPy 1.24.2, pandas 1.5.3.

A line is table, method, feature, figure, value. The figures of a transformed feature are its values in a few rows and a sum over all rows,
weighted by the place of the row, so that no row can change unseen. It is fitted on the even rows and applied to all.
"""
import os
import numpy as np
import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.model_selection import TimeSeriesSplit
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, OrdinalEncoder, RobustScaler, StandardScaler
from sklearn.utils.class_weight import compute_class_weight

DATA = os.environ["DMAD_DATA"]
PROBES = [0, 500]


def write(table, method, feature, figure, value):
    print(f"{table},{method},{feature},{figure},{float(value)!r}")


def figures(table, method, names, values):
    values = np.asarray(values, dtype=float)
    places = 1 + np.arange(len(values)) % 7
    for j, name in enumerate(names):
        for row in PROBES:
            write(table, method, name, f"row {row}", values[row, j])
        write(table, method, name, "sum", np.sum(values[:, j] * places))
        write(table, method, name, "magnitude", np.sum(np.abs(values[:, j]) * places))


def scalers(table, frame):
    for method, scaler in [("standardize", StandardScaler()), ("minmax", MinMaxScaler()), ("minmax -1 1", MinMaxScaler((-1, 1))), ("robust", RobustScaler())]:
        scaler.fit(frame.iloc[::2])
        figures(table, method, range(frame.shape[1]), scaler.transform(frame))


def encoders(table, frame):
    one = OneHotEncoder(sparse_output=False).fit(frame.iloc[::2])
    figures(table, "onehot", range(sum(len(c) for c in one.categories_)), one.transform(frame))
    figures(table, "ordinal", range(frame.shape[1]), OrdinalEncoder().fit(frame.iloc[::2]).transform(frame))


def holed(frame):
    """Every row whose number times 31 plus that of the column is a multiple of 11 loses its value."""
    frame = frame.copy()
    for j in range(frame.shape[1]):
        frame.iloc[[i for i in range(len(frame)) if (31 * i + j) % 11 == 0], j] = np.nan
    return frame


def imputers(table, frame):
    for strategy in ["mean", "median", "most_frequent"]:
        figures(table, strategy, range(frame.shape[1]), SimpleImputer(strategy=strategy).fit(holed(frame).iloc[::2]).transform(holed(frame)))


def summary(table, frame):
    for j, name in enumerate(frame.columns):
        described = frame[name].describe()
        for figure in ["count", "mean", "std", "min", "25%", "50%", "75%", "max"]:
            write(table, "summary", j, figure, described[figure])
        write(table, "summary", j, "distinct", frame[name].nunique())


def weights(table, labels):
    classes = np.unique(labels)
    for label, weight in zip(range(len(classes)), compute_class_weight("balanced", classes=classes, y=labels)):
        write(table, "balanced", label, "weight", weight)


def texts_imputed(table, frame):
    imputer = SimpleImputer(strategy="most_frequent").fit(holed(frame).iloc[::2])
    codes = OrdinalEncoder().fit(frame).transform(imputer.transform(holed(frame)))
    figures(table, "most_frequent texts", range(frame.shape[1]), codes)


ai4i = pd.read_csv(f"{DATA}/ai4i2020/ai4i2020.csv", encoding="utf-8-sig")
numbers = ai4i.iloc[:, 3:8]
scalers("ai4i2020", numbers)
imputers("ai4i2020", numbers)
encoders("ai4i2020", ai4i[["Type"]])
texts_imputed("ai4i2020", ai4i[["Type"]])
summary("ai4i2020", numbers)
weights("ai4i2020", ai4i["Machine failure"])

plates = pd.read_csv(f"{DATA}/steel-plates/Faults.NNA", sep="\t", header=None)
scalers("steel-plates", plates.iloc[:, :27])
summary("steel-plates", plates.iloc[:, :27])

energy = pd.read_csv(f"{DATA}/steel-energy/Steel_industry_data.csv", encoding="utf-8-sig")
scalers("steel-energy", energy.iloc[:, 1:8])
encoders("steel-energy", energy[["WeekStatus", "Day_of_week", "Load_Type"]])
imputers("steel-energy", energy.iloc[:, 1:8])
summary("steel-energy", energy.iloc[:, 1:8])
weights("steel-energy", energy["Load_Type"])
for fold, (train, test) in enumerate(TimeSeriesSplit(n_splits=5).split(energy)):
    for figure, value in [("train first", train[0]), ("train last", train[-1]), ("test first", test[0]), ("test last", test[-1])]:
        write("steel-energy", "rolling", fold, figure, value)
for fold, (train, test) in enumerate(TimeSeriesSplit(n_splits=4, max_train_size=5000, test_size=700, gap=96).split(energy)):
    for figure, value in [("train first", train[0]), ("train last", train[-1]), ("test first", test[0]), ("test last", test[-1])]:
        write("steel-energy", "rolling with gap", fold, figure, value)

concrete = pd.read_csv(f"{DATA}/concrete/Concrete_Data.csv")
scalers("concrete", concrete)
imputers("concrete", concrete)
summary("concrete", concrete)

engines = pd.read_csv(f"{DATA}/cmapss/train_FD001.txt", sep=r"\s+", header=None)
scalers("cmapss", engines.iloc[:, 2:])
summary("cmapss", engines)
