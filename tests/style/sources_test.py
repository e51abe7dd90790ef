#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks what no other tool reads in the sources of core/, ui/ and app/:

* a header, and a .cpp file that belongs to no header of the same name, opens with the SPDX line and a paragraph of
  comments that says what it is;
* <mutex> is included by core/base/thread_safety.h alone, so that clang-tidy sees every mutex.

    sources_test.py SCRATCH

It writes below SCRATCH/emascope-planted-sources, which it clears first.
"""
import pathlib
import shutil
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDERS = ("core", "ui", "app")


def opens_with_a_paragraph(lines):
    return len(lines) > 2 and lines[0].startswith("// SPDX-") and lines[1] == "//" and lines[2].startswith("// ")


def problems_in(root):
    problems = []
    sources = sorted(path for folder in FOLDERS for ending in ("h", "cpp") for path in (root / folder).rglob(f"*.{ending}"))
    for path in sources:
        name, lines = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8").split("\n")
        own = path.suffix == ".h" or not path.with_suffix(".h").exists()
        if own and not opens_with_a_paragraph(lines):
            problems.append(f"{name}: does not open with the SPDX line, '//' and a line that says what it is")
        if "#include <mutex>" in lines and name != "core/base/thread_safety.h":
            problems.append(f"{name}: includes <mutex>; use Mutex of core/base/thread_safety.h")
    if len(sources) < 2:
        problems.append(f"no sources in {root}")
    return problems


def found_in_planted(root):
    """The names of the files with problems among planted ones."""
    shutil.rmtree(root, ignore_errors=True)
    for folder in FOLDERS:
        (root / folder).mkdir(parents=True)
    spdx = "// SPDX-License-Identifier: Apache-2.0\n"
    for name, text in {"core/good.h": spdx + "//\n// What it is.\n", "core/good.cpp": spdx + '#include "core/good.h"\n',
                       "core/alone.cpp": spdx + '#include "core/good.h"\n', "ui/bare.h": spdx + "#pragma once\n",
                       "ui/bare.cpp": spdx + '#include "ui/bare.h"\n', "app/fine.cpp": spdx + "//\n// What it does.\n",
                       "app/locks.cpp": spdx + "//\n// It locks.\n#include <mutex>\n"}.items():
        (root / name).write_text(text, encoding="utf-8")
    return sorted(problem.split(":")[0] for problem in problems_in(root))


def main():
    problems = problems_in(ROOT)
    planted = found_in_planted(pathlib.Path(sys.argv[1]) / "emascope-planted-sources")
    if planted != ["app/locks.cpp", "core/alone.cpp", "ui/bare.h"]:
        problems.append(f"of the planted files these were found: {planted}")
    print("\n".join(problems) or "the sources open with a paragraph, and know one kind of mutex")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
