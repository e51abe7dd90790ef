// SPDX-License-Identifier: GPL-3.0-or-later
//
// The files that `emascope --headless --export` writes.
#include "tests/app/emascope/program.h"

#include <utility>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

namespace emascope::ui {

class HeadlessExportTest : public QObject {
  Q_OBJECT

 private:
  QTemporaryDir folder_;
  [[nodiscard]] QString path(const char* name) const {
    return folder_.filePath(QLatin1String(name));
  }

 private Q_SLOTS:
  void anExportHasTheKindOfItsEnding_data() {
    QTest::addColumn<QString>("ending");
    QTest::addColumn<QByteArray>("begins");
    QTest::newRow("png") << "png" << QByteArray("\x89PNG\r\n");
    QTest::newRow("pdf") << "pdf" << QByteArray("%PDF-");
    QTest::newRow("svg") << "svg" << QByteArray("<?xml");
    QTest::newRow("csv") << "csv" << QByteArray("step,seconds,train_loss,raw.val_loss");
  }

  void anExportHasTheKindOfItsEnding() {
    QFETCH(QString, ending);
    QFETCH(QByteArray, begins);
    const QString file = folder_.filePath(QStringLiteral("export.") + ending);
    const Outcome outcome = runProgram(QStringLiteral("emascope"),
                                       {QStringLiteral("--headless"), QStringLiteral("--steps"),
                                        QStringLiteral("200"), QStringLiteral("--export"), file});
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    QVERIFY(contents(file).startsWith(begins));
  }

  void anExportOfJsonHasTheNumbersOfTheTable() {
    const Outcome outcome =
        runProgram(QStringLiteral("emascope"),
                   {QStringLiteral("--headless"), QStringLiteral("--steps"), QStringLiteral("200"),
                    QStringLiteral("--export"), path("both.json"), QStringLiteral("--export"),
                    path("both.csv")});
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    QJsonParseError error;
    const QJsonObject run = QJsonDocument::fromJson(contents(path("both.json")), &error).object();
    QVERIFY2(error.error == QJsonParseError::NoError, qPrintable(error.errorString()));
    QCOMPARE(run[QStringLiteral("format")].toString(), QStringLiteral("emascope-run"));
    QCOMPARE(run[QStringLiteral("format_version")].toInt(), 1);
    QCOMPARE(run[QStringLiteral("state")].toString(), QStringLiteral("finished"));
    QCOMPARE(run[QStringLiteral("steps_done")].toInt(), 200);
    QList<QByteArrayList> rows;
    for (const QByteArray& line : contents(path("both.csv")).trimmed().split('\n')) {
      rows << line.split(',');
    }
    const QByteArrayList header = rows.takeFirst();
    QVERIFY(rows.size() > 1);
    const QJsonObject points = run[QStringLiteral("points")].toObject();
    const QJsonObject raw = points[QStringLiteral("raw")].toObject();
    const QJsonObject main =
        points[QStringLiteral("tracks")].toObject()[QStringLiteral("main")].toObject();
    const std::pair<const char*, QJsonArray> columns[] = {
        {"step", points[QStringLiteral("step")].toArray()},
        {"train_loss", points[QStringLiteral("train_loss")].toArray()},
        {"raw.val_loss", raw[QStringLiteral("val_loss")].toArray()},
        {"main.val_loss", main[QStringLiteral("val_loss")].toArray()},
        {"main.decay", main[QStringLiteral("decay")].toArray()}};
    for (const auto& [name, numbers] : columns) {
      const qsizetype column = header.indexOf(QByteArray(name));
      QVERIFY2(column >= 0, name);
      QCOMPARE(numbers.size(), rows.size());
      for (qsizetype row = 0; row < rows.size(); ++row) {
        QCOMPARE(numbers[row].toDouble(), rows[row][column].toDouble());
      }
    }
  }

  void anUnknownEndingIsRefusedBeforeTraining() {
    const Outcome outcome =
        runProgram(QStringLiteral("emascope"),
                   {QStringLiteral("--headless"), QStringLiteral("--export"), path("plot.gif")});
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.err.contains(".svg"), outcome.err.constData());
  }

  void anExportIsTriedInEachOtherPlace() {
    QVERIFY(QFile::link(QStringLiteral("/dev/full"), path("full.csv")));
    QProcessEnvironment environment = noDisplay();
    environment.insert(QStringLiteral("TMPDIR"), QStringLiteral("/proc"));  // takes no file
    environment.insert(QStringLiteral("XDG_STATE_HOME"), path("state"));
    const Outcome outcome =
        runProgram(QStringLiteral("emascope"),
                   {QStringLiteral("--headless"), QStringLiteral("--preset"),
                    QStringLiteral("quadratic-bowl"), QStringLiteral("--steps"),
                    QStringLiteral("50"), QStringLiteral("--export"), path("full.csv")},
                   environment);
    QCOMPARE(outcome.code, 4);
    const QString written = path("state/emascope/full.csv");
    QVERIFY2(outcome.err.contains("it was written to " + written.toUtf8() + " instead"),
             outcome.err.constData());
    QVERIFY(contents(written).startsWith("step,"));
  }
};

}  // namespace emascope::ui

QTEST_GUILESS_MAIN(emascope::ui::HeadlessExportTest)
#include "headless_export_test.moc"
