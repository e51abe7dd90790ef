// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/system_call_rules.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <fcntl.h>
#include <initializer_list>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

namespace emascope {

#if defined(__x86_64__) || defined(__aarch64__)
namespace {

#if defined(__x86_64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#else
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#endif

constexpr std::size_t kNumbers = 1024;
/// Set by the signal handler.
std::array<std::atomic<bool>, kNumbers> denied{};

/// Needed for computing; allowed with any arguments.
constexpr std::initializer_list<int> kAllowed = {
    SYS_read,           SYS_write,
    SYS_readv,          SYS_writev,
    SYS_pread64,        SYS_close,
    SYS_fstat,          SYS_lseek,
    SYS_newfstatat,     SYS_statx,
    SYS_faccessat,      SYS_readlinkat,
    SYS_getdents64,     SYS_dup,
    SYS_mmap,           SYS_mprotect,
    SYS_munmap,         SYS_mremap,
    SYS_madvise,        SYS_brk,
    SYS_get_mempolicy,  SYS_rt_sigaction,
    SYS_rt_sigprocmask, SYS_rt_sigreturn,
    SYS_sigaltstack,    SYS_futex,
    SYS_sched_yield,    SYS_sched_getaffinity,
    SYS_getcpu,         SYS_getpid,
    SYS_getppid,        SYS_gettid,
    SYS_getuid,         SYS_set_robust_list,
    SYS_rseq,           SYS_membarrier,
    SYS_exit,           SYS_exit_group,
    SYS_getrandom,      SYS_clock_gettime,
    SYS_clock_getres,   SYS_clock_nanosleep,
    SYS_nanosleep,      SYS_gettimeofday,
    SYS_getrusage,      SYS_sysinfo,
    SYS_uname,          SYS_restart_syscall,
#if defined(__x86_64__)
    SYS_stat,           SYS_lstat,
    SYS_access,         SYS_readlink,
    SYS_time,           SYS_arch_prctl,
#endif
};

/// Used by libraries that have a fallback.
constexpr std::initializer_list<int> kUnknownCalls = {SYS_clone3, SYS_faccessat2,
                                                      SYS_sched_setaffinity};

constexpr std::uint32_t kOpenToChange =
    O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~O_DIRECTORY);

using Program = std::vector<sock_filter>;

sock_filter statement(std::uint16_t code, std::uint32_t value) { return {code, 0, 0, value}; }
sock_filter jump(std::uint16_t code, std::uint32_t value, std::uint8_t yes, std::uint8_t no) {
  return {code, yes, no, value};
}
sock_filter end(std::uint32_t action) { return statement(BPF_RET | BPF_K, action); }
sock_filter load(std::size_t offset) {
  return statement(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset));
}
std::size_t lowHalf(std::size_t argument) {
  return offsetof(seccomp_data, args) + argument * sizeof(std::uint64_t);
}
std::size_t highHalf(std::size_t argument) { return lowHalf(argument) + sizeof(std::uint32_t); }

void onCall(Program& program, int number, const Program& rest) {
  program.push_back(jump(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(number), 0,
                         static_cast<std::uint8_t>(rest.size())));
  program.insert(program.end(), rest.begin(), rest.end());
}

constexpr std::uint32_t errorOf(int number) {
  return SECCOMP_RET_ERRNO | static_cast<std::uint32_t>(number);
}

/// Allowed if argument `index` has none of the bits of `mask`.
Program withoutBits(std::size_t index, std::uint32_t mask) {
  return {load(lowHalf(index)), jump(BPF_JMP | BPF_JSET | BPF_K, mask, 0, 1), end(SECCOMP_RET_TRAP),
          end(SECCOMP_RET_ALLOW)};
}

/// Allowed if argument `index` is `value`; otherwise fails with `otherwise`.
Program onlyValue(std::size_t index, std::uint32_t value, std::uint32_t otherwise) {
  return {load(lowHalf(index)), jump(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1),
          end(SECCOMP_RET_ALLOW), end(otherwise)};
}

Program filter() {
  Program program = {load(offsetof(seccomp_data, arch)),
                     jump(BPF_JMP | BPF_JEQ | BPF_K, kArchitecture, 1, 0),
                     end(SECCOMP_RET_KILL_PROCESS), load(offsetof(seccomp_data, nr))};
  for (const int number : kAllowed) onCall(program, number, {end(SECCOMP_RET_ALLOW)});
  for (const int number : kUnknownCalls) onCall(program, number, {end(errorOf(ENOSYS))});
  onCall(program, SYS_ioctl, {end(errorOf(ENOTTY))});
  onCall(program, SYS_openat, withoutBits(2, kOpenToChange));
#if defined(__x86_64__)
  onCall(program, SYS_open, withoutBits(1, kOpenToChange));
#endif
  // Threads, not processes.
  onCall(program, SYS_clone,
         {load(lowHalf(0)), jump(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1),
          end(SECCOMP_RET_ALLOW), end(SECCOMP_RET_TRAP)});
  // Signals to itself: abort().
  const auto self = static_cast<std::uint32_t>(::getpid());
  onCall(program, SYS_tgkill, onlyValue(0, self, SECCOMP_RET_TRAP));
  onCall(program, SYS_prctl, onlyValue(0, PR_SET_NAME, errorOf(EINVAL)));
  onCall(program, SYS_fcntl, onlyValue(1, F_GETFL, errorOf(EPERM)));
  // Limits may be read, not set.
  onCall(program, SYS_prlimit64,
         {load(lowHalf(2)), jump(BPF_JMP | BPF_JEQ | BPF_K, 0, 1, 0), end(SECCOMP_RET_TRAP),
          load(highHalf(2)), jump(BPF_JMP | BPF_JEQ | BPF_K, 0, 1, 0), end(SECCOMP_RET_TRAP),
          end(SECCOMP_RET_ALLOW)});
  program.push_back(end(SECCOMP_RET_TRAP));
  return program;
}

