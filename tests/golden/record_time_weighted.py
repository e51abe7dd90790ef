#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Averages an unevenly spaced series with pandas and by Weights & Biases' formula; writes time_weighted.json.

    pip install pandas==3.1.1
    python record_time_weighted.py

The times are whole seconds. pandas: ewm(halflife=…, times=…) with adjust True and False, missing values among them.
Weights & Biases publishes its time-weighted EMA as a JavaScript function in its manual (Smooth line plots); twema()
is that function in Python, line by line.
"""
import json
from importlib.metadata import version
from pathlib import Path

import numpy
import pandas

SEED, ROWS = 7, 60


def twema(x_values, y_values, smoothing):
    """Weights & Biases: smoothing weight per 1/1000 of the range of x."""
    weight = min(smoothing ** 0.5, 0.999)
    range_of_x = x_values[-1] - x_values[0]
    last_y, debias, out = 0.0, 0.0, []
    for i, y in enumerate(y_values):
        previous = i - 1 if i > 0 else 0
        change = (x_values[i] - x_values[previous]) / range_of_x * 1000
        adjusted = weight ** change
        last_y = last_y * adjusted + y
        debias = debias * adjusted + 1
        out.append(last_y / debias)
    return out


random = numpy.random.default_rng(SEED)
x = numpy.cumsum(random.integers(1, 40, ROWS)).astype(float)
y = numpy.round(numpy.sin(x / 100) + random.normal(0, 0.3, ROWS), 6)
gaps = numpy.where(random.random(ROWS) < 0.3, numpy.nan, y)
gaps[0] = y[0]
times = pandas.to_datetime(x, unit="s")
HALF_LIFE = 37


def ewm(values, adjust):
    return list(pandas.Series(values).ewm(halflife=f"{HALF_LIFE}s", times=times, adjust=adjust).mean())


recorded = {
    "pandas": version("pandas"), "half_life": HALF_LIFE, "x": list(x), "y": list(y),
    "gaps": [None if numpy.isnan(value) else value for value in gaps],
    "adjusted": ewm(y, True), "plain": ewm(y, False), "gaps_adjusted": ewm(gaps, True), "gaps_plain": ewm(gaps, False),
    "twema": {str(smoothing): twema(list(x), list(y), smoothing) for smoothing in (0.6, 0.95, 0.999)}}
lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in recorded.items()]
Path(__file__).with_name("time_weighted.json").write_text("{" + ",\n".join(lines) + "}\n")
