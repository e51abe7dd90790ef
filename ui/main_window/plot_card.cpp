// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/plot_card.h"

#include "core/protocol/record/verdict.h"
#include "ui/controls/fitting_label.h"
#include "ui/controls/focus_home.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/chart_menu.h"
#include "ui/main_window/ghost_button.h"
#include "ui/main_window/track_chips.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/edit_sender.h"
#include "ui/run/last_run.h"
#include "ui/run/run_controller.h"
#include "ui/run/said.h"
#include "ui/run/selection.h"
#include "ui/run/shown_tracks.h"
#include "ui/run/words.h"
#include "ui/theme/theme.h"
#include "ui/theme/verdict_shade.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QResizeEvent>
#include <QVBoxLayout>

namespace emascope::ui {

PlotCard::PlotCard(const PanelContext& context, Actions& actions, QWidget* parent)
    : QFrame(parent),
      controller_(*context.controller),
      selection_(*context.selection),
      actions_(actions),
      plot_(new LossPlot(this)),
      last_run_(new LastRun(controller_, this)),
      ghost_(new GhostButton(*last_run_, *plot_, this)),
      legend_(new TrackChips(context, this)),
      subtitle_(new FittingLabel(this)),
      verdict_(new FittingLabel(this)),
      decay_(new QLabel(this)),
      follow_(new QPushButton(this)),
      log_y_(new QPushButton(tr("log y"), this)),
      metric_(new QPushButton(this)),
      title_(new QLabel(this)),
      head_(new QHBoxLayout) {
  setProperty("card", true);
  setObjectName(QStringLiteral("plot_card"));
  layOut();
  follow(context);
  plot_->setRecord(&controller_.record(), &selection_.verdicts());
  plot_->setGestures(&context.sender->gestures());
  new ChartMenu(controller_, actions_, *plot_);
  showFollowing(plot_->following());
  showQuantity();
  log_y_->setChecked(plot_->logY());
}

void PlotCard::layOut() {
  title_->setObjectName(QStringLiteral("plot_title"));
  title_->setProperty("heading", true);
  title_->setTextFormat(Qt::PlainText);
  subtitle_->setObjectName(QStringLiteral("plot_subtitle"));
  subtitle_->setProperty("secondary", true);
  verdict_->setObjectName(QStringLiteral("head_verdict"));
  verdict_->setProperty("heading", true);
  verdict_->hide();
  decay_->setObjectName(QStringLiteral("head_decay"));
  decay_->setProperty("secondary", true);
  decay_->setToolTip(tr("The decay of the selected track at the last evaluation"));
  decay_->hide();
  for (QPushButton* pill : {follow_, log_y_, metric_}) {
    pill->setProperty("pill", true);
    pill->setCheckable(true);
    pill->setFocusPolicy(Qt::TabFocus);
  }
  follow_->setObjectName(QStringLiteral("pill_follow"));
  log_y_->setObjectName(QStringLiteral("pill_log_y"));
  metric_->setObjectName(QStringLiteral("pill_metric"));
  log_y_->setToolTip(tr("Logarithmic value axis (L)"));
  head_->setContentsMargins(4, 0, 4, 0);
  head_->setSpacing(12);
  head_->addWidget(title_);
  head_->addWidget(subtitle_, 1);
  head_->addWidget(verdict_, 1);
  for (QWidget* part : std::initializer_list<QWidget*>{decay_, ghost_, follow_, metric_, log_y_}) {
    head_->addWidget(part);
  }
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(10, 8, 10, 6);
  column->setSpacing(4);
  column->addLayout(head_);
  column->addWidget(legend_);
  column->addWidget(plot_, 1);
  legend_->comeAfter(plot_);
}

void PlotCard::follow(const PanelContext& context) {
  connect(follow_, &QPushButton::clicked, plot_, &LossPlot::setFollowing);
  connect(plot_, &LossPlot::followingChanged, this, &PlotCard::showFollowing);
  connect(log_y_, &QPushButton::clicked, plot_, &LossPlot::setLogY);
  connect(plot_, &LossPlot::logYChanged, this, [this](bool log) {
    log_y_->setChecked(log);
    if (actions_.views(controller_)) actions_.log_y->setChecked(log);
  });
  connect(ghost_, &GhostButton::renewed, this, &PlotCard::fitHead);
  connect(metric_, &QPushButton::clicked, plot_, &LossPlot::setShowsMetric);
  connect(plot_, &LossPlot::showsMetricChanged, this, &PlotCard::showQuantity);
  connect(context.shown, &ShownTracks::changed, plot_,
          [this, shown = context.shown] { plot_->setHidden(shown->hidden()); });
  connect(plot_, &LossPlot::solidLinesChanged, context.shown, &ShownTracks::setSolid);
  obey();
  const Selection* selection = context.selection;
  connect(selection, &Selection::trackChanged, plot_, [this](std::size_t track) {
    plot_->setSelectedTrack(track);
    plot_->refresh();
    verdict_room_ = 0;
    showFolded();
  });
  connect(selection, &Selection::verdictSpanChanged, plot_, [this](VerdictSpan span) {
    plot_->setVerdictSpan(span);
    showFolded();
  });
  connect(selection, &Selection::stepWanted, plot_, &LossPlot::showStep);
  connect(
      selection, &Selection::ghostChanged, plot_,
      [this](const std::vector<std::pair<double, double>>& points, const QString& caption) {
        plot_->setGhost(points.empty() ? std::nullopt : std::optional(DecayGhost{points, caption}));
      });
  connect(&controller_, &RunController::runStarted, this, &PlotCard::renew);
  connect(&controller_, &RunController::delivered, plot_, &LossPlot::refresh);
  connect(&controller_, &RunController::delivered, this, [this] {
    if (isVisible()) showFolded();
  });
}

void PlotCard::obey() {
  const auto obeys = [this](const QAction* action, auto act) {
    connect(action, &QAction::triggered, plot_, [this, act](bool on) {
      if (actions_.views(controller_)) act(on);
    });
  };
  obeys(actions_.follow, [this](bool) {
    plot_->setFollowing(true);
    actions_.follow->setChecked(true);  // a second click does not stop following
  });
  obeys(actions_.log_y, [this](bool on) { plot_->setLogY(on); });
  obeys(actions_.fit, [this](bool) { plot_->fitAll(); });
  obeys(actions_.previous_view, [this](bool) { plot_->previousView(); });
  const auto show_checks = [this] {
    if (!actions_.views(controller_)) return;
    actions_.follow->setChecked(plot_->following());
    actions_.log_y->setChecked(plot_->logY());
  };
  connect(&actions_, &Actions::viewedChanged, this, show_checks);
  show_checks();
}

void PlotCard::showEvent(QShowEvent* event) {
  QFrame::showEvent(event);
  showFolded();
}

void PlotCard::resizeEvent(QResizeEvent* event) {
  QFrame::resizeEvent(event);
  if (event->size().width() == event->oldSize().width()) return;
  verdict_room_ = 0;
  fitHead();
}

void PlotCard::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() != QEvent::StyleChange) return;
  verdict_room_ = 0;
  fitHead();
}

