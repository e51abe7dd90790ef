/* SPDX-License-Identifier: Apache-2.0
 *
 * A disk and a clock that fail when they are told to, for any program: a library for LD_PRELOAD. It has open(), write(),
 * fsync(), rename() and their relatives of its own, which count the calls that concern a folder and then ask the system, or
 * fail; and clocks of the time of day that go backward. tests/faults/calls.py builds it and sets the variables:
 *
 *   FAULTS_BELOW        only calls on files below this folder count
 *   FAULTS_COUNTER      file of 16 bytes: calls so far and failures made, by all processes that have the variable
 *   FAULTS_CALL         number of the call that fails, from 1; 0: none
 *   FAULTS_KIND         ENOSPC, EIO, EINTR, SHORT (half of the bytes are written) or KILL (the process, before the call)
 *   FAULTS_LASTING      not empty: all later calls fail, too
 *   FAULTS_CLOCK_BACK   seconds by which the time of day goes back, FAULTS_CLOCK_AFTER seconds after the program's start
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum kind { NONE, FAILS, INTERRUPTED, SHORTENED, KILLED };

static const char* below;
static size_t below_length;
static int64_t* counter; /* calls, failures */
static int64_t chosen;
static int lasting;
static enum kind kind;
static int error_number;
static int64_t clock_back;
static double clock_after;
static double began;

