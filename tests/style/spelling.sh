#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Fails with the places where codespell finds a misspelled word in code or text, and a British spelling in the documentation, in code and in lessons.
# Words that are right here are in words.txt, in lower case.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
common=(--ignore-words=tests/style/words.txt --quiet-level=3)
# What others wrote, recorded, or damaged on purpose keeps its spelling.
skip=(./build ./.git ./licenses ./resources/data './resources/gallery/*.json' ./resources/lessons './resources/translations/*.ts' ./resources/fonts ./resources/icons/LICENSES.txt ./tests/golden
  ./tests/fuzz/corpus '*.png' '*.svg')
bad=0
codespell "${common[@]}" --skip="$(IFS=, && printf '%s' "${skip[*]}")" . || bad=1
mapfile -d '' documents < <(find . -name '*.md' -not -path './build/*' -print0)
# shellcheck disable=SC2016 # names in backticks are not English
codespell "${common[@]}" --builtin=clear,en-GB_to_en-US --ignore-regex='`[^`]*`' "${documents[@]}" || bad=1
# In code; 'grey' is in names of pictures, and 'colour' is a wrong key on purpose.
codespell "${common[@]}" --builtin=en-GB_to_en-US --ignore-words-list=grey,colour --skip="$(IFS=, && printf '%s' "${skip[*]}")" \
  ./core ./ui ./app ./cmake ./tests || bad=1
# In lessons, the English texts.
codespell "${common[@]}" --builtin=clear,rare,en-GB_to_en-US --ignore-regex='"(de|zh)": "[^"]*"' ./resources/lessons || bad=1
((bad == 0)) || echo "spelling: correct these words, or add those that are right to tests/style/words.txt" >&2
exit "$bad"
