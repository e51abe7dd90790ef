// SPDX-License-Identifier: Apache-2.0
//
// Averages of a program's tensors, whatever holds them; Ema (modules) and Shadow (named tensors)
// are built on it. A callback lists the tensors at each update. Their values are averaged in
// float32 by K rules at once; settings can be changed during training, averages saved and loaded. A
// mistake of the program (an invalid value, a changed model, a bad file) is reported as an Error
// and leaves everything unchanged; exceptions are for system failures only.
#pragma once

#include "core/base/or_throw.h"
#include "core/ema/ema_state.h"
#include "core/ema/live_tensors.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace emascope {

/// What TensorEma::make() and Ema::make() are given.
struct EmaOptions {
  std::vector<EmaRule> rules = {EmaRule{}};  ///< one average per rule
  RunLength run = {};                        ///< for rules in epochs or shares of the run
  /// kCheck: skip an update if any value is not finite or has a magnitude of 2^126 or more.
  /// kTrusted skips the check.
  Gate gate = Gate::kCheck;
  CopyTypes copies = CopyTypes::kOnline;  ///< types of the modules returned by Ema::averaged()
  int threads = 1;                        ///< per update; results do not depend on it
};

/// Result of an update.
struct Updated {
  bool averaged = true;      ///< false: skipped by the gate, not counted as a call
  std::string refused = {};  ///< why: "fc.weight has a value that is not finite"
};

/// Which settings apply after load() where the file's and the program's differ.
enum class Prefer {
  kRefuse,   ///< any difference is an error
  kFile,     ///< the file's, including the number of tracks and the run length
  kProgram,  ///< the program's, applied as an edit; fails where editedValues() does
};

/// Result of load().
struct Loaded {
  /// Each setting that differs between the file and the program: "track 0: beta is 0.99 in the file
  /// and 0.999 here". Empty if all agree.
  std::vector<std::string> differences = {};
};

/// Copies of `tensors` on `device`, floating-point ones converted to `type` (complex ones to the
/// complex type of that precision). An absent argument leaves that property unchanged. Tied tensors
/// stay tied. Throws c10::Error if the device cannot hold them.
[[nodiscard]] std::vector<at::Tensor> movedTensors(const std::vector<LiveTensor>& tensors,
                                                   std::optional<at::Device> device,
                                                   std::optional<at::ScalarType> type);

/// K averages of the tensors that a callback lists. Not thread-safe. Movable.
class TensorEma {
 public:
  /// Returns the program's tensors: the same names, in the same order, at every call.
  using ListTensors = std::function<std::vector<LiveTensor>()>;

  /// Averages start at the tensors' current values, or at `initial` (in list order). Fails for an
  /// empty list of rules, and like resolveRule() and LiveTensors::layOut().
  [[nodiscard]] static Result<TensorEma> make(ListTensors list, EmaOptions options,
                                              const std::vector<at::Tensor>& initial = {});

  /// Call after an optimizer step; `elapsed` > 0 is the number of steps since the previous call.
  /// Fails if the tensors' names, types, shapes, devices or ties have changed, and if a parameter
  /// that was frozen at first is now trained and the rule would therefore only copy it.
  [[nodiscard]] Result<Updated> update(double elapsed = 1.0);

  /// Changes values of a track's rule from the next update on, all or none. Fails like
  /// editedValues() and numbersOf().
  [[nodiscard]] Status set(const ParamSettings& changes, std::size_t track = 0);

  /// Appends an average that starts at the tensors' current values and returns its number. Fails
  /// like make().
  [[nodiscard]] Result<std::size_t> add(const EmaRule& rule);
  /// Appends a copy of a track (rule, current values, age and average) and returns its number.
  [[nodiscard]] Result<std::size_t> fork(std::size_t track = 0);
  /// Removes a track; later tracks move up by one. Fails for the only track.
  [[nodiscard]] Status remove(std::size_t track);

  /// Moves the tensors and their averages to `device` and converts floating-point tensors to
  /// `type`; integers keep their types, averages stay float32. An absent argument leaves that
  /// property unchanged. Tensors previously returned by average(), and `initial`, are not moved.
  /// All or none; fails for a type that is not floating-point, and for a device that cannot hold
  /// the tensors.
  [[nodiscard]] Status to(std::optional<at::Device> device,
                          std::optional<at::ScalarType> type = std::nullopt);

  /// Guard returned by apply(); the averages replace the tensors' values while it lives.
  class Applied;
  /// Writes the average of `track` into `tensors`: the online tensors, or those of another module
  /// of the same structure. The guard's destructor restores their previous values bit for bit.
  /// Until then update(), reseed(), updateOnline(), add(), to(), load() and a second apply() fail.
  [[nodiscard]] Result<Applied> apply(std::vector<LiveTensor> tensors, std::size_t track = 0);
  /// The same for the online tensors.
  [[nodiscard]] Result<Applied> apply(std::size_t track = 0);
  /// Resets the average to the tensors' current values.
  [[nodiscard]] Status reseed(std::size_t track = 0);
  /// online <- keep * online + (1 - keep) * average, 0 <= keep < 1. The rule decides for which
  /// tensors.
  [[nodiscard]] Status updateOnline(double keep, std::size_t track = 0);

