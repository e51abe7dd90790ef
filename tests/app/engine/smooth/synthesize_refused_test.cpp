// SPDX-License-Identifier: Apache-2.0
//
// emascope-engine synthesize refuses folders that are not what they should be, and averages that
// the snapshots cannot give.
#include "tests/app/engine/smooth/synthesize_fixture.h"

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;

class SynthesizeRefused : public SynthesizeTest {
 protected:
  void keep(const std::string& name) const {
    write("kept/" + name, {{"w", ScalarType::kF32, {1.0}}});
  }
  /// What standard error says; nothing may be written.
  [[nodiscard]] std::string refusal(const std::vector<std::string>& words) const {
    const Outcome outcome = synthesize(words);
    EXPECT_EQ(outcome.code, kExitUsage) << outcome.err;
    EXPECT_FALSE(std::filesystem::exists(path("out.safetensors")));
    return outcome.err;
  }
  [[nodiscard]] std::string refusedPair(const std::string& sigma_rel = "0.12") const {
    return refusal({"--sigma-rels", "0.05,0.28", "--sigma-rel", sigma_rel});
  }
};

TEST_F(SynthesizeRefused, FoldersWithoutSnapshots) {
  EXPECT_THAT(refusedPair(), HasSubstr("has no files of tensors"));
  EXPECT_THAT(refusal({"--sigma-rel", "0.1", "--snapshots", path("none")}),
              HasSubstr("none: cannot be read as a folder: No such file or directory"));
  keep("0.safetensors");  // without its step
  keep("model.safetensors");
  EXPECT_THAT(refusedPair(), HasSubstr("has no file named as a snapshot; there are "
                                       "'0.safetensors' and 'model.safetensors'; allowed: "
                                       "0.1000.pt as of ema-pytorch"));
  EXPECT_THAT(refusal({"--snapshots", path("kept/0.safetensors"), "--sigma-rel", "0.1"}),
              HasSubstr("cannot be read as a folder: Not a directory"));
  keep("0.0.safetensors");
  EXPECT_THAT(refusedPair(), HasSubstr("has no snapshot named {index}.{step} of a step above 0"));
}

TEST_F(SynthesizeRefused, TwoKindsOfSnapshots) {
  keep("0.10.safetensors");
  keep("network-snapshot-0001024-0.050.safetensors");
  EXPECT_THAT(refusedPair(), HasSubstr("has snapshots of both ema-pytorch and EDM2: "
                                       "'0.10.safetensors' and 'network-snapshot-"));
}

TEST_F(SynthesizeRefused, OneSnapshotIsOnlyItself) {
  keep("0.1000.safetensors");
  const std::string err = refusal({"--sigma-rels", "0.05", "--sigma-rel", "0.12"});
  EXPECT_THAT(err, HasSubstr("sigma-rel: sigma_rel 0.12 at step 1000 cannot be synthesized from 1 "
                             "snapshots: "));
  EXPECT_THAT(err, HasSubstr("% of its weight would lie on wrong steps; allowed: at most 5 %"));
}

TEST_F(SynthesizeRefused, NarrowerThanEverySnapshot) {
  for (const char* const name : {"0.500", "1.500", "0.1000", "1.1000"}) {
    keep(std::string(name) + ".safetensors");
  }
  EXPECT_THAT(refusedPair("0.01"), HasSubstr("would have a mean age of"));
  EXPECT_THAT(refusedPair("0.01"), HasSubstr("no snapshot's is below 52"));
  EXPECT_THAT(refusedPair("0.12"), HasSubstr("% of its weight would lie on wrong steps"));
  EXPECT_THAT(refusal({"--sigma-rels", "0.05,0.28", "--sigma-rel", "0.05", "--step", "400"}),
              HasSubstr("there is no snapshot at or before step 400; allowed: step 500 or later"));
}

