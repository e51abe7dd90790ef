// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/open/user_task_form.h"

#include "core/base/numbers.h"
#include "core/protocol/spec/optimizer_settings.h"
#include "core/protocol/spec/rate_schedules.h"
#include "ui/open/option_field.h"
#include "ui/open/option_words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include <QFrame>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

using About = UserTaskOption::About;

constexpr std::array<std::string_view, 7> kUsual = {"data",       "target", "labels", "image-size",
                                                    "validation", "test",   "model"};

bool isUsual(const UserTaskOption& option) {
  return std::find(kUsual.begin(), kUsual.end(), option.id) != kUsual.end();
}

/// False for trust and sha256, which ScriptTrust sets after a probe.
bool isTyped(const UserTaskOption& option) {
  const std::string_view id = option.id;
  return id != "trust" && id != "sha256";
}

}  // namespace

UserTaskForm::UserTaskForm(QWidget* parent) : QWidget(parent), column_(new QVBoxLayout(this)) {
  column_->setContentsMargins(0, 0, 6, 0);
  column_->setSpacing(10);
  addGroup(About::kFiles, tr("Data"));
  addGroup(About::kModel, tr("Model"));
  addGroup(About::kSamples, tr("Training"));
  column_->addStretch(1);
}

// Fields are created in tab order.
void UserTaskForm::addGroup(About about, const QString& title) {
  auto* card = new QFrame(this);
  card->setProperty("card", true);
  auto* column = new QVBoxLayout(card);
  column->setContentsMargins(14, 10, 14, 10);
  column->setSpacing(6);
  auto* heading = new QLabel(title, card);
  heading->setProperty("heading", true);
  column->addWidget(heading);
  for (const UserTaskOption& option : userTaskOptions()) {
    if (option.about == about && isUsual(option)) place(option, card, column);
  }
  if (about == About::kSamples) {
    for (const UserTaskOption& option : trainingFields()) place(option, card, column);
  }
  addFold(about, title, column);
  column_->addWidget(card);
}

void UserTaskForm::addFold(About about, const QString& title, QVBoxLayout* column) {
  QWidget* card = column->parentWidget();
  auto* more = new QToolButton(card);
  more->setProperty("fold", true);
  more->setObjectName(QStringLiteral("more_%1").arg(static_cast<int>(about)));
  more->setText(tr("More"));
  more->setAccessibleName(tr("%1: more options").arg(title));
  more->setToolTip(tr("Shows or hides the options that are seldom needed"));
  more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  more->setArrowType(Qt::RightArrow);
  more->setCheckable(true);
  more->setFocusPolicy(Qt::StrongFocus);
  column->addWidget(more);
  auto* rare = new QWidget(card);
  auto* rows = new QVBoxLayout(rare);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(6);
  column->addWidget(rare);
  rare->hide();
  connect(more, &QToolButton::toggled, rare, [more, rare](bool on) {
    more->setArrowType(on ? Qt::DownArrow : Qt::RightArrow);
    rare->setVisible(on);
  });
  for (const UserTaskOption& option : userTaskOptions()) {
    if (option.about == about && !isUsual(option) && isTyped(option)) place(option, rare, rows);
  }
  folds_.push_back({more, rare});
}

void UserTaskForm::place(const UserTaskOption& option, QWidget* parent, QVBoxLayout* column) {
  auto* field = new OptionField(option, parent);
  column->addWidget(field);
  fields_[option.id] = field;
  connect(field, &OptionField::changed, this, &UserTaskForm::changed);
}

void UserTaskForm::setUsual(const RunConfig& config) {
  const auto show = [this](const char* id, const std::string& text) {
    if (!text.empty()) fields_.at(id)->setPlaceholder(QString::fromStdString(text));
  };
  show("steps", std::to_string(config.steps));
  show("seed", std::to_string(config.seed));
  if (config.lr > 0.0) show("lr", formatNumber(config.lr));
  const TrainingSpec& training = config.training;
  if (training.batch) show("batch", std::to_string(*training.batch));
  if (training.optimizer) show("optimizer", methodOption(*training.optimizer, optimizers()));
  if (training.lr_schedule) {
    show("lr-schedule", methodOption(*training.lr_schedule, rateSchedules()));
  }
  QStringList tracks;
  for (const TrackSpec& track : config.tracks) tracks << QString::fromStdString(track.label);
  fields_.at("tracks")->setPlaceholder(
      tr("%1; or your own, one per line, such as\nslow:schedule=constant,beta=0.999")
          .arg(tracks.isEmpty() ? tr("none") : tracks.join(QStringLiteral(", "))));
}

