// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/help_pages.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("help", text); }

}  // namespace

void helpPage(QWidget* window, const QString& title, const QString& html) {
  auto* dialog = new QDialog(window);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setObjectName(QStringLiteral("help_page"));
  dialog->setWindowTitle(title);
  auto* text = new QLabel(html, dialog);
  text->setTextFormat(Qt::RichText);
  text->setWordWrap(true);
  text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  // A QLabel that wraps its text does not request the height that the text needs.
  constexpr int kWidth = 460;
  text->ensurePolished();
  text->setMinimumSize(kWidth, text->heightForWidth(kWidth));
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
  buttons->button(QDialogButtonBox::Close)->setIcon({});
  QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
  auto* column = new QVBoxLayout(dialog);
  column->setContentsMargins(20, 16, 20, 14);
  column->addWidget(text, 1);
  column->addWidget(buttons);
  dialog->adjustSize();
  dialog->show();
}

const std::vector<KeyRow>& keyRows() {
  static const std::vector<KeyRow> rows = {
      {"Space", QT_TRANSLATE_NOOP("help", "start, pause (except while typing a text)")},
      {".   Shift+.", QT_TRANSLATE_NOOP("help", "one step, a hundred steps")},
      {"Ctrl+R   Ctrl+Shift+R",
       QT_TRANSLATE_NOOP("help", "restart with the current settings; also with a new seed")},
      {"Ctrl+Alt+R", QT_TRANSLATE_NOOP("help", "restart and pause before step 1")},
      {"Ctrl+O", QT_TRANSLATE_NOOP("help", "open your own data")},
      {"[   ]", QT_TRANSLATE_NOOP("help", "shorter, longer half-life")},
      {"Ctrl+Z   Ctrl+Shift+Z", QT_TRANSLATE_NOOP("help", "undo, redo a change")},
      {"Enter   Esc",
       QT_TRANSLATE_NOOP("help",
                         "in a field: send the typed value, restore the old one; elsewhere: "
                         "press the focused button, dismiss a refusal")},
      {"F   Home", QT_TRANSLATE_NOOP("help", "follow the run")},
      {"Shift+Home", QT_TRANSLATE_NOOP("help", "fit the whole run so far")},
      {"L", QT_TRANSLATE_NOOP("help", "logarithmic or linear loss axis")},
      {"wheel   Ctrl+wheel", QT_TRANSLATE_NOOP("help", "zoom the step axis, the loss axis")},
      {"drag   Shift+drag", QT_TRANSLATE_NOOP("help", "pan, zoom into a box")},
      {"double-click",
       QT_TRANSLATE_NOOP("help",
                         "in the plot: fit; on a parameter's name: reset to the preset's value")},
      {"Backspace", QT_TRANSLATE_NOOP("help", "previous view")},
      {"←   →   Ctrl+←   Ctrl+→",
       QT_TRANSLATE_NOOP("help", "in the plot: move the cursor; with Ctrl, to the next mark")},
      {"Ctrl+E   Ctrl+Shift+E", QT_TRANSLATE_NOOP("help", "export the picture, the data")},
      {"Ctrl+Shift+C", QT_TRANSLATE_NOOP("help", "copy the picture")},
      {"F1   ?", QT_TRANSLATE_NOOP("help", "this list")},
      {"Ctrl+Q", QT_TRANSLATE_NOOP("help", "quit")}};
  return rows;
}

QString keysText() {
  QString html = QStringLiteral("<table cellspacing='0' cellpadding='3'>");
  for (const auto& [keys, what] : keyRows()) {
    html += QStringLiteral(
                "<tr><td style='white-space:pre'><b>%1</b></td><td "
                "style='padding-left:18px'>%2</td></tr>")
                .arg(QString::fromUtf8(keys).toHtmlEscaped(), tr(what).toHtmlEscaped());
  }
  return html + QStringLiteral("</table>");
}

QString aboutText(const RunFacts& facts) {
  const QString engine =
      facts.engine.empty() ? tr("no engine yet") : QString::fromStdString(facts.engine);
  return tr("<p><b>EMAscope %1</b></p>"
            "<p>Raw weights against their exponential moving averages, live.</p>"
            "<p>%2<br>Qt %3, QCustomPlot 2.1</p>"
            "<p>The window is free software under the GNU General Public License, version 3 or "
            "later; the "
            "engine and the averaging library are under the Apache License 2.0.</p>"
            "<p>Digits: E. Alpaydin and C. Kaynak, UCI data set 80, as distributed with "
            "scikit-learn. Text: Lewis Carroll, <i>Alice's Adventures in Wonderland</i>, Project "
            "Gutenberg. "
            "Fonts: Inter and JetBrains Mono, SIL Open Font License. Icons: KDE Breeze, LGPL 3 or "
            "later.</p>")
      .arg(QLatin1String(EMASCOPE_VERSION), engine.toHtmlEscaped(), QLatin1String(qVersion()));
}

}  // namespace emascope::ui
