#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""clang-tidy over every translation unit of ours in a build folder.

A unit that passed is remembered by a hash of all it was made of (its project files, its command, the rules,
clang-tidy itself, the sizes and times of the system headers), so that it is read again only when one of these
changed. What failed is not remembered. Exit 1 when a unit has a finding.

    tidy.py BUILD_FOLDER [--jobs N] [--remember FOLDER]
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

ROOT = pathlib.Path(__file__).resolve().parents[2]
TIDY = "clang-tidy-14"
# GCC's warning options mean nothing to Clang, and the compiler has warned already.
EXTRA = ["--quiet", "--extra-arg=-w"]


def dependencies(build):
    """Object file -> the files it was made of, as Ninja recorded them."""
    text = subprocess.run(["ninja", "-C", build, "-t", "deps"], check=True, capture_output=True, text=True).stdout
    found, current = {}, None
    for line in text.splitlines():
        head = re.match(r"(\S.*): #deps", line)
        if head:
            current = found.setdefault(head.group(1), [])
        elif line.startswith("    ") and current is not None:
            current.append(os.path.normpath(os.path.join(build, line.strip())))
    return found


class Fingerprints:
    """Hashes of files, each read once: ours by content, the system's by size and time."""

    def __init__(self):
        self.known = {}

    def of(self, path):
        if path not in self.known:
            if path.startswith(f"{ROOT}/"):
                self.known[path] = hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()
            else:
                status = os.stat(path)
                self.known[path] = f"{status.st_size} {int(status.st_mtime)}"
        return self.known[path]


def units(build):
    """The translation units of ours: (source, key, dear)."""
    made_of = dependencies(build)
    prints = Fingerprints()
    version = subprocess.run([TIDY, "--version"], check=True, capture_output=True, text=True).stdout
    rules = prints.of(str(ROOT / ".clang-tidy"))
    for entry in json.loads(pathlib.Path(build, "compile_commands.json").read_text()):
        source = entry["file"]
        # CMake 3.25 names the object in the command alone.
        made = re.search(r" -o (\S+) ", entry["command"])
        files = made_of.get(made.group(1)) if made else None
        if files is None:
            sys.exit(f"tidy: {source} has not been built in {build}")
        inside = [f for f in files if f.startswith(f"{ROOT}/") and not f.startswith(f"{build}/")]
        # Of what the build generated, only a unit that includes our .cpp files (a unity source) is ours.
        if source.startswith(f"{build}/") and not any(f.endswith(".cpp") for f in inside):
            continue
        digest = hashlib.sha256(f"{version}{EXTRA}{rules}{entry['command'].replace(str(ROOT), '')}".encode())
        for name in sorted(set(files) | {source}):
            digest.update(f"{name.removeprefix(str(ROOT))} {prints.of(name)}\n".encode())
        yield source, digest.hexdigest(), any("/ATen/" in f or "/torch/" in f for f in files)


def check(build, source):
    # A unity source is nothing but includes of .cpp files.
    made = ["--checks=-bugprone-suspicious-include"] if source.startswith(f"{build}/") else []
    done = subprocess.run([TIDY, "-p", build, *EXTRA, *made, source], capture_output=True, text=True)
    return done.returncode, done.stdout if done.stdout.strip() else done.stderr


def main():
    options = argparse.ArgumentParser()
    options.add_argument("build")
    options.add_argument("--jobs", type=int, default=os.cpu_count())
    options.add_argument("--remember", default=None)
    given = options.parse_args()
    build = str(pathlib.Path(given.build).resolve())
    memory = pathlib.Path(given.remember or f"{build}/tidy")
    memory.mkdir(parents=True, exist_ok=True)

    everything = list(units(build))
    wanted = sorted((u for u in everything if not (memory / u[1]).exists()), key=lambda u: not u[2])
    if not everything:
        sys.exit(f"tidy: {build} has no translation unit of ours")
    print(f"clang-tidy: {len(wanted)} of {len(everything)} units have changed", flush=True)
    bad = 0
    with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
        running = {pool.submit(check, build, source): (source, key) for source, key, _ in wanted}
        for future in concurrent.futures.as_completed(running):
            source, key = running[future]
            code, text = future.result()
            if code == 0:
                (memory / key).touch()
            else:
                bad += 1
                print(f"{text.rstrip()}\nclang-tidy: {os.path.relpath(source, ROOT)} has findings", flush=True)
    if bad:
        sys.exit(f"clang-tidy: {bad} of {len(everything)} units have findings")


if __name__ == "__main__":
    main()
