#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Renews the translations after texts have changed: writes each emascope_*.ts anew, with a message for every text of
the window, of core, of the engine's lists of demos, models and rules, and of the table of keys in docs/window.md.
Translations of texts that are the same stay; the others are gone. Then translate what is marked "unfinished".

    update.py [--engine PROGRAM] [--lupdate PROGRAM] [--out FOLDER] [LANGUAGE.ts...]

The engine is that of build/release. --out keeps these files as they are and writes the new ones there.
"""
import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
LUPDATE = "/usr/lib/qt6/bin/lupdate"
# What marks a text in core, see core/base/phrase.h.
MARK = re.compile(r'\b(?:words|phrase)\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)\)')
NO_GUESSES = [word for guess in ("sametext", "similartext", "number") for word in ("-disable-heuristic", guess)]
# lupdate says this of a function outside of classes, whose texts ui/run/said.h looks up in this context.
NO_CLASS = re.compile(r"Class 'emascope::ui' lacks Q_OBJECT macro")


def literal(text):
    """The text of C++ literals that follow each other."""
    parts = re.findall(r'"((?:[^"\\]|\\.)*)"', text)
    return "".join(json.loads(f'"{part}"') for part in parts)


def core_texts():
    for source in sorted((*(ROOT / "core").rglob("*.cpp"), *(ROOT / "core").rglob("*.h"))):
        if source.name != "phrase.h":
            yield from (literal(mark) for mark in MARK.findall(source.read_text(encoding="utf-8")))


def engine_texts(engine):
    """The texts of the lists that the engine sends to the window."""
    def entries(what):
        return json.loads(subprocess.run([engine, what, "--json"], check=True, capture_output=True, text=True).stdout)

    for preset in entries("presets"):
        yield from (preset["title"], preset["story"])
    for model in entries("models"):
        yield from (model["title"], model["network"], model["data"], model["metric"])
    for rule in entries("schedules"):
        if not rule["library"]:  # otherwise the name of a library
            yield rule["label"]
        if re.search(r"[a-z]{2} [a-z]{2}", rule["formula"]):  # otherwise the same everywhere
            yield rule["formula"]
        for param in rule["params"]:
            yield from (param["label"], param["tip"])


def key_texts():
    """The words among the keys and the actions, as ui/main_window/help_pages.cpp reads them."""
    section = (ROOT / "docs/window.md").read_text(encoding="utf-8").split("\n## Keys\n")[1].split("\n## ")[0]
    for line in section.splitlines():
        cells = line.removeprefix("| ").removesuffix(" |").split(" | ")
        if not line.startswith("| ") or len(cells) != 2 or cells == ["keys", "action"]:
            continue
        yield from re.findall(r"[A-Za-z][A-Za-z-]{2,}", cells[0])
        yield cells[1]


def option_texts():
    """The titles of the fields of the Open page, which follow from the options' names."""
    for source in ("core/protocol/spec/user_task_options.cpp", "ui/open/option_words.cpp"):
        for name in re.findall(r'UserTaskOption\{\s*"([a-z0-9-]+)"', (ROOT / source).read_text(encoding="utf-8")):
            yield name[0].upper() + name[1:].replace("-", " ")


def has_words(text):
    return re.search(r"[A-Za-zα-ω]{2}", text) is not None


def write_source(texts, target):
    """A source that lupdate reads, with a mark for each text."""
    lines = [f"QT_TRANSLATE_NOOP(\"emascope\", {json.dumps(text, ensure_ascii=False)})," for text in dict.fromkeys(texts)]
    target.write_text("const char* texts[] = {\n" + "\n".join(lines) + "\n};\n", encoding="utf-8")


def update(files, engine, lupdate):
    """Renews the files in place. What lupdate complains about."""
    texts = [*core_texts(), *filter(has_words, (*engine_texts(engine), *key_texts(), *option_texts()))]
    with tempfile.TemporaryDirectory() as scratch:
        made = pathlib.Path(scratch) / "texts.cpp"
        write_source(texts, made)
        done = subprocess.run([lupdate, "-no-obsolete", "-locations", "none", *NO_GUESSES, "ui", "app", str(made), "-I", ".",
                               "-ts", *map(str, files)], cwd=ROOT, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stdout + done.stderr)
    return [line for line in done.stderr.splitlines() if line.strip() and not NO_CLASS.search(line)]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--engine", default=str(ROOT / "build/release/bin/emascope-engine"))
    options.add_argument("--lupdate", default=LUPDATE)
    options.add_argument("--out", type=pathlib.Path)
    options.add_argument("files", nargs="*", type=pathlib.Path)
    given = options.parse_args()
    for program, advice in ((given.engine, "build it first"), (given.lupdate, "install qt6-l10n-tools")):
        if shutil.which(program) is None:
            sys.exit(f"update.py: {program} is missing: {advice}")
    files = given.files or sorted(HERE.glob("emascope_*.ts"))
    if given.out:
        given.out.mkdir(parents=True, exist_ok=True)
        files = [pathlib.Path(shutil.copy(file, given.out)) for file in files]
    complaints = update([file.resolve() for file in files], given.engine, given.lupdate)
    print("\n".join(complaints), end="\n" if complaints else "")
    for file in files:
        left = file.read_text(encoding="utf-8").count('type="unfinished"')
        print(f"{file.name}: {left} texts to translate")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
