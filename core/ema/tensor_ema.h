// SPDX-License-Identifier: Apache-2.0
//
// Averages of the tensors of a program, whatever holds them: what Ema does for a module and Shadow
// for tensors by name is done here. A function lists the tensors at each update; their values are
// averaged in float32 by K rules at once, edited while it runs, saved and loaded. What the program
// got wrong (a rule's value, a model that has changed, a file) comes back as an Error and has
// changed nothing; only the machine's own faults are exceptions.
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

struct EmaOptions {
  std::vector<EmaRule> rules = {EmaRule{}};  ///< one average each
  RunLength run = {};                        ///< for rules in epochs or shares of the run
  /// kCheck: an update with a value that is not finite, or of a magnitude of 2^126 or more, is left
  /// out. kTrusted saves the look.
  Gate gate = Gate::kCheck;
  CopyTypes copies = CopyTypes::kOnline;
  int threads = 1;  ///< that may work on one update; the numbers do not depend on it
};

/// What an update did.
struct Updated {
  bool averaged = true;      ///< false: left out by the gate, and not counted as a call
  std::string refused = {};  ///< then: "fc.weight has a value that is not finite"
};

/// Which settings are in force after loading, where the file's are not the program's.
enum class Prefer {
  kRefuse,   ///< neither: a difference is an error
  kFile,     ///< the file's, the number of tracks and the run's length included
  kProgram,  ///< the program's; as an edit, so what editedValues() refuses is refused
};

struct Loaded {
  /// Each setting that the file and the program do not agree in: "track 0: beta is 0.99 in the file
  /// and 0.999 here". Empty if they agree in all.
  std::vector<std::string> differences = {};
};

/// `tensors` as they would be on `device`, with `type` for floating-point ones (a complex one gets
/// the complex type of that precision); what is absent stays. Tied tensors stay tied. Throws
/// c10::Error where the device cannot hold them.
[[nodiscard]] std::vector<at::Tensor> movedTensors(const std::vector<LiveTensor>& tensors,
                                                   std::optional<at::Device> device,
                                                   std::optional<at::ScalarType> type);

/// One thread at a time.
class TensorEma {
 public:
  using ListTensors = std::function<std::vector<LiveTensor>()>;

  /// Averages begin as the tensors are now, or as `initial` was, in the order of the list. Refuses
  /// no rules at all, and what resolveRule() and LiveTensors::layOut() refuse.
  [[nodiscard]] static Result<TensorEma> make(ListTensors list, EmaOptions options,
                                              const std::vector<at::Tensor>& initial = {});

  /// After an optimizer step, which is `elapsed` > 0 steps after the one of the last call. Refuses
  /// a model whose tensors are others than at first, by name, type, shape, device or tie, and one
  /// with a parameter that is trained now, was frozen at first, and would therefore be copied.
  [[nodiscard]] Result<Updated> update(double elapsed = 1.0);

  /// Changes to values of a track's rule, in force from the next update on; all or none. Refuses
  /// what editedValues() and numbersOf() do.
  [[nodiscard]] Status set(const ParamSettings& changes, std::size_t track = 0);

  /// A further average, behind the others; it begins as the tensors are now. Its number. Refuses
  /// what make() does of a rule.
  [[nodiscard]] Result<std::size_t> add(const EmaRule& rule);
  /// A copy of a track behind the others: rule, values in force, age and average. Its number.
  [[nodiscard]] Result<std::size_t> fork(std::size_t track = 0);
  /// The average is gone, and those behind it move up by one. Refuses the only one.
  [[nodiscard]] Status remove(std::size_t track);

  /// Moves the tensors and their averages to `device`, and gives the floating-point tensors the
  /// type `type`; integers keep theirs, averages stay float32. Optional parts that are absent stay
  /// as they are. Values of `initial` and what average() gave before are those of before. All or
  /// none; refuses a type that is not floating-point and a device that cannot hold them.
  [[nodiscard]] Status to(std::optional<at::Device> device,
                          std::optional<at::ScalarType> type = std::nullopt);

  /// While a guard made of it lives, the averages are in the tensors' place.
  class Applied;
  /// Writes the average of `track` into `tensors`, which are like the online ones: those, or the
  /// tensors of another module of the same kind. Their own values, bit by bit, come back when the
  /// guard goes, whatever has happened meanwhile. Until then update(), reseed(), updateOnline(),
  /// add(), to() and load() are refused, and a second apply().
  [[nodiscard]] Result<Applied> apply(std::vector<LiveTensor> tensors, std::size_t track = 0);
  /// Into the online tensors.
  [[nodiscard]] Result<Applied> apply(std::size_t track = 0);
  /// The average becomes the tensors as they are now.
  [[nodiscard]] Status reseed(std::size_t track = 0);
  /// online <- keep * online + (1 - keep) * average, 0 <= keep < 1; which tensors is the rule's.
  [[nodiscard]] Status updateOnline(double keep, std::size_t track = 0);

