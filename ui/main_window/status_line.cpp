// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/status_line.h"

#include "ui/controls/fitting_label.h"
#include "ui/controls/share_bar.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/run_controller.h"
#include "ui/run/said.h"
#include "ui/run/selection.h"
#include "ui/run/words.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/theme.h"
#include "ui/theme/verdict_shade.h"

#include <cmath>
#include <utility>

#include <QHBoxLayout>
#include <QLabel>

namespace emascope::ui {
namespace {

constexpr int kWide = 880;  // from here on there is room for all but the shares

QLabel* label(const char* name, QWidget* parent) {
  auto* made = new QLabel(parent);
  made->setObjectName(QString::fromUtf8(name));
  made->setProperty("secondary", true);
  made->setTextFormat(Qt::PlainText);
  return made;
}

}  // namespace

StatusLine::StatusLine(RunController& controller, QWidget* parent)
    : QWidget(parent),
      controller_(controller),
      dot_(label("state_dot", this)),
      state_(label("state", this)),
      step_(label("step", this)),
      speed_(label("steps_per_second", this)),
      left_(label("time_left", this)),
      device_(label("device", this)),
      shares_(label("shares", this)),
      bar_(new ShareBar(this)),
      verdict_(label("status_verdict", this)),
      points_(label("points", this)),
      news_(new FittingLabel(this)) {
  setObjectName(QStringLiteral("status_line"));
  state_->setProperty("secondary", false);
  device_->setProperty("secondary", false);
  device_->setProperty("chip", true);
  device_->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(14, 2, 14, 6);
  row->setSpacing(12);
  auto* head = new QHBoxLayout;
  head->setSpacing(5);
  head->addWidget(dot_);
  head->addWidget(state_);
  row->addLayout(head);
  for (QWidget* widget : {step_, speed_, left_, device_}) row->addWidget(widget);
  row->addWidget(news_, 1);  // takes the free space even when empty
  row->addWidget(shares_);
  row->addWidget(bar_);
  row->addWidget(verdict_);
  row->addWidget(points_);
  verdict_->hide();
  news_->setObjectName(QStringLiteral("news"));
  news_->setProperty("secondary", true);
  constexpr int kNewsFor = 10000;  // ms
  news_over_.setSingleShot(true);
  news_over_.setInterval(kNewsFor);
  connect(&news_over_, &QTimer::timeout, this, [this] {
    news_->setTexts({});
    refresh();
  });
  dot_->setText(QStringLiteral("●"));
  since_.start();
  connect(&controller_, &RunController::delivered, this, &StatusLine::refresh);
  connect(&controller_, &RunController::stateChanged, this, &StatusLine::refresh);
  connect(&controller_, &RunController::catalogArrived, this, &StatusLine::refresh);
  refresh();
}

void StatusLine::setPlot(LossPlot& plot, const Selection& selection) {
  plot_ = &plot;
  selection_ = &selection;
  connect(selection_, &Selection::trackChanged, this, &StatusLine::refresh);
  connect(selection_, &Selection::verdictSpanChanged, this, &StatusLine::refresh);
  connect(plot_, &LossPlot::redrawn, this, [this](double milliseconds) {
    drawing_ms_ += milliseconds;
    refreshDrawnCounts();
  });
}

void StatusLine::setTrackNames(std::function<QString(const std::string& label)> names) {
  track_names_ = std::move(names);
  refresh();
}

void StatusLine::setEngineState(const QString& text) {
  engine_ = text;
  refresh();
}

void StatusLine::setRunViewed(bool viewed) {
  viewed_ = viewed;
  refresh();
}

void StatusLine::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  refresh();  // shows what fits
}

void StatusLine::say(const QString& news) {
  news_->setTexts({news});
  news_over_.start();
  refresh();
}

QString StatusLine::timeLeft() const {
  const RunRecord& record = controller_.record();
  const double rate = record.progress.steps_per_second;
  const auto steps = static_cast<double>(record.config.steps - record.step);
  if (record.state != RunState::kRunning || rate <= 0.0 || steps <= 0.0) return {};
  return tr("%1 left").arg(durationText(steps / rate));
}

bool StatusLine::seesPlot() const { return plot_ != nullptr && plot_->isVisibleTo(window()); }

void StatusLine::refreshForPlot() {
  refreshDrawnCounts();
  refresh();
}

