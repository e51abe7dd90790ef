// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/plot_card.h"

#include "ui/controls/fitting_label.h"
#include "ui/main_window/actions.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/run_controller.h"
#include "ui/run/selection.h"
#include "ui/run/words.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace emascope::ui {

PlotCard::PlotCard(RunController& controller, Selection& selection, Actions& actions,
                   QWidget* parent)
    : QFrame(parent),
      controller_(controller),
      actions_(actions),
      plot_(new LossPlot(this)),
      subtitle_(new FittingLabel(this)),
      follow_(new QPushButton(this)),
      log_y_(new QPushButton(tr("log y"), this)) {
  setProperty("card", true);
  setObjectName(QStringLiteral("plot_card"));
  auto* title = new QLabel(tr("Validation loss"), this);
  title->setProperty("heading", true);
  subtitle_->setProperty("secondary", true);
  for (QPushButton* pill : {follow_, log_y_}) {
    pill->setProperty("pill", true);
    pill->setCheckable(true);
    pill->setFocusPolicy(Qt::TabFocus);
  }
  follow_->setObjectName(QStringLiteral("pill_follow"));
  log_y_->setObjectName(QStringLiteral("pill_log_y"));
  log_y_->setToolTip(tr("Logarithmic loss axis (L)"));
  auto* head = new QHBoxLayout;
  head->setContentsMargins(4, 0, 4, 0);
  head->setSpacing(12);
  head->addWidget(title);
  head->addWidget(subtitle_, 1);
  head->addWidget(follow_);
  head->addWidget(log_y_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(10, 8, 10, 6);
  column->setSpacing(4);
  column->addLayout(head);
  column->addWidget(plot_, 1);

  connect(follow_, &QPushButton::clicked, plot_, &LossPlot::setFollowing);
  connect(plot_, &LossPlot::followingChanged, this, &PlotCard::showFollowing);
  connect(log_y_, &QPushButton::clicked, plot_, &LossPlot::setLogY);
  connect(plot_, &LossPlot::logYChanged, this, [this](bool log) {
    log_y_->setChecked(log);
    actions_.log_y->setChecked(log);
  });
  connect(actions.follow, &QAction::triggered, plot_, [this] {
    plot_->setFollowing(true);
    actions_.follow->setChecked(true);  // a second click does not stop following
  });
  connect(actions.log_y, &QAction::triggered, plot_, &LossPlot::setLogY);
  connect(actions.fit, &QAction::triggered, plot_, &LossPlot::fitAll);
  connect(actions.previous_view, &QAction::triggered, plot_, &LossPlot::previousView);
  connect(&selection, &Selection::trackChanged, plot_, [this](std::size_t track) {
    plot_->setSelectedTrack(track);
    plot_->refresh();
  });
  connect(&selection, &Selection::stepWanted, plot_, &LossPlot::showStep);
  connect(
      &selection, &Selection::ghostChanged, plot_,
      [this](const std::vector<std::pair<double, double>>& points, const QString& caption) {
        plot_->setGhost(points.empty() ? std::nullopt : std::optional(DecayGhost{points, caption}));
      });
  connect(&controller_, &RunController::runStarted, this, &PlotCard::renew);
  connect(&controller_, &RunController::delivered, plot_, &LossPlot::refresh);
  plot_->setRecord(&controller_.record());
  showFollowing(plot_->following());
  log_y_->setChecked(plot_->logY());
  actions_.log_y->setChecked(plot_->logY());
}

void PlotCard::renew() {
  const Catalog& catalog = controller_.catalog();
  const PresetInfo* preset = findPreset(catalog, controller_.record().config.preset);
  const RunRecord& record = controller_.record();
  const ModelInfo& model = record.facts.model;
  const QString title = QString::fromStdString(
      preset && !preset->title.empty() && record.config.preset != kOwnPreset ? preset->title
                                                                             : model.title);
  if (title.isEmpty()) return subtitle_->setTexts({});
  const QString seed = tr("seed %1").arg(record.config.seed);
  const QString samples =
      counted(model.validation_samples, tr("1 sample, the same for every curve"),
              tr("%1 samples, the same for every curve"));
  const QString network = QString::fromStdString(model.network);
  const QString dot = QStringLiteral(" · ");
  subtitle_->setTexts(
      {QStringList{title, network, seed, samples}.join(dot),
       QStringList{title, seed, samples}.join(dot), QStringList{title, seed}.join(dot), title},
      preset ? QString::fromStdString(preset->story) : QString());
}

void PlotCard::showFollowing(bool following) {
  follow_->setChecked(following);
  follow_->setText(following ? tr("● following") : tr("viewing · click to follow"));
  follow_->setToolTip(following ? tr("The view follows the run; zoom or pan to stop (F)")
                                : tr("The view stays where you put it; click to follow again (F)"));
  actions_.follow->setChecked(following);
}

}  // namespace emascope::ui
