// SPDX-License-Identifier: GPL-3.0-or-later
//
// Repeats a run with other seeds: one run after the other, at full speed, on an engine process of
// its own, which neither keeps them nor writes files. The run of the window is not touched, but the
// processors are shared. Keeps the losses of the runs that have ended, not their curves. Ends at
// the first run that is refused or fails.
#pragma once

#include "core/protocol/record/run_record.h"
#include "ui/run/engine_client.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

namespace emascope::ui {

/// presentConfig() of the run without all that is not needed for its losses: files, checkpoints,
/// snapshots and what is made of them.
[[nodiscard]] RunConfig configToRepeat(const RunRecord& record);

/// [ui-thread]. The destructor ends the process.
class SeedRuns final : public QObject {
  Q_OBJECT
 public:
  /// Validation losses of raw or an average, one entry for each run that has ended; none where it
  /// has no such loss.
  struct Losses {
    QString name = {};  ///< trackName(), "raw" for raw
    std::vector<std::optional<double>> last = {};
    std::vector<std::optional<double>> best = {};  ///< see bestMean()
  };

  /// `engine`: command of the engine. `count`: runs, with the seeds after that of `config`.
  SeedRuns(const QStringList& engine, RunConfig config, int count, QObject* parent);
  ~SeedRuns() override;

  /// To be called once. Followed by ended(), if it is not canceled.
  void begin();
  /// Ends the process; the runs that have ended stay. No signal follows.
  void cancel();

  [[nodiscard]] bool goesOn() const { return goes_on_; }
  /// Number of runs that have reached their last step.
  [[nodiscard]] int done() const { return done_; }
  [[nodiscard]] int count() const { return count_; }
  /// That of run number `run`, from 0.
  [[nodiscard]] std::uint64_t seed(int run) const;
  /// Steps of the present run.
  [[nodiscard]] std::int64_t step() const { return record_.step; }
  [[nodiscard]] std::int64_t steps() const { return config_.steps; }
  /// Raw first, then the averages in the order of the configuration; empty before a run has ended.
  [[nodiscard]] const std::vector<Losses>& losses() const { return losses_; }
  /// Why not all of the runs are done, with the end of the engine's stderr if it died; empty if
  /// they are, or it was canceled.
  [[nodiscard]] const QString& trouble() const { return trouble_; }

 Q_SIGNALS:
  /// The run took steps, or has ended and the next one begins.
  void progressed();
  /// Of itself; see trouble().
  void ended();

 private:
  void startNext();
  void deliver();
  void take(const Event& event);
  void keepLosses();
  void endWith(const QString& trouble);

  RunConfig config_;
  std::uint64_t first_seed_;
  int count_;
  QTimer frame_;  // single shot
  RunRecord record_;
  std::vector<Losses> losses_;
  QString trouble_;
  int done_ = 0;
  bool goes_on_ = false;
  EngineClient engine_;  // the last member: it ends first
};

}  // namespace emascope::ui
