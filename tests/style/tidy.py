#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs clang-tidy on the project's translation units that changed since they last passed.

The record (tests/style/tidy-passed.txt) has one line for each unit that passed: a digest and the name. The
digest covers the unit's source, every header of the project that it includes, its compile command, the rules
(.clang-tidy), the version of clang-tidy and the pinned LibTorch. Absolute paths are left out of it, so that a
record made on one machine holds on another. System headers are not part of it.

A unit that passes is entered in the record, a unit with findings is removed from it. Exits with 1 when a unit
has findings.

    tidy.py BUILD_FOLDER [--root FOLDER] [--record FILE] [--jobs N] [--all] [--list]
"""
import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import time

TIDY = "clang-tidy-14"
# GCC's warning options are unknown to Clang, and the compiler has warned already, except of an access without its mutex
# (core/base/thread_safety.h), which only Clang finds.
EXTRA = ["--quiet", "--extra-arg=-Wno-everything", "--extra-arg=-Wthread-safety"]


def dependencies(build):
    """Maps each object file to the files it was compiled from, as recorded by Ninja."""
    text = subprocess.run(["ninja", "-C", build, "-t", "deps"], check=True, capture_output=True, text=True).stdout
    found, current = {}, None
    for line in text.splitlines():
        head = re.match(r"(\S.*): #deps", line)
        if head:
            current = found.setdefault(head.group(1), [])
        elif line.startswith("    ") and current is not None:
            current.append(os.path.normpath(os.path.join(build, line.strip())))
    return found


def cached(build, name):
    """The value of a CMake cache variable; empty if the cache has none."""
    text = pathlib.Path(build, "CMakeCache.txt").read_text()
    found = re.search(rf"^{name}:\w+=(.*)$", text, re.MULTILINE)
    return found.group(1) if found else ""


def withoutPrecompiledHeader(command):
    """The command without GCC's precompiled header, which Clang cannot read: each source includes what it needs."""
    return re.sub(r" -Winvalid-pch| -fpch-preprocess| -include \S+/cmake_pch\.hxx", "", command)


class Units:
    """The project's translation units in a build folder, with their digests."""

    def __init__(self, root, build):
        self.root, self.build = root, build
        self.made_of = dependencies(build)
        self.contents = {}
        self.entries = json.loads(pathlib.Path(build, "compile_commands.json").read_text())
        for entry in self.entries:
            entry["command"] = withoutPrecompiledHeader(entry["command"])
        self.torch = cached(build, "LIBTORCH_ROOT")
        version = subprocess.run([TIDY, "--version"], check=True, capture_output=True, text=True).stdout
        pins = pathlib.Path(root, "app/setup/libtorch-requirements.txt")
        self.common = "\n".join([
            re.search(r"version (\S+)", version).group(1),
            " ".join(EXTRA),
            self.content(f"{root}/.clang-tidy"),
            self.content(str(pins)) if pins.exists() else "",
        ])

    def content(self, path):
        if path not in self.contents:
            self.contents[path] = hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()
        return self.contents[path]

    def relocatable(self, text):
        """The text without the paths that differ between machines."""
        if self.torch:
            text = text.replace(self.torch, "LIBTORCH")
        return text.replace(self.build, "BUILD").replace(self.root, "ROOT")

    def all(self):
        """Yields (name, source, digest, includes LibTorch) of each unit."""
        seen = set()
        for entry in self.entries:
            source = entry["file"]
            if source.endswith(".cu"):  # Clang 14 reads no CUDA 13; the headers are checked by the tests that include them
                continue
            # CMake 3.25 gives the object's name in the command only.
            output = re.search(r" -o (\S+) ", entry["command"])
            files = self.made_of.get(output.group(1)) if output else None
            if files is None:
                sys.exit(f"tidy: {source} has not been built in {self.build}")
            ours = {f for f in files if f.startswith(f"{self.root}/")} | {source}
            written = [f for f in ours if not f.startswith(f"{self.build}/")]
            # Of the generated sources only a unity source, which includes our .cpp files, is checked.
            if source.startswith(f"{self.build}/") and not any(f.endswith(".cpp") for f in written):
                continue
            # Neither the launcher (ccache) and the compiler nor the warnings matter.
            command = re.sub(r" -W\S+", "", re.sub(r"^.*?(?= -)", "", entry["command"], count=1))
            digest = hashlib.sha256(f"{self.common}\n{self.relocatable(command)}\n".encode())
            for name in sorted(ours):
                digest.update(f"{self.relocatable(name)} {self.ownContent(name)}\n".encode())
            torch = any("/ATen/" in f or "/torch/" in f for f in files)
            name = self.relocatable(source).removeprefix("ROOT/")
            if name in seen:  # compiled once more, with other options
                name += f" ({output.group(1)})"
            seen.add(name)
            yield name, source, digest.hexdigest()[:24], torch

    def ownContent(self, path):
        # A unity source names its parts by absolute paths.
        if path.startswith(f"{self.build}/"):
            text = pathlib.Path(path).read_text(errors="replace")
            return hashlib.sha256(self.relocatable(text).encode()).hexdigest()
        return self.content(path)