  /// Settings, counters, history and averages, as safetensors: written whole or not at all.
  [[nodiscard]] Status save(const std::string& path) const;
  /// Goes on where save() was called. Refuses a damaged file and one of another model, with all
  /// that differs; then nothing has changed.
  [[nodiscard]] Result<Loaded> load(const std::string& path, Prefer prefer);

  [[nodiscard]] std::size_t size() const { return averager_->size(); }
  /// The settings in force, with all values. @pre track < size(), here and below
  [[nodiscard]] EmaRule rule(std::size_t track = 0) const;
  [[nodiscard]] EmaSettings settings() const;
  /// What the last update did that was not left out by update_every.
  [[nodiscard]] const EmaAction& lastAction(std::size_t track = 0) const {
    return averager_->lastAction(track);
  }
  [[nodiscard]] std::int64_t calls() const { return calls_before_ + averager_->calls(); }
  [[nodiscard]] std::int64_t gated() const { return gated_; }
  [[nodiscard]] const std::vector<EmaEdit>& history() const { return history_; }
  [[nodiscard]] const Averager& averager() const { return *averager_; }

  /// The average of one tensor, float32 or int64, a view that shows later updates; none if no
  /// tensor has that name. load() makes new ones.
  [[nodiscard]] std::optional<at::Tensor> average(std::string_view name,
                                                  std::size_t track = 0) const;

  /// Ok if the tensors are those that the average began with; update() refuses others by itself.
  [[nodiscard]] Status checkTensors() const;
  /// The average's values into tensors like the online ones. @pre they are what checkTensors()
  /// wants
  void writeTo(const std::vector<LiveTensor>& tensors, std::size_t track = 0) const;

  /// Ok if bind() can take tensors like these.
  [[nodiscard]] Status checkCopy(const std::vector<LiveTensor>& copy) const {
    return live_.checkCopy(copy);
  }
  /// Makes `copy` views of a track's average; what the returned list holds has to be refreshed
  /// whenever generation() has changed. @pre checkCopy(copy)
  [[nodiscard]] LiveTensors::Refreshes bind(const std::vector<LiveTensor>& copy,
                                            std::size_t track) const;
  /// What to() does, to the tensors of a copy: bind() it anew then.
  void moveCopy(const std::vector<LiveTensor>& copy, std::optional<at::Device> device,
                std::optional<at::ScalarType> type) const;
  /// Differs from before when the averages do.
  [[nodiscard]] std::int64_t generation() const { return generation_; }

 private:
  TensorEma(ListTensors list, EmaOptions options, LiveTensors live,
            const std::vector<ResolvedRule>& rules);

  [[nodiscard]] Status checkTrack(std::size_t track) const;
  [[nodiscard]] Status checkNotApplied(const char* what) const;
  [[nodiscard]] Result<std::vector<LiveTensor>> listed() const;
  [[nodiscard]] Status checkUnfrozen(const std::vector<LiveTensor>& now) const;
  [[nodiscard]] bool actsNext(double elapsed) const;
  [[nodiscard]] std::string firstRefused() const;
  void note(EmaEdit::Kind kind, std::size_t track, ParamValues values);
  [[nodiscard]] Result<std::unique_ptr<Averager>> restored(const struct EmaFile& file,
                                                           Prefer prefer) const;

  ListTensors list_;
  EmaOptions options_;
  LiveTensors live_;
  std::unique_ptr<Averager> averager_;
  std::vector<EmaEdit> history_;
  std::int64_t calls_before_ = 0;  ///< of the file that was loaded
  std::int64_t gated_ = 0;
  std::int64_t generation_ = 0;
  std::weak_ptr<void> applied_ = {};  ///< there while a guard of apply() is
};

/// May be moved, and may outlive its TensorEma.
class TensorEma::Applied {
 public:
  Applied(Applied&&) noexcept = default;
  Applied& operator=(Applied&&) = delete;
  Applied(const Applied&) = delete;
  Applied& operator=(const Applied&) = delete;
  ~Applied() = default;

 private:
  friend class TensorEma;
  explicit Applied(std::shared_ptr<void> raw) : raw_(std::move(raw)) {}
  std::shared_ptr<void> raw_;  ///< puts the values back when it goes
};

}  // namespace emascope
