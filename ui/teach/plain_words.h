// SPDX-License-Identifier: GPL-3.0-or-later
//
// The texts of lesson files as they are shown. A file may hold any text: line breaks, control
// characters, thousands of letters without a blank, letters that read from right to left.
#pragma once

#include <string>

#include <QString>

namespace emascope::ui {

/// In one paragraph of at most 1,200 letters, and with places to break (U+200B) in words longer
/// than those of a language, so that no label gets wider than its room. Rows do not end within a
/// short formula, "n / (n + 1)", nor between a number and its percent sign.
[[nodiscard]] QString flowing(const QString& text);
[[nodiscard]] QString flowing(const std::string& text);

/// In one line of at most 60 letters, and so that letters which read from right to left leave the
/// order of what stands beside it.
[[nodiscard]] QString shownName(const std::string& name);

}  // namespace emascope::ui
