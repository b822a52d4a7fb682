#include "bytes/ascii.hpp"
#include "consent/shape_text.hpp"

#include <algorithm>

namespace consent {
namespace {

bool is_word_byte(char byte) {
    const char letter = bytes::to_lower(byte);
    return (letter >= 'a' && letter <= 'z') || bytes::is_digit(byte) || byte == '_' || byte == '-';
}

/// Takes the longest run of such bytes off the front.
template <class Is>
std::string_view take_run(std::string_view& text, Is is) {
    const auto end = static_cast<std::size_t>(std::ranges::find_if_not(text, is) - text.begin());
    const std::string_view run = text.substr(0, end);
    text.remove_prefix(end);
    return run;
}

bool take(std::string_view& text, char byte) {
    const bool there = text.starts_with(byte);
    text.remove_prefix(there ? 1 : 0);
    return there;
}

ScalarKind kind_of(std::string_view bare) {
    if (bare == "true" || bare == "false") {
        return ScalarKind::boolean;
    }
    return std::ranges::all_of(bare, bytes::is_digit) ? ScalarKind::number : ScalarKind::other;
}

std::optional<ScalarView> take_value(std::string_view& text) {
    if (take(text, '\'')) {
        const std::string_view inside =
            take_run(text, [](char byte) { return byte != '\'' && byte != '\\'; });
        return take(text, '\'') ? std::optional(ScalarView{ScalarKind::text, inside})
                                : std::nullopt;
    }
    const std::string_view bare =
        take_run(text, [](char byte) { return is_word_byte(byte) || byte == '.'; });
    return bare.empty() ? std::nullopt : std::optional(ScalarView{kind_of(bare), bare});
}

}   // namespace

bool read_literal(std::string_view text, Tally& tally) {
    if (!take(text, '{')) {
        return false;
    }
    bool more = !text.starts_with('}');
    while (more) {
        const std::string_view key = take_run(text, is_word_byte);
        if (key.empty() || !take(text, ':')) {
            return false;
        }
        const auto value = take_value(text);
        if (!value) {
            return false;
        }
        tally.answer(key, *value);
        tally.field(key, *value);
        more = take(text, ',');
    }
    return text == "}";
}

}   // namespace consent
