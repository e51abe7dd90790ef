#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the arrays beside it with numpy 2.4.6; tests/core/series/npy_test.cpp knows their values.

Element [t, i, j] of the (3, 2, 2) arrays is 100 t + 10 i + j, less 5 where the type has a sign.
"""
import pathlib

import numpy as np

here = pathlib.Path(__file__).parent
t, i, j = np.meshgrid(range(3), range(2), range(2), indexing="ij")
values = 100 * t + 10 * i + j
for descr in ("<f8", ">f8", "<f4", ">f4", "<f2", "<i8", ">i8", "<i4", "<i2", "|i1", "<u8", "<u4", "<u2", "|u1"):
    signed = values - 5 if descr[1] in "fi" else values
    name = {"<": "le", ">": "be", "|": ""}[descr[0]] + descr[1:]
    kept = signed % 100 if descr[2] == "1" else signed  # what fits into a byte
    np.save(here / f"{name}.npy", kept.astype(descr))
np.save(here / "fortran.npy", np.asfortranarray(values - 5.0))
np.save(here / "bool.npy", np.array([True, False, True]))
np.save(here / "one_axis.npy", np.array([0.5, np.nan, -np.inf, 2.0]))
np.save(here / "no_axis.npy", np.array(3.0))
np.save(here / "no_rows.npy", np.zeros((0, 2)))
np.save(here / "complex.npy", np.zeros(2, dtype="<c16"))
np.save(here / "record.npy", np.zeros(2, dtype=[("a", "<f8"), ("b", "<i4")]))
for version in (1, 2, 3):
    with open(here / f"version{version}.npy", "wb") as file:
        np.lib.format.write_array(file, np.array([[1.5, 2.5]]), version=(version, 0))
