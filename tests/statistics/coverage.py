#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the 95 % interval of core/protocol/record/mean_interval.h on simulated and recorded series.

Prints the tables of docs/verdicts.md, or with --golden the values that
tests/core/protocol/record/mean_interval_test.cpp compares with. Needs numpy. This file computes the interval
independently of the C++ code: Student's t by quadrature instead of the incomplete beta function.

  python3 tests/statistics/coverage.py                    # the tables of simulated series
  python3 tests/statistics/coverage.py --golden           # values for the test
  python3 tests/statistics/coverage.py run.csv other.csv  # the table of recorded runs
"""
import argparse
import csv
import math
import pathlib

import numpy as np

MOST_CORRELATION = 0.98
FEWEST_DEGREES = 2.0
SHORT_WINDOW = 20.0
WINDOWS = ((20, 20), (20, 80), (40, 40), (40, 160), (80, 80), (200, 200))  # averaged, of so many known
CORRELATIONS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98)
SERIES = 20000


def student_quantile(degrees):
    """Student's t that 2.5 % exceed: the density, integrated over u = t / (1 + t) by Simpson's rule."""
    u = np.linspace(0.0, 1.0, 200001)[:-1]
    t = u / (1.0 - u)
    log_front = math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2) - 0.5 * math.log(degrees * math.pi)
    density = np.exp(log_front - (degrees + 1) / 2 * np.log1p(t * t / degrees)) / (1.0 - u) ** 2
    pairs = (density[:-2:2] + 4.0 * density[1:-1:2] + density[2::2]) * (u[1] - u[0]) / 3.0
    below = 0.5 + np.concatenate([[0.0], np.cumsum(pairs)])
    return float(np.interp(0.975, below, t[::2][: len(below)]))


class Quantiles:
    """student_quantile() for many degrees of freedom, interpolated in 1 / degrees."""

    def __init__(self):
        inverse = np.concatenate([[1e-6], np.linspace(0.002, 1.0 / FEWEST_DEGREES, 400)])
        self.inverse = inverse
        self.values = np.array([student_quantile(1.0 / x) for x in inverse[1:]])
        self.values = np.concatenate([[1.959964], self.values])

    def __call__(self, degrees):
        return np.interp(1.0 / degrees, self.inverse, self.values)


def variance_factor(rho, n):
    """Variance of the mean of n values of an AR(1) process, times n, over the variance of the values."""
    return (1 + rho) / (1 - rho) - 2 * rho * (1 - rho**n) / (n * (1 - rho) ** 2)


def sample_of(x):
    """Mean, sum of squared distances from it and lag-1 correlation of each row of x."""
    mean = x.mean(axis=1)
    apart = x - mean[:, None]
    squares = (apart**2).sum(axis=1)
    return mean, squares, (apart[:, 1:] * apart[:, :-1]).sum(axis=1) / squares


def likely(sample, n, known):
    """The correlation at the upper end of what is likely, if `known` values have `sample`."""
    bias = (1 + 4 * np.maximum(sample, 0)) / known * (1 + (SHORT_WINDOW / known) ** 2)
    return sample + bias + np.sqrt(np.maximum(1 - sample**2, 0) / known) * math.sqrt(n / known)


def interval(x, quantile, n):
    """Mean of the last n values of each row of x, half-width and assumed correlation."""
    known = x.shape[1]
    sample = sample_of(x)[2]
    mean, squares, own = sample_of(x[:, -n:])
    by_all = np.maximum(likely(sample, n, known), own)
    rho = np.clip(np.minimum(by_all, likely(own, n, n)), 0, MOST_CORRELATION)
    factor = variance_factor(rho, n)
    variance = squares / n / (1 - factor / n)
    degrees = np.maximum(n * (1 - rho**2) / (1 + rho**2) - 1, FEWEST_DEGREES)
    return mean, quantile(degrees) * np.sqrt(variance * factor / n), rho


def blocks(x):
    """The usual interval of block means: 8 blocks from 40 values on, else 5."""
    n = x.shape[1]
    count = 8 if n >= 40 else 5
    length = n // count
    means = x[:, n - count * length :].reshape(len(x), count, length).mean(axis=2)
    return student_quantile(count - 1) * means.std(axis=1, ddof=1) / math.sqrt(count)


def autoregression(random, n, phi, innovation):
    """SERIES rows of n values of a stationary AR(1) process around 0."""
    state = np.zeros(SERIES)
    for _ in range(0 if phi == 0 else int(8 / (1 - phi))):
        state = phi * state + innovation(random, SERIES)
    rows = np.empty((n, SERIES))
    for i in range(n):
        state = phi * state + innovation(random, SERIES)
        rows[i] = state
    return rows.T


def normal(random, count):
    return random.standard_normal(count)


def heavy(random, count):
    """Student's t with three degrees of freedom."""
    return random.standard_t(3, count)


def falling(x, _):
    """The standard deviation falls from 4 to 1 within the window."""
    return x * np.linspace(4, 1, x.shape[1])


