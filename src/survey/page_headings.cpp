#include "survey/page_headings.hpp"

#include "survey/page_words.hpp"

#include <algorithm>
#include <utility>

namespace survey {

void Headings::add(const Block& block) {
    const bool part = !stack_.empty() && stack_.back().level <= block.level &&
                      has_words(plain_words(block.text), plain_words(stack_.back().text)) &&
                      plain_words(block.text) != plain_words(stack_.back().text);
    while (!stack_.empty() && !(part && stack_.back().level == 0) &&
           (block.level == 0 || stack_.back().level >= block.level)) {
        stack_.pop_back();
    }
    stack_.push_back({block.level, block.text, read_theme(block.text), part && !stack_.empty()});
    tables_ = 0;
    prose_ = false;
}

Headings::Table Headings::add_table() {
    const bool structured = !stack_.empty() && stack_.back().level != 0;
    const bool first = tables_++ == 0;
    const bool apart = std::exchange(prose_, false);
    return first ? Table::first : structured && apart ? Table::next : Table::stray;
}

std::optional<Themed> Headings::theme() const {
    const std::size_t outermost = stack_.size() > 1 && stack_.front().level == 1 ? 1 : 0;
    std::optional<Themed> topic;
    for (std::size_t index = stack_.size(); index > outermost; --index) {
        const auto& theme = stack_[index - 1].theme;
        if (theme && theme->certain) {
            return theme;
        }
        topic = topic ? topic : theme;
    }
    return topic;
}

std::string Headings::group() const {
    const auto whole = std::find_if(stack_.rbegin(), stack_.rend(),
                                    [](const Heading& heading) { return !heading.part; });
    if (whole == stack_.rend() || whole->level == 1 || (whole->theme && whole->theme->certain)) {
        return {};
    }
    return whole->text;
}

}   // namespace survey
