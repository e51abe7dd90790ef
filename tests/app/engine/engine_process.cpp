// SPDX-License-Identifier: Apache-2.0
#include "tests/app/engine/engine_process.h"

#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <spawn.h>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace emascope {
namespace {

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> parts;
  std::istringstream stream(line);
  for (std::string part; std::getline(stream, part, ',');) parts.push_back(part);
  if (line.ends_with(',')) parts.emplace_back();  // an empty last cell
  return parts;
}

}  // namespace

EngineTest::EngineTest() {
  std::string form = testing::TempDir() + "engine_XXXXXX";
  folder_ = ::mkdtemp(form.data());
  ::setenv("ENGINE", program().c_str(), 1);
}

EngineTest::~EngineTest() { std::filesystem::remove_all(folder_); }

std::string EngineTest::program() { return EMASCOPE_BIN_DIR "/emascope-engine"; }

std::string EngineTest::contents(const std::string& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

CsvColumns EngineTest::csv(const std::string& file) {
  const std::string text = contents(file);
  EXPECT_TRUE(text.ends_with('\n')) << file;
  std::istringstream lines(text);
  std::string line;
  std::getline(lines, line);
  const auto names = cells(line);
  CsvColumns columns;
  while (std::getline(lines, line)) {
    const auto row = cells(line);
    EXPECT_EQ(row.size(), names.size()) << line;
    for (std::size_t i = 0; i < row.size() && i < names.size(); ++i) {
      columns[names[i]].push_back(row[i]);
    }
  }
  return columns;
}

Outcome EngineTest::engine(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), program());
  return finish(start(arguments));
}

Outcome EngineTest::shell(const std::string& line) {
  return finish(start({"/bin/sh", "-c", line}));
}

CsvColumns EngineTest::trained(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "train");
  arguments.insert(arguments.end(), {"--csv", path("trained.csv")});
  const Outcome outcome = engine(std::move(arguments));
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  CsvColumns columns = csv(path("trained.csv"));
  EXPECT_EQ(columns.erase("seconds"), 1U);
  return columns;
}

pid_t EngineTest::start(const std::vector<std::string>& words) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  constexpr mode_t kReadable = 0600;
  const auto redirect = [&](int descriptor, const std::string& file) {
    posix_spawn_file_actions_addopen(&actions, descriptor, file.c_str(),
                                     O_WRONLY | O_CREAT | O_TRUNC, kReadable);
  };
  redirect(STDOUT_FILENO, path("stdout"));
  redirect(STDERR_FILENO, path("stderr"));
  pid_t child = -1;
  EXPECT_EQ(
      ::posix_spawn(&child, words.front().c_str(), &actions, nullptr, arguments.data(), environ), 0)
      << words.front();
  posix_spawn_file_actions_destroy(&actions);
  return child;
}

Outcome EngineTest::finish(pid_t child) {
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status), contents(path("stdout")),
          contents(path("stderr"))};
}

}  // namespace emascope
