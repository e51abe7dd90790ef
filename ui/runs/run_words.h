// SPDX-License-Identifier: GPL-3.0-or-later
//
// A kept run in words, in the window's language. Titles and tags come from files: they are plain
// text in one line each, whatever is in them.
#pragma once

#include "core/library/run_row.h"
#include "core/protocol/spec/catalog.h"

#include <cstdint>
#include <string>

#include <QString>
#include <QStringList>

namespace emascope::ui {

/// `text` in one line of at most `most` characters, without those that turn its direction around.
[[nodiscard]] QString plainLine(const std::string& text, qsizetype most);
/// The title that the person gave it, or else the name of its problem. One line, at most 120
/// characters.
[[nodiscard]] QString titleOf(const RunRow& row, const Catalog& catalog);
[[nodiscard]] QString stateWords(StoredState state);
/// "2026-12-01 14:05", in the person's time zone.
[[nodiscard]] QString dateWords(std::int64_t ms);
/// "fast, paper"
[[nodiscard]] QString tagWords(const RunRow& row);
/// The tags of a line that a person has typed: apart by commas, without repetitions.
[[nodiscard]] QStringList tagsTyped(const QString& line);
/// "+24 %": by how much the best average is lower than the best raw; empty if unknown.
[[nodiscard]] QString differenceWords(const RunRow& row);

}  // namespace emascope::ui
