#pragma once

#include "consent/category.hpp"
#include "consent/format_data.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace consent {

/// The words of a format, and which categories of one registry each names.
class Vocabulary {
public:
    struct Word {
        std::string text;
        CategorySet categories;   ///< none: a word that this registry has no use for
    };

    /// std::invalid_argument where there are more than max_words or max_categories.
    Vocabulary(const FormatData& format, const std::vector<Category>& categories);

    /// In the order in which the format writes them: those of `categories`, then the ids of the
    /// registry that are words themselves.
    [[nodiscard]] const std::vector<Word>& words() const { return words_; }

    /// The place of a word in words(). Bytes, case-sensitive.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view text) const;

    /// All categories that some word names.
    [[nodiscard]] CategorySet named() const;

private:
    Word& word(const std::string& text);

    std::vector<Word> words_;
    std::vector<std::size_t> sorted_;   ///< places in words_, by text
};

}   // namespace consent
