// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/seed_runs.h"

#include "core/protocol/record/run_summary.h"
#include "core/protocol/record/seed_spread.h"
#include "ui/run/restart_config.h"
#include "ui/run/words.h"

#include <chrono>
#include <cstddef>
#include <utility>

namespace emascope::ui {

RunConfig configToRepeat(const RunRecord& record) {
  RunConfig config = presentConfig(record);
  config.speed = 0.0;
  config.pause_on_divergence = false;
  config.snapshot_every = 0;
  config.syntheses.clear();
  config.scans.clear();
  config.saves.clear();
  config.checkpoints = {};
  return config;
}

SeedRuns::SeedRuns(const QStringList& engine, RunConfig config, int count, QObject* parent)
    : QObject(parent),
      config_(std::move(config)),
      first_seed_(config_.seed + 1),
      count_(count),
      engine_(engine) {
  constexpr std::chrono::milliseconds kBetweenLooks(100);
  frame_.setSingleShot(true);
  frame_.setInterval(kBetweenLooks);
  connect(&frame_, &QTimer::timeout, this, &SeedRuns::deliver);
  engine_.setWakeup([this] { frame_.start(); });
  connect(&engine_, &EngineClient::helloArrived, this, &SeedRuns::startNext);
  connect(&engine_, &EngineClient::died, this, [this](const QString& what) {
    deliver();  // its last events belong to the runs
    if (goes_on_) endWith(what);
  });
}

SeedRuns::~SeedRuns() { cancel(); }

std::uint64_t SeedRuns::seed(int run) const {
  return first_seed_ + static_cast<std::uint64_t>(run);
}

void SeedRuns::begin() {
  goes_on_ = true;
  engine_.launch();
}

void SeedRuns::cancel() {
  goes_on_ = false;
  frame_.stop();
  engine_.kill();  // it has nothing to write that it needs time for
  engine_.shutdown();
}

void SeedRuns::startNext() {
  config_.seed = seed(done_);
  engine_.post(command::Start{static_cast<std::uint64_t>(done_) + 1, config_});
}

void SeedRuns::deliver() {
  for (const Event& event : engine_.drain()) {
    take(event);
    if (!goes_on_) return;
  }
  Q_EMIT progressed();
}

void SeedRuns::take(const Event& event) {
  if (const auto* refusal = std::get_if<event::Rejected>(&event)) {
    if (refusal->request == 0) return;  // a part of the configuration, as in the window's run
    return endWith(QString::fromStdString(refusal->error.message()));
  }
  record_.apply(event);
  const auto* changed = std::get_if<event::StateChanged>(&event);
  if (changed == nullptr) return;
  if (changed->state == RunState::kFailed) {
    return endWith(tr("The run with seed %1 failed at step %2: %3")
                       .arg(QString::number(config_.seed), grouped(changed->step),
                            QString::fromStdString(changed->why)));
  }
  if (changed->state != RunState::kFinished) return;
  keepLosses();
  if (++done_ == count_) return endWith({});
  startNext();
}

void SeedRuns::keepLosses() {
  const auto keep = [this](std::size_t row, const QString& name, std::optional<std::size_t> track) {
    if (row == losses_.size()) losses_.push_back({.name = name});
    const auto last = lastEvaluation(record_, track);
    const auto best = bestMean(record_, track);
    losses_[row].last.push_back(last ? std::optional(last->loss) : std::nullopt);
    losses_[row].best.push_back(best ? std::optional(best->loss) : std::nullopt);
  };
  keep(0, tr("raw"), std::nullopt);
  for (std::size_t k = 0; k < record_.tracks.size(); ++k) keep(k + 1, trackName(record_, k), k);
}

void SeedRuns::endWith(const QString& trouble) {
  trouble_ = trouble;
  cancel();
  Q_EMIT ended();
}

}  // namespace emascope::ui
