#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""docs/cli.md and --help list the same options, with the same metavars, in each table in the same order, for each program and subcommand. What docs/cli.md says
of an option begins with the words of --help. Every command line in the documents uses options that exist; rules and demos are listed as the engine lists them.

    options_test.py --engine bin/emascope-engine [--window bin/emascope]

In docs/cli.md a line "Options of `emascope-engine train` and `emascope`:" says to which commands the next table belongs.
"""
import argparse
import json
import re
import shlex
import subprocess
import sys

import markdown

OF_EVERY_PROGRAM = ("--help", "--version")
# Of the subcommand alone, within a table that both share.
NOT_OF = {"emascope": ("--seeds",), "emascope-engine data": ("--data",)}


def output(command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def options_in_help(text):
    """{option: (metavar, words)}, in order."""
    found, name = {}, None
    for line in text.split("\n"):
        match = re.match(r"^  (?:-\w,)?(--[a-z0-9-]+)(?: (\S+(?: \S+)*))?(?:\s{2,}(.*))?$", line)
        if match:
            name = match.group(1)
            found[name] = (metavar(match.group(2) or ""), match.group(3) or "")
        elif name and re.match(r"^ {20,}\S", line):
            found[name] = (found[name][0], f"{found[name][1]} {line.strip()}")
        else:
            name = None
    return {name: (form, plain(words)) for name, (form, words) in found.items() if name not in OF_EVERY_PROGRAM}


def plain(text):
    """The words of a cell or of --help without marks of Markdown and quotes around code."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text.replace("\\|", "|"))
    return " ".join(re.sub(r"[`']", "", text).split())


def metavar(text):
    """Without what CLI11 adds behind it: that there may be several, a check, a default, whether it is required."""
    return re.sub(r"(( \.\.\.)? REQUIRED| \.\.\.|:U?INT in .*|=[a-z0-9][^=]*)$", "", text)


def tables_in_page(page):
    """[(commands, {option: (metavar, words)})], one for each table of options."""
    tables, commands = [], []
    for number, line in page.prose:
        heading = re.match(r"^Options of (.*):$", line)
        if heading:
            commands = re.findall(r"`([^`]+)`", heading.group(1))
            tables.append((commands, {}))
        elif line.startswith("#"):
            commands = []
        elif line.startswith("| `--"):
            cells = re.split(r"(?<!\\)\|", line)
            name, rest = re.match(r"`(--[a-z0-9-]+)([^`]*)`", cells[1].replace("\\|", "|").strip()).groups()
            if not commands:
                sys.exit(f"{markdown.name(page)}:{number}: {name} stands in a table that belongs to no command")
            tables[-1][1][name] = (rest.strip(), plain(cells[2]))
    return tables


def compare(command, tables, helped, problems):
    documented = {}
    for commands, options in tables:
        if command not in commands:
            continue
        options = {name: rest for name, rest in options.items() if name not in NOT_OF.get(command, ())}
        for name in set(options) & set(documented):
            problems.append(f"docs/cli.md lists {name} of '{command}' twice")
        if [name for name in options if name in helped] != [name for name in helped if name in options]:
            problems.append(f"docs/cli.md lists options of '{command}' in another order than --help: {', '.join(options)}")
        documented.update(options)
    for name in helped:
        if name not in documented:
            problems.append(f"docs/cli.md lacks {name} of '{command}'")
            continue
        (form, words), (helped_form, helped_words) = documented[name], helped[name]
        if form != helped_form:
            problems.append(f"docs/cli.md has '{name} {form}' for '{command}', and --help has '{name} {helped_form}'")
        if not helped_words or not re.match(re.escape(helped_words) + r"(?!\w)", words):
            problems.append(f"what docs/cli.md says of {name} of '{command}' does not begin with the words of --help: "
                            f"'{words}' and '{helped_words}'")
    for name in documented:
        if name not in helped:
            problems.append(f"docs/cli.md lists {name}, which is no option of '{command}'")


def command_lines(page):
    """(line, words) of each command in the page's code blocks; continued lines are joined."""
    for block in page.blocks:
        if block.info:
            continue
        text = block.text.replace("\\\n", " ")
        for line in text.split("\n"):
            try:
                words = shlex.split(line, comments=True)
            except ValueError:
                continue
            for start, word in enumerate(words):
                if word.split("/")[-1] in ("emascope-engine", "emascope") and (start == 0 or words[start - 1] == "|"):
                    end = next((i for i in range(start, len(words)) if words[i] in ("|", ">")), len(words))
                    yield block.line, words[start].split("/")[-1:] + words[start + 1:end]


def check_command_lines(helped, problems):
    count = 0
    for page in markdown.pages():
        for line, words in command_lines(page):
            count += 1
            name = words[0]
            if name == "emascope-engine":
                name = " ".join(words[:2])
            if name not in helped:
                if name != "emascope":  # not built here
                    problems.append(f"{markdown.name(page)}:{line}: there is no '{name}'")
                continue
            for word in words[1:]:
                option = word.split("=")[0]
                if option.startswith("--") and option not in helped[name] and option not in OF_EVERY_PROGRAM:
                    problems.append(f"{markdown.name(page)}:{line}: {option} is no option of '{name}'")
    if count < 10:
        problems.append(f"only {count} command lines found in the documents")


def ids_in_table(page, first_cell):
    inside, found = False, []
    for _, line in markdown.Page(markdown.ROOT / page).prose:
        if line.startswith(f"| {first_cell} |"):
            inside = True
        elif not line.startswith("|"):
            inside = False
        elif inside and line.startswith("| `"):
            found += re.findall(r"`([^`]+)`", line.split("|")[1])
    return found


def check_lists(engine, problems):
    for page, first_cell, subcommand, key in (("docs/rules.md", "id", "schedules", "id"), ("README.md", "preset", "presets", "id")):
        listed = sorted(ids_in_table(page, first_cell))
        listing = json.loads(output([engine, subcommand, "--json"]))
        offered = sorted(entry[key] for entry in listing)
        for name in set(offered) ^ set(listed):
            where = f"is not in {page}" if name in offered else f"is in {page} alone"
            problems.append(f"'{name}' of 'emascope-engine {subcommand}' {where}")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--engine", required=True)
    arguments.add_argument("--window")
    given = arguments.parse_args()

    helped = {}
    for line in output([given.engine, "--help"]).split("\n"):
        match = re.match(r"^  ([a-z][a-z-]+) {2,}", line)
        if match:
            helped[f"emascope-engine {match.group(1)}"] = options_in_help(output([given.engine, match.group(1), "--help"]))
    if given.window:
        helped["emascope"] = options_in_help(output([given.window, "--help"]))

    problems = []
    tables = tables_in_page(markdown.Page(markdown.ROOT / "docs/cli.md"))
    for command in sorted(set(helped).union(*(commands for commands, _ in tables))):
        if command in helped:
            compare(command, tables, helped[command], problems)
        elif command != "emascope" or given.window:
            problems.append(f"docs/cli.md has options of '{command}', which does not exist")
    check_command_lines(helped, problems)
    check_lists(given.engine, problems)
    return markdown.report(problems, f"{sum(map(len, helped.values()))} options of {len(helped)} commands are documented")


if __name__ == "__main__":
    sys.exit(main())
