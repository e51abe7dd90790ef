// SPDX-License-Identifier: GPL-3.0-or-later
//
// The workspace Compare over a session that the test plays. answer() gives every request that waits
// an answer in closed form: the loss is 0.09 + 0.04 (share - lowest)^2, the picture a surface.
#pragma once

#include "tests/support/fake_run.h"
#include "tests/ui/support/fake_pictures.h"
#include "tests/ui/support/fake_session.h"
#include "tests/ui/support/settle.h"
#include "ui/compare/compare_view.h"
#include "ui/panels/panel_commands.h"
#include "ui/run/run_controller.h"
#include "ui/run/selection.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include <QAbstractButton>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

namespace emascope::ui {

/// `both`, `only_raw`, `only_mix`, `none` samples, in this order, that are right.
inline event::SamplesCompared fakeClasses(int both, int only_raw, int only_mix, int none) {
  event::SamplesCompared compared;
  const int count = both + only_raw + only_mix + none;
  compared.total = count;
  compared.raw_right.resize(static_cast<std::size_t>(count + 7) / 8);
  compared.mix_right.resize(compared.raw_right.size());
  for (int i = 0; i < count; ++i) {
    const bool raw = i < both + only_raw;
    const bool mix = i < both || (i >= both + only_raw && i < both + only_raw + only_mix);
    const auto byte = static_cast<std::size_t>(i) / 8;
    if (raw) compared.raw_right[byte] |= static_cast<std::uint8_t>(1U << (i % 8));
    if (mix) compared.mix_right[byte] |= static_cast<std::uint8_t>(1U << (i % 8));
    compared.samples.push_back(i);
    compared.truth.push_back(i % 2);
    compared.raw_top.push_back(raw ? i % 2 : 1 - i % 2);
    compared.mix_top.push_back(mix ? i % 2 : 1 - i % 2);
    compared.raw_given.push_back(raw ? 0.9F : 0.02F);
    compared.mix_given.push_back(mix ? 0.99F : 0.3F);
  }
  return compared;
}

/// `count` samples with losses 1 for raw and 1 - gain(i) for the mix; target i, predictions beside.
inline event::SamplesCompared fakeNumbers(int count, const std::function<float(int)>& gain) {
  event::SamplesCompared compared;
  compared.kind = event::SamplesCompared::Kind::kNumbers;
  compared.total = count;
  for (int i = 0; i < count; ++i) {
    compared.samples.push_back(i);
    compared.raw_loss.push_back(1.0F);
    compared.mix_loss.push_back(1.0F - gain(i));
    compared.truth_value.push_back(static_cast<float>(i));
    compared.raw_prediction.push_back(static_cast<float>(i) + 1.0F);
    compared.mix_prediction.push_back(static_cast<float>(i) + 0.5F);
  }
  return compared;
}

/// Test results of raw and of `tracks` averages.
inline event::Tested fakeTested(std::size_t tracks) {
  event::Tested tested{{{"raw", 5000, {0.14, 0.96}}}};
  for (std::size_t k = 0; k < tracks; ++k) {
    tested.weights.push_back({k == 0 ? "main" : "track-" + std::to_string(k), 5000, {0.1, 0.98}});
  }
  return tested;
}

class CompareFixture {
 public:
  explicit CompareFixture(QSize size = {1440, 798}) {
    controller.setCatalog(fakeCatalog());
    view = new CompareView(
        {.controller = &controller, .selection = &selection, .commands = &commands}, &window);
    window.resize(size);
    view->resize(size);
    window.show();
    window.activateWindow();
    (void)QTest::qWaitForWindowActive(&window, 2000);
  }

  void deliver() {
    QSignalSpy delivered(&controller, &RunController::delivered);
    QVERIFY(delivered.wait(20000));
  }
  void run(RunState state = RunState::kPaused, std::size_t preset = 0) {
    session.arrive(fakeStarted(controller.catalog(), preset));
    session.arrive(event::StateChanged{state, step, ""});
    session.arrive(event::Evaluated{{fakePoint(step, 3)}});
    deliver();
  }
  void state(RunState state) {
    session.arrive(event::StateChanged{state, step, ""});
    deliver();
  }

