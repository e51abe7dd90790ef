// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sends edits of parameters and of the list of tracks. Parameters: at most one message per 100 ms,
// so that a drag does not flood the engine, and always the last value. Keeps each request until the
// engine answers, and what was done for undo and redo, in one order. Undo is a new edit; the
// history of the run does not change. A removed track comes back with its settings, but without its
// average, which the engine no longer has.
#pragma once

#include "core/protocol/events.h"
#include "ui/run/gestures.h"

#include <cstddef>
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

  /// Requests `values` for a track ("" = for the run). Edits of one `gesture` (a drag, see
  /// nextGesture()) are undone together.
  void send(const std::string& track, const ParamValues& values, int gesture);
  /// Requests a change of the tracks, after the edits that wait. Returns the request's number,
  /// which RunController::tracksChanged() or actionRefused() will carry; 0 if not possible now.
  std::uint64_t act(const TrackAction& action);
  /// The same for several actions, which are undone together. One that is refused is left out of
  /// them, and reported. Returns the number of the last request.
  std::uint64_t actTogether(const std::vector<TrackAction>& actions);
  /// Sends waiting edits now.
  void flush();

  [[nodiscard]] bool canUndo() const { return !done_.empty(); }
  [[nodiscard]] bool canRedo() const { return !undone_.empty(); }
  /// If the last change was a reset to raw, only says by noted() that it cannot be undone; the next
  /// call is about the change before it.
  void undo();
  void redo();
  /// Of the edits of this run. Each undo and redo is a gesture of its own.
  [[nodiscard]] const Gestures& gestures() const { return gestures_; }

 Q_SIGNALS:
  void sent(const std::string& track, const emascope::ParamValues& values);
  void refused(const std::string& track, const emascope::ParamValues& values,
               const QString& reason);
  void actionRefused(quint64 request, const QString& reason);
  void historyChanged();
  /// For people: what an edit could not keep.
  void noted(const QString& text);

 private:
  enum class Origin { kUser, kUndo, kRedo };
  struct Edit {
    std::string track = {};
    ParamValues values = {};
    int gesture = 0;
    Origin origin = Origin::kUser;
  };
  using Actions = std::vector<TrackAction>;
  /// Of values, or of the list of tracks if `redo` is not empty, or a reset.
  struct Change {
    std::string track = {};
    ParamValues old_values = {};
    ParamValues new_values = {};
    int gesture = 0;
    Actions redo = {};
    std::vector<Actions> undo = {};  ///< of each of `redo`
    bool reset = false;              ///< to raw, of `track`: it cannot be undone
  };
  struct AskedActions {
    Change change = {};
    Origin origin = Origin::kUser;
    std::size_t number = 0;                          ///< of requests
    std::map<std::uint64_t, std::size_t> open = {};  ///< those not answered, each with its place
    std::vector<std::size_t> refused = {};           ///< places, ascending
  };

  void ask(const Edit& edit);
  std::uint64_t askActions(const Change& change, Origin origin);
  void acted(const event::TracksChanged& changed);
  /// Takes the answer to a request into account; false if it is none of these.
  bool answered(std::uint64_t request, bool refused);
  void finish(AskedActions asked);
  void note(const Actions& actions, Origin origin);
  void applied(const event::Applied& change);
  void rejected(quint64 request, const QString& reason);
  void remember(const event::Applied& change, const Edit& edit);

  RunController& controller_;
  std::vector<Edit> waiting_;            // one per track
  std::map<std::uint64_t, Edit> asked_;  // by request
  std::vector<AskedActions> asked_actions_;
  Gestures gestures_;
  std::vector<Change> done_;
  std::vector<Change> undone_;
  QTimer pace_;
};

}  // namespace emascope::ui
