// SPDX-License-Identifier: Apache-2.0
//
// limited_program DEED [PATH]: a limited child that restricts itself, does one thing that it should
// not, and reports "done" or the system's error, and what was denied.
#include "core/sandbox/limited_child.h"
#include "core/sandbox/protections.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <iostream>
#include <map>
#include <netinet/in.h>
#include <string>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace emascope {
namespace {

/// For ever, as far as a compiler can tell.
volatile bool endless = true;

int compute() {
  volatile double sum = 0.0;
  while (endless) sum = sum + 1.0;
  return 0;
}

int printWithoutEnd() {
  while (endless) std::cout << "all work and no play\n";
  return 0;
}

/// Fails when there is no more.
int eatMemory() {
  constexpr std::size_t kPiece = std::size_t{64} << 20U;
  while (endless) {
    void* piece =
        ::mmap(nullptr, kPiece, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (piece == MAP_FAILED) return -1;
    std::memset(piece, 'x', kPiece);
  }
  return 0;
}

/// As a program that has no handler of its own.
int crash() {
  std::signal(SIGSEGV, SIG_DFL);
  return ::raise(SIGSEGV);
}

int reportWithoutEnd() {
  while (endless) writeChildReport(std::string(65536, 'x'));
  return 0;
}

int useThread() {
  int sum = 0;
  std::thread([&sum] { sum = 42; }).join();
  return sum == 42 ? 0 : -1;
}

int overrunFileLimit() {
  const rlimit more{1U << 20U, 1U << 20U};
  return ::setrlimit(RLIMIT_FSIZE, &more);
}

const std::map<std::string, std::function<int(const char*)>>& deeds() {
  static const std::map<std::string, std::function<int(const char*)>> kDeeds = {
      {"nothing", [](const char*) { return 0; }},
      {"thread", [](const char*) { return useThread(); }},
      {"compute", [](const char*) { return compute(); }},
      {"print", [](const char*) { return printWithoutEnd(); }},
      {"report", [](const char*) { return reportWithoutEnd(); }},
      {"memory", [](const char*) { return eatMemory(); }},
      {"crash", [](const char*) { return crash(); }},
      {"abort", [](const char*) -> int { std::abort(); }},
      {"create", [](const char* path) { return ::open(path, O_WRONLY | O_CREAT, 0600); }},
      {"write", [](const char* path) { return ::open(path, O_RDWR); }},
      {"truncate", [](const char* path) { return ::truncate(path, 0); }},
      {"read", [](const char* path) { return ::open(path, O_RDONLY); }},
      {"delete", [](const char* path) { return ::unlink(path); }},
      {"rename", [](const char* path) { return ::rename(path, "/tmp/renamed"); }},
      {"rights", [](const char* path) { return ::chmod(path, 0777); }},
      {"folder", [](const char* path) { return ::mkdir(path, 0700); }},
      {"link", [](const char* path) { return ::symlink("/etc/passwd", path); }},
      {"socket", [](const char*) { return ::socket(AF_INET, SOCK_STREAM, 0); }},
      {"unix-socket", [](const char*) { return ::socket(AF_UNIX, SOCK_STREAM, 0); }},
      {"fork", [](const char*) { return static_cast<int>(::fork()); }},
      {"exec", [](const char*) { return ::execl("/bin/true", "true", nullptr); }},
      {"ptrace",
       [](const char*) {
         return static_cast<int>(::ptrace(PTRACE_ATTACH, ::getppid(), nullptr, nullptr));
       }},
      {"kill", [](const char*) { return ::kill(::getppid(), SIGTERM); }},
      {"limit", [](const char*) { return overrunFileLimit(); }}};
  return kDeeds;
}

[[noreturn]] void run(const std::string& deed, const char* path) {
  becomeLimitedChild();
  const Protections held =
      restrictThisProcess({.memory = std::uint64_t{512} << 20U, .cpu_seconds = 1});
  writeChildReport(held.text() + "\n" + readChildInput() + "\n");
  errno = 0;
  const int result = deeds().at(deed)(path);
  writeChildReport(result < 0 ? std::strerror(errno) : "done");
  for (const std::string& call : deniedCalls()) writeChildReport("\n" + call);
  ::_exit(0);
}

}  // namespace
}  // namespace emascope

int main(int argc, char** argv) {
  if (argc < 2) return 1;
  emascope::run(argv[1], argc > 2 ? argv[2] : "");
}