  template <typename T>
  [[nodiscard]] std::vector<T> asked() const {
    return session.all<T>();
  }
  template <typename T>
  [[nodiscard]] T* part(const char* name) const {
    T* found = view->findChild<T*>(QLatin1String(name));
    if (!found) qFatal("there is no %s", name);
    return found;
  }
  [[nodiscard]] QString text(const char* name) const { return part<QLabel>(name)->text(); }
  void click(const char* name) const { QTest::mouseClick(part<QWidget>(name), Qt::LeftButton); }
  [[nodiscard]] std::size_t unanswered() const { return session.posted.size() - answered; }

  /// Answers the next command that waits, if it is a question.
  void answerNext() {
    const Command command = session.posted.at(answered++);
    if (const auto* render = std::get_if<command::Render>(&command)) {
      if (picture.kind.empty()) {
        session.arrive(event::Rejected{render->request, {"picture", "nothing to show", ""}});
      } else {
        session.arrive(event::Rendered{.request = render->request,
                                       .step = step,
                                       .of = render->of,
                                       .picture = picture,
                                       .share = render->share,
                                       .work = work});
      }
    } else if (const auto* pairs = std::get_if<command::CompareSamples>(&command)) {
      event::SamplesCompared answer = compared;
      answer.request = pairs->request;
      answer.step = step;
      answer.of = pairs->of;
      answer.share = pairs->share;
      answer.work = work;
      if (change) change(answer);
      session.arrive(answer);
    } else if (const auto* scan = std::get_if<command::Scan>(&command)) {
      event::Scanned answer{scan->request, step, scan->spec, {}, line_work};
      for (const double share : scan->spec.shares) answer.vals.push_back({loss(share), 0.975});
      session.arrive(answer);
    } else if (const auto* measure = std::get_if<command::MeasureDistances>(&command)) {
      session.arrive(event::DistancesMeasured{measure->request, step, measure->of, tensors, work});
    } else if (const auto* show = std::get_if<command::ShowSamples>(&command)) {
      event::SamplesShown answer{.request = show->request, .samples = show->samples};
      fill(answer);
      session.arrive(answer);
    }
  }
  /// Answers until nobody asks any more.
  void answer() {
    for (int round = 0; round < 40 && unanswered() > 0; ++round) {
      while (unanswered() > 0) answerNext();
      deliver();
    }
    QCOMPARE(unanswered(), std::size_t{0});
  }

  FakeSession session;
  RunController controller{session};
  Selection selection;
  PanelCommands commands;
  QWidget window;
  CompareView* view;

  /// Seconds of the engine for an answer, and for one about the losses; 0: it does not say.
  double work = 0.001;
  double line_work = 0.001;
  std::int64_t step = 3400;
  double lowest = 1.02;
  TaskPicture picture = fakeSurface();
  event::SamplesCompared compared = fakeClasses(1930, 5, 34, 31);
  /// Changes an answer before it arrives.
  std::function<void(event::SamplesCompared&)> change = {};
  std::vector<event::TensorDistance> tensors = {
      {"hidden1.weight", 64, true, 2.0, 0.158, 0.079, 0.9969},
      {"output.bias", 1, true, 1.0, 0.013, 0.013, 1.0}};
  std::function<double(double)> loss = [this](double share) {
    return 0.09 + 0.04 * (share - lowest) * (share - lowest);
  };
  std::function<void(event::SamplesShown&)> fill = [](event::SamplesShown& shown) {
    shown.kind = "numbers";
    shown.shape = {2};
    for (const std::int64_t sample : shown.samples) {
      const auto at = static_cast<float>(sample % 64);
      shown.values.push_back(-1.5F + 3.0F * at / 64.0F);
      shown.values.push_back(-0.7F + 1.4F * static_cast<float>(sample % 7) / 7.0F);
    }
  };
  std::size_t answered = 0;
};

}  // namespace emascope::ui