void StatusLine::refreshVerdict() {
  const RunRecord& record = controller_.record();
  const std::size_t track = selection_ == nullptr ? 0 : selection_->track();
  const bool shown = selection_ != nullptr && viewed_ && !seesPlot() && track < record.alive &&
                     !record.points.empty();
  verdict_->setVisible(shown);
  if (!shown) {
    Q_EMIT verdictChanged({}, {}, {});
    return;
  }
  const Verdict& verdict = selection_->verdict(record, track);
  QString name = track_names_ ? track_names_(record.tracks[track].label) : QString();
  if (name.isEmpty()) name = trackName(record, track);
  const auto texts = verdictPhrases(verdict, name.toStdString());
  verdict_->setText(said(texts.back()));
  verdict_->setToolTip(said(texts.front()));
  const QColor ink = verdictShade(verdict, theme().secondary);
  const QString sheet = QStringLiteral("color: %1;").arg(ink.name());
  if (verdict_->styleSheet() != sheet) verdict_->setStyleSheet(sheet);
  Q_EMIT verdictChanged(verdict_->text(), verdict_->toolTip(), ink);
}

void StatusLine::refresh() {
  const RunRecord& record = controller_.record();
  refreshVerdict();
  const Theme& t = theme();
  const bool running = record.state == RunState::kRunning && engine_.isEmpty();
  const bool failed = record.state == RunState::kFailed;
  const bool starting = controller_.catalog().presets.empty();
  const QString text = !engine_.isEmpty() ? engine_
                       : starting         ? tr("starting the engine")
                                          : said(runStateText(record.state));
  state_->setText(text);
  state_->setToolTip(QString::fromStdString(record.state_reason));
  const QColor color = running ? t.accent : failed ? t.worse : t.secondary;
  // A style sheet that is set again would be worked out again.
  const QString sheet = QStringLiteral("color: %1;").arg(color.name());
  if (dot_->styleSheet() != sheet) dot_->setStyleSheet(sheet);
  const bool there = !record.facts.engine.empty();
  step_->setText(there ? tr("step %1 / %2").arg(grouped(record.step), grouped(record.config.steps))
                       : QString());
  speed_->setText(running ? counted(std::llround(record.progress.steps_per_second), tr("1 step/s"),
                                    tr("%1 steps/s"))
                          : QString());
  left_->setText(timeLeft());
  const QString reason = deviceReason(record);
  const QString device = record.facts.device == "cpu"
                             ? QStringLiteral("CPU")
                             : QString::fromStdString(record.facts.device_name);
  const bool wide = width() >= scaled(kWide);
  device_->setVisible(there && (wide || verdict_->isHidden()));
  const bool brief = reason.isEmpty() || deviceWasRequested(record);
  device_->setText(brief ? device : QStringLiteral("%1 · %2").arg(device, reason));
  const QString name = QString::fromStdString(record.facts.device_name);
  device_->setToolTip(reason.isEmpty() ? name : QStringLiteral("%1\n%2").arg(name, reason));

  if (since_.elapsed() >= 1000) {
    ui_share_ = drawing_ms_ / static_cast<double>(since_.restart());
    drawing_ms_ = 0.0;
  }
  const event::Progress& p = record.progress;
  const auto percent = [](double share) { return QString::number(std::lround(100.0 * share)); };
  shares_->setText(there ? tr("engine: train %1 · EMA %2 · evaluation %3 %   drawing %4 %")
                               .arg(percent(p.train_share), percent(p.ema_share),
                                    percent(p.eval_share), percent(ui_share_))
                         : QString());
  shares_->setToolTip(
      tr("Shares of the engine's busy time (data loading: %1 %), and the share of the window's "
         "time spent drawing. Learning rate of the last step: %2.")
          .arg(percent(p.data_share), shortNumber(p.rate, 4)));
  const bool room = width() >= scaled(1060) && !news_over_.isActive();
  bar_->setVisible(there && room);
  shares_->setVisible(room);
  points_->setVisible(wide && verdict_->isHidden());
  setToolTip(points_->isHidden() ? points_->text() : QString());
  bar_->setShares(p.train_share, p.ema_share, p.eval_share);
}

void StatusLine::refreshDrawnCounts() {
  const LossPlot::DrawnCounts h = plot_->drawnCounts();
  QString text = counted(h.drawn + h.merged, tr("1 point per curve"), tr("%1 points per curve"));
  text += h.merged > 0 ? tr(", %1 merged").arg(grouped(h.merged)) : tr(", all drawn");
  if (h.above > 0) text += tr(", %1 above the axis").arg(grouped(h.above));
  if (h.non_finite > 0) text += tr(", %1 not finite").arg(grouped(h.non_finite));
  points_->setText(controller_.record().points.empty() || !seesPlot() ? QString() : text);
}

}  // namespace emascope::ui
