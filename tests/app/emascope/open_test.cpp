// SPDX-License-Identifier: GPL-3.0-or-later
//
// A person's own data from the window's File menu to a run of the real engine, by keys and clicks.
#include "tests/app/emascope/program.h"
#include "ui/controls/message_bar.h"
#include "ui/main_window/main_window.h"
#include "ui/run/engine_client.h"
#include "ui/run/run_controller.h"

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
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
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder_.path());
    QFile wine(folder_.filePath(QStringLiteral("wine.csv")));
    QVERIFY(wine.open(QFile::WriteOnly));
    wine.write("alcohol,hue,cultivar\n");
    for (int i = 0; i < 90; ++i) {
      wine.write(QByteArray::number(11 + i % 3 + 0.01 * i) + ',' + QByteArray::number(i % 5) + ',' +
                 "abc"[i % 3] + '\n');
    }
  }

  void ownDataTakeThePlaceOfADemoThatGoesOnUntilThen() {
    const QStringList serve = {programPath(QStringLiteral("emascope-engine")),
                               QStringLiteral("serve")};
    EngineClient client(serve);
    RunController controller(client);
    MainWindow window(controller, ThemeChoice::kLight);
    window.setEngineCommand(serve);
    connect(&client, &EngineClient::helloArrived, &window, [&] {
      controller.setCatalog(client.hello().catalog);
      controller.start(controller.catalog().presets.front().config);
    });
    client.launch();
    window.resize(1440, 1700);  // all cards in view
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window, 2000));
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
    client.shutdown();
  }
};

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::OpenTest)
#include "open_test.moc"
