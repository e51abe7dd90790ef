// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pictures of a stored run, which an engine of its own draws from the run's checkpoints.
#include "tests/ui/main_window/library_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/workspaces.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/words.h"

#include <string>
#include <utility>

#include <QAbstractItemView>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStyle>
#include <QStyleOptionComboBox>

namespace emascope::ui {
namespace {

QPushButton* button(const StoredPage& page) {
  return page.findChild<QPushButton*>(QStringLiteral("stored_show_pictures"));
}

template <typename T>
T* part(const StoredPage& page, const char* name) {
  return page.findChild<QWidget*>(QStringLiteral("stored_pictures"))
      ->findChild<T*>(QLatin1String(name));
}

}  // namespace

class StoredPicturesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void theNewestCheckpointIsDrawnAndAnotherOneWhenItIsChosen() {
    KeptLibrary library;
    const std::string id = library.keepWithCheckpoints({250, 500});
    LibraryFixture w(library);
    StoredPage* page = w.openStored(id, kPicturesEngine);
    QVERIFY(page != nullptr);
    const std::size_t posted = w.session.posted.size();
    QTest::mouseClick(button(*page), Qt::LeftButton);
    QVERIFY(!page->plot()->isVisible());
    auto* steps = part<QComboBox>(*page, "stored_steps");
    QCOMPARE(steps->count(), 2);
    QCOMPARE(steps->currentText(), QStringLiteral("step 500"));
    const auto* raw = part<QLabel>(*page, "caption_raw");
    const auto* average = part<QLabel>(*page, "caption_average");
    QTRY_VERIFY_WITH_TIMEOUT(raw->isVisible() && average->isVisible(), 10000);
    const auto lossAt = [](std::int64_t step) { return shortNumber(fakePoint(step, 3).raw.loss); };
    QTRY_VERIFY2(raw->text().contains(lossAt(500)), qPrintable(raw->text()));
    QCOMPARE(part<QComboBox>(*page, "stored_tracks")->count(), 3);
    QVERIFY(part<QLabel>(*page, "stored_news")->text().isEmpty());
    QTest::keyClick(steps, Qt::Key_Down);  // opens the list
    QTRY_VERIFY(steps->view()->isVisible());
    QTest::keyClick(steps->view(), Qt::Key_Down);
    QTest::keyClick(steps->view(), Qt::Key_Return);
    QTRY_COMPARE(steps->currentText(), QStringLiteral("step 250"));
    QTRY_VERIFY2(raw->text().contains(lossAt(250)), qPrintable(raw->text()));
    // Nothing was asked of the engine of the live run, and nothing lies beside the checkpoints.
    QCOMPARE(w.session.posted.size(), posted);
    QCOMPARE(QDir(library.pathOf(id) + QStringLiteral("/checkpoints")).count(), 4U);  // . and ..
    QTest::mouseClick(button(*page), Qt::LeftButton);
    QVERIFY(page->plot()->isVisible());
  }

  void ownDataHasNoneAndTheButtonSaysWhy() {
    KeptLibrary library;
    const std::string id = library.keepWithCheckpoints({250, 500});
    const auto read = readStoredRun(library.pathOf(id).toStdString());
    QVERIFY(read);
    StoredRun run = *read;
    run.record.config.preset = kOwnPreset;
    LibraryFixture w(library);
    const StoredPage page(run, QStringLiteral("own"), {}, fakeCatalog(),
                          *w.window.findChild<Actions*>(), kPicturesEngine, nullptr);
    QVERIFY(!button(page)->isHidden());
    QVERIFY(!button(page)->isEnabled());
    QCOMPARE(button(page)->toolTip(),
             QStringLiteral("Own data has no task picture; only the demos have one."));
    QVERIFY(page.findChild<QWidget*>(QStringLiteral("stored_pictures")) == nullptr);
  }

  void thePicturesUseTheRoomAndTheChoicesAreWhole() {
    KeptLibrary library;
    const std::string id = library.keepWithCheckpoints({250, 500});
    LibraryFixture w(library);
    StoredPage* page = w.openStored(id, kPicturesEngine);
    QVERIFY(page != nullptr);
    QTest::mouseClick(button(*page), Qt::LeftButton);
    const auto* average = part<QWidget>(*page, "picture_average");
    const auto* scrolled = part<QScrollArea>(*page, "stored_room");
    QTRY_VERIFY_WITH_TIMEOUT(average->isVisible(), 10000);
    for (const QSize size : {QSize(1280, 720), QSize(1000, 650), QSize(1440, 900)}) {
      w.window.resize(size);
      // As wide as both can be, or as high.
      QTRY_VERIFY2(2.3 * average->width() > scrolled->width() ||
                       average->height() + 110 > scrolled->height(),
                   qPrintable(QStringLiteral("%1 x %2 of %3 x %4")
                                  .arg(average->width())
                                  .arg(average->height())
                                  .arg(scrolled->width())
                                  .arg(scrolled->height())));
      QTRY_COMPARE(scrolled->verticalScrollBar()->maximum(), 0);
      QCOMPARE(scrolled->horizontalScrollBar()->maximum(), 0);
    }
    for (const char* name : {"stored_steps", "stored_tracks"}) {
      const auto* box = part<QComboBox>(*page, name);
      QStyleOptionComboBox option;
      option.initFrom(box);
      const QRect room = box->style()->subControlRect(QStyle::CC_ComboBox, &option,
                                                      QStyle::SC_ComboBoxEditField, box);
      for (int i = 0; i < box->count(); ++i) {
        const int wide = box->fontMetrics().horizontalAdvance(box->itemText(i));
        QVERIFY2(room.width() - 4 >= wide, qPrintable(box->itemText(i)));
      }
    }
  }

  void anEngineThatDiesIsSaid() {
    KeptLibrary library;
    const std::string id = library.keepWithCheckpoints({250, 500});
    LibraryFixture w(library);
    StoredPage* page = w.openStored(id, {kPicturesEngine[0], QStringLiteral("dies")});
    QVERIFY(page != nullptr);
    QTest::mouseClick(button(*page), Qt::LeftButton);
    const auto* news = part<QLabel>(*page, "stored_news");
    QTRY_VERIFY_WITH_TIMEOUT(news->text().contains(QStringLiteral("the disk is full")), 10000);
    QCOMPARE(w.controller.state(), RunState::kRunning);  // the live run goes on
  }

  void withoutCheckpointsOrAnEngineHereThereAreNone() {
    KeptLibrary library;
    const std::string with = library.keepWithCheckpoints({250, 500});
    const std::string without = library.keep();
    LibraryFixture w(library);
    w.run(500);
    w.showTab(2);
    for (const auto& [id, engine] :
         {std::pair(without, kPicturesEngine), std::pair(with, QStringList()),
          std::pair(with, QStringList{QStringLiteral("ssh"), QStringLiteral("host")})}) {
      w.window.setEngineCommand(engine);
      w.kept().open(id);
      StoredPage* page = w.stored();
      QVERIFY(page != nullptr);
      QVERIFY(!button(*page)->isVisible());
      w.window.workspaces()->uncover();
    }
  }
};

EMASCOPE_UI_TEST(StoredPicturesTest);

}  // namespace emascope::ui

#include "stored_pictures_test.moc"
