# SPDX-License-Identifier: Apache-2.0
"""kill -9 of `emascope-engine serve`, with the events that it had sent."""
import queue
import subprocess
import threading
import time

import journal
import killing
import runs


class Served:
    """`emascope-engine serve` with the events that it has sent, and when each came."""

    def __init__(self, place, settings):
        self.process = subprocess.Popen([place.programs.engine, "serve", "--library", str(place.library)], env=place.environment,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                        start_new_session=True, cwd=place.folder)
        self.events = []  # (time, event)
        self.came = queue.Queue()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        self.send({"kind": "start", "request": 1, "config": settings})

    def send(self, command):
        payload = journal.encode(command)
        try:
            self.process.stdin.write(len(payload).to_bytes(4, "little") + payload)
            self.process.stdin.flush()
        except BrokenPipeError:
            pass

    def _read(self):
        while len(head := self.process.stdout.read(4)) == 4:
            payload = self.process.stdout.read(int.from_bytes(head, "little"))
            try:
                event = journal.decode(payload)
            except (ValueError, IndexError):
                break  # the frame that was being sent
            self.events.append((time.monotonic(), event))
            self.came.put(event["kind"])

    def wait_for(self, kind, limit=120.0):
        until = time.monotonic() + limit
        while time.monotonic() < until:
            try:
                if self.came.get(timeout=0.1) == kind:
                    return True
            except queue.Empty:
                if self.process.poll() is not None:
                    return False
        return False

    def kill(self):
        when = time.monotonic()
        self.process.kill()
        self.process.wait()
        self._thread.join(2.0)
        for pipe in (self.process.stdin, self.process.stdout):
            try:
                pipe.close()
            except BrokenPipeError:
                pass
        return when

    def when_reached(self, step):
        return next((when for when, event in self.events if event["kind"] == "evaluated" and max(event["step"], default=0) >= step), None)


def serve(place, run, settings, rng, count, tally):
    while tally.kills < count:
        name = f"serve-{rng.randrange(1 << 40):010x}"
        checkpoints, out = place / "checkpoints" / name, place / "out" / name
        before = set(runs.folders_of(place))
        config = {**settings, "checkpoints": {**settings["checkpoints"], "folder": str(checkpoints)}, "saves": []}
        served = Served(place, config)
        if rng.random() < 0.8:
            served.wait_for("started")
        time.sleep(rng.uniform(0.0, 1.2))
        killed = served.kill()
        tally.kills += 1
        refused = [event for _, event in served.events if event["kind"] == "rejected"]
        if refused:
            tally.unreadable.append(f"{name}: {refused[0]}")
        mine = [folder for folder in set(runs.folders_of(place)) - before if runs.named_in(folder, name)]
        for folder in mine:
            tally.with_run += 1
            tally.lose(killing.lost_time(served.when_reached, run.eval_every, folder, killed), folder.name)
        killing.finish(place, run, checkpoints, out, name, tally)
