// SPDX-License-Identifier: Apache-2.0
#include "app/engine/serve/serve_loop.h"

#include "app/common/exit_code.h"
#include "tests/support/frame_reader.h"
#include "tests/support/quickest.h"
#include "tests/support/scripted_session.h"

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <future>
#include <thread>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using std::chrono::steady_clock;

struct Pipe {
  Pipe() { EXPECT_EQ(pipe(ends.data()), 0); }
  ~Pipe() {
    closeEnd(0);
    closeEnd(1);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  void closeEnd(std::size_t end) {
    if (ends[end] >= 0) close(ends[end]);
    ends[end] = -1;
  }
  std::array<int, 2> ends = {-1, -1};
};

/// A served session with the test as its window.
class ServeLoop : public testing::Test {
 protected:
  void SetUp() override { std::signal(SIGPIPE, SIG_IGN); }
  void TearDown() override { endInput(); }  // also of a test that gave up

  /// After the test has said what it wants of the session.
  void start() {
    code_ = std::async(std::launch::async, [this] {
      return serveSession(session_, Hello{}, input_.ends[0], output_.ends[1], leaving_, witness_);
    });
  }
  void send(const std::string& bytes) const {
    ASSERT_EQ(write(input_.ends[1], bytes.data(), bytes.size()),
              static_cast<ssize_t>(bytes.size()));
  }
  void endInput() { input_.closeEnd(1); }
  /// Exit code, or -1 if it does not end within 20 s.
  int code() {
    if (code_.wait_for(std::chrono::seconds(20)) != std::future_status::ready) return -1;
    return code_.get();
  }
  /// What the engine says of `bytes` after its Hello.
  std::string complaintAbout(const std::string& bytes) {
    start();
    send(bytes);
    const auto failed = reader_.nextOf<event::Failed>();
    return failed ? failed->what : reader_.problem();
  }

