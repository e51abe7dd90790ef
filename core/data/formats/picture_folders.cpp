// SPDX-License-Identifier: Apache-2.0
//
// Folders of pictures: which subfolders are splits, and which are classes.
#include "core/base/counted.h"
#include "core/base/quoted.h"
#include "core/base/utf8.h"
#include "core/data/formats/picture_files.h"
#include "core/data/formats/picture_list.h"
#include "core/data/split_names.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

namespace emascope {
namespace {

using Names = std::vector<std::string>;

/// "--parts train=a,test=b"
std::string partsOption(const std::vector<SplitFolder>& splits) {
  std::string text;
  for (const SplitFolder& split : splits) {
    text += std::string(text.empty() ? "--parts " : ",") + splitWord(split.split) + "=" +
            asUtf8(split.folder);
  }
  return text;
}

/// The same for splits without a usable one for training: "--parts train=FOLDER,test=b".
std::string partsOptionWithTraining(const std::vector<SplitFolder>& splits) {
  std::vector<SplitFolder> complete = {{Split::kTrain, "FOLDER"}};
  std::ranges::copy_if(splits, std::back_inserter(complete),
                       [](const SplitFolder& one) { return one.split != Split::kTrain; });
  return partsOption(complete);
}

std::string within(const std::string& folder, const std::string& name) {
  return folder.empty() ? name : folder + "/" + name;
}

/// Every folder has a split's word beside whatever others, and those for training hold classes:
/// "Training" beside "seg_test".
bool areAllSplits(const PictureFiles& files, const std::string& base,
                  const FolderContent& content) {
  std::set<Split> splits;
  for (const auto& [name, pictures] : content.folders) {
    const auto read = readSplitName(name);
    if (!read) return false;
    const bool classes =
        read->split != Split::kTrain || !files.in(within(base, name)).folders.empty();
    if (!classes) return false;
    splits.insert(read->split);
  }
  return splits.size() > 1 && splits.contains(Split::kTrain);
}

/// Those of `content`'s folders that are splits: by a split's name alone, or where the same other
/// words stand in the name of another split: "seg_train" beside "seg_test", but no "bullet_train".
std::vector<SplitFolder> recognizedSplits(const PictureFiles& files, const std::string& base,
                                          const FolderContent& content) {
  const bool all = areAllSplits(files, base, content);
  std::vector<SplitFolder> splits;
  for (const auto& [name, pictures] : content.folders) {
    const auto read = readSplitName(name);
    if (!read) continue;
    const bool alike = std::ranges::any_of(content.folders, [&read](const auto& other) {
      const auto beside = readSplitName(other.first);
      return beside && beside->split != read->split && beside->rest == read->rest;
    });
    if (all || alike || splitOfName(name)) splits.push_back({read->split, name});
  }
  std::ranges::stable_sort(splits, {}, &SplitFolder::split);
  return splits;
}

/// The first table next to the pictures, if there is one.
std::string tableIn(const std::string& folder) {
  std::string found;
  std::error_code code;
  for (std::filesystem::directory_iterator it(folder, code), end; !code && it != end;
       it.increment(code)) {
    std::error_code ignored;
    const std::string path = it->path();
    const bool table = it->path().extension() == ".csv" || it->path().extension() == ".tsv";
    if (table && it->is_regular_file(ignored) && (found.empty() || path < found)) found = path;
  }
  return asUtf8(found);
}

class FolderListing {
 public:
  FolderListing(const std::string& root, const DataOptions& options, PictureFiles files)
      : root_(root), options_(options), files_(std::move(files)) {}

  Result<PictureList> run() {
    if (files_.files().empty()) return noClasses();
    const Status status = options_.splits ? listGiven(*options_.splits) : listRecognized();
    if (!status) return status.error();
    if (list_.pictures.empty()) return noClasses();
    std::ranges::sort(list_.pictures, {}, &ListedPicture::file);
    addNotes();
    return std::move(list_);
  }

 private:
  [[nodiscard]] Error noClasses() const {
    const std::string table = tableIn(root_);
    const std::string folders = "a subfolder of PNG, JPEG, BMP or WebP per class, or ";
    // Without pictures the table does not label them; it is the data.
    const std::string instead = files_.files().empty() && !table.empty()
                                    ? "one file of data, such as " + inQuotes(table)
                                    : "--labels " + (table.empty() ? "FILE" : inQuotes(table)) +
                                          " with file names and labels";
    return {root_, "has no subfolder with pictures", folders + instead};
  }

