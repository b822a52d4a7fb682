#pragma once

#include "consent/choice.hpp"
#include "consent/vocabulary.hpp"

#include <bitset>
#include <optional>
#include <string_view>

namespace consent {

/// Collects what one value says, word by word, and then says what that means. The readers of all
/// shapes feed it, so that strictness is in one place: a category is granted only if some word of
/// it is named and every named one each time with the exact word for yes.
class Tally {
public:
    /// Both must outlive the tally.
    Tally(const FormatData& format, const Vocabulary& vocabulary)
        : format_(format), vocabulary_(vocabulary) {}

    /// A word of the site with its answer. Unknown words are skipped.
    void answer(std::string_view word, ScalarView value);

    /// The same for all words at once.
    void answer_all(ScalarView value);

    /// A field beside the words. One given twice has to be right each time.
    void field(std::string_view name, ScalarView value);

    /// In place of answers: a list of what is granted begins, has this member, ends. Of two lists
    /// what stands in both counts.
    void begin_granted() { listed_.reset(); }
    void granted(std::string_view word);
    void end_granted();

    /// Nothing where a field that the format needs is missing, or the version is wrong. Of a
    /// visitor who has not acted nothing is granted and nothing refused.
    [[nodiscard]] std::optional<Choice> choice() const;

private:
    /// What a rule has seen of its field.
    struct Seen {
        bool any = false;
        bool all_hold = true;

        void add(bool holds) {
            any = true;
            all_hold = all_hold && holds;
        }
    };

    void answer(CategorySet categories, ScalarView value);

    const FormatData& format_;
    const Vocabulary& vocabulary_;
    CategorySet granted_;
    CategorySet refused_;
    CategorySet undecided_;
    std::bitset<max_words> listed_;
    std::bitset<max_words> in_all_;
    bool lists_ = false;
    Seen version_;
    Seen acted_;
    Seen overall_;
};

}   // namespace consent
