#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A code block that names a file of the repository behind its fence (```cpp tests/examples/tour.cpp) shows lines of that file: the same
words, one line after the other, whatever the indentation. tests/examples compiles and runs that file."""
import sys

import markdown

# Its blocks are files that do not exist yet; tutorial_test.py makes them.
TUTORIAL = "docs/adding-a-schedule.md"


def stripped(text):
    return [line.strip() for line in text.split("\n") if line.strip()]


def contains(lines, wanted):
    return any(lines[start:start + len(wanted)] == wanted for start in range(len(lines) - len(wanted) + 1))


def main():
    problems, compared = [], 0
    for page in markdown.pages():
        if str(markdown.name(page)) == TUTORIAL:
            continue
        for block in page.blocks:
            words = block.info.split()
            if len(words) < 2:
                continue
            compared += 1
            file = markdown.ROOT / words[1]
            if not file.is_file():
                problems.append(f"{markdown.name(page)}:{block.line}: {words[1]} does not exist")
            elif not contains(stripped(file.read_text(encoding="utf-8")), stripped(block.text)):
                problems.append(f"{markdown.name(page)}:{block.line}: these lines are not in {words[1]}, in this order")
    if compared == 0:
        problems.append("no code block names its file")
    return markdown.report(problems, f"{compared} code blocks are what their files say")


if __name__ == "__main__":
    sys.exit(main())