TEST_F(SynthesizeRefused, ThousandsOfImagesAreSaidAsInTheNames) {
  for (const char* const name : {"1000-0.050", "1000-0.280", "2000-0.050", "2000-0.280"}) {
    keep("network-snapshot-000" + std::string(name) + ".safetensors");
  }
  const std::string err = refusal({"--sigma-rel", "0.01"});
  EXPECT_THAT(err, HasSubstr(" at 2000 kimg would have a mean age of "));
  EXPECT_THAT(err, HasSubstr(" kimg, but no snapshot's is below "));
  EXPECT_THAT(err, HasSubstr("the last snapshot was taken at 2000 kimg); allowed: "));
  EXPECT_EQ(err.find("step"), std::string::npos) << err;
  EXPECT_THAT(refusal({"--sigma-rel", "0.05", "--step", "900"}),
              HasSubstr("there is no snapshot at or before 900 kimg; allowed: 1000 kimg or later"));
}

TEST_F(SynthesizeRefused, TheSameSnapshotTwice) {
  keep("0.10.safetensors");
  keep("0.010.safetensors");
  keep("1.10.safetensors");
  EXPECT_THAT(refusedPair(), HasSubstr("are of the same step and width"));
  std::filesystem::remove(path("kept/0.010.safetensors"));
  keep("0.10.pt");
  EXPECT_THAT(refusedPair(), HasSubstr("has one snapshot several times: '0.10.pt' and "
                                       "'0.10.safetensors'"));
}

TEST_F(SynthesizeRefused, MixedShapesAreListed) {
  keep("0.10.safetensors");
  write("kept/0.20.safetensors", {{"w", ScalarType::kF32, {1.0, 2.0}}});
  write("kept/0.30.safetensors", {{"v", ScalarType::kF32, {1.0}}});
  const std::string err = refusal({"--sigma-rels", "0.05", "--sigma-rel", "0.05"});
  EXPECT_THAT(err, HasSubstr("0.20.safetensors has other tensors:\n  'w' is F32[2], not F32[1]"));
  EXPECT_THAT(err, HasSubstr("0.30.safetensors has other tensors:\n  lacks 'w', F32[1]"));
}

TEST_F(SynthesizeRefused, ListsThatDoNotFitTheNames) {
  keep("0.10.safetensors");
  keep("1.10.safetensors");
  EXPECT_THAT(refusal({"--sigma-rel", "0.05"}),
              HasSubstr("sigma-rels: the file names contain an index instead of a width"));
  EXPECT_THAT(refusal({"--sigma-rels", "0.05", "--sigma-rel", "0.05"}),
              HasSubstr("1.10.safetensors: has the index 1, but 1 width is listed"));
  EXPECT_THAT(refusal({"--sigma-rels", "0.05,0.1,0.2", "--sigma-rel", "0.05"}),
              HasSubstr("lists 3 widths, but there is no snapshot of index 2"));
  EXPECT_THAT(refusal({"--sigma-rels", "0.05,0.05", "--sigma-rel", "0.05"}),
              HasSubstr("sigma-rels: lists 0.05 twice"));
  EXPECT_THAT(refusal({"--sigma-rels", "0.05,0.3", "--sigma-rel", "0.05"}),
              HasSubstr("sigma-rels"));
  EXPECT_THAT(refusal({"--gammas", "5,-1", "--sigma-rel", "0.05"}),
              HasSubstr("gammas: an exponent cannot be -1"));
  EXPECT_THAT(refusal({"--gammas", "5", "--sigma-rels", "0.1", "--sigma-rel", "0.05"}),
              HasSubstr("gammas: is given together with --sigma-rels"));
  EXPECT_THAT(refusal({"--names", "{index}.{step}x", "--gammas", "5,6", "--sigma-rel", "0.05"}),
              HasSubstr("has no snapshot named {index}.{step}x"));
}

