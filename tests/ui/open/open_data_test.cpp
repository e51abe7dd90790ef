// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the Open page makes of data that the real engine has read: the targets, sizes and labels
// that it offers, the samples that it shows, and the fields that it leaves out.
#include "tests/ui/open/open_page.h"
#include "tests/ui/open/open_table.h"
#include "tests/ui/support/test_program.h"
#include "ui/open/found_data.h"
#include "ui/open/image_strip.h"
#include "ui/theme/theme.h"

#include <string>

#include <QApplication>
#include <QColor>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

namespace emascope::ui {
namespace {

const QString kData = QStringLiteral(EMASCOPE_DATA "/");

/// Twelve images, half of them of the other side.
void images(const QString& folder, int side, int other) {
  for (int i = 0; i < 12; ++i) {
    const int size = i % 2 == 0 ? side : other;
    QImage image(size, size, QImage::Format_RGB32);
    image.fill(QColor::fromHsv(30 * i, 200, 200));
    const QString path = QStringLiteral("%1/%2").arg(
        folder, i < 6 ? QStringLiteral("cats") : QStringLiteral("dogs"));
    QDir().mkpath(path);
    if (!image.save(QStringLiteral("%1/%2.png").arg(path).arg(i))) qFatal("no image");
  }
}

}  // namespace

class OpenDataTest : public QObject, private OwnFolder {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  void theColumnsThatWereReadAreTheTargetsToChoose() {
    write(path("table.csv"), table("height,width,kind"));
    Page page;
    QVERIFY(choices(page, "target").isEmpty());
    page.type("data", path("table.csv"));
    QTRY_COMPARE_WITH_TIMEOUT(choices(page, "target").size(), 3, kPatience);
    for (const char* name : {"height", "width", "kind"}) {
      QVERIFY(choices(page, "target").contains(QLatin1String(name)));
    }
    QCOMPARE(choices(page, "split-column"), choices(page, "target"));
    QVERIFY(page.edit("target")->text().isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(page.start()->isEnabled(), kPatience);
    choose(page, "target", QStringLiteral("width"));
    QCOMPARE(page.edit("target")->text(), QStringLiteral("width"));
    QTRY_VERIFY_WITH_TIMEOUT(page.found().contains(QStringLiteral("by width")) ||
                                 page.found().contains(QStringLiteral("of width")),
                             kPatience);
    QCOMPARE(choices(page, "target").size(), 3);  // all of them, whichever is the target
    QTRY_VERIFY_WITH_TIMEOUT(page.start()->isEnabled(), kPatience);
    page.click(page.start());
    QCOMPARE(page.session.all<command::Start>().front().config.user_task.at("target"),
             std::string("width"));
  }

  void typingIntoAListIsNotCompletedToItsFirstEntry() {
    write(path("table.csv"), table("height,width,kind"));
    const Page page;
    page.type("data", path("table.csv"));
    QTRY_COMPARE_WITH_TIMEOUT(choices(page, "target").size(), 3, kPatience);
    page.type("target", QStringLiteral("h"));
    QCOMPARE(page.edit("target")->text(), QStringLiteral("h"));
    QTRY_VERIFY_WITH_TIMEOUT(page.error("target").contains(QStringLiteral("'h'")), kPatience);
  }

  void theArraysOfAnArchiveAreTheTargetsToChoose() {
    {
      const Page page;
      page.type("data", kData + QStringLiteral("mnist.npz"));
      QTRY_COMPARE_WITH_TIMEOUT(choices(page, "target").size(), 4, kPatience);
      QVERIFY(choices(page, "target").contains(QStringLiteral("y_train")));
    }
    const Page page;
    page.edit("target")->setText(QStringLiteral("none"));  // an error that lists them
    page.type("data", kData + QStringLiteral("mnist.npz"));
    QTRY_COMPARE_WITH_TIMEOUT(choices(page, "target").size(), 4, kPatience);
    QVERIFY(choices(page, "target").contains(QStringLiteral("x_train")));
    QVERIFY(!page.error("target").contains(QStringLiteral("--")));
  }

  void namesOfAnyKindArePlainTextAndTheLongOnesAreLeftOut() {
    const QByteArray markup = "<b>bold</b> & more";
    const QByteArray hebrew = "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d";
    write(path("names.csv"), table(markup + ',' + QByteArray(4000, 'x') + ',' + hebrew));
    const Page page;
    page.type("data", path("names.csv"));
    QTRY_VERIFY_WITH_TIMEOUT(!choices(page, "target").isEmpty(), kPatience);
    QVERIFY(choices(page, "target").contains(QString::fromUtf8(markup)));
    QVERIFY(choices(page, "target").contains(QString::fromUtf8(hebrew)));
    for (const QString& name : choices(page, "target")) QVERIFY(name.size() <= 200);
    QVERIFY(page.found().contains(QString::fromUtf8(markup)));
    QVERIFY(page.part<QComboBox>("choice_target")->width() < 400);
  }

