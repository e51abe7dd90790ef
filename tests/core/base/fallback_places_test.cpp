// SPDX-License-Identifier: Apache-2.0
//
// Where something goes that cannot be written where it was asked for: each place in turn.
#include "core/base/fallback_places.h"

#include "tests/support/temporary_folder.h"

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {
namespace {

namespace fs = std::filesystem;

class FallbackPlaces : public testing::Test {
 protected:
  FallbackPlaces() {
    ::setenv("TMPDIR", (folder_ / "first").c_str(), 1);
    ::setenv("XDG_STATE_HOME", (folder_ / "state").c_str(), 1);
  }
  ~FallbackPlaces() override {
    ::unsetenv("TMPDIR");
    ::unsetenv("XDG_STATE_HOME");
  }

  TemporaryFolder folder_;
};

TEST_F(FallbackPlaces, AreNamesThatNoFileHasInFoldersThatAreMade) {
  const auto places = fallbackPlaces("gone/run.csv");
  ASSERT_EQ(places.size(), 3U);
  EXPECT_EQ(places[0].value(), folder_ / "first/run.csv");
  EXPECT_EQ(places[1].value(), folder_ / "state/emascope/run.csv");
  EXPECT_TRUE(fs::is_directory(folder_ / "state/emascope"));
  static_cast<void>(folder_.file("first/run.csv", "taken"));
  EXPECT_EQ(fallbackPlaces("gone/run.csv")[0].value(), folder_ / "first/run-2.csv");
}

TEST_F(FallbackPlaces, AreTriedOnce) {
  ::setenv("TMPDIR", "/tmp/", 1);
  const auto places = fallbackPlaces("run.csv");
  ASSERT_EQ(places.size(), 2U);
  EXPECT_EQ(places[1].value(), folder_ / "state/emascope/run.csv");
}

TEST_F(FallbackPlaces, AreTriedInTurnUntilOneIsWritten) {
  static_cast<void>(folder_.file("first", "is no folder"));
  std::vector<std::string> tried;
  const auto write = [&](const std::string& place) -> Status {
    tried.push_back(place);
    if (tried.size() == 1) return Error{place, "cannot be written: No space left on device", ""};
    return Ok{};
  };
  const auto place = writeElsewhere("gone/emascope_fallback_test.csv", write);
  ASSERT_EQ(tried.size(), 2U);
  EXPECT_EQ(tried[0], folder_ / "state/emascope/emascope_fallback_test.csv");
  EXPECT_EQ(place.value(), tried[1]);
  EXPECT_EQ(fs::path(tried[1]).parent_path(), "/tmp");
}

TEST_F(FallbackPlaces, AreAllNamedWithTheirReasonsIfNoneIsWritten) {
  static_cast<void>(folder_.file("first", "is no folder"));
  const auto place = writeElsewhere("gone/emascope_fallback_test.csv", [](const std::string& path) {
    return Status(Error{path, "cannot be written: No space left on device", ""});
  });
  ASSERT_FALSE(place.ok());
  EXPECT_EQ(place.error().message(),
            (folder_ / "first") + ": cannot be created: Not a directory; " +
                (folder_ / "state/emascope/emascope_fallback_test.csv") +
                ": cannot be written: No space left on device; "
                "/tmp/emascope_fallback_test.csv: cannot be written: No space left on device");
}

TEST_F(FallbackPlaces, AreNamedInTheErrorOfThePlaceThatWasAskedFor) {
  const Error asked{"gone/run.csv", "cannot be written", ""};
  const auto written = writtenElsewhere(
      "gone/run.csv", [](const std::string&) -> Status { return Ok{}; }, asked);
  EXPECT_EQ(written.where, "gone/run.csv");
  EXPECT_EQ(written.why, "cannot be written; it was written to " +
                             std::string(folder_ / "first/run.csv") + " instead");
  const auto nowhere = writtenElsewhere(
      "gone/run.csv",
      [](const std::string&) -> Status {
        return Error{"", "no", ""};
      },
      asked);
  EXPECT_EQ(nowhere.why.find("cannot be written; nor could it be written elsewhere: no; no"), 0U);
}

}  // namespace
}  // namespace emascope