#define REAL(name)                                       \
  static __typeof__(&name) real;                         \
  if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static double monotonic(void) {
  static int (*real)(clockid_t, struct timespec*);
  if (!real) real = (int (*)(clockid_t, struct timespec*))dlsym(RTLD_NEXT, "clock_gettime");
  struct timespec now = {0, 0};
  real(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static const char* variable(const char* name) {
  const char* value = getenv(name);
  return value ? value : "";
}

__attribute__((constructor)) static void readVariables(void) {
  clock_back = atoll(variable("FAULTS_CLOCK_BACK"));
  clock_after = atof(variable("FAULTS_CLOCK_AFTER"));
  began = monotonic();
  const char* file = variable("FAULTS_COUNTER");
  if (!*file) return;
  const int descriptor = open(file, O_RDWR | O_CLOEXEC);
  if (descriptor < 0) return;
  void* shared = mmap(NULL, 2 * sizeof(int64_t), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  close(descriptor);
  if (shared == MAP_FAILED) return;
  chosen = atoll(variable("FAULTS_CALL"));
  lasting = *variable("FAULTS_LASTING") != '\0';
  const char* wanted = variable("FAULTS_KIND");
  kind = NONE;
  if (!strcmp(wanted, "ENOSPC")) kind = FAILS, error_number = ENOSPC;
  if (!strcmp(wanted, "EIO")) kind = FAILS, error_number = EIO;
  if (!strcmp(wanted, "EINTR")) kind = INTERRUPTED, error_number = EINTR;
  if (!strcmp(wanted, "SHORT")) kind = SHORTENED;
  if (!strcmp(wanted, "KILL")) kind = KILLED;
  below = variable("FAULTS_BELOW");
  below_length = strlen(below);
  counter = shared;
}

static int isBelow(const char* path) {
  if (strncmp(path, below, below_length) != 0) return 0;
  return path[below_length] == '/' || path[below_length] == '\0';
}

/* What the path stands for in this process: relative ones count from the working folder. */
static int concerns(const char* path) {
  if (!counter || !path) return 0;
  if (*path == '/') return isBelow(path);
  char folder[4096];
  return getcwd(folder, sizeof folder) && isBelow(folder);
}

static int concernsDescriptor(int descriptor) {
  if (!counter || descriptor <= 2) return 0;
  char self[64];
  char path[4096];
  snprintf(self, sizeof self, "/proc/self/fd/%d", descriptor);
  const ssize_t length = readlink(self, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = '\0';
  return isBelow(path);
}

/* Counts a call. What is to happen to it: NONE, or what FAULTS_KIND says. */
static enum kind count(void) {
  const int64_t number = __atomic_add_fetch(&counter[0], 1, __ATOMIC_SEQ_CST);
  if (kind == NONE || chosen <= 0 || (lasting ? number < chosen : number != chosen)) return NONE;
  __atomic_add_fetch(&counter[1], 1, __ATOMIC_SEQ_CST);
  if (kind == KILLED) kill(getpid(), SIGKILL);
  return kind;
}

/* For calls that are neither written in part nor interrupted. */
static int fails(int concerned) {
  if (!concerned || count() != FAILS) return 0;
  errno = error_number;
  return 1;
}

/* For calls that write: the bytes to write, or -1 with errno. */
static ssize_t allowed(int descriptor, size_t size) {
  if (!concernsDescriptor(descriptor)) return (ssize_t)size;
  const enum kind what = count();
  if (what == FAILS || what == INTERRUPTED) {
    errno = error_number;
    return -1;
  }
  return (ssize_t)(what == SHORTENED && size > 1 ? size / 2 : size);
}

static int failsToOpen(const char* path, int flags) {
  const int writes = (flags & (O_CREAT | O_WRONLY | O_RDWR)) != 0;
  if (!writes || !concerns(path)) return 0;
  const enum kind what = count();
  if (what != FAILS && what != INTERRUPTED) return 0;
  errno = error_number;
  return 1;
}

static mode_t modeIn(int flags, va_list more) {
  return (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(more, mode_t) : 0;
}

#define OPEN(name)                                             \
  int name(const char* path, int flags, ...) {                 \
    REAL(name);                                                \
    va_list more;                                              \
    va_start(more, flags);                                     \
    const mode_t mode = modeIn(flags, more);                   \
    va_end(more);                                              \
    return failsToOpen(path, flags) ? -1 : real(path, flags, mode); \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                           \
  int name(int folder, const char* path, int flags, ...) {     \
    REAL(name);                                                \
    va_list more;                                              \
    va_start(more, flags);                                     \
    const mode_t mode = modeIn(flags, more);                   \
    va_end(more);                                              \
    return failsToOpen(path, flags) ? -1 : real(folder, path, flags, mode); \
  }
OPENAT(openat)
OPENAT(openat64)

#define MKOSTEMP(name)                                         \
  int name(char* form, int flags) {                            \
    REAL(name);                                                \
    return failsToOpen(form, O_CREAT) ? -1 : real(form, flags); \
  }
MKOSTEMP(mkostemp)
MKOSTEMP(mkostemp64)

ssize_t write(int descriptor, const void* bytes, size_t size) {
  REAL(write);
  const ssize_t some = allowed(descriptor, size);
  return some < 0 ? -1 : real(descriptor, bytes, (size_t)some);
}

ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t at) {
  REAL(pwrite);
  const ssize_t some = allowed(descriptor, size);
  return some < 0 ? -1 : real(descriptor, bytes, (size_t)some, at);
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t at) {
  REAL(pwrite64);
  const ssize_t some = allowed(descriptor, size);
  return some < 0 ? -1 : real(descriptor, bytes, (size_t)some, at);
}

int fsync(int descriptor) {
  REAL(fsync);
  return fails(concernsDescriptor(descriptor)) ? -1 : real(descriptor);
}

int fdatasync(int descriptor) {
  REAL(fdatasync);
  return fails(concernsDescriptor(descriptor)) ? -1 : real(descriptor);
}

int ftruncate(int descriptor, off_t size) {
  REAL(ftruncate);
  return fails(concernsDescriptor(descriptor)) ? -1 : real(descriptor, size);
}

int ftruncate64(int descriptor, off64_t size) {
  REAL(ftruncate64);
  return fails(concernsDescriptor(descriptor)) ? -1 : real(descriptor, size);
}

int rename(const char* from, const char* to) {
  REAL(rename);
  return fails(concerns(to)) ? -1 : real(from, to);
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) {
  REAL(renameat2);
  return fails(concerns(to)) ? -1 : real(from_folder, from, to_folder, to, flags);
}

int linkat(int from_folder, const char* from, int to_folder, const char* to, int flags) {
  REAL(linkat);
  return fails(concerns(to)) ? -1 : real(from_folder, from, to_folder, to, flags);
}

int mkdir(const char* path, mode_t mode) {
  REAL(mkdir);
  return fails(concerns(path)) ? -1 : real(path, mode);
}

/* Seconds to take off the time of day. */
static int64_t back(void) {
  if (clock_back == 0) return 0;
  return monotonic() - began >= clock_after ? clock_back : 0;
}

int clock_gettime(clockid_t clock, struct timespec* now) {
  REAL(clock_gettime);
  const int result = real(clock, now);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec -= back();
  return result;
}

int gettimeofday(struct timeval* now, void* zone) {
  static int (*real)(struct timeval*, void*);
  if (!real) real = (int (*)(struct timeval*, void*))dlsym(RTLD_NEXT, "gettimeofday");
  const int result = real(now, zone);
  if (result == 0) now->tv_sec -= back();
  return result;
}

time_t time(time_t* into) {
  struct timespec now = {0, 0};
  clock_gettime(CLOCK_REALTIME, &now);
  if (into) *into = now.tv_sec;
  return now.tv_sec;
}
