// SPDX-License-Identifier: GPL-3.0-or-later
//
// The program with its window as a whole, in this process: what only the program itself connects.
#include "app/emascope/gui.h"
#include "core/library/run_library.h"
#include "core/library/stored_run.h"
#include "ui/controls/message_bar.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/workspaces.h"

#include <array>
#include <iostream>
#include <sstream>

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QSettings>
#include <QSlider>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

namespace emascope::ui {
namespace {

struct Seen {
  QString text;
  QString details;
  QString speed;
  Workspace workspace = Workspace::kTeach;
};
Seen seen;

MainWindow* shownWindow() {
  for (QWidget* widget : QApplication::topLevelWidgets()) {
    if (auto* window = qobject_cast<MainWindow*>(widget)) return window;
  }
  return nullptr;
}

/// Notes what the window says once it says something, and closes it; closes it after a minute
/// anyway.
void lookAtWindow() {
  constexpr int kGlance = 20;          // ms
  constexpr qint64 kPatience = 60000;  // ms
  auto* glances = new QTimer(qApp);
  QElapsedTimer waited;
  waited.start();
  QObject::connect(glances, &QTimer::timeout, qApp, [glances, waited] {
    MainWindow* window = shownWindow();
    if (window == nullptr) return;
    const auto* bar = window->findChild<MessageBar*>();
    if (!bar->isVisible() && waited.elapsed() < kPatience) return;
    seen = {bar->text(), bar->details(),
            window->findChild<QSlider*>(QStringLiteral("speed"))->toolTip(),
            window->workspaces()->current()};
    glances->stop();
    window->close();
  });
  glances->start(kGlance);
}

// The application is made by the program.
Q_COREAPP_STARTUP_FUNCTION(lookAtWindow)

}  // namespace

class WindowProgramTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void aRunOnOwnDataCanBeWatchedAndTroubleWithItsFileIsInTheBar() {
    const QTemporaryDir folder;
    qputenv("XDG_CONFIG_HOME", folder.path().toUtf8());
    qputenv("XDG_DATA_HOME", folder.path().toUtf8());
    // The last session ended in the list of lessons.
    QSettings(QStringLiteral("EMAscope"), QStringLiteral("emascope"))
        .setValue(QStringLiteral("workspace"), QStringLiteral("teach"));
    QFile data(folder.filePath(QStringLiteral("kinds.csv")));
    QVERIFY(data.open(QIODevice::WriteOnly));
    data.write("width,height,kind\n");
    for (int i = 0; i < 90; ++i) {
      data.write(QByteArray::number(i % 3 + 0.01 * (i % 7)) + ',' + QByteArray::number(3 - i % 3) +
                 ",k" + QByteArray::number(i % 3) + '\n');
    }
    data.close();
    WindowOptions options;
    options.engine = EMASCOPE_BIN_DIR "/emascope-engine serve";
    options.language = "en";
    options.run.user_task = {{"data", data.fileName().toStdString()}};
    options.run.steps = "300";
    options.csv = "/dev/full";
    options.keep.library = folder.filePath(QStringLiteral("library")).toStdString();
    int argc = 1;
    std::string name = "emascope";
    std::array<char*, 2> argv = {name.data(), nullptr};
    std::ostringstream words;
    std::streambuf* const before = std::cerr.rdbuf(words.rdbuf());
    const int code = runWindow(argc, argv.data(), options);
    std::cerr.rdbuf(before);
    QCOMPARE(code, 4);
    QCOMPARE(seen.text, QStringLiteral("Cannot write a file"));
    QVERIFY2(seen.details.startsWith(
                 QStringLiteral("/dev/full: cannot be written: No space left on device")),
             qPrintable(seen.details));
    QVERIFY2(seen.speed.startsWith(QStringLiteral("Speed: 15 steps/s")), qPrintable(seen.speed));
    QVERIFY(seen.workspace == Workspace::kTune);
    // Closing the window lost nothing.
    auto library = RunLibrary::open(*options.keep.library);
    QVERIFY(library);
    const auto rows = library.value().list();
    QVERIFY(rows);
    QCOMPARE(rows->size(), 1U);
    QCOMPARE(rows->front().state, StoredState::kStopped);
    const auto run = readStoredRun(library->pathOf(rows->front()));
    QVERIFY(run);
    QCOMPARE(run->config.steps, std::int64_t{300});
    QVERIFY(run->cut_off.empty());
    const std::string kept = "emascope: the run is kept in " + run->folder + "\n";
    QVERIFY2(words.str().find(kept) != std::string::npos, words.str().c_str());
  }
};

}  // namespace emascope::ui

QTEST_APPLESS_MAIN(emascope::ui::WindowProgramTest)
#include "window_program_test.moc"
