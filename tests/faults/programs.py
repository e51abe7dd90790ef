# SPDX-License-Identifier: Apache-2.0
"""Starts the real programs in a place of their own, watches what they say, kills them, and finds what they leave."""
import os
import pathlib
import pty
import re
import signal
import struct
import subprocess
import tempfile
import termios
import threading
import time
import fcntl
import uuid

MARK = "EMASCOPE_FAULTS_PLACE"  # in the environment of all processes of a place
STEP = re.compile(r"step (\d[\d\s]*)/")
KEPT = re.compile(r"the run is kept in (.+)")


class Programs:
    """The programs of a build."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder).resolve()
        self.engine = str(self.folder / "emascope-engine")
        self.window = str(self.folder / "emascope")
        self.damaged_bytes = str(self.folder / "damaged_bytes")
        if not os.access(self.engine, os.X_OK):
            raise SystemExit(f"{self.engine} is not built")

    def has_window(self):
        return os.access(self.window, os.X_OK)


class Place:
    """A temporary folder with a library, and an environment in which nothing of the person's own is used."""

    def __init__(self, programs):
        self.programs = programs
        self.mark = uuid.uuid4().hex
        self._temporary = tempfile.TemporaryDirectory(prefix="emascope-faults-", ignore_cleanup_errors=True)
        self.folder = pathlib.Path(self._temporary.name).resolve()
        self.library = self.folder / "library"
        self.environment = {name: value for name, value in os.environ.items()
                            if not name.startswith(("FAULTS_", "XDG_", "EMASCOPE_")) and name != "LD_PRELOAD"}
        for name in ("home", "data", "config", "state", "runtime", "out"):
            (self.folder / name).mkdir(mode=0o700)
        self.environment.update({
            MARK: self.mark, "HOME": str(self.folder / "home"), "XDG_DATA_HOME": str(self.folder / "data"),
            "XDG_CONFIG_HOME": str(self.folder / "config"), "XDG_STATE_HOME": str(self.folder / "state"),
            "XDG_RUNTIME_DIR": str(self.folder / "runtime"), "TMPDIR": str(self.folder / "out"), "QT_QPA_PLATFORM": "offscreen",
            "LC_ALL": "C.UTF-8"})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end_all()
        self._temporary.cleanup()

    def __truediv__(self, name):
        return self.folder / name

    def run(self, *words, more=None, limit=600, engine=True):
        """Runs the engine (or the program in `words`) to its end."""
        command = [self.programs.engine, *map(str, words)] if engine else [str(word) for word in words]
        return subprocess.run(command, env={**self.environment, **(more or {})}, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, errors="replace", timeout=limit, cwd=self.folder)

    def watch(self, *words, more=None, engine=True):
        command = [self.programs.engine, *map(str, words)] if engine else [str(word) for word in words]
        return Watched(command, {**self.environment, **(more or {})}, self.folder)

    def processes(self):
        """Those of this place that are there now."""
        return processes_with(f"{MARK}={self.mark}".encode())

    def orphans(self, patience=20.0):
        """Those that have not ended after `patience` seconds; they are ended then. A window's engine has one second."""
        until = time.monotonic() + patience
        while (left := self.processes()) and time.monotonic() < until:
            time.sleep(0.02)
        names = [name_of(process) for process in left]
        self.end_all()
        return names

    def end_all(self):
        for process in self.processes():
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass


class Watched:
    """A program whose messages, on a terminal of its own, are read as they come."""

    def __init__(self, command, environment, folder):
        master, terminal = pty.openpty()
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 220, 0, 0))
        self.began = time.monotonic()
        self.process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=terminal,
                                        start_new_session=True, cwd=folder)
        os.close(terminal)
        self.said = ""
        self.steps = []  # (time, step) as they were shown
        self._terminal = master
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self):
        unread = ""
        while True:
            try:
                data = os.read(self._terminal, 65536)
            except OSError:  # the last process that had it has ended
                break
            if not data:
                break
            now = time.monotonic()
            text = data.decode(errors="replace")
            self.said += text
            unread = (unread + text)[-4096:]
            found = STEP.findall(unread)
            if found:
                self.steps.append((now, int(re.sub(r"\s", "", found[-1]))))
                unread = unread[unread.rfind("step "):]
        os.close(self._terminal)

    def messages(self):
        """What was said, without the line of progress."""
        lines = [re.sub(r"\x1b\[K", "", line).strip() for line in re.split(r"[\r\n]+", self.said)]
        return [line for line in lines if line and not STEP.match(line)]

    def folder_of_run(self):
        found = KEPT.findall(self.said)
        return pathlib.Path(found[-1].strip()) if found else None

    def last_step(self):
        return self.steps[-1][1] if self.steps else 0

    def when_reached(self, step):
        """When a step of at least `step` was first shown; None if it was not."""
        return next((when for when, shown in self.steps if shown >= step), None)

    def wait_until(self, condition, limit=600.0):
        """Waits until `condition()` holds or the program has ended; true if it holds."""
        until = time.monotonic() + limit
        while not condition():
            if self.process.poll() is not None or time.monotonic() > until:
                return condition()
            time.sleep(0.005)
        return True

    def kill(self):
        """Returns when the signal was sent."""
        when = time.monotonic()
        self.process.kill()
        self.process.wait()
        self._thread.join(2.0)
        return when

    def end(self, limit=600.0):
        """Waits for the end and returns the exit code; None if there is none within `limit` seconds."""
        try:
            code = self.process.wait(limit)
        except subprocess.TimeoutExpired:
            return None
        self._thread.join(2.0)
        return code


def processes_with(words):
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            if words in (entry / "environ").read_bytes().split(b"\0") and state_of(int(entry.name)) != "Z":
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def state_of(process):
    text = pathlib.Path(f"/proc/{process}/stat").read_text()
    return text.rsplit(")", 1)[1].split()[0]


def name_of(process):
    try:
        return pathlib.Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return f"process {process}"


def children_of(process):
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            if int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1]) == process:
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def leftovers(folder):
    """Files and folders that a program was making when it was killed."""
    names = []
    for path in pathlib.Path(folder).rglob("*"):
        if path.name.startswith((".emascope-", ".new-")):
            names.append(str(path.relative_to(folder)))
    return names