  Pipe input_;
  Pipe output_;
  ServeEnding leaving_;
  EventWitness witness_;
  ScriptedSession session_;
  FrameReader reader_{output_.ends[0]};
  std::future<int> code_;  ///< last: waits for the thread that uses the others
};

TEST_F(ServeLoop, SaysHelloFirst) {
  session_.say(event::StateChanged{});
  start();
  const auto first = reader_.next();
  ASSERT_TRUE(first) << reader_.problem();
  EXPECT_TRUE(std::holds_alternative<Hello>(*first));
  endInput();
  EXPECT_EQ(code(), kExitOk);
}

TEST_F(ServeLoop, PassesCommandsOnInOrder) {
  start();
  send(encode(Command(command::Pause{})) + encode(Command(command::Advance{3})));
  send(encode(Command(command::Stop{})));
  EXPECT_EQ(session_.posted(3),
            (std::vector<Command>{command::Pause{}, command::Advance{3}, command::Stop{}}));
  endInput();
  EXPECT_EQ(code(), kExitOk);
}

TEST_F(ServeLoop, StopsARunWithCheckpointsAtTheEndOfTheInput) {
  event::Started started;
  started.config.checkpoints.folder = "run";
  session_.say(started);
  session_.say(event::StateChanged{RunState::kRunning, 0, ""});
  start();
  ASSERT_TRUE(reader_.nextOf<event::StateChanged>());
  endInput();
  EXPECT_EQ(session_.posted(1), (std::vector<Command>{command::Stop{}}));
  session_.say(event::CheckpointWritten{.step = 3, .path = "run/3"});
  session_.say(event::StateChanged{RunState::kFinished, 3, ""});
  EXPECT_EQ(code(), kExitOk);
  EXPECT_TRUE(reader_.nextOf<event::CheckpointWritten>());
}

TEST_F(ServeLoop, DoesNotWaitForARunThatDoesNotStop) {
  event::Started started;
  started.config.checkpoints.folder = "run";
  session_.say(started);
  session_.say(event::StateChanged{RunState::kRunning, 0, ""});
  start();
  ASSERT_TRUE(reader_.nextOf<event::StateChanged>());
  endInput();
  EXPECT_EQ(code(), kExitOk);
}

TEST_F(ServeLoop, ARunWithoutCheckpointsIsLeftAsItIs) {
  session_.say(event::Started{});
  session_.say(event::StateChanged{RunState::kRunning, 0, ""});
  start();
  ASSERT_TRUE(reader_.nextOf<event::StateChanged>());
  endInput();
  EXPECT_EQ(code(), kExitOk);
  EXPECT_TRUE(session_.posted(0).empty());
}

TEST_F(ServeLoop, PutsACommandTogetherFromPieces) {
  start();
  for (const char byte : encode(Command(command::SetSpeed{200.0}))) send({&byte, 1});
  EXPECT_EQ(session_.posted(1), (std::vector<Command>{command::SetSpeed{200.0}}));
  endInput();
  EXPECT_EQ(code(), kExitOk);
}

TEST_F(ServeLoop, PassesEventsOnInOrder) {
  start();
  for (std::int64_t step = 1; step <= 500; ++step)
    session_.say(event::SkippedStep{step, "loss", 1});
  for (std::int64_t step = 1; step <= 500; ++step) {
    const auto skipped = reader_.nextOf<event::SkippedStep>();
    ASSERT_TRUE(skipped) << reader_.problem();
    ASSERT_EQ(skipped->step, step);
  }
  endInput();
  EXPECT_EQ(code(), kExitOk);
}

TEST_F(ServeLoop, ShowsItsWitnessEveryEventInOrder) {
  std::vector<std::int64_t> seen;
  witness_ = [&seen](const Event& event) {
    if (const auto* skipped = std::get_if<event::SkippedStep>(&event))
      seen.push_back(skipped->step);
  };
  start();
  ASSERT_TRUE(reader_.next());
  for (std::int64_t step = 1; step <= 3; ++step) {
    session_.say(event::SkippedStep{step, "loss", 1});
  }
  ASSERT_TRUE(reader_.nextOf<event::SkippedStep>()) << reader_.problem();
  output_.closeEnd(0);  // nobody reads the rest
  session_.say(event::SkippedStep{4, "loss", 1});
  EXPECT_EQ(code(), kExitFailure);
  EXPECT_EQ(seen, (std::vector<std::int64_t>{1, 2, 3, 4}));
}

TEST_F(ServeLoop, WritesWhatWasSaidBeforeTheEndOfInput) {
  start();
  ASSERT_TRUE(reader_.next());
  session_.say(event::SkippedStep{7, "loss", 1});
  endInput();
  EXPECT_EQ(code(), kExitOk);
  const auto skipped = reader_.nextOf<event::SkippedStep>();
  ASSERT_TRUE(skipped) << reader_.problem();
  EXPECT_EQ(skipped->step, 7);
}

/// One whose output nobody reads.
class UnreadLoop final : public ServeLoop {
 public:
  /// From the end of the input to that of the session.
  steady_clock::duration ending() {
    start();
    const std::string words(std::size_t{1} << 20U, 'x');  // more than a pipe holds
    for (int i = 0; i < 4; ++i) session_.say(event::SkippedStep{i, words, 1});
    pollfd full = {output_.ends[1], POLLOUT, 0};
    while (poll(&full, 1, 0) == 1) std::this_thread::yield();
    const auto before = steady_clock::now();
    endInput();
    EXPECT_EQ(code(), kExitOk);
    return steady_clock::now() - before;
  }

