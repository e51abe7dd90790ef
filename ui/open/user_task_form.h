// SPDX-License-Identifier: GPL-3.0-or-later
//
// A form with all options of the user's own data and model, and the settings of the run. Options
// are in groups; rare ones are folded. The engine checks the values; its errors are shown beside
// the option concerned.
#pragma once

#include "core/protocol/options/run_options.h"

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

  /// Without trust and sha256, which ScriptTrust sets.
  [[nodiscard]] UserTaskOptions userTask() const;
  /// Everything that is entered, as options of a run.
  [[nodiscard]] RunOptions runOptions() const;
  [[nodiscard]] QString text(const char* id) const;
  void setText(const char* id, const QString& text);
  /// The options that control how files are read, as arguments of `data`, without the file.
  [[nodiscard]] QStringList readingWords() const;

  /// Shows `message`, "where: why; allowed: …", beside the option or file that it names, if any.
  /// Clears other errors.
  void showError(const QString& message);
  /// As showError(); beside the data if no option matches.
  void showDataError(const QString& message);
  void clearErrors();
  void hidePickers();
  /// The settings in force while a field of the run is empty.
  void setUsual(const RunConfig& config);
  /// See OptionField. @pre there is a field `id`
  void setChoices(const char* id, const QStringList& names);
  void setOffer(const char* id, const QString& words, const QString& value);
  /// Takes away the fields `ids` while nothing is in them, and shows all others.
  void hideEmpty(const QStringList& ids);
  /// Moves the focus to the data and selects what is there, so that typing replaces it.
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
  /// Null if no option matches.
  [[nodiscard]] OptionField* fieldOf(const QString& message) const;
  void showAt(OptionField* field, const QString& message);

  std::map<std::string, OptionField*, std::less<>> fields_;
  std::vector<Fold> folds_;
  QVBoxLayout* column_;
};

}  // namespace emascope::ui
