#pragma once

#include "consent/choice.hpp"
#include "consent/format_data.hpp"
#include "consent/vocabulary.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace consent {

/// How one site writes the choice in its consent cookie: a format for the categories of one
/// registry. Immutable, so that any number of threads may read with it.
class Format {
public:
    using Time = std::chrono::system_clock::time_point;

    /// std::invalid_argument where there are more than max_words or max_categories.
    Format(FormatData data, const std::vector<Category>& categories);

    /// What a consent cookie's value says; nothing when it is unusable: no value of this format,
    /// over max_consent_value bytes, or of a wrong version. `layers` take off what they find; any
    /// other encoding is its own, and that once more percent-encoded, as servers that write a
    /// cookie again do, where only that makes it readable. Time is linear in the value, no
    /// recursion. Allocates.
    [[nodiscard]] std::optional<Choice> read(std::string_view value) const;

    /// For a site with a cookie for each category: what the one of this word says. Anything but
    /// the word for yes refuses.
    [[nodiscard]] Choice read_one(std::string_view word, std::string_view value) const;

    /// Has the format such a word?
    [[nodiscard]] bool knows(std::string_view word) const {
        return vocabulary_.find(word).has_value();
    }

    /// A choice that the visitor made, as the site's own script would write it. What is always on
    /// is granted too. Only for a format that writes().
    [[nodiscard]] std::string write(CategorySet granted, Time now) const;

    /// The default that holds until the visitor chooses, and says so where the format can.
    [[nodiscard]] std::string write_default(CategorySet granted, Time now) const;

    [[nodiscard]] bool writes() const { return data_.writes != Writes::nothing; }
    /// Does what is written depend on the time?
    [[nodiscard]] bool is_dated() const { return !data_.time.empty(); }
    /// Does a value say by itself whether the visitor has chosen?
    [[nodiscard]] bool tells_decision() const { return data_.acted || data_.answers.undecided; }
    [[nodiscard]] const FormatData& data() const { return data_; }

private:
    [[nodiscard]] std::optional<Choice> read_once(std::string_view value) const;
    [[nodiscard]] std::optional<Choice> read_text(std::string_view text) const;

    FormatData data_;
    Vocabulary vocabulary_;
    CategorySet always_on_;
};

}   // namespace consent
