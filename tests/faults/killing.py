# SPDX-License-Identifier: Apache-2.0
"""What kills have shown, and the parts of a kill that all programs have in common."""
import time

import runs

MOST_LOST = 2.0  # seconds


class Tally:
    """What the kills of one program have shown."""

    def __init__(self):
        self.kills = self.resumed = self.identical = self.damaged = self.with_run = 0
        self.lost = []
        self.lost_too_much, self.unreadable, self.orphans, self.different, self.left = [], [], [], [], []

    def lose(self, seconds, what):
        self.lost.append(seconds)
        if seconds > MOST_LOST:
            self.lost_too_much.append(f"{what}: {seconds:.2f} s")


def moment(rng, watched, longest):
    """Waits until a random moment, some of them while the program starts."""
    if rng.random() < 0.3:
        time.sleep(rng.uniform(0.0, 0.5))
        return
    watched.wait_until(lambda: watched.folder_of_run() is not None or watched.steps, 120.0)
    until = time.monotonic() + rng.uniform(0.0, longest)
    watched.wait_until(lambda: time.monotonic() >= until, longest + 1.0)


def lost_time(shown, eval_every, folder, killed):
    """`shown`: finds when a step was reached first, or None."""
    last, _ = runs.last_evaluation(folder)
    missing = shown(last + eval_every)
    return max(0.0, killed - missing) if missing is not None else 0.0


def finish(place, run, checkpoints, out, name, tally, kept=None, by_window=False):
    """Goes on from the newest checkpoint that verifies to the end, and compares. `kept`: the folder of the run, by which it is named;
    `by_window`: by `emascope --headless`."""
    if not runs.checkpoints_in(checkpoints):
        return
    words = run.resume(kept or checkpoints, out)
    done = place.run(place.programs.window, "--headless", *words[1:], engine=False) if by_window else place.run(*words)
    if done.returncode != 0:
        tally.different.append(f"{name}: its checkpoints do not go on: {done.stderr.strip()[-300:]}")
        return
    wrong = run.difference(out)
    tally.identical += not wrong
    if wrong:
        tally.different.append(f"{name}: {wrong}")