/// For threads that use a device: denies starting programs, connecting, and creating and deleting
/// files.
Program deviceFilter() {
  Program program = {load(offsetof(seccomp_data, arch)),
                     jump(BPF_JMP | BPF_JEQ | BPF_K, kArchitecture, 1, 0),
                     end(SECCOMP_RET_KILL_PROCESS), load(offsetof(seccomp_data, nr))};
  for (const int number : {
         SYS_execve, SYS_execveat, SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev,
             SYS_kill, SYS_unlinkat, SYS_renameat, SYS_renameat2, SYS_mkdirat, SYS_mknodat,
             SYS_linkat, SYS_symlinkat, SYS_fchmodat, SYS_fchownat, SYS_truncate, SYS_mount,
             SYS_umount2,
#if defined(__x86_64__)
             SYS_fork, SYS_vfork, SYS_creat, SYS_unlink, SYS_rmdir, SYS_rename, SYS_mkdir,
             SYS_mknod, SYS_link, SYS_symlink, SYS_chmod, SYS_chown, SYS_lchown,
#endif
             SYS_bpf
       }) {
    onCall(program, number, {end(SECCOMP_RET_TRAP)});
  }
  // Their arguments are in memory, which a filter cannot read. Libraries have a fallback.
  for (const int number : {SYS_clone3, SYS_openat2, SYS_io_uring_setup}) {
    onCall(program, number, {end(errorOf(ENOSYS))});
  }
  constexpr std::uint32_t kOpenToMake = O_CREAT | O_TRUNC | (O_TMPFILE & ~O_DIRECTORY);
  onCall(program, SYS_openat, withoutBits(2, kOpenToMake));
#if defined(__x86_64__)
  onCall(program, SYS_open, withoutBits(1, kOpenToMake));
#endif
  onCall(program, SYS_socket, onlyValue(0, AF_UNIX, SECCOMP_RET_TRAP));
  onCall(program, SYS_clone,
         {load(lowHalf(0)), jump(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1),
          end(SECCOMP_RET_ALLOW), end(SECCOMP_RET_TRAP)});
  program.push_back(end(SECCOMP_RET_ALLOW));
  return program;
}

/// Makes the call fail with EPERM.
void remember(int /*signal*/, siginfo_t* info, void* context) {
  const auto number = static_cast<std::size_t>(info->si_syscall);
  if (number < kNumbers) denied[number].store(true, std::memory_order_relaxed);
  auto& registers = static_cast<ucontext_t*>(context)->uc_mcontext;
#if defined(__x86_64__)
  registers.gregs[REG_RAX] = -EPERM;
#else
  registers.regs[0] = static_cast<unsigned long long>(-EPERM);
#endif
}

std::string inWords(int number) {
  struct Words {
    std::initializer_list<int> numbers;
    const char* what;
  };
  static const std::initializer_list<Words> kWords = {
#if defined(__x86_64__)
    {{SYS_open, SYS_creat}, "open a file for writing"},
    {{SYS_unlink, SYS_rmdir, SYS_rename, SYS_mkdir, SYS_link, SYS_symlink, SYS_chmod, SYS_chown},
     "change a folder"},
    {{SYS_fork, SYS_vfork}, "start a process"},
#endif
    {{SYS_openat, SYS_openat2}, "open a file for writing"},
    {{SYS_unlinkat, SYS_renameat, SYS_renameat2, SYS_mkdirat, SYS_linkat, SYS_symlinkat,
      SYS_fchmodat, SYS_fchownat},
     "change a folder"},
    {{SYS_truncate, SYS_ftruncate, SYS_fallocate}, "change a file"},
    {{SYS_socket, SYS_socketpair, SYS_connect, SYS_bind}, "open a connection"},
    {{SYS_execve, SYS_execveat, SYS_clone}, "start a process"},
    {{SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kill, SYS_tgkill},
     "reach another process"}
  };
  for (const Words& words : kWords) {
    if (std::find(words.numbers.begin(), words.numbers.end(), number) != words.numbers.end()) {
      return words.what;
    }
  }
  return "make system call " + std::to_string(number);
}

bool install(Program program, unsigned int flags) {
  struct sigaction action {};
  action.sa_sigaction = remember;
  action.sa_flags = SA_SIGINFO | SA_NODEFER;
  if (::sigaction(SIGSYS, &action, nullptr) != 0) return false;
  const sock_fprog rules{static_cast<unsigned short>(program.size()), program.data()};
  return ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &rules) == 0;
}

}  // namespace

bool restrictSystemCalls() { return install(filter(), SECCOMP_FILTER_FLAG_TSYNC); }

bool restrictSystemCallsOfThisThread(bool devices) {
  return install(devices ? deviceFilter() : filter(), 0);
}

std::vector<std::string> deniedSystemCalls() {
  std::vector<std::string> words;
  for (std::size_t number = 0; number < kNumbers; ++number) {
    if (!denied[number].load(std::memory_order_relaxed)) continue;
    std::string what = inWords(static_cast<int>(number));
    if (std::find(words.begin(), words.end(), what) == words.end())
      words.push_back(std::move(what));
  }
  return words;
}
#else
bool restrictSystemCalls() { return false; }
bool restrictSystemCallsOfThisThread(bool /*devices*/) { return false; }
std::vector<std::string> deniedSystemCalls() { return {}; }
#endif

}  // namespace emascope
