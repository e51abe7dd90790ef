// SPDX-License-Identifier: Apache-2.0
#include "core/base/file_kind.h"

#include "core/base/uninterrupted.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace emascope {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view begin;
  FileKind kind;
};
constexpr std::array<Signature, 13> kSignatures = {
    {{"PK\x03\x04"sv, FileKind::kZip},
     {"PK\x05\x06"sv, FileKind::kZip},
     {"\x93NUMPY"sv, FileKind::kNpy},
     {"\x1f\x8b"sv, FileKind::kCompressed},
     {"BZh"sv, FileKind::kCompressed},
     {"\xfd"
      "7zXZ"sv,
      FileKind::kCompressed},
     {"\x28\xb5\x2f\xfd"sv, FileKind::kCompressed},
     {"version https://git-lfs"sv, FileKind::kLfsPointer},
     {"\x89HDF\r\n"sv, FileKind::kHdf5},
     {"PAR1"sv, FileKind::kParquet},
     {"\x89PNG"sv, FileKind::kPicture},
     {"\xff\xd8\xff"sv, FileKind::kPicture},
     {"GIF8"sv, FileKind::kPicture}}};

/// Whether the file starts with the length of a JSON header in eight bytes, then the header.
bool isSafetensors(std::string_view begin) {
  constexpr std::size_t kLengthBytes = 8;
  constexpr std::size_t kHighBytes = 4;  // a header is shorter than 16 MiB
  return begin.size() > kLengthBytes && begin[kLengthBytes] == '{' &&
         begin.substr(kHighBytes, kLengthBytes - kHighBytes) == "\0\0\0\0"sv;
}

/// Whether the file starts with the opcode PROTO and a protocol that has it, 2 to 5.
bool isPickle(std::string_view begin) {
  constexpr char kLeast = 2;
  constexpr char kMost = 5;
  return begin.size() > 1 && begin[0] == '\x80' && begin[1] >= kLeast && begin[1] <= kMost;
}

/// The kind of a zip archive, by the name of its first member at byte 30.
bool beginsWithArray(std::string_view begin) {
  constexpr std::size_t kLengthAt = 26;
  constexpr std::size_t kNameAt = 30;
  if (begin.size() < kNameAt) return false;
  const auto length = static_cast<unsigned char>(begin[kLengthAt]);
  return begin.substr(kNameAt, length).ends_with(".npy");
}

}  // namespace

FileKind kindOfBytes(std::string_view begin) {
  if (begin.empty()) return FileKind::kEmpty;
  for (const Signature& known : kSignatures) {
    if (!begin.starts_with(known.begin)) continue;
    const bool npz = known.kind == FileKind::kZip && beginsWithArray(begin);
    return npz ? FileKind::kNpz : known.kind;
  }
  // A safetensors file whose header has 640 bytes also begins like a pickle.
  if (isSafetensors(begin)) return FileKind::kSafetensors;
  if (isPickle(begin)) return FileKind::kPickle;
  if (begin.find("brain.Event:") != std::string_view::npos) return FileKind::kEventFile;
  const auto first = begin.find_first_not_of(" \t\r\n");
  const bool json = first != std::string_view::npos && (begin[first] == '{' || begin[first] == '[');
  return json ? FileKind::kJson : FileKind::kOther;
}

FileKind fileKind(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return FileKind::kMissing;
  if (S_ISDIR(info.st_mode)) return FileKind::kFolder;
  if (!S_ISREG(info.st_mode)) return FileKind::kStream;
  const int descriptor = openDescriptor(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return FileKind::kMissing;
  std::array<char, 256> bytes{};
  ssize_t got = -1;
  do {
    got = ::read(descriptor, bytes.data(), bytes.size());
  } while (got < 0 && errno == EINTR);
  ::close(descriptor);
  if (got < 0) return FileKind::kMissing;
  return kindOfBytes({bytes.data(), static_cast<std::size_t>(got)});
}

std::string_view kindWords(FileKind kind) {
  switch (kind) {
    case FileKind::kMissing:
      return "does not exist or cannot be read";
    case FileKind::kFolder:
      return "is a folder";
    case FileKind::kStream:
      return "is a pipe or a device";
    case FileKind::kEmpty:
      return "is empty";
    case FileKind::kSafetensors:
      return "is a safetensors file";
    case FileKind::kZip:
      return "is a zip archive";
    case FileKind::kNpz:
      return "is an NPZ archive of NumPy, which holds several arrays";
    case FileKind::kNpy:
      return "is a NumPy array";
    case FileKind::kJson:
      return "is JSON";
    case FileKind::kPickle:
      return "is a pickle without a zip archive, as pickle.dump writes, or torch.save before "
             "PyTorch 1.6 (load it in Python and write its tensors with torch.save)";
    case FileKind::kCompressed:
      return "is compressed (gzip -dc FILE | … --input - reads a table)";
    case FileKind::kLfsPointer:
      return "is a Git LFS pointer and not the file itself (git lfs pull fetches it)";
    case FileKind::kEventFile:
      return "is an event file of TensorBoard (its Download link gives the series as CSV)";
    case FileKind::kHdf5:
      return "is an HDF5 file";
    case FileKind::kParquet:
      return "is a Parquet file";
    case FileKind::kPicture:
      return "is a picture";
    case FileKind::kOther:
      return "is neither a safetensors file nor one written by torch.save";
  }
  return "";
}

}  // namespace emascope
