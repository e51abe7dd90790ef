// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sends parameter edits: at most one message per 100 ms, so that a drag does not flood the engine,
// and always the last value. Keeps each request until the engine answers, and the applied changes
// for undo and redo. Undo is a new edit; the history of the run does not change.
#pragma once

#include "core/protocol/events.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <QObject>
#include <QTimer>

namespace emascope::ui {

class RunController;

class EditSender final : public QObject {
  Q_OBJECT
 public:
  explicit EditSender(RunController& controller, QObject* parent = nullptr);

  /// Requests `values` for a track ("" = for the run). Edits of one `gesture` (a drag) are undone
  /// together.
  void send(const std::string& track, const ParamValues& values, int gesture);
  /// Sends waiting edits now.
  void flush();

  [[nodiscard]] bool canUndo() const { return !done_.empty(); }
  [[nodiscard]] bool canRedo() const { return !undone_.empty(); }
  void undo();
  void redo();

 Q_SIGNALS:
  void sent(const std::string& track, const emascope::ParamValues& values);
  void refused(const std::string& track, const emascope::ParamValues& values,
               const QString& reason);
  void historyChanged();

 private:
  enum class Origin { kUser, kUndo, kRedo };
  struct Edit {
    std::string track = {};
    ParamValues values = {};
    int gesture = 0;
    Origin origin = Origin::kUser;
  };
  struct Change {
    std::string track = {};
    ParamValues old_values = {};
    ParamValues new_values = {};
    int gesture = 0;
  };

  void ask(const Edit& edit);
  void applied(const event::Applied& change);
  void rejected(quint64 request, const QString& reason);
  void remember(const event::Applied& change, const Edit& edit);

  RunController& controller_;
  std::vector<Edit> waiting_;            // one per track
  std::map<std::uint64_t, Edit> asked_;  // by request
  std::vector<Change> done_;
  std::vector<Change> undone_;
  QTimer pace_;
};

}  // namespace emascope::ui
