// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/recent_run.h"

#include "ui/run/words.h"
#include "ui/runs/run_words.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/theme.h"

#include <algorithm>

#include <QPainter>

namespace emascope::ui {
namespace {

constexpr ScaledPixels kInset = {12};
constexpr ScaledPixels kAbove = {5};
constexpr int kTitlePixels = 13;
constexpr int kSmallPixels = 11;

int lineHeight(const QFont& font) { return QFontMetrics(font).height(); }

QFont titleFont() { return textFont(kTitlePixels, QFont::Medium); }

}  // namespace

RecentRun::RecentRun(const RunRow& row, const Catalog& catalog, QWidget* parent)
    : GalleryCard(parent),
      title_(titleOf(row, catalog)),
      is_loss_(row.state != StoredState::kRunning && row.best_average.has_value()) {
  const QString steps = counted(row.step, tr("1 step"), tr("%1 steps"));
  below_ = QStringLiteral("%1 · %2").arg(dateWords(row.begun), steps);
  value_ = is_loss_ ? shortNumber(*row.best_average) : stateWords(row.state);
  setObjectName(QStringLiteral("recent_run"));
  setAccessibleName(title_);
  setAccessibleDescription(QStringLiteral("%1, %2").arg(below_, value_));
  setToolTip(
      QStringList{title_, stateWords(row.state), tagWords(row)}.join(QLatin1Char('\n')).trimmed());
}

bool RecentRun::matches(const QString& typed) const {
  const QStringList words = typed.split(QLatin1Char(' '), Qt::SkipEmptyParts);
  return std::all_of(words.begin(), words.end(), [this](const QString& word) {
    return title_.contains(word, Qt::CaseInsensitive) || below_.contains(word, Qt::CaseInsensitive);
  });
}

int RecentRun::wordsHeight(int width) const {
  Q_UNUSED(width);
  return 2 * kAbove + lineHeight(titleFont()) + lineHeight(textFont(kSmallPixels));
}

void RecentRun::paintEvent(QPaintEvent* event) {
  Q_UNUSED(event);
  QPainter painter(this);
  paintFrame(painter);
  const QFontMetricsF value_metrics(titleFont());
  const double value = value_metrics.horizontalAdvance(value_) + kInset;
  const QRectF all = QRectF(rect()).adjusted(kInset, kAbove, -kInset, -kAbove);
  painter.setFont(titleFont());
  painter.setPen(is_loss_ ? theme().ema_text : theme().secondary);
  painter.drawText(all, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, value_);
  const double room = std::max(0.0, all.width() - value);
  QRectF row(all.left(), all.top(), room, lineHeight(titleFont()));
  painter.setPen(theme().text);
  painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                   value_metrics.elidedText(title_, Qt::ElideRight, room));
  const QFont small = textFont(kSmallPixels);
  row.moveTop(row.bottom());
  row.setHeight(lineHeight(small));
  painter.setFont(small);
  painter.setPen(theme().secondary);
  painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                   QFontMetricsF(small).elidedText(below_, Qt::ElideRight, room));
}

}  // namespace emascope::ui
