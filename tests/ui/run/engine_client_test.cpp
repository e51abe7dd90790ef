// SPDX-License-Identifier: GPL-3.0-or-later
//
// The client against engines that behave, and against all the ways in which they may not. Every
// case ends with clear words, never with a hang.
#include "ui/run/engine_client.h"

#include "core/protocol/wire/codec.h"
#include "tests/support/fake_run.h"
#include "tests/support/peak_memory.h"
#include "tests/ui/support/test_program.h"

#include <algorithm>
#include <csignal>
#include <limits>

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

namespace emascope::ui {

class EngineClientTest : public QObject {
  Q_OBJECT

 private:
  static constexpr int kPatience = 20000;  // ms

  static QStringList fakeEngine(const QString& behavior) {
    return {QStringLiteral(EMASCOPE_TESTS_DIR "/fake_engine"), behavior};
  }

  /// What died() says when this engine is launched; empty if it does not die.
  static QString lastWordsOf(const QStringList& command, EngineClient::Patience patience = {}) {
    EngineClient client(command);
    client.setPatience(patience);
    QSignalSpy died(&client, &EngineClient::died);
    client.launch();
    if (died.isEmpty() && !died.wait(kPatience)) return {};
    return died.first().first().toString();
  }

  static bool launchAndGreet(EngineClient& client) {
    QSignalSpy hello(&client, &EngineClient::helloArrived);
    client.launch();
    return hello.wait(kPatience);
  }

 private Q_SLOTS:
  void theHelloBringsTheCatalog() {
    EngineClient client(fakeEngine(QStringLiteral("good")));
    QVERIFY(launchAndGreet(client));
    QVERIFY(client.alive());
    QCOMPARE(client.hello().program, std::string("fake engine"));
    QVERIFY(client.hello().catalog == fakeCatalog());
  }

  void commandsGoAndEventsCome() {
    EngineClient client(fakeEngine(QStringLiteral("good")));
    QVERIFY(launchAndGreet(client));
    std::vector<Event> events;
    client.post(command::Start{5, fakeCatalog().presets[0].config});
    QTRY_VERIFY_WITH_TIMEOUT(([&] {
                               for (Event& event : client.drain())
                                 events.push_back(std::move(event));
                               return events.size() == 3;
                             })(),
                             kPatience);
    QCOMPARE(std::get<event::Started>(events[0]).request, std::uint64_t{5});
    QVERIFY(std::get<event::Evaluated>(events[2]).points.front() == fakePoint(25, 3));
  }

  void aBadEngineIsNamedInWords_data() {
    QTest::addColumn<QString>("behavior");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("another major version")
        << "wrong-major" << QStringList{QStringLiteral("9."), QStringLiteral("1.")};
    QTest::newRow("text instead of frames")
        << "garbage" << QStringList{QStringLiteral("does not speak the protocol")};
    QTest::newRow("a frame that is not CBOR")
        << "not-cbor" << QStringList{QStringLiteral("invalid message")};
    QTest::newRow("a frame cut in the middle")
        << "cut"
        << QStringList{QStringLiteral("code 0"), QStringLiteral("in the middle of a message")};
    QTest::newRow("an event before the Hello")
        << "event-first" << QStringList{QStringLiteral("before its Hello")};
    QTest::newRow("an exit code and last words")
        << "dies" << QStringList{QStringLiteral("code 7"), QStringLiteral("the disk is full")};
    QTest::newRow("a signal and last words")
        << "crashes"
        << QStringList{QStringLiteral("signal 11"), QStringLiteral("the disk is full")};
    QTest::newRow("an unknown behavior, no Hello at all")
        << "nonsense" << QStringList{QStringLiteral("code 64")};
  }
  void aBadEngineIsNamedInWords() {
    QFETCH(QString, behavior);
    QFETCH(QStringList, words);
    const QString said = lastWordsOf(fakeEngine(behavior));
    for (const QString& word : words) {
      QVERIFY2(said.contains(word),
               qPrintable(QStringLiteral("\"%1\" lacks \"%2\"").arg(said, word)));
    }
  }

