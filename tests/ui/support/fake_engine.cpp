// SPDX-License-Identifier: Apache-2.0
//
// An engine that misbehaves on request, for tests of the process that watches it.
//
//   fake_engine good         says Hello, answers Start with a running run of one evaluation
//   fake_engine BEHAVIOR    one of the table at the end
#include "core/protocol/wire/codec.h"
#include "tests/support/fake_run.h"
#include "tests/ui/support/fake_pictures.h"

#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>
#include <unistd.h>

namespace {

using namespace emascope;  // NOLINT(google-build-using-namespace): a program of one file

bool send(const std::string& bytes) {
  std::size_t sent = 0;
  while (sent < bytes.size()) {
    const ssize_t count = write(STDOUT_FILENO, bytes.data() + sent, bytes.size() - sent);
    if (count <= 0) return false;
    sent += static_cast<std::size_t>(count);
  }
  return true;
}

Hello hello() { return {kProtocolMajor, kProtocolMinor, "fake engine", fakeCatalog()}; }

/// Serves until the end of input; a run never goes past its first evaluation.
int good() {
  send(encode(hello()));
  FrameSplitter splitter;
  std::string bytes(4096, '\0');
  for (ssize_t count = 0; (count = read(STDIN_FILENO, bytes.data(), bytes.size())) > 0;) {
    splitter.append({bytes.data(), static_cast<std::size_t>(count)});
    while (true) {
      const auto payload = splitter.next();
      if (!payload) return 2;
      if (!payload.value()) break;
      const auto command = decodeFromWindow(*payload.value());
      if (!command) return 2;
      if (const auto* start = std::get_if<command::Start>(&command.value())) {
        event::Started started = fakeStarted(fakeCatalog());
        started.request = start->request;
        send(encode(Event(started)) +
             encode(Event(event::StateChanged{RunState::kRunning, 0, ""})) +
             encode(Event(event::Evaluated{{fakePoint(25, 3)}})));
      }
    }
  }
  return 0;
}

/// Resumes paused runs and draws pictures of them; exits at a command that would train or write.
int pictures() {
  send(encode(hello()));
  FrameSplitter splitter;
  std::string bytes(4096, '\0');
  std::int64_t step = 0;
  for (ssize_t count = 0; (count = read(STDIN_FILENO, bytes.data(), bytes.size())) > 0;) {
    splitter.append({bytes.data(), static_cast<std::size_t>(count)});
    while (true) {
      const auto payload = splitter.next();
      if (!payload) return 2;
      if (!payload.value()) break;
      const auto command = decodeFromWindow(*payload.value());
      if (!command) return 2;
      if (const auto* start = std::get_if<command::Start>(&command.value())) {
        const RunConfig& config = start->config;
        if (!config.start_paused || !config.checkpoints.folder.empty()) return 3;
        if (!config.saves.empty()) return 3;
        event::Started started = fakeStarted(fakeCatalog());
        started.request = start->request;
        started.config.resume_from = config.resume_from;
        const auto digits = config.resume_from.rfind('-') + 1;  // of "step-000000500.emascope"
        started.from_step = step = std::stoll(config.resume_from.substr(digits));
        send(encode(Event(started)) + encode(Event(event::Evaluated{{fakePoint(step, 3)}})) +
             encode(Event(event::StateChanged{RunState::kPaused, step, ""})));
      } else if (const auto* wanted = std::get_if<command::Render>(&command.value())) {
        send(encode(Event(event::Rendered{wanted->request, step, wanted->of, fakeCurve()})));
      } else {
        return 4;
      }
    }
  }
  return 0;
}

/// Ends each run at once, with the seed as the loss of raw, a tenth of it for the first average,
/// and twice for the second. Refuses a run that would be watched or write, and fails at seed 100.
int seeds() {
  send(encode(hello()));
  FrameSplitter splitter;
  std::string bytes(4096, '\0');
  for (ssize_t count = 0; (count = read(STDIN_FILENO, bytes.data(), bytes.size())) > 0;) {
    splitter.append({bytes.data(), static_cast<std::size_t>(count)});
    while (true) {
      const auto payload = splitter.next();
      if (!payload) return 2;
      if (!payload.value()) break;
      const auto command = decodeFromWindow(*payload.value());
      const auto* start = command ? std::get_if<command::Start>(&command.value()) : nullptr;
      if (start == nullptr) return 2;
      const RunConfig& config = start->config;
      if (config.speed != 0.0 || config.start_paused || config.pause_on_divergence ||
          !config.checkpoints.folder.empty() || !config.saves.empty()) {
        send(encode(Event(event::Rejected{start->request, {"the run", "would be watched", ""}})));
        continue;
      }
      event::Started started = fakeStarted(fakeCatalog());
      started.request = start->request;
      started.config = config;
      send(encode(Event(started)) + encode(Event(event::StateChanged{RunState::kRunning, 0, ""})));
      if (config.seed == 100) {
        send(encode(Event(event::StateChanged{RunState::kFailed, 3, "3 steps diverged"})));
        continue;
      }
      const auto loss = static_cast<double>(config.seed);
      event::Evaluated evaluated;
      for (std::int64_t step = 1; step <= 5; ++step) {
        EvalPoint point = fakePoint(step, config.tracks.size());
        point.raw.loss = loss;
        for (TrackEvaluation& track : point.tracks) track.val.loss = 2.0 * loss;
        if (!point.tracks.empty()) point.tracks.front().val.loss = loss / 10.0;
        evaluated.points.push_back(point);
      }
      send(encode(Event(evaluated)) +
           encode(Event(event::StateChanged{RunState::kFinished, config.steps, ""})));
    }
  }
  return 0;
}

int wrongMajor() {
  Hello other = hello();
  other.major = 9;
  send(encode(other));
  return good();
}

int garbage() {
  send("Segmentation fault? No, just a log line on the wrong stream.\n");
  return good();
}

int notCbor() {
  send(std::string("\x04\x00\x00\x00\xff\xff\xff\xff", 8));
  return good();
}

int cut() {
  const std::string frame = encode(Event(event::Evaluated{{fakePoint(25, 3)}}));
  send(encode(hello()) + frame.substr(0, frame.size() / 2));
  return 0;
}

int eventFirst() {
  send(encode(Event(event::Progress{})));
  return good();
}

int dies() {
  send(encode(hello()));
  std::cerr << "the disk is full\n";
  return 7;
}

int crashes() {
  send(encode(hello()));
  std::cerr << "the disk is full\n" << std::flush;
  std::signal(SIGSEGV, SIG_DFL);
  return std::raise(SIGSEGV);
}

int talksToTheEnd() {
  for (int line = 0; line < 20000; ++line) std::cerr << "line " << line << " of many\n";
  return 3;
}

int mute() {
  while (true) pause();
}

int deaf() {
  send(encode(hello()));
  return mute();
}

int flood() {
  send(encode(hello()));
  std::string frames;
  for (int i = 0; i < 1000; ++i) frames += encode(Event(event::Progress{i, 0, 1e6, 0, 0, 0}));
  while (send(frames)) {
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::map<std::string, int (*)()> behaviors = {{"good", good},
                                                      {"pictures", pictures},
                                                      {"seeds", seeds},
                                                      {"wrong-major", wrongMajor},
                                                      {"garbage", garbage},
                                                      {"not-cbor", notCbor},
                                                      {"cut", cut},
                                                      {"event-first", eventFirst},
                                                      {"dies", dies},
                                                      {"crashes", crashes},
                                                      {"talks-to-the-end", talksToTheEnd},
                                                      {"mute", mute},
                                                      {"deaf", deaf},
                                                      {"flood", flood}};
  const auto found = behaviors.find(argc > 1 ? argv[1] : "good");
  return found == behaviors.end() ? 64 : found->second();
}
