#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Executes the Python lines of tracks on the states of tests/golden/online.json.

    python_lines.py JOBS.json > RESULTS.json

A job has the lines, and the averages that they must give after some calls: within 2e-5 times the larger of 1 and
the value, which is float32 over 400 calls. Without torch a class of plain PyTorch runs on tensors of plain_torch.py, in
double. Lines with a library run against the recording of recorded_library.py, and then against the library itself
where Python has it. A result is "passed", "passed (recorded)" without the library, "passed (arguments)" where no run was
recorded, or "failed", with the reason.
"""
import importlib.util
import json
import os
import re
import sys
import warnings
from pathlib import Path

sys.dont_write_bytecode = True  # beside the sources

import recorded_library
from copied_lines import compare, look, named, parts, run_loop, torch_model
from plain_torch import Module, tensors, without_torch

os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["KERAS_BACKEND"] = "torch"
warnings.filterwarnings("ignore")


def has(module):
    if module in sys.modules:
        return sys.modules[module].__spec__ is not None  # else it is the one of without_torch()
    return importlib.util.find_spec(module) is not None


# ------------------------------------------------------------------ against the recording
def look_at_played(play):
    """As look(), also for lines that leave the evaluation to the trainer or overwrite the model."""
    def looks(job, call, names, evaluate):
        if job["stands_for"] == "keras":
            exec(evaluate, names)
            held = dict(names["model"].named_parameters())
            compare(job, call, named({name: tensor for name, tensor in held.items() if tensor.requires_grad}))
        elif evaluate.lstrip().startswith("#"):
            compare(job, call, tensors(play.average()))
        else:
            look({**job, "feedback": False}, call, names, evaluate)

    return looks


def run_recorded(job):
    model = Module()
    with recorded_library.playing(job, model) as play:

        def before_step(names, call):
            play.step = call
            names["trainer"] = play.trainer
            names["params"] = dict(model.named_parameters() + model.named_buffers())

        if not job["snapshots"]:
            names = {"model": model, "config": play.trainer}
            exec(parts(job["text"])[0], names)
            return
        run_loop(job, model, before_step, play.train, look_at_played(play))


# ------------------------------------------------------------------ all jobs
def modules_needed(job):
    """By the lines, but for those of plain Python."""
    found = re.findall(r"^(?:from|import) (\w+)", parts(job["text"])[0], re.M)
    return [module for module in found if module not in ("copy", "math")]


def run(job, torch_there):
    compile(job["text"], "lines", "exec")
    if job["stands_for"] == "":
        assert job["snapshots"]
        run_loop(job, torch_model() if torch_there else Module())
        return "passed"
    run_recorded(job)
    if not job["snapshots"]:
        return "passed (arguments)"
    import library_runs  # after the recording, since it may import torch
    if not torch_there or not library_runs.provide(job, [m for m in modules_needed(job) if not has(m)]):
        return "passed (recorded)"
    differences = recorded_library.signature_differences(job["stands_for"])
    assert not differences, differences
    library_runs.RUNS.get(job["stands_for"], run_loop)(job, torch_model())
    return "passed"


def main():
    torch_there = has("torch")
    if not torch_there:
        without_torch()
    results = {}
    only = sys.argv[2] if len(sys.argv) > 2 else ""
    for name, job in json.loads(Path(sys.argv[1]).read_text())["jobs"].items():
        if only not in name:
            continue
        try:
            results[name] = {"status": run(job, torch_there), "why": ""}
        except Exception as error:
            results[name] = {"status": "failed", "why": f"{type(error).__name__}: {error}"}
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
