#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The tables of folders in README.md and CONTRIBUTING.md agree with the tree and with tests/architecture/layering.cmake."""
import re
import sys

import markdown

# layering.cmake's word for what a folder may not include -> how the table of CONTRIBUTING.md says that it may.
SAID_AS = {
    "torch": "LibTorch",
    "qt": "Qt",
    "rules": "`core/rules`",
    "protocol": "`core/protocol`",
    "json": "nlohmann-json",
    "reader": "`core/json`",
}


def forbidden_by_pattern():
    """[(pattern of files, words that they may not include)], in layering.cmake's order."""
    text = (markdown.ROOT / "tests/architecture/layering.cmake").read_text()
    rules = re.search(r"set\(rules\n(.*?)\)\n", text, re.S).group(1)
    return [(pattern.replace("\\\\", "\\"), words.split()) for pattern, words in re.findall(r'"([^"]+)"\s+"([^"]+)"', rules)]


def table(page, first_cell):
    """The rows of the table whose head begins with `first_cell`: lists of cells."""
    rows, inside = [], False
    for _, line in page.prose:
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if cells and cells[0] == first_cell and not rows:
            inside = True
        elif inside and not line.startswith("|"):
            break
        elif inside and not set(line) <= set("|- "):
            rows.append(cells)
    return rows


def folders_of(cell):
    return re.findall(r"`([^`]+)`", cell)


def tree():
    """core's and app's folders of code, and ui."""
    found = ["ui"]
    for top in ("core", "app"):
        found += [f"{top}/{one.parent.name}" for one in sorted((markdown.ROOT / top).glob("*/CMakeLists.txt"))]
    return found


def check_row(folder, said, problems):
    forbidden = next(words for pattern, words in forbidden_by_pattern() if re.fullmatch(pattern, f"{folder}/file.cpp"))
    allowed = said.split(";")[0].split(". Not")[0]
    for word, phrase in SAID_AS.items():
        # ui and app/emascope are kept from libraries by one pattern of their own, `outside`, or by their link line.
        if word == "json" and not folder.startswith("core/"):
            continue
        everything = phrase.startswith("`core/") and "all of `core`" in allowed
        says_allowed = phrase in allowed or everything or phrase == f"`{folder}`"
        if says_allowed == (word in forbidden):
            problems.append(f"CONTRIBUTING.md: {folder}: the table says that it may {'' if says_allowed else 'not '}include "
                            f"{phrase}, and layering.cmake says otherwise")


def main():
    problems = []
    rows = table(markdown.Page(markdown.ROOT / "CONTRIBUTING.md"), "folder")
    listed = [(folder, row[1]) for row in rows for folder in folders_of(row[0])]
    for folder, said in listed:
        if (markdown.ROOT / folder).is_dir():
            check_row(folder, said, problems)
        else:
            problems.append(f"CONTRIBUTING.md: {folder} does not exist")
    for folder in tree():
        if folder not in [name for name, _ in listed]:
            problems.append(f"CONTRIBUTING.md: the table of layers lacks {folder}")
    mapped = [f for row in table(markdown.Page(markdown.ROOT / "README.md"), "folder") for f in folders_of(row[0])]
    for folder in tree():
        if folder not in mapped and folder.split("/")[0] not in mapped:
            problems.append(f"README.md: the table of folders lacks {folder}")
    for folder in mapped:
        if not (markdown.ROOT / folder).is_dir():
            problems.append(f"README.md: {folder} does not exist")
    return markdown.report(problems, f"{len(listed)} folders agree with layering.cmake")


if __name__ == "__main__":
    sys.exit(main())
