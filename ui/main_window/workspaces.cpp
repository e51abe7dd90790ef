// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/workspaces.h"

#include "ui/controls/focus_home.h"

#include <algorithm>
#include <utility>

#include <QAction>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>

namespace emascope::ui {
namespace {

constexpr std::array<const char*, kWorkspaces> kNames = {"tune", "compare", "teach"};

QString settingName() { return QStringLiteral("workspace"); }

QString workspaceName(Workspace workspace) {
  return QString::fromLatin1(kNames[static_cast<std::size_t>(workspace)]);
}

}  // namespace

Workspaces::Workspaces(QWidget* window)
    : QObject(window),
      window_(window),
      pages_(new QStackedWidget(window)),
      control_(new QWidget(window)) {
  pages_->setObjectName(QStringLiteral("workspaces"));
  control_->setObjectName(QStringLiteral("workspace_switch"));
  control_->setAccessibleName(tr("Workspace"));
  control_->setProperty("segments", true);
  control_->setAttribute(Qt::WA_StyledBackground);
  auto* row = new QHBoxLayout(control_);
  row->setContentsMargins(2, 2, 2, 2);
  row->setSpacing(2);
  makeEntry(Workspace::kTune, tr("Tune"), tr("Tune: find the best setting by eye"),
            QStringLiteral("Ctrl+1"));
  makeEntry(Workspace::kCompare, tr("Compare"), tr("Compare raw and averaged weights"),
            QStringLiteral("Ctrl+2"));
  makeEntry(Workspace::kTeach, tr("Teach"), tr("Teach: a lesson in front of a class"),
            QStringLiteral("Ctrl+3"));
  refresh();
}

Workspaces::Entry& Workspaces::entry(Workspace workspace) {
  return entries_[static_cast<std::size_t>(workspace)];
}

bool Workspaces::has(Workspace workspace) const {
  const Entry& wanted = entries_[static_cast<std::size_t>(workspace)];
  return wanted.page != nullptr || wanted.make;
}

QWidget* Workspaces::page(Workspace workspace) {
  Entry& wanted = entry(workspace);
  if (wanted.page == nullptr && wanted.make) {
    wanted.page = wanted.home = std::exchange(wanted.make, {})();
    pages_->addWidget(wanted.page);
  }
  return wanted.page;
}

void Workspaces::makeEntry(Workspace workspace, const QString& text, const QString& tip,
                           const QString& keys) {
  Entry& made = entry(workspace);
  made.action = new QAction(text, this);
  made.action->setObjectName(QStringLiteral("workspace_") + workspaceName(workspace));
  made.action->setShortcut(QKeySequence(keys));
  made.action->setCheckable(true);
  window_->addAction(made.action);
  made.button = new QPushButton(text, control_);
  made.button->setObjectName(QStringLiteral("button_workspace_") + workspaceName(workspace));
  made.button->setProperty("segment", true);
  made.button->setCheckable(true);
  made.button->setFocusPolicy(Qt::TabFocus);
  made.button->setAccessibleName(text);
  made.button->setToolTip(
      QStringLiteral("%1 (%2)").arg(tip, QKeySequence(keys).toString(QKeySequence::NativeText)));
  control_->layout()->addWidget(made.button);
  const auto switch_to = [this, workspace] {
    show(workspace);
    refresh();  // a second click leaves it checked
    takeFocus();
  };
  connect(made.action, &QAction::triggered, this, switch_to);
  connect(made.button, &QPushButton::clicked, this, switch_to);
}

void Workspaces::add(Workspace workspace, QWidget* page, QWidget* home) {
  Q_ASSERT(!has(workspace));
  entry(workspace).page = page;
  entry(workspace).home = home != nullptr ? home : page;
  pages_->addWidget(page);
  if (!has(current_)) current_ = workspace;
  if (workspace == current_) {
    pages_->setCurrentWidget(page);
    takeFocus();
  }
  refresh();
}

void Workspaces::addLater(Workspace workspace, std::function<QWidget*()> make) {
  Q_ASSERT(!has(workspace));
  entry(workspace).make = std::move(make);
  refresh();
}

bool Workspaces::prepare() {
  const auto next =
      std::ranges::find_if(entries_, [](const Entry& each) { return bool(each.make); });
  if (next == entries_.end()) return false;
  QWidget* made = page(static_cast<Workspace>(next - entries_.begin()));
  // The style of each part takes as long as making it.
  made->ensurePolished();
  for (const QWidget* part : made->findChildren<QWidget*>()) part->ensurePolished();
  return std::ranges::any_of(entries_, [](const Entry& each) { return bool(each.make); });
}

void Workspaces::show(Workspace workspace) {
  if (!has(workspace)) return;
  uncover();
  if (workspace == current_) return;
  current_ = workspace;
  QSettings().setValue(settingName(), workspaceName(workspace));
  pages_->setCurrentWidget(page(workspace));
  refresh();
  takeFocus();
  Q_EMIT changed(workspace);
}

void Workspaces::cover(QWidget* page, QWidget* home) {
  QWidget* before = std::exchange(covering_, page);
  pages_->addWidget(page);
  pages_->setCurrentWidget(page);
  setFocusHome(window_, home);
  home->setFocus(Qt::OtherFocusReason);
  refresh();
  if (before == nullptr) return;
  pages_->removeWidget(before);
  Q_EMIT uncovered(before);
}

void Workspaces::uncover() {
  QWidget* page = std::exchange(covering_, nullptr);
  if (page == nullptr) return;
  pages_->setCurrentWidget(this->page(current_));
  pages_->removeWidget(page);
  refresh();
  takeFocus();
  Q_EMIT uncovered(page);
}

void Workspaces::restore(const QSettings& settings) {
  const QString name = settings.value(settingName()).toString();
  for (std::size_t i = 0; i < kWorkspaces; ++i) {
    if (name == QLatin1String(kNames[i])) show(static_cast<Workspace>(i));
  }
}

QList<QAction*> Workspaces::actions() const {
  QList<QAction*> all;
  for (const Entry& each : entries_) all.append(each.action);
  return all;
}

void Workspaces::refresh() {
  std::size_t pages = 0;
  for (std::size_t i = 0; i < kWorkspaces; ++i) pages += has(static_cast<Workspace>(i)) ? 1 : 0;
  for (std::size_t i = 0; i < kWorkspaces; ++i) {
    const Entry& each = entries_[i];
    const bool usable = has(static_cast<Workspace>(i)) && pages > 1;
    each.action->setVisible(usable);
    each.button->setVisible(usable);
    const bool shown = static_cast<Workspace>(i) == current_ && covering_ == nullptr;
    each.action->setChecked(shown);
    each.button->setChecked(shown);
  }
  control_->setVisible(pages > 1);
}

void Workspaces::takeFocus() {
  QWidget* target = entry(current_).home;
  if (target == nullptr) return;
  setFocusHome(window_, target);
  target->setFocus(Qt::OtherFocusReason);
}

}  // namespace emascope::ui
