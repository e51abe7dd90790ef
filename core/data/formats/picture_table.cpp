// SPDX-License-Identifier: Apache-2.0
//
// Folders of pictures with a CSV table of file names and labels.
#include "core/base/counted.h"
#include "core/base/missing_words.h"
#include "core/base/utf8.h"
#include "core/data/formats/csv_table.h"
#include "core/data/formats/picture_files.h"
#include "core/data/formats/picture_list.h"
#include "core/data/guess_notes.h"
#include "core/data/split_names.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <filesystem>
#include <system_error>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace emascope {
namespace {

namespace fs = std::filesystem;

bool leavesFolder(const std::string& name) {
  const fs::path path(name);
  return name.empty() || path.is_absolute() || std::ranges::find(path, "..") != path.end();
}

/// The file that a table entry names, relative to `root`: as written, or with an extension.
std::optional<std::string> fileNamed(const fs::path& root, const std::string& name) {
  for (const char* const ending : {"", ".png", ".jpg", ".jpeg", ".bmp", ".webp"}) {
    std::error_code ignored;
    if (fs::is_regular_file(root / (name + ending), ignored)) return name + ending;
  }
  return std::nullopt;
}

bool namesPicture(const std::string& root, std::string_view field) {
  const std::string name(field);
  return isPictureName(name) || (!leavesFolder(name) && fileNamed(root, name));
}

class TableListing {
 public:
  TableListing(const std::string& root, const DataOptions& options)
      : root_(root), options_(options) {}

  Result<PictureList> run() {
    auto opened = openTable();
    if (!opened) return opened.error();
    CsvTable table = std::move(opened).value();
    if (auto status = chooseColumns(table); !status) return status.error();
    while (true) {
      const auto there = table.next();
      if (!there) return there.error();
      if (!*there) break;
      if (auto status = addRow(table); !status) return status.error();
    }
    noteRepeated();
    if (auto status = noteUnlisted(); !status) return status.error();
    return std::move(list_);
  }

 private:
  /// A first line that names a picture is always a sample.
  Result<CsvTable> openTable() {
    DataOptions plain = options_;
    plain.header = DataOptions::Header::kNo;
    auto table = CsvTable::open(options_.labels, plain);
    if (!table) return table;
    const auto there = table.value().next();
    if (!there) return there.error();
    for (std::size_t i = 0; *there && !first_picture_ && i < table->fields().count(); ++i) {
      if (namesPicture(root_, table->fields()[i])) first_picture_ = i;
    }
    const bool sample = options_.header == DataOptions::Header::kAuto && first_picture_;
    return CsvTable::open(options_.labels, sample ? plain : options_);
  }

  Status chooseColumns(const CsvTable& table) {
    const auto& columns = table.columns();
    if (columns.size() < 2) {
      return Error{options_.labels, "has one column", "file names and labels"};
    }
    if (!options_.split_column.empty()) {
      const auto found = findColumn(columns, options_.split_column, options_.labels);
      if (!found) return found.error();
      split_ = *found;
    }
    if (!options_.target.empty()) {
      const auto found = findColumn(columns, options_.target, options_.labels);
      if (!found) return found.error();
      target_ = *found;
    } else {
      target_ = columns.size() - 1;
      while (target_ > 0 && (target_ == split_ || target_ == first_picture_)) --target_;
    }
    name_ = nameColumn(columns);
    for (std::size_t i = 0; i < columns.size() && !split_; ++i) {
      if (i == name_ || i == target_ || !isCalledLikeSplit(columns[i])) continue;
      list_.notes.push_back("column '" + columns[i] + "' of " + options_.labels +
                            " is not used; --split-column '" + columns[i] +
                            "' takes the splits from it");
    }
    if (target_ != split_ && name_ != split_ && name_ != target_) return Ok{};
    return Error{options_.labels, "has no columns left for file names and labels",
                 "a column of file names, one of labels, and the one in --split-column"};
  }

