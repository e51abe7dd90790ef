// SPDX-License-Identifier: GPL-3.0-or-later
//
// A class can read all of a lesson, on a screen of 1920 x 1080.
#include "tests/ui/main_window/lecture.h"
#include "tests/ui/support/test_program.h"
#include "tests/ui/support/text_recorder.h"
#include "tests/ui/teach/teach_folder.h"
#include "ui/main_window/run_bar.h"
#include "ui/run/language.h"
#include "ui/teach/lesson_session.h"
#include "ui/teach/teach_view.h"
#include "ui/theme/interface_scale.h"

#include <cstdint>
#include <optional>
#include <string>

#include <QAbstractButton>
#include <QApplication>
#include <QFontInfo>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QTest>

namespace emascope::ui {

class LessonReadableTest : public QObject {
  Q_OBJECT

 private:
  TeachFolder folder_;

  /// Of all that is written in the window, also within pictures and in the run bar.
  static WrittenText smallestText(MainWindow& window) {
    WrittenText smallest = smallestOf(textsOf(window));
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
      const auto* label = qobject_cast<const QLabel*>(widget);
      const auto* button = qobject_cast<const QAbstractButton*>(widget);
      const QString text = label ? label->text() : button ? button->text() : QString();
      const int pixels = QFontInfo(widget->font()).pixelSize();
      if (text.isEmpty() || !widget->isVisible() || pixels >= smallest.pixels) continue;
      smallest = {text, static_cast<double>(pixels)};
    }
    return smallest;
  }

  /// Parts of the run bar that are cut or outside of it.
  static QString cutInBar(const Lecture& room) {
    const QWidget* bar = room.part<QWidget>("demos")->parentWidget();
    for (const QWidget* part : bar->findChildren<QWidget*>()) {
      if (!part->isVisible() || part->window() != &room.window) continue;
      const QRect place(part->mapTo(bar, QPoint()), part->size());
      if (!bar->rect().contains(place)) return part->objectName() + QStringLiteral(" is outside");
      if (part->width() < part->minimumSizeHint().width()) {
        return QStringLiteral("%1 is cut: %2 of %3")
            .arg(part->objectName())
            .arg(part->width())
            .arg(part->minimumSizeHint().width());
      }
    }
    return {};
  }

 private Q_SLOTS:
  void initTestCase() {
    folder_.setUp();
    // As tests/ui/main_window/full_hd.json has it, which CTest gives to the platform.
    QCOMPARE(QGuiApplication::primaryScreen()->size(), QSize(1920, 1080));
  }
  void init() { MainWindow::forgetSettings(); }
  void cleanup() {
    setInterfaceScale(*qApp, 1.0);
    installLanguage(QStringLiteral("en"));
  }

  // 150 % of the design, on a projector: every text of the window, with pictures and the run bar.
  void allIsReadableFromTheLastRow_data() {
    QTest::addColumn<QString>("language");
    for (const char* language : {"en", "de", "zh"})
      QTest::newRow(language) << QString::fromLatin1(language);
  }
  void allIsReadableFromTheLastRow() {
    QFETCH(const QString, language);
    installLanguage(language);
    Lecture room;
    for (const char* id : {"when-to-begin", "whose-statistics", "rate-to-zero"}) {
      room.window.openLesson(shippedLesson(id), std::nullopt);
      room.accept();
      room.reach(room.part<TeachView>("teach_view")->session().step().stop);
      QVERIFY(room.hasTheScreen());
      QTRY_VERIFY(!room.session.all<command::Render>().empty());
      const auto seen = [&room] {
        room.drawPictures();
        return room.part<QWidget>("lesson_picture_left")->isVisible();
      };
      QTRY_VERIFY(seen());
      QApplication::processEvents();
      const WrittenText smallest = smallestText(room.window);
      QVERIFY2(smallest.pixels >= 24.0,
               qPrintable(QStringLiteral("%1 px: %2").arg(smallest.pixels).arg(smallest.text)));
      const auto* speed = room.part<QWidget>("speed");
      QVERIFY(speed->isVisible());
      const QString cut = cutInBar(room);
      QVERIFY2(cut.isEmpty(), qPrintable(cut));
    }
  }

  void theRunBarGrowsWithTheLesson() {
    Lecture room;
    room.begin();
    const auto pixels = [&room] {
      return QFontInfo(room.part<QPushButton>("button_toggle")->font()).pixelSize();
    };
    QCOMPARE(pixels(), 26);
    room.key(Qt::Key_Minus, Qt::ControlModifier);
    QVERIFY(pixels() < 26);
    for (int i = 0; i < 6; ++i) room.key(Qt::Key_Plus, Qt::ControlModifier);
    QVERIFY(pixels() >= 26);
    const QString cut = cutInBar(room);
    QVERIFY2(cut.isEmpty(), qPrintable(cut));
    room.key(Qt::Key_Escape);
    QCOMPARE(pixels(), 13);
  }

  // Without a status line.
  void theVerdictIsInTheRunBarIfItHasRoom() {
    Lecture room;
    room.begin();
    const auto* verdict = room.part<QLabel>("bar_verdict");
    QVERIFY2(verdict->text().isEmpty(), qPrintable(verdict->text()));  // the question is open
    room.part<TeachView>("teach_view")->session().answer(0);
    room.reach(500);
    QVERIFY(!room.part<QWidget>("status_line")->isVisible());
    QVERIFY(!verdict->text().isEmpty());
    QCOMPARE(verdict->text(), room.part<QLabel>("status_verdict")->text());
    auto* bar = room.window.findChild<RunBar*>();
    bar->setVerdict(QStringLiteral("equal within noise"), {}, Qt::gray);
    QVERIFY(verdict->isVisible());
    QVERIFY2(cutInBar(room).isEmpty(), qPrintable(cutInBar(room)));
    QVERIFY(room.part<QWidget>("speed")->isVisible());
    bar->setVerdict(QString(200, QLatin1Char('m')), {}, Qt::gray);
    QVERIFY(!verdict->isVisible());
    QVERIFY2(cutInBar(room).isEmpty(), qPrintable(cutInBar(room)));
    bar->setVerdict(QStringLiteral("equal within noise"), {}, Qt::gray);
    room.key(Qt::Key_Escape);
    QVERIFY(!verdict->isVisible());
    QVERIFY(room.part<QLabel>("status_verdict")->isVisible());
  }

  void theVerdictHasTheNamesOfTheLesson() {
    Lecture room;
    room.loss = [](const std::string& label, std::int64_t) { return label == "raw" ? 0.4 : 0.2; };
    QTest::keyClick(&room.window, Qt::Key_3, Qt::ControlModifier);
    room.click("lesson_tile_2");
    room.accept();
    room.reach(300);
    room.key(Qt::Key_PageDown);
    room.reach(1000);
    const auto* verdict = room.part<QLabel>("status_verdict");
    QVERIFY2(verdict->toolTip().startsWith(QStringLiteral("average lower in")),
             qPrintable(verdict->toolTip()));
    room.key(Qt::Key_2, Qt::ControlModifier);
    QTRY_VERIFY2(verdict->toolTip().startsWith(QStringLiteral("EMA lower in")),
                 qPrintable(verdict->toolTip()));
  }
};

EMASCOPE_UI_TEST(LessonReadableTest);

}  // namespace emascope::ui

#include "lesson_readable_test.moc"
