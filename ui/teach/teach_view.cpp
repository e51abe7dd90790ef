// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teach/teach_view.h"

#include "core/lessons/read_lesson.h"
#include "core/lessons/shipped_lessons.h"
#include "ui/controls/open_file_dialog.h"
#include "ui/controls/param_knob.h"
#include "ui/controls/quiet_combo.h"
#include "ui/open/dropped.h"
#include "ui/run/language.h"
#include "ui/run/run_controller.h"
#include "ui/teach/lesson_card.h"
#include "ui/teach/lesson_list.h"
#include "ui/teach/lesson_page.h"
#include "ui/teach/lesson_session.h"
#include "ui/teach/lesson_words.h"
#include "ui/teach/teach_look.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMimeData>
#include <QRegularExpression>
#include <QSettings>
#include <QShortcut>
#include <QSignalBlocker>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

constexpr qint64 kBeginning = 4096;  // bytes of a file in which a lesson says that it is one

QString progressKey(const Lesson& lesson) {
  return QStringLiteral("teach/done/") + QString::fromStdString(lesson.id);
}

/// A choice for the lessons alone holds as long as the window keeps its language.
QString languageKey() { return QStringLiteral("teach/language_in_") + languageInForce(); }

/// That of the window, unless another one was chosen. The settings may hold anything.
std::string lessonLanguage() {
  static const QRegularExpression code(QStringLiteral("^[A-Za-z-]{2,8}$"));  // as in a lesson file
  const QString chosen = QSettings().value(languageKey()).toString();
  return (code.match(chosen).hasMatch() ? chosen : languageInForce()).toStdString();
}

std::size_t doneOf(const Lesson& lesson) {
  const qlonglong done = QSettings().value(progressKey(lesson)).toLongLong();
  return static_cast<std::size_t>(
      std::clamp<qlonglong>(done, 0, static_cast<qlonglong>(lesson.steps.size())));
}

}  // namespace

bool isLessonFile(const QString& path) {
  QFile file(path);
  if (!path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive)) return false;
  return file.open(QIODevice::ReadOnly) && file.read(kBeginning).contains("\"emascope-lesson\"");
}

TeachView::TeachView(const PanelContext& context, QWidget* parent)
    : QWidget(parent),
      context_(context),
      session_(new LessonSession(*context.controller, this)),
      list_(new LessonList(this)),
      page_(new LessonPage(context, *session_, this)),
      languages_{new QuietCombo(this), new QuietCombo(this)},
      pages_(new QWidget(this)),
      stack_(new QStackedLayout(pages_)) {
  setObjectName(QStringLiteral("teach_view"));
  setAccessibleName(tr("Teach"));
  setFocusPolicy(Qt::StrongFocus);
  setAcceptDrops(true);
  stack_->addWidget(list_);
  stack_->addWidget(page_);
  auto* rows = new QVBoxLayout(this);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(0);
  rows->addWidget(pages_, 1);
  language_ = lessonLanguage();
  addLanguages();
  addKeys();
  connect(list_, &LessonList::openWanted, this, &TeachView::askForFile);
  connect(list_, &LessonList::chosen, this, [this](std::size_t index) {
    if (index < lessons_.size()) openLesson(lessons_[index]);
  });
  connect(session_, &LessonSession::refused, this, &TeachView::refuse);
  connect(session_, &LessonSession::changed, this, [this] {
    if (session_->isOpen()) keepProgress(session_->at());
  });
  connect(session_, &LessonSession::finished, this, [this] {
    keepProgress(session_->lesson().steps.size());
    closeLesson();
  });
  connect(page_->card(), &LessonCard::listWanted, this, &TeachView::closeLesson);
  connect(page_, &LessonPage::tuneWanted, this, &TeachView::tuneWanted);
  connect(page_, &LessonPage::fullScreenAsked, this,
          [this] { Q_EMIT fullScreenWanted(!window()->isFullScreen()); });
  connect(context_.controller, &RunController::catalogArrived, this, &TeachView::readCatalog);
  readCatalog();
  setLanguage(language_);
}

TeachView::~TeachView() = default;

void TeachView::addLanguages() {
  list_->addTool(languages_[0]);
  page_->card()->addTool(languages_[1]);
  languages_[0]->setObjectName(QStringLiteral("lesson_language"));
  languages_[1]->setObjectName(QStringLiteral("lesson_language_here"));
  for (QuietCombo* languages : languages_) {
    languages->setAccessibleName(tr("Language of the lessons"));
    languages->setAccessibleDescription(tr("The rest of the window keeps its own language"));
    languages->setFocusPolicy(Qt::TabFocus);
    languages->setMinimumContentsLength(8);
    connect(languages, &QComboBox::activated, this, [this, languages](int index) {
      setLanguage(languages->itemData(index).toString().toStdString());
      QSettings().setValue(languageKey(), QString::fromStdString(language_));
    });
  }
}

// Page keys work wherever the focus is, but not while the view or the lesson is hidden.
void TeachView::addKeys() {
  const auto add = [this](const QKeySequence& keys, auto&& act) {
    auto* shortcut = new QShortcut(keys, page_);
    shortcut->setContext(Qt::WindowShortcut);
    connect(shortcut, &QShortcut::activated, session_, act);
  };
  add(QKeySequence(Qt::Key_PageDown), &LessonSession::next);
  add(QKeySequence(Qt::Key_PageUp), &LessonSession::back);
}

