// SPDX-License-Identifier: GPL-3.0-or-later
//
// The average that no track kept, whose half-life the knob of a lesson's step chooses. The engine
// makes it from the run's snapshots and evaluates it, at the steps at which the lesson has made one
// before; one request at a time, the last step first. When the half-life changes meanwhile, the
// last choice is asked for afterwards. Asks for nothing that the lesson's run has made already.
#pragma once

#include "core/lessons/lesson.h"

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

class LessonSession;
class RunController;

/// [ui-thread]. Controller and session must outlive it.
class LessonSynthesis final : public QObject {
  Q_OBJECT
 public:
  LessonSynthesis(RunController& controller, LessonSession& session, QObject* parent = nullptr);

  /// Whether the session's step has this knob and its run is in the window.
  [[nodiscard]] bool wanted() const;
  /// Why no average can be made now; empty if one can.
  [[nodiscard]] QString whyNot() const;

  /// The chosen half-life in steps; that of the lesson before one is chosen. @pre wanted()
  [[nodiscard]] double halfLife() const;
  /// The half-life that the lesson's run itself was asked for. @pre wanted()
  [[nodiscard]] double lessonsHalfLife() const;
  void choose(double half_life);

  /// (step, loss) of the chosen half-life as far as they are known, by step.
  [[nodiscard]] std::vector<std::pair<std::int64_t, double>> losses() const;
  /// At how many steps it is to be evaluated.
  [[nodiscard]] std::size_t steps() const;
  /// The mean of losses(), once all are known.
  [[nodiscard]] std::optional<double> mean() const;
  /// The engine has refused the chosen half-life, because the snapshots cannot give it.
  [[nodiscard]] bool isRefused() const;
  /// What a picture of it is asked for by, see command::Render::of; empty while it is not known
  /// that it can be made.
  [[nodiscard]] std::string pictureOf() const;

 Q_SIGNALS:
  void changed();

 private:
  using Key = std::pair<double, std::int64_t>;                   // half-life, step
  [[nodiscard]] std::vector<std::int64_t> lessonsSteps() const;  ///< @pre wanted()
  [[nodiscard]] SynthesisSpec specOf(std::int64_t step) const;
  void next();
  void take(std::uint64_t request, std::optional<double> loss);

  RunController& controller_;
  LessonSession& session_;
  std::optional<double> chosen_;
  std::map<Key, double> known_;
  std::set<double> refused_;  // half-lives
  std::uint64_t asked_ = 0;   // 0: none
  Key asked_for_ = {};
};

}  // namespace emascope::ui
