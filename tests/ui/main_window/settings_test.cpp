// SPDX-License-Identifier: GPL-3.0-or-later
//
// A settings file that is damaged, or holds anything: the window opens as it does without one.
#include "tests/ui/main_window/places.h"
#include "tests/ui/support/test_program.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/language.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/theme.h"

#include <climits>

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QMenu>
#include <QSplitter>

namespace emascope::ui {
namespace {

constexpr QSize kSize(1280, 720);

const QStringList& keys() {
  static const QStringList all = {QStringLiteral("geometry"),
                                  QStringLiteral("layout"),
                                  QStringLiteral("side_width"),
                                  QStringLiteral("tables_height"),
                                  QStringLiteral("theme"),
                                  QStringLiteral("tables_height_narrow"),
                                  QStringLiteral("workspace"),
                                  QStringLiteral("zoom"),
                                  QStringLiteral("zoom_lessons"),
                                  QStringLiteral("x_axis"),
                                  QStringLiteral("language"),
                                  QStringLiteral("send_while_dragging"),
                                  QStringLiteral("gallery_at_start"),
                                  QStringLiteral("teach/language_in_en"),
                                  QStringLiteral("teach/done/when-to-begin")};
  return all;
}

/// What the window looks like where settings may change it.
struct Opened {
  QSize size;
  double scale = 0.0;
  bool dark = false;
  Workspace workspace = Workspace::kTune;
  XQuantity axis = XQuantity::kStep;
  QList<int> columns;
  QList<int> rows;
  QString lessons;
  bool sends = false;
  friend bool operator==(const Opened&, const Opened&) = default;

  [[nodiscard]] QString text() const {
    QString all = QStringLiteral("%1 x %2, %3, %4, workspace %5, axis %6, lessons %7, %8;")
                      .arg(size.width())
                      .arg(size.height())
                      .arg(scale)
                      .arg(dark ? QStringLiteral("dark") : QStringLiteral("light"))
                      .arg(static_cast<int>(workspace))
                      .arg(static_cast<int>(axis))
                      .arg(lessons, sends ? QStringLiteral("sends") : QString());
    for (const int part : columns + rows) all += u' ' + QString::number(part);
    return all;
  }
};

/// Opens a window with the settings as they are, looks at all of it, and says how it was.
Opened open() {
  FakeSession session;
  RunController controller(session);
  controller.setCatalog(fakeCatalog());
  MainWindow window(controller);  // with the theme of the settings
  window.resize(kSize);
  window.show();
  settle();
  Opened opened;
  opened.size = window.size();
  opened.scale = interfaceScale();
  opened.dark = theme().dark;
  opened.workspace = window.workspaces()->current();
  opened.axis = window.plot()->xQuantity();
  opened.columns = window.findChild<QSplitter*>(QStringLiteral("columns"))->sizes();
  opened.rows = window.findChild<QSplitter*>(QStringLiteral("rows"))->sizes();
  opened.sends = window.findChild<QAction*>(QStringLiteral("send_while_dragging"))->isChecked();
  window.workspaces()->show(Workspace::kTeach);
  settle();
  opened.lessons = window.findChild<QComboBox*>(QStringLiteral("lesson_language"))->currentText();
  window.workspaces()->show(Workspace::kTune);
  return opened;
}

}  // namespace

class SettingsTest : public QObject {
  Q_OBJECT

 private:
  QString file_;
  Opened usual_;

 private Q_SLOTS:
  void initTestCase() {
    { const WindowFixture first; }  // its settings are in a folder of its own from here on
    MainWindow::forgetSettings();
    QSettings settings;
    file_ = settings.fileName();
    settings.setValue(QStringLiteral("workspace"), QStringLiteral("tune"));
    settings.sync();
    QVERIFY(QFile::exists(file_));
    MainWindow::forgetSettings();
    usual_ = open();
    QCOMPARE(usual_.size, kSize);
    QCOMPARE(usual_.scale, 1.0);
    QCOMPARE(usual_.lessons, QStringLiteral("English"));
  }
  void cleanup() {
    MainWindow::forgetSettings();
    setInterfaceScale(*qApp, 1.0);
    installLanguage(QStringLiteral("en"));
  }