void PlotCard::setLegendShown(bool shown) { legend_->setVisible(shown); }

void PlotCard::setFolding(LossPlot::Folding folding) {
  plot_->setFolding(folding);
  plot_->setVerdictElsewhere(true);  // in the head
  subtitle_->setVisible(folding != LossPlot::Folding::kDecayAndDifference);
  showFolded();
}

void PlotCard::showFolded() {
  const RunRecord& record = controller_.record();
  const std::size_t track = selection_.track();
  const LossPlot::Folding folding = plot_->folding();
  const bool any = track < record.alive && !record.points.empty();
  const auto decay = any ? decayInForce(record, track) : std::nullopt;
  decay_->setVisible(folding == LossPlot::Folding::kDecay && decay.has_value());
  if (decay) decay_->setText(tr("decay %1").arg(decayText(*decay)));
  verdict_->setVisible(folding == LossPlot::Folding::kDecayAndDifference);
  if (!verdict_->isHidden()) showVerdict();
  fitHead();
}

void PlotCard::showVerdict() {
  const RunRecord& record = controller_.record();
  const std::size_t track = selection_.track();
  if (track >= record.alive || record.points.empty()) return verdict_->setTexts({});
  const Verdict& verdict = selection_.verdict(record, track);
  QStringList texts;
  for (const Phrase& text : verdictPhrases(verdict, trackName(record, track).toStdString())) {
    texts << said(text);
  }
  verdict_->setTexts(texts);
  const QString ink = verdictShade(verdict, theme().secondary).name();
  const QString sheet = QStringLiteral("color: %1;").arg(ink);
  if (verdict_->styleSheet() != sheet) verdict_->setStyleSheet(sheet);
}