def readRecord(path):
    found = {}
    if path.exists():
        for line in path.read_text().splitlines():
            digest, _, name = line.partition(" ")
            found[name] = digest
    return found


def writeRecord(path, passed):
    path.write_text("".join(f"{digest} {name}\n" for name, digest in sorted(passed.items())))


def check(build, commands, source):
    # A unity source has nothing but includes of .cpp files.
    generated = ["--checks=-bugprone-suspicious-include"] if source.startswith(f"{build}/") else []
    done = subprocess.run([TIDY, "-p", commands, *EXTRA, *generated, source], capture_output=True, text=True)
    return done.returncode, done.stdout if done.stdout.strip() else done.stderr


def main():
    options = argparse.ArgumentParser()
    options.add_argument("build")
    options.add_argument("--root", default=str(pathlib.Path(__file__).resolve().parents[2]))
    options.add_argument("--record", default=None)
    options.add_argument("--jobs", type=int, default=os.cpu_count())
    options.add_argument("--all", action="store_true", help="check the recorded units as well")
    options.add_argument("--list", action="store_true", help="print the units that would be checked, and stop")
    given = options.parse_args()
    root, build = str(pathlib.Path(given.root).resolve()), str(pathlib.Path(given.build).resolve())
    record = pathlib.Path(given.record or f"{root}/tests/style/tidy-passed.txt")

    project = Units(root, build)
    units = sorted(project.all(), key=lambda u: not u[3])  # the slow ones first
    if not units:
        sys.exit(f"tidy: {build} has no translation unit of the project")
    known = {} if given.all else readRecord(record)
    passed = {name: digest for name, _, digest, _ in units if known.get(name) == digest}
    wanted = [u for u in units if u[0] not in passed]
    if given.list:
        print("\n".join(name for name, *_ in wanted))
        return
    print(f"clang-tidy: {len(wanted)} of {len(units)} units have changed", flush=True)

    commands = pathlib.Path(build, "tidy")
    commands.mkdir(exist_ok=True)
    (commands / "compile_commands.json").write_text(json.dumps(project.entries))
    bad, done, begun = 0, 0, time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
        running = {pool.submit(check, build, str(commands), source): (name, digest) for name, source, digest, _ in wanted}
        for future in concurrent.futures.as_completed(running):
            name, digest = running[future]
            code, text = future.result()
            done += 1
            if code == 0:
                passed[name] = digest
            else:
                bad += 1
                print(f"{text.rstrip()}\nclang-tidy: {name} has findings", flush=True)
            if done % 20 == 0 or done == len(wanted):
                writeRecord(record, passed)  # an interrupted check goes on where it was
                left = (time.monotonic() - begun) / done * (len(wanted) - done)
                print(f"clang-tidy: {done * 100 // len(wanted)} %, about {left:.0f} s left", flush=True)
    writeRecord(record, passed)
    if bad:
        sys.exit(f"clang-tidy: {bad} of {len(units)} units have findings")


if __name__ == "__main__":
    main()
