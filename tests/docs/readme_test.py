#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""README.md is the doorstep: at most 900 words, code included. What needs more is a page in docs/, which README links."""
import sys

import markdown

MOST_WORDS = 900


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
    return markdown.report(problems, f"README.md has {words} words and links every page of docs/")


if __name__ == "__main__":
    sys.exit(main())
