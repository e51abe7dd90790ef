// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teach/lesson_synthesis.h"

#include "core/protocol/commands.h"
#include "ui/run/run_controller.h"
#include "ui/teach/lesson_session.h"

#include <algorithm>

namespace emascope::ui {

LessonSynthesis::LessonSynthesis(RunController& controller, LessonSession& session, QObject* parent)
    : QObject(parent), controller_(controller), session_(session) {
  connect(&controller_, &RunController::runStarted, this, [this] {
    chosen_.reset();
    known_.clear();
    refused_.clear();
    asked_ = 0;
    Q_EMIT changed();
  });
  connect(&controller_, &RunController::stateChanged, this, &LessonSynthesis::next);
  connect(&controller_, &RunController::synthesized, this,
          [this](const event::Synthesized& made) { take(made.request, made.val.loss); });
  connect(&controller_, &RunController::synthesisRefused, this,
          [this](quint64 request) { take(request, std::nullopt); });
}

bool LessonSynthesis::wanted() const {
  return session_.isOpen() && session_.live() && session_.step().knob == kSynthesisKnob &&
         synthesisAt(session_.lesson(), session_.at()).has_value();
}

QString LessonSynthesis::whyNot() const {
  if (!controller_.understands(commandKind(command::Synthesize{}))) {
    return tr("This engine does not know the command %1.").arg(QStringLiteral("synthesize"));
  }
  if (controller_.record().config.snapshot_every <= 0) return tr("This run keeps no snapshots.");
  const RunState state = controller_.state();
  if (state == RunState::kPaused || state == RunState::kFinished) return {};
  return tr("The slider works while the run is paused, and after its end.");
}

double LessonSynthesis::lessonsHalfLife() const {
  return synthesisAt(session_.lesson(), session_.at())->half_life;
}

std::vector<std::int64_t> LessonSynthesis::lessonsSteps() const {
  return synthesisAt(session_.lesson(), session_.at())->steps;
}

double LessonSynthesis::halfLife() const { return chosen_.value_or(lessonsHalfLife()); }

SynthesisSpec LessonSynthesis::specOf(std::int64_t step) const {
  return {.label = "made", .profile = "half_life", .value = halfLife(), .step = step};
}

void LessonSynthesis::choose(double half_life) {
  chosen_ = half_life;
  next();
  Q_EMIT changed();
}

std::vector<std::pair<std::int64_t, double>> LessonSynthesis::losses() const {
  std::vector<std::pair<std::int64_t, double>> all;
  if (!wanted()) return all;
  const double half_life = halfLife();
  for (const std::int64_t step : lessonsSteps()) {
    const auto made =
        std::ranges::find_if(controller_.record().syntheses, [&](const event::Synthesized& one) {
          return one.spec.profile == "half_life" && one.spec.value == half_life &&
                 one.spec.step == step;
        });
    if (made != controller_.record().syntheses.end()) {
      all.emplace_back(step, made->val.loss);
    } else if (const auto known = known_.find({half_life, step}); known != known_.end()) {
      all.emplace_back(step, known->second);
    }
  }
  std::ranges::sort(all);
  return all;
}

std::size_t LessonSynthesis::steps() const { return wanted() ? lessonsSteps().size() : 0; }

std::optional<double> LessonSynthesis::mean() const {
  const auto all = losses();
  if (all.empty() || all.size() < steps()) return std::nullopt;
  double sum = 0.0;
  for (const auto& [step, loss] : all) sum += loss;
  return sum / static_cast<double>(all.size());
}

bool LessonSynthesis::isRefused() const { return wanted() && refused_.contains(halfLife()); }

std::string LessonSynthesis::pictureOf() const {
  const auto all = losses();
  return all.empty() || isRefused() ? std::string() : synthesisOption(specOf(all.back().first));
}

void LessonSynthesis::next() {
  if (!chosen_ || asked_ != 0 || !wanted() || !whyNot().isEmpty() || isRefused()) return;
  const auto known = losses();
  std::optional<std::int64_t> open;
  for (const std::int64_t step : lessonsSteps()) {
    const bool has =
        std::ranges::find(known, step, &std::pair<std::int64_t, double>::first) != known.end();
    if (!has && step <= controller_.record().step) open = std::max(step, open.value_or(step));
  }
  if (!open) return;
  asked_for_ = {halfLife(), *open};
  asked_ = controller_.synthesize(specOf(*open));
}

void LessonSynthesis::take(std::uint64_t request, std::optional<double> loss) {
  if (request == 0 || request != asked_) return;
  asked_ = 0;
  if (loss) {
    known_[asked_for_] = *loss;
  } else {
    refused_.insert(asked_for_.first);
  }
  next();
  Q_EMIT changed();
}

}  // namespace emascope::ui
