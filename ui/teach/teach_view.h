// SPDX-License-Identifier: GPL-3.0-or-later
//
// The workspace Teach: the list of lessons, and the lesson that is open. Starting a lesson starts
// its run in the place of the present one, as choosing a demo does; otherwise the workspace sends
// nothing, and nothing at all while it is hidden.
//
// Keys: Page Down, Right, or Space where it is free, goes on; Page Up or Left goes back; 1 to 9
// answer, where they are free; F5 wants the full screen, Esc leaves it. What another Esc does is
// the window's.
#pragma once

#include "core/lessons/lesson.h"
#include "ui/panels/panel.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <QString>
#include <QWidget>

class QStackedLayout;

namespace emascope::ui {

class LessonList;
class LessonPage;
class LessonSession;
class QuietCombo;

class TeachView final : public QWidget {
  Q_OBJECT
 public:
  TeachView(const PanelContext& context, QWidget* parent);
  ~TeachView() override;

  /// Opens a lesson file, at once or when the engine is there. Why it is refused is shown on the
  /// list of lessons, with file and line. Without `seed`, its runs have that of the present run.
  void openLesson(const QString& path, std::optional<std::uint64_t> seed = std::nullopt);
  void openLesson(Lesson lesson, std::optional<std::uint64_t> seed = std::nullopt);
  /// Back to the list of lessons. The run goes on.
  void closeLesson();

  /// "Open lesson…": asks for a file.
  void askForFile();
  [[nodiscard]] LessonSession& session() const { return *session_; }
  [[nodiscard]] LessonPage* page() const { return page_; }
  /// The lesson's knob says why a value was refused.
  [[nodiscard]] bool showsRefusal() const;

  /// A factor on the size that follows from that of the view: 1 at first, 0.5 to 2.
  void setZoom(double zoom);

  /// The language of lessons, "en"; one that a lesson lacks falls back to English.
  [[nodiscard]] const std::string& language() const { return language_; }
  void setLanguage(const std::string& language);

 Q_SIGNALS:
  void fullScreenWanted(bool on);
  void tuneWanted();   ///< the same run with everything
  void teachWanted();  ///< a lesson was opened, or its file refused: show this workspace
  /// The lesson's run was refused; the list of lessons is shown again, with the reason.
  void lessonRefused();

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void changeEvent(QEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void addKeys();
  void readCatalog();
  void showList();
  void addLanguages();
  void fillLanguages();
  void refuse(const QString& reason);
  void keepProgress(std::size_t done);
  void fit();

  PanelContext context_;
  LessonSession* session_;
  LessonList* list_;
  LessonPage* page_;
  std::array<QuietCombo*, 2> languages_;  ///< on the list, and in a lesson
  QWidget* pages_;
  QStackedLayout* stack_;
  std::vector<Lesson> lessons_;  ///< the shipped ones, then those opened from files
  std::string language_;
  double zoom_ = 1.0;
  QString waiting_path_;  ///< of a file to open when the engine is there
  std::optional<std::uint64_t> waiting_seed_;
};

/// Whether the file says that it is a lesson, so that a dropped file goes to the right place. Reads
/// its beginning only.
[[nodiscard]] bool isLessonFile(const QString& path);

}  // namespace emascope::ui
