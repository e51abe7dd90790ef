// SPDX-License-Identifier: GPL-3.0-or-later
//
// The manual: every page of the list opens with its pictures, and every link within it leads to a
// page and a heading that are there.
#include "tests/ui/main_window/window_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/main_window/help_browser.h"
#include "ui/main_window/help_pages.h"

#include <functional>

#include <QDirIterator>
#include <QFile>
#include <QListWidget>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextTable>

namespace emascope::ui {
namespace {

/// Calls `visit` with the format of each piece of text that is formatted alike.
void eachFragment(const QTextDocument& document,
                  const std::function<void(const QTextCharFormat&)>& visit) {
  for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
    for (auto at = block.begin(); !at.atEnd(); ++at) visit(at.fragment().charFormat());
  }
}

void addPages() {
  QTest::addColumn<QString>("page");
  for (const QString& page : HelpBrowser::pages()) QTest::newRow(qPrintable(page)) << page;
}

}  // namespace

class HelpTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void theManualHasEveryPageOfDocs() {
    const QStringList pages = HelpBrowser::pages();
    QDirIterator docs(QStringLiteral(EMASCOPE_SOURCE_DIR "/docs"), {QStringLiteral("*.md")});
    int found = 0;
    while (docs.hasNext()) {
      docs.next();
      QVERIFY2(pages.contains(QStringLiteral("docs/") + docs.fileName()),
               qPrintable(docs.fileName()));
      ++found;
    }
    QVERIFY(found > 5);
  }

  void aPageIsTheFileOfTheRepository_data() { addPages(); }
  void aPageIsTheFileOfTheRepository() {
    QFETCH(QString, page);
    QFile file(QStringLiteral(EMASCOPE_SOURCE_DIR "/") + page);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(HelpBrowser::source(page), QString::fromUtf8(file.readAll()));
  }

  void aPageShowsItsHeadingAndItsPictures_data() { addPages(); }
  void aPageShowsItsHeadingAndItsPictures() {
    QFETCH(QString, page);
    HelpBrowser browser(nullptr);
    browser.setAttribute(Qt::WA_DeleteOnClose, false);
    QVERIFY(browser.open(page));
    QCOMPARE(browser.page(), page);
    const QString first = HelpBrowser::source(page).section(QLatin1Char('\n'), 0, 0);
    const int marks = first.startsWith(QLatin1String("# ")) ? 2 : 0;
    QCOMPARE(browser.document()->begin().text(), first.mid(marks));
    const auto& text = *browser.findChild<QTextBrowser*>();
    const auto pictures = HelpBrowser::source(page).count(QLatin1String("\n!["));
    qsizetype shown = 0;
    eachFragment(*text.document(), [&](const QTextCharFormat& format) {
      if (!format.isImageFormat()) return;
      const QUrl name(format.toImageFormat().name());
      const QVariant image = text.document()->resource(QTextDocument::ImageResource, name);
      if (!image.value<QImage>().isNull()) ++shown;
    });
    QCOMPARE(shown, pictures);
  }

  void everyLinkLeadsToAPageAndAHeading_data() { addPages(); }
  void everyLinkLeadsToAPageAndAHeading() {
    QFETCH(QString, page);
    HelpBrowser browser(nullptr);
    browser.setAttribute(Qt::WA_DeleteOnClose, false);
    QVERIFY(browser.open(page));
    QStringList links;
    eachFragment(*browser.document(), [&](const QTextCharFormat& format) {
      if (format.isAnchor()) links << format.anchorHref();
    });
    for (const QString& link : links) {
      if (link.startsWith(QLatin1String("http"))) continue;
      QVERIFY(browser.open(page));
      QVERIFY2(browser.follow(QUrl(link)), qPrintable(link));
    }
  }

  void codeStandsOnAGroundOfItsOwnAndTablesHaveRoom() {
    HelpBrowser browser(nullptr);
    browser.setAttribute(Qt::WA_DeleteOnClose, false);
    QVERIFY(browser.open(QStringLiteral("docs/library.md")));
    int indented = 0;
    int fenced = 0;
    for (QTextBlock block = browser.document()->begin(); block.isValid(); block = block.next()) {
      const bool ground = block.blockFormat().background().style() != Qt::NoBrush;
      if (block.text().startsWith(QLatin1String("cmake --build"))) indented += ground ? 1 : 0;
      if (block.text().startsWith(QLatin1String("find_package"))) fenced += ground ? 1 : 0;
      if (block.text().startsWith(QLatin1String("Build EMAscope"))) QVERIFY(!ground);
    }
    QCOMPARE(indented, 1);
    QCOMPARE(fenced, 1);
    const auto frames = browser.document()->rootFrame()->childFrames();
    QVERIFY(!frames.isEmpty());
    for (QTextFrame* frame : frames) {
      const auto* table = qobject_cast<QTextTable*>(frame);
      QVERIFY(!table || table->format().cellPadding() > 0);
    }
  }

  void aLinkToNowhereChangesNothing() {
    HelpBrowser browser(nullptr);
    browser.setAttribute(Qt::WA_DeleteOnClose, false);
    QVERIFY(browser.open(QStringLiteral("docs/cli.md")));
    QVERIFY(!browser.follow(QUrl(QStringLiteral("nothing.md"))));
    QCOMPARE(browser.page(), QStringLiteral("docs/cli.md"));
    QVERIFY(!browser.open(QStringLiteral("docs/cli.md"), QStringLiteral("no-such-heading")));
  }

  void theMenuOpensItOnceAndTheListChoosesAPage() {
    WindowFixture fixture;
    fixture.action("manual")->trigger();
    fixture.action("manual")->trigger();
    QCOMPARE(fixture.window.findChildren<HelpBrowser*>().size(), 1);
    auto* browser = fixture.window.findChild<HelpBrowser*>();
    QVERIFY(browser->isVisible());
    QCOMPARE(browser->page(), HelpBrowser::pages().value(0));
    auto* list = browser->findChild<QListWidget*>();
    QCOMPARE(list->count(), static_cast<int>(HelpBrowser::pages().size()));
    list->setCurrentRow(1);
    QCOMPARE(browser->page(), HelpBrowser::pages().value(1));
    QVERIFY(!browser->isModal());
  }

  void theAboutPageNamesTheBookOfADemo() {
    const QString text = aboutText({});
    QVERIFY(
        text.contains(QStringLiteral("Alice's Adventures in Wonderland, Lewis Carroll, 1865, in "
                                     "the public domain")));
    QVERIFY(text.contains(QStringLiteral("LICENSE")));
  }

  void theKeyForBackGoesBack() {
    HelpBrowser browser(nullptr);
    browser.setAttribute(Qt::WA_DeleteOnClose, false);
    QVERIFY(browser.open(QStringLiteral("docs/cli.md")));
    QVERIFY(browser.follow(QUrl(QStringLiteral("rules.md#library-presets"))));
    QCOMPARE(browser.page(), QStringLiteral("docs/rules.md"));
    browser.show();
    browser.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&browser));
    QTest::keySequence(&browser, QKeySequence(QKeySequence::Back));
    QCOMPARE(browser.page(), QStringLiteral("docs/cli.md"));
  }
};

EMASCOPE_UI_TEST(HelpTest);

}  // namespace emascope::ui

#include "help_test.moc"
