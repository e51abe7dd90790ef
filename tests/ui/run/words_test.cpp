// SPDX-License-Identifier: GPL-3.0-or-later
//
// Numbers and changes as people read them.
#include "ui/run/words.h"

#include "core/protocol/record/track_age.h"
#include "core/rules/live_edit.h"
#include "tests/support/fake_record.h"
#include "tests/ui/support/test_program.h"

#include <cmath>

#include <QTest>

namespace emascope::ui {

class WordsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void thousandsAreGrouped_data() {
    QTest::addColumn<qint64>("number");
    QTest::addColumn<QString>("text");
    const QString gap(QChar(0x202F));
    QTest::newRow("small") << qint64{999} << QStringLiteral("999");
    QTest::newRow("a thousand") << qint64{3400}
                                << QStringLiteral("3") + gap + QStringLiteral("400");
    QTest::newRow("a million") << qint64{1234567}
                               << QStringLiteral("1") + gap + QStringLiteral("234") + gap +
                                      QStringLiteral("567");
    QTest::newRow("negative") << qint64{-1000}
                              << QString(QChar(0x2212)) + QStringLiteral("1") + gap +
                                     QStringLiteral("000");
  }
  void thousandsAreGrouped() {
    QFETCH(qint64, number);
    QTEST(grouped(number), "text");
  }

  void shortNumbersHaveTheDigitsAskedFor_data() {
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("loss") << 0.109432 << QStringLiteral("0.109");
    QTest::newRow("small loss") << 0.00012345 << QStringLiteral("0.000123");
    QTest::newRow("above one") << 12.3456 << QStringLiteral("12.3");
    const QString gap(QChar(0x202F));
    QTest::newRow("many steps") << 123456.0 << QStringLiteral("123") + gap + QStringLiteral("456");
    QTest::newRow("just below a thousand") << 999.4 << QStringLiteral("999");
    QTest::newRow("just a thousand") << 999.6 << QStringLiteral("1") + gap + QStringLiteral("000");
    QTest::newRow("millions") << 2.92e6 << QStringLiteral("2.92e6");
    QTest::newRow("whole millions") << -3e6 << QStringLiteral("-3e6");
    QTest::newRow("nearly a million") << 999999.7 << QStringLiteral("1e6");
    QTest::newRow("zero") << 0.0 << QStringLiteral("0");
    QTest::newRow("tiny") << 1.5e-7 << QStringLiteral("1.5e-7");
    QTest::newRow("not a number") << std::nan("") << QStringLiteral("not finite");
    QTest::newRow("infinite") << -std::numeric_limits<double>::infinity()
                              << QStringLiteral("not finite");
  }
  void shortNumbersHaveTheDigitsAskedFor() {
    QFETCH(double, value);
    QTEST(shortNumber(value, 3), "text");
  }

  void numbersUnderEachOtherHaveTheSameDecimals() {
    const int decimals = commonDecimals({0.111, 0.0918, std::nan(""), 0.0});
    QCOMPARE(decimals, 4);
    QCOMPARE(alignedNumber(0.111, decimals), QStringLiteral("0.1110"));
    QCOMPARE(alignedNumber(0.0918, decimals), QStringLiteral("0.0918"));
    QCOMPARE(alignedNumber(2.9e7, decimals), QStringLiteral("2.9e7"));
    QCOMPARE(alignedNumber(1e-7, decimals), QStringLiteral("1e-7"));
    QCOMPARE(alignedNumber(0.0, decimals), QStringLiteral("0.0000"));
    QCOMPARE(commonDecimals({1e-12}), 6);
    QCOMPARE(commonDecimals({12345.0}), 0);
    QCOMPARE(commonDecimals({}), 3);
  }

  void oneIsNoPlural() {
    QCOMPARE(counted(1, QStringLiteral("1 sample"), QStringLiteral("%1 samples")),
             QStringLiteral("1 sample"));
    QCOMPARE(counted(0, QStringLiteral("1 sample"), QStringLiteral("%1 samples")),
             QStringLiteral("0 samples"));
  }

  void anErrorNamesParametersAsTheWindowDoes() {
    const Catalog catalog = fakeCatalog();
    const std::vector<TrackSpec> tracks = catalog.presets[0].config.tracks;
    const auto said = [&](const std::string& where, const std::string& track,
                          const std::string& id) {
      return inLabels({where, "no", ""}, catalog, tracks, track, {{id, 1.0}}).where;
    };
    QCOMPARE(said("track main: beta", "main", "beta"), std::string("β cap"));
    QCOMPARE(said("track fast: beta", "fast", "beta"), std::string("track fast: β"));
    QCOMPARE(said("the run: lr", "", "lr"), std::string("learning rate"));
    QCOMPARE(said("lr", "", "lr"), std::string("learning rate"));
    QCOMPARE(said("set", "main", "beta"), std::string("set"));
  }

