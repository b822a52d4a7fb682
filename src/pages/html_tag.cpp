#include "pages/html_tag.hpp"

#include "pages/html_character.hpp"

#include <algorithm>
#include <cstring>

namespace pages {

void HtmlTag::start() {
    state_ = State::start;
    self_closing_ = false;
    forgets_ = false;
    at_ = 0;
    name_end_ = 0;
    attributes_.clear();
}

void HtmlTag::forget_rest() {
    forgets_ = true;
    name_end_ = name_end_ != 0 ? name_end_ : at_;
    at_ = 0;
}

std::string_view HtmlTag::name(std::string_view tag) const {
    const std::size_t begin = is_end(tag) ? 2 : 1;
    return tag.substr(begin, (name_end_ != 0 ? name_end_ : at_) - begin);
}

HtmlAttribute HtmlTag::attribute(std::string_view tag, std::size_t index) const {
    const Place& place = attributes_[index];
    // Names and values that have not ended yet go to where the reader is.
    const std::size_t name_end = place.name_end != 0 ? place.name_end : tag.size();
    const std::size_t value_end = place.value_end != 0 ? place.value_end : tag.size();
    return {.name = tag.substr(place.name, name_end - place.name),
            .value = place.value != 0 ? tag.substr(place.value, value_end - place.value)
                                      : std::string_view()};
}

// Between attributes, and right behind a quoted value, which needs no space after it.
HtmlTag::State HtmlTag::before_attribute(char c) {
    if (is_html_space(c)) {
        return State::before_attribute;
    }
    if (c == '/') {
        return State::slash;
    }
    if (!forgets_) {
        attributes_.push_back(
            {.name = static_cast<std::uint32_t>(at_), .name_end = 0, .value = 0, .value_end = 0});
    }
    return State::attribute_name;
}

HtmlTag::State HtmlTag::before_value(char c) {
    if (is_html_space(c)) {
        return State::before_value;
    }
    const bool quoted = c == '"' || c == '\'';
    if (!forgets_) {
        attributes_.back().value = static_cast<std::uint32_t>(at_ + (quoted ? 1 : 0));
    }
    return c == '"' ? State::double_quoted : quoted ? State::single_quoted : State::unquoted;
}

// Every state but those within a value; where the name or the value ends here, that is noted.
HtmlTag::State HtmlTag::outside_value(char c) {
    switch (state_) {
        case State::name:
            if (!ends_tag_name(c)) {
                return State::name;
            }
            name_end_ = name_end_ != 0 ? name_end_ : at_;
            return before_attribute(c);
        case State::attribute_name:
            if (c != '=' && !ends_tag_name(c)) {
                return State::attribute_name;
            }
            if (!forgets_) {
                attributes_.back().name_end = static_cast<std::uint32_t>(at_);
            }
            [[fallthrough]];
        case State::after_attribute_name:
            if (is_html_space(c)) {
                return State::after_attribute_name;
            }
            return c == '=' ? State::before_value : before_attribute(c);
        case State::before_value:
            return before_value(c);
        case State::unquoted:
            if (!is_html_space(c)) {
                return State::unquoted;
            }
            if (!forgets_) {
                end_value();
            }
            return State::before_attribute;
        default:
            return before_attribute(c);
    }
}

void HtmlTag::skip_quoted(std::string_view tag, char quote) {
    const void* const found = std::memchr(tag.data() + at_, quote, tag.size() - at_);
    if (found == nullptr) {
        at_ = tag.size();
        return;
    }
    at_ = static_cast<std::size_t>(static_cast<const char*>(found) - tag.data());
    if (!forgets_) {
        end_value();
    }
    ++at_;
    state_ = State::before_attribute;
}

bool HtmlTag::scan(std::string_view tag) {
    if (state_ == State::start) {
        at_ = tag[1] == '/' ? 2 : 1;
        state_ = State::name;
    }
    while (at_ < tag.size()) {
        if (state_ == State::double_quoted || state_ == State::single_quoted) {
            skip_quoted(tag, state_ == State::double_quoted ? '"' : '\'');
            continue;
        }
        const char c = tag[at_];
        if (c != '>') {
            state_ = outside_value(c);
            ++at_;
            continue;
        }
        self_closing_ = state_ == State::slash;
        if (!forgets_) {
            const auto end = static_cast<std::uint32_t>(at_);
            name_end_ = name_end_ != 0 ? name_end_ : at_;
            if (state_ == State::attribute_name) {
                attributes_.back().name_end = end;
            } else if (state_ == State::unquoted) {
                end_value();
            }
        }
        ++at_;
        return true;
    }
    return false;
}

}   // namespace pages
