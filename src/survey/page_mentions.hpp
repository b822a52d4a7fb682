#pragma once

#include "survey/page.hpp"
#include "survey/page_block.hpp"

#include <map>
#include <string>

namespace survey {

/// Cookies that prose names, so that nothing is lost without a word.
class Mentions {
public:
    void add(const Block& block);

    /// Takes up the well-known consent and decided cookies, and notes the names that the page lists
    /// nowhere.
    void report(Page& page) const;

private:
    void add_word(std::string_view word, unsigned line);

    std::map<std::string, unsigned, std::less<>> lines_;   ///< where each name stands first
};

}   // namespace survey