TEST_F(SynthesizeRefused, WidthsThatNamesAlreadyHaveOrLack) {
  keep("a-1024-0.050.safetensors");
  EXPECT_THAT(
      refusal({"--sigma-rels", "0.05", "--sigma-rel", "0.05"}),
      HasSubstr("sigma-rels: the file names already contain the width (*-{kimg}-{sigma_rel}"));
  EXPECT_THAT(refusal({"--names", "a-{step}-*", "--sigma-rel", "0.05"}),
              HasSubstr("sigma-rels: the file names contain no width (a-{step}-*)"));
  keep("a-1024-0.300.safetensors");
  EXPECT_THAT(refusal({"--sigma-rel", "0.05"}), HasSubstr("a-1024-0.300.safetensors: "));
}

TEST_F(SynthesizeRefused, AStepThatLacksASnapshotIsSaid) {
  keep("0.10.safetensors");
  keep("1.10.safetensors");
  keep("1.20.safetensors");
  keep("1.30.safetensors");
  const Outcome outcome =
      engine({"synthesize", "--snapshots", path("kept"), "--sigma-rels", "0.05,0.28", "--sigma-rel",
              "0.28", "--save", path("out.safetensors")});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("step 20 has 1 of 2 snapshots; 2 steps in all lack some\n"));
}

TEST_F(SynthesizeRefused, FilesThatAreNotRead) {
  std::ofstream(path("kept/network-snapshot-0001024-0.050.pkl")) << "\x80\x04\x95";
  EXPECT_THAT(
      refusal({"--sigma-rel", "0.05"}),
      HasSubstr("0.050.pkl: is a bare pickle, which is a program and is not run; allowed: a "
                "state_dict of the same name"));
  keep("network-snapshot-0001024-0.050.safetensors");
  EXPECT_THAT(refusal({"--sigma-rel", "0.1"}), HasSubstr("cannot be synthesized from 1 snapshots"));
  std::ofstream(path("kept/network-snapshot-0002048-0.050.pt")) << "text";
  EXPECT_THAT(refusal({"--sigma-rel", "0.05"}),
              HasSubstr("0002048-0.050.pt: is neither a safetensors file nor one written"));
  std::filesystem::resize_file(path("kept/network-snapshot-0002048-0.050.pt"), 0);
  EXPECT_THAT(refusal({"--sigma-rel", "0.05"}), HasSubstr("0002048-0.050.pt: is empty"));
}

TEST_F(SynthesizeRefused, OptionsThatDoNotBelongTogether) {
  keep("0.10.safetensors");
  const auto with = [this](std::vector<std::string> more) {
    more.insert(more.begin(), {"--sigma-rels", "0.05"});
    return refusal(more);
  };
  EXPECT_THAT(with({}), HasSubstr("one of --sigma-rel and --gamma"));
  EXPECT_THAT(with({"--sigma-rel", "0.05", "--gamma", "3"}),
              HasSubstr("sigma-rel: is given together with --gamma"));
  EXPECT_THAT(with({"--sigma-rel", "0.4"}), HasSubstr("sigma-rel"));
  EXPECT_THAT(with({"--gamma", "-1"}), HasSubstr("gamma"));
  EXPECT_THAT(with({"--sigma-rel", "0.05", "--step", "1.5"}), HasSubstr("step"));
  EXPECT_THAT(with({"--sigma-rel", "0.05", "--strip", "x."}),
              HasSubstr("strip: no name begins with 'x.'"));
  EXPECT_THAT(with({"--sigma-rel", "0.05", "--save", path("out.pt")}),
              HasSubstr("does not end in .safetensors"));
  EXPECT_THAT(with({"--sigma-rel", "0.05", "--save", path("kept/0.10.safetensors")}),
              HasSubstr("--save"));
  EXPECT_THAT(with({"--sigma-rel", "0.05", "--names", "{index}"}), HasSubstr("names: '{index}'"));
}

}  // namespace
}  // namespace emascope