  void aProgramThatIsNotThereIsNamed() {
    const QString said = lastWordsOf({QStringLiteral("/nowhere/engine"), QStringLiteral("serve")});
    QVERIFY2(said.contains(QStringLiteral("/nowhere/engine serve")), qPrintable(said));
  }

  void nothingIsSaidBeforeLaunchReturns() {
    EngineClient client({});
    QSignalSpy died(&client, &EngineClient::died);
    client.launch();
    QVERIFY(died.isEmpty());
    QVERIFY(died.wait(kPatience));
  }

  void anEmptyCommandIsRefused() { QVERIFY(!lastWordsOf({}).isEmpty()); }

  void anEngineWithoutHelloIsGivenUp() {
    const QString said = lastWordsOf(fakeEngine(QStringLiteral("mute")), {.hello = 300});
    QVERIFY2(said.contains(QStringLiteral("did not send its Hello message")), qPrintable(said));
  }

  void whereARunIsKeptIsNotAmongTheLastWords() {
    const QString said =
        lastWordsOf({QStringLiteral("/bin/sh"), QStringLiteral("-c"),
                     QStringLiteral("echo 'emascope-engine: library: the run is kept in /a' >&2; "
                                    "echo 'the disk is full' >&2; exit 7")});
    QVERIFY2(said.contains(QStringLiteral("the disk is full")), qPrintable(said));
    QVERIFY2(!said.contains(QStringLiteral("the run is kept in")), qPrintable(said));
  }

  void anEngineIsStartedWithSigintIgnored() {
    const QString said = lastWordsOf({QStringLiteral("/bin/sh"), QStringLiteral("-c"),
                                      QStringLiteral("grep SigIgn /proc/self/status >&2")});
    const QString mask = said.section(QStringLiteral("SigIgn:"), 1).trimmed().left(16);
    bool hexadecimal = false;
    const qulonglong ignored = mask.toULongLong(&hexadecimal, 16);
    QVERIFY2(hexadecimal, qPrintable(said));
    QVERIFY((ignored & (qulonglong{1} << (SIGINT - 1))) != 0);
  }

  void onlyTheEndOfMuchTalkIsKept() {
    const QString said = lastWordsOf(fakeEngine(QStringLiteral("talks-to-the-end")));
    QVERIFY2(said.contains(QStringLiteral("line 19999 of many")), qPrintable(said));
    QVERIFY(said.size() < 2000);
  }

  void linesOfTheEngineArePassedOn() {
    EngineClient client(
        {QStringLiteral("/bin/sh"), QStringLiteral("-c"),
         QStringLiteral("printf 'one\\ntw' >&2; printf 'o\\n\\303\\244\\nend' >&2")});
    QSignalSpy wrote(&client, &EngineClient::wrote);
    QSignalSpy died(&client, &EngineClient::died);
    client.launch();
    QVERIFY(!died.isEmpty() || died.wait(kPatience));
    QStringList lines;
    for (const auto& line : wrote) lines << line.first().toString();
    QCOMPARE(lines,
             (QStringList{QStringLiteral("one"), QStringLiteral("two"), QStringLiteral("ä")}));
  }

  void whatAnEngineSaysWhileItIsShutDownIsPassedOn() {
    EngineClient client({QStringLiteral("/bin/sh"), QStringLiteral("-c"),
                         QStringLiteral("cat >/dev/null; echo end >&2")});
    const QSignalSpy wrote(&client, &EngineClient::wrote);
    client.launch();
    client.shutdown();
    QCOMPARE(wrote.count(), qsizetype{1});
    QCOMPARE(wrote.first().first().toString(), QStringLiteral("end"));
  }

