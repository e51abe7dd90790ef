# SPDX-License-Identifier: Apache-2.0
"""The run that the campaign makes again and again, its result without any fault, and checks of what is left of it."""
import csv
import hashlib
import json
import pathlib
import re

import journal

TRACKS = ["--track", "main:schedule=inverse-power,beta=0.995,power=2/3", "--track", "slow:schedule=constant,beta=0.9999"]


class Run:
    """Options of a run, and its weights and evaluations when nothing goes wrong."""

    def __init__(self, preset="two-spirals", steps=60000, eval_every=200, checkpoint_every=1000, speed=0, more=()):
        self.steps, self.eval_every, self.checkpoint_every = steps, eval_every, checkpoint_every
        self.options = ["--preset", preset, "--steps", str(steps), "--eval-every", str(eval_every), "--seed", "7", "--threads", "1",
                        "--device", "cpu", *TRACKS, *more]
        self.speed = ["--speed", str(speed)] if speed else []
        self.weights = self.rows = None

    def begin(self, checkpoints, out):
        """`checkpoints`: a folder, or None for that of the kept run."""
        return ["train", *self.keep(out), *(["--checkpoints", checkpoints] if checkpoints else [])]

    def keep(self, out):
        """The options of a run that is kept, with its checkpoints in its folder."""
        return [*self.options, *self.speed, *self.files(out), "--checkpoint-every", self.checkpoint_every]

    def resume(self, checkpoint, out, checkpoint_every=None):
        words = ["train", "--resume", checkpoint, *self.files(out), *self.speed]
        return words + (["--checkpoint-every", checkpoint_every] if checkpoint_every else [])

    @staticmethod
    def files(out):
        return ["--save", f"raw={out}.raw.safetensors", "--save", f"main={out}.main.safetensors", "--csv", f"{out}.csv"]

    def make_reference(self, place):
        out = place / "out" / "reference"
        done = place.run("train", *self.options, *self.files(out))
        if done.returncode != 0:
            raise RuntimeError(f"the run without a fault failed: {done.stderr}")
        self.weights, self.rows = weights_of(out), rows_of(f"{out}.csv")

    def difference(self, out):
        """A sentence on how a result differs from that of the run that nothing disturbed; empty if it does not."""
        if weights_of(out) != self.weights:
            return "the weights differ from those of the run that was not disturbed"
        rows = rows_of(f"{out}.csv")
        if rows == self.rows:
            return ""
        first = next((f"{row} instead of {other}" for row, other in zip(rows, self.rows) if row != other), "at the end")
        return f"{len(rows)} evaluations, and {len(self.rows)} of the run that was not disturbed; the first difference: {first}"


def weights_of(out):
    return [hashlib.sha256(pathlib.Path(f"{out}.{label}.safetensors").read_bytes()).hexdigest()
            if pathlib.Path(f"{out}.{label}.safetensors").exists() else None for label in ("raw", "main")]


def rows_of(path):
    """The rows of a CSV without the seconds."""
    if not pathlib.Path(path).exists():
        return []
    with open(path, newline="") as file:
        return [{name: cell for name, cell in row.items() if name != "seconds"} for row in csv.DictReader(file)]


def list_runs(place, *more):
    """The library's runs, what was said, and a sentence on what went wrong."""
    done = place.run("runs", "--library", place.library, "--json", *more)
    if done.returncode != 0:
        return [], done.stderr, f"runs ended with code {done.returncode}: {done.stderr.strip()}"
    return json.loads(done.stdout), done.stderr, ""


def show(place, folder):
    done = place.run("runs", folder, "--library", place.library, "--json")
    if done.returncode != 0:
        return None, f"{pathlib.Path(folder).name} cannot be read: {done.stderr.strip()}"
    return json.loads(done.stdout), ""


def check_run(place, folder):
    """What is wrong with a run's folder: it is read by the program and apart from it, and both have to agree."""
    shown, wrong = show(place, folder)
    if wrong:
        return None, wrong
    try:
        events, _ = journal.frames((pathlib.Path(folder) / "events.emaj").read_bytes())
    except (ValueError, KeyError, IndexError) as error:
        return None, f"{pathlib.Path(folder).name}: its journal cannot be read: {error}"
    steps, _ = journal.evaluated(events)
    # A run that goes on may have more by now.
    right = shown["evaluations"] <= len(steps) if shown["state"] == "running" else shown["evaluations"] == len(steps)
    if not right:
        return None, f"{pathlib.Path(folder).name}: the program reads {shown['evaluations']} evaluations of {len(steps)}"
    return shown, ""


def last_evaluation(folder):
    """Step and seconds of the last evaluation in a run's journal; 0 if there is none."""
    path = pathlib.Path(folder) / "events.emaj"
    events, _ = journal.frames(path.read_bytes()) if path.exists() else ([], 0)
    steps, seconds = journal.evaluated(events)
    return (steps[-1], seconds[-1]) if steps else (0, 0.0)


def checkpoints_in(folder):
    """The checkpoints, oldest first."""
    return sorted(pathlib.Path(folder).glob("step-*.emascope")) if pathlib.Path(folder).is_dir() else []


def step_of(checkpoint):
    return int(re.search(r"step-(\d+)", checkpoint.name)[1])


def flip_byte(path, rng):
    """Changes a byte of a file, and nothing else of it."""
    data = bytearray(path.read_bytes())
    data[rng.randrange(len(data))] ^= rng.randrange(1, 256)
    path.write_bytes(data)


def folders_of(place):
    return folders_of_library(place.library)


def folders_of_library(library):
    path = library / "runs"
    return [folder for folder in path.iterdir() if not folder.name.startswith(".")] if path.is_dir() else []


def is_empty(folder):
    """Whether this is what a program leaves that was killed before its run began: no run, and no checkpoint."""
    return not (folder / "run.json").exists() and not checkpoints_in(folder / "checkpoints")


def named_in(folder, name):
    """Whether the run's settings name this folder of checkpoints, or these files."""
    try:
        return name in (folder / "run.json").read_text()
    except OSError:
        return False
