// SPDX-License-Identifier: GPL-3.0-or-later
//
// Texts in the window's language that come from outside of the window's classes: those of core and
// of the engine, and those of the window's free functions. Without a translation, for example of
// what a newer engine says, a text stays as it is.
#pragma once

#include "core/base/phrase.h"

#include <string_view>

#include <QString>

namespace emascope::ui {

/// What core or the engine says: a label, a tool tip, a title.
[[nodiscard]] QString said(std::string_view text);
[[nodiscard]] QString said(const Phrase& phrase);

/// For functions outside of classes; a class has a tr() of its own.
[[nodiscard]] QString tr(const char* text);

}  // namespace emascope::ui
