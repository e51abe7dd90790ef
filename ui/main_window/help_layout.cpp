// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/help_layout.h"

#include "ui/theme/theme.h"

#include <QFontDatabase>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextTable>

namespace emascope::ui {
namespace {

void layOutTables(QTextFrame* frame) {
  for (QTextFrame* child : frame->childFrames()) {
    if (auto* table = qobject_cast<QTextTable*>(child)) {
      QTextTableFormat format = table->format();
      format.setCellPadding(4);
      format.setCellSpacing(0);
      format.setBorderCollapse(true);
      format.setBorder(1);
      format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
      format.setBorderBrush(theme().dark ? theme().border : theme().border.darker(115));
      format.setTopMargin(6);
      format.setBottomMargin(10);
      table->setFormat(format);
    }
    layOutTables(child);
  }
}

bool isCode(const QTextBlock& block) {
  if (block.blockFormat().hasProperty(QTextFormat::BlockCodeFence)) return true;
  // An indented block has no property of its own: all of it is in the font for code.
  static const QString mono = QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
  if (block.text().isEmpty()) return false;
  for (auto at = block.begin(); !at.atEnd(); ++at) {
    if (!at.fragment().charFormat().fontFamilies().toStringList().contains(mono)) return false;
  }
  return true;
}

void layOutBlock(const QTextBlock& block) {
  QTextCursor cursor(block);
  if (cursor.currentTable()) return;
  QTextBlockFormat format = block.blockFormat();
  if (format.headingLevel() > 0) {
    format.setTopMargin(format.headingLevel() == 1 ? 0 : 16);
    format.setBottomMargin(6);
  } else if (isCode(block)) {
    const bool first = !isCode(block.previous());
    const bool last = !isCode(block.next());
    format.setTopMargin(first ? 4 : 0);
    format.setBottomMargin(last ? 12 : 0);
    format.setLeftMargin(8);
    format.setBackground(theme().chip);
  } else {
    format.setBottomMargin(block.textList() ? 3 : 8);
  }
  cursor.setBlockFormat(format);
}

}  // namespace

void layOutHelp(QTextDocument& document) {
  for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
    layOutBlock(block);
  }
  layOutTables(document.rootFrame());
}

}  // namespace emascope::ui
