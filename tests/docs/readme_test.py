#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""README.md is the doorstep: at most 900 words, code included. What needs more is a page in docs/, which README links.

It shows the window, Tune first. Each picture of the window is one that docs/pictures/take_pictures.py takes, is there, is shown by
README.md or docs/window.md, and is small."""
import importlib.util
import sys

import markdown

MOST_WORDS = 900


PICTURES = markdown.ROOT / "docs/pictures"


def picture_problems(readme):
    sys.dont_write_bytecode = True
    spec = importlib.util.spec_from_file_location("take_pictures", PICTURES / "take_pictures.py")
    taking = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(taking)
    taken = {f"{name}.png" for name in taking.PICTURES}
    there = {path.name for path in PICTURES.glob("*.png")}
    window = markdown.Page(markdown.ROOT / "docs/window.md")
    shown = [target.split("/")[-1] for page in (readme, window) for _, target in page.links() if target.endswith(".png")]
    problems = [f"docs/pictures/{name}: take_pictures.py does not take it" for name in sorted(there - taken)]
    problems += [f"docs/pictures/{name} is not there; take_pictures.py takes it" for name in sorted(taken - there)]
    problems += [f"docs/pictures/{name} is shown neither by README.md nor by docs/window.md" for name in sorted(there - set(shown))]
    problems += [f"{name} has more than {taking.MOST_BYTES} bytes" for name in sorted(there)
                 if (PICTURES / name).stat().st_size > taking.MOST_BYTES]
    if not shown or not shown[0].startswith("window-tune"):
        problems.append("README.md does not show Tune first")
    return problems


def main():
    readme = markdown.Page(markdown.ROOT / "README.md")
    words = len("\n".join(readme.lines).split())
    problems = []
    if words > MOST_WORDS:
        problems.append(f"README.md has {words} words; allowed: {MOST_WORDS}. Move what is not needed first to docs/")
    linked = {target.split("#")[0] for _, target in readme.links()}
    for page in sorted((markdown.ROOT / "docs").glob("*.md")):
        if f"docs/{page.name}" not in linked:
            problems.append(f"README.md does not link docs/{page.name}")
    problems += picture_problems(readme)
    return markdown.report(problems, f"README.md has {words} words and links every page of docs/; the pictures are those of the script")


if __name__ == "__main__":
    sys.exit(main())
