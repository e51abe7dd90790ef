// SPDX-License-Identifier: GPL-3.0-or-later
//
// A lesson in progress: starts its runs, lets them go on to the step that comes next and pauses
// there, and keeps which questions were answered. Sends commands only while it is on, that is,
// while the lesson is visible; once closed, it only lets go of a run that it holds. Has no widgets.
#pragma once

#include "core/lessons/evaluate.h"
#include "core/lessons/lesson.h"
#include "core/protocol/spec/catalog.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <QObject>
#include <QString>

namespace emascope::ui {

class RunController;

/// [ui-thread]. The controller must outlive it.
class LessonSession final : public QObject {
  Q_OBJECT
 public:
  enum class Phase {
    kLost,     ///< the run in the window is not that of the step
    kWaiting,  ///< the run has not reached the step's stop
    kReading,  ///< the text is there, and the question, if any, is open
    kGoingOn,  ///< the run goes on to the step at which the question is decided
    kDecided,  ///< the run has decided the question
  };

  explicit LessonSession(RunController& controller, QObject* parent = nullptr);

  /// Begins at the first step and starts its run. `seed`: none = that of the run in the window.
  void open(Lesson lesson, std::optional<std::uint64_t> seed);
  /// The run stays as it is, but for one that was to go on as soon as the lesson had it: one that
  /// is only being started, or paused on its way to a stop. That one goes on without a stop.
  void close();
  /// Whether the lesson is visible. While it is not, nothing is sent.
  void setOn(bool on);

  [[nodiscard]] bool isOpen() const { return !lesson_.steps.empty(); }
  [[nodiscard]] const Lesson& lesson() const { return lesson_; }
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] const LessonStep& step() const { return lesson_.steps[at_]; }  ///< @pre isOpen()
  [[nodiscard]] Phase phase() const;
  /// Whether the step has a question that the run has not yet decided. @pre isOpen()
  [[nodiscard]] bool asks() const { return step().ask && phase() != Phase::kDecided; }
  /// The answer that was given to the step's question, as its index.
  [[nodiscard]] std::optional<std::size_t> answered() const { return visits_[at_].answer; }
  /// The step to which the run is to go on now, if any.
  [[nodiscard]] std::optional<std::int64_t> target() const;
  /// The run could go on to target(), but the user has paused it.
  [[nodiscard]] bool held() const;

  /// Goes on as far as the step allows: lets the run go on, also without an answer, or shows the
  /// next step. Emits finished() after the last one.
  void next();
  void back();
  /// Chooses an answer; the run goes on. Nothing after the question has been decided.
  void answer(std::size_t index);
  /// Restarts the step's run, with the changes of changeNextRun().
  void startAgain();
  /// A parameter for startAgain(), because the run has ended. "" = of the run.
  void changeNextRun(const std::string& track, const ParamValues& values);

  /// The run of the step: that in the window, or what was kept of it. Null before it was started.
  [[nodiscard]] const RunRecord* record() const;
  [[nodiscard]] bool live() const;  ///< record() is the run in the window
  /// Which record record() is, and which form its tracks have: while this stays, its evaluations
  /// only get more, and a label means the same track.
  struct Source {
    const RunRecord* record = nullptr;
    int run = 0;  ///< the number of the run in the window
    std::size_t track_changes = 0;
    friend bool operator==(const Source&, const Source&) = default;
  };
  [[nodiscard]] Source source() const;
  [[nodiscard]] bool starting() const { return asked_ != 0; }
  [[nodiscard]] LessonEvidences evidences() const;
  /// The user's changes to the step's run, see ownChanges().
  [[nodiscard]] std::vector<OwnChange> changes() const;
  /// The labels of the tracks whose parameters are among changes().
  [[nodiscard]] std::set<std::string> changedTracks() const;
  /// Of the engine.
  [[nodiscard]] const Catalog& catalog() const;
  /// (step, learning rate) as the run in the window has reported them.
  [[nodiscard]] const std::vector<std::pair<double, double>>& rates() const { return rates_; }

 Q_SIGNALS:
  void changed();   ///< another step, phase or run
  void finished();  ///< next() was called at the end of the last step
  void refused(const QString& reason);

 private:
  /// What has happened at a step.
  struct Visit {
    bool gone_on = false;  ///< past the question
    std::optional<std::size_t> answer = {};
  };

  void forget();
  void letGo();
  void enter(std::size_t step);
  void startRun(const std::string& name);
  [[nodiscard]] bool fits(const RunRecord& record, const std::string& name) const;
  [[nodiscard]] bool hasReached(std::int64_t step) const;
  void drive();
  void runStarted(std::uint64_t request);
  void stateChanged();
  void progressed();

  RunController& controller_;
  Lesson lesson_ = {};
  std::size_t at_ = 0;
  std::vector<Visit> visits_;
  std::optional<std::uint64_t> seed_;
  bool on_ = false;
  std::string live_;     ///< the lesson's run that the window has; empty: another
  std::string pending_;  ///< the run that was asked for
  std::uint64_t asked_ = 0;
  bool pausing_ = false;    ///< a pause is on its way, after which the run goes on to target()
  bool advancing_ = false;  ///< it goes on to step goal_, at which it pauses by itself
  std::int64_t goal_ = 0;
  bool due_ = false;                          ///< it was to go on while the lesson was not visible
  std::uint64_t left_ = 0;                    ///< a start that was asked for before close()
  bool held_back_ = false;                    ///< the run is to go on without the lesson
  std::map<std::string, RunRecord> kept_;     ///< of runs that were left
  std::map<std::string, RunConfig> configs_;  ///< of runs as the lesson has them
  std::map<std::string, ParamValues> next_;   ///< changes for startAgain(), by track
  std::vector<std::pair<double, double>> rates_;
};

/// Whether the change comes with the lesson's run and is in force only from a later step on. The
/// engine reports it when the run has reached the step before.
[[nodiscard]] bool isToCome(const RunRecord& record, const event::Applied& change);

/// The value of a parameter without the changes that are to come.
[[nodiscard]] double presentValue(const RunRecord& record, const std::string& track,
                                  const std::string& id);

}  // namespace emascope::ui
