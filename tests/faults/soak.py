# SPDX-License-Identifier: Apache-2.0
"""A run of very many steps and evaluations in memory that does not grow."""
import pathlib
import time

import programs
import runs

PART = "soak"
MOST_GROWTH = 0.05  # after the first tenth


def resident(process):
    """Bytes of memory that a process has; 0 once it has ended."""
    try:
        pages = int(pathlib.Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return 4096 * pages


def campaign(programs_, report, steps, evaluations):
    run = runs.Run(preset="quadratic-bowl", steps=steps, eval_every=max(1, steps // evaluations), checkpoint_every=max(1000, steps // 50))
    with programs.Place(programs_) as place:
        words = run.begin(None, place / "out" / "soak") + ["--library", place.library]
        watched = place.watch(*words)
        memory = []  # (step, bytes)
        while watched.process.poll() is None:
            size = resident(watched.process.pid)
            if size and watched.last_step():
                memory.append((watched.last_step(), size))
            time.sleep(0.02)
        code = watched.end()
        broken = [] if code == 0 else [f"ended with code {code}: {watched.messages()[-3:]}"]
        folder = watched.folder_of_run()
        shown, wrong = runs.show(place, folder) if folder else (None, "the run is not kept")
        broken += [wrong] if wrong else []
        kept = shown["evaluations"] if shown else 0
        if kept != steps // run.eval_every:
            broken.append(f"{kept} of {steps // run.eval_every} evaluations are kept")
        report.add(PART, "every step and evaluation of a long run is kept", steps, f"{kept} evaluations", broken)
        tell_memory(report, steps, memory)


def tell_memory(report, steps, memory):
    tenth = max((size for step, size in memory if step <= steps // 10), default=0)
    most = max((size for _, size in memory), default=0)
    if not tenth:
        report.note("growth of the memory: the run was too short to be watched")
        return
    growth = most / tenth - 1
    megabytes = f"{tenth / 1e6:.1f} MB after a tenth, at most {most / 1e6:.1f} MB later"
    report.add(PART, "the memory grows by at most 5 % after the first tenth", len(memory), f"{100 * growth:+.1f} %: {megabytes}",
               [f"{100 * growth:.1f} %"] if growth > MOST_GROWTH else [])
