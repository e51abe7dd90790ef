// SPDX-License-Identifier: Apache-2.0
//
// The real engine as a window starts it: commands in, frames out.
#pragma once

#include "tests/support/frame_reader.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include <gtest/gtest.h>

extern char** environ;

namespace emascope {

/// `emascope-engine serve` and the ends of its pipes.
class Engine {
 public:
  explicit Engine(std::vector<std::string> options = {}) {
    std::signal(SIGPIPE, SIG_IGN);
    std::array<int, 2> input = {};
    std::array<int, 2> output = {};
    EXPECT_EQ(pipe2(input.data(), O_CLOEXEC), 0);
    EXPECT_EQ(pipe2(output.data(), O_CLOEXEC), 0);
    posix_spawn_file_actions_t actions = {};
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO);
    std::string program = EMASCOPE_BIN_DIR "/emascope-engine";
    std::string serve = "serve";
    std::vector<char*> arguments = {program.data(), serve.data()};
    for (std::string& option : options) arguments.push_back(option.data());
    arguments.push_back(nullptr);
    EXPECT_EQ(posix_spawn(&process_, program.c_str(), &actions, nullptr, arguments.data(), environ),
              0);
    posix_spawn_file_actions_destroy(&actions);
    close(input[0]);
    close(output[1]);
    input_ = input[1];
    output_ = output[0];
    reader_ = FrameReader(output_);
  }
  ~Engine() {
    if (process_ > 0) {
      kill(process_, SIGKILL);
      waitpid(process_, nullptr, 0);
    }
    endInput();
    close(output_);
  }
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  void send(const std::string& bytes) const {
    ASSERT_EQ(write(input_, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  }
  void endInput() {
    if (input_ >= 0) close(input_);
    input_ = -1;
  }
  /// Until the pipe takes no more.
  void waitForFullOutput() const {
    // Linux opens a pipe's other end this way.
    const int other = open(("/proc/self/fd/" + std::to_string(output_)).c_str(), O_WRONLY);
    ASSERT_GE(other, 0);
    pollfd room = {other, POLLOUT, 0};
    while (poll(&room, 1, 0) == 1) std::this_thread::yield();
    close(other);
  }
  FrameReader& reader() { return reader_; }
  [[nodiscard]] pid_t process() const { return process_; }

  /// Waits for its end; -1 if a signal ended it.
  int exitCode() {
    int status = 0;
    while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    process_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t process_ = -1;
  int input_ = -1;
  int output_ = -1;
  FrameReader reader_{-1};
};

}  // namespace emascope
