// SPDX-License-Identifier: Apache-2.0
//
// NPY and NPZ files of a test's own numbers, as NumPy writes them.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>
#include <zlib.h>

namespace emascope {

inline void appendLittle(std::string& bytes, std::uint64_t value, int width) {
  for (int i = 0; i < width; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xFFU);
}

/// `descr` as in NumPy ("<f4", "|u1", "<i8"), `shape` as a tuple without its last comma ("6, 4").
template <typename T>
std::string npyOf(const std::string& descr, const std::string& shape, const std::vector<T>& numbers,
                  bool fortran = false) {
  std::string header = "{'descr': '" + descr +
                       "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': (" +
                       shape + ",), }";
  constexpr std::size_t kPrefix = 10;
  constexpr std::size_t kAlignment = 64;
  while ((kPrefix + header.size() + 1) % kAlignment != 0) header += ' ';
  header += '\n';
  std::string bytes("\x93NUMPY\x01\x00", 8);
  appendLittle(bytes, header.size(), 2);
  bytes += header;
  std::string data(numbers.size() * sizeof(T), '\0');
  std::memcpy(data.data(), numbers.data(), data.size());
  return bytes + data;
}

/// Members are stored, not compressed.
inline std::string npzOf(const std::vector<std::pair<std::string, std::string>>& arrays) {
  std::string bytes;
  std::string directory;
  for (const auto& [name, npy] : arrays) {
    const std::string member = name + ".npy";
    const auto* data = reinterpret_cast<const Bytef*>(npy.data());
    std::string common;
    for (const std::uint64_t field : {20, 0, 0, 0, 0}) appendLittle(common, field, 2);
    appendLittle(common, ::crc32(0, data, static_cast<uInt>(npy.size())), 4);
    appendLittle(common, npy.size(), 4);
    appendLittle(common, npy.size(), 4);
    appendLittle(common, member.size(), 2);
    appendLittle(common, 0, 2);
    directory += "PK\x01\x02";
    appendLittle(directory, 20, 2);
    directory += common;
    for (const int width : {2, 2, 2, 4}) appendLittle(directory, 0, width);
    appendLittle(directory, bytes.size(), 4);
    directory += member;
    bytes += "PK\x03\x04" + common + member + npy;
  }
  const std::size_t begin = bytes.size();
  bytes += directory + "PK\x05\x06";
  for (const std::uint64_t field :
       {std::uint64_t{0}, std::uint64_t{0}, arrays.size(), arrays.size()})
    appendLittle(bytes, field, 2);
  appendLittle(bytes, directory.size(), 4);
  appendLittle(bytes, begin, 4);
  appendLittle(bytes, 0, 2);
  return bytes;
}

}  // namespace emascope
