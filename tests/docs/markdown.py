# SPDX-License-Identifier: Apache-2.0
"""Reads the project's Markdown files as GitHub and the window's help show them: headings with their anchors, links,
tables, code."""
import dataclasses
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


@dataclasses.dataclass
class Block:
    """A fenced or indented block of code. `info` is what stands behind the opening fence; empty for an indented one."""

    line: int
    info: str
    text: str


class Page:
    """One Markdown file. `prose` are (line number, text) of all lines outside code blocks."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.lines = self.path.read_text(encoding="utf-8").split("\n")
        self.prose, self.blocks = [], []
        self._split()

    def _split(self):
        fence, start, info, inside = None, 0, "", []
        was_blank, in_list = True, False
        for number, line in enumerate(self.lines, 1):
            opening = re.match(r"^ {0,3}(```+|~~~+)(.*)$", line)
            if fence is None and opening:
                fence, start, info, inside = opening.group(1), number, opening.group(2).strip(), []
            elif fence is not None:
                if line.strip() == fence:
                    self.blocks.append(Block(start, info, "\n".join(inside) + "\n"))
                    fence = None
                else:
                    inside.append(line)
            elif re.match(r"^(    |\t)\S?", line) and line.strip() and not in_list and (was_blank or self._continues(number)):
                if self._continues(number):
                    self.blocks[-1].text += line[4:] + "\n"
                else:
                    self.blocks.append(Block(number, "", line[4:] + "\n"))
            else:
                self.prose.append((number, line))
                if re.match(r"^\s*([*+-]|\d+\.)\s", line):
                    in_list = True
                elif line.strip() and not line.startswith(" "):
                    in_list = False
            was_blank = not line.strip()
        if fence is not None:
            raise ValueError(f"{self.path}:{start}: the code block is not closed")

    def _continues(self, number):
        """Whether the last block is an indented one that ends on the line before `number`."""
        if not self.blocks or self.blocks[-1].info:
            return False
        last = self.blocks[-1]
        return last.line + last.text.count("\n") == number

    def headings(self):
        """(line number, level, text) of each heading."""
        for number, line in self.prose:
            match = re.match(r"^(#{1,6})\s+(.*?)\s*#*$", line)
            if match:
                yield number, len(match.group(1)), match.group(2)

    def anchors(self):
        """The anchors that GitHub gives the headings."""
        seen = {}
        for _, _, text in self.headings():
            text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
            slug = re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")
            count = seen.get(slug, 0)
            seen[slug] = count + 1
            yield slug if count == 0 else f"{slug}-{count}"

    def links(self):
        """(line number, target) of each link and picture."""
        for number, line in self.prose:
            line = re.sub(r"`[^`]*`", "", line)
            for match in re.finditer(r"\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)", line):
                yield number, match.group(1)
            for match in re.finditer(r"(?:src|srcset|href)=\"([^\"]+)\"", line):
                yield number, match.group(1)

    def code_spans(self):
        """(line number, text) of each piece of code within a line."""
        for number, line in self.prose:
            for match in re.finditer(r"`([^`]+)`", line):
                yield number, match.group(1)


def pages():
    """All Markdown files of the project, in a fixed order: those that Git knows or would add; without Git, all but the build's."""
    if (ROOT / ".git").exists():
        command = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "-z", "*.md"]
        listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        paths = [ROOT / one for one in listed.split("\0") if one]
    else:
        paths = [one for one in ROOT.rglob("*.md") if "build" not in one.relative_to(ROOT).parts]
    for path in sorted(set(paths)):
        if path.exists():
            yield Page(path)


def name(page):
    return page.path.relative_to(ROOT)


def report(problems, success):
    """Prints what is wrong, or `success`; the exit code."""
    for problem in problems:
        print(problem)
    if problems:
        print(f"{len(problems)} problems")
        return 1
    print(success)
    return 0
