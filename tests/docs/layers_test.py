#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The tables of folders in README.md, CONTRIBUTING.md and docs/architecture.md and the picture of the layers agree with the tree
and with tests/architecture/layering.cmake: each include line that a table could allow is tried on layering.cmake's patterns."""
import re
import sys

import markdown

LIBRARIES = {"LibTorch": "#include <torch/nn.h>", "Qt": "#include <QString>", "nlohmann-json": "#include <nlohmann/json.hpp>"}
PICTURE = markdown.ROOT / "docs/pictures/layers.svg"


class Layering:
    """layering.cmake's patterns."""

    def __init__(self):
        text = (markdown.ROOT / "tests/architecture/layering.cmake").read_text()
        self.patterns = {name: self.unescaped(value) for name, value in re.findall(r'^set\((\w+) "(.*)"\)$', text, re.M)}
        self.patterns["rules"] = self.patterns.pop("rules_layer")
        rules = re.search(r"set\(rules\n(.*?)\)\n\n", text, re.S).group(1)
        self.rules = [(self.unescaped(files), words.split()) for files, words in re.findall(r'"([^"]+)"\s+"([^"]+)"', rules)]

    @staticmethod
    def unescaped(value):
        return value.replace('\\"', '"').replace("\\\\", "\\")

    def allows(self, folder, line, file="file.cpp"):
        if re.fullmatch(rf'#include "{folder}/[^/"]+"', line):
            return True
        words = next(words for files, words in self.rules if re.fullmatch(files, f"{folder}/{file}"))
        return not any(re.search(self.patterns[word], line) for word in words)


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


def rooms_of(layer):
    """The layer itself and its folders of code."""
    return [layer] + sorted(f"{layer}/{one.name}" for one in (markdown.ROOT / layer).iterdir() if one.is_dir())


def expect(problems, layering, folder, line, said, what):
    if layering.allows(folder, line) != said:
        problems.append(f"CONTRIBUTING.md: {folder}: the table says that it may {'' if said else 'not '}include {what}, "
                        "and layering.cmake says otherwise")


def check_layers(contributing, layering, problems):
    rows = [(folder, row[1]) for row in table(contributing, "folder") for folder in folders_of(row[0])]
    for folder, said in rows:
        if not (markdown.ROOT / folder).is_dir():
            problems.append(f"CONTRIBUTING.md: {folder} does not exist")
            continue
        allowed = said.split(";")[0].split(". Not")[0]
        for library, line in LIBRARIES.items():
            # ui and app/emascope are kept from other libraries by one pattern of their own, or by their link line.
            if library != "nlohmann-json" or folder.startswith("core/"):
                expect(problems, layering, folder, line, library in allowed, library)
        for other in tree():
            if other.startswith("core/"):
                says = f"`{other}`" in allowed or "all of `core`" in allowed or other == folder
                expect(problems, layering, folder, f'#include "{other}/file.h"', says, other)
    for folder in tree():
        if folder not in dict(rows):
            problems.append(f"CONTRIBUTING.md: the table of layers lacks {folder}")
    return len(rows)


def check_rooms(contributing, layering, problems):
    """The table of rooms; a room is a folder, or a layer `itself`."""
    rows = {folders_of(row[0])[0]: row[1:] for row in table(contributing, "room")}
    # A layer is divided where a row of layering.cmake names a folder in it.
    layers = sorted({files.rsplit("/", 2)[0] for files, _ in layering.rules if re.match(r"core/\w+/\w+/", files)})
    for layer in layers:
        rooms = rooms_of(layer)
        for room in rooms:
            if room not in rows:
                problems.append(f"CONTRIBUTING.md: the table of rooms lacks {room}")
                continue
            allowed = folders_of(rows[room][1])
            for other in rooms:
                if any((markdown.ROOT / other).glob("*.h")):
                    expect(problems, layering, room, f'#include "{other}/file.h"', other in allowed or other == room, other)
            says_json = layer == "core/data" or "nlohmann-json" in rows[room][1]
            expect(problems, layering, room, LIBRARIES["nlohmann-json"], says_json, "nlohmann-json")
    for room in rows:
        if not any(room in rooms_of(layer) for layer in layers):
            problems.append(f"CONTRIBUTING.md: {room} of the table of rooms does not exist, or layering.cmake does not know it")
    return rows


def main():
    problems, layering = [], Layering()
    contributing = markdown.Page(markdown.ROOT / "CONTRIBUTING.md")
    count = check_layers(contributing, layering, problems)
    rooms = check_rooms(contributing, layering, problems)

    mapped = [f for row in table(markdown.Page(markdown.ROOT / "README.md"), "folder") for f in folders_of(row[0])]
    for folder in tree():
        if folder not in mapped and folder.split("/")[0] not in mapped:
            problems.append(f"README.md: the table of folders lacks {folder}")
    for folder in mapped:
        if not (markdown.ROOT / folder).is_dir():
            problems.append(f"README.md: {folder} does not exist")

    architecture = markdown.Page(markdown.ROOT / "docs/architecture.md")
    divided = {folders_of(row[0])[0]: folders_of(row[1]) for row in table(architecture, "layer")}
    said = {f"{layer}/{room}" for layer, parts in divided.items() for room in parts} | set(divided)
    for room in sorted(said ^ set(rooms)):
        problems.append(f"docs/architecture.md: {room} is in one of the tables of rooms, here or in CONTRIBUTING.md, alone")
    windows = {one.parent.name for one in (markdown.ROOT / "ui").glob("*/CMakeLists.txt")}
    told = {folder for row in table(architecture, "folder of `ui`") for folder in folders_of(row[0])}
    words = set(re.findall(r"\w+", re.sub(r"<[^>]*>", " ", PICTURE.read_text())))
    for folder in sorted(windows ^ told):
        problems.append(f"docs/architecture.md: ui/{folder} is {'not in the table' if folder in windows else 'in the table and does not exist'}")
    for folder in sorted(windows - words):
        problems.append(f"docs/pictures/layers.svg: ui/{folder} is not drawn")
    drawn = set(re.findall(r"\b(?:core|app)/\w+|\bui\b", re.sub(r"<[^>]*>", " ", PICTURE.read_text())))
    for folder in sorted(set(tree()) ^ drawn):
        problems.append(f"docs/pictures/layers.svg: {folder} is {'not drawn' if folder in tree() else 'drawn and does not exist'}")
    return markdown.report(problems, f"{count} folders and {len(rooms)} rooms agree with layering.cmake")


if __name__ == "__main__":
    sys.exit(main())
