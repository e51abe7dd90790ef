// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runs_panel.h"

#include "core/library/quota.h"
#include "ui/run/words.h"
#include "ui/runs/notice_bar.h"
#include "ui/runs/run_shelf.h"
#include "ui/runs/run_words.h"
#include "ui/runs/runs_model.h"
#include "ui/runs/runs_table.h"
#include "ui/runs/thumbnails.h"

#include <chrono>
#include <utility>

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

constexpr std::chrono::milliseconds kAgain(3000);
constexpr int kFieldWidth = 150;
constexpr int kLongestTyped = 200;
constexpr int kLongestTagsTyped = 1000;

QString bytesText(qulonglong bytes) { return QString::fromStdString(sizeText(bytes)); }

}  // namespace

RunsPanel::RunsPanel(RunShelf& shelf, bool remote, QWidget* parent)
    : QWidget(parent),
      shelf_(shelf),
      model_(new RunsModel(shelf, *new Thumbnails(shelf, this), this)),
      filter_(new RunsFilter(this)),
      notice_(new NoticeBar(this)),
      table_(nullptr),
      nothing_(new QLabel(this)) {
  setObjectName(QStringLiteral("runs_panel"));
  filter_->setSourceModel(model_);
  table_ = new RunsTable(shelf, *model_, *filter_, this);
  setFocusProxy(table_);
  nothing_->setObjectName(QStringLiteral("runs_nothing"));
  nothing_->setProperty("secondary", true);
  nothing_->setTextFormat(Qt::PlainText);
  nothing_->setWordWrap(true);
  nothing_->setAlignment(Qt::AlignCenter);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2);
  column->addWidget(notice_);
  if (remote) {
    auto* local = new QLabel(tr("The engine is on another machine and keeps its runs there. This "
                                "table lists the runs kept on this machine."),
                             this);
    local->setObjectName(QStringLiteral("runs_local"));
    local->setProperty("secondary", true);
    local->setWordWrap(true);
    local->setContentsMargins(6, 2, 6, 2);
    column->addWidget(local);
  }
  column->addWidget(nothing_);
  column->addWidget(table_, 1);
  connectTable();
  again_.setInterval(kAgain);
  connect(&again_, &QTimer::timeout, &shelf_, &RunShelf::refresh);
  refresh();
}

void RunsPanel::connectTable() {
  connect(table_, &RunsTable::openWanted, this, &RunsPanel::openWanted);
  connect(table_, &RunsTable::ghostWanted, this, &RunsPanel::ghostWanted);
  connect(table_, &RunsTable::left, this, [this] {
    if (!notice_->isHidden()) return notice_->putAway();
    if (field_ && !field_->text().isEmpty()) return field_->clear();
    Q_EMIT left();
  });
  connect(table_, &RunsTable::tagsWanted, this, &RunsPanel::askTags);
  connect(table_, &RunsTable::noteWanted, this, &RunsPanel::askNote);
  connect(table_, &RunsTable::emptyTrashWanted, &shelf_, &RunShelf::countTrash);
  connect(&shelf_, &RunShelf::trashCounted, this, &RunsPanel::askEmptyTrash);
  connect(&shelf_, &RunShelf::trashEmptied, this, [this](qulonglong runs, qulonglong bytes) {
    done_ = runs == 1 ? tr("The trash is empty: 1 run was deleted, %1").arg(bytesText(bytes))
                      : tr("The trash is empty: %1 runs were deleted, %2")
                            .arg(grouped(static_cast<qint64>(runs)), bytesText(bytes));
  });
  connect(table_, &RunsTable::undoWanted, notice_, &NoticeBar::act);
  connect(table_, &RunsTable::typed, this, [this](const QString& letters) {
    if (!field_) return;
    field_->setFocus(Qt::OtherFocusReason);
    letters.isEmpty() ? field_->backspace() : field_->insert(letters);
  });
  connect(notice_, &NoticeBar::wentAway, table_,
          [this] { table_->setFocus(Qt::OtherFocusReason); });
  connect(model_, &RunsModel::ticksChanged, this, &RunsPanel::showTicks);
  connect(model_, &RunsModel::ticksFull, this, [this] {
    notice_->say(tr("The overlay shows at most %1 runs.").arg(RunsModel::kMostTicked));
  });
  connect(table_, &RunsTable::openWanted, notice_, &NoticeBar::forgetPassing);
  connect(table_, &RunsTable::trashShown, this, [this] {
    notice_->forgetPassing();
    refresh();
  });
  connectShelf();
}

