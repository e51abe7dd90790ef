#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Follows docs/adding-a-schedule.md: writes its files into a scratch copy of the sources, compiles them with the command of the configured
build, links the engine and the contract test with them, and runs the tutorial's commands.

Nothing else is compiled: all other objects are those of the build.

    tutorial_test.py BUILD SCRATCH
"""
import argparse
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

import markdown

PAGE = "docs/adding-a-schedule.md"
LIBRARY = "core/rules/libemascope_rules.a"
NEIGHBOR = "core/rules/schedules/constant.cpp"


def run(command, cwd=None, environment=None):
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"exit code {done.returncode} of: {command if isinstance(command, str) else shlex.join(command)}\n"
                 f"{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return done.stdout


def copy_sources(scratch):
    shutil.rmtree(scratch, ignore_errors=True)
    for folder in ("core", "cmake"):
        shutil.copytree(markdown.ROOT / folder, scratch / folder)


def write_files(page, scratch):
    """The paths of the files that the tutorial makes."""
    made = []
    for block in page.blocks:
        words = block.info.split()
        if len(words) < 2:
            continue
        path = scratch / words[1]
        if path.exists():
            sys.exit(f"{PAGE}:{block.line}: {words[1]} exists already")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
        made.append(path)
    if not made:
        sys.exit(f"{PAGE} has no code block that names its file behind the fence")
    return made


def make_registry(scratch):
    """The source that CMake generates for core/rules/schedules, by the line of its CMakeLists.txt."""
    text = (scratch / "core/rules/CMakeLists.txt").read_text()
    (call,) = [c for c in re.findall(r"emascope_registry\([^)]*\)", text) if "KIND Schedule" in c]
    call = call.replace("${CMAKE_CURRENT_SOURCE_DIR}", str(scratch / "core/rules"))
    project = scratch / "registry"
    project.mkdir()
    (project / "CMakeLists.txt").write_text(
        f"cmake_minimum_required(VERSION 3.25)\nproject(registry LANGUAGES NONE)\n"
        f"include({scratch}/cmake/EmascopeRegistry.cmake)\n{call}\n")
    run(["cmake", "-S", str(project), "-B", str(project / "build")])
    (generated,) = (project / "build/generated/registry").glob("*.cpp")
    return generated


def compile_with_neighbors_command(build, scratch, sources):
    entries = json.loads((build / "compile_commands.json").read_text())
    (entry,) = [e for e in entries if e["file"] == str(markdown.ROOT / NEIGHBOR)]
    objects = []
    for source in sources:
        command = shlex.split(entry["command"])
        command = [str(source) if word == entry["file"] else word for word in command]
        command = [f"-I{scratch}" if word == f"-I{markdown.ROOT}" else word for word in command]
        made = scratch / f"{source.name}.o"
        command[command.index("-o") + 1] = str(made)
        run(command, cwd=entry["directory"])
        objects.append(str(made))
    return objects


def link(build, scratch, target, library):
    """The program of a target of the build, with our library of rules."""
    command = run(["ninja", "-C", str(build), "-t", "commands", target]).rstrip().split("\n")[-1]
    if LIBRARY not in command or f"-o {target}" not in command:
        sys.exit(f"the last command for {target} is not a link with {LIBRARY}: {command}")
    program = scratch / pathlib.Path(target).name
    command = command.replace(f" {LIBRARY}", f" {library}").replace(f"-o {target} ", f"-o {program} ")
    run(["sh", "-c", command], cwd=build)
    return program


def main():
    options = argparse.ArgumentParser()
    options.add_argument("build", type=pathlib.Path)
    options.add_argument("scratch", type=pathlib.Path)
    given = options.parse_args()
    build, scratch = given.build.resolve(), given.scratch.resolve() / "emascope-tutorial"  # is cleared
    page = markdown.Page(markdown.ROOT / PAGE)

    copy_sources(scratch)
    made = write_files(page, scratch)
    objects = compile_with_neighbors_command(build, scratch, [*made, make_registry(scratch)])
    library = scratch / "libemascope_rules.a"
    shutil.copy(build / LIBRARY, library)
    run(["ar", "r", str(library), *objects])  # the registry's object has the name of the one it replaces

    engine = link(build, scratch, "bin/emascope-engine", library)
    ids = [match for path in made for match in re.findall(r'registry\["([a-z0-9-]+)"\]', path.read_text())]
    listed = run([str(engine), "schedules"])
    for rule in ids:
        if not re.search(rf"\b{rule}\b", listed):
            sys.exit(f"'emascope-engine schedules' does not list {rule}:\n{listed}")
    environment = dict(os.environ, PATH=f"{scratch}{os.pathsep}{os.environ['PATH']}")
    commands = [block.text for block in page.blocks if block.text.startswith("build/release/bin/emascope-engine train ")]
    for command in commands:
        run(["sh", "-c", command.removeprefix("build/release/bin/")], cwd=scratch, environment=environment)
    contract = link(build, scratch, "tests/rules_test", library)
    tested = run([str(contract), "--gtest_filter=*ScheduleContract*"])
    for rule in ids:
        if f"/{rule.replace('-', '_')}" not in tested:
            sys.exit(f"the contract test does not know {rule}:\n{tested[-3000:]}")
    if not ids or not commands:
        sys.exit(f"{PAGE} registers no rule, or runs no command")
    print(f"{', '.join(ids)}: compiled, listed, trained with, and within the contract")


if __name__ == "__main__":
    main()
