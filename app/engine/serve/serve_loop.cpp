// SPDX-License-Identifier: Apache-2.0
#include "app/engine/serve/serve_loop.h"

#include "app/common/exit_code.h"
#include "app/engine/serve/frame_output.h"
#include "app/engine/serve/wake_fd.h"
#include "core/base/thread_safety.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <iostream>
#include <optional>
#include <poll.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>
#include <variant>
#include <vector>

namespace emascope {
namespace {

/// Time between two reads of the session, so that events of a fast run are sent together.
constexpr int kPause = 8;    // ms
constexpr int kGlance = 50;  // ms, between two checks of a run that must end
/// Time that the current step may still take when its run must end.
constexpr std::chrono::seconds kStepsPatience{4};
using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kLastCheckpoint{350};
constexpr std::chrono::milliseconds kFarewell{300};  ///< for events that are still to be written

struct EndOfInput {};
struct OutputGone {};
struct Wanted {};
struct GivenUp {};
using Ending = std::variant<EndOfInput, OutputGone, Wanted, GivenUp, Error>;

class ServeLoop {
 public:
  ServeLoop(Session& session, int in_fd, int out_fd, const ServeEnding& leaving,
            const EventWitness& witness)
      : session_(session), in_fd_(in_fd), output_(out_fd), leaving_(leaving), witness_(witness) {}

  int run(const Hello& hello) {
    output_.put(encode(hello));
    session_.setWakeup([this] { news_.raise(); });
    news_.raise();  // for events from before
    Ending ending = EndOfInput{};
    {
      const std::jthread writer([this] { write(); });
      ending = read();
      if (std::holds_alternative<EndOfInput>(ending)) stopRun();
      over_.raise();
    }
    session_.setWakeup({});
    return farewell(ending);
  }

 private:
  /// Runs on its own thread until over_ is raised. Raises output_gone_ if the output breaks.
  void write() {
    while (true) {
      const auto outcome = output_.flush(over_);
      if (outcome == FrameOutput::Outcome::kBroken) {
        output_gone_.raise();
        return;
      }
      if (outcome == FrameOutput::Outcome::kCalledAway || !waitForNews()) return;
      news_.lower();
      putAll();
      if (!goesOn() && leaving_.gave_up && leaving_.gave_up()) given_up_.raise();
    }
  }

  void putAll() {
    for (const Event& event : session_.drain()) {
      if (witness_) witness_(event);
      if (const auto* changed = std::get_if<event::StateChanged>(&event)) state_ = changed->state;
      if (const auto* started = std::get_if<event::Started>(&event)) {
        has_checkpoints_ = !started->config.checkpoints.folder.empty();
      }
      output_.put(encode(event));
    }
    for (const event::Rejected& answer : takeRefused()) output_.put(encode(answer));
  }

  std::vector<event::Rejected> takeRefused() {
    const MutexLock lock(refused_mutex_);
    return std::exchange(refused_, {});
  }

  /// False if over_ was raised before there were events.
  bool waitForNews() const {
    pollfd over = {over_.fd(), POLLIN, 0};
    poll(&over, 1, kPause);
    std::array<pollfd, 2> ends = {{{over_.fd(), POLLIN, 0}, {news_.fd(), POLLIN, 0}}};
    while (poll(ends.data(), ends.size(), -1) < 0) {
    }
    return ends[0].revents == 0;
  }

  Ending read() {
    std::string bytes(std::size_t{64} << 10U, '\0');
    while (true) {
      std::array<pollfd, 4> ends = {{{in_fd_, POLLIN, 0},
                                     {output_gone_.fd(), POLLIN, 0},
                                     {given_up_.fd(), POLLIN, 0},
                                     {ending_ ? -1 : leaving_.wanted_fd, POLLIN, 0}}};
      if (poll(ends.data(), ends.size(), stopping_since_ ? kGlance : -1) < 0) continue;
      if (ends[1].revents != 0) return OutputGone{};
      if (ends[2].revents != 0) return GivenUp{};
      if (ends[3].revents != 0) {
        ending_ = true;
        post(command::Stop{});
      }
      if (ending_ && !goesOn()) return Wanted{};
      if (leavesStep()) return ending_ ? Ending(Wanted{}) : Ending(GivenUp{});
      if (ends[0].revents == 0) continue;
      const auto count = ::read(in_fd_, bytes.data(), bytes.size());
      if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
      if (count < 0) return Error{"input", std::generic_category().message(errno), ""};
      if (count == 0) {
        if (splitter_.pending() == 0) return EndOfInput{};
        return Error{"input", "ends in the middle of a frame", "whole frames"};
      }
      splitter_.append({bytes.data(), static_cast<std::size_t>(count)});
      if (const Status status = postAll(); !status) return status.error();
    }
  }

