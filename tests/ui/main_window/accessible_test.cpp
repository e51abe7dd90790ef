// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window as a screen reader has it, through QAccessible: every control of each workspace, the
// gallery and the page for one's own data has a name and a description and can be reached by
// keyboard, the chart is a text.
#include "tests/ui/compare/compare_fixture.h"
#include "tests/ui/main_window/places.h"
#include "tests/ui/support/test_program.h"
#include "tests/ui/teach/teach_fixture.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/words.h"

#include <functional>
#include <set>

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QAccessible>
#include <QApplication>
#include <QButtonGroup>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>

namespace emascope::ui {
namespace {

using Visit = std::function<void(QAccessibleInterface&)>;

void walk(QAccessibleInterface* from, const Visit& visit) {
  if (from == nullptr || from->state().invisible) return;
  visit(*from);
  // Cells are not controls; there may be very many.
  if (from->tableInterface() != nullptr) return;
  for (int i = 0; i < from->childCount(); ++i) walk(from->child(i), visit);
}

bool isControl(QAccessible::Role role) {
  static const std::set<QAccessible::Role> controls = {
      QAccessible::Button,       QAccessible::ButtonMenu,  QAccessible::ButtonDropDown,
      QAccessible::CheckBox,     QAccessible::RadioButton, QAccessible::ComboBox,
      QAccessible::EditableText, QAccessible::Slider,      QAccessible::SpinBox,
      QAccessible::Table,        QAccessible::Tree,        QAccessible::List,
      QAccessible::Chart,        QAccessible::PageTabList};
  return controls.contains(role);
}

QString nameOf(const QObject* object) {
  if (object == nullptr) return {};
  return QString::fromLatin1(object->metaObject()->className()) + QLatin1Char(' ') +
         object->objectName();
}

/// The keyboard may work in it, where it is visible and enabled.
bool takesKeys(const QWidget* widget) {
  return qobject_cast<const QAbstractButton*>(widget) ||
         qobject_cast<const QAbstractSlider*>(widget) || qobject_cast<const QLineEdit*>(widget) ||
         qobject_cast<const QComboBox*>(widget) || qobject_cast<const QPlainTextEdit*>(widget) ||
         qobject_cast<const QAbstractItemView*>(widget);
}

/// Of a group in which one is chosen, Tab reaches that one, and the arrows the others.
bool isOneOfSeveral(const QWidget* widget) {
  const auto* button = qobject_cast<const QAbstractButton*>(widget);
  if (button == nullptr) return false;
  return button->autoExclusive() || (button->group() != nullptr && button->group()->exclusive());
}

/// The engine's answers to what Compare has asked for.
void answerCompare(WindowFixture& w) {
  for (const command::CompareSamples& asked : w.session.all<command::CompareSamples>()) {
    event::SamplesCompared answer = fakeClasses(1930, 5, 34, 31);
    answer.request = asked.request;
    answer.step = 3400;
    answer.of = asked.of;
    answer.share = asked.share;
    w.session.arrive(answer);
  }
  for (const command::MeasureDistances& asked : w.session.all<command::MeasureDistances>()) {
    w.session.arrive(event::DistancesMeasured{
        asked.request, 3400, asked.of, {{"output.bias", 1, true, 1.0, 0.013, 0.013, 1.0}}});
  }
  for (const command::Scan& asked : w.session.all<command::Scan>()) {
    event::Scanned answer{asked.request, 3400, asked.spec, {}};
    for (const double share : asked.spec.shares) {
      answer.vals.push_back({0.09 + (share - 1.0) * (share - 1.0), 0.97});
    }
    w.session.arrive(answer);
  }
  w.deliver();
  for (const command::ShowSamples& asked : w.session.all<command::ShowSamples>()) {
    event::SamplesShown answer{.request = asked.request, .samples = asked.samples};
    answer.kind = "numbers";
    answer.shape = {2};
    for (std::size_t i = 0; i < 2 * asked.samples.size(); ++i) {
      answer.values.push_back(0.1F * static_cast<float>(i));
    }
    w.session.arrive(answer);
  }
  if (!w.session.all<command::ShowSamples>().empty()) w.deliver();
}

/// The engine accepts the run of a lesson, which goes on to `step` and waits there.
void runLesson(WindowFixture& w, std::int64_t step) {
  const command::Start asked = w.session.all<command::Start>().back();
  event::Started started = fakeStarted(w.controller.catalog());
  started.request = asked.request;
  started.config = asked.config;
  for (TrackSpec& track : started.config.tracks) {
    for (const ParamSpec& spec : schedules().at(track.schedule).params) {
      track.params.try_emplace(spec.id, spec.initial);
    }
  }
  w.session.arrive(started);
  event::Evaluated evaluated;
  for (std::int64_t at = started.config.eval_every; at <= step; at += started.config.eval_every) {
    evaluated.points.push_back(fakePoint(at, started.config.tracks.size()));
  }
  w.session.arrive(evaluated);
  event::Progress progress;
  progress.step = step;
  w.session.arrive(progress);
  w.session.arrive(event::StateChanged{RunState::kPaused, step, ""});
  w.deliver();
}

/// Opens that part of the window; the widget in which it is.
QWidget* openPlace(WindowFixture& w, const QString& place) {
  w.run();
  if (place == QLatin1String("Tune")) {
    w.part<QToolButton>("more")->click();  // the advanced knobs, too
  } else if (place == QLatin1String("Compare")) {
    w.window.workspaces()->show(Workspace::kCompare);
    settle();
    answerCompare(w);
    event::Tested tested;
    for (const char* of : {"raw", "main"}) tested.weights.push_back({of, 3400, {0.1, 0.9}});
    w.session.arrive(tested);
    w.state(RunState::kFinished);
  } else if (place == QLatin1String("Teach")) {
    w.controller.setCatalog(teachCatalog());
    w.window.workspaces()->show(Workspace::kTeach);
  } else if (place == QLatin1String("a lesson")) {
    w.controller.setCatalog(teachCatalog());
    const Lesson lesson = shippedLesson("when-to-begin");
    w.window.openLesson(lesson, 1);
    settle();
    runLesson(w, lesson.steps.front().stop);
  } else if (place == QLatin1String("gallery")) {
    w.action("demos_action")->trigger();
    settle();
    return w.part<QWidget>("gallery");
  } else {
    w.action("open")->trigger();
    settle();
    auto* page = w.part<QDialog>("open_dialog");
    for (const char* fold : {"more_0", "more_1", "more_2"}) {
      page->findChild<QToolButton*>(QLatin1String(fold))->click();
    }
    settle();
    return page;
  }
  settle();
  return &w.window;
}

}  // namespace

class AccessibleTest : public QObject {
  Q_OBJECT