  void imagesOfDifferentSizesAreOfferedASize() {
    images(path("animals"), 24, 54);
    Page page;
    page.type("data", path("animals"));
    auto* offer = page.part<QPushButton>("offer_image-size");
    QTRY_VERIFY_WITH_TIMEOUT(offer->isVisible(), kPatience);
    QCOMPARE(offer->text(), QStringLiteral("24–54 pixels found; use 32?"));
    QVERIFY(page.error("data").contains(QStringLiteral("“Image size”")));
    QVERIFY(!page.error("data").contains(QStringLiteral("--")));
    page.click(offer);
    QCOMPARE(page.edit("image-size")->text(), QStringLiteral("32"));
    QVERIFY(!offer->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(page.start()->isEnabled() && !page.found().isEmpty(), kPatience);
    QVERIFY(page.error("data").isEmpty());
  }

  void someImagesAreShownWithTheirTargets() {
    images(path("equal"), 20, 20);
    const Page page;
    const auto* strip = page.part<ImageStrip>("samples");
    QVERIFY(!strip->isVisible());
    page.type("data", path("equal"));
    QTRY_VERIFY_WITH_TIMEOUT(strip->isVisible(), kPatience);
    QCOMPARE(strip->samples().size(), std::size_t{12});
    QCOMPARE(strip->samples().front().target, QStringLiteral("cats"));
    QCOMPARE(strip->samples().back().target, QStringLiteral("dogs"));
    QVERIFY(page.found().contains(QStringLiteral("channel 1")));
    QVERIFY(!page.found().contains(QStringLiteral("number 1")));  // the images say more
    const QImage& first = strip->samples().front().image;
    QCOMPARE(first.size(), QSize(20, 20));
    const QColor red = first.pixelColor(10, 10);  // hue 0
    QVERIFY(red.red() > red.green() + 50 && red.red() > red.blue() + 50);
    QVERIFY(!const_cast<ImageStrip*>(strip)->grab().isNull());
    page.type("data", {});
    QVERIFY(!strip->isVisible());
  }

  void imagesInAnArrayAreShownAndTheirLabelsOffered() {
    const Page page;
    page.type("data", kData + QStringLiteral("images-idx3-ubyte"));
    auto* offer = page.part<QPushButton>("offer_labels");
    QTRY_VERIFY(offer->isVisible());
    QCOMPARE(offer->text(), QStringLiteral("Use labels-idx1-ubyte?"));
    QTRY_VERIFY_WITH_TIMEOUT(page.error("data").contains(QStringLiteral("“Labels”")), kPatience);
    page.click(offer);
    QVERIFY(page.edit("labels")->text().endsWith(QStringLiteral("labels-idx1-ubyte")));
    const auto* strip = page.part<ImageStrip>("samples");
    QTRY_VERIFY_WITH_TIMEOUT(strip->isVisible(), kPatience);
    QVERIFY(!strip->samples().empty());
    QVERIFY(!offer->isVisible());
  }

  void aTableOfLabelsBesideTheImagesIsOffered() {
    images(path("labeled"), 16, 16);
    const QString flat = path("labeled/flat");
    QDir().mkpath(flat);
    QByteArray labels = "file,label\n";
    for (int i = 0; i < 12; ++i) {
      const QString name = QStringLiteral("%1.png").arg(i);
      const QString from = path(i < 6 ? "labeled/cats/" : "labeled/dogs/") + name;
      QVERIFY(QFile::rename(from, flat + QLatin1Char('/') + name));
      labels += name.toUtf8() + (i % 2 == 0 ? ",even\n" : ",odd\n");
    }
    write(flat + QStringLiteral("/labels.csv"), labels);
    const Page page;
    page.type("data", flat);
    auto* offer = page.part<QPushButton>("offer_labels");
    QTRY_VERIFY(offer->isVisible());
    QCOMPARE(offer->text(), QStringLiteral("Use labels.csv?"));
    page.click(offer);
    QTRY_VERIFY_WITH_TIMEOUT(page.found().contains(QStringLiteral("even")), kPatience);
  }

  void anAnswerThatIsDamagedIsEmpty() {
    for (const char* json :
         {"", "[]", "{", "{\"shape\":[\"x\"],\"columns\":3,\"pictures\":[1]}",
          "{\"pictures\":[{\"rows\":2,\"columns\":2,\"channels\":1,\"pixels\":\"AA==\"}]}",
          "{\"pictures\":[{\"rows\":-2,\"columns\":2,\"channels\":1,\"pixels\":\"\"}]}",
          "{\"pictures\":[{\"rows\":1000000,\"columns\":1000000,\"channels\":3}]}"}) {
      const FoundData found = foundData(json);
      QVERIFY2(found.samples.empty() && found.names.isEmpty() && found.report.isEmpty(), json);
    }
    const FoundData good = foundData(
        "{\"report\":\"r\",\"shape\":[1,1,2],\"columns\":[{\"name\":\"a\"}],\"target\":\"b\","
        "\"pictures\":[{\"rows\":1,\"columns\":2,\"channels\":1,\"pixels\":\"AP8=\","
        "\"target\":\"t\"}]}");
    QCOMPARE(good.shape, QStringLiteral("1,1,2"));
    QCOMPARE(good.names, QStringList({QStringLiteral("a"), QStringLiteral("b")}));
    QCOMPARE(good.samples.size(), std::size_t{1});
    QCOMPARE(good.samples[0].image.pixelColor(1, 0).red(), 255);
    QCOMPARE(good.samples[0].image.pixelColor(0, 0).red(), 0);
  }

  void theSideThatIsOfferedIsAPowerOfTwoInBetween() {
    QCOMPARE(suggestedSide({24, 54}), 32);
    QCOMPARE(suggestedSide({28, 28}), 16);
    QCOMPARE(suggestedSide({1, 3}), 8);
    QCOMPARE(suggestedSide({200, 4000}), 512);
    QCOMPARE(sidesInError(QStringLiteral("a: b; allowed: c")).least, 0);
  }

  void anEmptyPageSaysWhatToDo() {
    const Page page;
    const auto* hint = page.part<QLabel>("open_hint");
    QVERIFY(hint->isVisible());
    QVERIFY(!page.part<QPlainTextEdit>("found")->isVisible());
    page.type("data", QStringLiteral("/nowhere"));
    QTRY_VERIFY_WITH_TIMEOUT(!page.error("data").isEmpty(), kPatience);
    QVERIFY(hint->isVisible() && !page.part<QPlainTextEdit>("found")->isVisible());
    images(path("seen"), 16, 16);
    page.type("data", path("seen"));
    QTRY_VERIFY_WITH_TIMEOUT(page.part<QPlainTextEdit>("found")->isVisible(), kPatience);
    QVERIFY(!hint->isVisible());
  }

  void whatDoesNotApplyToTheDataIsNotAskedFor() {
    images(path("pets"), 16, 16);
    const Page page;
    QVERIFY(page.edit("target")->isVisible() && page.edit("image-size")->isVisible());
    page.type("data", path("pets"));
    QTRY_VERIFY_WITH_TIMEOUT(!page.found().isEmpty(), kPatience);
    QVERIFY(!page.edit("target")->isVisible() && page.edit("image-size")->isVisible());
    QFile table(path("numbers.csv"));
    QVERIFY(table.open(QFile::WriteOnly));
    table.write("a,b\n1,x\n2,y\n3,x\n4,y\n5,x\n6,y\n7,x\n8,y\n9,x\n");
    table.close();
    page.type("data", path("numbers.csv"));
    QTRY_VERIFY_WITH_TIMEOUT(page.found().contains(QStringLiteral("CSV")), kPatience);
    QVERIFY(page.edit("target")->isVisible() && !page.edit("image-size")->isVisible());
    page.type("data", {});
    QVERIFY(page.edit("target")->isVisible() && page.edit("image-size")->isVisible());
  }

  void manyBadSamplesLeaveTheFormWhereItIs() {
    images(path("bad"), 16, 16);
    for (int i = 0; i < 30; ++i) {
      QFile broken(path("bad") + QStringLiteral("/cats/broken%1.png").arg(i));
      QVERIFY(broken.open(QFile::WriteOnly));
      broken.write("no image");
    }
    const Page page;
    page.type("data", path("bad"));
    QTRY_VERIFY_WITH_TIMEOUT(!page.error("data").isEmpty(), kPatience);
    const auto* said = page.part<QLabel>("error_data");
    const auto* box = said->parentWidget()->parentWidget();
    QVERIFY(box->height() <= 6 * said->fontMetrics().lineSpacing());
    QVERIFY(said->height() > box->height());  // it scrolls
    QVERIFY2(page.error("data").endsWith(QLatin1Char('.')), qPrintable(page.error("data")));
  }
};

EMASCOPE_UI_TEST(OpenDataTest);

}  // namespace emascope::ui

#include "open_data_test.moc"
