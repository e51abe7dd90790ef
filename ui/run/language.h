// SPDX-License-Identifier: GPL-3.0-or-later
//
// The language of the window: the available ones, the chosen one, and its translations, which are
// made from resources/translations. Numbers have a decimal point in every language, as in files and
// on the command line.
#pragma once

#include <span>

#include <QLocale>
#include <QString>
#include <QStringList>

namespace emascope::ui {

struct Language {
  const char* code;    ///< "de", as lessons and --language name it
  const char* name;    ///< in itself: "Deutsch"
  const char* suffix;  ///< of the files of translations: "de", "zh_CN"; empty for English
};

/// English first.
[[nodiscard]] std::span<const Language> languages();

/// The code of the language for `choice`, a code or anything else for that of the system: the first
/// of `preferred` that there is. English if there is none.
[[nodiscard]] QString languageFor(const QString& choice,
                                  const QStringList& preferred = QLocale::system().uiLanguages());

/// The remembered choice: a code, or "system".
[[nodiscard]] QString chosenLanguage();
/// Remembers the choice; it comes into force at the next start.
void chooseLanguage(const QString& choice);

/// Puts the translations with this code into force, Qt's own too where they are installed. Texts
/// that exist already stay, so this comes before the window. An unknown code is English.
void installLanguage(const QString& code);
/// The code of the language in force.
[[nodiscard]] QString languageInForce();

/// Fonts for what the window's own fonts lack in the language in force; empty if they lack nothing.
[[nodiscard]] QStringList fallbackFamilies();

}  // namespace emascope::ui
