#pragma once

#include "config/suggestion.hpp"

#include <boost/system/result.hpp>
#include <fmt/format.h>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace config {

/// One word of an enumeration as files and flags write it.
template <class E>
struct Word {
    std::string_view text;
    E value;
};

template <class E>
using Words = std::span<const Word<E>>;

/// The texts alone.
template <class E>
[[nodiscard]] std::vector<std::string_view> texts(Words<E> words) {
    std::vector<std::string_view> found;
    for (const Word<E>& word : words) {
        found.push_back(word.text);
    }
    return found;
}

/// The value of a word, case-sensitively. The error is a sentence that lists the words and names
/// the nearest.
template <class E>
[[nodiscard]] boost::system::result<E, std::string> parse_word(std::string_view text,
                                                               Words<E> words) {
    for (const Word<E>& word : words) {
        if (word.text == text) {
            return word.value;
        }
    }
    const std::vector<std::string_view> known = texts(words);
    return fmt::format("must be {}, not \"{}\"{}", one_of(known), text, suggestion(text, known));
}

}   // namespace config
