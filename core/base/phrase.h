// SPDX-License-Identifier: Apache-2.0
//
// Texts for people, in a form that the window can say in another language: a fixed text is marked
// with words(), a sentence with values in it is a Phrase. The command line says the English text.
// resources/translations/update.py finds both marks; the messages get the context "emascope".
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace emascope {

/// Marks a fixed text for translation, and returns it as it is.
[[nodiscard]] constexpr const char* words(const char* text) { return text; }

/// A sentence whose values are apart from its words.
struct Phrase {
  std::string text = {};            ///< English, with %1 to %9 in place of the values
  std::vector<Phrase> values = {};  ///< the value for %1 first
  bool verbatim = false;            ///< a name or a number: the same in every language

  /// The same with values for the next places: numbers, names, or phrases.
  template <typename... Values>
  [[nodiscard]] Phrase with(Values&&... more) && {
    (values.push_back(value(std::forward<Values>(more))), ...);
    return std::move(*this);
  }

  /// A value that is itself translated.
  [[nodiscard]] static Phrase value(Phrase phrase) { return phrase; }
  /// A name or a number, which stays as it is.
  [[nodiscard]] static Phrase value(std::string text) {
    return {.text = std::move(text), .values = {}, .verbatim = true};
  }
};

/// A sentence to be translated; its values follow: phrase("%1 of %2").with("3", "5").
[[nodiscard]] inline Phrase phrase(const char* text) { return {.text = text}; }
/// A name or a number, which stays as it is.
[[nodiscard]] inline Phrase verbatim(std::string text) { return Phrase::value(std::move(text)); }

/// `text` with %1 to %9 replaced by `values`, in one pass: a value may itself contain "%1". A place
/// without a value stays.
[[nodiscard]] std::string filled(std::string_view text, const std::vector<std::string>& values);

/// The phrase in English.
[[nodiscard]] std::string english(const Phrase& phrase);

}  // namespace emascope