  void aDamagedFileIsNoFile_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("bytes") << QByteArray("\x00\xff[[[", 5);
    QTest::newRow("an open section") << QByteArray("[General\nzoom=two\n");
    QTest::newRow("no section") << QByteArray("=====\n]]]]\n%%%\n\x01\x02\x03=\x04\n");
    QTest::newRow("cut in a value")
        << QByteArray("[General]\ngeometry=@ByteArray(\\x1\\xd9\\xd0\\xcb\\0\\x3\nlayout=4");
    QTest::newRow("a value of another kind") << QByteArray(
        "[General]\nlayout=@Variant(\\0\\0\\0\\x7f)\nzoom=@Size(1)\ntheme=@Invalid()\n");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("one long line") << QByteArray(1 << 20, 'x');
  }
  void aDamagedFileIsNoFile() {
    QFETCH(QByteArray, bytes);
    QFile file(file_);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(bytes), bytes.size());
    file.close();
    const Opened opened = open();
    QVERIFY2(opened == usual_, qPrintable(opened.text() + u'\n' + usual_.text()));
  }

  void garbageInAnyKeyIsTheDefault_data() {
    QTest::addColumn<QVariant>("garbage");
    QTest::newRow("bytes") << QVariant(QByteArray("\x00\xff[[[", 5));
    QTest::newRow("many bytes") << QVariant(QByteArray(100000, '\xd9'));
    QTest::newRow("words") << QVariant(QStringLiteral("no such thing"));
    QTest::newRow("a long word") << QVariant(QString(4000, u'x'));
    QTest::newRow("markup") << QVariant(QStringLiteral("<b>x</b>"));
    QTest::newRow("from right to left") << QVariant(QString::fromUtf8("\u05e9\u05dc\u05d5\u05dd"));
    QTest::newRow("lines") << QVariant(QStringLiteral("a\nb\rc"));
    QTest::newRow("not a number") << QVariant(QStringLiteral("nan"));
    QTest::newRow("a list") << QVariant(QStringList{QStringLiteral("a"), QStringLiteral("b")});
    QTest::newRow("a size") << QVariant(QSize(-1, 1 << 30));
    QTest::newRow("nothing") << QVariant(QString());
  }
  void garbageInAnyKeyIsTheDefault() {
    QFETCH(QVariant, garbage);
    {
      QSettings settings;
      for (const QString& key : keys()) settings.setValue(key, garbage);
    }
    const Opened opened = open();
    QVERIFY2(opened == usual_, qPrintable(opened.text() + u'\n' + usual_.text()));
  }

  void aGeometryOfAnotherLayoutOrOutsideOfTheScreenFits() {
    {
      QSettings settings;
      settings.setValue(QStringLiteral("layout"), 4);
      settings.setValue(QStringLiteral("geometry"),
                        QByteArray("\x01\xd9\xd0\xcb\x00\x03\x00\x00", 8));
    }
    QCOMPARE(open().size, kSize);
  }

  void numbersBeyondTheirRangeAreTakenToItsEnds_data() {
    QTest::addColumn<int>("number");
    QTest::newRow("negative") << -7;
    QTest::newRow("least") << INT_MIN;
    QTest::newRow("most") << INT_MAX;
  }
  void numbersBeyondTheirRangeAreTakenToItsEnds() {
    QFETCH(int, number);
    {
      QSettings settings;
      for (const QString& key : keys()) {
        if (key != QLatin1String("zoom")) settings.setValue(key, number);
      }
    }
    const Opened opened = open();
    QCOMPARE(opened.size, kSize);
    QCOMPARE(opened.scale, 1.0);
    QVERIFY(opened.workspace == Workspace::kTune);
    QCOMPARE(opened.lessons, QStringLiteral("English"));
    // A side column of any width leaves half of the window to the chart.
    QVERIFY2(opened.columns.at(1) <= kSize.width() / 2, qPrintable(opened.text()));
    QVERIFY2(opened.rows.at(0) > 100, qPrintable(opened.text()));
  }

  void lessonsHaveTheLanguageOfTheWindowIfTheirsIsDamaged() {
    installLanguage(QStringLiteral("de"));
    const QString key = QStringLiteral("teach/language_in_de");
    QSettings().setValue(key, QByteArray("\x00\xff[[[", 5));
    QCOMPARE(open().lessons, QStringLiteral("Deutsch"));
    QSettings().setValue(key, QStringLiteral("en"));  // a choice is another one
    QCOMPARE(open().lessons, QStringLiteral("English"));
  }

  void theGalleryIsShownUnlessItIsTurnedOff() {
    for (const QByteArray& garbage :
         {QByteArray("\x00\xff[[[", 5), QByteArray(), QByteArray("7")}) {
      QSettings().setValue(QStringLiteral("gallery_at_start"), garbage);
      WindowFixture w;
      w.window.welcome();
      QVERIFY(w.part<QWidget>("scrim")->isVisible());
      QVERIFY(w.part<QCheckBox>("gallery_at_start")->isChecked());
    }
    QSettings().setValue(QStringLiteral("gallery_at_start"), false);
    WindowFixture w;
    w.window.welcome();
    QVERIFY(w.window.findChild<QWidget*>(QStringLiteral("scrim"))->isHidden());
  }
};

EMASCOPE_UI_TEST(SettingsTest);

}  // namespace emascope::ui

#include "settings_test.moc"
