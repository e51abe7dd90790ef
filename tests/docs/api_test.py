#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The reference of the installed headers, as the target `docs` writes it: it is complete, and a declaration without documentation is an
error. Skipped (exit code 77) without Doxygen.

    api_test.py --doxygen PROGRAM SCRATCH
"""
import argparse
import pathlib
import shutil
import subprocess
import sys

import markdown

# Pages that must exist, and a word that a comment or a paragraph puts there.
WANTED = {
    "index.html": "find_package",
    "classemascope_1_1Ema.html": "averaged",
    "classemascope_1_1Shadow.html": "registerTensor",
    "classemascope_1_1Averager.html": "feedBack",
    "structemascope_1_1ModuleHandle_3_01torch_1_1jit_1_1Module_01_4.html": "evaluate",
    "structemascope_1_1ScheduleEntry.html": "name_keys",
    "core_2ema_2shadow_8h.html": "Register the tensors",
}
# An undocumented function, and a reference to a function that does not exist.
PLANTED = {
    "planted": ("class Shadow {\n", "void planted();\n\nclass Shadow {\n"),
    "nowhere": ("/// See TensorEma::set().", "/// See TensorEma::set() and #nowhere."),
}


def write(source, out, doxygen):
    done = subprocess.run(["cmake", f"-Dsource={source}", f"-Dout={out}", "-Dversion=1.2.3", f"-Ddoxygen={doxygen}", "-P",
                           markdown.ROOT / "cmake/ApiDocs.cmake"], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def wrong_in_the_tree(out, doxygen):
    code, text = write(markdown.ROOT, out, doxygen)
    if code != 0:
        return [text.strip()]
    problems = []
    for name, word in WANTED.items():
        page = out / "html" / name
        if not page.exists():
            problems.append(f"the reference has no page {name}")
        elif word not in page.read_text(encoding="utf-8"):
            problems.append(f"the page {name} does not mention {word}")
    return problems


def unnoticed(scratch, doxygen):
    problems = []
    for word, (before, after) in PLANTED.items():
        source = scratch / word
        shutil.copytree(markdown.ROOT / "core", source / "core", ignore=shutil.ignore_patterns("*.cpp"))
        shutil.copytree(markdown.ROOT / "docs", source / "docs", ignore=shutil.ignore_patterns("pictures"))
        header = source / "core/ema/shadow.h"
        text = header.read_text(encoding="utf-8")
        if text.count(before) != 1:
            problems.append(f"shadow.h no longer has one line {before.strip()}: nothing was planted")
            continue
        header.write_text(text.replace(before, after), encoding="utf-8")
        code, said = write(source, scratch / f"{word}-out", doxygen)
        if code == 0 or word not in said:
            problems.append(f"{after.strip()!r} in shadow.h was not refused:\n{said}")
    return problems


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--doxygen", default="")
    options.add_argument("scratch", type=pathlib.Path)
    given = options.parse_args()
    if not given.doxygen or given.doxygen.endswith("NOTFOUND"):
        print("skipped: Doxygen is not installed")
        return 77
    scratch = given.scratch / "emascope-api"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    problems = wrong_in_the_tree(scratch / "tree", given.doxygen) + unnoticed(scratch, given.doxygen)
    return markdown.report(problems, "every declaration in the installed headers is documented")


if __name__ == "__main__":
    sys.exit(main())
