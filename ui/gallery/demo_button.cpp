// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/demo_button.h"

#include "ui/gallery/demo_words.h"
#include "ui/run/run_controller.h"
#include "ui/run/said.h"
#include "ui/theme/theme.h"

#include <cmath>

#include <QStyleOptionButton>
#include <QStylePainter>

namespace emascope::ui {
namespace {

// In pixels beside a text of kText.
constexpr double kText = 13.0;
constexpr double kWidth = 184.0;
constexpr double kLeastWidth = 110.0;
constexpr double kInset = 12.0;
constexpr double kArrow = 10.0;
constexpr double kGap = 6.0;  // from the name to the arrow
constexpr qsizetype kLongest = 200;

/// A demo's name, or that of a person's own data.
QString nameOf(const RunController& controller) {
  const RunRecord& record = controller.record();
  const Catalog& catalog = controller.catalog();
  const PresetInfo* preset = findPreset(catalog, record.config.preset);
  if (catalog.presets.empty() || !preset) return {};
  if (record.config.preset != kOwnPreset) return demoWords(*preset).name;
  const std::string& title = record.facts.model.title;
  return oneLine(said(title.empty() ? preset->title : title), kLongest);
}

}  // namespace

DemoButton::DemoButton(const RunController& controller, QWidget* parent)
    : QPushButton(parent), controller_(controller) {
  setObjectName(QStringLiteral("demos"));
  setFocusPolicy(Qt::TabFocus);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  refresh();
}

void DemoButton::refresh() {
  name_ = nameOf(controller_);
  setAccessibleName(name_.isEmpty() ? tr("Choose what to train")
                                    : tr("Choose what to train, now %1").arg(name_));
  setToolTip(
      QStringLiteral("%1 (Ctrl+N)").arg(name_.isEmpty() ? tr("Choose what to train") : name_));
  update();
}

/// The bar may have another scale than the interface.
int DemoButton::sized(double pixels) const {
  return static_cast<int>(std::lround(pixels * fontInfo().pixelSize() / kText));
}

QSize DemoButton::sizeHint() const {
  const int height = QPushButton::sizeHint().height();  // takes the font of the style
  return {sized(kWidth), height};
}

QSize DemoButton::minimumSizeHint() const {
  const int height = QPushButton::minimumSizeHint().height();
  return {sized(kLeastWidth), height};
}

int DemoButton::room() const { return width() - 2 * sized(kInset) - sized(kArrow) - sized(kGap); }

void DemoButton::paintEvent(QPaintEvent* event) {
  Q_UNUSED(event);
  QStylePainter painter(this);
  QStyleOptionButton option;
  initStyleOption(&option);
  painter.drawControl(QStyle::CE_PushButton, option);
  painter.setPen(isEnabled() ? theme().text : theme().secondary);
  painter.drawText(QRect(sized(kInset), 0, room(), height()),
                   Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                   fontMetrics().elidedText(name_, Qt::ElideRight, room()));
  const int arrow = sized(kArrow);
  ui::icon(QStringLiteral("arrow-down"))
      .paint(&painter,
             QRect(width() - sized(kInset) - arrow, (height() - arrow) / 2, arrow, arrow));
}

}  // namespace emascope::ui