  /// The column of file names: one with a usual name, or the one in which the first line names a
  /// picture, or the first that is neither target nor split.
  [[nodiscard]] std::size_t nameColumn(const std::vector<std::string>& columns) const {
    const auto free = [this](std::size_t i) { return i != target_ && i != split_; };
    for (std::size_t i = 0; i < columns.size(); ++i) {
      std::string name = columns[i];
      std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
      constexpr std::array<std::string_view, 6> kUsual = {"filename", "file_name", "file",
                                                          "image",    "path",      "name"};
      if (free(i) && std::ranges::find(kUsual, name) != kUsual.end()) return i;
    }
    if (first_picture_ && *first_picture_ < columns.size() && free(*first_picture_)) {
      return *first_picture_;
    }
    std::size_t first = 0;
    while (first + 1 < columns.size() && !free(first)) ++first;
    return first;
  }

  Status addRow(const CsvTable& table) {
    const CsvFields& fields = table.fields();
    const std::string name(fields[name_]);
    if (leavesFolder(name)) {
      return table.problem(quotedField(name) + " is not a file in the folder",
                           "names relative to " + root_);
    }
    if (isMissingWord(fields[target_])) {
      return table.problem("the label is missing", "a label for each file");
    }
    if (list_.pictures.size() == kMostPictures) {
      return table.problem("more than " + std::to_string(kMostPictures) + " pictures", "");
    }
    std::optional<Split> split;
    if (split_) {
      split = splitOfName(fields[*split_]);
      if (!split) {
        return table.problem(quotedField(fields[*split_]) + " is not a split",
                             "train, validation or test");
      }
    }
    if (auto file = fileNamed(root_, name)) {
      list_.pictures.push_back(
          {fs::path(*file).lexically_normal(), std::string(fields[target_]), split, table.line()});
    } else {
      list_.missing.push_back(
          table.problem(quotedField(name) + " is not in " + root_, "names of existing files"));
    }
    return Ok{};
  }

  /// Pictures that stand in the table more than once.
  void noteRepeated() {
    std::unordered_map<std::string_view, const ListedPicture*> first;
    std::unordered_set<std::string_view> repeated;
    std::unordered_set<std::string_view> contradicted;
    const ListedPicture* example = nullptr;  // of a contradiction, if there is one
    for (const ListedPicture& one : list_.pictures) {
      const auto [known, is_new] = first.emplace(one.file, &one);
      if (is_new) continue;
      const bool other = one.label != known->second->label;
      repeated.insert(one.file);
      if (!example || (other && contradicted.empty())) example = &one;
      if (other) contradicted.insert(one.file);
    }
    if (repeated.empty()) return;
    const ListedPicture& original = *first.at(example->file);
    const auto place = [](const ListedPicture& one) {
      return "'" + asUtf8(one.label) + "' in line " + std::to_string(one.line);
    };
    list_.notes.push_back(counted(repeated.size(), "picture stands", "pictures stand") +
                          " more than once in " + options_.labels + ", " +
                          std::to_string(contradicted.size()) +
                          " of them with different labels: '" + asUtf8(example->file) + "' is " +
                          place(original) + " and " + place(*example));
  }

  Status noteUnlisted() {
    const auto files = PictureFiles::below(root_);
    if (!files) return files.error();
    std::unordered_set<std::string_view> listed;
    for (const ListedPicture& one : list_.pictures) listed.insert(one.file);
    const auto unlisted = static_cast<std::uint64_t>(std::ranges::count_if(
        files->files(), [&listed](const std::string& file) { return !listed.contains(file); }));
    if (unlisted > 0) {
      list_.notes.push_back(
          counted(unlisted, "picture in the folder is", "pictures in the folder are") + " not in " +
          options_.labels + " and " + (unlisted == 1 ? "is" : "are") + " left out");
    }
    return Ok{};
  }

  const std::string& root_;
  const DataOptions& options_;
  PictureList list_ = {};
  std::optional<std::size_t> first_picture_ = {};  ///< column with a picture in the first line
  std::size_t name_ = 0;
  std::size_t target_ = 0;
  std::optional<std::size_t> split_ = {};
};

}  // namespace

Result<PictureList> listPictureTable(const std::string& root, const DataOptions& options) {
  return TableListing(root, options).run();
}

}  // namespace emascope