  void aChangeToARoundValueHasNoLooseEnd() {
    const Catalog catalog = fakeCatalog();
    const QString text = changeText(catalog, catalog.presets[0].config.tracks,
                                    {3, 60, "", {{"lr", 10.04}}, {{"lr", 1500.5}}});
    QCOMPARE(text, QStringLiteral("learning rate 10 → 1") + QChar(0x202F) + QStringLiteral("501"));
  }

  void theStrideIsThatOfTheEvaluation() {
    RunRecord record = startedRecord();
    record.apply(event::Evaluated{{fakePoint(100, 3)}});
    record.apply(event::Applied{3, 101, "main", {{"update_every", 1}}, {{"update_every", 10}}});
    QCOMPARE(strideInForce(record, 0), 1.0);
    record.apply(event::Evaluated{{fakePoint(125, 3)}});
    QCOMPARE(strideInForce(record, 0), 10.0);
  }

  void aDecayIsToldFromOne_data() {
    QTest::addColumn<double>("beta");
    QTest::addColumn<QString>("text");
    QTest::newRow("coarse") << 0.9 << QStringLiteral("0.9");
    QTest::newRow("usual") << 0.995 << QStringLiteral("0.995");
    QTest::newRow("slow") << 0.9999 << QStringLiteral("0.9999");
    QTest::newRow("slower") << 0.99998 << QStringLiteral("0.99998");
    QTest::newRow("beyond nine digits") << 1.0 - 1e-12 << QStringLiteral("0.999999999999");
    QTest::newRow("tiny") << 1e-5 << QStringLiteral("0.00001");
    QTest::newRow("beyond nine digits, near 0") << 1e-12 << QStringLiteral("1e-12");
    QTest::newRow("none") << 0.0 << QStringLiteral("0");
    QTest::newRow("frozen") << 1.0 << QStringLiteral("1");
    QTest::newRow("not logged") << HUGE_VAL << QStringLiteral("–");
  }
  void aDecayIsToldFromOne() {
    QFETCH(double, beta);
    QTEST(decayText(beta), "text");
  }

  void theMainTrackIsCalledEma() {
    RunRecord record = startedRecord();
    QCOMPARE(trackName(record, 0), QStringLiteral("EMA"));
    QCOMPARE(trackName(record, 2), QStringLiteral("slow"));
  }

  void aScheduleIsNamedWithItsDecayInForce() {
    RunRecord record = startedRecord();
    const QString before = scheduleText(record, 0);
    QVERIFY2(before.endsWith(QStringLiteral("cap 0.995")), qPrintable(before));
    record.apply(event::Applied{3, 60, "main", {{"beta", 0.995}}, {{"beta", 0.999}}});
    const QString after = scheduleText(record, 0);
    QVERIFY2(after.endsWith(QStringLiteral("cap 0.999")), qPrintable(after));
  }

  void aScheduleIsNamedWithWhatTellsItApart() {
    RunRecord record = startedRecord();
    QCOMPARE(scheduleText(record, 0), QStringLiteral("inverse power 2/3, cap 0.995"));
    QCOMPARE(scheduleText(record, 1), QStringLiteral("constant 0.9"));
    record.apply(event::Applied{3, 60, "main", {{"power", 2.0 / 3.0}}, {{"power", 0.75}}});
    QCOMPARE(scheduleText(record, 0), QStringLiteral("inverse power 0.75, cap 0.995"));
    record.tracks[1].params["debias"] = 1.0;
    QCOMPARE(scheduleText(record, 1), QStringLiteral("constant 0.9, debiased"));
  }

  void aRuleThatIsNotKnownHereGoesByItsId() {
    RunRecord record = startedRecord();
    record.tracks[1].schedule = "from-tomorrow";
    QVERIFY(scheduleText(record, 1).startsWith(QStringLiteral("from-tomorrow")));
    QCOMPARE(paramLabel(fakeCatalog(), record.tracks, "fast", "zeta"), QStringLiteral("zeta"));
  }

