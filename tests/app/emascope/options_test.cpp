// SPDX-License-Identifier: GPL-3.0-or-later
//
// README's table of options and what --help says: the same options in the same order.
#include "tests/app/emascope/program.h"

#include <algorithm>

#include <QFile>
#include <QRegularExpression>
#include <QTest>

namespace emascope::ui {
namespace {

const QStringList kOfEveryProgram = {QStringLiteral("--help"), QStringLiteral("--version")};

/// First occurrences in `text` of what `pattern` captures.
QStringList found(const QString& text, const char* pattern) {
  QStringList names;
  auto matches = QRegularExpression(QLatin1String(pattern), QRegularExpression::MultilineOption)
                     .globalMatch(text);
  while (matches.hasNext()) {
    const QString name = matches.next().captured(1);
    if (!names.contains(name) && !kOfEveryProgram.contains(name)) names << name;
  }
  return names;
}

QStringList helped(const QString& program, const QStringList& arguments) {
  const Outcome outcome = runProgram(program, arguments);
  return found(QString::fromUtf8(outcome.out), "^ +(--[a-z0-9-]+)");
}

/// Names in the first cells of the table under "### Options".
QStringList listed() {
  QFile file(QStringLiteral(EMASCOPE_SOURCE_DIR "/README.md"));
  if (!file.open(QIODevice::ReadOnly)) return {};
  const QString text = QString::fromUtf8(file.readAll());
  const qsizetype begin = text.indexOf(QLatin1String("### Options"));
  const qsizetype end = text.indexOf(QLatin1String("\nValues may be written"), begin);
  QString cells;
  for (const QString& line : text.mid(begin, end - begin).split(QLatin1Char('\n'))) {
    if (line.startsWith(QLatin1Char('|'))) {
      cells += line.mid(1, line.indexOf(QLatin1String(" | "), 1)) + QLatin1Char('\n');
    }
  }
  return found(cells, "`(--[a-z0-9-]+)");
}

QStringList only(const QStringList& names, const QStringList& those) {
  QStringList kept;
  std::copy_if(names.begin(), names.end(), std::back_inserter(kept),
               [&](const QString& name) { return those.contains(name); });
  return kept;
}

}  // namespace

class OptionsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void theReadmeListsWhatTheHelpListsInItsOrder_data() {
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("emascope") << "emascope" << QStringList{QStringLiteral("--help")};
    QTest::newRow("train") << "emascope-engine"
                           << QStringList{QStringLiteral("train"), QStringLiteral("--help")};
  }
  void theReadmeListsWhatTheHelpListsInItsOrder() {
    QFETCH(QString, program);
    QFETCH(QStringList, arguments);
    const QStringList help = helped(program, arguments);
    QVERIFY(help.size() > 40);
    QCOMPARE(only(listed(), help).join(QLatin1Char('\n')), help.join(QLatin1Char('\n')));
  }

  void theReadmeListsNothingElse() {
    QStringList help = helped(QStringLiteral("emascope"), {QStringLiteral("--help")});
    help << helped(QStringLiteral("emascope-engine"),
                   {QStringLiteral("train"), QStringLiteral("--help")});
    for (const QString& name : listed()) QVERIFY2(help.contains(name), qPrintable(name));
  }
};

}  // namespace emascope::ui

QTEST_GUILESS_MAIN(emascope::ui::OptionsTest)
#include "options_test.moc"
