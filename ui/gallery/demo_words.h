// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a card of the gallery says about a demo. The demos of this program have short texts of their
// own; another engine's are made from the title and the story in its catalog.
#pragma once

#include "core/protocol/spec/catalog.h"

#include <QString>

namespace emascope::ui {

struct DemoWords {
  QString name;     ///< "Two spirals"
  QString kind;     ///< "Why average? · MLP"
  QString summary;  ///< what there is to see, one or two sentences
};

/// Plain text in one line each, as long as the catalog has it.
[[nodiscard]] DemoWords demoWords(const PresetInfo& preset);

/// "5 000 steps · 25 s at 200/s"
[[nodiscard]] QString lengthWords(const RunConfig& config);

/// `text` in one line without control characters, at most `most` characters long.
[[nodiscard]] QString oneLine(const QString& text, qsizetype most);

}  // namespace emascope::ui
