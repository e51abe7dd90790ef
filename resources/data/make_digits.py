#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes digits.u8 from scikit-learn's digits.csv.gz: 1,797 x 64 pixels 0..16 row by row, then the
1,797 labels, one byte each. Run once, by hand; the result is part of the source tree.

usage: make_digits.py .../sklearn/datasets/data/digits.csv.gz
"""
import gzip
import pathlib
import sys

rows = [[int(float(cell)) for cell in line.split(",")]
        for line in gzip.open(sys.argv[1], "rt")]
assert len(rows) == 1797 and all(len(row) == 65 for row in rows)
assert all(0 <= pixel <= 16 for row in rows for pixel in row[:64])
assert all(0 <= row[64] <= 9 for row in rows)
pixels = bytes(pixel for row in rows for pixel in row[:64])
labels = bytes(row[64] for row in rows)
(pathlib.Path(__file__).parent / "digits.u8").write_bytes(pixels + labels)
