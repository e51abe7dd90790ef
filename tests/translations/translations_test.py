#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The translations are complete and well formed: every text of the window, of core and of the engine has a message, no message is
of a text that is gone, each is translated, with the places, the menu key, the line breaks and the spaces at the ends of its source.

    translations_test.py --engine PROGRAM --lupdate PROGRAM SCRATCH
"""
import argparse
import pathlib
import re
import shutil
import sys
import xml.etree.ElementTree as ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources/translations"
sys.path.insert(0, str(FOLDER))
sys.path.insert(0, str(ROOT / "tests/docs"))
import markdown  # noqa: E402
import update  # noqa: E402

LANGUAGES = ("de", "zh_CN")
RENEW = "run resources/translations/update.py, then translate what it marks as unfinished"
PLACE = re.compile(r"%(?:n|L?[1-9])")
TAG = re.compile(r"</?\w+>")
HAN = re.compile(r"[\u4e00-\u9fff]")


def messages(file):
    """[(context, source, translation element)]"""
    root = ElementTree.parse(file).getroot()
    return [(context.findtext("name"), message.findtext("source"), message.find("translation"))
            for context in root.iter("context") for message in context.iter("message")]


def menu_keys(text):
    return re.findall(r"&(\w)", text)


def wrong_in(source, element, chinese):
    """What is wrong with one translation; empty if nothing."""
    if element.get("type"):
        return f"is {element.get('type')}"
    text = element.text or ""
    if not text.strip() and source.strip():
        return "is empty"
    if sorted(PLACE.findall(source)) != sorted(PLACE.findall(text)):
        return f"has the places {PLACE.findall(text)} instead of {PLACE.findall(source)}: {text}"
    if TAG.findall(source) != TAG.findall(text):
        return f"has other tags: {text}"
    if len(menu_keys(source)) != len(menu_keys(text)):
        return f"has the menu key of {text}"
    if source.count("\n") > text.count("\n") + 1:
        return f"has too few line breaks: {text}"
    # A text that is put behind another one brings its own space, which Chinese needs none of.
    if not chinese and source[:1].isspace() != text[:1].isspace():
        return f"begins with or without a space: {text!r}"
    if re.search(r"[\x00-\x08\x0b-\x1f\ufffd]", text):
        return f"has control characters: {text!r}"
    return ""


def check(file, problems):
    found = messages(file)
    chinese = file.stem.endswith("zh_CN")
    for context, source, element in found:
        wrong = wrong_in(source, element, chinese)
        if wrong:
            problems.append(f"{file.name}: {context}: {source!r} {wrong}")
    keys = {}
    for context, source, element in found:
        for key in menu_keys(element.text or "") if menu_keys(source) else ():
            keys.setdefault(key.upper(), []).append(source)
    problems += [f"{file.name}: the menus {', '.join(of)} have the same key {key}" for key, of in keys.items() if len(of) > 1]
    if chinese:  # a text in Latin letters alone is a name
        latin = sum(1 for _, source, element in found if re.search(r"[a-z]{4}", source) and not HAN.search(element.text or ""))
        if latin > len(found) / 10:
            problems.append(f"{file.name}: {latin} texts have no Chinese letter")
    return len(found)


def compare(file, renewed, problems):
    """Against what update.py makes of the sources."""
    old = {(context, source) for context, source, _ in messages(file)}
    new = {(context, source) for context, source, _ in messages(renewed)}
    problems += [f"{file.name}: {context}: {source!r} has no translation; {RENEW}" for context, source in sorted(new - old)]
    problems += [f"{file.name}: {context}: {source!r} is not in the sources any more; {RENEW}" for context, source in sorted(old - new)]


def check_the_check(problems):
    """A wrong translation of each kind is noticed."""
    def element(text, kind=None):
        made = ElementTree.Element("translation", {"type": kind} if kind else {})
        made.text = text
        return made

    wrong = [("a", element("b", "unfinished")), ("a", element("b", "vanished")), ("a", element("")), ("%1 of %2", element("%1 von %1")),
             ("%1", element("%2")), ("&File", element("Datei")), ("<b>a</b>", element("<b>a<b>")), (" more", element("mehr"))]
    problems += [f"a wrong translation of {source!r} is not noticed" for source, bad in wrong if not wrong_in(source, bad, False)]
    if wrong_in("%1 of %2", element("%2 中的 %1"), True):
        problems.append("places in another order are refused")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--engine", required=True)
    options.add_argument("--lupdate", required=True)
    options.add_argument("scratch", type=pathlib.Path)
    given = options.parse_args()
    scratch = given.scratch / "emascope-translations"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    problems, count = [], 0
    check_the_check(problems)
    files = [FOLDER / f"emascope_{language}.ts" for language in LANGUAGES]
    copies = [pathlib.Path(shutil.copy(file, scratch)) for file in files]
    problems += [f"lupdate: {line}" for line in update.update(copies, given.engine, given.lupdate)]
    for file, copy in zip(files, copies):
        count += check(file, problems)
        compare(file, copy, problems)
    return markdown.report(problems, f"{count} translations are complete")


if __name__ == "__main__":
    sys.exit(main())