  Status listRecognized() {
    std::string base;
    FolderContent content = files_.in(base);
    std::vector<SplitFolder> splits = recognizedSplits(files_, base, content);
    // An archive may be unpacked into a folder of its own.
    if (splits.empty() && content.folders.size() == 1 && content.loose.empty()) {
      const std::string inner = content.folders.begin()->first;
      FolderContent inside = files_.in(inner);
      auto splits_inside = recognizedSplits(files_, inner, inside);
      const bool trains = !splits_inside.empty() && splits_inside.front().split == Split::kTrain;
      if (inside.loose.empty() && (trains || splits_inside.size() > 1)) {
        list_.notes.push_back("the splits are in the folder '" + asUtf8(inner) + "'");
        empty_ = content.empty;
        base = inner;
        content = std::move(inside);
        splits = std::move(splits_inside);
      }
    }
    for (SplitFolder& split : splits) split.folder = within(base, split.folder);
    if (splits.empty()) return listClasses(content);
    noteContent(base, content);
    const bool all_splits = splits.size() == content.folders.size();
    if (!all_splits || splits.front().split != Split::kTrain) return mixed(base, content, splits);
    return listSplits(splits);
  }

  [[nodiscard]] Error mixed(const std::string& base, const FolderContent& content,
                            const std::vector<SplitFolder>& splits) const {
    Names split_names;
    Names others;
    for (const SplitFolder& split : splits) split_names.push_back(split.folder);
    for (const auto& [name, pictures] : content.folders) {
      const std::string path = within(base, name);
      if (std::ranges::find(split_names, path) == split_names.end()) others.push_back(path);
    }
    if (others.empty()) {
      return {root_, "has the splits " + quotedList(split_names) + ", but none for training",
              "--parts train=FOLDER,…, or --parts none if the folders are classes"};
    }
    const std::string parts =
        holdTraining(splits)
            ? partsOption(splits) +
                  " leaves the others out, and validation=FOLDER or test=FOLDER after it use one "
                  "of them"
            : partsOptionWithTraining(splits) + ", where FOLDER has a subfolder per class";
    return {root_,
            "has folders that look like splits, " + quotedList(split_names) +
                ", and others with pictures, " + quotedList(others),
            parts + "; --parts none treats all folders as classes"};
  }

  /// Whether listSplits() accepts `splits`: one is for training, and each such has classes.
  [[nodiscard]] bool holdTraining(const std::vector<SplitFolder>& splits) const {
    bool trains = false;
    for (const SplitFolder& one : splits) {
      if (one.split != Split::kTrain) continue;
      if (contentOf(one).second.folders.empty()) return false;
      trains = true;
    }
    return trains;
  }

  Status listGiven(const std::vector<SplitFolder>& given) {
    if (given.empty()) return listPlain(files_.in(""));
    std::vector<SplitFolder> splits;
    for (const SplitFolder& split : given) {
      std::string folder = std::filesystem::path(split.folder).lexically_normal();
      if (folder.ends_with('/')) folder.pop_back();
      if (files_.filesBelow(folder).empty() || folder == ".") return wrongSplit(split.folder);
      for (const SplitFolder& other : splits) {
        const bool inside = (folder + "/").starts_with(other.folder + "/") ||
                            (other.folder + "/").starts_with(folder + "/");
        if (!inside) continue;
        return Error{"--parts",
                     "'" + folder + "' and '" + other.folder + "' of " + root_ + " share pictures",
                     "folders beside each other"};
      }
      splits.push_back({split.split, folder});
    }
    if (std::ranges::none_of(
            splits, [](const SplitFolder& split) { return split.split == Split::kTrain; })) {
      return Error{"--parts", "no folder of " + root_ + " is for training", "train=FOLDER,…"};
    }
    if (auto status = listSplits(splits); !status) return status;
    const std::size_t left_out = files_.files().size() - list_.pictures.size() - loose_.size();
    if (left_out > 0) {
      list_.notes.push_back(counted(left_out, "picture", "pictures") +
                            " in folders that are not in --parts " +
                            (left_out == 1 ? "is" : "are") + " left out");
    }
    return Ok{};
  }

  [[nodiscard]] Error wrongSplit(const std::string& folder) const {
    Names there;
    for (const auto& [name, pictures] : files_.in("").folders) there.push_back(name);
    return {"--parts", "'" + asUtf8(folder) + "' is not a folder with pictures in " + root_,
            "folders there: " + quotedList(there)};
  }

  Status listSplits(const std::vector<SplitFolder>& splits) {
    std::vector<std::pair<Split, Names>> folders;  // in the order of `splits`
    for (const SplitFolder& split : splits) {
      if (auto status = listSplit(split); !status) return status;
      auto own = std::ranges::find(folders, split.split, &std::pair<Split, Names>::first);
      if (own == folders.end()) own = folders.insert(own, {split.split, {}});
      own->second.push_back(split.folder);
    }
    std::string words;
    for (const auto& [split, names] : folders) {
      words +=
          (words.empty() ? "" : ", ") + std::string(splitWord(split)) + " is " + quotedList(names);
    }
    list_.notes.push_back("folders are splits: " + words);
    return Ok{};
  }