  /// Saves settings, counters, history and averages as safetensors, atomically.
  [[nodiscard]] Status save(const std::string& path) const;
  /// Continues from the state saved by save(). Fails for a damaged file and for another model's
  /// (the error lists all differences); then nothing changes.
  [[nodiscard]] Result<Loaded> load(const std::string& path, Prefer prefer);

  /// Number of averages.
  [[nodiscard]] std::size_t size() const { return averager_->size(); }
  /// The current settings, with all values. @pre track < size(), here and below
  [[nodiscard]] EmaRule rule(std::size_t track = 0) const;
  /// The current settings of all tracks.
  [[nodiscard]] EmaSettings settings() const;
  /// The last action other than a skip by update_every.
  [[nodiscard]] const EmaAction& lastAction(std::size_t track = 0) const {
    return averager_->lastAction(track);
  }
  /// Update calls so far, without those skipped by the gate. load() continues the count of the
  /// file.
  [[nodiscard]] std::int64_t calls() const { return calls_before_ + averager_->calls(); }
  /// Update calls skipped because a value was not finite or too large; load() takes the number of
  /// the file.
  [[nodiscard]] std::int64_t gated() const { return gated_; }
  /// Every edit so far, oldest first. load() replaces it by the history of the file.
  [[nodiscard]] const std::vector<EmaEdit>& history() const { return history_; }
  /// The averages as flat arrays.
  [[nodiscard]] const Averager& averager() const { return *averager_; }

  /// The average of one tensor, float32 or int64; a view that shows later updates until load()
  /// replaces it. Empty if no tensor has that name.
  [[nodiscard]] std::optional<at::Tensor> average(std::string_view name,
                                                  std::size_t track = 0) const;

  /// Ok if the tensors match those the average started with. update() checks this itself.
  [[nodiscard]] Status checkTensors() const;
  /// Writes the average's values into `tensors`.
  /// @pre `tensors` match the online ones: checkTensors()
  void writeTo(const std::vector<LiveTensor>& tensors, std::size_t track = 0) const;

  /// Ok if bind() accepts `copy`.
  [[nodiscard]] Status checkCopy(const std::vector<LiveTensor>& copy) const {
    return live_.checkCopy(copy);
  }
  /// Makes the tensors of `copy` views of a track's average. Tensors that cannot be views are in
  /// the returned list: refresh() it whenever generation() has changed. @pre checkCopy(copy)
  [[nodiscard]] LiveTensors::Refreshes bind(const std::vector<LiveTensor>& copy,
                                            std::size_t track) const;
  /// Does to a copy's tensors what to() does to the online ones. bind() the copy again afterwards.
  void moveCopy(const std::vector<LiveTensor>& copy, std::optional<at::Device> device,
                std::optional<at::ScalarType> type) const;
  /// Changes whenever the averages do.
  [[nodiscard]] std::int64_t generation() const { return generation_; }

 private:
  TensorEma(ListTensors list, EmaOptions options, LiveTensors live,
            const std::vector<ResolvedRule>& rules);

  [[nodiscard]] Status checkTrack(std::size_t track) const;
  [[nodiscard]] Status checkNotApplied(const char* what) const;
  [[nodiscard]] Result<std::vector<LiveTensor>> listed() const;
  [[nodiscard]] Status checkUnfrozen(const std::vector<LiveTensor>& now) const;
  /// What the next update will do.
  struct Next {
    bool acts = false;        ///< some track uses the online values
    bool feeds_back = false;  ///< some track writes into them
  };
  [[nodiscard]] Next next(double elapsed) const;
  [[nodiscard]] std::string firstRefused() const;
  void note(EmaEdit::Kind kind, std::size_t track, ParamValues values);
  [[nodiscard]] Result<std::unique_ptr<Averager>> restored(const struct EmaFile& file,
                                                           Prefer prefer) const;

  ListTensors list_;
  EmaOptions options_;
  LiveTensors live_;
  std::unique_ptr<Averager> averager_;
  std::vector<EmaEdit> history_;
  std::int64_t calls_before_ = 0;  ///< calls counted in the loaded file
  std::int64_t gated_ = 0;
  std::int64_t generation_ = 0;
  std::weak_ptr<void> applied_ = {};  ///< alive while a guard of apply() is
};

/// Its destructor restores the values. Movable; may outlive its TensorEma.
class TensorEma::Applied {
 public:
  Applied(Applied&&) noexcept = default;  ///< leaves a guard that restores nothing
  Applied& operator=(Applied&&) = delete;
  Applied(const Applied&) = delete;
  Applied& operator=(const Applied&) = delete;
  ~Applied() = default;

 private:
  friend class TensorEma;
  explicit Applied(std::shared_ptr<void> raw) : raw_(std::move(raw)) {}
  std::shared_ptr<void> raw_;  ///< its destructor restores the values
};

}  // namespace emascope
