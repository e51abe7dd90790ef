// SPDX-License-Identifier: GPL-3.0-or-later
//
// Connects a Session to Qt: takes its events at most once per frame (frame_pace.h; 8 ms until
// reports that were asked for have arrived, 2 ms while no steps are taken), keeps the record of the
// run, and signals changes to the widgets. Sends all commands, so that widgets are enabled and
// commands are sent by the same nextState().
#pragma once

#include "core/protocol/record/run_record.h"
#include "core/protocol/session.h"
#include "core/protocol/spec/catalog.h"
#include "ui/run/frame_pace.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <QObject>
#include <QString>
#include <QTimer>

namespace emascope::ui {

/// [ui-thread]. `session` must outlive it.
class RunController final : public QObject {
  Q_OBJECT
 public:
  explicit RunController(Session& session, QObject* parent = nullptr);
  ~RunController() override;

  [[nodiscard]] const RunRecord& record() const { return record_; }
  [[nodiscard]] const Catalog& catalog() const { return catalog_; }
  void setCatalog(Catalog catalog);
  [[nodiscard]] RunState state() const { return record_.state; }
  /// Counts the runs of this sitting; 0 before the first.
  [[nodiscard]] int runNumber() const { return run_number_; }
  [[nodiscard]] bool accepts(const Command& command) const;

  /// `change` is applied to each configuration before it is sent.
  void setBeforeStart(std::function<void(RunConfig&)> change) { before_start_ = std::move(change); }

  /// Refuses a file that the user wants to write if a run reads it or writes it. `by` names what is
  /// written, `by_engine` says whose file it is.
  using OutputCheck =
      std::function<Status(const std::string& by, const std::string& path, bool by_engine)>;
  void setOutputCheck(OutputCheck check) { output_check_ = std::move(check); }
  /// To be asked before writing a file that the user has chosen; Ok without setOutputCheck().
  [[nodiscard]] Status checkOutput(const std::string& by, const std::string& path,
                                   bool by_engine = false) const;

  /// Starts a run. It replaces a live run, which continues if the new one is refused. Returns the
  /// request's number, which runStarted() or rejected() will carry; 0 without an engine.
  std::uint64_t start(const RunConfig& config);
  /// How to restart from step 0. The speed is kept, and but for kWithNewSeed the seed.
  enum class Anew {
    kWithPresentSettings,
    kWithOriginalSettings,  ///< with the settings of the preset or the command line, as the first
                            ///< run of this configuration started
    kWithNewSeed,           ///< with the present settings and the next seed
  };
  /// `paused`: before the first step.
  void restart(Anew how = Anew::kWithPresentSettings, bool paused = false);
  /// With this configuration, which continues the run's, at the present speed; as restart(), it
  /// does not become the original one. Returns the request's number as start().
  std::uint64_t restartWith(RunConfig config);
  /// Start, Pause, Resume or goOn(), whichever is allowed now.
  void togglePause();
  /// Whether the run has ended at its last step and the engine can add steps.
  [[nodiscard]] bool canGoOn() const;
  /// Adds 10 % of the steps that the run was first planned to have, at least one, to a run that has
  /// ended: each time the same number.
  void goOn();
  void advance(std::int64_t steps);        ///< runs that many steps, then pauses
  void setSpeed(double steps_per_second);  ///< 0 = unlimited
  [[nodiscard]] double speed() const { return speed_; }
  /// A start was requested and is not answered yet.
  [[nodiscard]] bool starting() const { return asked_start_ != 0; }
  /// Returns the request's number, which Applied or Rejected will carry; 0 if not possible now.
  std::uint64_t setParams(const std::string& track, const ParamValues& values);

  /// Adds, removes or rearranges tracks, or writes one into the raw weights. Returns the request's
  /// number, which tracksChanged() or rejected() will carry; 0 if not possible now.
  std::uint64_t editTracks(const TrackAction& action);
  /// Writes weights to a file on the engine's machine. Returns the request's number, which saved()
  /// or rejected() will carry; 0 if not possible now.
  std::uint64_t save(const SaveSpec& spec);

  /// Requests an average that no track kept, from the run's snapshots. Its loss is not put into the
  /// record, as it is not asked for by the user. Returns the request's number, which synthesized()
  /// or synthesisRefused() will carry; 0 if not possible now.
  std::uint64_t synthesize(const SynthesisSpec& spec);

  /// Requests the task picture with the weights of raw or of a track. Returns the request's number,
  /// which rendered() or pictureRefused() will carry; 0 if not possible now.
  std::uint64_t render(const std::string& of);

