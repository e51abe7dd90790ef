// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/stored_pictures.h"

#include "ui/controls/quiet_combo.h"
#include "ui/open/engine_tool.h"
#include "ui/panels/task_picture_card.h"
#include "ui/run/selection.h"
#include "ui/run/words.h"

#include <algorithm>
#include <cstddef>
#include <memory>

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

/// The longest text is whole, with some air.
void leaveRoom(QComboBox& box) {
  qsizetype longest = 0;
  for (int i = 0; i < box.count(); ++i) longest = std::max(longest, box.itemText(i).size());
  box.setSizeAdjustPolicy(QComboBox::AdjustToContents);
  box.setMinimumContentsLength(static_cast<int>(longest) + 1);
}

}  // namespace

StoredPictures::StoredPictures(const StoredRun& run, const QStringList& engine, QWidget* parent)
    : QWidget(parent),
      engine_(engine),
      selection_(std::make_unique<Selection>()),
      steps_(new QuietCombo(this)),
      go_on_(new QPushButton(tr("Continue from here"), this)),
      tracks_(new QuietCombo(this)),
      news_(new QLabel(this)),
      card_(
          new TaskPictureCard({.controller = &controller_, .selection = selection_.get()}, this)) {
  setObjectName(QStringLiteral("stored_pictures"));
  layOut(run);
  connectEngine();
}

// It uses the selection and the controller even while it ends.
StoredPictures::~StoredPictures() { delete card_; }

bool StoredPictures::arePossible(const StoredRun& run, const QStringList& engine) {
  return !engine.isEmpty() && !EngineTool::isElsewhere(engine) && !run.checkpoints.empty() &&
         run.state != StoredState::kRunning && run.record.config.saves.empty();
}

void StoredPictures::layOut(const StoredRun& run) {
  const std::string folder = run.checkpoint_folder + "/";
  for (auto name = run.checkpoints.rbegin(); name != run.checkpoints.rend(); ++name) {
    steps_->addItem(tr("step %1").arg(grouped(stepOfCheckpoint(*name))),
                    QString::fromStdString(folder + *name));
  }
  steps_->setObjectName(QStringLiteral("stored_steps"));
  steps_->setAccessibleName(tr("Checkpoint"));
  go_on_->setObjectName(QStringLiteral("stored_continue_here"));
  go_on_->setProperty("small", true);
  go_on_->setFocusPolicy(Qt::TabFocus);
  tracks_->setObjectName(QStringLiteral("stored_tracks"));
  tracks_->setAccessibleName(tr("Average"));
  news_->setObjectName(QStringLiteral("stored_news"));
  news_->setProperty("secondary", true);
  news_->setTextFormat(Qt::PlainText);
  news_->setWordWrap(true);
  leaveRoom(*steps_);
  auto* choice = new QHBoxLayout;
  choice->setSpacing(8);
  choice->addWidget(steps_);
  choice->addWidget(tracks_);
  choice->addWidget(go_on_);
  choice->addWidget(news_, 1);
  auto* page = new QScrollArea(this);
  page->setObjectName(QStringLiteral("stored_room"));
  page->setWidgetResizable(true);
  page->setFrameShape(QFrame::NoFrame);
  page->setFocusPolicy(Qt::NoFocus);
  auto* inside = new QWidget;
  auto* column = new QVBoxLayout(inside);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(card_);
  column->addStretch(1);
  page->setWidget(inside);
  page->installEventFilter(this);
  card_->fillRoom();
  auto* rows = new QVBoxLayout(this);
  rows->setContentsMargins(12, 6, 12, 6);
  rows->setSpacing(6);
  rows->addLayout(choice);
  rows->addWidget(page, 1);
}

void StoredPictures::connectEngine() {
  connect(steps_, &QComboBox::currentIndexChanged, this, &StoredPictures::resume);
  connect(go_on_, &QPushButton::clicked, this, [this] {
    Q_EMIT continueWanted(stepOfCheckpoint(steps_->currentData().toString().toStdString()));
  });
  connect(tracks_, &QComboBox::currentIndexChanged, this, [this](int track) {
    if (track >= 0) selection_->setTrack(static_cast<std::size_t>(track));
  });
  connect(&engine_, &EngineClient::helloArrived, this, [this] {
    controller_.setCatalog(engine_.hello().catalog);
    resume();
  });
  connect(&engine_, &EngineClient::died, this, [this](const QString& what) {
    controller_.engineGone();
    launched_ = false;  // the next choice, or the next look, starts it again
    say(what);
  });
  connect(&controller_, &RunController::runStarted, this, [this] {
    say({});
    fillTracks();
  });
  const auto refused = [this](quint64, const QString& reason) { say(reason); };
  connect(&controller_, &RunController::rejected, this, refused);
  connect(&controller_, &RunController::pictureRefused, this, refused);
}

bool StoredPictures::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Resize) card_->fitRoom();
  return QWidget::eventFilter(watched, event);
}

void StoredPictures::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  if (!launched_) resume();
}

void StoredPictures::resume() {
  say(tr("Reading the checkpoint…"));
  if (!launched_) {
    launched_ = true;
    return engine_.launch();  // its hello leads here again
  }
  if (!engine_.alive()) return;
  RunConfig config;  // what is not said is as in the checkpoint
  config.preset.clear();
  config.device.clear();
  config.steps = 0;
  config.start_paused = true;
  config.resume_from = steps_->currentData().toString().toStdString();
  controller_.start(config);
}

void StoredPictures::fillTracks() {
  const RunRecord& record = controller_.record();
  const int before = tracks_->currentIndex();
  const QSignalBlocker quiet(tracks_);
  tracks_->clear();
  for (std::size_t track = 0; track < record.alive; ++track) {
    tracks_->addItem(trackName(record, track));
  }
  leaveRoom(*tracks_);
  if (before >= 0 && before < tracks_->count()) tracks_->setCurrentIndex(before);
  selection_->setTrack(static_cast<std::size_t>(std::max(0, tracks_->currentIndex())));
  tracks_->setEnabled(tracks_->count() > 1);
}

void StoredPictures::say(const QString& text) {
  news_->setText(text);
  news_->setToolTip(text);
}

std::int64_t stepOfCheckpoint(const std::string& name) {
  const QString file = QString::fromStdString(name);
  return file.section(QLatin1Char('-'), -1).section(QLatin1Char('.'), 0, 0).toLongLong();
}

}  // namespace emascope::ui