void PlotCard::fitHead() {
  const RunFacts& facts = controller_.record().facts;
  const bool metric = !facts.engine.empty() && !facts.model.metric.empty();
  // In the order in which they give way. All but the ghost are in a menu, too, or have a key.
  const std::pair<QWidget*, bool> parts[] = {
      {ghost_, ghost_->hasChoice()}, {metric_, metric}, {log_y_, true}, {title_, true}};
  int room = head_->contentsRect().width();
  const auto widthOf = [this](const QWidget* part) {
    return part->sizeHint().width() + head_->spacing();
  };
  room -= widthOf(follow_);
  for (const auto& [part, wanted] : parts) room -= wanted ? widthOf(part) : 0;
  if (!verdict_->isHidden() && !verdict_->texts().isEmpty()) {
    // It never becomes less at one size, so that nothing comes and goes with each evaluation.
    verdict_room_ = std::max(verdict_room_, verdict_->widthOf(verdict_->texts().first()));
  } else {
    verdict_room_ = 0;
  }
  for (const auto& [part, wanted] : parts) {
    const bool shown = wanted && (verdict_->isHidden() || verdict_room_ <= room);
    if (!shown && part->hasFocus()) giveFocusBack(this);
    part->setVisible(shown);
    if (wanted && !shown) room += widthOf(part);
  }
}

void PlotCard::showQuantity() {
  title_->setText(plot_->title());
  const QString metric = said(controller_.record().facts.model.metric).left(24);
  metric_->setText(metric);
  metric_->setChecked(plot_->showsMetric());
  metric_->setToolTip(plot_->showsMetric()
                          ? tr("The curves are the %1; click to show the loss").arg(metric)
                          : tr("Show the %1 instead of the loss").arg(metric));
  fitHead();
}

void PlotCard::renew() {
  verdict_room_ = 0;
  plot_->setRevivals(controller_.revivals());
  showQuantity();
  const Catalog& catalog = controller_.catalog();
  const PresetInfo* preset = findPreset(catalog, controller_.record().config.preset);
  const RunRecord& record = controller_.record();
  const ModelInfo& model = record.facts.model;
  const QString title =
      said(preset && !preset->title.empty() && record.config.preset != kOwnPreset ? preset->title
                                                                                  : model.title);
  if (title.isEmpty()) return subtitle_->setTexts({});
  if (isImported(record)) return subtitle_->setTexts({title});  // the log says no more
  const QString seed = tr("seed %1").arg(record.config.seed);
  const QString samples =
      counted(model.validation_samples, tr("1 sample, the same for every curve"),
              tr("%1 samples, the same for every curve"));
  const QString network = said(model.network);
  const QString dot = QStringLiteral(" · ");
  subtitle_->setTexts(
      {QStringList{title, network, seed, samples}.join(dot),
       QStringList{title, seed, samples}.join(dot), QStringList{title, seed}.join(dot), title},
      preset ? said(preset->story) : QString());
}

void PlotCard::showFollowing(bool following) {
  follow_->setChecked(following);
  follow_->setText(following ? tr("● following") : tr("viewing · click to follow"));
  follow_->setToolTip(following ? tr("The view follows the run; zoom or pan to stop (F)")
                                : tr("The view stays where you put it; click to follow again (F)"));
  if (actions_.views(controller_)) actions_.follow->setChecked(following);
  fitHead();
}

}  // namespace emascope::ui
