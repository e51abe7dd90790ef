// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_shelf.h"

#include "core/library/run_library.h"

#include <algorithm>
#include <utility>

#include <QMetaObject>
#include <QPointer>

namespace emascope::ui {
namespace {

constexpr int kUrgent = 1;

QString messageOf(const Error& error) { return QString::fromStdString(error.message()); }

}  // namespace

RunShelf::RunShelf(QString folder, QObject* parent) : QObject(parent), folder_(std::move(folder)) {
  for (QThreadPool* thread : {&library_thread_, &journal_thread_}) {
    thread->setMaxThreadCount(1);
    thread->setExpiryTimeout(-1);
  }
}

RunShelf::~RunShelf() {
  for (QThreadPool* thread : {&library_thread_, &journal_thread_}) {
    thread->clear();
    thread->waitForDone();
  }
}

const RunRow* RunShelf::row(const std::string& id) const {
  const auto found =
      std::find_if(rows_.begin(), rows_.end(), [&](const RunRow& row) { return row.id == id; });
  return found == rows_.end() ? nullptr : &*found;
}

QString RunShelf::pathOf(const RunRow& row) const {
  return folder_ + (row.trashed ? QStringLiteral("/trash/") : QStringLiteral("/runs/")) +
         QString::fromStdString(row.folder);
}

Status RunShelf::open() {
  if (library_) return Ok{};
  auto opened = RunLibrary::open(folder_.toStdString());
  if (!opened) return opened.error();
  library_ = std::make_unique<RunLibrary>(std::move(opened).value());
  return Ok{};
}

void RunShelf::refresh() {
  if (refreshing_) return;
  refreshing_ = true;
  library_thread_.start([this] { list(); });
}

void RunShelf::list() {
  const auto say = [this](const QString& text, bool trouble) {
    QMetaObject::invokeMethod(
        this, [this, text, trouble] { tell(text, trouble); }, Qt::QueuedConnection);
  };
  const Status opened = open();
  auto rows = opened ? library_->list() : Result<std::vector<RunRow>>(opened.error());
  auto trash = opened && trash_watched_ ? library_->list(/*trashed=*/true)
                                        : Result<std::vector<RunRow>>(std::vector<RunRow>());
  if (library_) {
    for (const std::string& text : library_->takeNotices()) {
      say(QString::fromStdString(text), false);
    }
  }
  if (!rows) say(messageOf(rows.error()), true);
  if (!trash) say(messageOf(trash.error()), true);
  QMetaObject::invokeMethod(
      this,
      [this, rows = std::move(rows), trash = std::move(trash)]() mutable {
        refreshing_ = false;
        if (rows) take(std::move(rows).value());
        if (trash) takeTrash(std::move(trash).value());
      },
      Qt::QueuedConnection);
}

void RunShelf::take(std::vector<RunRow> rows) {
  trouble_.clear();
  if (live_) live_(rows);
  if (std::exchange(read_, true) && rows == rows_) return;
  rows_ = std::move(rows);
  Q_EMIT changed();
}

void RunShelf::takeTrash(std::vector<RunRow> rows) {
  if (!trash_watched_) rows.clear();  // it was read before
  if (rows == trash_rows_) return;
  trash_rows_ = std::move(rows);
  Q_EMIT trashChanged();
}

void RunShelf::watchTrash(bool watched) {
  if (trash_watched_.exchange(watched) == watched) return;
  if (!watched) return takeTrash({});
  library_thread_.start([this] { list(); });  // also if the list is being read without it
}

void RunShelf::tell(const QString& text, bool trouble) {
  if (trouble && std::exchange(trouble_, text) == text) return;
  Q_EMIT notice(text, trouble);
}

void RunShelf::act(Act what) {
  library_thread_.start([this, what = std::move(what)] {
    Status status = open();
    if (status) status = what(*library_);
    list();
    QMetaObject::invokeMethod(
        this, [this, status] { status ? acted() : refused(messageOf(status.error())); },
        Qt::QueuedConnection);
  });
}

void RunShelf::rename(const std::string& id, const QString& title) {
  act([id, title = title.toStdString()](RunLibrary& library) { return library.rename(id, title); });
}

void RunShelf::setTags(const std::string& id, const QStringList& tags) {
  std::vector<std::string> all;
  for (const QString& tag : tags) all.push_back(tag.toStdString());
  act([id, all](RunLibrary& library) { return library.setTags(id, all); });
}

void RunShelf::setText(const std::string& id, const QString& text) {
  act([id, text = text.toStdString()](RunLibrary& library) { return library.setText(id, text); });
}

void RunShelf::setPinned(const std::string& id, bool pinned) {
  act([id, pinned](RunLibrary& library) { return library.setPinned(id, pinned); });
}

void RunShelf::trash(const std::vector<std::string>& ids) {
  act([this, ids](RunLibrary& library) -> Status {
    Status all = Ok{};
    std::vector<std::string> gone;
    for (const std::string& id : ids) {
      Status one = library.trash(id);
      one ? gone.push_back(id) : void(all = std::move(one));
    }
    if (!gone.empty()) {
      QMetaObject::invokeMethod(
          this, [this, gone] { Q_EMIT trashed(gone); }, Qt::QueuedConnection);
    }
    return all;
  });
}

void RunShelf::restore(const std::vector<std::string>& ids) {
  act([ids](RunLibrary& library) -> Status {
    Status all = Ok{};
    for (const std::string& id : ids) {
      if (Status one = library.restore(id); !one) all = std::move(one);
    }
    return all;
  });
}

void RunShelf::countTrash() {
  act([this](RunLibrary& library) -> Status {
    const TrashContent content = library.trashContent();
    QMetaObject::invokeMethod(
        this,
        [this, runs = content.runs, bytes = content.bytes] { Q_EMIT trashCounted(runs, bytes); },
        Qt::QueuedConnection);
    return Ok{};
  });
}

void RunShelf::emptyTrash() {
  act([this](RunLibrary& library) -> Status {
    const auto gone = library.emptyTrash();
    if (!gone) return gone.error();
    QMetaObject::invokeMethod(
        this, [this, runs = gone->runs, bytes = gone->bytes] { Q_EMIT trashEmptied(runs, bytes); },
        Qt::QueuedConnection);
    if (!gone->failed.empty()) return gone->failed.front();
    return Ok{};
  });
}

void RunShelf::read(const QString& path, bool urgent, QObject* receiver,
                    std::function<void(const StoredRunOrError&)> done) {
  const QPointer<QObject> there(receiver);
  auto* work = QRunnable::create([this, path, there, done = std::move(done)] {
    auto run = readStoredRun(path.toStdString());
    StoredRunOrError read =
        run ? StoredRunOrError(std::make_shared<const StoredRun>(std::move(run).value()))
            : StoredRunOrError(run.error());
    QMetaObject::invokeMethod(
        this,
        [there, done, read = std::move(read)] {
          if (there) done(read);
        },
        Qt::QueuedConnection);
  });
  journal_thread_.start(work, urgent ? kUrgent : 0);
}

void RunShelf::later(std::function<void()> work) { journal_thread_.start(std::move(work)); }

}  // namespace emascope::ui
