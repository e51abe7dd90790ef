// SPDX-License-Identifier: Apache-2.0
//
// emascope-engine smooth: what is given as input is told what it is.
#include "tests/app/engine/smooth/smooth_fixture.h"
#include "tests/support/utf16.h"

#include <gmock/gmock.h>

namespace emascope {
namespace {

using namespace std::string_literals;
using testing::HasSubstr;

class SmoothInputs : public Smooth {
 protected:
  /// What is said of `input`, which must be refused.
  [[nodiscard]] std::string refusal(const std::vector<std::string>& inputs,
                                    const std::string& output = "out.csv") {
    std::vector<std::string> arguments = {"smooth", "--output", path(output), "--track",
                                          "u:schedule=uniform"};
    for (const std::string& input : inputs) {
      arguments.insert(arguments.end(), {"--input", input});
    }
    const Outcome outcome = engine(arguments);
    EXPECT_EQ(outcome.code, 2);
    EXPECT_FALSE(std::filesystem::exists(path(output)));
    return outcome.err;
  }
};

TEST_F(SmoothInputs, PatternsAndFolders) {
  EXPECT_THAT(refusal({path("*.pt")}), HasSubstr("*.pt: matches no file"));
  EXPECT_THAT(refusal({path("")}), HasSubstr(": is a folder; allowed: a file, or a pattern"));
  EXPECT_THAT(refusal({path("none.csv")}), HasSubstr("none.csv: cannot be read: No such file"));
  std::filesystem::create_directory(path("a"));
  EXPECT_THAT(refusal({path("?")}), HasSubstr("a: is a folder"));
}

TEST_F(SmoothInputs, FilesOfOtherKinds) {
  const std::string golden = EMASCOPE_SOURCE_DIR "/tests/golden/";
  EXPECT_THAT(refusal({file("a.csv.gz", "\x1f\x8b\x08")}), HasSubstr("is compressed (gzip -dc"));
  EXPECT_THAT(refusal({file("a.pt", "version https://git-lfs.github.com/spec/v1\n")}),
              HasSubstr("a.pt: is a Git LFS pointer"));
  EXPECT_THAT(refusal({file("state.json", R"({"log_history": []})")}, "out.safetensors"),
              HasSubstr("state.json: is JSON, but not an index of shards"));
  EXPECT_THAT(refusal({file("events.out", "\x18\0\0\0\0\0\0\0abcdbrain.Event:2"s)}),
              HasSubstr("is an event file of TensorBoard"));
  EXPECT_THAT(refusal({golden + "data/mnist.npz"}, "out.safetensors"),
              HasSubstr("mnist.npz: is an NPZ archive of NumPy"));
  EXPECT_THAT(refusal({golden + "torch/before-1.6.pt"}, "out.safetensors"),
              HasSubstr("before PyTorch 1.6"));
  for (const char protocol : {'\x02', '\x03', '\x04', '\x05'}) {
    EXPECT_THAT(refusal({file("loss.pkl", "\x80"s + protocol + "}q\0."s)}),
                HasSubstr("loss.pkl: is a pickle without a zip archive"));
  }
  EXPECT_THAT(refusal({golden + "torch/script.pt"}, "out.safetensors"),
              HasSubstr("script.pt: is a TorchScript program"));
  EXPECT_THAT(refusal({file("empty.safetensors", "")}, "out.safetensors"),
              HasSubstr("empty.safetensors: is empty"));
}

TEST_F(SmoothInputs, SeveralTables) {
  const std::string a = file("a.csv", "1\n");
  const std::string b = file("b.csv", "1\n");
  EXPECT_THAT(refusal({a, b}), HasSubstr("is a table or an array, and only one of these"));
  EXPECT_THAT(refusal({path("?.csv")}), HasSubstr("is a table or an array, and only one of these"));
  EXPECT_THAT(refusal({a, "-"}), HasSubstr("standard input cannot be combined with files"));
}

TEST_F(SmoothInputs, TheOutputIsOfTheInputsKind) {
  const std::string weights = EMASCOPE_SOURCE_DIR "/tests/golden/torch/network.pt";
  EXPECT_THAT(refusal({weights}, "out.pt"),
              HasSubstr("output: averages of tensors are written as safetensors"));
  EXPECT_THAT(refusal({file("a.csv", "1\n")}, "out.safetensors"),
              HasSubstr("output: averages of a table or an array are written as CSV"));
}

TEST_F(SmoothInputs, TablesInAnyLayoutAreReadAndSaidHow) {
  const std::string table = file("in.csv", "step;loss\n1;0,5\n2;0,25\n");
  const std::vector<std::string> words = {"smooth", "--output", path("out.csv"), "--x", "step"};
  const auto smooth = [&](std::vector<std::string> more) {
    more.insert(more.begin(), words.begin(), words.end());
    return engine(std::move(more));
  };
  const Outcome file_read = smooth({"--input", table});
  EXPECT_EQ(file_read.code, 0) << file_read.err;
  EXPECT_EQ(file_read.err, "emascope-engine: " + table +
                               ": semicolons separate the columns\nemascope-engine: " + table +
                               ": numbers have a decimal comma\n");
  EXPECT_THAT(csv(path("out.csv")).at("loss.mean"), testing::ElementsAre("0.5", "0.375"));
  const Outcome piped = shell("cat " + table + " | $ENGINE smooth --input - --output - --x step");
  EXPECT_EQ(piped.out, contents(path("out.csv")));
  EXPECT_THAT(piped.err, HasSubstr("emascope-engine: standard input: semicolons separate the"));
  const std::string thousands = file("t.csv", "step;loss\n1;811.692\n2;12.500\n");
  EXPECT_THAT(smooth({"--input", thousands}).err,
              HasSubstr("--decimal comma reads it as 811692\n"));
  const Outcome said =
      smooth({"--input", thousands, "--decimal", "comma", "--delimiter", "semicolon"});
  EXPECT_EQ(said.code, 0) << said.err;
  EXPECT_THAT(csv(path("out.csv")).at("loss"), testing::ElementsAre("811692", "12500"));
}

TEST_F(SmoothInputs, TablesInUtf16AreReadAndSaidSo) {
  for (const bool big_endian : {false, true}) {
    const std::string table =
        file("in.csv", utf16(u"\uFEFFstep;größe\n1;0,5\n2;0,25\n", big_endian));
    const Outcome outcome =
        engine({"smooth", "--input", table, "--output", path("out.csv"), "--x", "step"});
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "emascope-engine: " + table +
                               ": the text is in UTF-16 and was converted to UTF-8\n" +
                               "emascope-engine: " + table + ": semicolons separate the columns\n" +
                               "emascope-engine: " + table + ": numbers have a decimal comma\n");
    EXPECT_THAT(csv(path("out.csv")).at("größe.mean"), testing::ElementsAre("0.5", "0.375"));
    const Outcome piped = shell("cat " + table + " | $ENGINE smooth --input - --output - --x step");
    EXPECT_EQ(piped.out, contents(path("out.csv")));
    EXPECT_THAT(piped.err, HasSubstr("standard input: the text is in UTF-16"));
  }
}

TEST_F(SmoothInputs, TheLayoutIsOfTablesAndOneOfThoseThereAre) {
  const std::string table = file("a.csv", "1\n");
  const auto refused = [&](const std::string& input, const std::string& output,
                           const std::string& option, const std::string& value) {
    const Outcome outcome =
        engine({"smooth", "--input", input, "--output", path(output), option, value});
    EXPECT_EQ(outcome.code, 2);
    return outcome.err;
  };
  EXPECT_THAT(refused(table, "out.csv", "--delimiter", "ab"),
              HasSubstr("delimiter: 'ab' is not allowed; allowed: auto, comma, semicolon, tab"));
  EXPECT_THAT(refused(table, "out.csv", "--decimal", "dot"),
              HasSubstr("decimal: 'dot' is not allowed; allowed: auto, point, comma"));
  const std::string weights = EMASCOPE_SOURCE_DIR "/tests/golden/torch/network.pt";
  EXPECT_THAT(refused(weights, "out.safetensors", "--delimiter", "tab"),
              HasSubstr("delimiter: is for tables and arrays"));
  EXPECT_THAT(refused(weights, "out.safetensors", "--decimal", "comma"),
              HasSubstr("decimal: is for tables and arrays"));
}

TEST_F(SmoothInputs, AnOutputIsNoInput) {
  const std::string table = file("in.csv", "a\n1\n2\n");
  std::filesystem::create_symlink(table, path("link.csv"));
  for (const std::string& output : {table, path("./in.csv"), path("link.csv")}) {
    const Outcome outcome = engine({"smooth", "--input", table, "--output", output});
    EXPECT_EQ(outcome.code, 2) << output;
    EXPECT_THAT(outcome.err, HasSubstr("is the file that --input"));
    EXPECT_EQ(contents(table), "a\n1\n2\n");
  }
}

}  // namespace
}  // namespace emascope
