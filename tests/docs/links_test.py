#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every relative link, every anchor and every path of the repository that a Markdown file names must exist."""
import re
import sys
import urllib.parse

import markdown

# A path of the repository: begins with one of its folders, or is one of its files. What a reader is to fill in
# (my_rule.cpp, *.md, <name>) and what a build makes is none.
FOLDERS = ("core", "ui", "app", "tests", "docs", "resources", "cmake", "licenses", ".github", ".ci")
FILLED_IN = re.compile(r"my[_-]|[*<>…{}$]|\.\.\.")


def named_paths(text):
    for word in text.split():
        word = word.strip(",;:()'\"").removeprefix("./")
        top = word.split("/")[0]
        if FILLED_IN.search(word):
            continue
        if "/" in word and top in FOLDERS:
            yield word
        elif (markdown.ROOT / word).is_file() or re.fullmatch(r"[A-Z]{4,}[A-Za-z]*\.(md|txt|json|cff)", word):
            yield word


def check_links(page, problems):
    anchors = {}
    for line, target in page.links():
        parts = urllib.parse.urlsplit(target)
        if parts.scheme in ("http", "https", "mailto"):
            continue
        file = page.path if not parts.path else page.path.parent / urllib.parse.unquote(parts.path)
        if not file.exists():
            problems.append(f"{markdown.name(page)}:{line}: {target} does not exist")
            continue
        if parts.fragment and file.suffix == ".md":
            if file not in anchors:
                anchors[file] = set((page if file == page.path else markdown.Page(file)).anchors())
            if parts.fragment not in anchors[file]:
                problems.append(f"{markdown.name(page)}:{line}: {target}: there is no heading with this anchor")


def check_paths(page, problems):
    # A tutorial makes files: a block that names one behind its fence. PROTOCOL.md names files beside it.
    made = {block.info.split()[-1] for block in page.blocks if len(block.info.split()) > 1}
    spans = list(page.code_spans()) + [(block.line, block.text) for block in page.blocks]
    for line, text in spans:
        for path in named_paths(text):
            if path not in made and not (markdown.ROOT / path).exists() and not (page.path.parent / path).exists():
                problems.append(f"{markdown.name(page)}:{line}: {path} does not exist")


def main():
    problems, count = [], 0
    for page in markdown.pages():
        count += 1
        check_links(page, problems)
        check_paths(page, problems)
    if count < 3:
        problems.append(f"only {count} Markdown files found in {markdown.ROOT}")
    return markdown.report(problems, f"links and paths of {count} Markdown files exist")


if __name__ == "__main__":
    sys.exit(main())
