// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the rows of a lesson's texts may end.
#include "ui/teach/plain_words.h"

#include "tests/ui/support/test_program.h"

#include <QTest>

namespace emascope::ui {
namespace {

/// With each blank at which no row ends as an underscore.
QString shown(const QString& text) {
  return flowing(text).replace(QChar(0x00A0), QLatin1Char('_'));
}

}  // namespace

class PlainWordsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void noRowEndsWithinAShortFormula() {
    QCOMPARE(shown(QStringLiteral("the decay is n / (n + 1). That is")),
             QStringLiteral("the decay is n_/_(n_+_1). That is"));
    QCOMPARE(shown(QStringLiteral("it is 1 − (1 + n)^−power.")),
             QStringLiteral("it is 1_−_(1_+_n)^−power."));
    QCOMPARE(shown(QStringLiteral("a = b, c = d and e")), QStringLiteral("a_=_b, c_=_d and e"));
  }

  void inChineseTheTextBesideItMayBeBroken() {
    QCOMPARE(
        shown(QStringLiteral(
            "预热之后再走多少步的衰减率在这里都等于 1 − (1 + n)^−power。后来是这样的一个平均值")),
        QStringLiteral(
            "预热之后再走多少步的衰减率在这里都等于 1_−_(1_+_n)^−power。后来是这样的一个平均值"));
    QCOMPARE(shown(QStringLiteral("衰减率等于n / (n + 1)。")),
             QStringLiteral("衰减率等于n_/_(n_+_1)。"));
  }

  void aLongFormulaMayBeBrokenAtItsOperators() {
    const QString text = QStringLiteral("average = 0.995 · average + 0.005 · weights");
    QCOMPARE(shown(text), text);
  }

  void anOperatorAloneIsAWord() {
    for (const char* const text : {"", "+", "+ b", "a +", "a + + b", "n. - b"}) {
      const QString shown_again =
          flowing(QString::fromLatin1(text)).replace(QChar(0x00A0), QChar(u' '));
      QCOMPARE(shown_again, QString::fromLatin1(text));
    }
  }
};

EMASCOPE_UI_TEST(PlainWordsTest);

}  // namespace emascope::ui

#include "plain_words_test.moc"