  void aChangeSaysOldAndNew() {
    const Catalog catalog = fakeCatalog();
    const std::vector<TrackSpec> tracks = catalog.presets[0].config.tracks;
    const QString main = changeText(
        catalog, tracks, event::Applied{3, 60, "main", {{"beta", 0.98}}, {{"beta", 0.995}}});
    QVERIFY2(main.endsWith(QStringLiteral("0.98 → 0.995")), qPrintable(main));
    const QString other =
        changeText(catalog, tracks, {3, 60, "slow", {{"beta", 0.98}}, {{"beta", 0.995}}});
    QVERIFY2(other.startsWith(QStringLiteral("slow: ")), qPrintable(other));
    const QString rate = changeText(catalog, tracks, {3, 60, "", {{"lr", 0.02}}, {{"lr", 0.01}}});
    QCOMPARE(rate, QStringLiteral("learning rate 0.02 → 0.01"));
  }

  void theDecayOfALibraryHasAllItsNines() {
    const Catalog catalog = fakeCatalog();
    const std::vector<TrackSpec> tracks = {{.label = "main", .schedule = "torch-ema"}};
    QCOMPARE(changeText(catalog, tracks, {3, 60, "main", {{"decay", 0.99}}, {{"decay", 0.99995}}}),
             QStringLiteral("β 0.99 → 0.99995"));
  }

  void aReseedIsSaidInWords() {
    const Catalog catalog = fakeCatalog();
    QCOMPARE(changeText(catalog, catalog.presets[0].config.tracks,
                        {3, 60, "main", {}, {{std::string(kReseed), 1.0}}}),
             QStringLiteral("reset to the raw weights"));
  }

  void aChoiceIsNamed() {
    const Catalog catalog = fakeCatalog();
    QCOMPARE(changeText(catalog, catalog.presets[0].config.tracks,
                        {3, 60, "main", {{"buffers", 0.0}}, {{"buffers", 1.0}}}),
             QStringLiteral("buffers average → copy"));
  }

  void anActionIsSaidInWords() {
    QCOMPARE(actionText(track_action::Add{{.label = "n"}}), QStringLiteral("track n added"));
    QCOMPARE(actionText(track_action::Fork{"main", "n"}),
             QStringLiteral("track n forked from main"));
    QCOMPARE(actionText(track_action::Remove{"n"}), QStringLiteral("track n removed"));
    QCOMPARE(actionText(track_action::Promote{"n"}), QStringLiteral("track n is now main"));
    QCOMPARE(actionText(track_action::Rename{"n", "m"}), QStringLiteral("track n renamed to m"));
    QCOMPARE(actionText(track_action::FeedBack{"n", 0.0}),
             QStringLiteral("raw weights replaced by n"));
    QVERIFY(actionText(track_action::FeedBack{"n", 0.5}).endsWith(QStringLiteral("keeping 0.500")));
    QCOMPARE(actionText(track_action::UndoFeedBack{}), QStringLiteral("last feedback undone"));
  }

  void durationsAreReadable_data() {
    QTest::addColumn<double>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("seconds") << 7.2 << QStringLiteral("8 s");
    QTest::newRow("minutes") << 200.0 << QStringLiteral("3 min 20 s");
    QTest::newRow("just an hour") << 3599.5 << QStringLiteral("1 h 0 min");
    QTest::newRow("hours") << 7500.0 << QStringLiteral("2 h 5 min");
    QTest::newRow("never") << std::numeric_limits<double>::infinity()
                           << QStringLiteral("very long");
  }
  void durationsAreReadable() {
    QFETCH(double, seconds);
    QTEST(durationText(seconds), "text");
  }

  void thereIsNoDecayBeforeAnEvaluation() {
    RunRecord record = startedRecord();
    QVERIFY(!decayInForce(record, 0));
    record.apply(event::Evaluated{{fakePoint(4000, 3)}});
    QCOMPARE(decayInForce(record, 0).value_or(0.0), 0.995);
    QVERIFY(!decayInForce(record, 9));
  }
  static void namesFromOutsideDoNotTurnWhatStandsAround() {
    QCOMPARE(shownLabel("plain"), QStringLiteral("plain"));
    QCOMPARE(shownLabel("a\u202Eb"), QStringLiteral("a b"));
    QCOMPARE(shownLabel("\u05d0\u05d1"), QStringLiteral("\u2068\u05d0\u05d1\u2069"));
  }
};

EMASCOPE_UI_TEST(WordsTest);

}  // namespace emascope::ui

#include "words_test.moc"
