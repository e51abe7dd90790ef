# SPDX-License-Identifier: Apache-2.0
"""kill -9 at random moments: of `train`, which then goes on from its newest checkpoint until it is killed again; of `serve`;
of `emascope --headless` and of the window, together with their engine or one of the two.

Lost is the time from the moment at which something was shown that the library does not have to the kill: the step on the
terminal for a run without a window, the arrival of the event for `serve`, the row of the CSV for the window.
"""
import concurrent.futures
import json
import random
import time

import killing
import programs
import runs
import serving
import windows

PART = "kill -9"
NAMES = {"train": "emascope-engine train", "serve": "emascope-engine serve", "headless": "emascope --headless and its engine",
         "window": "the window and its engine"}
SHARES = {"serve": 3, "headless": 3, "window": 2}  # of 20 kills; the others are of train


def train(place, run, rng, count, tally):
    """Chains of runs: each goes on where the one before was killed, until the run is complete."""
    number = 0
    while tally.kills < count:
        number += 1
        name = f"train-{rng.randrange(1 << 40):010x}-{number}"
        checkpoints, out = place / "checkpoints" / name, place / "out" / name
        while tally.kills < count:
            there = runs.checkpoints_in(checkpoints)
            words = run.resume(checkpoints, out, run.checkpoint_every) if there else run.begin(checkpoints, out)
            damaged = there[-1] if len(there) > 1 and rng.random() < 0.25 else None
            if damaged:
                runs.flip_byte(damaged, rng)
            watched = place.watch(*words, "--library", place.library)
            killing.moment(rng, watched, 1.0)
            complete = watched.process.poll() is not None
            killed = watched.kill()
            folder = watched.folder_of_run()
            if damaged and watched.steps:
                tally.damaged += 1
                if damaged.name not in watched.said:
                    tally.different.append(f"{name}: the damaged {damaged.name} is not named")
            if complete:
                if watched.process.returncode != 0:
                    tally.different.append(f"{name}: ended with code {watched.process.returncode}: {watched.messages()[-1:]}")
                break
            tally.kills += 1
            tally.resumed += bool(there)
            if folder and (folder / "events.emaj").exists():
                tally.with_run += 1
                tally.lose(killing.lost_time(watched.when_reached, run.eval_every, folder, killed), folder.name)
        killing.finish(place, run, checkpoints, out, name, tally)


def check_library(place, seen, tallies, report):
    """Every run that is new since the last check can be read; afterward nothing unfinished is left."""
    listed, said, wrong = runs.list_runs(place)
    if wrong:
        tallies["train"].unreadable.append(wrong)
        return
    if said.strip():
        report.note(f"runs said: {said.strip()[:200]}")
    names = {row["folder"].rsplit("/", 1)[-1] for row in listed}
    for folder in runs.folders_of(place):
        if folder.name in seen or runs.is_empty(folder):
            continue
        seen.add(folder.name)
        text = (folder / "run.json").read_text() if (folder / "run.json").exists() else ""
        tally = next((tally for kind, tally in tallies.items() if f"/{kind}-" in text), tallies["train"])
        if folder.name not in names:
            tally.unreadable.append(f"{folder.name} is not in the list")
            continue
        _, wrong = runs.check_run(place, folder)
        if wrong:
            tally.unreadable.append(wrong)


def check_leftovers(place, tallies):
    """The next start in a library, and of each run, removes what killed programs were making."""
    place.run("train", "--preset", "two-spirals", "--steps", "10", "--library", place.library)
    runs.list_runs(place)
    tallies["train"].left += programs.leftovers(place.folder)


