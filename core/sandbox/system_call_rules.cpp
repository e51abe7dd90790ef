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
#include <memory>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

namespace emascope {

#if defined(__x86_64__) || defined(__aarch64__)
namespace {

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
constexpr std::uint32_t kOpenToMake = O_CREAT | O_TRUNC | (O_TMPFILE & ~O_DIRECTORY);

/// A libseccomp filter in the making; the first rule that cannot be added makes it invalid.
class Filter {
 public:
  explicit Filter(std::uint32_t otherwise) : context_(seccomp_init(otherwise)) {
    check(context_ ? 0 : -ENOMEM);
    check(seccomp_attr_set(context_.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS));
  }

  void add(std::uint32_t action, std::initializer_list<int> calls) {
    for (const int call : calls) check(seccomp_rule_add(context_.get(), action, call, 0));
  }
  void add(std::uint32_t action, int call, scmp_arg_cmp argument) {
    check(seccomp_rule_add_array(context_.get(), action, call, 1, &argument));
  }
  /// `action` for a call whose argument has any bit of `mask`.
  void addForAnyBit(std::uint32_t action, int call, unsigned int argument, std::uint32_t mask) {
    for (std::uint32_t bit = 1; bit != 0; bit <<= 1U) {
      if ((mask & bit) != 0) add(action, call, {argument, SCMP_CMP_MASKED_EQ, bit, bit});
    }
  }
  /// `all_threads`: of this process; else of the calling thread and those that it starts.
  [[nodiscard]] bool load(bool all_threads) {
    check(seccomp_attr_set(context_.get(), SCMP_FLTATR_CTL_TSYNC, all_threads ? 1 : 0));
    if (valid_) check(seccomp_load(context_.get()));
    return valid_;
  }

 private:
  struct Release {
    void operator()(void* context) const { seccomp_release(context); }
  };
  void check(int code) { valid_ = valid_ && code == 0; }

  std::unique_ptr<void, Release> context_;
  bool valid_ = true;
};

/// All is denied that computing does not need.
Filter computingFilter() {
  Filter filter(SCMP_ACT_TRAP);
  filter.add(SCMP_ACT_ALLOW, kAllowed);
  filter.add(SCMP_ACT_ERRNO(ENOSYS), kUnknownCalls);
  filter.add(SCMP_ACT_ERRNO(ENOTTY), {SYS_ioctl});
  filter.add(SCMP_ACT_ALLOW, SYS_openat, SCMP_A2_64(SCMP_CMP_MASKED_EQ, kOpenToChange, 0));
#if defined(__x86_64__)
  filter.add(SCMP_ACT_ALLOW, SYS_open, SCMP_A1_64(SCMP_CMP_MASKED_EQ, kOpenToChange, 0));
#endif
  // Threads, not processes.
  filter.add(SCMP_ACT_ALLOW, SYS_clone, SCMP_A0_64(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
  // Signals to itself: abort().
  filter.add(SCMP_ACT_ALLOW, SYS_tgkill,
             SCMP_A0_64(SCMP_CMP_EQ, static_cast<std::uint64_t>(::getpid())));
  filter.add(SCMP_ACT_ALLOW, SYS_prctl, SCMP_A0_64(SCMP_CMP_EQ, PR_SET_NAME));
  filter.add(SCMP_ACT_ERRNO(EINVAL), SYS_prctl, SCMP_A0_64(SCMP_CMP_NE, PR_SET_NAME));
  filter.add(SCMP_ACT_ALLOW, SYS_fcntl, SCMP_A1_64(SCMP_CMP_EQ, F_GETFL));
  filter.add(SCMP_ACT_ERRNO(EPERM), SYS_fcntl, SCMP_A1_64(SCMP_CMP_NE, F_GETFL));
  // Limits are read, not set.
  filter.add(SCMP_ACT_ALLOW, SYS_prlimit64, SCMP_A2_64(SCMP_CMP_EQ, 0));
  return filter;
}

/// For threads that use a device: what starts, connects, makes or deletes is denied.
Filter deviceFilter() {
  Filter filter(SCMP_ACT_ALLOW);
  filter.add(
      SCMP_ACT_TRAP,
      {SYS_execve, SYS_execveat, SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kill,
       SYS_unlinkat, SYS_renameat, SYS_renameat2, SYS_mkdirat, SYS_mknodat, SYS_linkat,
       SYS_symlinkat, SYS_fchmodat, SYS_fchownat, SYS_truncate, SYS_mount, SYS_umount2, SYS_bpf});
#if defined(__x86_64__)
  filter.add(SCMP_ACT_TRAP,
             {SYS_fork, SYS_vfork, SYS_creat, SYS_unlink, SYS_rmdir, SYS_rename, SYS_mkdir,
              SYS_mknod, SYS_link, SYS_symlink, SYS_chmod, SYS_chown, SYS_lchown});
  filter.addForAnyBit(SCMP_ACT_TRAP, SYS_open, 1, kOpenToMake);
#endif
  filter.addForAnyBit(SCMP_ACT_TRAP, SYS_openat, 2, kOpenToMake);
  // Their arguments lie in memory, where a filter cannot look; libraries can do without.
  filter.add(SCMP_ACT_ERRNO(ENOSYS), {SYS_clone3, SYS_openat2, SYS_io_uring_setup});
  filter.add(SCMP_ACT_TRAP, SYS_socket, SCMP_A0_64(SCMP_CMP_NE, AF_UNIX));
  filter.add(SCMP_ACT_TRAP, SYS_clone, SCMP_A0_64(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
  return filter;
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

bool install(Filter filter, bool all_threads) {
  struct sigaction action {};
  action.sa_sigaction = remember;
  action.sa_flags = SA_SIGINFO | SA_NODEFER;
  return ::sigaction(SIGSYS, &action, nullptr) == 0 && filter.load(all_threads);
}

}  // namespace

bool restrictSystemCalls() { return install(computingFilter(), true); }

bool restrictSystemCallsOfThisThread(bool devices) {
  return install(devices ? deviceFilter() : computingFilter(), false);
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
