// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/language_menu.h"

#include "ui/run/language.h"
#include "ui/run/said.h"

#include <utility>

#include <QAction>
#include <QActionGroup>
#include <QMenu>

namespace emascope::ui {
namespace {

QAction* addChoice(QActionGroup* choices, const QString& text, const QString& code) {
  QAction* action = choices->addAction(text);
  action->setObjectName(QStringLiteral("language_") + code);
  action->setCheckable(true);
  action->setData(code);
  action->setChecked(code == chosenLanguage());
  return action;
}

/// "Deutsch", "简体中文 · Simplified Chinese": readable without fonts for Chinese, too.
QString languageName(const Language& language) {
  const QString name = QString::fromUtf8(language.name);
  if (QLatin1String(language.code) != QLatin1String("zh")) return name;
  return name + QStringLiteral(" · Simplified Chinese");
}

}  // namespace

void addLanguageMenu(QMenu& view, std::function<void(const QString& text)> say) {
  view.addSeparator();
  QMenu* menu = view.addMenu(tr("Language at the next start"));
  menu->setObjectName(QStringLiteral("language_menu"));
  auto* choices = new QActionGroup(menu);
  addChoice(choices, tr("System language"), QStringLiteral("system"));
  for (const Language& language : languages()) {
    addChoice(choices, languageName(language), QLatin1String(language.code));
  }
  menu->addActions(choices->actions());
  QObject::connect(choices, &QActionGroup::triggered, menu,
                   [say = std::move(say)](const QAction* action) {
                     chooseLanguage(action->data().toString());
                     say(languageFor(chosenLanguage()) == languageInForce()
                             ? tr("The language does not change.")
                             : tr("The language changes when EMAscope is started again."));
                   });
}

}  // namespace emascope::ui
