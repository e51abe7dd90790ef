// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/language.h"

#include <algorithm>
#include <array>

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QSettings>
#include <QTranslator>

namespace emascope::ui {
namespace {

constexpr std::array kLanguages = {Language{"en", "English", ""}, Language{"de", "Deutsch", "de"},
                                   Language{"zh", "简体中文", "zh_CN"}};
constexpr QLatin1String kSetting("language");
constexpr QLatin1String kSystem("system");

const Language* find(const QString& code) {
  const auto found = std::ranges::find_if(
      kLanguages, [&](const Language& language) { return code == QLatin1String(language.code); });
  return found == kLanguages.end() ? nullptr : &*found;
}

/// The code for a locale such as "de-AT"; empty if it is none of ours. Traditional Chinese is
/// another script.
QString codeOf(const QString& preferred) {
  const QLocale locale(preferred);
  if (locale.language() == QLocale::German) return QStringLiteral("de");
  if (locale.language() == QLocale::English) return QStringLiteral("en");
  const bool simplified = locale.script() == QLocale::SimplifiedHanScript;
  return locale.language() == QLocale::Chinese && simplified ? QStringLiteral("zh") : QString();
}

struct InForce {
  QString code = QStringLiteral("en");
  QTranslator qt;   // Qt's own texts
  QTranslator own;  // asked first
};

InForce& inForce() {
  static InForce state;
  return state;
}

}  // namespace

std::span<const Language> languages() { return kLanguages; }

QString languageFor(const QString& choice, const QStringList& preferred) {
  if (find(choice) != nullptr) return choice;
  for (const QString& locale : preferred) {
    if (const QString code = codeOf(locale); !code.isEmpty()) return code;
  }
  return QStringLiteral("en");
}

QString chosenLanguage() {
  const QString choice = QSettings().value(kSetting).toString();
  return find(choice) != nullptr ? choice : QString(kSystem);
}

void chooseLanguage(const QString& choice) { QSettings().setValue(kSetting, choice); }

void installLanguage(const QString& code) {
  InForce& state = inForce();
  QCoreApplication::removeTranslator(&state.qt);
  QCoreApplication::removeTranslator(&state.own);
  const Language* language = find(code);
  state.code = QLatin1String(language != nullptr ? language->code : "en");
  if (language == nullptr || *language->suffix == '\0') return;
  const QLatin1String suffix(language->suffix);
  const bool there = state.own.load(QStringLiteral(":/translations/emascope_") + suffix);
  Q_ASSERT(there);
  Q_UNUSED(there);
  if (state.qt.load(QStringLiteral("qtbase_") + suffix,
                    QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
    QCoreApplication::installTranslator(&state.qt);
  }
  QCoreApplication::installTranslator(&state.own);
}

QString languageInForce() { return inForce().code; }

QStringList fallbackFamilies() {
  if (inForce().code != QLatin1String("zh")) return {};
  return {QStringLiteral("Noto Sans CJK SC"), QStringLiteral("Noto Sans SC"),
          QStringLiteral("Source Han Sans SC"), QStringLiteral("WenQuanYi Micro Hei"),
          QStringLiteral("WenQuanYi Zen Hei")};
}

}  // namespace emascope::ui
