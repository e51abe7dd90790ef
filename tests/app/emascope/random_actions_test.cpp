// SPDX-License-Identifier: GPL-3.0-or-later
//
// The real window over the real engine, with somebody who does anything at random. Nothing crashes;
// no evaluation is lost: what the window has of a run is what the engine has said, at every
// multiple of the interval; plot and table show it; and memory does not grow beyond kMostGrowth.
//
// The short form has a fixed seed. EMASCOPE_LONG_ACTIONS=10000 makes that many actions and prints
// them, EMASCOPE_ACTIONS_SEED=7 chooses others.
#include "tests/app/emascope/program.h"
#include "tests/app/emascope/random_person.h"
#include "ui/main_window/main_window.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/engine_client.h"
#include "ui/run/run_controller.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <functional>
#include <malloc.h>
#include <random>
#include <utility>
#include <vector>

#include <QAbstractButton>
#include <QApplication>
#include <QFile>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

namespace emascope::ui {
namespace {

constexpr int kActions = 600;
constexpr int kLook = 40;  // ms, at most, until a step is seen
constexpr int kBetweenChecks = 20;
constexpr std::int64_t kMostGrowth = 96;  // MiB, from a quarter of the actions to their end
constexpr int kPatience = 30000;          // ms
constexpr std::uint64_t kSeed = 20;

/// Stands between engine and window and keeps what the engine says of the present run.
class Witness final : public Session {
 public:
  struct Said {
    std::int64_t step = 0;
    double raw = 0.0;
    double train = 0.0;
  };
  explicit Witness(Session& engine) : engine_(engine) {}
  void post(Command command) override { engine_.post(std::move(command)); }
  [[nodiscard]] std::vector<Event> drain() override {
    std::vector<Event> events = engine_.drain();
    for (const Event& event : events) {
      if (std::holds_alternative<event::Started>(event)) said.clear();
      const auto* evaluated = std::get_if<event::Evaluated>(&event);
      if (evaluated == nullptr) continue;
      for (const EvalPoint& point : evaluated->points) {
        said.push_back({point.step, point.raw.loss, point.train_loss});
      }
    }
    return events;
  }
  void setWakeup(std::function<void()> wakeup) override { engine_.setWakeup(std::move(wakeup)); }

  std::vector<Said> said;

 private:
  Session& engine_;
};

bool sameNumber(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

/// MiB of this process that are in memory.
std::int64_t residentMemory() {
  malloc_trim(0);
  QFile file(QStringLiteral("/proc/self/statm"));
  if (!file.open(QIODevice::ReadOnly)) return 0;
  constexpr std::int64_t kPagesPerMiB = 256;
  return file.readAll().split(' ').value(1).toLongLong() / kPagesPerMiB;
}

}  // namespace

class RandomActionsTest : public QObject {
  Q_OBJECT

 private:
  struct Program {
    EngineClient client{{programPath(QStringLiteral("emascope-engine")), QStringLiteral("serve")}};
    Witness witness{client};
    RunController controller{witness};
    MainWindow window{controller, ThemeChoice::kLight};
    bool died = false;

    Program() {
      QObject::connect(&client, &EngineClient::helloArrived, &window, [this] {
        controller.setCatalog(client.hello().catalog);
        controller.start(controller.catalog().presets.front().config);
      });
      QObject::connect(&client, &EngineClient::died, &window, [this] { died = true; });
      client.launch();
      window.resize(1440, 900);
      window.show();
    }
  };

  /// Why what the window has of the run is not what the engine said; empty if it is.
  static QString lost(const Program& program) {
    const RunRecord& record = program.controller.record();
    const auto& said = program.witness.said;
    if (said.size() != record.points.size()) {
      return QStringLiteral("%1 evaluations of %2").arg(record.points.size()).arg(said.size());
    }
    const std::int64_t every = record.config.eval_every;
    std::int64_t expected = 0;
    for (std::size_t i = 0; i < said.size(); ++i) {
      const EvalPoint& point = record.points[i];
      expected += every;
      // An end that is no multiple of the interval is evaluated, too, and may be gone beyond.
      const bool follows = point.step == expected || point.step % every != 0;
      if (!follows) return QStringLiteral("step %1 after %2").arg(point.step).arg(expected - every);
      if (point.step % every != 0) expected -= every;
      const bool same = point.step == said[i].step && sameNumber(point.raw.loss, said[i].raw) &&
                        sameNumber(point.train_loss, said[i].train);
      if (!same) return QStringLiteral("another loss at step %1").arg(point.step);
      if (point.tracks.size() != record.tracks.size()) return QStringLiteral("tracks are missing");
    }
    return {};
  }

