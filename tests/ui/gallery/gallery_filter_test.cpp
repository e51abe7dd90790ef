// SPDX-License-Identifier: GPL-3.0-or-later
//
// Keys that are typed into the gallery: they filter its cards and do not reach the window.
#include "tests/ui/gallery/gallery_window.h"
#include "tests/ui/support/test_program.h"
#include "ui/gallery/gallery.h"
#include "ui/gallery/gallery_card.h"

#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>

namespace emascope::ui {

class GalleryFilterTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void typingFilters() {
    Window w;
    w.openByClick();
    for (const char letter : {'d', 'i', 'g'}) w.key(letter - 'a' + Qt::Key_A);
    QCOMPARE(w.part<QLineEdit>("gallery_filter")->text(), QStringLiteral("dig"));
    QVERIFY(w.card("digits")->isVisible());
    QVERIFY(!w.card("two-spirals")->isVisible());
    QCOMPARE(w.card("digits")->pos(), QPoint(0, w.card("digits")->y()));
    w.key(Qt::Key_Return);  // the first that is left
    QCOMPARE(w.started().front().preset, std::string("digits"));
    w.openByClick();
    QVERIFY(w.card("two-spirals")->isVisible());  // the filter was for once
  }

  void aFilterThatFitsNothingSaysSoAndEscapeTakesItBack() {
    Window w;
    w.openByClick();
    w.key(Qt::Key_X);
    w.key(Qt::Key_Q);
    QVERIFY(w.part<QLabel>("gallery_note")->isVisible());
    QVERIFY(!w.part<OwnCard>("own_data")->isVisible());
    w.key(Qt::Key_Return);  // there is nothing to choose
    QVERIFY(w.isOpen());
    QVERIFY(w.window.findChild<QDialog*>(QStringLiteral("open_dialog")) == nullptr);
    QVERIFY(w.session.posted.empty());
    w.key(Qt::Key_Escape);
    QVERIFY(w.isOpen() && w.card("curve")->isVisible());
    QVERIFY(w.part<OwnCard>("own_data")->isVisible());
    QVERIFY(!w.part<QLabel>("gallery_note")->isVisible());
    w.key(Qt::Key_Escape);
    QVERIFY(!w.isOpen());
  }

  void theCardOfOnesOwnDataIsFilteredAsTheDemosAre() {
    Window w;
    w.openByClick();
    for (const auto letter : {Qt::Key_N, Qt::Key_P, Qt::Key_Z}) w.key(letter);  // a format
    QVERIFY(!w.card("two-spirals")->isVisible());
    QVERIFY(w.part<OwnCard>("own_data")->isVisible());
    QVERIFY(!w.part<QLabel>("gallery_note")->isVisible());  // something is left
    w.key(Qt::Key_Return);
    QVERIFY(!w.isOpen());
    const auto* page = w.window.findChild<QDialog*>(QStringLiteral("open_dialog"));
    QVERIFY(page && page->isVisible());
  }

  void withoutOwnDataInTheEngineNoWordsBringTheirCard() {
    Window w;
    Catalog catalog = nineDemos();
    catalog.own = {};
    w.controller.setCatalog(catalog);
    w.openByClick();
    for (const auto letter : {Qt::Key_N, Qt::Key_P, Qt::Key_Z}) w.key(letter);
    QVERIFY(!w.part<OwnCard>("own_data")->isVisible());
    QVERIFY(w.part<QLabel>("gallery_note")->isVisible());
  }

  void theWindowsKeysAreNotPressedByTyping() {
    Window w;
    w.openByClick();
    for (const int key : {Qt::Key_Period, Qt::Key_1, Qt::Key_F, Qt::Key_L, Qt::Key_BracketLeft}) {
      w.key(key);
    }
    w.key(Qt::Key_Space);  // in the filter
    QVERIFY(w.isOpen());
    QVERIFY(w.session.posted.empty());
    w.key(Qt::Key_Escape);
    w.key(Qt::Key_Down);
    w.key(Qt::Key_Space);  // on a card: as Enter, here the run that goes on
    QVERIFY(w.session.posted.empty());
    QVERIFY(!w.isOpen());
  }

  void tabStaysInTheGallery() {
    Window w;
    w.openByClick();
    const auto* gallery = w.part<Gallery>("gallery");
    for (int presses = 0; presses < 15; ++presses) {
      w.key(Qt::Key_Tab);
      QVERIFY(gallery->isAncestorOf(qApp->focusWidget()));
    }
    for (int presses = 0; presses < 15; ++presses) {
      w.key(Qt::Key_Backtab, Qt::ShiftModifier);
      QVERIFY(gallery->isAncestorOf(qApp->focusWidget()));
    }
  }
};

EMASCOPE_UI_TEST(GalleryFilterTest);

}  // namespace emascope::ui

#include "gallery_filter_test.moc"
