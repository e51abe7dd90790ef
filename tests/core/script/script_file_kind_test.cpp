// SPDX-License-Identifier: Apache-2.0
//
// Files that are given as a network and are none: each is refused for what it is.
#include "core/script/script_file_kind.h"

#include "tests/support/temporary_folder.h"

#include <string>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;
using std::string_literals::operator""s;

/// An archive's frame around the names of members; their bytes do not matter here.
std::string archiveOf(const std::string& names) {
  return "PK\x03\x04"s + "bytes with constants.pkl and data.pkl in them" + "PK\x01\x02" + names +
         "PK\x05\x06" + std::string(18, '\0');
}

struct Kind {
  const char* name;
  const char* file;
  std::string bytes;
  const char* message;
};

class OtherFiles : public testing::TestWithParam<Kind> {};

TEST_P(OtherFiles, AreRefusedForWhatTheyAre) {
  const auto error = otherThanTorchScript(GetParam().file, GetParam().bytes);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->where, GetParam().file);
  EXPECT_THAT(error->message(), HasSubstr(GetParam().message));
  EXPECT_NE(error->allowed, "");
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, OtherFiles,
    testing::Values(
        Kind{"ExportedProgram", "net.pt2",
             archiveOf("net/archive_format net/models/model.json net/data/weights/weight_0"),
             "is a torch.export program (.pt2), not TorchScript; allowed: TorchScript"},
        Kind{"OlderExportedProgram", "net.pt2",
             archiveOf("serialized_exported_program.json serialized_state_dict.pt version"),
             "torch.export program (.pt2)"},
        Kind{"StateDict", "net.pt", archiveOf("net/data.pkl net/data/0 net/version"),
             "is a file from torch.save: weights or pickles"},
        Kind{"Checkpoint", "last.ckpt", archiveOf("archive/data.pkl archive/data/0"),
             "last.ckpt: is a checkpoint from torch.save"},
        Kind{"Arrays", "x.npz", archiveOf("x.npy y.npy"), "is an NPZ archive of NumPy arrays"},
        Kind{"OtherArchive", "x.zip", archiveOf("readme.txt"),
             "an archive that contains no TorchScript"},
        Kind{
            "Safetensors", "net.safetensors", "\x08\0\0\0\0\0\0\0{\"a\":{} "s + "data"s,
            "is a safetensors file: weights, without the network; allowed: this file as --weights"},
        Kind{"Pickle", "net.pkl", "\x80\x02}q\0."s, "is a pickle"},
        Kind{"PickleOfProtocol3", "net.pt", "\x80\x03}q\0."s, "is a pickle"},
        Kind{"PickleOfProtocol4", "net.pt", "\x80\x04}\x94."s, "is a pickle"},
        Kind{"PickleOfProtocol5", "net.ckpt", "\x80\x05\x95\x0c\0\0\0\0\0\0\0}\x94."s,
             "is a pickle, as pickle.dump writes"},
        Kind{"Keras", "net.h5", "\x89HDF\r\n\x1a\n"s, "is an HDF5 file"},
        Kind{"Pointer", "net.pt", "version https://git-lfs.github.com/spec/v1", "Git LFS pointer"},
        Kind{"Onnx", "net.onnx", "\x08\x07"s, "is an ONNX file"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(TorchScriptFiles, AreLeftToLibTorch) {
  for (const char* name : {"mlp.pt", "traced.pt", "frozen.pt", "newer.pt"}) {
    const std::string path = EMASCOPE_SOURCE_DIR "/tests/golden/script/"s + name;
    EXPECT_FALSE(otherThanTorchScript(path, TemporaryFolder::contents(path))) << name;
  }
  const std::string weights = EMASCOPE_SOURCE_DIR "/tests/golden/script/state_dict.pt";
  EXPECT_TRUE(otherThanTorchScript(weights, TemporaryFolder::contents(weights)));
  EXPECT_FALSE(otherThanTorchScript("x.pt", "PK\x03\x04 cut short"));
  EXPECT_FALSE(otherThanTorchScript("x.pt", "words"));
  EXPECT_FALSE(otherThanTorchScript("x.pt", ""));
}

}  // namespace
}  // namespace emascope