  /// The same with the mix (1 - share) raw + share track. A newer mix of the same track may take
  /// the place of one that is still waiting, which is then refused with event::kSuperseded.
  std::uint64_t renderMix(const std::string& of, double share);
  // Reports for a widget that shows the refusal itself: the request's number is carried by the
  // signal named, or by reportRefused(); 0 if not possible now.
  std::uint64_t compareSamples(const std::string& of, double share);    ///< samplesCompared()
  std::uint64_t measureDistances(const std::string& of);                ///< distancesMeasured()
  std::uint64_t showSamples(const std::vector<std::int64_t>& samples);  ///< samplesShown()
  std::uint64_t scan(const ScanSpec& spec);                             ///< scanned()
  /// Adds steps to the end of a run, also of a finished one, which then goes on. Answered by
  /// extended() or rejected(); 0 if not possible now.
  std::uint64_t extend(std::int64_t steps);
  /// Which checkpoints each run writes that does not say so itself, in a folder that the engine
  /// chooses; none: no checkpoints.
  void setCheckpoints(std::optional<CheckpointSettings> settings) {
    checkpoints_ = std::move(settings);
  }
  /// Writes a checkpoint now. Returns the request's number, which checkpointWritten() or rejected()
  /// will carry; 0 if not possible now.
  std::uint64_t checkpoint(bool pinned = false);
  /// Says whether the checkpoint of that step is kept for good; as checkpoint().
  std::uint64_t pinCheckpoint(std::int64_t step, bool pinned);
  /// Has the engine keep a note on the chart with the run, or change the one with its id. Returns
  /// the request's number, which rejected() may carry; 0 if not possible now.
  std::uint64_t setNote(const ChartNote& note);
  /// Removes it there; 0 also if the engine does not have it.
  std::uint64_t removeNote(std::int64_t id);
  /// A run that goes on from a checkpoint in this folder is to have these notes of the run before,
  /// which may be newer than the checkpoint.
  void bequeathNotes(const std::string& folder, std::vector<ChartNote> notes);
  /// Those of them for the present run; each is returned once.
  [[nodiscard]] std::vector<ChartNote> takeBequeathedNotes();
  /// The newest checkpoint up to `step`, by default of all; null if there is none.
  [[nodiscard]] const event::CheckpointWritten* checkpointUpTo(
      std::int64_t step = std::numeric_limits<std::int64_t>::max()) const;
  /// With which learning rate and averages a run goes on from a checkpoint.
  enum class Settings { kOfThen, kOfNow };
  /// Goes on from a checkpoint of the present run, which the new one replaces: in a folder of its
  /// own, and paused unless this one is running. Returns the request's number as start().
  std::uint64_t goBack(const event::CheckpointWritten& checkpoint, Settings settings);
  /// Goes on with a run whose engine has died, from its newest checkpoint that verifies, as the
  /// same run: its number stays, and the former curve is no ghost. A run that was resumed and has
  /// written none since goes on from where it was resumed. False if there is no checkpoint.
  bool revive();
  /// Whether the engine died during a run that has a checkpoint.
  [[nodiscard]] bool canRevive() const { return was_live_ && !revivalPlace().empty(); }
  /// Whether the run has a checkpoint to go on from, should the engine die.
  [[nodiscard]] bool hasRevivalPlace() const { return !revivalPlace().empty(); }
  /// Steps at which the engine of this run was started again, ascending.
  [[nodiscard]] const std::vector<std::int64_t>& revivals() const { return revivals_; }
  /// Whether the run that replaces the present one is the same run, see revive().
  [[nodiscard]] bool isReviving() const { return reviving_; }

  /// Whether the engine understands commands of this kind, one of kCommandKinds. accepts() asks for
  /// it too; this tells the reason.
  [[nodiscard]] bool understands(std::string_view kind) const;

  /// Shows a run that is over, as it was, on a controller whose session says nothing: record() is
  /// `record`, and its changes, track actions, skipped steps and failures are signaled in the order
  /// of their steps. Nothing is accepted from then on.
  void show(RunRecord record);
  /// Whether the run is one that show() was given.
  [[nodiscard]] bool isStored() const { return stored_; }

  /// To be called when the engine's process has died. A live run becomes failed and its curves
  /// stay; unanswered requests are rejected.
  void engineGone();

  /// Wake-ups so far that took events from the session; at most as often as FramePace says while
  /// steps are taken and no report is waited for.
  [[nodiscard]] std::int64_t deliveries() const { return deliveries_; }

