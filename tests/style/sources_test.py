#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks what no other tool reads in the sources:

* in core/, ui/ and app/ a header, and a .cpp file that belongs to no header of the same name, opens with the SPDX line and a paragraph of
  comments that says what it is;
* there <mutex> is included by core/base/thread_safety.h alone, so that clang-tidy sees every mutex;
* in ui/ nothing moves by itself: Qt's animations are not included;
* each class of the product is the only one of its name in its namespace, also among those of tests/: the linker would
  merge their inline functions without a word.

    sources_test.py SCRATCH

It writes below SCRATCH/emascope-planted-sources, which it clears first.
"""
import pathlib
import re
import shutil
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDERS = ("core", "ui", "app")
MOVES = re.compile(r"#include <Q(?:PropertyAnimation|VariantAnimation|AbstractAnimation|\w*AnimationGroup|TimeLine|Movie)>")
CLASS = re.compile(r"^(?:class|struct) (?:\[\[\w+\]\] |EMASCOPE_\w+(?:\([^)]*\))? )?(\w+)(?: final)?(?: : [^;{]*)? ?\{",
                   re.MULTILINE)


def opens_with_a_paragraph(lines):
    return len(lines) > 2 and lines[0].startswith("// SPDX-") and lines[1] == "//" and lines[2].startswith("// ")


def sources_in(folder):
    return sorted(path for ending in ("h", "cpp") for path in folder.rglob(f"*.{ending}"))


def classes(path):
    """Its classes, each with its namespace. Those of unnamed namespaces are left out."""
    text = re.sub(r"^namespace \{$.*?^\}  // namespace$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    space = "::".join(re.findall(r"^namespace ([\w:]+) \{", text, re.MULTILINE))
    return {f"{space}::{name}" for name in CLASS.findall(text)}


def problems_in(root):
    problems = []
    sources = [path for folder in FOLDERS for path in sources_in(root / folder)]
    product = {}
    for path in sources:
        for name in sorted(classes(path)):
            if name in product:
                problems.append(f"{path.relative_to(root).as_posix()}: defines {name}, as {product[name]} does")
            product.setdefault(name, path.relative_to(root).as_posix())
    for path in sources_in(root / "tests"):
        for name in sorted(classes(path) & product.keys()):
            problems.append(f"{path.relative_to(root).as_posix()}: defines {name}, as {product[name]} does")
    for path in sources:
        name, lines = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8").split("\n")
        own = path.suffix == ".h" or not path.with_suffix(".h").exists()
        if own and not opens_with_a_paragraph(lines):
            problems.append(f"{name}: does not open with the SPDX line, '//' and a line that says what it is")
        if "#include <mutex>" in lines and name != "core/base/thread_safety.h":
            problems.append(f"{name}: includes <mutex>; use Mutex of core/base/thread_safety.h")
        if name.startswith("ui/") and any(MOVES.match(line) for line in lines):
            problems.append(f"{name}: includes an animation; nothing in the window moves by itself")
    if len(sources) < 2:
        problems.append(f"no sources in {root}")
    return problems


def found_in_planted(root):
    """The names of the files with problems among planted ones."""
    shutil.rmtree(root, ignore_errors=True)
    for folder in (*FOLDERS, "tests"):
        (root / folder).mkdir(parents=True)
    spdx = "// SPDX-License-Identifier: Apache-2.0\n"
    space = "namespace emascope {\n"
    own = "namespace {\nstruct Good {\n};\n}  // namespace\n"
    for name, text in {"core/good.h": spdx + "//\n// What it is.\n" + space + "class Good final : public std::string {\n",
                       "ui/good.h": spdx + "//\n// What it is.\n" + space + "struct Good {\n",
                       "tests/good.h": space + "class Good : public testing::Test {\n",
                       "tests/fine.cpp": space + own + "struct Other {\n};\n",
                       "tests/far.h": "namespace emascope::ui {\nclass Good {\n", "core/good.cpp": spdx + '#include "core/good.h"\n',
                       "core/alone.cpp": spdx + '#include "core/good.h"\n', "ui/bare.h": spdx + "#pragma once\n",
                       "ui/bare.cpp": spdx + '#include "ui/bare.h"\n', "app/fine.cpp": spdx + "//\n// What it does.\n",
                       "app/locks.cpp": spdx + "//\n// It locks.\n#include <mutex>\n",
                       "ui/moves.cpp": spdx + "//\n// It moves.\n#include <QVariantAnimation>\n"}.items():
        (root / name).write_text(text, encoding="utf-8")
    return sorted(problem.split(":")[0] for problem in problems_in(root))


def main():
    problems = problems_in(ROOT)
    planted = found_in_planted(pathlib.Path(sys.argv[1]) / "emascope-planted-sources")
    if planted != ["app/locks.cpp", "core/alone.cpp", "tests/good.h", "ui/bare.h", "ui/good.h", "ui/moves.cpp"]:
        problems.append(f"of the planted files these were found: {planted}")
    print("\n".join(problems) or "the sources open with a paragraph, know one kind of mutex, move nothing, and define each class once")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
