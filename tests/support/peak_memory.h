// SPDX-License-Identifier: Apache-2.0
//
// Tests of how much memory something takes mean nothing where a sanitizer keeps what was freed.
#pragma once

#include <gtest/gtest.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define EMASCOPE_SKIP_WITH_SANITIZERS() GTEST_SKIP() << "a sanitizer keeps memory that was freed"
#else
#define EMASCOPE_SKIP_WITH_SANITIZERS() static_cast<void>(0)
#endif
