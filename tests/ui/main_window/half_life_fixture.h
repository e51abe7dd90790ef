// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run of constant averages in closed form, for tests of the card of the half-lives: the loss is
// lowest at a half-life of 200 steps, and all averages share the noise of the run.
#pragma once

#include "core/rules/units.h"
#include "tests/ui/main_window/window_fixture.h"
#include "ui/panels/half_life_plot.h"
#include "ui/plot/loss_plot.h"

#include <cmath>
#include <utility>
#include <vector>

#include <QContextMenuEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>

namespace emascope::ui {

/// The mean loss of an average with that half-life: 0.1 at 200 steps, 0.005 more at ten times that.
inline double meanLoss(double half_life) {
  const double away = std::log10(half_life / 200.0);
  return 0.1 + 0.005 * away * away;
}

inline double lossAt(double half_life, std::int64_t step) {
  return meanLoss(half_life) + 0.03 * fakeNoise(step) +
         0.0004 * fakeNoise(step + std::llround(997.0 * half_life));
}

class HalfLifeFixture : public WindowFixture {
 public:
  explicit HalfLifeFixture(QSize size = {1440, 1300}) : WindowFixture(size) {}

  /// `last` is the step of the last evaluation of 10,000 steps, one every 25.
  void begin(std::int64_t last, std::int64_t snapshot_every = 0,
             std::vector<double> half_lives = {7, 20, 70, 200, 600, 2000}) {
    half_lives_ = std::move(half_lives);
    event::Started started = fakeStarted(controller.catalog());
    started.config.steps = 10000;
    started.config.snapshot_every = snapshot_every;
    started.config.tracks.clear();
    for (const double half_life : half_lives_) {
      TrackSpec track{.label = QStringLiteral("hl%1").arg(std::lround(half_life)).toStdString(),
                      .schedule = "constant",
                      .params = {{"beta", betaOfHalfLife(half_life)}, {"debias", 1.0}}};
      for (const ParamSpec& spec : schedules().at("constant").params) {
        track.params.try_emplace(spec.id, spec.initial);
      }
      started.config.tracks.push_back(track);
    }
    session.arrive(started);
    session.arrive(event::StateChanged{RunState::kRunning, 0, ""});
    evaluate(25, last);
  }
  void evaluate(std::int64_t first, std::int64_t last) {
    event::Evaluated evaluated;
    for (std::int64_t step = first; step <= last; step += 25) {
      EvalPoint point{.step = step, .raw = {0.126 + 0.03 * fakeNoise(step), 0.9}};
      for (const double half_life : half_lives_) {
        point.tracks.push_back({.val = {lossAt(half_life, step), 0.95},
                                .decay = betaOfHalfLife(half_life),
                                .reason = Reason::kConstant});
      }
      evaluated.points.push_back(point);
    }
    session.arrive(evaluated);
    deliver();
  }
  [[nodiscard]] HalfLifePlot* plot() const { return part<HalfLifePlot>("half_life_plot"); }
  [[nodiscard]] QString text(const char* label) const { return part<QLabel>(label)->text(); }
  [[nodiscard]] QString sentence() const { return text("half_life_sentence"); }
  [[nodiscard]] QPushButton* use() const { return part<QPushButton>("use_half_life"); }

  [[nodiscard]] QPoint at(double half_life) const {
    return {static_cast<int>(std::lround(plot()->xOf(half_life))), plot()->height() / 2};
  }
  void click(double half_life, Qt::KeyboardModifiers keys = {}) const {
    QTest::mouseClick(plot(), Qt::LeftButton, keys, at(half_life));
  }
  /// Answers the requests for averages until no more come. Returns their number.
  int answerAll() {
    const std::size_t before = answered_;
    const auto more = [&] { return session.all<command::Synthesize>().size() > answered_; };
    while (QTest::qWaitFor(more, 600)) {
      const command::Synthesize asked = session.all<command::Synthesize>().back();
      session.arrive(event::Synthesized{.request = asked.request,
                                        .spec = asked.spec,
                                        .val = {lossAt(asked.spec.value, asked.spec.step), 0.95}});
      if (session.all<command::Synthesize>().size() != answered_ + 1) return -1;  // not one by one
      ++answered_;
      deliver();
    }
    return static_cast<int>(answered_ - before);
  }

 private:
  std::vector<double> half_lives_;
  std::size_t answered_ = 0;  // of the requests for averages
};

/// Opens the menu of a button with a click, and clicks an entry.
inline void chooseFrom(WindowFixture& w, const char* button, const char* menu, const char* entry) {
  QTest::mouseClick(w.part<QPushButton>(button), Qt::LeftButton);
  auto* shown = w.window.findChildren<QMenu*>(QLatin1String(menu)).back();
  auto* action = shown->findChild<QAction*>(QLatin1String(entry));
  QTest::mouseClick(shown, Qt::LeftButton, {}, shown->actionGeometry(action).center());
  // A window manager would do this.
  w.window.activateWindow();
  (void)QTest::qWaitForWindowActive(&w.window, 2000);
}

}  // namespace emascope::ui
