#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Fails with the places where a C++ file is not laid out as .clang-format says.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
find core ui app tests -type f \( -name '*.h' -o -name '*.cpp' -o -name '*.cu' \) -print0 |
  xargs -0 clang-format-14 --style=file --dry-run --Werror
