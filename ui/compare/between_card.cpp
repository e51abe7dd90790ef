// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/between_card.h"

#include "ui/compare/compare_feed.h"
#include "ui/compare/compare_words.h"
#include "ui/compare/mix_slider.h"
#include "ui/compare/scan_chart.h"
#include "ui/controls/fitting_label.h"
#include "ui/run/run_controller.h"
#include "ui/run/said.h"
#include "ui/run/selection.h"
#include "ui/run/track_looks.h"
#include "ui/run/words.h"
#include "ui/theme/theme.h"

#include <cmath>

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>

namespace emascope::ui {

BetweenCard::BetweenCard(const PanelContext& context, CompareFeed& feed, QWidget* parent)
    : QFrame(parent),
      context_(context),
      feed_(feed),
      title_(new FittingLabel(this)),
      readout_(new FittingLabel(this)),
      to_raw_(addButton("mix_to_raw", tr("To raw"))),
      to_average_(addButton("mix_to_average", tr("To EMA"))),
      to_lowest_(addButton("mix_to_lowest", tr("To the lowest"))),
      chart_(new ScanChart(this)),
      slider_(new MixSlider(this)) {
  setObjectName(QStringLiteral("compare_between"));
  setProperty("card", true);
  title_->setObjectName(QStringLiteral("between_title"));
  title_->setProperty("heading", true);
  readout_->setObjectName(QStringLiteral("mix_readout"));
  readout_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  auto* head = new QHBoxLayout;
  head->setContentsMargins(12, 0, 12, 0);
  head->setSpacing(8);
  head->addWidget(title_, 3);
  head->addWidget(readout_, 3);
  for (QPushButton* button : {to_raw_, to_average_, to_lowest_}) head->addWidget(button);
  auto* inside = new QVBoxLayout(this);
  inside->setContentsMargins(0, 8, 0, 4);
  inside->setSpacing(2);
  inside->addLayout(head);
  inside->addWidget(chart_, 1);
  inside->addWidget(slider_);
  connect(slider_, &MixSlider::valueChanged, this, &BetweenCard::shareMoved);
  connect(chart_, &ScanChart::shareChosen, slider_, &MixSlider::setShare);
  connect(to_raw_, &QPushButton::clicked, this, [this] { slider_->setShare(0.0); });
  connect(to_average_, &QPushButton::clicked, this, [this] { slider_->setShare(1.0); });
  connect(to_lowest_, &QPushButton::clicked, this, [this] {
    if (const ScanPoint* lowest = feed_.line().lowest()) slider_->setShare(lowest->share);
  });
  chart_->setShare(share());
  slider_tip_ = slider_->toolTip();
  renew();
}

QPushButton* BetweenCard::addButton(const char* name, const QString& text) {
  auto* button = new QPushButton(text, this);
  button->setObjectName(QLatin1String(name));
  button->setProperty("small", true);
  return button;
}

double BetweenCard::share() const { return slider_->share(); }
void BetweenCard::setShare(double share) { slider_->setShare(share); }

void BetweenCard::shareMoved() {
  chart_->setShare(share());
  fillReadout();
  Q_EMIT shareChanged(share());
}

QString BetweenCard::lowestText(const QString& average) const {
  const ScanPoint* lowest = feed_.line().lowest();
  if (!lowest) return {};
  QString text = tr("lowest at %1: %2").arg(shareText(lowest->share), lossText(lowest->val.loss));
  if (feed_.lowestIsClear() == false) text += tr(", equal to %1").arg(average);
  return text;
}

void BetweenCard::fillReadout() {
  QString text = shareText(share());
  if (const ScanPoint* point = feed_.lossesAt(share())) {
    text += tr("  loss %1").arg(lossText(point->val.loss));
    const std::string& metric = context_.controller->record().facts.model.metric;
    if (metric == "accuracy" && std::isfinite(point->val.metric)) {
      text += tr(" · %1 right").arg(percentText(point->val.metric));
    } else if (!metric.empty() && std::isfinite(point->val.metric)) {
      text += QStringLiteral(" · %1 %2")
                  .arg(said(shownLabel(metric).toStdString()), shortNumber(point->val.metric, 4));
    }
  }
  readout_->setTexts({text, text.section(QStringLiteral(" · "), 0, 0), shareText(share())});
}

void BetweenCard::renew() {
  const RunRecord& record = context_.controller->record();
  const std::size_t track = context_.selection->track();
  const bool there = track < record.alive;
  const QString name = there ? trackName(record, track) : tr("EMA");
  const std::size_t line = lineNumber(record, track);
  const QString title = tr("Between raw and %1").arg(name);
  QStringList titles = {tr("%1 · validation loss of (1 − α) · raw + α · %2").arg(title, name)};
  const bool scanned = !feed_.line().points().empty();
  const bool running = context_.controller->state() == RunState::kRunning;
  QString tip;
  if (scanned) {
    const QString step = tr("%1 · step %2").arg(title, grouped(feed_.line().step()));
    const QString seconds = grouped(std::llround(feed_.lineEvery() / 1000.0));
    titles = running ? QStringList{tr("%1, again every %2 s").arg(step, seconds), step}
                     : QStringList{titles[0], step};
    if (running) {
      tip =
          tr("While the run goes on, the losses are measured again every 2 s, or less often if "
             "that would make training more than 5 % slower.");
    }
  } else if (const QString reason = feed_.reason(CompareFeed::Part::kLine); !reason.isEmpty()) {
    titles = {tr("%1 · %2").arg(title, reason)};
  }
  titles += title;
  title_->setTexts(titles, tip);
  chart_->setAverage(name, theme().trackColor(line), theme().trackText(line));
  chart_->setLowestText(lowestText(name));
  chart_->setLine(feed_.line());
  slider_->setAverageName(name);
  to_average_->setText(track == 0 || !there ? tr("To EMA") : tr("To the average"));
  const ScanPoint* lowest = feed_.line().lowest();
  slider_->setRemarkable(lowest ? std::vector<double>{0.0, 1.0, lowest->share}
                                : std::vector<double>{0.0, 1.0});
  const bool useful =
      feed_.canMix() || context_.controller->understands(commandKind(command::Scan{}));
  for (QWidget* part : std::initializer_list<QWidget*>{slider_, to_raw_, to_average_}) {
    part->setEnabled(there && useful);
    part->setToolTip(there && !useful  ? tr("This engine cannot evaluate or draw a mix.")
                     : part == slider_ ? slider_tip_
                     : part == to_raw_ ? tr("Sets α to 0: the raw weights")
                                       : tr("Sets α to 1: the average"));
  }
  to_lowest_->setEnabled(there && lowest);
  const QString why = feed_.reason(CompareFeed::Part::kLine);
  to_lowest_->setToolTip(lowest           ? lowestText(name)
                         : !why.isEmpty() ? why
                                          : tr("The losses between raw and the average are not "
                                               "known yet."));
  fillReadout();
}

void BetweenCard::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::PaletteChange && slider_) renew();
}

}  // namespace emascope::ui
