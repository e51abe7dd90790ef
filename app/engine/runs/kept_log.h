// SPDX-License-Identifier: Apache-2.0
//
// Keeps another tool's log as a run of a library: its folder, journal, picture and row are those of
// a run of EMAscope, with the tag "imported". What is added to a followed log is added to the run.
#pragma once

#include "core/base/result.h"
#include "core/interchange/imported_run.h"
#include "core/library/run_keeper.h"
#include "core/protocol/record/run_record.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace emascope {

inline constexpr const char* kImportedTag = "imported";

/// [any-thread], by one thread at a time.
class LogKeeper {
 public:
  /// `log`: path of the log, for the run's note. `say` gets sentences for people, each once.
  LogKeeper(const std::string& library, const std::string& log,
            std::function<void(const std::string&)> say);
  /// Ends the run, if finish() has not.
  ~LogKeeper();
  LogKeeper(const LogKeeper&) = delete;
  LogKeeper& operator=(const LogKeeper&) = delete;

  /// Adds the evaluations of `run`, which is the whole log so far, that are not kept yet. If
  /// earlier ones or the averages are others now, a new run begins. `goes_on`: the log may grow,
  /// and its last evaluation waits for the next one, as its averages may not be in the log yet.
  /// Fails like importedRecord().
  [[nodiscard]] Status take(const ImportedRun& run, bool goes_on);
  /// To be called at least every kJournalSyncEvery.
  void tick() { keeper_.tick(); }
  /// The log has ended; false if a part of it could not be kept.
  [[nodiscard]] bool finish();

  /// Path of the run's folder, of the latest if there are several; empty before it begins.
  [[nodiscard]] const std::string& folder() const { return folder_; }

 private:
  void begin(const ImportedRun& run);

  std::function<void(const std::string&)> say_;
  std::int64_t begun_ = 0;  ///< ms since 1970
  RunKeeper keeper_;
  RunRecord kept_ = {};  ///< without evaluations before the run has begun
  std::string folder_ = {};
  std::optional<EvalPoint> newest_ = {};  ///< of the log, not of the kept run yet
};

}  // namespace emascope
