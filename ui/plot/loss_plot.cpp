// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/loss_plot.h"

#include "core/protocol/record/verdict.h"
#include "ui/plot/loss_plot_private.h"
#include "ui/plot/plot_accessible.h"
#include "ui/run/said.h"
#include "ui/run/words.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QResizeEvent>
#include <QToolTip>
#include <QWindow>

namespace emascope::ui {

LossPlot::LossPlot(QWidget* parent) : QWidget(parent), d_(std::make_unique<Private>(*this)) {
  describePlots();
  d_->chart.widget()->installEventFilter(this);
  setFocusPolicy(Qt::StrongFocus);
  setMinimumSize(240, 160);
  setAccessibleName(tr("Validation loss chart"));
  setAccessibleDescription(summaryText());
}

LossPlot::~LossPlot() = default;

void LossPlot::setRecord(const RunRecord* record, RunVerdicts* verdicts) {
  d_->record = record;
  d_->own_verdicts = {};
  d_->shared_verdicts = verdicts;
  d_->series.forget();
  refresh();
}

void LossPlot::refresh() { d_->queueRedraw(); }

void LossPlot::setSelectedTrack(std::size_t index) {
  if (index == d_->selected) return;
  d_->selected = index;
  d_->shown_difference.reset();
  d_->fit_difference = true;
  d_->retheme();
}

void LossPlot::setVerdictSpan(VerdictSpan span) {
  d_->verdict_span = span;
  d_->queueRedraw();
}

void LossPlot::setGhost(std::optional<DecayGhost> ghost) {
  d_->ghost = std::move(ghost);
  d_->queueRedraw();
}

void LossPlot::setHidden(const std::set<std::string>& labels) {
  if (labels == d_->hidden) return;
  d_->hidden = labels;
  d_->shown_loss.reset();
  d_->queueRedraw();
}

void LossPlot::setLastRun(std::shared_ptr<const PastRun> run) {
  d_->last_run = std::move(run);
  d_->last_run_stale = true;
  d_->queueRedraw();
}

void LossPlot::setRevivals(const std::vector<std::int64_t>& steps) {
  d_->revivals = steps;
  d_->queueRedraw();
}

void LossPlot::setContinuedAfter(std::optional<std::int64_t> step) {
  d_->continued_after = step;
  d_->queueRedraw();
}

void LossPlot::setRemarks(const Remarks& remarks) {
  if (remarks == d_->remarks) return;
  d_->remarks = remarks;
  d_->queueRedraw();
}

const Remarks& LossPlot::remarks() const { return d_->remarks; }

void LossPlot::setGestures(const Gestures* gestures) { d_->gestures = gestures; }

void LossPlot::setXQuantity(XQuantity quantity) {
  if (quantity == xQuantity()) return;
  d_->setAxis(quantity);
  Q_EMIT xQuantityChanged(quantity);
}

XQuantity LossPlot::xQuantity() const { return d_->series.wantedAxis(); }

void LossPlot::setShowsMetric(bool metric) {
  if (metric == showsMetric()) return;
  d_->series.setMetric(metric);
  d_->earlier.clear();  // their ranges are of the other quantity
  d_->shown_loss.reset();
  d_->fit_loss = true;
  std::swap(d_->log_y, d_->other_log_y);
  d_->queueRedraw();
  Q_EMIT showsMetricChanged(metric);
  Q_EMIT logYChanged(d_->log_y);
}

bool LossPlot::showsMetric() const { return d_->series.metric(); }

QString LossPlot::title() const {
  if (!showsMetric() || d_->record == nullptr) return tr("Validation loss");
  return tr("Validation %1").arg(said(d_->record->facts.model.metric));
}

bool LossPlot::following() const { return d_->view.following; }

void LossPlot::setFollowing(bool following) { d_->follow(following); }

bool LossPlot::logY() const { return d_->log_y; }

void LossPlot::setLogY(bool log) {
  if (log == d_->log_y) return;
  d_->log_y = log;
  d_->shown_loss.reset();
  Range& loss = d_->view.loss;
  // A log axis cannot start at or below 0, so start at the smallest positive value.
  if (log && loss.lower <= 0.0) {
    double least = std::max(loss.upper, 1e-12);
    for (std::size_t curve = 0; curve < d_->series.curves(); ++curve) {
      if (!d_->visible(curve)) continue;
      for (const double value : d_->series.loss(curve)) {
        if (value > 0.0 && value < least) least = value;
      }
    }
    loss = {0.9 * least, std::max(loss.upper, 1.1 * least)};
  }
  d_->queueRedraw();
  Q_EMIT logYChanged(log);
}

void LossPlot::fitAll() {
  if (d_->series.empty()) return;
  PlotView everything = d_->view;
  const AxisScale scale = d_->log_y ? AxisScale::kLog : AxisScale::kLinear;
  const double least = 10.0 * d_->series.axis().pace();
  everything.span = {0.0, std::max(d_->series.places().back(), least)};
  everything.span.upper = d_->withRoomForNames(everything.span.upper, width());
  std::optional<Range> losses;
  for (std::size_t curve = 0; curve < d_->series.curves(); ++curve) {
    const auto range = wholeRange(d_->series.loss(curve), scale);
    if (!range || !d_->visible(curve)) continue;
    if (!losses) losses = range;
    losses = Range{std::min(losses->lower, range->lower), std::max(losses->upper, range->upper)};
  }
  if (losses) everything.loss = padded(*losses, scale);
  if (const auto range = wholeRange(d_->series.difference(), AxisScale::kLinear)) {
    everything.difference =
        padded({std::min(range->lower, 0.0), std::max(range->upper, 0.0)}, AxisScale::kLinear);
  }
  d_->remember();
  d_->look(everything);
}

void LossPlot::previousView() {
  if (d_->earlier.empty()) return;
  const bool was_following = d_->view.following;
  d_->view = d_->earlier.back();
  d_->earlier.pop_back();
  d_->queueRedraw();
  if (d_->view.following != was_following) Q_EMIT followingChanged(d_->view.following);
}

void LossPlot::showStep(std::int64_t step) {
  if (!d_->series.empty()) d_->pointAt(d_->series.nearest(static_cast<double>(step)));
}

void LossPlot::setFolding(Folding folding) {
  if (folding == this->folding()) return;
  d_->chart.setLast(folding == Folding::kNone    ? Strip::kDecay
                    : folding == Folding::kDecay ? Strip::kDifference
                                                 : Strip::kLoss);
  d_->queueRedraw();
}

void LossPlot::setVerdictElsewhere(bool elsewhere) {
  d_->notes.verdict_elsewhere = elsewhere;
  d_->queueRedraw();
}

LossPlot::Folding LossPlot::folding() const {
  const Strip last = d_->chart.last();
  return last == Strip::kDecay        ? Folding::kNone
         : last == Strip::kDifference ? Folding::kDecay
                                      : Folding::kDecayAndDifference;
}

QString LossPlot::summaryText() const {
  const RunRecord* record = d_->record;
  if (record == nullptr || record->points.empty()) return tr("No evaluation yet.");
  const EvalPoint& now = record->points.back();
  QStringList losses = {tr("Raw %1").arg(shortNumber(now.raw.loss))};
  for (std::size_t track = 0; track < now.tracks.size(); ++track) {
    if (!isPresent(now.tracks[track])) continue;
    losses << QStringLiteral("%1 %2").arg(trackName(*record, track),
                                          shortNumber(now.tracks[track].val.loss));
  }
  QString text =
      tr("Step %1 of %2. %3.")
          .arg(grouped(now.step), grouped(record->config.steps), losses.join(QStringLiteral(", ")));
  const std::size_t track = std::min(d_->selected, std::max<std::size_t>(now.tracks.size(), 1) - 1);
  if (track < now.tracks.size() && isPresent(now.tracks[track])) {
    const QString name = trackName(*record, track);
    const Verdict& verdict = d_->verdict(track);
    const std::string_view reason = reasonText(now.tracks[track].reason);
    text += tr(" %1. Decay of %2: %3, %4.")
                .arg(said(verdictPhrase(verdict, name.toStdString())), name,
                     decayText(now.tracks[track].decay), said(reason));
  }
  if (!record->skipped.empty()) {
    text += tr(" %1 steps skipped.").arg(record->skipped.back().total);
  }
  if (const event::CheckpointWritten* last =
          record->checkpoints.empty() ? nullptr : &record->checkpoints.back()) {
    text += tr(" Last checkpoint after step %1.").arg(grouped(last->step));
  }
  for (const ReferenceLine& line : d_->remarks.lines) {
    text += tr(" Reference line %1: %2.").arg(line.name, plainNumber(line.value, 4));
  }
  for (const StepNote& note : d_->remarks.notes) {
    text += tr(" Note at step %1: %2.").arg(grouped(note.step), note.text);
  }
  return text;
}

QString LossPlot::cursorText() const {
  QStringList lines;
  for (const HoverRow& row : d_->hoverRows()) lines << row.name + QStringLiteral(" ") + row.value;
  return lines.join(QLatin1Char('\n'));
}

LossPlot::DrawnCounts LossPlot::drawnCounts() const { return d_->drawn_counts; }

bool LossPlot::eventFilter(QObject* watched, QEvent* event) {
  if (watched != d_->chart.widget()) return QWidget::eventFilter(watched, event);
  switch (event->type()) {
    case QEvent::Wheel:
      d_->wheel(*static_cast<QWheelEvent*>(event));
      event->accept();
      return true;
    case QEvent::MouseButtonPress:
      d_->press(*static_cast<QMouseEvent*>(event));
      return true;
    case QEvent::MouseMove:
      d_->move(*static_cast<QMouseEvent*>(event));
      return true;
    case QEvent::MouseButtonRelease:
      d_->release(*static_cast<QMouseEvent*>(event));
      return true;
    case QEvent::MouseButtonDblClick:
      fitAll();
      return true;
    case QEvent::ContextMenu:  // QCustomPlot does not pass it on
      contextMenuEvent(static_cast<QContextMenuEvent*>(event));
      return true;
    case QEvent::ToolTip: {
      const auto* help = static_cast<QHelpEvent*>(event);
      const QString tip = d_->tipAt(help->pos());
      QToolTip::showText(help->globalPos(), tip, d_->chart.widget());
      return true;
    }
    case QEvent::Leave:
      d_->setCursor(std::nullopt);
      return false;
    default:
      return false;
  }
}

void LossPlot::keyPressEvent(QKeyEvent* event) {
  const bool control = event->modifiers().testFlag(Qt::ControlModifier);
  switch (event->key()) {
    case Qt::Key_Left:
      return d_->moveCursor(-1, control);
    case Qt::Key_Right:
      return d_->moveCursor(1, control);
    case Qt::Key_Escape:
      if (d_->cursor) return d_->setCursor(std::nullopt);
      return QWidget::keyPressEvent(event);  // left to the window
    case Qt::Key_F:
    case Qt::Key_Home:
      return setFollowing(true);
    case Qt::Key_L:
      return setLogY(!logY());
    case Qt::Key_Backspace:
      return previousView();
    default:
      return QWidget::keyPressEvent(event);
  }
}

void LossPlot::contextMenuEvent(QContextMenuEvent* event) {
  QPointF at = event->pos();
  if (event->reason() == QContextMenuEvent::Keyboard) {
    // At the cursor of the keyboard, else in the middle.
    const Canvas canvas = d_->chart.canvas();
    at = canvas.rect(Strip::kLoss).center();
    if (d_->cursor && *d_->cursor < d_->series.size()) {
      at.setX(canvas.x(d_->series.places()[*d_->cursor]));
    }
  }
  Q_EMIT menuWanted(d_->spotAt(at), mapToGlobal(at.toPoint()));
}

void LossPlot::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) d_->retheme();
  QWidget::changeEvent(event);
}

void LossPlot::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  if (const QWindow* shown_in = window()->windowHandle()) {
    connect(shown_in, &QWindow::screenChanged, this, &LossPlot::refresh, Qt::UniqueConnection);
  }
  d_->queueRedraw();
}

void LossPlot::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  d_->chart.widget()->resize(size());
  d_->queueRedraw();
}

void LossPlot::focusInEvent(QFocusEvent* event) {
  const bool by_key = event->reason() == Qt::TabFocusReason ||
                      event->reason() == Qt::BacktabFocusReason ||
                      event->reason() == Qt::ShortcutFocusReason;
  d_->keyboard_focus = by_key;
  setAccessibleDescription(summaryText());
  d_->chart.redrawOverlay();
  QWidget::focusInEvent(event);
}

void LossPlot::focusOutEvent(QFocusEvent* event) {
  d_->keyboard_focus = false;
  d_->chart.redrawOverlay();
  QWidget::focusOutEvent(event);
}

}  // namespace emascope::ui
