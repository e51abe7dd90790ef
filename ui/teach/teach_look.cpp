// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teach/teach_look.h"

#include "ui/plot/chart_text.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

#include <QPainter>
#include <QWidget>

namespace emascope::ui {
namespace {

constexpr double kWidthAtOne = 960.0;   // of a view at scale 1
constexpr double kHeightAtOne = 500.0;  // less than the width allows, for windows with a menu bar
constexpr double kBarAtOne = 40.0;      // height of the run bar, at most
constexpr int kWideFrom = 1400;
constexpr int kWideHigh = 700;
constexpr int kMediumFrom = 1120;
constexpr int kMediumHigh = 560;

constexpr auto kSheet = R"(
QWidget { font-size: @textpx; }
QLabel[secondary="true"], QLabel[bad="true"] { font-size: @smallpx; }
QLabel[title="true"] { font-size: @titlepx; font-weight: 600; }
QLabel[strong="true"] { font-weight: 600; }
QPushButton { padding: @5px @12px; border-radius: @6px; }
QPushButton[primary="true"]:focus { padding: @4px @11px; }
QPushButton[flat="true"] { font-size: @smallpx; padding: @2px @4px; }
QPushButton[flat="true"]:focus { padding: @1px @3px; }
QPushButton[segment="true"] { font-size: @smallpx; }
QComboBox { font-size: @smallpx; padding: @3px @8px; }
QComboBox::drop-down { width: @16px; }
QLineEdit { padding: @3px @6px; }
QCheckBox { font-size: @smallpx; }
QSlider { min-height: @22px; }
QSlider::groove:horizontal, QSlider::sub-page:horizontal { height: @4px; }
QSlider::handle:horizontal { width: @11px; height: @11px; margin: -@5px 0; border-radius: @6px; }
)";

// Lower than the bar of the window, so that the lesson has the height.
constexpr auto kBarSheet = R"(
QPushButton, QToolButton { font-size: @13px; padding: @3px @11px; border-radius: @5px; }
QPushButton[primary="true"]:focus { padding: @2px @10px; }
QPushButton[segment="true"] { padding: @2px @6px; }
QToolButton[menu="true"] { padding: @3px @4px; }
QLabel { font-size: @smallpx; }
QSlider { min-height: @22px; }
QSlider::groove:horizontal, QSlider::sub-page:horizontal { height: @4px; }
QSlider::handle:horizontal { width: @11px; height: @11px; margin: -@5px 0; border-radius: @6px; }
)";

QString sheetOf(const char* lengths, double scale) {
  QString sheet = QString::fromLatin1(lengths);
  const auto put = [&](const QString& name, double pixels) {
    sheet.replace(QLatin1Char('@') + name, QString::number(scaled(pixels, scale)));
  };
  put(QStringLiteral("text"), kLessonText);
  put(QStringLiteral("small"), kSmallText);
  put(QStringLiteral("title"), kLessonTitle);
  // Longer numbers first, so that @12 does not become that of @1 and a 2.
  for (const int pixels : {22, 16, 13, 12, 11, 10, 8, 7, 6, 5, 4, 3, 2, 1}) {
    put(QString::number(pixels), pixels);
  }
  return sheet;
}

double rounded(double fitting) { return std::clamp(std::floor(4.0 * fitting) / 4.0, 0.75, 4.0); }

}  // namespace

TeachArrangement arrangementOf(QSize view) {
  if (view.width() >= kWideFrom && view.height() >= kWideHigh) return TeachArrangement::kWide;
  if (view.width() >= kMediumFrom && view.height() >= kMediumHigh) return TeachArrangement::kMedium;
  return TeachArrangement::kNarrow;
}

double scaleOf(QSize view) {
  return rounded(std::min(view.width() / kWidthAtOne, view.height() / kHeightAtOne));
}

double scaleOfWindow(QSize window) {
  return rounded(
      std::min(window.width() / kWidthAtOne, window.height() / (kHeightAtOne + kBarAtOne)));
}

int scaled(double pixels, double scale) { return static_cast<int>(std::lround(pixels * scale)); }

QFont lessonFont(double pixels, double scale, QFont::Weight weight) {
  QFont font = textFont(scaled(pixels, scale), weight);
  font.setPixelSize(std::max(1, scaled(pixels, scale)));
  return font;
}

QString teachSheet(double scale) { return sheetOf(kSheet, scale); }

QString runBarSheet(double scale) { return sheetOf(kBarSheet, scale); }

void setTeachSheet(QWidget* widget, double scale) {
  const QString sheet = teachSheet(scale);
  if (widget->styleSheet() != sheet) widget->setStyleSheet(sheet);
}

void drawOutlined(QPainter& painter, const QPointF& at, const QString& text, const QFont& font,
                  const QColor& color) {
  drawOutline(painter, at, text, font, std::max(1.0, font.pixelSize() / 8.0));
  painter.setFont(font);
  painter.setPen(color);
  painter.drawText(at, text);
}

}  // namespace emascope::ui