  /// True if a run is in progress, according to the last event sent.
  bool goesOn() const {
    const RunState state = state_;
    return state == RunState::kRunning || state == RunState::kPaused;
  }

  /// At the end of the input: a run with checkpoints writes one if that is soon done. The window
  /// waits one second for the end of its engine.
  void stopRun() {
    if (!has_checkpoints_ || !goesOn()) return;
    post(command::Stop{});
    const auto limit = Clock::now() + kLastCheckpoint;
    while (goesOn() && Clock::now() < limit) {
      pollfd gone = {output_gone_.fd(), POLLIN, 0};
      if (poll(&gone, 1, kPause) > 0) return;
    }
  }

  Status postAll() {
    while (true) {
      const auto payload = splitter_.next();
      if (!payload) return payload.error();
      if (!payload.value()) return Ok{};
      auto command = decodeFromWindow(*payload.value());
      if (command) {
        post(std::move(command).value());
        continue;
      }
      auto answer = rejectionOf(*payload.value(), command.error());
      if (!answer) return command.error();
      {
        const MutexLock lock(refused_mutex_);
        refused_.push_back(std::move(*answer));
      }
      news_.raise();
    }
  }

  void post(Command command) {
    if (std::holds_alternative<command::Stop>(command) && !stopping_since_) {
      stopping_since_ = Clock::now();
    }
    session_.post(std::move(command));
  }

  /// True if a run that was asked to end hangs in a step, and that step has been abandoned.
  bool leavesStep() {
    if (!goesOn()) stopping_since_.reset();
    if (!stopping_since_ || Clock::now() - *stopping_since_ < kStepsPatience) return false;
    return leaving_.give_up && leaving_.give_up(kStepsPatience);
  }

  int farewell(const Ending& ending) {
    if (std::holds_alternative<OutputGone>(ending)) {
      for (const Event& event : session_.drain()) {
        if (witness_) witness_(event);
      }
      std::cerr << "emascope-engine: the reader of the output is gone\n";
      return kExitFailure;
    }
    putAll();
    const bool given_up = std::holds_alternative<GivenUp>(ending);
    if (given_up) std::cerr << "emascope-engine: a step took too long and was abandoned\n";
    const auto* error = std::get_if<Error>(&ending);
    if (error) {
      const std::string what = "the engine cannot continue: " + error->message();
      output_.put(encode(event::Failed{event::FailureKind::kInput, 0, what}));
      std::cerr << "emascope-engine: " << what << '\n';
    }
    (void)output_.flush(kFarewell);  // the other side may no longer read
    if (given_up) return kExitFailure;
    return error ? kExitUsage : kExitOk;
  }

  Session& session_;
  int in_fd_;
  FrameSplitter splitter_;
  FrameOutput output_;  ///< used by the writer thread while it runs
  WakeFd news_;         ///< the session has events
  WakeFd over_;         ///< the writer must end
  WakeFd output_gone_;
  WakeFd given_up_;  ///< nothing more will come
  const ServeEnding& leaving_;
  const EventWitness& witness_;
  std::optional<Clock::time_point> stopping_since_;  ///< the run was asked to end
  bool ending_ = false;                              ///< the program must end after its run
  std::atomic<RunState> state_ = RunState::kIdle;    ///< according to the last event sent
  std::atomic<bool> has_checkpoints_ = false;        ///< the run writes them; likewise
  Mutex refused_mutex_;
  /// Answers to frames that are not commands.
  std::vector<event::Rejected> refused_ EMASCOPE_GUARDED_BY(refused_mutex_);
};

}  // namespace

int serveSession(Session& session, const Hello& hello, int in_fd, int out_fd,
                 const ServeEnding& ending, const EventWitness& witness) {
  return ServeLoop(session, in_fd, out_fd, ending, witness).run(hello);
}

}  // namespace emascope
