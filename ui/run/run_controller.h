// SPDX-License-Identifier: GPL-3.0-or-later
//
// Connects a Session to Qt: takes its events at most once per frame (33 ms), keeps the record of
// the run, and signals changes to the widgets. Sends all commands, so that widgets are enabled and
// commands are sent by the same nextState().
#pragma once

#include "core/protocol/record/run_record.h"
#include "core/protocol/session.h"
#include "core/protocol/spec/catalog.h"

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include <QObject>
#include <QString>
#include <QTimer>

namespace emascope::ui {

/// [ui-thread]. `session` must outlive it.
class RunController final : public QObject {
  Q_OBJECT
 public:
  explicit RunController(Session& session, QObject* parent = nullptr);
  ~RunController() override;

  [[nodiscard]] const RunRecord& record() const { return record_; }
  [[nodiscard]] const Catalog& catalog() const { return catalog_; }
  void setCatalog(Catalog catalog);
  [[nodiscard]] RunState state() const { return record_.state; }
  [[nodiscard]] bool accepts(const Command& command) const;

  /// `change` is applied to each configuration before it is sent.
  void setBeforeStart(std::function<void(RunConfig&)> change) { before_start_ = std::move(change); }

  /// Starts a run. It replaces a live run, which continues if the new one is refused. Returns the
  /// request's number, which runStarted() or rejected() will carry; 0 without an engine.
  std::uint64_t start(const RunConfig& config);
  /// How to restart from step 0. The seed and the speed are kept.
  enum class Anew {
    kWithPresentSettings,
    kPaused,                ///< with the present settings, paused before the first step
    kWithOriginalSettings,  ///< with the settings of the preset or the command line, as the first
                            ///< run of this configuration started
  };
  void restart(Anew how = Anew::kWithPresentSettings);
  void newSeed();                          ///< with the present settings and the next seed
  void togglePause();                      ///< Start, Pause or Resume, whichever is allowed now
  void advance(std::int64_t steps);        ///< runs that many steps, then pauses
  void setSpeed(double steps_per_second);  ///< 0 = unlimited
  [[nodiscard]] double speed() const { return speed_; }
  /// A start was requested and is not answered yet.
  [[nodiscard]] bool starting() const { return asked_start_ != 0; }
  /// Returns the request's number, which Applied or Rejected will carry; 0 if not possible now.
  std::uint64_t setParams(const std::string& track, const ParamValues& values);

  /// Requests the task picture with the weights of raw or of a track. Returns the request's number,
  /// which rendered() or pictureRefused() will carry; 0 if not possible now.
  std::uint64_t render(const std::string& of);

  /// To be called when the engine's process has died. A live run becomes failed and its curves
  /// stay; unanswered requests are rejected.
  void engineGone();

  /// Wake-ups so far that took events from the session; at most 30 per second.
  [[nodiscard]] std::int64_t deliveries() const { return deliveries_; }

 Q_SIGNALS:
  void catalogArrived();
  void runStarted(quint64 request);  ///< the record was cleared for a new run
  void stateChanged();
  void pointsArrived(qsizetype first);  ///< record().points from `first` on are new
  void progressed();
  void speedChanged(double steps_per_second);
  void applied(const emascope::event::Applied& change);
  /// record() already has the change; `before`: the labels of record().tracks before it.
  void tracksChanged(const emascope::event::TracksChanged& change,
                     const std::vector<std::string>& before);
  void rendered(const emascope::event::Rendered& picture);
  /// Not shown to the user, who did not make the request.
  void pictureRefused(quint64 request);
  void rejected(quint64 request, const QString& reason);
  void stepSkipped(const emascope::event::SkippedStep& skip);
  void failed(const emascope::event::Failed& failure);
  void delivered();  ///< once per frame, after all of the above; redraw now

 private:
  void deliver();
  void post(Command command);
  void route(const Event& event);
  void refused(const event::Rejected& refusal);
  void startAgain(RunConfig config);

  Session& session_;
  std::function<void(RunConfig&)> before_start_;
  Catalog catalog_;
  RunRecord record_;
  RunState expected_ = RunState::kIdle;  // once the engine has read the posted commands
  qsizetype first_new_ = 0;
  QTimer frame_;  // single shot, 33 ms
  double speed_ = 0.0;
  bool engine_there_ = false;
  std::set<std::uint64_t> asked_pictures_;  // not answered yet
  std::uint64_t asked_start_ = 0;           // not answered yet; 0 = none
  std::set<std::uint64_t> again_;           // restarts that are not answered yet
  RunConfig original_ = {};                 // of the last run that was not a restart
  std::map<std::uint64_t, command::SetParams> asked_params_;  // not answered yet
  std::uint64_t last_request_ = 0;
  std::int64_t deliveries_ = 0;
};

}  // namespace emascope::ui
