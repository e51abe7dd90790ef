#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Code in the documentation is code that is compiled. A code block that names a file of the repository behind its fence
(```cpp tests/examples/tour.cpp) shows lines of that file; an example in a comment of a header that the library installs (indented by four
spaces) shows lines of tests/examples/headers.cpp. The same words, one line after the other, whatever the indentation; in a header "…"
stands for other lines. tests/examples compiles and runs these files."""
import re
import sys

import markdown

# Its blocks are files that do not exist yet; tutorial_test.py makes them.
TUTORIAL = "docs/adding-a-schedule.md"
HEADERS = ("core/ema/*.h", "core/rules/*.h", "core/rules/posthoc/*.h")
HEADERS_EXAMPLE = "tests/examples/headers.cpp"


def stripped(text):
    return [line.strip() for line in text.split("\n") if line.strip()]


def contains(lines, wanted):
    return any(lines[start:start + len(wanted)] == wanted for start in range(len(lines) - len(wanted) + 1))


def examples(header):
    """(line number, text) of each example in the comments of a header."""
    found, open_block = [], False
    for number, line in enumerate(header.read_text(encoding="utf-8").split("\n"), 1):
        code = re.match(r"^\s*///? {5}(.*)$", line)
        if not code:
            open_block = False
        elif code.group(1).strip() == "…":
            open_block = False
        elif open_block:
            found[-1] = (found[-1][0], found[-1][1] + "\n" + code.group(1))
        else:
            found.append((number, code.group(1)))
            open_block = True
    return found


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
    compiled = stripped((markdown.ROOT / HEADERS_EXAMPLE).read_text(encoding="utf-8"))
    shown = 0
    for header in sorted(path for pattern in HEADERS for path in markdown.ROOT.glob(pattern)):
        for line, text in examples(header):
            shown += 1
            if not contains(compiled, stripped(text)):
                problems.append(f"{header.relative_to(markdown.ROOT)}:{line}: these lines are not in {HEADERS_EXAMPLE}, in this order")
    if shown < 5:
        problems.append(f"only {shown} examples in the comments of the headers: are they still indented by four spaces?")
    return markdown.report(problems, f"{compared} code blocks are what their files say, and {shown} examples in headers")


if __name__ == "__main__":
    sys.exit(main())
