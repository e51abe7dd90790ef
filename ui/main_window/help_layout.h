// SPDX-License-Identifier: GPL-3.0-or-later
//
// What Qt's import of Markdown leaves out: room between paragraphs and in the cells of tables, and
// blocks of code that look like it, in the colors of the theme.
#pragma once

class QTextDocument;

namespace emascope::ui {

/// [ui-thread] After setMarkdown() of `document`.
void layOutHelp(QTextDocument& document);

}  // namespace emascope::ui