 private:
  void TestBody() override {}
};

TEST_F(ServeLoop, EndsWithItsInputEvenIfNobodyReadsItsOutput) {
  constexpr std::chrono::seconds kLimit(1);
  EXPECT_LT(quickest(kLimit, [] { return UnreadLoop().ending(); }), kLimit);
}

TEST_F(ServeLoop, EndsWhenItsOutputIsClosed) {
  start();
  ASSERT_TRUE(reader_.next());
  output_.closeEnd(0);
  session_.say(event::StateChanged{});
  EXPECT_EQ(code(), kExitFailure);
}

TEST_F(ServeLoop, RefusesALengthThatCannotBe) {
  EXPECT_EQ(
      complaintAbout("GET / HTTP/1.1\r\n"),
      "the engine cannot continue: frame length: 542393671 bytes are not allowed; allowed: 1 to "
      "16777216");
  EXPECT_EQ(code(), kExitUsage);
}

TEST_F(ServeLoop, RefusesPayloadsThatAreNotCbor) {
  using std::string_literals::operator""s;
  EXPECT_EQ(complaintAbout("\x02\0\0\0\x9F\xFF"s).rfind("the engine cannot continue: frame", 0),
            0U);
  EXPECT_EQ(code(), kExitUsage);
}

/// A frame of `map`.
std::string framed(const nlohmann::json& map) {
  const auto payload = nlohmann::json::to_cbor(map);
  std::string frame(4, '\0');
  for (std::size_t i = 0; i < 4; ++i) frame[i] = static_cast<char>(payload.size() >> 8 * i & 0xFFU);
  return frame.append(payload.begin(), payload.end());
}

TEST_F(ServeLoop, AFrameThatIsNoCommandIsAnsweredAndTheEngineGoesOn) {
  using nlohmann::json;
  struct Wrong {
    json map;
    std::uint64_t request;
    std::string where;
  };
  const json no_config = {{"kind", "start"}, {"request", 31}};
  const std::vector<Wrong> frames = {
      {{{"kind", "dance"}, {"request", 30}}, 30, "frame.kind"},
      {no_config, 31, "start.config"},
      {{{"kind", "advance"}, {"count", 0}}, 0, "advance.count"},
      {{{"kind", "edit_tracks"}, {"request", 32}, {"action", {{"do", "paint"}}}},
       32,
       "edit_tracks.action.do"},
      {{{"kind", "set_params"}, {"request", 33}, {"track", 7}, {"values", json::object()}},
       33,
       "set_params.track"},
      {{{"request", 34}}, 34, "frame.kind"},
      {{{"kind", "render"}, {"request", -3}, {"of", "raw"}}, 0, "render.request"},
      {json::array({1, 2}), 0, "frame"}};
  start();
  for (const Wrong& wrong : frames) {
    send(framed(wrong.map));
    const auto answer = reader_.nextOf<event::Rejected>();
    ASSERT_TRUE(answer) << wrong.where << ": " << reader_.problem();
    EXPECT_EQ(answer->request, wrong.request) << wrong.where;
    EXPECT_EQ(answer->error.where, wrong.where);
    EXPECT_FALSE(answer->error.why.empty());
  }
  send(encode(Command(command::Advance{4})));
  EXPECT_EQ(session_.posted(1), (std::vector<Command>{command::Advance{4}}));
  endInput();
  EXPECT_EQ(code(), kExitOk);
}

TEST_F(ServeLoop, WhatIsAlwaysEmptyNeedNotBeSent) {
  using nlohmann::json;
  start();
  send(framed(
      {{"kind", "edit_tracks"},
       {"request", 5},
       {"action", {{"do", "add"}, {"track", {{"label", "wide"}, {"schedule", "uniform"}}}}}}));
  send(framed({{"kind", "start"},
               {"request", 6},
               {"config",
                {{"preset", "curve"},
                 {"steps", 70},
                 {"seed", 3},
                 {"eval_every", 7},
                 {"device", "cpu"},
                 {"threads", 1},
                 {"lr", 0},
                 {"speed", 0},
                 {"start_paused", false},
                 {"pause_on_divergence", true},
                 {"tracks", json::array()}}}}));
  RunConfig config;
  config.preset = "curve";
  config.steps = 70;
  config.seed = 3;
  config.eval_every = 7;
  config.device = "cpu";
  config.threads = 1;
  config.pause_on_divergence = true;
  EXPECT_EQ(session_.posted(2),
            (std::vector<Command>{
                command::EditTracks{5, track_action::Add{{.label = "wide", .schedule = "uniform"}}},
                command::Start{6, config}}));
  endInput();
  EXPECT_EQ(code(), kExitOk);
}

TEST_F(ServeLoop, ACommandCutByTheEndOfInputIsAnError) {
  start();
  const std::string frame = encode(Command(command::Pause{}));
  send(frame.substr(0, frame.size() - 1));
  endInput();
  const auto failed = reader_.nextOf<event::Failed>();
  ASSERT_TRUE(failed) << reader_.problem();
  EXPECT_EQ(failed->kind, event::FailureKind::kInput);
  EXPECT_NE(failed->what.find("ends in the middle of a frame"), std::string::npos);
  EXPECT_EQ(code(), kExitUsage);
}

TEST_F(ServeLoop, PostsWhatCameBeforeABadFrame) {
  EXPECT_NE(complaintAbout(encode(Command(command::Stop{})) + std::string(4, '\0')), "");
  EXPECT_EQ(session_.posted(1), (std::vector<Command>{command::Stop{}}));
  EXPECT_EQ(code(), kExitUsage);
}

TEST_F(ServeLoop, ASignalEndsTheRunAndThenTheProgram) {
  const Pipe signals;
  leaving_.wanted_fd = signals.ends[0];
  session_.say(event::StateChanged{RunState::kRunning, 0, ""});
  start();
  ASSERT_TRUE(reader_.nextOf<event::StateChanged>());
  ASSERT_EQ(write(signals.ends[1], "!", 1), 1);
  EXPECT_EQ(session_.posted(1), (std::vector<Command>{command::Stop{}}));
  session_.say(event::StateChanged{RunState::kFinished, 7, ""});
  const auto last = reader_.nextOf<event::StateChanged>();
  ASSERT_TRUE(last) << reader_.problem();
  EXPECT_EQ(last->step, 7);
  EXPECT_EQ(code(), kExitOk);
}

TEST_F(ServeLoop, ASignalWithoutARunEndsTheProgram) {
  const Pipe signals;
  leaving_.wanted_fd = signals.ends[0];
  start();
  ASSERT_TRUE(reader_.next());
  ASSERT_EQ(write(signals.ends[1], "!", 1), 1);
  EXPECT_EQ(code(), kExitOk);
}

TEST_F(ServeLoop, AStepThatOutlastsStopIsGivenUp) {
  std::atomic<int> asked = 0;
  leaving_.give_up = [&](std::chrono::seconds so_long) {
    if (so_long.count() < 1 || ++asked > 1) return false;
    session_.say(event::StateChanged{RunState::kFinished, 7, ""});
    return true;
  };
  session_.say(event::StateChanged{RunState::kRunning, 0, ""});
  start();
  ASSERT_TRUE(reader_.nextOf<event::StateChanged>());
  send(encode(Command(command::Stop{})));
  const auto last = reader_.nextOf<event::StateChanged>();
  ASSERT_TRUE(last) << reader_.problem();
  EXPECT_EQ(last->state, RunState::kFinished);
  EXPECT_EQ(code(), kExitFailure);
  EXPECT_EQ(asked, 1);
}

TEST_F(ServeLoop, EndsWhenAStepWasGivenUpUnasked) {
  std::atomic<bool> gone = false;
  leaving_.gave_up = [&] { return gone.load(); };
  session_.say(event::StateChanged{RunState::kRunning, 0, ""});
  start();
  ASSERT_TRUE(reader_.nextOf<event::StateChanged>());
  gone = true;
  session_.say(event::StateChanged{RunState::kFailed, 3, "it took too long"});
  const auto last = reader_.nextOf<event::StateChanged>();
  ASSERT_TRUE(last) << reader_.problem();
  EXPECT_EQ(last->state, RunState::kFailed);
  EXPECT_EQ(code(), kExitFailure);
}

}  // namespace
}  // namespace emascope