 Q_SIGNALS:
  void catalogArrived();
  void runReplaced();                ///< record() still has the run that ends
  void runStarted(quint64 request);  ///< the record was cleared for a new run
  void stateChanged();
  void pointsArrived(qsizetype first);  ///< record().points from `first` on are new
  void progressed();
  void speedChanged(double steps_per_second);
  void applied(const emascope::event::Applied& change);
  /// record() already has the change; `before`: the labels of record().tracks before it.
  void tracksChanged(const emascope::event::TracksChanged& change,
                     const std::vector<std::string>& before);
  void saved(const emascope::event::Saved& file);
  void rendered(const emascope::event::Rendered& picture);
  /// Not shown to the user, who did not make the request.
  void pictureRefused(quint64 request, const QString& reason);
  void samplesCompared(const emascope::event::SamplesCompared& compared);
  void distancesMeasured(const emascope::event::DistancesMeasured& measured);
  void samplesShown(const emascope::event::SamplesShown& shown);
  void scanned(const emascope::event::Scanned& scanned);  ///< not in record(), which would grow
  void reportRefused(quint64 request, const QString& reason);  ///< shown by who asked for it
  void extended(const emascope::event::Extended& extended);
  void checkpointWritten(const emascope::event::CheckpointWritten& checkpoint);
  void synthesized(const emascope::event::Synthesized& made);
  void synthesisRefused(quint64 request);  ///< as pictureRefused()
  void rejected(quint64 request, const QString& reason);
  void stepSkipped(const emascope::event::SkippedStep& skip);
  void failed(const emascope::event::Failed& failure);
  void delivered();  ///< once per frame, after all of the above; redraw now

 private:
  void deliver();
  /// How long events wait for others that arrive soon after them: less while an answer is waited
  /// for.
  [[nodiscard]] std::chrono::milliseconds frame() const;
  void post(Command command);
  void route(const Event& event);
  void routeReport(const event::Synthesized& /*made*/) {}  // asked for by the configuration
  void routeReport(const event::Scanned& scan);
  void routeReport(const event::Rendered& picture);
  void routeReport(const event::SamplesCompared& compared);
  void routeReport(const event::DistancesMeasured& measured);
  void routeReport(const event::SamplesShown& shown);
  void refused(const event::Rejected& refusal);
  void signalHistory();
  [[nodiscard]] Error inWindowWords(const event::Rejected& refusal);
  std::uint64_t startAgain(RunConfig config);
  void chooseCheckpoints(RunConfig& config) const;
  /// The checkpoint or folder that revive() takes; empty if there is none.
  [[nodiscard]] std::string revivalPlace() const;
  void beginRun(const event::Started& started);
  [[nodiscard]] bool knowsShare(double share) const;
  /// Posts a report; its number goes to `asked`.
  template <typename Wanted>
  std::uint64_t ask(Wanted wanted, std::set<std::uint64_t>& asked);

  Session& session_;
  std::function<void(RunConfig&)> before_start_;
  OutputCheck output_check_;
  Catalog catalog_;
  RunRecord record_;
  int run_number_ = 0;
  RunState expected_ = RunState::kIdle;  // once the engine has read the posted commands
  qsizetype first_new_ = 0;
  QTimer frame_;  // single shot
  FramePace pace_ = {};
  double speed_ = 0.0;
  bool engine_there_ = false;
  std::optional<CheckpointSettings> checkpoints_;
  bool reviving_ = false;
  bool was_live_ = false;            // when the engine died
  bool was_paused_ = false;          // likewise
  std::uint64_t asked_revival_ = 0;  // not answered yet; 0 = none
  std::vector<std::int64_t> revivals_;
  bool stored_ = false;                      // the run came by show()
  std::set<std::uint64_t> asked_pictures_;   // not answered yet
  std::set<std::uint64_t> asked_reports_;    // not answered yet
  std::set<std::uint64_t> asked_syntheses_;  // not answered yet
  std::uint64_t asked_start_ = 0;            // not answered yet; 0 = none
  std::set<std::uint64_t> again_;            // restarts that are not answered yet
  RunConfig original_ = {};                  // of the last run that was not a restart
  std::map<std::uint64_t, command::SetParams> asked_params_;   // not answered yet
  std::map<std::uint64_t, TrackAction> asked_actions_;         // not answered yet
  std::map<std::uint64_t, std::int64_t> asked_notes_;          // their ids; not answered yet
  std::pair<std::string, std::vector<ChartNote>> bequeathed_;  // folder, notes
  std::uint64_t last_request_ = 0;
  std::int64_t deliveries_ = 0;
};

}  // namespace emascope::ui
