#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the 95 % interval of core/protocol/record/mean_interval.h on simulated series and on recorded runs.

Prints the tables of docs/verdicts.md. Needs numpy. This file computes the interval independently of the C++ code:
Student's t by quadrature instead of the incomplete beta function.

  python3 tests/statistics/coverage.py           # the tables
  python3 tests/statistics/coverage.py --write   # puts them into docs/verdicts.md
  python3 tests/statistics/coverage.py --check   # compares the quick ones with docs/verdicts.md: a CTest
  python3 tests/statistics/coverage.py --golden  # values that mean_interval_test.cpp compares with

The recorded runs are the demos at constant settings, longer than the demo. They were made and reduced to the
differences raw - average of the main track by

  emascope-engine train --preset digits --steps 40000 --threads 1 --csv digits.csv
  python3 tests/statistics/coverage.py --keep digits.csv  # writes tests/statistics/recorded/digits.csv
"""
import argparse
import csv
import math
import pathlib
import re
import sys

try:
    import numpy as np
except ImportError:
    print("skipped: Python has no numpy (Debian: python3-numpy)")
    sys.exit(77)

MOST_CORRELATION = 0.98
FEWEST_DEGREES = 2.0
SHORT_WINDOW = 20.0
ERRORS = 1.35  # standard errors above the estimated correlation
WINDOWS = ((20, 20), (20, 80), (40, 40), (40, 160), (80, 80), (200, 200))  # averaged, of so many known
CORRELATIONS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98)
SERIES = 20000
HERE = pathlib.Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "docs" / "verdicts.md"
QUICK = ((20, 20), (40, 40))  # the lengths that --check simulates again


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
    return sample + bias + ERRORS * np.sqrt(np.maximum(1 - sample**2, 0) / known) * math.sqrt(n / known)


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


def generator(*cell):
    """A random generator of its own for each cell of a table, so that any of them can be computed alone."""
    return np.random.default_rng([20240607, *(int(1000 * part) for part in cell)])


def simulated(quantile, windows=WINDOWS):
    """Rows of the table: for each kind of series and length, coverage in percent by correlation."""
    kinds = [("normal", normal, None, False), ("normal, block means", normal, None, True),
             ("heavy tails", heavy, None, False), ("variance falling", normal, falling, False),
             ("variance bursting", normal, bursting, False), ("mixed", normal, mixed, False)]
    for number, (kind, innovation, change, by_blocks) in enumerate(kinds):
        for n, known in windows:
            if by_blocks and known > n:
                continue
            cells = []
            for phi in CORRELATIONS:
                random = generator(number, n, known, phi)
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


def widths(quantile, windows=WINDOWS):
    """Rows: median half-width, as a multiple of what is right if the correlation is known."""
    for n, known in windows:
        cells = []
        for phi in CORRELATIONS:
            x = autoregression(generator(9, n, known, phi), known, phi, normal)
            _, half, _ = interval(x, quantile, n)
            right = 1.96 * math.sqrt(variance_factor(phi, n) / n / (1 - phi * phi))
            cells.append(f"{np.median(half) / right:.1f}")
        yield [words(n, known)] + cells


def recorded(quantile, n=40, around=10):
    """Rows: coverage in windows of n evaluations of long runs, with 4 n known. What is to be covered is the mean of the
    `around` times as many evaluations of which the window is the middle. Windows follow each other by n / 4."""
    for path in sorted((HERE / "recorded").glob("*.csv")):
        d = np.loadtxt(path, skiprows=1)
        side = n * (around - 1) // 2
        starts = range(max(side, 3 * n, len(d) // 4), len(d) - n - side + 1, n // 4)
        wide = np.array([d[s - side : s + n + side].mean() for s in starts])
        alone = np.array([d[s : s + n] for s in starts])
        known = np.array([d[s - 3 * n : s + n] for s in starts])
        lag = np.array([correlations(window - window.mean(), 2) for window in known])
        mean, half, rho = interval(known, quantile, n)
        of_n, half_of_n, _ = interval(alone, quantile, n)
        yield [path.stem, str(len(d)), *(f"{value:.2f}" for value in np.median(lag, axis=0)),
               f"{100 * (np.abs(of_n - wide) <= blocks(alone)).mean():.0f}",
               f"{100 * (np.abs(of_n - wide) <= half_of_n).mean():.0f}",
               f"{100 * (np.abs(mean - wide) <= half).mean():.0f}",
               f"{100 * (rho >= MOST_CORRELATION).mean():.0f}"]


def correlations(apart, most):
    """The correlations of `apart`, which has mean 0, at distances 1 to `most`."""
    return [(apart[k:] * apart[:-k]).sum() / (apart**2).sum() for k in range(1, most + 1)]


SIMULATED_HEAD = ["series", "evaluations"] + [f"{phi:g}" for phi in CORRELATIONS]
WIDTHS_HEAD = ["evaluations"] + [f"{phi:g}" for phi in CORRELATIONS]
RECORDED_HEAD = ["demo", "evaluations", "lag-1", "lag-2", "block means", "40 of 40", "40 of 160", "at least"]


def row_text(cells):
    return "| " + " | ".join(cells) + " |"


def table(head, rows):
    return [row_text(head), "|" + "---|" * len(head), *map(row_text, rows)]


def table_in(lines, head):
    """First line and end of the table with this head."""
    begin = lines.index(row_text(head))
    end = begin
    while end < len(lines) and lines[end].startswith("|"):
        end += 1
    return begin, end


def write(tables):
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    for one in tables:
        begin, end = table_in(lines, [cell.strip() for cell in one[0].strip("|").split("|")])
        lines[begin:end] = one
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def is_same(row, wanted):
    """The same words, and numbers that differ by at most one in the last digit, as with the generator of another numpy."""
    number = re.compile(r"-?\d+(?:\.\d+)?")
    if number.sub("#", row) != number.sub("#", wanted):
        return False
    for a, b in zip(number.findall(row), number.findall(wanted)):
        unit = 10.0 ** -len(b.partition(".")[2])
        if abs(float(a) - float(b)) > 1.01 * unit:
            return False
    return True


def check(quantile):
    """Returns what the page says otherwise."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    wrong = []
    for head, rows, whole in ((SIMULATED_HEAD, simulated(quantile, QUICK), False),
                              (WIDTHS_HEAD, widths(quantile, QUICK), False),
                              (RECORDED_HEAD, recorded(quantile), True)):
        begin, end = table_in(lines, head)
        there = lines[begin + 2 : end]
        rows = [row_text(row) for row in rows]
        wrong += [row for row in rows if not any(is_same(one, row) for one in there)]
        if whole and len(there) != len(rows):
            wrong.append(f"{len(rows)} recorded runs, not {len(there)}")
    return wrong