void TeachView::readCatalog() {
  const Catalog& catalog = context_.controller->catalog();
  if (catalog.presets.empty()) return;
  std::vector<Lesson> opened = std::exchange(lessons_, shippedLessons(catalog));
  for (Lesson& lesson : opened) {
    const auto known = std::ranges::find(lessons_, lesson.id, &Lesson::id);
    if (known == lessons_.end()) lessons_.push_back(std::move(lesson));
  }
  fillLanguages();
  showList();
  if (waiting_path_.isEmpty()) return;
  openLesson(std::exchange(waiting_path_, {}), std::exchange(waiting_seed_, {}));
}

void TeachView::fillLanguages() {
  for (QuietCombo* languages : languages_) {
    const QSignalBlocker quiet(languages);
    languages->clear();
    for (const auto& [code, name] : languagesOf(lessons_)) {
      languages->addItem(name, QString::fromStdString(code));
    }
    const int index = languages->findData(QString::fromStdString(language_));
    languages->setCurrentIndex(index >= 0 ? index : languages->findData(QStringLiteral("en")));
  }
}

void TeachView::setLanguage(const std::string& language) {
  language_ = language;
  fillLanguages();
  page_->setLanguage(language);
  showList();
}

void TeachView::showList() {
  std::vector<std::size_t> done;
  for (const Lesson& lesson : lessons_) done.push_back(doneOf(lesson));
  list_->show(lessons_, done, language_);
}

void TeachView::openLesson(const QString& path, std::optional<std::uint64_t> seed) {
  const Catalog& catalog = context_.controller->catalog();
  if (catalog.presets.empty()) {
    waiting_path_ = path;
    waiting_seed_ = seed;
    return;
  }
  auto lesson = readLessonFile(path.toStdString(), catalog);
  if (!lesson) {
    refuse(QString::fromStdString(lesson.error().message()));
    Q_EMIT teachWanted();
    return;
  }
  const auto known = std::ranges::find(lessons_, lesson->id, &Lesson::id);
  if (known == lessons_.end()) {
    lessons_.push_back(*lesson);
    fillLanguages();
  } else {
    *known = *lesson;
  }
  openLesson(std::move(lesson).value(), seed);
}

void TeachView::openLesson(Lesson lesson, std::optional<std::uint64_t> seed) {
  list_->showRefusal({});
  stack_->setCurrentWidget(page_);
  session_->open(std::move(lesson), seed);
  page_->refresh();
  Q_EMIT teachWanted();
  setFocus();
}

void TeachView::closeLesson() {
  session_->close();
  showList();
  stack_->setCurrentWidget(list_);
  list_->focusFirst();
}

void TeachView::refuse(const QString& reason) {
  list_->showRefusal(reason);
  session_->close();
  showList();
  stack_->setCurrentWidget(list_);
  Q_EMIT lessonRefused();
}

bool TeachView::showsRefusal() const {
  const ParamKnob* knob = page_->findChild<ParamKnob*>();
  return knob != nullptr && knob->state() == KnobState::kRefused;
}

void TeachView::keepProgress(std::size_t done) {
  const Lesson& lesson = session_->lesson();
  if (done > doneOf(lesson)) {
    QSettings().setValue(progressKey(lesson), static_cast<qlonglong>(done));
  }
}

void TeachView::askForFile() {
  if (raiseOpen(this, tr("Open lesson"))) return;
  auto* dialog = new QFileDialog(this, tr("Open lesson"), {}, tr("Lessons (*.json)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  dialog->setOption(QFileDialog::DontUseNativeDialog);
  connect(dialog, &QFileDialog::fileSelected, this,
          [this](const QString& path) { openLesson(path); });
  dialog->show();  // not modal, so that the run can be paused
}

void TeachView::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  session_->setOn(true);
  fit();
  setFocus();
}

void TeachView::hideEvent(QHideEvent* event) {
  session_->setOn(false);
  QWidget::hideEvent(event);
}

void TeachView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fit();
}

// A style sheet is slow. The page has one of its own, and a size that is not shown needs none.
void TeachView::fit() {
  if (!isVisible()) return;
  const double scale = zoom_ * scaleOf(size());
  setTeachSheet(list_, scale);
  list_->setScale(scale);
}

void TeachView::setZoom(double zoom) {
  zoom_ = std::isfinite(zoom) ? std::clamp(zoom, 0.5, 2.0) : 1.0;
  page_->setZoom(zoom_);
  fit();
}

void TeachView::changeEvent(QEvent* event) {
  // The theme; the style sheet of this view itself changes the style, too.
  if (event->type() == QEvent::PaletteChange && isVisible()) {
    fit();
    page_->setZoom(zoom_);
    page_->refresh();
  }
  QWidget::changeEvent(event);
}

void TeachView::keyPressEvent(QKeyEvent* event) {
  const int key = event->key();
  if (key == Qt::Key_Escape && window()->isFullScreen()) {
    Q_EMIT fullScreenWanted(false);
    return;
  }
  if (key == Qt::Key_F5) {
    Q_EMIT fullScreenWanted(true);
    return;
  }
  const bool plain =
      event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
  if (!session_->isOpen() || !plain) return QWidget::keyPressEvent(event);
  if (key == Qt::Key_Right || key == Qt::Key_Space || key == Qt::Key_PageDown) {
    session_->next();
  } else if (key == Qt::Key_Left || key == Qt::Key_PageUp) {
    session_->back();
  } else if (key >= Qt::Key_1 && key <= Qt::Key_9) {
    session_->answer(static_cast<std::size_t>(key - Qt::Key_1));
  } else {
    QWidget::keyPressEvent(event);
  }
}

void TeachView::dragEnterEvent(QDragEnterEvent* event) {
  if (isLessonFile(droppedPath(event->mimeData()))) event->acceptProposedAction();
}

void TeachView::dropEvent(QDropEvent* event) {
  event->acceptProposedAction();
  openLesson(droppedPath(event->mimeData()));
}

}  // namespace emascope::ui
