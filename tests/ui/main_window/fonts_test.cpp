// SPDX-License-Identifier: GPL-3.0-or-later
//
// A machine without fonts, such as a small container: the window has those that it brings along,
// and Chinese, which they lack, is boxes. Nothing crashes or loses its place.
#include "core/lessons/shipped_lessons.h"
#include "tests/ui/main_window/places.h"
#include "tests/ui/teach/teach_fixture.h"
#include "ui/run/language.h"
#include "ui/theme/theme.h"

#include <cstdio>

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QFontMetrics>
#include <QPushButton>
#include <QTemporaryDir>

namespace emascope::ui {

class FontsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }
  void cleanup() { installLanguage(QStringLiteral("en")); }

  void thereAreNoFontsButTheWindowsOwn() {
    const WindowFixture w;  // loads them
    const QString families = QFontDatabase::families().join(u',');
    qInfo().noquote() << families;
    QVERIFY2(families.contains(QStringLiteral("Inter")), qPrintable(families));
    QVERIFY2(!families.contains(QStringLiteral("DejaVu")), qPrintable(families));
    QVERIFY2(!families.contains(QStringLiteral("CJK")), qPrintable(families));
    const QFontMetrics metrics(textFont(13));
    QVERIFY(metrics.inFont(u'x'));
    QVERIFY(!metrics.inFont(QChar(0x5E73)));  // a letter of the word for average
  }

  void theWindowKeepsItsShape_data() {
    QTest::addColumn<QString>("language");
    QTest::addColumn<QSize>("size");
    for (const char* language : {"en", "zh"}) {
      for (const QSize size : {QSize(1440, 900), QSize(760, 520)}) {
        QTest::addRow("%s, %d x %d", language, size.width(), size.height())
            << QString::fromLatin1(language) << size;
      }
    }
  }
  void theWindowKeepsItsShape() {
    QFETCH(QString, language);
    QFETCH(QSize, size);
    installLanguage(language);
    WindowFixture w(size);
    w.run();
    settle();
    const int line = QFontMetrics(textFont(13)).height();
    QVERIFY2(line >= 12 && line <= 26, qPrintable(QString::number(line)));
    lookEverywhere(w, [&w](const QString& place) {
      QVERIFY2(!w.window.grab().isNull(), qPrintable(place));
      for (const QLabel* label : w.window.findChildren<QLabel*>()) {
        if (!label->isVisible() || label->text().isEmpty()) continue;
        QVERIFY2(label->height() > 0 && label->width() > 0, qPrintable(label->objectName()));
      }
    });
    QCOMPARE(w.window.size(), size);
    w.window.workspaces()->show(Workspace::kTune);
    settle();
    QVERIFY(whole(w.part<QWidget>("button_toggle")));
    QVERIFY(whole(w.part<QWidget>("plot_card")));
  }

  void aLessonInChineseIsShown() {
    installLanguage(QStringLiteral("zh"));
    WindowFixture w({1440, 900});
    w.controller.setCatalog(teachCatalog());
    w.window.openLesson(shippedLesson("when-to-begin"), 1);
    settle();
    const auto* title = w.part<QLabel>("lesson_title");
    QVERIFY(title->isVisible() && !title->text().isEmpty());
    // Each letter has the room of a box.
    const int advance = QFontMetrics(title->font()).horizontalAdvance(title->text());
    QVERIFY2(advance >= title->text().size() * 4, qPrintable(QString::number(advance)));
    QVERIFY(title->height() >= QFontMetrics(title->font()).height());
    QVERIFY(whole(w.part<QWidget>("lesson_next")));
    QVERIFY(!w.window.grab().isNull());
  }
};

}  // namespace emascope::ui

int main(int argc, char** argv) {
  // Fontconfig reads it once, when Qt asks for the first font.
  const QTemporaryDir folder;
  const QString path = folder.filePath(QStringLiteral("fonts.conf"));
  QFile file(path);
  if (!file.open(QIODevice::WriteOnly)) {
    std::fprintf(stderr, "%s cannot be written\n", qPrintable(path));
    return 1;
  }
  file.write("<?xml version=\"1.0\"?>\n<fontconfig></fontconfig>\n");
  file.close();
  qputenv("FONTCONFIG_FILE", path.toUtf8());
  QApplication application(argc, argv);
  emascope::ui::FontsTest test;
  return QTest::qExec(&test, argc, argv);
}
#include "fonts_test.moc"
