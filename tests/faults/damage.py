# SPDX-License-Identifier: Apache-2.0
"""Bytes that a disk has changed, and files that end too early: all of it is noticed."""
import json
import subprocess

import programs
import runs

PART = "damage"


def count_unnoticed(programs_, what, path, count, rng):
    """`what`: the words of damaged_bytes before the path."""
    words = [*what.split(), str(path), str(count), str(rng.getrandbits(32))]
    done = subprocess.run([programs_.damaged_bytes, *words], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"damaged_bytes {' '.join(words)} ended with code {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


def tell(report, promise, found):
    broken = [f"{found['unnoticed']} were not noticed, the first at byte {found['first']}"] if found["unnoticed"] else []
    report.add(PART, promise, found["tried"], f"{found['bytes']} bytes, {found['unnoticed']} not noticed", broken)


def tell_mutated(report, promise, found):
    broken = [f"{found['unnoticed']} went wrong, the first in trial {found['first']}"] if found["unnoticed"] else []
    report.add(PART, promise, found["tried"], f"{found['decoded']} read with checksums made anew, {found['unnoticed']} wrong", broken)


def kept_run(place, preset, steps, name):
    """The last checkpoint and the journal of a run."""
    library = place / f"library-{name}"
    done = place.run("train", "--preset", preset, "--steps", steps, "--eval-every", "10", "--threads", "1", "--device", "cpu",
                     "--checkpoints", place / name, "--library", library)
    if done.returncode != 0:
        raise RuntimeError(f"a run without a fault failed: {done.stderr}")
    (folder,) = [folder for folder in (library / "runs").iterdir() if not folder.name.startswith(".")]
    return runs.checkpoints_in(place / name)[-1], folder


def through_the_program(place, checkpoint, rng, count):
    """The same by `train --resume`, which has to refuse the file by name."""
    broken = []
    damaged = place / "damaged" / checkpoint.name
    damaged.parent.mkdir()
    for _ in range(count):
        damaged.write_bytes(checkpoint.read_bytes())
        runs.flip_byte(damaged, rng)
        done = place.run("train", "--resume", damaged)
        if done.returncode != 2 or damaged.name not in done.stderr:
            broken.append(f"code {done.returncode}: {done.stderr[-200:]}")
    for _ in range(count):
        data = checkpoint.read_bytes()
        damaged.write_bytes(data[:rng.randrange(len(data))])
        done = place.run("train", "--resume", damaged)
        if done.returncode != 2 or damaged.name not in done.stderr:
            broken.append(f"cut off: code {done.returncode}: {done.stderr[-200:]}")
    return 2 * count, broken


def index_is_made_anew(place, folder, rng, count):
    """The index with other bytes in it, cut off, or deleted: the runs are those of the folders."""
    library = folder.parent.parent
    index = library / "library.sqlite"
    broken = []

    def listed():
        done = place.run("runs", "--library", library, "--json")
        return [row["id"] for row in json.loads(done.stdout)] if done.returncode == 0 else done.stderr

    right = listed()
    for number in range(count):
        whole = index.read_bytes()
        if number % 3 == 0:
            at = rng.randrange(len(whole))
            index.write_bytes(whole[:at] + rng.randbytes(200) + whole[at + 200:])
        elif number % 3 == 1:
            index.write_bytes(whole[:rng.randrange(len(whole))])
        else:
            index.unlink()
        if (now := listed()) != right:
            broken.append(f"index {number}: {now}")
            done = place.run("runs", "--library", library, "--rebuild")
            broken += [] if listed() == right else [f"index {number}: not even after --rebuild: {done.stderr}"]
    return broken


def campaign(programs_, report, rng, long):
    with programs.Place(programs_) as place:
        small, small_folder = kept_run(place, "quadratic-bowl", 40, "small")
        # quadratic-bowl has two weights; digits has some hundred thousand bytes.
        tell(report, "every byte of a small checkpoint flipped", count_unnoticed(programs_, "checkpoint", small, 0, rng))
        large, _ = kept_run(place, "digits", 60 if long else 20, "large")
        tell(report, "bytes of a large checkpoint flipped",
             count_unnoticed(programs_, "checkpoint", large, 100_000 if long else 500, rng))
        journal = small_folder / "events.emaj"
        tell(report, "every byte of a journal flipped: nothing wrong is read", count_unnoticed(programs_, "journal", journal, 0, rng))
        tell(report, "a journal cut off at every length", count_unnoticed(programs_, "lengths", journal, 0, rng))
        mutated = 1_000_000 if long else 4000
        tell_mutated(report, "mutated journals: no crash, nothing wrong is read",
                     count_unnoticed(programs_, "mutate journal", journal, mutated, rng))
        tell_mutated(report, "mutated checkpoints: no crash, none is taken for a whole one",
                     count_unnoticed(programs_, "mutate checkpoint", small, mutated, rng))
        tried, broken = through_the_program(place, small, rng, 100 if long else 4)
        report.add(PART, "train --resume refuses a damaged checkpoint by name", tried, f"{tried - len(broken)} refused", broken)
        count = 60 if long else 6
        report.add(PART, "a damaged index of the library is made anew", count, "the same runs", index_is_made_anew(place, small_folder, rng, count))
