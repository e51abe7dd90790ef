#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reads the plug-in's machine code with cuobjdump: each aligned kernel has 16-byte loads and stores for the weights and
every track or moment, none has local memory or spills, for every architecture. None has a fused multiply-add of floats, but
within divisions and roots, which the assembler makes of them; the PTX has none at all. Prints the registers.

    machine_code_test.py PLUGIN FOLDERS ARCHITECTURE...

FOLDERS, separated by ':', may have cuobjdump and nvdisasm. Exits with 77 and says why where one is missing."""
import os
import pathlib
import re
import shutil
import subprocess
import sys

SKIPPED = 77
VALUES_IN_16_BYTES = {"Float32": 4, "Bfloat16": 8, "Float16": 8}
TRACKS = (1, 2, 4, 8, 16)
UNALIGNED_TRACKS = 4
# Of an optimizer's rule: arrays that are read and written, and whether it divides.
RULES = {"Sgd": (1, False), "SgdMomentum": (2, False), "Adam": (3, True), "Rmsprop": (2, True), "RmspropMomentum": (3, True),
         "Lion": (2, False)}
UPDATE = re.compile(r"updateTracksINS\w_\d+([A-Z][a-z]+\d+)ELi(\d+)ELb([01])ELb([01])E")
FIND = re.compile(r"findBadINS\w_\d+([A-Z][a-z]+\d+)ELb([01])E")
MEASURE = re.compile(r"measureGradientINS\w_\d+([A-Z][a-z]+\d+)ELb([01])E")
STEP = re.compile(r"takeStepINS\w_\d+([A-Z][A-Za-z]+)ENS\w_\d+([A-Z][a-z]+\d+)ELb([01])E")
SINGLE = ("addUpDistances", "copyWords", "decideStep", "setRates")
# Local memory, addresses whose kind of memory the compiler does not know.
FORBIDDEN = ("LDL", "STL", "LD", "ST")
FUSED = ("FFMA", "FFMA2")
INSTRUCTION = re.compile(r"/\*[0-9a-f]{4,}\*/\s+(?:@!?U?P\w+ +)?([A-Z][\w.]*)")


def wanted_kernels():
    """Names as key() makes them."""
    wanted = {(name,) for name in SINGLE}
    for kind in VALUES_IN_16_BYTES:
        for measure in "01":
            wanted |= {("updateTracks", kind, tracks, "1", measure) for tracks in TRACKS}
            wanted.add(("updateTracks", kind, UNALIGNED_TRACKS, "0", measure))
        for aligned in "01":
            wanted |= {("findBad", kind, aligned), ("measureGradient", kind, aligned)}
            wanted |= {("takeStep", rule, kind, aligned) for rule in RULES}
    return wanted


def key(mangled):
    if found := UPDATE.search(mangled):
        return ("updateTracks", found[1], int(found[2]), found[3], found[4])
    if found := FIND.search(mangled):
        return ("findBad", found[1], found[2])
    if found := MEASURE.search(mangled):
        return ("measureGradient", found[1], found[2])
    if found := STEP.search(mangled):
        return ("takeStep", found[1], found[2], found[3])
    return next(((name,) for name in SINGLE if name in mangled), (mangled,))


def divides(kernel):
    return kernel[0] == "decideStep" or kernel[0] == "takeStep" and RULES[kernel[1]][1]


def instructions(text):
    """{(architecture, kernel): [instruction, ...]} of `cuobjdump -sass`."""
    found, architecture, current = {}, None, None
    for line in text.splitlines():
        if match := re.match(r"\s*code for sm_(\d+)", line):
            architecture = int(match[1])
        elif match := re.match(r"\s*Function : (\S+)", line):
            current = found.setdefault((architecture, key(match[1])), [])
        elif current is not None and (match := INSTRUCTION.search(line)):
            current.append(match[1])
    return found


def resources(text):
    """{(architecture, kernel): {"REG": n, ...}} of `cuobjdump -res-usage`."""
    found, architecture, name = {}, None, None
    for line in text.splitlines():
        if match := re.match(r"\s*arch = sm_(\d+)", line):
            architecture = int(match[1])
        elif match := re.match(r"\s*Function (\S+):", line):
            name = key(match[1])
        elif name and "REG:" in line:
            found[architecture, name] = {what: int(n) for what, n in re.findall(r"(\w+):(\d+)", line)}
            name = None
    return found


def wide_accesses(kernel):
    """Loads and stores of 16 bytes that a kernel needs at least."""
    if kernel[0] == "updateTracks" and kernel[3] == "1":
        stores = kernel[2] * VALUES_IN_16_BYTES[kernel[1]] // 4
        return stores + 1, stores
    if kernel[0] == "takeStep" and kernel[3] == "1":
        stores = RULES[kernel[1]][0] * VALUES_IN_16_BYTES[kernel[2]] // 4
        return stores + 1, stores
    return int(kernel[0] in ("findBad", "measureGradient") and kernel[2] == "1"), 0


def fused_in_ptx(text):
    """Fused multiply-adds of floats in `cuobjdump -ptx`."""
    return sorted(set(re.findall(r"\bfma\.\w+(?:\.\w+)*\.f32(?:x2)?\b", text)))


def problems_of(kernel, code):
    """What is wrong with the instructions of a kernel."""
    forbidden = FORBIDDEN if divides(kernel) else FORBIDDEN + FUSED
    problems = [f"has {one}" for one in code if one.split(".")[0] in forbidden]
    loads = sum(one.startswith("LDG") and ".128" in one for one in code)
    stores = sum(one.startswith("STG") and ".128" in one for one in code)
    wanted_loads, wanted_stores = wide_accesses(kernel)
    if loads < wanted_loads:
        problems.append(f"has {loads} loads of 16 bytes instead of {wanted_loads}")
    if stores < wanted_stores:
        problems.append(f"has {stores} stores of 16 bytes instead of {wanted_stores}")
    return problems


def table(usage, architectures):
    """Registers, a row for each kernel."""
    lines = ["registers of a thread".ljust(44) + "".join(f"sm_{one}".rjust(8) for one in architectures)]
    for kernel in sorted(wanted_kernels(), key=str):
        words = " ".join(map(str, kernel))
        lines.append(words.ljust(44) + "".join(str(usage[one, kernel]["REG"]).rjust(8) for one in architectures))
    return "\n".join(lines)


def main(plugin, folders, *architectures):
    environment = dict(os.environ, PATH=folders + ":" + os.environ["PATH"])
    for tool in ("cuobjdump", "nvdisasm"):
        if not shutil.which(tool, path=environment["PATH"]):
            print(f"skipped: there is no {tool} in {folders} or on PATH; ./tests/run downloads it")
            return SKIPPED
    if not architectures or not pathlib.Path(plugin).exists():
        print(f"skipped: this build has no CUDA compiler, or {plugin} is not built")
        return SKIPPED

    def dump(option):
        return subprocess.run(["cuobjdump", option, plugin], check=True, capture_output=True, text=True, env=environment).stdout

    code, usage = instructions(dump("-sass")), resources(dump("-res-usage"))
    architectures = [int(one) for one in architectures]
    ptx = dump("-ptx")
    problems = [f"the PTX has {one}" for one in fused_in_ptx(ptx)]
    if "mul.rn.f32" not in ptx:  # each product of floats is one
        problems.append("there is no PTX, or it is not as expected")
    for architecture in architectures:
        for kernel in sorted(wanted_kernels(), key=str):
            place = f"sm_{architecture} {' '.join(map(str, kernel))}"
            if not code.get((architecture, kernel)) or (architecture, kernel) not in usage:
                problems.append(f"{place} is missing")
                continue
            problems += [f"{place} {what}" for what in problems_of(kernel, code[architecture, kernel])]
            used = usage[architecture, kernel]
            if used.get("LOCAL", 1) or used.get("STACK", 1):
                problems.append(f"{place} has local memory: {used}")
    print("\n".join(problems) if problems else table(usage, architectures))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