void RunsPanel::connectShelf() {
  connect(&shelf_, &RunShelf::trashChanged, this, &RunsPanel::refresh);
  connect(&shelf_, &RunShelf::changed, this, [this] {
    trouble_.clear();
    refresh();
    forgetOldRefusal();
  });
  connect(&shelf_, &RunShelf::trashed, this, &RunsPanel::wereTrashed);
  connect(&shelf_, &RunShelf::refused, this, [this](const QString& reason) {
    done_.clear();
    notice_->refuse(tr("Refused: %1").arg(reason));
  });
  connect(&shelf_, &RunShelf::acted, this, [this] {
    notice_->forgetRefusal();
    notice_->forgetPassing();
    if (!done_.isEmpty()) notice_->sayPassing(std::exchange(done_, {}));
  });
  connect(&shelf_, &RunShelf::notice, this, [this](const QString& text, bool trouble) {
    if (!trouble) return;
    trouble_ = text;
    refresh();
  });
}

/// What was refused may be possible once other runs are there, or one of them has ended. That a run
/// goes on changes nothing.
void RunsPanel::forgetOldRefusal() {
  std::vector<std::pair<std::string, StoredState>> now;
  for (const RunRow& row : shelf_.rows()) now.emplace_back(row.id, row.state);
  if (std::exchange(listed_, now) != now) notice_->forgetRefusal();
}

QWidget* RunsPanel::makeButtons(QWidget* parent) {
  auto* buttons = new QWidget(parent);
  field_ = new QLineEdit(buttons);
  field_->setObjectName(QStringLiteral("runs_filter"));
  field_->setAccessibleName(tr("Filter the runs"));
  field_->setAccessibleDescription(
      tr("Shows only runs with all of these words in title, problem, tags, note, state or date"));
  field_->setPlaceholderText(tr("type to filter"));
  field_->setClearButtonEnabled(true);
  field_->setMaxLength(kLongestTyped);
  field_->setFixedWidth(kFieldWidth);
  field_->installEventFilter(this);
  overlay_ = new QPushButton(tr("Overlay"), buttons);
  overlay_->setObjectName(QStringLiteral("runs_overlay"));
  overlay_->setProperty("small", true);
  overlay_->setFocusPolicy(Qt::TabFocus);
  auto* row = new QHBoxLayout(buttons);
  row->setContentsMargins(0, 0, 4, 3);
  row->setSpacing(8);
  row->addWidget(field_);
  row->addWidget(overlay_);
  connect(field_, &QLineEdit::textChanged, this, &RunsPanel::filter);
  connect(overlay_, &QPushButton::clicked, this,
          [this] { Q_EMIT overlayWanted(model_->ticked()); });
  showTicks();
  return buttons;
}

void RunsPanel::setCatalog(const Catalog& catalog) { model_->setCatalog(catalog); }

void RunsPanel::say(const QString& text) { notice_->say(text); }

void RunsPanel::filter(const QString& typed) {
  filter_->setTyped(typed);
  notice_->forgetPassing();
  refresh();
}

void RunsPanel::refresh() {
  const int all = model_->rowCount();
  const bool trash = model_->showsTrash();
  setWindowTitle(trash     ? tr("Trash %1").arg(grouped(all))
                 : all > 0 ? tr("Runs %1").arg(grouped(all))
                           : tr("Runs"));
  const QString empty = trash ? tr("There is no run in the trash. Esc leads back to the runs.")
                              : tr("Your runs will be kept here.");
  const QString text = !trouble_.isEmpty() && all == 0
                           ? tr("The kept runs cannot be listed: %1").arg(trouble_)
                       : !shelf_.isRead()         ? tr("Looking for runs…")
                       : all == 0                 ? empty
                       : filter_->rowCount() == 0 ? tr("No run contains all of these words.")
                       : trash ? tr("Runs in the trash. The menu of a row restores it; Esc leads "
                                    "back to the runs.")
                               : QString();
  nothing_->setText(text);
  nothing_->setVisible(!text.isEmpty());
}

