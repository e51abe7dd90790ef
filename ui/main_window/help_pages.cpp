// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/help_pages.h"

#include "ui/main_window/help_browser.h"
#include "ui/run/said.h"
#include "ui/theme/interface_scale.h"

#include <algorithm>

#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

constexpr int kAroundPage = 140;  // pixels of the screen around a page's text

}  // namespace

void helpPage(QWidget* window, const QString& title, const QString& html, int width) {
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
  text->ensurePolished();
  const QSize most = window->screen()->availableSize() - QSize(kAroundPage, kAroundPage);
  const int wide = std::min(scaled(width), most.width());
  const int high = text->heightForWidth(wide);
  text->setMinimumHeight(high);  // else it is that of a slimmer text
  auto* scroll = new QScrollArea(dialog);
  scroll->setWidget(text);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->ensurePolished();
  scroll->setMinimumSize(wide, std::min(high, most.height()));
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
  buttons->button(QDialogButtonBox::Close)->setIcon({});
  QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
  auto* column = new QVBoxLayout(dialog);
  column->setContentsMargins(20, 16, 20, 14);
  column->addWidget(scroll, 1);
  column->addWidget(buttons);
  dialog->adjustSize();
  dialog->show();
}

std::vector<KeyRow> keyRows() {
  std::vector<KeyRow> rows;
  bool inside = false;
  const QString page = HelpBrowser::source(QStringLiteral("docs/window.md"));
  for (const QString& line : page.split(QLatin1Char('\n'))) {
    if (line.startsWith(QLatin1Char('#'))) inside = line == QLatin1String("## Keys");
    const QStringList cells = line.split(QLatin1String(" | "));
    if (!inside || cells.size() != 2 || line == QLatin1String("| keys | action |")) continue;
    rows.push_back({cells[0].mid(2).split(QLatin1String(" / ")), cells[1].chopped(2)});
  }
  return rows;
}

namespace {

/// The words among the keys in the window's language: "Strg+N", "Mausrad".
QString keyNames(const QString& keys) {
  static const QRegularExpression word(QStringLiteral("[A-Za-z][A-Za-z-]{2,}"));
  QString names = keys;
  qsizetype from = 0;
  for (auto found = word.match(names, from); found.hasMatch(); found = word.match(names, from)) {
    const QString name = said(found.captured().toStdString());
    names.replace(found.capturedStart(), found.capturedLength(), name);
    from = found.capturedStart() + name.size();
  }
  return names;
}

}  // namespace

QString keysText() {
  const std::vector<KeyRow> rows = keyRows();
  const std::size_t half = (rows.size() + 1) / 2;
  const auto cells = [&rows](std::size_t row, int before) {
    if (row >= rows.size()) return QStringLiteral("<td></td><td></td>");
    return QStringLiteral(
               "<td style='white-space:pre; padding-left:%1px'><b>%2</b></td>"
               "<td style='padding-left:%3px' width='38%'>%4</td>")
        .arg(QString::number(scaled(before)),
             keyNames(rows[row].keys.join(QLatin1String("   "))).toHtmlEscaped(),
             QString::number(scaled(14)), said(rows[row].what.toStdString()).toHtmlEscaped());
  };
  QString html = QStringLiteral("<table width='100%' cellspacing='0' cellpadding='3'>");
  for (std::size_t row = 0; row < half; ++row) {
    html +=
        QStringLiteral("<tr>") + cells(row, 0) + cells(half + row, 28) + QStringLiteral("</tr>");
  }
  return html + QStringLiteral("</table>");
}

QString aboutText(const RunFacts& facts) {
  const QString engine =
      facts.engine.empty() ? tr("no engine yet") : QString::fromStdString(facts.engine);
  return tr("<p><b>EMAscope %1</b></p>"
            "<p>Raw weights against their exponential moving averages, live.</p>"
            "<p>%2<br>Qt %3, QCustomPlot 2.1</p>"
            "<p>Text of a demo: Alice's Adventures in Wonderland, Lewis Carroll, 1865, in the "
            "public domain.</p>"
            "<p>Free software: see Help, Manual, LICENSE.</p>")
      .arg(QLatin1String(EMASCOPE_VERSION), engine.toHtmlEscaped(), QLatin1String(qVersion()));
}

}  // namespace emascope::ui
