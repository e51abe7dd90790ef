// SPDX-License-Identifier: GPL-3.0-or-later
//
// Questions to the engine's program: the newest counts, and nothing that goes wrong is kept quiet.
#include "ui/open/engine_tool.h"

#include "tests/ui/open/open_page.h"
#include "tests/ui/support/test_program.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace emascope::ui {
namespace {

/// A CSV table with `rows` samples of two classes.
QByteArray tableOf(int rows) {
  QByteArray text = "a,b\n";
  for (int row = 0; row < rows; ++row)
    text += QByteArray::number(row) + (row % 2 == 0 ? ",x\n" : ",y\n");
  return text;
}

}  // namespace

class EngineToolTest : public QObject {
  Q_OBJECT

 private:
  QTemporaryDir folder_;

  QString file(const char* name, const QByteArray& text) {
    QFile made(folder_.filePath(QLatin1String(name)));
    const bool opened = made.open(QFile::WriteOnly);
    Q_ASSERT(opened);
    made.write(text);
    return made.fileName();
  }

 private Q_SLOTS:
  void theProgramIsAskedInPlaceOfServing() {
    QCOMPARE(EngineTool::command({QStringLiteral("/usr/bin/engine"), QStringLiteral("serve")},
                                 {QStringLiteral("data"), QStringLiteral("a b.csv")}),
             QStringList({QStringLiteral("/usr/bin/engine"), QStringLiteral("data"),
                          QStringLiteral("a b.csv")}));
  }

  void wordsAreQuotedForTheShellAtTheOtherEndOfSsh() {
    const QStringList serve = {QStringLiteral("ssh"), QStringLiteral("gpu"),
                               QStringLiteral("emascope-engine"), QStringLiteral("serve")};
    QVERIFY(EngineTool::isElsewhere(serve));
    QCOMPARE(EngineTool::command(serve, {QStringLiteral("data"), QStringLiteral("it's.csv")}),
             QStringList({QStringLiteral("ssh"), QStringLiteral("gpu"),
                          QStringLiteral("emascope-engine"), QStringLiteral("data"),
                          QStringLiteral("'it'\\''s.csv'")}));
  }

  void anotherProgramThatServesCannotBeAsked() {
    QVERIFY(!EngineTool({QStringLiteral("my-engine")}).possible());
    QVERIFY(!EngineTool({QStringLiteral("python3"), QStringLiteral("engine.py")}).possible());
    QVERIFY(EngineTool(kEngine).possible());
  }

  void onlyTheNewestQuestionIsAnswered() {
    const QString first = file("first.csv", tableOf(20));
    const QString second = file("second.csv", tableOf(21));
    EngineTool tool(kEngine);
    QSignalSpy answered(&tool, &EngineTool::answered);
    tool.ask({QStringLiteral("data"), first});
    tool.ask({QStringLiteral("data"), second});
    QVERIFY(answered.wait(30000));
    QCOMPARE(answered.count(), 1);
    QCOMPARE(answered[0][0].toInt(), 0);
    QVERIFY(answered[0][1].toString().contains(QStringLiteral("second.csv: CSV, 21 samples")));
    QVERIFY(!tool.waiting());
  }

  void aQuestionThatIsForgottenIsNotAnswered() {
    EngineTool tool(kEngine);
    QSignalSpy answered(&tool, &EngineTool::answered);
    tool.ask({QStringLiteral("data"), file("any.csv", "a,b\n1,x\n2,y\n")});
    tool.forget();
    QVERIFY(!tool.waiting());
    QVERIFY(!answered.wait(500));
  }

  void theEnginesWordsComeWithoutItsName() {
    EngineTool tool(kEngine);
    QSignalSpy answered(&tool, &EngineTool::answered);
    tool.ask({QStringLiteral("data"), QStringLiteral("/nowhere/there.csv")});
    QVERIFY(answered.wait(30000));
    QCOMPARE(answered[0][0].toInt(), 2);
    QVERIFY(
        answered[0][2].toString().startsWith(QStringLiteral("/nowhere/there.csv: cannot be read")));
  }

  void aProgramThatIsNotThereIsTold() {
    EngineTool tool({QStringLiteral("/nowhere/emascope-engine"), QStringLiteral("serve")});
    QSignalSpy answered(&tool, &EngineTool::answered);
    tool.ask({QStringLiteral("data"), QStringLiteral("x.csv")});
    QVERIFY(answered.wait(30000));
    QCOMPARE(answered[0][0].toInt(), -1);
    QVERIFY(answered[0][2].toString().startsWith(
        QStringLiteral("/nowhere/emascope-engine could not be started")));
  }
};

EMASCOPE_UI_TEST(EngineToolTest);

}  // namespace emascope::ui

#include "engine_tool_test.moc"
