# SPDX-License-Identifier: Apache-2.0
"""kill -9 of `emascope --headless` and of the window: of the program, of its engine, or of both."""
import os
import pathlib
import signal
import time

import killing
import programs
import runs


def headless(place, run, rng, count, tally):
    while tally.kills < count:
        name = f"headless-{rng.randrange(1 << 40):010x}"
        out = place / "out" / name
        watched = place.watch(place.programs.window, "--headless", *run.keep(out), "--library", place.library, engine=False)
        killing.moment(rng, watched, 1.2)
        if watched.process.poll() is not None:
            if watched.process.returncode != 0:
                tally.unreadable.append(f"{name}: ended with code {watched.process.returncode}: {watched.messages()[-1:]}")
                return
            continue
        killed = kill_some(watched, rng, name, tally)
        tally.kills += 1
        if (folder := watched.folder_of_run()) is not None:
            tally.with_run += 1
            tally.lose(killing.lost_time(watched.when_reached, run.eval_every, folder, killed), folder.name)
            killing.finish(place, run, folder / "checkpoints", out, name, tally, kept=folder, by_window=rng.random() < 0.5)


def kill_some(watched, rng, name, tally):
    """Kills the program, its engine, or both. Whoever is left has to end by itself."""
    engines = programs.children_of(watched.process.pid)
    what = rng.choice(("program", "engine", "both"))
    when = time.monotonic()
    if what != "program":
        for engine in engines:
            try:
                os.kill(engine, signal.SIGKILL)
            except ProcessLookupError:
                pass
    if what != "engine" or not engines:
        watched.kill()
    elif watched.end(60.0) is None:
        tally.orphans.append(f"{name}: does not end after its engine was killed")
        watched.kill()
    until = time.monotonic() + 20.0
    left = engines
    while left and time.monotonic() < until:
        left = [engine for engine in left if is_alive(engine)]
        time.sleep(0.02)
    for engine in left:
        tally.orphans.append(f"{name}: {programs.name_of(engine)}")
        os.kill(engine, signal.SIGKILL)
    return when


def is_alive(process):
    try:
        return programs.state_of(process) not in "ZX"
    except OSError:
        return False


def window(place, run, keeps, rng, count, tally):
    """`keeps`: the window keeps its runs in a library."""
    while tally.kills < count:
        name = f"window-{rng.randrange(1 << 40):010x}"
        checkpoints, out = place / "checkpoints" / name, place / "out" / name
        words = run.begin(checkpoints, out)[1:] + ["--speed", 0] + (["--library", place.library] if keeps else [])
        watched = place.watch(place.programs.window, *words, engine=False)
        rows = pathlib.Path(f"{out}.csv")
        if rng.random() < 0.8:
            watched.wait_until(rows.exists, 120.0)
        time.sleep(rng.uniform(0.0, 1.5))
        if watched.process.poll() is not None:
            tally.unreadable.append(f"{name}: ended with code {watched.process.returncode}: {watched.messages()[-1:]}")
            return
        engines = programs.children_of(watched.process.pid)
        if rng.random() < 0.5:
            for engine in engines:
                os.kill(engine, signal.SIGKILL)
        watched.kill()
        tally.kills += 1
        until = time.monotonic() + 20.0
        while (left := [engine for engine in engines if is_alive(engine)]) and time.monotonic() < until:
            time.sleep(0.02)
        tally.orphans += [f"{name}: {programs.name_of(engine)}" for engine in left]
        mine = [folder for folder in runs.folders_of(place) if runs.named_in(folder, name)]
        for folder in mine:
            tally.with_run += 1
            tally.lose(seconds_in_csv_only(rows, folder), folder.name)
        killing.finish(place, run, checkpoints, out, name, tally)


def seconds_in_csv_only(rows, folder):
    """The seconds of the run that the CSV has beyond the journal."""
    try:
        lines = [line for line in rows.read_text().split("\n")[1:-1] if line]
    except OSError:
        return 0.0
    _, last = runs.last_evaluation(folder)
    return max(0.0, float(lines[-1].split(",")[1]) - last) if lines else 0.0


def window_keeps(place):
    """Whether the window keeps runs; None if it cannot be started here."""
    watched = place.watch(place.programs.window, "--library", place.library, "--preset", "two-spirals", "--paused", engine=False)
    ends = watched.wait_until(lambda: False, 10.0) or watched.process.poll() is not None
    code = watched.process.returncode if ends else None
    watched.kill()
    place.orphans()
    if code is None:
        return True
    return False if code == 2 else None
