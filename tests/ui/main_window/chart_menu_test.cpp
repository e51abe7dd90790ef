// SPDX-License-Identifier: GPL-3.0-or-later
//
// The menu of the chart by mouse and keys: notes, reference lines, the horizontal axis; and that a
// drag of a knob is one mark.
#include "tests/ui/main_window/chart_menus.h"
#include "tests/ui/main_window/window_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/main_window/remark_editor.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/edit_sender.h"

#include <QContextMenuEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

namespace emascope::ui {
namespace {

/// Whether the menu there has that entry.
bool offers(const WindowFixture& w, const QPoint& at, const char* name) {
  QMenu* menu = menuAt(w, at);
  const bool found = entry(menu, name) != nullptr;
  menu->close();
  return found;
}

RemarkEditor* editor(const WindowFixture& w) { return w.part<RemarkEditor>("remark_editor"); }

bool showsRemark(const WindowFixture& w, const char* name) {
  for (int y = 40; y < 300; y += 2) {
    if (offers(w, {300, y}, name)) return true;
  }
  return false;
}

constexpr QPoint kSpot(300, 120);

}  // namespace

class ChartMenuTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void withoutARunThereIsNothingToWriteOn() {
    WindowFixture w;
    QVERIFY(!offers(w, kSpot, "add_note"));
  }

  void aNoteIsWrittenEditedAndRemoved() {
    WindowFixture w;
    w.run();
    QTRY_VERIFY(w.window.plot()->drawnCounts().drawn > 0);
    const QImage bare = w.window.plot()->picture({900, 500}, 1.0);
    choose(menuAt(w, kSpot), "add_note");
    QVERIFY(editor(w)->isVisible());
    QVERIFY(w.part<QLineEdit>("remark_text")->hasFocus());
    QTest::keyClicks(w.part<QLineEdit>("remark_text"), QStringLiteral("rate lowered"));
    QTest::keyClick(w.part<QLineEdit>("remark_text"), Qt::Key_Return);
    QVERIFY(!editor(w)->isVisible());
    QVERIFY(w.window.plot()->hasFocus());  // so that Space pauses
    const QImage noted = w.window.plot()->picture({900, 500}, 1.0);
    QVERIFY(noted != bare);
    QTRY_VERIFY(offers(w, kSpot, "edit_note"));
    choose(menuAt(w, kSpot), "edit_note");
    QCOMPARE(w.part<QLineEdit>("remark_text")->text(), QStringLiteral("rate lowered"));
    w.type("remark_text", QStringLiteral("rate halved"));
    QTest::mouseClick(w.part<QPushButton>("remark_accept"), Qt::LeftButton);
    QVERIFY(w.window.plot()->picture({900, 500}, 1.0) != noted);
    QTRY_VERIFY(offers(w, kSpot, "remove_note"));
    choose(menuAt(w, kSpot), "remove_note");
    for (int i = 0; i < 4; ++i) QCoreApplication::processEvents();
    QVERIFY(!offers(w, kSpot, "edit_note"));
  }

  void anEmptyNoteIsRefusedInWords() {
    WindowFixture w;
    w.run();
    choose(menuAt(w, kSpot), "add_note");
    QTest::keyClick(w.part<QLineEdit>("remark_text"), Qt::Key_Return);
    QVERIFY(editor(w)->isVisible());
    QCOMPARE(w.part<QLabel>("remark_trouble")->text(), QStringLiteral("A note needs a text."));
    QTest::keyClicks(w.part<QLineEdit>("remark_text"), QStringLiteral("x"));
    QVERIFY(!w.part<QLabel>("remark_trouble")->isVisible());
    QTest::keyClick(w.part<QLineEdit>("remark_text"), Qt::Key_Escape);
    QVERIFY(!editor(w)->isVisible());
    QVERIFY(w.window.plot()->hasFocus());
  }