void RunsPanel::showTicks() {
  notice_->forgetPassing();
  if (!overlay_) return;
  const std::size_t ticked = model_->ticked().size();
  overlay_->setEnabled(ticked >= 2);
  overlay_->setToolTip(
      ticked >= 2
          ? tr("Shows the curves of the checked runs in one chart, and the settings that differ")
          : tr("Check at least two runs first"));
}

QString RunsPanel::titleById(const std::string& id) const {
  const RunRow* row = shelf_.row(id);
  return row ? titleOf(*row, model_->catalog()) : QString::fromStdString(id);
}

bool RunsPanel::asksAlready(const std::string& question) {
  return std::exchange(asked_, question) == question && notice_->focusField();
}

void RunsPanel::askTags(const std::string& id) {
  const RunRow* row = shelf_.row(id);
  if (row == nullptr || asksAlready("tags " + id)) return;
  QStringList tags;
  for (const std::string& tag : row->notes.tags) tags << QString::fromStdString(tag);
  notice_->ask(tr("Tags of %1, separated by commas").arg(titleById(id)),
               tags.join(QStringLiteral(", ")), kLongestTagsTyped,
               [this, id](const QString& typed) { shelf_.setTags(id, tagsTyped(typed)); });
}

void RunsPanel::askNote(const std::string& id) {
  const RunRow* row = shelf_.row(id);
  if (row == nullptr || asksAlready("note " + id)) return;
  notice_->askLines(tr("Note on %1").arg(titleById(id)), QString::fromStdString(row->notes.text),
                    [this, id](const QString& typed) { shelf_.setText(id, typed.trimmed()); });
}

void RunsPanel::askEmptyTrash(qulonglong runs, qulonglong bytes) {
  if (runs == 0) {
    done_ = tr("There is no run in the trash.");
    return;
  }
  const QString text =
      runs == 1
          ? tr("Delete the run in the trash for good? It takes %1. This cannot be undone.")
                .arg(bytesText(bytes))
          : tr("Delete the %1 runs in the trash for good? They take %2. This cannot be undone.")
                .arg(grouped(static_cast<qint64>(runs)), bytesText(bytes));
  notice_->confirm(text, tr("Delete for good"), [this] { shelf_.emptyTrash(); });
}

/// Before the list is read anew.
void RunsPanel::wereTrashed(const std::vector<std::string>& ids) {
  const QString text =
      ids.size() == 1 ? tr("Moved to the trash: %1").arg(titleById(ids.front()))
                      : tr("Moved to the trash: %1 runs").arg(static_cast<qulonglong>(ids.size()));
  notice_->say(text, tr("Undo"), [this, ids] { shelf_.restore(ids); });
}

void RunsPanel::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  shelf_.refresh();
  again_.start();
}

void RunsPanel::hideEvent(QHideEvent* event) {
  again_.stop();
  notice_->forgetPassing();  // another tab was opened
  QWidget::hideEvent(event);
}

bool RunsPanel::eventFilter(QObject* watched, QEvent* event) {
  if (watched == field_ && event->type() == QEvent::KeyPress) {
    switch (static_cast<QKeyEvent*>(event)->key()) {
      case Qt::Key_Escape:
        if (field_->text().isEmpty()) {
          Q_EMIT left();
        } else {
          field_->clear();
        }
        return true;
      case Qt::Key_Down:
      case Qt::Key_Return:
      case Qt::Key_Enter:
        table_->setFocus(Qt::OtherFocusReason);
        if (!table_->currentIndex().isValid() && filter_->rowCount() > 0) table_->selectRow(0);
        return true;
      default:
        break;
    }
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace emascope::ui