 private:
  static void addPlaces() {
    QTest::addColumn<QString>("place");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("least");  // controls that are there
    const std::pair<const char*, int> places[] = {{"Tune", 40},   {"Compare", 20},
                                                  {"Teach", 18},  {"a lesson", 12},
                                                  {"gallery", 5}, {"Open page", 50}};
    for (const auto& [place, least] : places) {
      for (const QSize size : {QSize(1440, 900), QSize(1000, 650)}) {
        QTest::addRow("%s, %d x %d", place, size.width(), size.height())
            << QString::fromLatin1(place) << size << least;
      }
    }
  }

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void everyControlHasANameAndADescription_data() { addPlaces(); }
  void everyControlHasANameAndADescription() {
    QFETCH(QString, place);
    QFETCH(QSize, size);
    QFETCH(int, least);
    WindowFixture w(size);
    QWidget* root = openPlace(w, place);
    QVERIFY(root->isVisible());
    QStringList unnamed;
    QStringList undescribed;
    int controls = 0;
    const auto check = [&](QAccessibleInterface& each) {
      if (!isControl(each.role())) return;
      ++controls;
      if (each.text(QAccessible::Name).isEmpty()) unnamed << nameOf(each.object());
      const bool container = each.role() == QAccessible::PageTabList;
      if (!container && each.text(QAccessible::Description).isEmpty()) {
        undescribed << nameOf(each.object());
      }
    };
    lookAtTabs(*root, place,
               [&](const QString&) { walk(QAccessible::queryAccessibleInterface(root), check); });
    unnamed.removeDuplicates();
    undescribed.removeDuplicates();
    QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(QLatin1String(", "))));
    QVERIFY2(undescribed.isEmpty(), qPrintable(undescribed.join(QLatin1String(", "))));
    QVERIFY2(controls >= least, qPrintable(QString::number(controls)));
  }

  void everyControlIsReachedByTab_data() { addPlaces(); }
  void everyControlIsReachedByTab() {
    QFETCH(QString, place);
    QFETCH(QSize, size);
    WindowFixture w(size);
    QWidget* root = openPlace(w, place);
    QStringList missed;
    lookAtTabs(*root, place, [&](const QString& tab) {
      QWidget* window = root->window();
      if (!root->isAncestorOf(window->focusWidget())) window->setFocus();
      std::set<const QWidget*> reached;
      constexpr int kMostStops = 400;
      QWidget* now = window->focusWidget() != nullptr ? window->focusWidget() : window;
      int stops = 0;
      for (; stops < kMostStops && reached.insert(now).second; ++stops) {
        QTest::keyClick(now, Qt::Key_Tab);
        now = window->focusWidget();
        QVERIFY2(now != nullptr, qPrintable(tab));
      }
      QVERIFY2(stops < kMostStops, qPrintable(tab));
      for (const auto* each : root->findChildren<QWidget*>()) {
        const bool there = each->isVisible() && each->isEnabled() && takesKeys(each);
        if (!there || each->focusPolicy() == Qt::NoFocus || each->focusProxy() != nullptr) continue;
        const bool by_arrows = isOneOfSeveral(each) && (each->focusPolicy() & Qt::TabFocus) == 0;
        if (!reached.contains(each) && !by_arrows) missed << tab + u' ' + nameOf(each);
      }
    });
    missed.removeDuplicates();
    QVERIFY2(missed.isEmpty(), qPrintable(missed.join(QLatin1String(", "))));
  }

  void tabGoesFromTheRunBarOverPlotAndChipsToTabsAndCards() {
    WindowFixture w({1440, 900});
    w.run();
    QCoreApplication::processEvents();
    const std::vector<QWidget*> stops = {
        w.part<QWidget>("button_toggle"),
        w.part<QWidget>("speed"),
        w.part<QWidget>("demos"),
        w.window.plot(),
        w.part<QWidget>("chip_raw"),
        w.part<QWidget>("tracks_table"),
        w.part<QWidget>("knob_beta")->findChild<QWidget*>(QStringLiteral("field"))};
    stops.front()->setFocus();
    std::size_t next = 1;
    for (int i = 0; i < 200 && next < stops.size(); ++i) {
      QTest::keyClick(w.window.focusWidget(), Qt::Key_Tab);
      for (std::size_t later = next + 1; later < stops.size(); ++later) {
        QVERIFY2(w.window.focusWidget() != stops[later],
                 qPrintable(stops[next]->objectName() + QLatin1String(" was left out")));
      }
      if (w.window.focusWidget() == stops[next]) ++next;
    }
    QCOMPARE(next, stops.size());
  }

  void theChartIsAText() {
    WindowFixture w({1440, 900});
    w.run();
    auto* chart = QAccessible::queryAccessibleInterface(w.window.plot());
    QVERIFY(chart != nullptr);
    QVERIFY(chart->role() == QAccessible::Chart);
    const QString value = chart->text(QAccessible::Value);
    const EvalPoint& last = w.controller.record().points.back();
    for (const QString& part :
         {tr("Step %1").arg(grouped(last.step)), tr("Raw %1").arg(shortNumber(last.raw.loss)),
          tr("EMA %1").arg(shortNumber(last.tracks[0].val.loss)), tr("of the last")}) {
      QVERIFY2(value.contains(part, Qt::CaseInsensitive), qPrintable(part + u'|' + value));
    }
    w.part<QTableView>("tracks_table")->selectRow(2);
    QVERIFY2(chart->text(QAccessible::Value).contains(QStringLiteral("fast lower in")) ||
                 chart->text(QAccessible::Value).contains(QStringLiteral("fast")),
             qPrintable(chart->text(QAccessible::Value)));
  }
};

EMASCOPE_UI_TEST(AccessibleTest);

}  // namespace emascope::ui

#include "accessible_test.moc"
