// SPDX-License-Identifier: Apache-2.0
#include "core/script/script_file_kind.h"

#include "core/base/file_kind.h"

#include <filesystem>
#include <initializer_list>

namespace emascope {
namespace {

constexpr const char* kScriptInstead =
    "TorchScript: the module from torch.jit.script or torch.jit.trace, saved with torch.jit.save "
    "('emascope-engine export-script' writes the lines for it)";

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// The end of a ZIP archive, which holds the names of its members.
std::string_view directoryOf(std::string_view bytes) {
  const std::size_t begin = bytes.find("PK\x01\x02");
  return begin == std::string_view::npos ? bytes : bytes.substr(begin);
}

Error archive(const std::string& path, std::string_view directory) {
  if (holds(directory, "serialized_exported_program") || holds(directory, "archive_format") ||
      holds(directory, "models/")) {
    return {path, "is a torch.export program (.pt2), not TorchScript", kScriptInstead};
  }
  if (holds(directory, "data.pkl")) {
    const std::string ending = std::filesystem::path(path).extension().string();
    return {
        path,
        ending == ".ckpt"
            ? "is a checkpoint from torch.save: weights and pickles, without the network's program"
            : "is a file from torch.save: weights or pickles, without the network's program",
        std::string(kScriptInstead) +
            "; or the network as a JSON file, and its weights as safetensors with --weights"};
  }
  if (holds(directory, ".npy")) {
    return {path, "is an NPZ archive of NumPy arrays, not a network", kScriptInstead};
  }
  return {path, "is an archive that contains no TorchScript", kScriptInstead};
}

}  // namespace

std::optional<Error> otherThanTorchScript(const std::string& path, std::string_view bytes) {
  const FileKind kind = kindOfBytes(bytes);
  switch (kind) {
    case FileKind::kZip:
    case FileKind::kNpz: {
      const std::string_view directory = directoryOf(bytes);
      if (holds(directory, "constants.pkl") || !holds(directory, "PK\x05\x06")) return std::nullopt;
      return archive(path, directory);
    }
    case FileKind::kSafetensors:
      return Error{path, "is a safetensors file: weights, without the network",
                   "this file as --weights, and the network as --model: mlp, cnn, resnet or a JSON "
                   "file"};
    case FileKind::kPickle:
      return Error{path,
                   "is a pickle, as pickle.dump writes, or torch.save before PyTorch 1.6: weights "
                   "or objects, without the network's program",
                   kScriptInstead};
    case FileKind::kLfsPointer:
    case FileKind::kHdf5:
    case FileKind::kNpy:
    case FileKind::kPicture:
      return Error{path, std::string(kindWords(kind)), kScriptInstead};
    default:
      break;
  }
  if (std::filesystem::path(path).extension() != ".onnx") return std::nullopt;
  return Error{path, "is an ONNX file, which is not supported", kScriptInstead};
}

}  // namespace emascope
