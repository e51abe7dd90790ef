#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks what tidy.py remembers and what it finds, on a project of two sources and one header in a scratch folder.

    tidy_test.py WORK_FOLDER
"""
import pathlib
import shutil
import subprocess
import sys
import unittest

TIDY = pathlib.Path(__file__).with_name("tidy.py")
ROOT = TIDY.parents[2]
CMAKE = """cmake_minimum_required(VERSION 3.25)
project(scratch LANGUAGES CXX)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
add_library(scratch first.cpp second.cpp)
"""


# `first` reads a member that a mutex guards; %s is put before that.
GUARDED = """#include "core/base/thread_safety.h"
namespace {
class Counter {
 public:
  int value() {
    %s
    return value_;
  }

 private:
  emascope::Mutex mutex_;
  int value_ EMASCOPE_GUARDED_BY(mutex_) = 0;
};
}  // namespace
int first() { return Counter().value(); }
"""


class Scratch(unittest.TestCase):
    work = None

    def setUp(self):
        shutil.rmtree(self.work, ignore_errors=True)
        self.root = self.work / "here"
        self.root.mkdir(parents=True)
        self.write("CMakeLists.txt", CMAKE)
        self.write(".clang-tidy", "Checks: '-*,modernize-use-nullptr'\nWarningsAsErrors: '*'\n")
        self.write("shared.h", "inline int one() { return 1; }\n")
        self.write("first.cpp", '#include "shared.h"\nint first() { return one(); }\n')
        self.write("second.cpp", "int second() { return 2; }\n")

    def write(self, name, text):
        (self.root / name).write_text(text)

    def tidy(self, *options):
        """Builds, checks, and returns exit status and output."""
        build = self.root / "build"
        for command in (["cmake", "-G", "Ninja", "-S", self.root, "-B", build], ["ninja", "-C", build]):
            subprocess.run(command, check=True, capture_output=True)
        done = subprocess.run([sys.executable, TIDY, build, "--root", self.root, "--record", self.root / "passed.txt",
                               *options], capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def changed(self):
        return self.tidy("--list")[1].split()


class Record(Scratch):
    def test_a_unit_that_passed_is_not_checked_again(self):
        self.assertEqual(self.changed(), ["first.cpp", "second.cpp"])
        self.assertEqual(self.tidy()[0], 0)
        self.assertEqual(self.changed(), [])

    def test_a_changed_header_has_its_users_checked_again(self):
        self.tidy()
        self.write("shared.h", "inline int one() { return 3; }\n")
        self.assertEqual(self.changed(), ["first.cpp"])

    def test_changed_rules_have_everything_checked_again(self):
        self.tidy()
        self.write(".clang-tidy", "Checks: '-*,modernize-use-override'\nWarningsAsErrors: '*'\n")
        self.assertEqual(self.changed(), ["first.cpp", "second.cpp"])

    def test_a_finding_fails_and_is_not_recorded(self):
        self.tidy()
        self.write("second.cpp", "int* second() { return 0; }\n")
        code, text = self.tidy()
        self.assertEqual(code, 1, text)
        self.assertIn("modernize-use-nullptr", text)
        self.assertEqual(self.changed(), ["second.cpp"])

    def test_the_record_holds_in_another_folder(self):
        self.tidy()
        shutil.rmtree(self.root / "build")
        elsewhere = self.work / "elsewhere"
        shutil.move(self.root, elsewhere)
        self.root = elsewhere
        self.assertEqual(self.changed(), [])


class ThreadSafety(Scratch):
    """With the project's own rules and header."""

    def setUp(self):
        super().setUp()
        shutil.copy(ROOT / ".clang-tidy", self.root)
        (self.root / "core/base").mkdir(parents=True)
        shutil.copy(ROOT / "core/base/thread_safety.h", self.root / "core/base")
        self.write("CMakeLists.txt", CMAKE + "target_include_directories(scratch PRIVATE .)\nset_property(TARGET scratch PROPERTY CXX_STANDARD 20)\n")

    def test_an_access_without_the_mutex_is_found(self):
        self.write("first.cpp", GUARDED % "")
        code, text = self.tidy()
        self.assertEqual(code, 1, text)
        self.assertIn("reading variable 'value_' requires holding mutex 'mutex_' [clang-diagnostic-thread-safety-analysis", text)

    def test_an_access_with_the_mutex_passes(self):
        self.write("first.cpp", GUARDED % "const emascope::MutexLock lock(mutex_);")
        code, text = self.tidy()
        self.assertEqual(code, 0, text)


if __name__ == "__main__":
    if not shutil.which("clang-tidy-14"):
        print("skipped: clang-tidy-14 is not installed")
        sys.exit(77)
    Scratch.work = pathlib.Path(sys.argv.pop(1)).resolve() / "emascope-tidy"  # is cleared
    unittest.main()
