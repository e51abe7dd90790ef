# SPDX-License-Identifier: Apache-2.0
"""The campaign of kills and flipped bytes on torch.save and TensorBoard's writer, beside what it has found for EMAscope."""
import json
import pathlib
import subprocess
import tempfile
import time

import damage
import killing
import kills
import programs
import runs

WRITERS = pathlib.Path(__file__).resolve().parent / "compare_writers.py"


def missing(python):
    try:
        done = subprocess.run([python, "-c", "import torch, tensorboard"], capture_output=True, text=True)
    except OSError as error:
        return str(error)
    return "" if done.returncode == 0 else done.stderr.strip().split("\n")[-1]


def call(python, *words):
    done = subprocess.run([python, WRITERS, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
    return json.loads(done.stdout) if done.stdout.strip().startswith("{") else None


def kill_writer(python, folder, rng):
    """Seconds of scalars that were lost, and whether the file that is being saved can be loaded (None: there is none)."""
    process = subprocess.Popen([python, WRITERS, "write", folder], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    written = []
    until = None
    while until is None or time.monotonic() < until:
        line = process.stdout.readline()
        written.append((time.monotonic(), int(line)))
        until = until or time.monotonic() + rng.uniform(0.2, 4.0)
    killed = time.monotonic()
    process.kill()
    process.wait()
    process.stdout.close()
    found = call(python, "read", folder)
    first_lost = next((when for when, step in written if step > found["last"]), killed)
    return killed - first_lost, found["loads"]


def campaign(programs_, report, rng, python, count, long):
    if why := missing(python):
        report.note(f"comparison with torch.save and TensorBoard: {python}: {why}")
        return
    lost, loads = [], []
    with tempfile.TemporaryDirectory(prefix="emascope-faults-") as temporary:
        for number in range(count):
            folder = pathlib.Path(temporary) / str(number)
            folder.mkdir()
            seconds, loaded = kill_writer(python, folder, rng)
            lost.append(seconds)
            loads.append(loaded)
        samples = pathlib.Path(temporary) / "samples"
        samples.mkdir()
        call(python, "sample", samples)
        torch_flips = call(python, "flips", samples / "small.pt", "torch", 0 if long else 300)
        torch_large = call(python, "flips", samples / "large.pt", "torch", 20_000 if long else 300)
        events_flips = call(python, "flips", next(samples.glob("events.out.tfevents.*")), "events", 0 if long else 300)
    saved = [loaded for loaded in loads if loaded is not None]
    ours = own_figures(programs_, rng, count, long)

    def flipped(found):
        return f"{found['wrong']} of {found['tried']} read as other values, {found['harmless']} without effect"

    rows = [
        ("kill -9: files that cannot be read", f"{saved.count(False)} of {len(saved)}", f"0 of {count}", ours["unreadable"], ours["runs"]),
        ("kill -9: seconds of points lost, at most", "", f"{max(lost):.2f}", "", ours["lost"]),
        ("a byte of a small file flipped", flipped(torch_flips), flipped(events_flips), ours["small"], ours["journal"]),
        ("a byte of a larger file flipped", flipped(torch_large), "", ours["large"], ""),
    ]
    report.table("Compared", ("fault", "torch.save", "TensorBoard's writer", "EMAscope's checkpoint", "EMAscope's journal"), rows)


def own_figures(programs_, rng, count, long):
    """The same of EMAscope, with as many kills."""
    run = runs.Run()
    with programs.Place(programs_) as place:
        run.make_reference(place)
        tally = killing.Tally()
        kills.train(place, run, rng, count, tally)
        unreadable = [folder for folder in runs.folders_of(place) if runs.check_run(place, folder)[1]]
        small, folder = damage.kept_run(place, "quadratic-bowl", 40, "small")
        large, _ = damage.kept_run(place, "digits", 20, "large")

        def flipped(what, path, number):
            found = damage.count_unnoticed(programs_, what, path, number, rng)
            return f"{found['unnoticed']} of {found['tried']} not noticed"

        return {"unreadable": f"{len(tally.different)} of {tally.kills} do not go on bit by bit",
                "runs": f"{len(unreadable)} of {len(runs.folders_of(place))}", "lost": f"{max(tally.lost, default=0):.2f}",
                "small": flipped("checkpoint", small, 0 if long else 300), "journal": flipped("journal", folder / "events.emaj", 0 if long else 300),
                "large": flipped("checkpoint", large, 20_000 if long else 300)}
