#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Takes the pictures of the window that README.md and docs/ show, with the built programs and real runs.

    docs/pictures/take_pictures.py [--build build/release] [--to docs/pictures] [NAME ...]
    docs/pictures/take_pictures.py --matrix FOLDER [--build build/release] [NAME ...]

NAME is one of PICTURES; without any, all of them are taken, which takes about two minutes. Needs Xvfb, xdotool, and import and
convert of ImageMagick. The program has settings of its own; those of the user stay. Clicks are at places of a window of SIZE.

--matrix takes pictures to look at, into FOLDER alone: Tune, Compare and Teach at each of SIZES and SCALES in both themes, and each
demo in Tune and Compare; some 60 pictures in about ten minutes. NAME is then the beginning of a picture's name.
"""
import argparse
import contextlib
import itertools
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SIZE = (1440, 900)
SIZES = ((1440, 900), (1280, 720), (1000, 650))
SCALES = (1, 2)
MOST_BYTES = 250_000
PATIENCE = 120  # seconds
HALF_LIVES = (7, 20, 60, 200, 600, 2000, 6000)
STEPS = 10_000


class Gone(Exception):
    """A program that should run does not, or something did not come in time."""


def wait_for(what, ready):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        result = ready()
        if result:
            return result
        time.sleep(0.05)
    raise Gone(f"{what} did not come within {PATIENCE} s")


@contextlib.contextmanager
def screen(size=SIZE):
    """A display of `size` in pixels; its name."""
    reader, writer = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{size[0]}x{size[1]}x24", "-nolisten", "tcp",
                               "-noreset"], pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        with os.fdopen(reader) as lines:
            number = lines.readline().strip()
        if not number:
            raise Gone("Xvfb did not start")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


class Window:
    """The running program, filling the display, which has `size` in pixels, `scale` of them to a logical one."""

    def __init__(self, build, display, folder, arguments, settings="", size=SIZE, scale=1):
        self.size = size
        configuration = folder / "settings/EMAscope"
        configuration.mkdir(parents=True)
        (configuration / "emascope.conf").write_text(settings, encoding="utf-8")
        self.environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_SCALE_FACTOR": str(scale),
                            "LC_ALL": "C.UTF-8", "XDG_CONFIG_HOME": str(folder / "settings")}
        self.csv = folder / "run.csv"
        self.folder = folder
        self.program = subprocess.Popen([str(build / "bin/emascope"), *arguments], env=self.environment)
        self.identity = wait_for("the window", self.find)
        self.tool("windowmove", self.identity, "0", "0", "windowsize", self.identity, *map(str, size))
        # There is no window manager that would do it; without the focus, keys go nowhere.
        self.tool("windowfocus", self.identity)

    def find(self):
        if self.program.poll() is not None:
            raise Gone(f"emascope has ended with {self.program.returncode}")
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^EMAscope"], env=self.environment, check=False,
                               capture_output=True, text=True).stdout.split()
        return found[-1] if found else None

    def tool(self, *words):
        subprocess.run(["xdotool", *words], env=self.environment, check=True)
        time.sleep(0.3)  # no event tells that the window has drawn what it was asked for

    def key(self, *keys):
        self.tool("key", *keys)

    def type(self, text):
        self.tool("type", text)

    def click(self, x, y):
        self.tool("mousemove", str(x), str(y), "click", "1")

    def rest_pointer(self):
        self.tool("mousemove", str(self.size[0] - 1), str(self.size[1] - 1))

    def step(self):
        """The last step in the CSV file of the run, 0 before the first."""
        lines = self.csv.read_text(encoding="utf-8").splitlines() if self.csv.exists() else []
        last = lines[-1].split(",")[0] if len(lines) > 1 else ""
        return int(last) if last.isdigit() else 0

    def reach(self, step):
        wait_for(f"step {step}", lambda: self.find() and self.step() >= step)

    def take(self, path):
        raw = self.folder / "taken.png"
        self.look(raw)
        shrink(raw, path)

    def look(self, path):
        """Without the limit of take()."""
        self.rest_pointer()
        subprocess.run(["import", "-window", "root", str(path)], env=self.environment, check=True)

    def close(self):
        self.program.terminate()
        self.program.wait()


def shrink(raw, path):
    """Without loss if the file is small enough then, else with 256 colors."""
    best = ["-strip", "-define", "png:compression-level=9", "-define", "png:compression-filter=5"]
    subprocess.run(["convert", str(raw), *best, str(path)], check=True)
    if path.stat().st_size > MOST_BYTES:
        subprocess.run(["convert", str(raw), "-dither", "FloydSteinberg", "-colors", "256", *best, f"PNG8:{path}"], check=True)
    if path.stat().st_size > MOST_BYTES:
        raise Gone(f"{path} has {path.stat().st_size} bytes; allowed: {MOST_BYTES}")


def spirals(csv, beta, speed, *more):
    """The run of the pictures: the two spirals with seven further tracks, which differ in their half-life."""
    main = f"main:schedule=inverse-power,beta={beta},power=2/3,update_after_step=100"
    tracks = [f"hl{steps}:schedule=constant,beta=hl={steps},debias=true" for steps in HALF_LIVES]
    options = [word for track in [main, *tracks] for word in ("--track", track)]
    return ["--preset", "two-spirals", "--steps", str(STEPS), "--seed", "11", "--snapshots", "100", "--speed", str(speed),
            "--csv", str(csv), *options, *more]


def tune(build, display, folder, path, theme):
    """A second run of the same problem, in which β was changed at step 2,800; paused, with a half-life under the cursor."""
    arguments = spirals(folder / "run.csv", 0.98, 1000, "--theme", theme)
    with contextlib.closing(Window(build, display, folder, arguments)) as window:
        window.reach(STEPS)
        window.key("ctrl+r")
        window.csv = folder / "run-2.csv"
        window.reach(2750)
        window.click(*BETA_FIELD)
        window.key("ctrl+a")
        window.type("0.995")
        window.key("Return")
        window.reach(8350)
        window.key("space")
        time.sleep(10)  # the line of averages made afterwards has no sign of its end outside the window
        window.click(*HALF_LIFE)
        window.rest_pointer()
        window.take(path)


BETA_FIELD = (1385, 156)  # in the EMA card
HALF_LIFE = (1268, 440)   # about 150 steps, in the plot of the half-lives


def compare(build, display, folder, path):
    """The end of the same run."""
    arguments = spirals(folder / "run.csv", 0.995, 0, "--theme", "light")
    settings = "[General]\nworkspace=compare\n"
    with contextlib.closing(Window(build, display, folder, arguments, settings)) as window:
        window.reach(STEPS)
        time.sleep(6)  # the reports about the last step
        window.rest_pointer()
        window.take(path)


def teach(build, display, folder, path):
    """The third step of a lesson, with its question."""
    lesson = ROOT / "resources/lessons/3-when-to-begin.json"
    arguments = ["--lesson", str(lesson), "--seed", "1", "--theme", "light"]
    with contextlib.closing(Window(build, display, folder, arguments)) as window:
        window.key("F11")
        time.sleep(2)
        window.key("Next")
        window.key("Next")
        time.sleep(8)
        window.rest_pointer()
        window.take(path)


def gallery(build, display, folder, path):
    """The start page, in front of the first demo."""
    with contextlib.closing(Window(build, display, folder, ["--theme", "light"])) as window:
        time.sleep(4)
        window.rest_pointer()
        window.take(path)


def in_pixels(size, scale):
    return tuple(scale * length for length in size)


def look_at_run(build, display, folder, to, name, size, scale, theme):
    """The end of the run of the pictures, in Tune and Compare."""
    arguments = spirals(folder / "run.csv", 0.995, 0, "--theme", theme)
    with contextlib.closing(Window(build, display, folder, arguments, "", in_pixels(size, scale), scale)) as window:
        window.reach(STEPS)
        time.sleep(12)  # the line of averages made afterwards has no sign of its end outside the window
        window.look(to / f"tune-{name}.png")
        window.key("ctrl+2")
        time.sleep(6)  # the reports about the last step
        window.look(to / f"compare-{name}.png")


def look_at_lesson(build, display, folder, to, name, size, scale, theme):
    """A question of a lesson, in full screen if the window opens it so."""
    lesson = ROOT / "resources/lessons/3-when-to-begin.json"
    arguments = ["--lesson", str(lesson), "--seed", "1", "--theme", theme]
    with contextlib.closing(Window(build, display, folder, arguments, "", in_pixels(size, scale), scale)) as window:
        time.sleep(10)  # the run waits at its first stop
        window.key("Next")
        time.sleep(8)
        window.look(to / f"teach-{name}.png")


def look_at_demo(build, display, folder, to, name, demo):
    """The end of a demo, in Tune and Compare."""
    csv = folder / "run.csv"
    arguments = ["--preset", demo["id"], "--seed", "1", "--speed", "0", "--theme", "light", "--csv", str(csv)]
    with contextlib.closing(Window(build, display, folder, arguments)) as window:
        window.csv = csv
        window.reach(demo["config"]["steps"])
        time.sleep(5)  # the pictures of the last step
        window.look(to / f"{name}-tune.png")
        window.key("ctrl+2")
        time.sleep(6)
        window.look(to / f"{name}-compare.png")


def demos(build):
    """The demos, as the engine lists them."""
    engine = build / "bin/emascope-engine"
    return json.loads(subprocess.run([str(engine), "presets", "--json"], check=True, capture_output=True, text=True).stdout)


def matrix(build, to, wanted):
    """All pictures to look at whose names begin with one of `wanted`; without any, all of them."""
    to.mkdir(parents=True, exist_ok=True)

    def take(look, pixels, *names, **what):
        if wanted and not any(name.startswith(beginning) for name in names for beginning in wanted):
            return
        with screen(pixels) as display, tempfile.TemporaryDirectory() as folder:
            look(build, display, pathlib.Path(folder), to, **what)
        print(*names)

    for size, scale, theme in itertools.product(SIZES, SCALES, ("light", "dark")):
        name = f"{size[0]}x{size[1]}-{scale}x-{theme}"
        what = {"name": name, "size": size, "scale": scale, "theme": theme}
        take(look_at_run, in_pixels(size, scale), f"tune-{name}", f"compare-{name}", **what)
        take(look_at_lesson, in_pixels(size, scale), f"teach-{name}", **what)
    for demo in demos(build):
        name = f"demo-{demo['id']}"
        take(look_at_demo, SIZE, name, name=name, demo=demo)


PICTURES = {
    "window-tune-light": lambda *where: tune(*where, theme="light"),
    "window-tune-dark": lambda *where: tune(*where, theme="dark"),
    "window-compare": compare,
    "window-teach": teach,
    "window-gallery": gallery,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/release")
    parser.add_argument("--to", type=pathlib.Path, default=ROOT / "docs/pictures")
    parser.add_argument("--matrix", type=pathlib.Path, metavar="FOLDER")
    parser.add_argument("names", nargs="*", metavar="NAME")
    asked = parser.parse_args()
    unknown = [name for name in asked.names if name not in PICTURES]
    if unknown and not asked.matrix:
        parser.error(f"{unknown[0]} is no picture; allowed: {', '.join(PICTURES)}")
    missing = [tool for tool in ("Xvfb", "xdotool", "import", "convert") if shutil.which(tool) is None]
    if missing:
        print(f"take_pictures.py: not installed: {', '.join(missing)} (packages xvfb, xdotool, imagemagick)", file=sys.stderr)
        return 1
    try:
        if asked.matrix:
            matrix(asked.build, asked.matrix, asked.names)
            return 0
        for name in asked.names or PICTURES:
            with screen() as display, tempfile.TemporaryDirectory() as folder:
                PICTURES[name](asked.build, display, pathlib.Path(folder), asked.to / f"{name}.png")
            print(f"{name}: {(asked.to / f'{name}.png').stat().st_size} bytes")
    except (Gone, subprocess.CalledProcessError, OSError) as problem:
        print(f"take_pictures.py: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
