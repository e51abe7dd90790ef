# SPDX-License-Identifier: Apache-2.0
"""The report: a row for each promise, with how often it was tried and how often it was broken."""
import sys
import time


class Report:
    def __init__(self):
        self.rows = []
        self.broken = []
        self.notes = []
        self.tables = []  # (title, head, rows)
        self.began = time.monotonic()

    def add(self, part, what, tried, found, broken=()):
        """`broken`: a sentence for each time that the promise was not kept."""
        broken = list(broken)
        self.rows.append((part, what, f"{tried:,}".replace(",", " "), found, "kept" if not broken else f"BROKEN {len(broken)} x"))
        self.broken += [f"{part}: {what}: {sentence}" for sentence in broken]
        self.say(f"{part}: {what}: {tried} tried, {found}" + ("" if not broken else f"; BROKEN: {broken[0]}"))

    def note(self, sentence):
        """What could not be tried here, and why."""
        self.notes.append(sentence)
        self.say(sentence)

    def table(self, title, head, rows):
        self.tables.append((title, head, rows))

    @staticmethod
    def say(sentence):
        print(time.strftime("%H:%M:%S"), sentence, file=sys.stderr, flush=True)

    def markdown(self):
        seconds = time.monotonic() - self.began
        lines = ["# Faults", "", f"{len(self.rows)} promises, {len(self.broken)} times broken, {seconds:.0f} s.", ""]
        lines += table_lines(("part", "promise", "tried", "found", "result"), self.rows)
        for title, head, rows in self.tables:
            lines += ["", f"## {title}", "", *table_lines(head, rows)]
        if self.notes:
            lines += ["", "## Not tried here", "", *(f"* {note}" for note in self.notes)]
        if self.broken:
            lines += ["", "## Broken promises", "", *(f"* {sentence}" for sentence in self.broken)]
        return "\n".join(lines) + "\n"


def table_lines(head, rows):
    rows = [[str(cell).replace("|", "\\|").replace("\n", " ") for cell in row] for row in [head, *rows]]
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return lines