def keep(path):
    """Reduces the CSV of a run to the differences of its main track."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    raw, main = [name for name in rows[0] if name.endswith(".val_loss")][:2]
    differences = [f"{float(row[raw]) - float(row[main]):.4g}" for row in rows]
    target = HERE / "recorded" / pathlib.Path(path).name
    target.parent.mkdir(exist_ok=True)
    target.write_text("difference\n" + "\n".join(differences) + "\n", encoding="utf-8")


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
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--golden", action="store_true", help="print the values of the C++ test")
    what.add_argument("--write", action="store_true", help="write the tables into docs/verdicts.md")
    what.add_argument("--check", action="store_true", help="compare with docs/verdicts.md")
    what.add_argument("--keep", metavar="CSV", help="reduce a run to what is recorded of it")
    options = parser.parse_args()
    if options.keep:
        return keep(options.keep)
    if options.golden:
        return golden()
    quantile = Quantiles()
    if options.check:
        wrong = check(quantile)
        print("\n".join(["coverage.py measures otherwise than docs/verdicts.md says:", *wrong] if wrong else ["the same"]))
        return 1 if wrong else 0
    tables = [table(SIMULATED_HEAD, simulated(quantile)), table(WIDTHS_HEAD, widths(quantile)),
              table(RECORDED_HEAD, recorded(quantile))]
    if options.write:
        return write(tables)
    print("\n\n".join("\n".join(one) for one in tables))
    return 0


if __name__ == "__main__":
    sys.exit(main())