  void aReferenceLineHasANameAndAValue() {
    WindowFixture w;
    w.run();
    QTRY_VERIFY(w.window.plot()->drawnCounts().drawn > 0);
    choose(menuAt(w, kSpot), "add_line");
    QVERIFY(!w.part<QLineEdit>("remark_value")->text().isEmpty());  // that of the place
    QTest::keyClicks(w.part<QLineEdit>("remark_text"), QStringLiteral("baseline"));
    w.type("remark_value", QStringLiteral("three"));
    QTest::keyClick(w.part<QLineEdit>("remark_value"), Qt::Key_Return);
    QVERIFY(editor(w)->isVisible());
    QVERIFY2(w.part<QLabel>("remark_trouble")->text().contains(QStringLiteral("three")),
             qPrintable(w.part<QLabel>("remark_trouble")->text()));
    w.type("remark_value", QStringLiteral("1/5"));
    QTest::keyClick(w.part<QLineEdit>("remark_value"), Qt::Key_Return);
    QVERIFY(!editor(w)->isVisible());
    QTRY_VERIFY(showsRemark(w, "edit_line"));
  }

  void remarksOutliveARestartAndReturnWithTheirProblem() {
    WindowFixture w;
    w.run();
    QTRY_VERIFY(w.window.plot()->drawnCounts().drawn > 0);
    choose(menuAt(w, kSpot), "add_note");
    QTest::keyClicks(w.part<QLineEdit>("remark_text"), QStringLiteral("here"));
    QTest::keyClick(w.part<QLineEdit>("remark_text"), Qt::Key_Return);
    w.run();
    QTRY_VERIFY(offers(w, kSpot, "edit_note"));
    w.session.arrive(fakeStarted(w.controller.catalog(), 1));
    w.deliver();
    QTRY_VERIFY(!offers(w, kSpot, "edit_note"));
    w.run();
    QTRY_VERIFY(offers(w, kSpot, "edit_note"));
  }

  void theAxisIsChosenAndRemembered() {
    {
      WindowFixture w;
      w.run();
      QVERIFY(w.action("x_steps")->isChecked());
      QVERIFY(!w.action("x_epochs")->isVisible());  // the batch is unknown
      w.action("x_time")->trigger();
      QCOMPARE(w.window.plot()->xQuantity(), XQuantity::kTime);
    }
    WindowFixture again;
    QCOMPARE(again.window.plot()->xQuantity(), XQuantity::kTime);
    QVERIFY(again.action("x_time")->isChecked());
  }

  void epochsAreOfferedWhereTheyAreKnown() {
    WindowFixture w;
    event::Started started = fakeStarted(w.controller.catalog());
    started.config.training.batch = 16;
    w.session.arrive(started);
    w.deliver();
    QVERIFY(w.action("x_epochs")->isVisible());
    w.action("x_epochs")->trigger();
    QCOMPARE(w.window.plot()->xQuantity(), XQuantity::kEpoch);
    w.run();  // unknown again: steps, until they are known
    QVERIFY(w.action("x_steps")->isChecked());
    w.session.arrive(started);
    w.deliver();
    QVERIFY(w.action("x_epochs")->isChecked());
  }

  void aDragOfAKnobIsOneMarkAtFullSpeed() {
    WindowFixture w;
    w.run(3400);
    EditSender* sender = w.window.findChild<EditSender*>();
    QVERIFY(sender);
    double value = 0.995;
    for (const std::int64_t step : {3500, 4700}) {  // 1,200 steps between two messages of a drag
      sender->send("main", {{"beta", value - 0.001}}, 77);
      sender->flush();
      const auto asked = w.session.all<command::SetParams>().back();
      w.session.arrive(event::Applied{
          asked.request, step, "main", {{"beta", value}}, {{"beta", value - 0.001}}});
      w.deliver();
      value -= 0.001;
    }
    QSignalSpy clicked(w.window.plot(), &LossPlot::markClicked);
    auto* chart = w.window.plot()->findChild<QWidget*>();
    for (int i = 0; i < 4; ++i) QCoreApplication::processEvents();  // it draws them
    for (int x = 57; x < chart->width() - 16; x += 4) {
      QTest::mouseClick(chart, Qt::LeftButton, {}, {x, 60});
    }
    QVERIFY(!clicked.isEmpty());
    for (const auto& click : clicked) QCOMPARE(click[0].value<qsizetype>(), qsizetype{1});
  }
};

EMASCOPE_UI_TEST(ChartMenuTest);

}  // namespace emascope::ui

#include "chart_menu_test.moc"