  void aRunningEngineThatFallsSilentIsTold() {
    EngineClient client(fakeEngine(QStringLiteral("good")));
    client.setPatience({.silence = 300});
    QVERIFY(launchAndGreet(client));
    QSignalSpy silent(&client, &EngineClient::silent);
    client.post(command::Start{1, fakeCatalog().presets[0].config});
    QVERIFY(silent.wait(kPatience));
    QCOMPARE(silent.first().first().toBool(), true);
  }

  void anIdleEngineMayBeSilent() {
    EngineClient client(fakeEngine(QStringLiteral("good")));
    client.setPatience({.silence = 50});
    QVERIFY(launchAndGreet(client));
    QSignalSpy silent(&client, &EngineClient::silent);
    QVERIFY(!silent.wait(500));
  }

  void aKilledEngineIsReported() {
    EngineClient client(fakeEngine(QStringLiteral("deaf")));
    QVERIFY(launchAndGreet(client));
    QSignalSpy died(&client, &EngineClient::died);
    client.kill();
    QVERIFY(died.wait(kPatience));
    QVERIFY(died.first().first().toString().contains(QStringLiteral("signal 9")));
    QVERIFY(!client.alive());
  }

  void closingTakesAtMostASecond_data() {
    QTest::addColumn<QString>("behavior");
    QTest::newRow("a good engine") << "good";
    QTest::newRow("one that ignores the end of input") << "deaf";
    QTest::newRow("one that never stops talking") << "flood";
  }
  // The quickest of five tries, since the machine may be busy.
  void closingTakesAtMostASecond() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    constexpr qint64 kMost = 2000;  // ms; reading is several times as slow
#else
    constexpr qint64 kMost = 1100;  // ms
#endif
    QFETCH(QString, behavior);
    qint64 quickest = std::numeric_limits<qint64>::max();
    for (int i = 0; i < 5 && quickest >= kMost; ++i) {
      EngineClient client(fakeEngine(behavior));
      QVERIFY(launchAndGreet(client));
      const QSignalSpy died(&client, &EngineClient::died);
      QElapsedTimer clock;
      clock.start();
      client.shutdown();
      quickest = std::min(quickest, clock.elapsed());
      QVERIFY(died.isEmpty());
      QVERIFY(!client.alive());
    }
    QVERIFY2(quickest < kMost, qPrintable(QString::number(quickest)));
  }

  void whatAnEngineSendsWhileItIsShutDownIsNotKept() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("a sanitizer keeps memory that was freed");
#endif
    EngineClient client(fakeEngine(QStringLiteral("flood")));
    QVERIFY(launchAndGreet(client));
    const PeakMemory peak;
    client.shutdown();
    QVERIFY2(peak.mib() < 64.0, qPrintable(QString::number(peak.mib())));
  }

  void aRelaunchedEngineIsFresh() {
    EngineClient client(fakeEngine(QStringLiteral("good")));
    QVERIFY(launchAndGreet(client));
    client.post(command::Start{1, fakeCatalog().presets[0].config});
    QSignalSpy wait(&client, &EngineClient::silent);
    wait.wait(200);  // events arrive, and nobody takes them
    QVERIFY(launchAndGreet(client));
    QVERIFY(client.alive());
    QVERIFY(client.drain().empty());
  }

  void aPartOfAFrameDoesNotSurviveARelaunch() {
    EngineClient client(fakeEngine(QStringLiteral("cut")));
    QSignalSpy died(&client, &EngineClient::died);
    client.launch();
    QVERIFY(died.wait(kPatience));
    QVERIFY(launchAndGreet(client));
  }

  void commandsToADeadEngineGoNowhere() {
    EngineClient client(fakeEngine(QStringLiteral("good")));
    client.post(command::Start{1, fakeCatalog().presets[0].config});
    QVERIFY(!client.alive());
    QVERIFY(client.drain().empty());
  }
};

EMASCOPE_UI_TEST(EngineClientTest);

}  // namespace emascope::ui

#include "engine_client_test.moc"