void UserTaskForm::setChoices(const char* id, const QStringList& names) {
  fields_.at(id)->setChoices(names);
}

void UserTaskForm::setOffer(const char* id, const QString& words, const QString& value) {
  fields_.at(id)->setOffer(words, value);
}

RunOptions UserTaskForm::runOptions() const {
  RunOptions options;
  options.user_task = userTask();
  const std::pair<const char*, std::optional<std::string>&> parts[] = {
      {"steps", options.steps}, {"epochs", options.epochs},
      {"batch", options.batch}, {"optimizer", options.optimizer},
      {"lr", options.lr},       {"lr-schedule", options.lr_schedule},
      {"seed", options.seed},   {"speed", options.speed}};
  for (const auto& [id, value] : parts) {
    if (const QString said = text(id); !said.isEmpty()) value = said.toStdString();
  }
  for (const QString& line : text("tracks").split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
    options.tracks.push_back(line.toStdString());
  }
  return options;
}

void UserTaskForm::hideEmpty(const QStringList& ids) {
  for (const auto& [id, field] : fields_) {
    const bool pointless = ids.contains(QString::fromStdString(id));
    const bool used = !field->text().isEmpty() || field->isAncestorOf(window()->focusWidget());
    field->setVisible(!pointless || used);
  }
}

void UserTaskForm::focusData() {
  fields_.at("data")->setFocus();
  fields_.at("data")->selectAll();
}

QString UserTaskForm::text(const char* id) const {
  const auto found = fields_.find(id);
  return found == fields_.end() ? QString() : found->second->text();
}

void UserTaskForm::setText(const char* id, const QString& text) {
  if (const auto found = fields_.find(id); found != fields_.end()) found->second->setText(text);
}

UserTaskOptions UserTaskForm::userTask() const {
  UserTaskOptions user_task;
  for (const UserTaskOption& option : userTaskOptions()) {
    if (const QString said = text(option.id); !said.isEmpty()) {
      user_task[option.id] = said.toStdString();
    }
  }
  return user_task;
}

QStringList UserTaskForm::readingWords() const {
  QStringList words;
  for (const UserTaskOption& option : userTaskOptions()) {
    const QString said = text(option.id);
    if (option.about != About::kFiles || said.isEmpty() || std::string_view(option.id) == "data") {
      continue;
    }
    const QString name = QStringLiteral("--") + QLatin1String(option.id);
    if (option.kind == UserTaskOption::Kind::kFlag) {
      words << name;
      continue;
    }
    // With "=", so that a value may start with a dash.
    for (const QString& value : said.split(QLatin1Char('\n'))) {
      words << name + QLatin1Char('=') + value;
    }
  }
  return words;
}

OptionField* UserTaskForm::fieldOf(const QString& message) const {
  const qsizetype end = message.indexOf(QStringLiteral(": "));
  QString where = message.left(end);
  if (where.startsWith(QStringLiteral("--"))) where.remove(0, 2);
  if (where == QStringLiteral("sha256") || where == QStringLiteral("trust"))
    where = QStringLiteral("model");
  if (where.startsWith(QStringLiteral("track"))) where = QStringLiteral("tracks");
  const auto named = fields_.find(where.toStdString());
  if (named != fields_.end()) return named->second;
  for (const auto& [id, field] : fields_) {  // "wine.csv: has no column 'nope'"
    const QString said = field->text();
    if (!said.isEmpty() && message.contains(QLatin1Char('\'') + said + QLatin1Char('\''))) {
      return field;
    }
  }
  OptionField* found = nullptr;  // the longest file path that the message starts with
  for (const auto& [id, field] : fields_) {
    const QString said = field->text();
    const bool longer = !found || said.size() > found->text().size();
    if (!said.isEmpty() && longer && where.startsWith(said)) found = field;
  }
  return found;
}

void UserTaskForm::showError(const QString& message) { showAt(fieldOf(message), message); }

void UserTaskForm::showDataError(const QString& message) {
  OptionField* field = fieldOf(message);
  showAt(field ? field : fields_.at("data"), message);
}

void UserTaskForm::showAt(OptionField* field, const QString& message) {
  clearErrors();
  if (!field) return;
  for (const Fold& fold : folds_) {
    if (fold.rare->isAncestorOf(field)) fold.more->setChecked(true);
  }
  field->setError(inFieldNames(message));
}

void UserTaskForm::clearErrors() {
  for (const auto& [id, field] : fields_) field->setError({});
}

void UserTaskForm::hidePickers() {
  for (const auto& [id, field] : fields_) field->hidePickers();
}

}  // namespace emascope::ui
