// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window as a screen reader has it, through QAccessible: every control has a name and a
// description and can be reached by keyboard, the chart is a text.
#include "tests/ui/main_window/window_fixture.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/words.h"

#include <functional>
#include <set>

#include <QAbstractButton>
#include <QAccessible>
#include <QLabel>
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

QString nameOf(const QAccessibleInterface& of) {
  return of.object() == nullptr ? QString()
                                : QString::fromLatin1(of.object()->metaObject()->className()) +
                                      QLatin1Char(' ') + of.object()->objectName();
}

}  // namespace

class AccessibleTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void everyControlHasANameAndADescription_data() {
    QTest::addColumn<QSize>("size");
    QTest::newRow("wide") << QSize(1440, 900);
    QTest::newRow("narrow") << QSize(1000, 650);
  }
  void everyControlHasANameAndADescription() {
    QFETCH(QSize, size);
    WindowFixture w(size);
    w.run();
    w.part<QToolButton>("more")->click();  // the advanced knobs, too
    QCoreApplication::processEvents();
    QStringList unnamed;
    QStringList undescribed;
    int controls = 0;
    const auto check = [&](QAccessibleInterface& each) {
      if (!isControl(each.role())) return;
      ++controls;
      if (each.text(QAccessible::Name).isEmpty()) unnamed << nameOf(each);
      const bool container = each.role() == QAccessible::PageTabList;
      if (!container && each.text(QAccessible::Description).isEmpty()) undescribed << nameOf(each);
    };
    auto* tables = w.part<QTabWidget>("tables");
    for (int tab = 0; tab < tables->count(); ++tab) {
      tables->setCurrentIndex(tab);
      QCoreApplication::processEvents();
      walk(QAccessible::queryAccessibleInterface(&w.window), check);
    }
    unnamed.removeDuplicates();
    undescribed.removeDuplicates();
    QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(QLatin1String(", "))));
    QVERIFY2(undescribed.isEmpty(), qPrintable(undescribed.join(QLatin1String(", "))));
    QVERIFY2(controls > 40, qPrintable(QString::number(controls)));
  }

  void everyControlIsReachedByTab() {
    WindowFixture w({1440, 900});
    w.run();
    QCoreApplication::processEvents();
    std::set<QWidget*> reached;
    w.window.plot()->setFocus();
    for (int i = 0; i < 300; ++i) {
      QWidget* now = w.window.focusWidget();
      QVERIFY(now != nullptr);
      if (!reached.insert(now).second && now == w.window.plot()) break;
      QTest::keyClick(now, Qt::Key_Tab);
    }
    for (auto* button : w.window.findChildren<QAbstractButton*>()) {
      if (!button->isVisible() || !button->isEnabled() || button->focusPolicy() == Qt::NoFocus) {
        continue;
      }
      QVERIFY2(reached.contains(button), qPrintable(button->objectName() + button->text()));
    }
    QVERIFY(reached.contains(w.part<QTableView>("tracks_table")));
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

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::AccessibleTest)
#include "accessible_test.moc"
