#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes alice.txt: the first six chapters of "Alice's Adventures in Wonderland" in ASCII, from the
plain text of the book (UTF-8, with one line for each heading "CHAPTER I. ..."). Run once, by hand;
the result is part of the source tree.

usage: make_alice.py 11-0.txt
"""
import pathlib
import re
import sys

text = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8-sig")
text = text[text.index("CHAPTER I."):text.index("CHAPTER VII.")]
for curly, plain in {"‘": "'", "’": "'", "“": '"', "”": '"', "—": "--", "ù": "u",
                     "[": "(", "_": ""}.items():
    text = text.replace(curly, plain)
text = re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+", " ", text.replace("\r", "")))
text = re.sub(r"\n ", "\n", text).strip() + "\n"
(pathlib.Path(__file__).parent / "alice.txt").write_bytes(text.encode("ascii"))
