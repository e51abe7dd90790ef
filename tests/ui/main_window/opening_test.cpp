// SPDX-License-Identifier: GPL-3.0-or-later
//
// How a person's own data get into the window.
#include "tests/ui/main_window/window_fixture.h"

#include <QApplication>
#include <QDialog>
#include <QDragEnterEvent>
#include <QLineEdit>
#include <QMimeData>

namespace emascope::ui {

class OpeningTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void ownDataAreOpenedByKey() {
    WindowFixture w;
    w.run();
    QTest::keyClick(&w.window, Qt::Key_O, Qt::ControlModifier);
    auto* page = w.window.findChild<QDialog*>(QStringLiteral("open_dialog"));
    QVERIFY(page && page->isVisible() && !page->isModal());
    page->close();
    QTest::keyClick(&w.window, Qt::Key_O, Qt::ControlModifier);
    QVERIFY(page->isVisible());  // the same one, with what was chosen
  }

  void aFileDroppedOnTheWindowIsOpened() {
    WindowFixture w;
    w.run();
    QMimeData dragged;
    dragged.setUrls({QUrl::fromLocalFile(QStringLiteral("/some/wine.csv"))});
    QDragEnterEvent enter({200, 200}, Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&w.window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({200, 200}, Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&w.window, &drop);
    QCOMPARE(w.part<QLineEdit>("edit_data")->text(), QStringLiteral("/some/wine.csv"));
    QMimeData words;
    words.setText(QStringLiteral("no file"));
    QDragEnterEvent other({200, 200}, Qt::CopyAction, &words, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&w.window, &other);
    QVERIFY(!other.isAccepted());
  }
};

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::OpeningTest)
#include "opening_test.moc"
