// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/demo_button.h"

#include "ui/gallery/demo_words.h"
#include "ui/run/run_controller.h"
#include "ui/run/said.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/theme.h"

#include <QStyleOptionButton>
#include <QStylePainter>

namespace emascope::ui {
namespace {

constexpr ScaledPixels kWidth = {184};
constexpr ScaledPixels kLeastWidth = {110};
constexpr ScaledPixels kInset = {12};
constexpr ScaledPixels kArrow = {10};
constexpr ScaledPixels kGap = {6};  // from the name to the arrow
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

QSize DemoButton::sizeHint() const {
  const int width = property("large").toBool() ? kWidth * 5 / 4 : int{kWidth};
  return {width, QPushButton::sizeHint().height()};
}

QSize DemoButton::minimumSizeHint() const {
  return {kLeastWidth, QPushButton::minimumSizeHint().height()};
}

int DemoButton::room() const { return width() - 2 * kInset - kArrow - kGap; }

void DemoButton::paintEvent(QPaintEvent* event) {
  Q_UNUSED(event);
  QStylePainter painter(this);
  QStyleOptionButton option;
  initStyleOption(&option);
  painter.drawControl(QStyle::CE_PushButton, option);
  painter.setPen(isEnabled() ? theme().text : theme().secondary);
  painter.drawText(QRect(kInset, 0, room(), height()),
                   Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                   fontMetrics().elidedText(name_, Qt::ElideRight, room()));
  ui::icon(QStringLiteral("arrow-down"))
      .paint(&painter, QRect(width() - kInset - kArrow, (height() - kArrow) / 2, kArrow, kArrow));
}

}  // namespace emascope::ui
