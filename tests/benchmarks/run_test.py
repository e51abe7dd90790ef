#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks what tests/benchmarks/run does where something is missing, with programs and Python packages made for the test."""
import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import unittest

RUN = pathlib.Path(__file__).with_name("run")
US = {"foreach_lerp": 300, "lerp": 280, "blend": 400, "blend_reported": 200, "ema": 350}


class Runner(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.bin = pathlib.Path(scratch.name) / "bin"
        self.packages = pathlib.Path(scratch.name) / "packages"
        self.bin.mkdir()
        self.packages.mkdir()
        # No packages but those of the test.
        self.python = self.script("python", f'exec "{sys.executable}" -S "$@"')

    def script(self, name, text):
        path = self.bin / name
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)
        return str(path)

    def run_figures(self, *figures, python=None):
        environment = {name: value for name, value in os.environ.items() if name != "EMASCOPE_BENCH_PYTHON"}
        environment["PYTHONPATH"] = str(self.packages)
        if python:
            environment["EMASCOPE_BENCH_PYTHON"] = python
        done = subprocess.run([sys.executable, RUN, "--bin", self.bin, "--rounds", "1", "--only", *figures], env=environment,
                              capture_output=True, text=True)
        self.assertNotIn("Traceback", done.stderr)
        return done.returncode, json.loads(done.stdout), done.stderr

    def engine_that_says_hello(self):
        self.script("emascope-engine", f"printf '{''.join(f'{chr(92)}{byte:03o}' for byte in struct.pack('<I', 2))}hi'")

    def test_a_missing_package_is_named_and_the_rest_goes_on(self):
        (self.packages / "torch.py").touch()
        (self.packages / "ema_pytorch.py").touch()
        self.engine_that_says_hello()
        code, result, said = self.run_figures("python-digits-1", "hello", python=self.python)
        self.assertEqual(code, 0)
        self.assertEqual([one["name"] for one in result["skipped"]], ["python-digits-1"])
        self.assertTrue(result["skipped"][0]["reason"].endswith("has no scikit-learn"))
        self.assertIn("python-digits-1: cannot be measured", said)
        self.assertEqual([one["name"] for one in result["figures"]], ["engine Hello, seconds from process start"])

    def test_all_missing_packages_are_named(self):
        _, result, _ = self.run_figures("python-spirals-1", "averaging-python", python=self.python)
        reasons = [one["reason"] for one in result["skipped"]]
        self.assertTrue(reasons[0].endswith("has no torch and no ema-pytorch"))
        self.assertTrue(reasons[1].endswith("has no torch"))

    def test_without_a_python_the_variable_is_named(self):
        _, result, _ = self.run_figures("python-digits-8")
        self.assertIn("EMASCOPE_BENCH_PYTHON is not set (a python with torch and ema-pytorch and scikit-learn)",
                      result["skipped"][0]["reason"])
        _, result, _ = self.run_figures("python-digits-8", python="/no/such/python")
        self.assertIn("does not run", result["skipped"][0]["reason"])

    def test_a_program_that_fails_is_reported_and_the_rest_goes_on(self):
        self.script("bench_redraw", "echo no fonts >&2; exit 3")
        self.engine_that_says_hello()
        code, result, _ = self.run_figures("redraw", "loading", "hello")
        self.assertEqual(code, 1)
        self.assertEqual(result["failed"], [dict(name="redraw", reason=f"{self.bin / 'bench_redraw'} ended with 3: no fonts")])
        self.assertEqual([one["name"] for one in result["skipped"]], ["loading"])
        self.assertEqual(len(result["figures"]), 1)

    def test_averaging_is_compared_with_the_best_of_libtorch_and_names_the_loops(self):
        lines = [dict(run_name=f"K{k}/{name}", run_type="iteration", cpu_time=us, real_time=us, label=f"loops of {name}")
                 for k in (1, 2, 4, 8, 16) for name, us in US.items() if name != "ema" or k == 1]
        (self.bin / "out.json").write_text(json.dumps(dict(benchmarks=lines)))
        self.script("bench_averaging", f"cat '{self.bin / 'out.json'}'")
        _, result, said = self.run_figures("averaging")
        figures = {one["name"]: one for one in result["figures"]}
        one_pass = figures["400x2k, K=1, 1 thread: one pass"]
        self.assertEqual((one_pass["value"], one_pass["required"], one_pass["met"]), (1.4, 0.97, True))
        self.assertEqual(one_pass["loops"], "loops of blend_reported")
        self.assertEqual(figures["400x2k, K=8, 1 thread: one pass"]["met"], False)
        update = figures["62x188k, K=1, 1 thread: Ema::update"]
        self.assertEqual((update["value"], update["required"]), (0.8, 0.75))
        self.assertIn("loops of blend_reported", said)


if __name__ == "__main__":
    unittest.main()
