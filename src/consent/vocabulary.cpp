#include "consent/vocabulary.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace consent {

Vocabulary::Vocabulary(const FormatData& format, const std::vector<Category>& categories) {
    if (categories.size() > max_categories) {
        throw std::invalid_argument("a consent format has at most 64 categories");
    }
    const auto index_of = [&](std::string_view id) {
        return std::ranges::find(categories, id, &Category::id) - categories.begin();
    };
    for (const CategoryWords& entry : format.categories) {
        const auto index = static_cast<std::size_t>(index_of(entry.category));
        for (const std::string& text : entry.words) {
            Word& named = word(text);
            if (index < categories.size()) {
                named.categories.insert(static_cast<CategoryIndex>(index));
            }
        }
    }
    CategoryIndex index = 0;
    for (const Category& category : categories) {
        const bool mapped = std::ranges::find(format.categories, category.id,
                                              &CategoryWords::category) != format.categories.end();
        const bool known = std::ranges::find(words_, category.id, &Word::text) != words_.end();
        if (!mapped && (known || !format.closed)) {
            word(category.id).categories.insert(index);
        }
        ++index;
    }
    if (words_.size() > max_words) {
        throw std::invalid_argument("a consent format has at most 256 words");
    }
    sorted_.resize(words_.size());
    std::iota(sorted_.begin(), sorted_.end(), std::size_t{0});
    std::ranges::sort(
        sorted_, {}, [this](std::size_t at) -> const auto& { return words_[at].text; });
}

Vocabulary::Word& Vocabulary::word(const std::string& text) {
    const auto found = std::ranges::find(words_, text, &Word::text);
    return found != words_.end() ? *found : words_.emplace_back(Word{text, {}});
}

std::optional<std::size_t> Vocabulary::find(std::string_view text) const {
    const auto found = std::ranges::lower_bound(
        sorted_, text, {}, [this](std::size_t at) { return std::string_view(words_[at].text); });
    if (found == sorted_.end() || words_[*found].text != text) {
        return std::nullopt;
    }
    return *found;
}

CategorySet Vocabulary::named() const {
    CategorySet all;
    for (const Word& word : words_) {
        all = all | word.categories;
    }
    return all;
}

}   // namespace consent
