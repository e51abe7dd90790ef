// SPDX-License-Identifier: GPL-3.0-or-later
//
// A person's own data from the window's File menu to a run of the real engine, by keys and clicks.
#include "tests/support/engine_window.h"
#include "ui/controls/message_bar.h"

#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace emascope::ui {

class OpenTest : public QObject {
  Q_OBJECT

 private:
  static constexpr int kPatience = 30000;  // ms
  QTemporaryDir folder_;

 private Q_SLOTS:
  void initTestCase() {
    QFile wine(folder_.filePath(QStringLiteral("wine.csv")));
    QVERIFY(wine.open(QFile::WriteOnly));
    wine.write("alcohol,hue,cultivar\n");
    for (int i = 0; i < 90; ++i) {
      wine.write(QByteArray::number(11 + i % 3 + 0.01 * i) + ',' + QByteArray::number(i % 5) + ',' +
                 "abc"[i % 3] + '\n');
    }
  }

  void ownDataTakeThePlaceOfADemoThatGoesOnUntilThen() {
    EngineWindow program(EngineWindow::demo, {1440, 1700});  // all cards in view
    MainWindow& window = program.window;
    const RunController& controller = program.controller;
    window.setEngineCommand(program.serve);
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window, kPatience));
    QTRY_COMPARE_WITH_TIMEOUT(controller.state(), RunState::kRunning, kPatience);

    QTest::keyClick(&window, Qt::Key_O, Qt::ControlModifier);
    auto* page = window.findChild<QDialog*>(QStringLiteral("open_dialog"));
    QVERIFY(page);
    auto* start = page->findChild<QPushButton*>(QStringLiteral("start"));
    const auto type = [page](const char* id, const QString& text) {
      QTest::keyClicks(page->findChild<QLineEdit*>(QStringLiteral("edit_") + QLatin1String(id)),
                       text);
    };
    type("data", folder_.filePath(QStringLiteral("wine.csv")));
    type("model", QStringLiteral("cnn"));  // needs pictures
    QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), kPatience);
    QTest::mouseClick(start, Qt::LeftButton);
    const auto* reason = page->findChild<QLabel*>(QStringLiteral("start_reason"));
    QTRY_VERIFY_WITH_TIMEOUT(!reason->text().isEmpty(), kPatience);
    QCOMPARE(controller.state(), RunState::kRunning);
    QCOMPARE(controller.record().config.preset, std::string("two-spirals"));

    const QSignalSpy pictures(&controller, &RunController::pictureRefused);
    page->findChild<QLineEdit*>(QStringLiteral("edit_model"))->clear();
    QTest::mouseClick(start, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(controller.record().config.preset, std::string(kOwnPreset),
                              kPatience);
    QVERIFY(!page->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(controller.record().points.size() >= 2, kPatience);
    QVERIFY(window.windowTitle().contains(QStringLiteral("wine")));
    QTRY_COMPARE_WITH_TIMEOUT(controller.state(), RunState::kFinished, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!pictures.isEmpty(), kPatience);
    // A task of one's own has nothing to show but its curves, and nobody is bothered with that.
    QVERIFY(!window.findChild<QWidget*>(QStringLiteral("task_picture_card"))->isVisible());
    QCOMPARE(window.findChild<MessageBar*>()->text(), QString());
    program.client.shutdown();
  }
};

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::OpenTest)
#include "open_test.moc"