def campaign(programs_, report, rng, count, minutes, with_window):
    """`count` kills in all, or as many as `minutes` allow; two programs at a time in one library."""
    until = time.monotonic() + 60 * minutes
    run = runs.Run()
    with programs.Place(programs_) as place:
        run.make_reference(place)
        tallies = {kind: killing.Tally() for kind in NAMES}
        settings = settings_of(place, run)
        kinds, keeps = kinds_of(place, report, with_window)
        seen = set()
        orphans = []
        killed = 0
        while killed < count and time.monotonic() < until:
            batch = min(20, count - killed)
            jobs = {"train": lambda *more: train(place, run, *more), "serve": lambda *more: serving.serve(place, run, settings, *more),
                    "headless": lambda *more: windows.headless(place, run, *more),
                    "window": lambda *more: windows.window(place, run, keeps, *more)}
            killed += kill_batch({kind: jobs[kind] for kind in kinds}, rng, batch, tallies)
            orphans += place.orphans()
            check_library(place, seen, tallies, report)
        check_leftovers(place, tallies)
        tell(report, tallies, orphans)


def kinds_of(place, report, with_window):
    """The programs to kill here, and whether the window keeps its runs in a library."""
    if not with_window:
        return ["train", "serve"], False
    if not place.programs.has_window():
        report.note("kill -9 of emascope: it is not built")
        return ["train", "serve"], False
    keeps = windows.window_keeps(place)
    if keeps is None:
        report.note("kill -9 of the window: the window cannot be started here")
        return ["train", "serve", "headless"], False
    if not keeps:
        report.note("runs of the window: this window keeps no runs; only its checkpoints are checked")
    return list(NAMES), keeps


def kill_batch(jobs, rng, batch, tallies):
    """Shares a batch among the programs, two of them at a time; returns the number of kills."""
    before = sum(tally.kills for tally in tallies.values())
    shares = {kind: max(1, batch * SHARES[kind] // 20) for kind in jobs if kind != "train"}
    shares["train"] = max(1, batch - sum(shares.values()))
    with concurrent.futures.ThreadPoolExecutor(2) as threads:
        running = [threads.submit(jobs[kind], random.Random(rng.getrandbits(64)), tallies[kind].kills + shares[kind], tallies[kind])
                   for kind in jobs]
        for one in running:
            one.result()
    return sum(tally.kills for tally in tallies.values()) - before


def settings_of(place, run):
    """The settings of a run as the protocol has them, from a run that was kept."""
    library = place / "settings"
    options = list(run.options)
    options[options.index("--steps") + 1] = "10"
    done = place.run("train", *options, "--checkpoints", place / "settings-checkpoints", "--checkpoint-every", run.checkpoint_every,
                     "--library", library)
    folders = list((library / "runs").iterdir())
    if done.returncode != 0 or len(folders) != 1:
        raise RuntimeError(f"a run of ten steps failed: {done.stderr}")
    settings = json.loads((folders[0] / "run.json").read_text())["settings"]
    settings["steps"] = run.steps
    return settings


def tell(report, tallies, orphans):
    for kind, tally in tallies.items():
        if tally.kills == 0:
            continue
        name = NAMES[kind]
        report.add(PART, f"{name}: every run can be read", tally.kills, f"{tally.with_run} runs", tally.unreadable)
        if tally.lost:
            found = f"at most {max(tally.lost):.2f} s, {sum(tally.lost) / len(tally.lost):.3f} s on average"
            report.add(PART, f"{name}: at most 2 s are lost", len(tally.lost), found, tally.lost_too_much)
        found = f"{tally.identical} results bit by bit" + (f", {tally.damaged} damaged checkpoints named" if tally.damaged else "")
        report.add(PART, f"{name}: it goes on as if it had not been killed", tally.identical + len(tally.different), found, tally.different)
        report.add(PART, f"{name}: nobody is left behind", tally.kills, f"{len(tally.orphans)} orphans", tally.orphans)
    report.add(PART, "no process and no unfinished file is left after the next start", sum(tally.kills for tally in tallies.values()),
               f"{len(orphans)} processes, {len(tallies['train'].left)} files", orphans + tallies["train"].left)
