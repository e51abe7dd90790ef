// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which language the window takes, and that its translations are in the program.
#include "ui/run/language.h"

#include "core/protocol/record/flat_region.h"
#include "core/protocol/record/verdict.h"
#include "core/protocol/spec/catalog.h"
#include "core/protocol/spec/user_task_options.h"
#include "tests/ui/support/test_program.h"
#include "ui/run/said.h"
#include "ui/run/words.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

namespace emascope::ui {

class LanguageTest : public QObject {
  Q_OBJECT

 private:
  static QString text(const char* letters) { return QString::fromUtf8(letters); }
  /// A formula needs none.
  static bool lacksTranslation(const std::string& english) {
    static const QRegularExpression word(QStringLiteral("[A-Za-z]{2}"));
    const QString text = QString::fromStdString(english);
    return text.contains(word) && said(english) == text;
  }

 private Q_SLOTS:
  void initTestCase() {
    static const QTemporaryDir folder;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
    QCoreApplication::setOrganizationName(QStringLiteral("EMAscope"));
    QCoreApplication::setApplicationName(QStringLiteral("language_test"));
  }
  void cleanup() { installLanguage(QStringLiteral("en")); }

  void theSystemsFirstKnownLanguageIsTaken_data() {
    QTest::addColumn<QStringList>("preferred");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* name, const char* preferred, const char* code) {
      QTest::newRow(name) << QString::fromLatin1(preferred).split(u' ')
                          << QString::fromLatin1(code);
    };
    row("Germany", "de-DE", "de");
    row("Austria", "de-AT", "de");
    row("mainland China", "zh-CN", "zh");
    row("Singapore", "zh-Hans-SG", "zh");
    row("Taiwan, then English", "zh-TW en-US", "en");
    row("Taiwan alone", "zh-Hant-TW", "en");
    row("French, then German", "fr-FR de-DE en", "de");
    row("English before German", "en-GB de", "en");
    row("none", "fr", "en");
    row("C", "C", "en");
  }
  void theSystemsFirstKnownLanguageIsTaken() {
    QFETCH(QStringList, preferred);
    QTEST(languageFor(QStringLiteral("system"), preferred), "code");
  }

  void aChoiceGoesBeforeTheSystem() {
    QCOMPARE(languageFor(QStringLiteral("zh"), {QStringLiteral("de")}), QStringLiteral("zh"));
    QCOMPARE(languageFor(QStringLiteral("nonsense"), {QStringLiteral("de")}), QStringLiteral("de"));
  }

  void theChoiceIsRememberedAndABrokenOneIsTheSystems() {
    QCOMPARE(chosenLanguage(), QStringLiteral("system"));
    chooseLanguage(QStringLiteral("de"));
    QCOMPARE(chosenLanguage(), QStringLiteral("de"));
    QSettings().setValue(QStringLiteral("language"), QByteArray("\x00\xff", 2));
    QCOMPARE(chosenLanguage(), QStringLiteral("system"));
  }

  void verdictsAreSentencesOfTheLanguage() {
    Verdict verdict{.kind = VerdictKind::kTrackLower, .evaluations = 40, .wins = 39};
    verdict.losses = 1;
    verdict.percent_lower = 24.0;
    verdict.percent_half_width = 10.0;
    QCOMPARE(said(verdictPhrase(verdict, "EMA")),
             QStringLiteral("EMA lower in 39 of the last 40, by 24 ± 10 %"));
    installLanguage(QStringLiteral("de"));
    QCOMPARE(said(verdictPhrase(verdict, "EMA")),
             QStringLiteral("EMA niedriger in 39 der letzten 40, um 24 ± 10 %"));
    installLanguage(QStringLiteral("zh"));
    QCOMPARE(said(verdictPhrase(verdict, "EMA")),
             text("EMA 在最近 40 次中的 39 次里更低，低 24 ± 10%"));
  }

  void aLabelIsNeverReadAsAPlaceOfASentence() {
    installLanguage(QStringLiteral("de"));
    QCOMPARE(said(phrase("%1 and %2").with("%2", "%1")), QStringLiteral("%2 und %1"));
  }

  void oneAndManyAreTold() {
    const auto steps = [](qint64 n) { return counted(n, ui::tr("1 step"), ui::tr("%1 steps")); };
    installLanguage(QStringLiteral("de"));
    QCOMPARE(steps(1), QStringLiteral("1 Schritt"));
    QCOMPARE(steps(2), QStringLiteral("2 Schritte"));
    installLanguage(QStringLiteral("zh"));
    QCOMPARE(steps(1), text("1 步"));
    QCOMPARE(steps(2), text("2 步"));
  }

  void numbersKeepTheirDecimalPoint() {
    QLocale::setDefault(QLocale(QLocale::German));
    installLanguage(QStringLiteral("de"));
    QCOMPARE(shortNumber(0.109), QStringLiteral("0.109"));
    QCOMPARE(decayText(0.9999), QStringLiteral("0.9999"));
    QLocale::setDefault(QLocale::c());
  }

  void englishIsThereAgain() {
    installLanguage(QStringLiteral("de"));
    QCOMPARE(said("warm-up"), QStringLiteral("Vorlauf"));
    QCOMPARE(languageInForce(), QStringLiteral("de"));
    installLanguage(QStringLiteral("xx"));
    QCOMPARE(said("warm-up"), QStringLiteral("warm-up"));
    QCOMPARE(languageInForce(), QStringLiteral("en"));
  }

  void anUnknownTextStaysAsItIs() {
    installLanguage(QStringLiteral("zh"));
    QCOMPARE(said("a rule of tomorrow"), QStringLiteral("a rule of tomorrow"));
    QVERIFY(said("").isEmpty());
  }

  void everyRuleAndOptionIsTranslated_data() {
    QTest::addColumn<QString>("language");
    QTest::newRow("German") << QStringLiteral("de");
    QTest::newRow("Chinese") << QStringLiteral("zh");
  }
  void everyRuleAndOptionIsTranslated() {
    QFETCH(QString, language);
    installLanguage(language);
    QStringList left;
    const auto look = [&left](const std::string& english) {
      if (lacksTranslation(english)) left << QString::fromStdString(english);
    };
    for (const ScheduleInfo& rule : scheduleInfos()) {
      if (rule.library.empty()) look(rule.label);
      for (const ParamSpec& spec : rule.params) {
        if (spec.label != "beta" && spec.label != "gamma" && spec.label != "tau") look(spec.label);
        look(spec.tip);
      }
    }
    for (const UserTaskOption& option : userTaskOptions()) look(option.help);
    QVERIFY2(left.isEmpty(), qPrintable(left.join(u'\n')));
  }

  void qtsOwnButtonsAreTranslated() {
    installLanguage(QStringLiteral("de"));
    QDialogButtonBox german(QDialogButtonBox::Cancel);
    QCOMPARE(german.button(QDialogButtonBox::Cancel)->text(), QStringLiteral("Abbrechen"));
  }
};

EMASCOPE_UI_TEST(LanguageTest);

}  // namespace emascope::ui

#include "language_test.moc"