  /// The folder of a split and what is in it: in some archives "seg_train/seg_train".
  [[nodiscard]] std::pair<std::string, FolderContent> contentOf(const SplitFolder& split) const {
    std::string folder = split.folder;
    FolderContent content = files_.in(folder);
    while (content.loose.empty() && content.folders.size() == 1) {
      const std::string& only = content.folders.begin()->first;
      const auto read = readSplitName(only);
      if (!read || read->split != split.split) break;
      folder = within(folder, only);
      content = files_.in(folder);
    }
    return {std::move(folder), std::move(content)};
  }

  Status listSplit(const SplitFolder& split) {
    const auto [folder, content] = contentOf(split);
    if (content.folders.empty() && split.split == Split::kTrain) {
      return Error{root_, "the training set '" + split.folder + "' has no subfolder with pictures",
                   "a subfolder per class"};
    }
    noteContent(folder, content);
    for (const auto& [name, pictures] : content.folders) {
      add(within(folder, name), name, split.split);
    }
    return Ok{};
  }

  Status listPlain(const FolderContent& content) {
    noteContent("", content);
    for (const auto& [name, pictures] : content.folders) add(name, name, {});
    noteSubfolders(content);
    return Ok{};
  }

  /// Says that folders inside a class are read with it. The same ones in every class look as if
  /// they were the classes.
  void noteSubfolders(const FolderContent& content) {
    std::optional<Names> in_all;
    std::string first;
    for (const auto& [name, pictures] : content.folders) {
      Names inside;
      for (const auto& [folder, more] : files_.in(name).folders) inside.push_back(folder);
      if (first.empty() && !inside.empty()) first = within(name, inside.front());
      if (!in_all) in_all = inside;
      if (*in_all != inside) in_all = Names{};
    }
    if (first.empty()) return;
    std::string note = "folders inside a class are read with it, such as '" + asUtf8(first) + "'";
    if (content.folders.size() > 1 && in_all->size() > 1) {
      note +=
          "; every class has the folders " + quotedList(*in_all) +
          ": if these are the classes, open one of the folders above them, or name their splits "
          "with --parts";
    }
    list_.notes.push_back(note);
  }

  /// Classes, possibly with a folder per split: "cat/train", "cat/test".
  Status listClasses(const FolderContent& content) {
    Names with_splits;
    Names without;
    std::vector<std::pair<std::string, SplitFolder>> splits;
    bool training = false;
    for (const auto& [name, pictures] : content.folders) {
      const FolderContent inside = files_.in(name);
      auto found = recognizedSplits(files_, name, inside);
      (found.empty() ? without : with_splits).push_back(name);
      if (!found.empty() && (found.size() != inside.folders.size() || !inside.loose.empty())) {
        without.push_back(name);
      }
      for (SplitFolder& split : found) {
        training = training || split.split == Split::kTrain;
        splits.emplace_back(name, SplitFolder{split.split, within(name, split.folder)});
      }
    }
    if (splits.empty()) return listPlain(content);
    if (!without.empty() || !training) {
      return Error{
          root_,
          "has classes with folders that look like splits, such as '" +
              splits.front().second.folder + "', and " +
              (training ? "pictures beside them, in " + quotedList(without)
                        : "none of these is for training"),
          "all pictures of every class in splits; --parts none combines all pictures of a class"};
    }
    noteContent("", content);
    for (const auto& [label, split] : splits) add(split.folder, label, split.split);
    list_.notes.push_back("each class has folders that are splits, such as '" +
                          asUtf8(splits.front().second.folder) + "'");
    return Ok{};
  }

  void add(const std::string& folder, const std::string& label, std::optional<Split> split) {
    const std::string readable = utf8OrLatin1(label);
    for (std::string& file : files_.filesBelow(folder)) {
      list_.pictures.push_back({std::move(file), readable, split, 0});
    }
  }

  /// Collects what is not a sample in a folder.
  void noteContent(const std::string& folder, const FolderContent& content) {
    for (const std::string& name : content.empty) empty_.push_back(within(folder, name));
    loose_.insert(loose_.end(), content.loose.begin(), content.loose.end());
  }

  void addNotes() {
    if (!empty_.empty()) {
      list_.notes.push_back("folders without pictures are not classes: " + quotedList(empty_));
    }
    if (!files_.skipped().empty()) {
      list_.notes.push_back("hidden folders and folders left by archives are not read: " +
                            quotedList(files_.skipped()));
    }
    if (!loose_.empty()) {
      const bool one = loose_.size() == 1;
      list_.notes.push_back(
          counted(loose_.size(), "picture is", "pictures are") + " in no class folder and " +
          (one ? "is left out: '" : "are left out; the first is '") + asUtf8(loose_.front()) + "'");
    }
  }

  const std::string& root_;
  const DataOptions& options_;
  PictureFiles files_;
  PictureList list_ = {};
  Names empty_ = {};
  Names loose_ = {};
};

}  // namespace

Result<PictureList> listPictureFolders(const std::string& root, const DataOptions& options) {
  auto files = PictureFiles::below(root);
  if (!files) return files.error();
  return FolderListing(root, options, std::move(files).value()).run();
}

}  // namespace emascope