def bursting(x, _):
    """The standard deviation of the last quarter is four times that of the rest."""
    scale = np.ones(x.shape[1])
    scale[3 * x.shape[1] // 4 :] = 4
    return x * scale


def words(n, known):
    return str(n) if n == known else f"{n} of {known}"


def mixed(x, random):
    """With as much noise again that is independent from evaluation to evaluation."""
    return x / x.std() + random.standard_normal(x.shape)


def simulated(quantile):
    """Rows of the table: for each kind of series and length, coverage in percent by correlation."""
    random = np.random.default_rng(20240607)
    kinds = [("normal", normal, None, False), ("normal, block means", normal, None, True),
             ("heavy tails", heavy, None, False), ("variance falling", normal, falling, False),
             ("variance bursting", normal, bursting, False), ("mixed", normal, mixed, False)]
    for kind, innovation, change, by_blocks in kinds:
        for n, known in WINDOWS:
            if by_blocks and known > n:
                continue
            cells = []
            for phi in CORRELATIONS:
                x = autoregression(random, known, phi, innovation)
                if change:
                    x = change(x, random)
                if by_blocks:
                    cells.append(f"{100 * (np.abs(x.mean(axis=1)) <= blocks(x)).mean():.0f}")
                    continue
                mean, half, rho = interval(x, quantile, n)
                covered = 100 * (np.abs(mean) <= half).mean()
                open_ends = 100 * (rho >= MOST_CORRELATION).mean()
                cells.append(f"{covered:.0f}" + (f" ({open_ends:.0f})" if open_ends >= 0.5 else ""))
            yield [kind, words(n, known)] + cells


def widths(quantile):
    """Rows: median half-width, as a multiple of what is right if the correlation is known."""
    random = np.random.default_rng(20240608)
    for n, known in WINDOWS:
        cells = []
        for phi in CORRELATIONS:
            x = autoregression(random, known, phi, normal)
            _, half, _ = interval(x, quantile, n)
            right = 1.96 * math.sqrt(variance_factor(phi, n) / n / (1 - phi * phi))
            cells.append(f"{np.median(half) / right:.1f}")
        yield [words(n, known)] + cells


def markdown(head, rows):
    print("| " + " | ".join(head) + " |")
    print("|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(row) + " |")


def columns(path):
    """Raw losses and those of each track, by label, without the rows in which one is missing."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = [name for name in rows[0] if name.endswith(".val_loss")]
    losses = {name: np.array([float(row[name] or "nan") for row in rows]) for name in names}
    raw = next(name for name in names if name.startswith("raw"))
    return losses[raw], {name[: -len(".val_loss")]: losses[name] for name in names if name != raw}


def recorded(paths, quantile, n=40, around=10):
    """Rows: coverage in windows of n evaluations of a long run at constant settings. What is to be covered is the
    mean of the `around` times as many evaluations of which the window is the middle."""
    for path in paths:
        raw, tracks = columns(path)
        for label, losses in tracks.items():
            d = raw - losses
            start = len(d) // 4  # without the beginning of the training
            starts = range(start + n * (around - 1) // 2, len(d) - n * (around + 1) // 2, n)
            windows = np.array([d[s : s + n] for s in starts])
            wide = np.array([d[s - n * (around - 1) // 2 : s + n * (around + 1) // 2].mean() for s in starts])
            if len(windows) < 5 or not np.isfinite(windows).all() or (windows == windows[:, :1]).all():
                continue
            mean, half, rho = interval(windows, quantile, n)
            apart = windows - windows.mean(axis=1)[:, None]
            lag = (apart[:, 1:] * apart[:, :-1]).sum(axis=1) / (apart**2).sum(axis=1)
            by_blocks = np.abs(mean - wide) <= blocks(windows)
            yield [pathlib.Path(path).stem, label, str(len(windows)), f"{np.median(lag):.2f}",
                   f"{100 * by_blocks.mean():.0f}", f"{100 * (np.abs(mean - wide) <= half).mean():.0f}",
                   f"{100 * (rho >= MOST_CORRELATION).mean():.0f}"]


def golden_series(n, phi):
    """A series that every language computes alike: an autoregression of a linear congruential generator."""
    state, value, series = 1, 0.0, []
    for _ in range(n):
        state = (1103515245 * state + 12345) % 2**31
        value = phi * value + state / 2**31 - 0.25
        series.append(value)
    return np.array(series)


def golden():
    for n, known in WINDOWS:
        for phi in (0.0, 0.5, 0.8, 0.95):
            x = golden_series(known, phi)[None, :]
            mean, half, rho = interval(x, lambda degrees: np.array([student_quantile(v) for v in degrees]), n)
            print(f"    {{{n}, {known}, {phi}, {mean[0]:.10f}, {half[0]:.10f}, {rho[0]:.10f}}},")
    for degrees in (2.0, 2.5, 3.0, 7.3, 19.0, 39.0, 199.0):
        print(f"    {{{degrees}, {student_quantile(degrees):.7f}}},")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--golden", action="store_true", help="print the values of the C++ test")
    parser.add_argument("runs", nargs="*", help="CSV files of runs with constant settings")
    options = parser.parse_args()
    if options.golden:
        golden()
        return
    quantile = Quantiles()
    if options.runs:
        head = ["run", "track", "windows", "lag-1", "block means", "interval", "at least"]
        markdown(head, recorded(options.runs, quantile))
        return
    head = [f"{phi:g}" for phi in CORRELATIONS]
    markdown(["series", "evaluations"] + head, simulated(quantile))
    print()
    markdown(["evaluations"] + head, widths(quantile))


if __name__ == "__main__":
    main()