  /// Why plot and table do not show the run; empty if they do.
  static QString notShown(const Program& program) {
    const RunRecord& record = program.controller.record();
    const auto* table = program.window.findChild<QTableView*>(QStringLiteral("tracks_table"));
    const auto rows = static_cast<std::size_t>(table->model()->rowCount());
    const bool any = !record.tracks.empty() || !record.points.empty();
    if (rows != (any ? record.alive + 1 : 0)) {
      return QStringLiteral("%1 rows for %2 tracks").arg(rows).arg(record.alive);
    }
    const LossPlot& plot = *program.window.plot();
    const auto* raw = program.window.findChild<QAbstractButton*>(QStringLiteral("chip_raw"));
    const bool whole = plot.isVisible() && plot.following() && raw != nullptr && raw->isChecked();
    if (!whole) return {};
    const auto counts = plot.drawnCounts();
    std::int64_t finite = 0;
    for (const EvalPoint& point : record.points) {
      finite += std::isfinite(plot.showsMetric() ? point.raw.metric : point.raw.loss) ? 1 : 0;
    }
    return counts.drawn + counts.merged == finite ? QString()
                                                  : QStringLiteral("%1 points drawn of %2")
                                                        .arg(counts.drawn + counts.merged)
                                                        .arg(finite);
  }

  QTemporaryDir folder_;

 private Q_SLOTS:
  void initTestCase() {
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder_.path());
    QCoreApplication::setOrganizationName(QStringLiteral("EMAscope"));
    QCoreApplication::setApplicationName(QStringLiteral("random_actions_test"));
    QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    QApplication::setQuitOnLastWindowClosed(false);
  }

  void anythingGoes() {
    const int wanted = qEnvironmentVariableIntValue("EMASCOPE_LONG_ACTIONS");
    const int actions = wanted > 0 ? wanted : kActions;
    const int seed = qEnvironmentVariableIntValue("EMASCOPE_ACTIONS_SEED");
    Program program;
    QTRY_VERIFY_WITH_TIMEOUT(program.controller.record().points.size() >= 3, kPatience);
    RandomPerson person(program.window, folder_.path(),
                        seed > 0 ? static_cast<std::uint64_t>(seed) : kSeed);
    std::deque<QString> last;
    const auto story = [&last](const QString& why) {
      QString text = why;
      for (const QString& each : last) text += u'\n' + each;
      return text;
    };
    std::mt19937_64 pauses(1);
    std::int64_t before = 0;
    for (int i = 0; i < actions; ++i) {
      last.push_back(QStringLiteral("%1: %2").arg(i).arg(person.act()));
      if (last.size() > 60) last.pop_front();
      if (wanted > 0) std::fprintf(stderr, "%s\n", qPrintable(last.back()));
      QCoreApplication::processEvents();
      if (pauses() % 4 == 0) {  // a person looks at what the run does before the next action
        const std::int64_t step = program.controller.record().step;
        static_cast<void>(QTest::qWaitFor(
            [&] {
              return program.controller.state() != RunState::kRunning ||
                     program.controller.record().step != step;
            },
            kLook));
      }
      QVERIFY2(!program.died, qPrintable(story(QStringLiteral("the engine died"))));
      QVERIFY2(program.window.isVisible(), qPrintable(story(QStringLiteral("no window"))));
      if (i % kBetweenChecks != kBetweenChecks - 1) continue;
      QCoreApplication::sendPostedEvents();  // redraws, but nothing new
      for (const QString& trouble : {lost(program), notShown(program)}) {
        QVERIFY2(trouble.isEmpty(), qPrintable(story(trouble)));
      }
      if (i < actions / 4) before = residentMemory();
    }
    const std::int64_t growth = residentMemory() - before;
    if (wanted > 0) std::fprintf(stderr, "%d MiB more than %d\n", int(growth), int(before));
    program.client.shutdown();
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("the growth of memory: a sanitizer keeps what was freed");
#endif
    QVERIFY2(growth <= kMostGrowth, qPrintable(QStringLiteral("%1 MiB more").arg(growth)));
  }
};

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::RandomActionsTest)
#include "random_actions_test.moc"
