// SPDX-License-Identifier: GPL-3.0-or-later
//
// All options of a person's own data and model, and the run's length, in groups, the usual ones in
// view and the others folded away. Whether they make sense is the engine's to say; what it says
// goes beside the option that it is about.
#pragma once

#include "core/protocol/user_task_options.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <QWidget>

class QToolButton;
class QVBoxLayout;

namespace emascope::ui {

class OptionField;

class UserTaskForm final : public QWidget {
  Q_OBJECT
 public:
  explicit UserTaskForm(QWidget* parent);

  /// Without trust and sha256, which are no matter of typing.
  [[nodiscard]] UserTaskOptions user_task() const;
  [[nodiscard]] QString text(const char* id) const;
  void setText(const char* id, const QString& text);
  /// The options that say how files are read, as words for `data`, without the file.
  [[nodiscard]] QStringList readingWords() const;

  /// `message`: "where: why; allowed: …", shown beside the option or file that it begins with, if
  /// there is one. Other messages go.
  void showError(const QString& message);
  /// The same beside the data if there is none.
  void showDataError(const QString& message);
  void clearErrors();
  void hidePickers();
  /// What is in force where no steps are said.
  void setUsualSteps(std::int64_t steps);
  void focusData();

 Q_SIGNALS:
  void changed();

 private:
  struct Fold {
    QToolButton* more = nullptr;
    QWidget* rare = nullptr;
  };
  void addGroup(UserTaskOption::About about, const QString& title);
  void place(const UserTaskOption& option, QWidget* parent, QVBoxLayout* column);
  void addFold(UserTaskOption::About about, const QString& title, QVBoxLayout* column);
  /// Null if it is about none.
  [[nodiscard]] OptionField* fieldOf(const QString& message) const;
  void showAt(OptionField* field, const QString& message);

  std::map<std::string, OptionField*, std::less<>> fields_;
  std::vector<Fold> folds_;
  QVBoxLayout* column_;
};

}  // namespace emascope::ui
