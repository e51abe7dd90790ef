// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teach/plain_words.h"

#include "core/base/isolated.h"

#include <algorithm>

#include <QStringList>

namespace emascope::ui {
namespace {

constexpr qsizetype kLongestWord = 20;  // in letters, without a place to break
constexpr qsizetype kBetweenPlaces = 10;
constexpr qsizetype kLongestName = 60;
constexpr qsizetype kLongestText = 1200;  // two sentences of 30 words need half of it
constexpr QChar kPlace(0x200B);
constexpr QChar kFixedBlank(0x00A0);    // a percent sign stays with its number
constexpr ushort kFirstOfCjk = 0x2E80;  // may be broken after each letter

bool isBreak(QChar letter) {
  return letter.category() == QChar::Other_Control || letter == QChar::LineSeparator ||
         letter == QChar::ParagraphSeparator;
}

/// Marks that turn the order of all that follows.
bool turnsOrder(QChar letter) {
  const ushort code = letter.unicode();
  return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

/// Line breaks and control characters are blanks; of several only one stays, and before a percent
/// sign no row ends.
QString inOneLine(const QString& text) {
  QString line;
  line.reserve(text.size());
  for (const QChar letter : text) {
    const QChar shown = isBreak(letter) ? QChar(u' ') : letter;
    const bool after_blank = line.endsWith(QLatin1Char(' '));
    if (shown == QLatin1Char('%') && after_blank) line.back() = kFixedBlank;
    const bool again = shown == QLatin1Char(' ') && after_blank;
    if (!again && !turnsOrder(letter)) line += shown;
  }
  return line.trimmed();
}

/// At most `most` letters of it, the last one an ellipsis if there are more.
QString cutAt(qsizetype most, QString line) {
  if (line.size() <= most) return line;
  line.truncate(most - 1);
  if (line.back().isHighSurrogate()) line.chop(1);
  return line + QChar(0x2026);
}

bool endsAWord(QChar letter) { return letter.isSpace() || letter.unicode() >= kFirstOfCjk; }

/// Whether a letter may stand after a place to break: no part of the one before it.
bool beginsALetter(QChar letter) { return !letter.isMark() && !letter.isLowSurrogate(); }

/// Of a long word, the parts of a path are kept together if they are not long themselves.
void addWord(QString& whole, QStringView word) {
  if (word.size() <= kLongestWord) {
    whole += word;
    return;
  }
  for (qsizetype begin = 0; begin < word.size();) {
    const qsizetype slash = word.indexOf(QLatin1Char('/'), begin);
    const qsizetype end = slash < 0 ? word.size() : slash + 1;
    const bool is_long = end - begin > kLongestWord;
    qsizetype since = 0;
    for (; begin < end; ++begin, ++since) {
      if (is_long && since >= kBetweenPlaces && beginsALetter(word[begin])) {
        whole += kPlace;
        since = 0;
      }
      whole += word[begin];
    }
    if (end < word.size()) whole += kPlace;
  }
}

/// Between two values it stands with blanks around it.
bool isOperator(const QString& word) {
  static const QString kOperators = QStringLiteral("−+/=·×±<>≤≥");
  return word.size() == 1 && kOperators.contains(word);
}

/// Letters of it that stay in one row: from its last place to break on, or up to its first one.
qsizetype lettersAtEnd(const QString& word) {
  const auto last = std::find_if(word.crbegin(), word.crend(), endsAWord);
  return last - word.crbegin();
}
qsizetype lettersAtBegin(const QString& word) {
  return std::find_if(word.cbegin(), word.cend(), endsAWord) - word.cbegin();
}

/// No row ends within a formula that is not longer than a word may be: "1 − (1 + n)".
QString withWholeFormulas(const QString& line) {
  const QStringList words = line.split(QLatin1Char(' '));
  QString whole = words.front();
  for (qsizetype begin = 0; begin < words.size();) {
    qsizetype end = begin;  // of the formula: the word after its last operator
    while (end + 2 < words.size() && isOperator(words[end + 1])) end += 2;
    qsizetype letters = lettersAtEnd(words[begin]);
    for (qsizetype i = begin + 1; i < end; ++i) letters += 1 + words[i].size();
    if (end > begin) letters += 1 + lettersAtBegin(words[end]);
    const QChar blank = letters <= kLongestWord ? kFixedBlank : QChar(u' ');
    for (qsizetype i = begin + 1; i <= end; ++i) whole += blank + words[i];
    begin = end + 1;
    if (begin < words.size()) whole += QLatin1Char(' ') + words[begin];
  }
  return whole;
}

}  // namespace

QString flowing(const QString& text) {
  const QString line =
      withWholeFormulas(cutAt(kLongestText, inOneLine(text.left(4 * kLongestText))));
  QString whole;
  whole.reserve(line.size());
  qsizetype word = 0;  // where the present one begins
  for (qsizetype i = 0; i <= line.size(); ++i) {
    if (i < line.size() && !endsAWord(line[i])) continue;
    addWord(whole, QStringView(line).mid(word, i - word));
    if (i < line.size()) whole += line[i];
    word = i + 1;
  }
  return whole;
}

QString flowing(const std::string& text) { return flowing(QString::fromStdString(text)); }

QString shownName(const std::string& name) {
  // Only what may be shown is looked at.
  const QString line =
      cutAt(kLongestName, inOneLine(QString::fromStdString(name).left(4 * kLongestName)));
  return QString::fromStdString(isolated(line.toStdString()));
}

}  // namespace emascope::ui
