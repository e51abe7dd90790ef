# SPDX-License-Identifier: Apache-2.0
"""The first, second, … call by which a run writes into its library and its checkpoints fails (failing_calls.c), or the run is
killed there. It goes on, or ends with an error that has the system's words; what was good before stays good."""
import concurrent.futures
import mmap
import os
import pathlib
import shutil
import struct
import subprocess

import programs
import runs

PART = "failing calls"
HERE = pathlib.Path(__file__).resolve().parent
WORDS = {"ENOSPC": os.strerror(28), "EIO": os.strerror(5)}
RUNS_THAT_FAIL = (0, 2, 4)  # exit codes of docs/cli.md


def build_library(folder):
    """Builds failing_calls.c; None, with the reason, if there is no compiler."""
    made = pathlib.Path(folder) / "failing_calls.so"
    compiler = os.environ.get("CC") or shutil.which("cc") or shutil.which("gcc")
    if not compiler:
        return None, "there is no C compiler"
    done = subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", made, HERE / "failing_calls.c", "-ldl"], capture_output=True,
                          text=True)
    return (made, "") if done.returncode == 0 else (None, done.stderr.strip())


class Counter:
    """The calls and failures that failing_calls.c counts."""

    def __init__(self, path):
        self.path = path
        path.write_bytes(bytes(16))

    def read(self):
        with open(self.path, "rb") as file, mmap.mmap(file.fileno(), 16, prot=mmap.PROT_READ) as shared:
            return struct.unpack("<qq", shared[:16])


def variables(library, below, counter, kind, call, lasting):
    return {"LD_PRELOAD": str(library), "FAULTS_BELOW": str(below), "FAULTS_COUNTER": str(counter.path), "FAULTS_KIND": kind,
            "FAULTS_CALL": str(call), "FAULTS_LASTING": "1" if lasting else ""}


class Trial:
    """One run with a failing call, in a folder that has a good run and a good checkpoint already."""

    def __init__(self, place, library, run, good, kind, call, lasting):
        self.name = f"{kind}-{'all-from' if lasting else 'only'}-{call}"
        self.kind, self.call = kind, call
        self.broken = []
        below = place / "trials" / self.name
        shutil.copytree(good, below)
        before = contents(below)
        counter = Counter(place / "out" / f"{self.name}.count")
        out = place / "out" / self.name
        done = place.run(*run.begin(below / "new", out), "--library", below / "library",
                         more=variables(library, below, counter, kind, call, lasting))
        self.calls, self.failures = counter.read()
        self._check(place, run, below, before, out, done)
        shutil.rmtree(below)
        for path in (place / "out").glob(f"{self.name}.*"):
            path.unlink()

    def _check(self, place, run, below, before, out, done):
        killed = done.returncode == -9
        if self.kind == "KILL":
            if self.failures and not killed:
                self.broken.append(f"{self.name}: was to be killed and ended with code {done.returncode}")
        elif done.returncode not in RUNS_THAT_FAIL:
            self.broken.append(f"{self.name}: ended with code {done.returncode}: {done.stderr[-600:]}")
        elif self.kind in ("EINTR", "SHORT") and done.returncode != 0:
            self.broken.append(f"{self.name}: {done.stderr[-600:]}")
        elif done.returncode != 0 and WORDS.get(self.kind, "") not in done.stderr:
            self.broken.append(f"{self.name}: code {done.returncode} without '{WORDS[self.kind]}': {done.stderr[-600:]}")
        if not killed and done.returncode in (0, 4) and run.difference(out):
            self.broken.append(f"{self.name}: {run.difference(out)}")
        now = contents(below)
        for path, digest in before.items():
            if now.get(path) != digest:
                self.broken.append(f"{self.name}: {path} was good before and has changed")
        self._read_library(place, below)
        self._resume(place, run, below, out)

    def _read_library(self, place, below):
        listed = place.run("runs", "--library", below / "library", "--json")
        if listed.returncode != 0:
            self.broken.append(f"{self.name}: runs: {listed.stderr[-600:]}")
            return
        for folder in sorted((below / "library" / "runs").iterdir()):
            if folder.name.startswith("."):
                continue
            shown = place.run("runs", folder, "--library", below / "library", "--json")
            if shown.returncode != 0:
                self.broken.append(f"{self.name}: {folder.name} cannot be read: {shown.stderr[-600:]}")

    def _resume(self, place, run, below, out):
        """A run of the same library and checkpoints goes on, and is the start after which nothing unfinished is left."""
        if runs.checkpoints_in(below / "new"):
            done = place.run(*run.resume(below / "new", out, run.checkpoint_every), "--library", below / "library")
        else:
            done = place.run(*run.begin(below / "new", out), "--library", below / "library")
        wrong = done.stderr[-600:] if done.returncode != 0 else run.difference(out)
        if wrong:
            self.broken.append(f"{self.name}: afterward: {wrong}")
        left = programs.leftovers(below)
        if left:
            self.broken.append(f"{self.name}: left behind: {', '.join(left)}")


def contents(folder):
    """What must not change: the files of the good run and the good checkpoints."""
    found = {}
    for part in ("library/runs", "old"):
        for path in sorted((folder / part).rglob("*")):
            if path.is_file():
                found[str(path.relative_to(folder))] = path.read_bytes()
    return found


def campaign(programs_, report, rng, most):
    """`most`: trials for each kind of failure; None: every call."""
    run = runs.Run(steps=2000, eval_every=100, checkpoint_every=500)
    with programs.Place(programs_) as place:
        library, why = build_library(place / "out")
        if not library:
            report.note(f"failing calls: {why}")
            return
        run.make_reference(place)
        good = place / "good"
        done = place.run(*run.begin(good / "old", place / "out" / "good"), "--library", good / "library")
        if done.returncode != 0:
            raise RuntimeError(f"a run without a fault failed: {done.stderr}")
        for path in (good / "library").glob("library.sqlite*"):
            path.unlink()  # it is made anew, which is a write path, too
        (place / "trials").mkdir()
        total = Trial(place, library, run, good, "", 0, False).calls
        if total < 20:
            report.note(f"failing calls: LD_PRELOAD has seen {total} calls only")
            return
        plan = [("ENOSPC", False), ("EIO", False), ("EINTR", False), ("SHORT", False), ("ENOSPC", True), ("EIO", True), ("KILL", False)]
        for kind, lasting in plan:
            numbers = list(range(1, total + 1))
            if most is not None and most < len(numbers):
                numbers = sorted(rng.sample(numbers, most))
            with concurrent.futures.ThreadPoolExecutor(2) as threads:
                trials = list(threads.map(lambda number: Trial(place, library, run, good, kind, number, lasting), numbers))
            what = {"KILL": "kill -9 at one call: all can be read, and it goes on bit by bit",
                    "EINTR": "EINTR from one call: nothing changes", "SHORT": "half of one write: nothing changes"}.get(
                        kind, f"{kind} from {'one call on' if lasting else 'one call'}: said by name, nothing good damaged")
            report.add(PART, what, len(trials), f"of {total} calls, {sum(trial.failures for trial in trials)} failed",
                       [sentence for trial in trials for sentence in trial.broken])
