// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/style_sheet.h"

#include "ui/run/language.h"
#include "ui/theme/interface_scale.h"

#include <utility>
#include <vector>

#include <QStringList>

namespace emascope::ui {
namespace {

constexpr auto kSheet = R"(
QWidget { font-family: Inter; font-size: 13px; color: @text; }
QMainWindow, QDialog { background: @window; }
QToolTip { background: @card; color: @text; border: 1px solid @border; padding: 4px; }

#tables_corner { background: @card; }
QFrame[card="true"] { background: @card; border: 1px solid @border; border-radius: 8px; }
QLabel { background: transparent; }
QLabel[heading="true"] { font-weight: 600; }
QLabel[secondary="true"] { color: @secondary; font-size: 11px; }
QLabel[accent="true"] { color: @accent_text; font-weight: 600; }
QLabel[big="true"] { font-size: 22px; font-weight: 500; }
QLabel[idle="true"], QLineEdit[idle="true"], QComboBox[idle="true"] { color: @secondary; }
QLabel[bad="true"] { color: @worse_text; font-size: 11px; }
QLabel[chip="true"] { background: @chip; border-radius: 9px; padding: 2px 10px; font-size: 11px; }
QLabel[badge="true"] { background: @chip; border: 1px solid @border; border-radius: 9px;
  padding: 2px 10px; font-size: 11px; font-weight: 600; }

QPushButton, QToolButton { background: @card; border: 1px solid @border; border-radius: 5px;
  padding: 5px 12px; outline: none; }
QPushButton:hover, QToolButton:hover { background: @chip; }
QPushButton:pressed, QToolButton:pressed { background: @border; }
QPushButton:disabled, QToolButton:disabled { color: @secondary; background: @window; }
QPushButton:focus, QToolButton:focus { border-color: @accent; }
QPushButton[small="true"] { padding: 2px 10px; font-size: 12px; }
QPushButton[primary="true"] { background: @accent; border-color: @accent; color: @on_accent;
  font-weight: 600; }
QPushButton[primary="true"]:hover { background: @accent_text; }
QPushButton[primary="true"]:focus { border: 2px solid @text; padding: 4px 11px; }
QPushButton[primary="true"]:disabled { background: @chip; border-color: @border; color: @secondary; }
QPushButton[pill="true"] { background: @chip; border: 1px solid transparent; border-radius: 9px;
  padding: 1px 10px; font-size: 11px; color: @secondary; }
QPushButton[pill="true"]:hover { color: @text; }
QPushButton[pill="true"]:checked { color: @text; }
QPushButton[pill="true"]:focus { border-color: @accent; }
QPushButton[cell="true"] { background: @chip; border: 2px solid transparent; font-size: 15px; font-weight: 600;
  padding: 4px 8px; }
QPushButton[cell="true"]:hover { border-color: @border; }
QPushButton[cell="true"]:checked { background: @card; border-color: @accent; color: @accent_text; }
QPushButton[cell="true"]:focus { border-color: @text; }
QPushButton[flat="true"] { border: none; background: transparent; color: @accent_text; padding: 2px 4px; }
QPushButton[flat="true"]:focus { border: 1px solid @accent; padding: 1px 3px; }
QFileDialog QToolButton { padding: 3px; }
QToolButton[fold="true"] { border: none; background: transparent; color: @secondary; font-size: 11px;
  padding: 1px 2px; }
QToolButton[fold="true"]:focus { border: 1px solid @accent; padding: 0px 1px; }

QLineEdit { background: @card; border: 1px solid @border; border-radius: 5px; padding: 3px 6px;
  font-family: "JetBrains Mono"; selection-background-color: @accent; selection-color: @on_accent; }
QLineEdit:focus { border-color: @accent; }
QLineEdit:disabled { color: @secondary; background: @window; }
QLineEdit[typed="true"] { font-weight: 700; }
QLineEdit[bad="true"] { border: 1px solid @worse; }
QPlainTextEdit { background: @card; border: 1px solid @border; border-radius: 5px; }
QPlainTextEdit:focus { border-color: @accent; }
QPlainTextEdit[bad="true"], QComboBox[bad="true"] { border-color: @worse; }
QPlainTextEdit[numbers="true"] { font-family: "JetBrains Mono"; font-size: 11px; }
QLabel[numbers="true"] { font-family: "JetBrains Mono"; font-size: 11px; }

QComboBox { background: @card; border: 1px solid @border; border-radius: 5px; padding: 5px 10px; }
QComboBox:focus { border-color: @accent; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url(:/icons/arrow-down.svg); width: 10px; height: 10px; }
QComboBoxPrivateContainer { background: @card; border: 1px solid @border; }
QComboBox QAbstractItemView { background: @card; border: none; padding: 3px;
  selection-background-color: @chip; selection-color: @text; outline: none; }
QComboBox QAbstractItemView::item { padding: 5px 8px; min-height: 16px; border: none; border-radius: 4px; }
QComboBox QAbstractItemView::item:selected { background: @chip; color: @text; }

QSlider { min-height: 22px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: @border; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: @accent; }
QSlider::handle:horizontal { width: 11px; height: 11px; margin: -5px 0; border-radius: 7px;
  background: @card; border: 2px solid @accent; }
QSlider::handle:horizontal:hover { background: @chip; }
QSlider::handle:horizontal:focus { background: @accent; }
QSlider::sub-page:horizontal:disabled, QSlider[idle="true"]::sub-page:horizontal { background: @secondary; }
QSlider::handle:horizontal:disabled, QSlider[idle="true"]::handle:horizontal { border-color: @secondary; }

QCheckBox { font-size: 11px; color: @secondary; spacing: 6px; }
QCheckBox:focus { color: @text; }
QCheckBox::indicator, QTableView::indicator { width: 11px; height: 11px;
  border: 1px solid @secondary; border-radius: 3px; background: @card; }
QCheckBox::indicator:checked, QTableView::indicator:checked { background: @accent;
  border-color: @accent; image: url(:/icons/tick.svg); }
QCheckBox::indicator:checked:disabled, QCheckBox[idle="true"]::indicator:checked { background: @secondary;
  border-color: @secondary; }
QCheckBox::indicator:focus { border-color: @text; }

QTabWidget::pane { border: none; border-top: 1px solid @border; }
QTabWidget { background: transparent; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; border: none; border-bottom: 2px solid transparent;
  padding: 6px 14px; color: @secondary; }
QTabBar[narrow="true"]::tab { padding: 6px 8px; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; font-weight: 600; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:focus { color: @accent_text; }
QTabBar::scroller { width: 20px; }
QTabBar QToolButton { padding: 0px; border: none; border-radius: 0px; background: @card; }
QTabBar QToolButton:hover { background: @chip; }
QTabBar QToolButton::left-arrow { image: url(:/icons/arrow-left.svg); width: 10px; height: 10px; }
QTabBar QToolButton::right-arrow { image: url(:/icons/arrow-right.svg); width: 10px; height: 10px; }
QTabBar QToolButton::left-arrow:disabled, QTabBar QToolButton::right-arrow:disabled { image: none; }

QTableView { background: @card; border: none; gridline-color: transparent; outline: none;
  selection-background-color: @chip; }
QTableView::item { padding: 2px 4px; border: none; }
QHeaderView { background: @card; }
QHeaderView::section { background: @card; color: @secondary; border: none;
  border-bottom: 1px solid @border; padding: 4px 4px; font-size: 11px; }
QAbstractScrollArea::corner { background: @card; border: none; }
QTableCornerButton::section { background: @card; border: none; }

QMenuBar { background: @window; border-bottom: 1px solid @border; }
QMenuBar::item { background: transparent; padding: 4px 9px; }
QMenuBar::item:selected { background: @chip; border-radius: 4px; }
QMenu { background: @card; border: 1px solid @border; padding: 4px; }
QMenu::item { padding: 5px 26px 5px 22px; border-radius: 4px; }
QMenu::item:selected { background: @chip; }
QMenu::item:disabled { color: @secondary; }
QMenu::separator { height: 1px; background: @border; margin: 4px 8px; }

QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @border; border-radius: 4px; min-height: 24px; min-width: 24px; margin: 1px; }
QScrollBar::handle:hover { background: @secondary; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QFrame[message="true"] { background: @card; border: 1px solid @border; border-radius: 8px; }
QFrame[trouble="true"] { border-color: @worse; }
QFrame[hint="true"] { background: @card; border: 1px solid @accent; border-radius: 8px; }
QFrame[gallery="true"] { background: @window; border: 1px solid @border; border-radius: 10px; }
QLabel[title="true"] { font-size: 15px; font-weight: 600; }
QSplitter::handle { background: transparent; }

QWidget[segments="true"] { background: @chip; border: 1px solid @border; border-radius: 6px; }
QPushButton[segment="true"] { background: transparent; border: 1px solid transparent; border-radius: 5px;
  padding: 4px 14px; color: @secondary; }
QPushButton[segment="true"]:hover { color: @text; }
QPushButton[segment="true"]:checked { background: @card; border-color: @border; color: @text; font-weight: 600; }
QPushButton[segment="true"]:focus { border-color: @accent; }
QPushButton[segment="true"][narrow="true"] { padding: 4px 6px; }
QToolButton[menu="true"] { padding: 5px 5px; }
QToolButton[menu="true"]::menu-indicator { image: none; }
)";

}  // namespace

QString styleSheet(const Theme& t) {
  // Longer names first, so that @text does not replace part of @text_…
  const std::vector<std::pair<const char*, QColor>> colors = {{"@accent_text", t.accent_text},
                                                              {"@worse_text", t.worse_text},
                                                              {"@on_accent", t.on_accent},
                                                              {"@secondary", t.secondary},
                                                              {"@accent", t.accent},
                                                              {"@border", t.border},
                                                              {"@window", t.window},
                                                              {"@worse", t.worse},
                                                              {"@card", t.card},
                                                              {"@chip", t.chip},
                                                              {"@text", t.text}};
  QString sheet = QString::fromUtf8(kSheet);
  for (const auto& [name, color] : colors) {
    sheet.replace(QLatin1String(name), color.name());
  }
  // The families that follow have what the first lacks, Chinese for example.
  const QString more =
      QStringLiteral(", \"%1\"").arg(fallbackFamilies().join(QLatin1String("\", \"")));
  for (const char* first : {"font-family: Inter", "font-family: \"JetBrains Mono\""}) {
    if (!fallbackFamilies().isEmpty())
      sheet.replace(QLatin1String(first), QLatin1String(first) + more);
  }
  return scaledSheet(sheet);
}

}  // namespace emascope::ui
