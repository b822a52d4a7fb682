#pragma once

#include "config/document.hpp"
#include "config/units.hpp"
#include "config/words.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace config {

/// A value, and the key that it stands under (for the items of a list, the list's).
struct Value {
    std::string_view key;
    const Node& node;
};

/// Is a byte below 0x20 or 0x7F in it?
[[nodiscard]] bool has_control_byte(std::string_view text);

/// Reports `"KEY" MESSAGE` at the value.
void refuse(const Value& value, Report& report, std::string_view message);

/// The readers of single values. Each reports what is wrong with the value, and is nothing then.

/// Any text; in JSON a string.
[[nodiscard]] std::optional<std::string> read_text(const Value& value, Report& report);

/// A name: any scalar as it is written, so that `on`, `123`, `null` are names too; not empty, no
/// control byte.
[[nodiscard]] std::optional<std::string> read_name(const Value& value, Report& report);

[[nodiscard]] std::optional<bool> read_flag(const Value& value, Report& report);

/// The text of a plain scalar or JSON number, and of a string, which units need.
[[nodiscard]] std::optional<std::string_view> read_measure(const Value& value, Report& report);

/// A list, maybe an empty one.
[[nodiscard]] bool expect_list(const Value& value, Report& report);

/// A plain whole number between two bounds, both included.
template <class T>
[[nodiscard]] std::optional<T> read_number(const Value& value, Report& report, T least, T most) {
    const bool typed = value.node.kind == Kind::plain || value.node.kind == Kind::number;
    const auto number = parse_number(typed ? value.node.text : std::string_view());
    if (!number || *number < least || *number > most) {
        refuse(value, report, fmt::format("must be a whole number from {} to {}", least, most));
        return std::nullopt;
    }
    return static_cast<T>(*number);
}

/// What a parser of units.hpp makes of the value.
template <class T>
[[nodiscard]] std::optional<T> read_parsed(const Value& value, Report& report,
                                           Parsed<T> (*parse)(std::string_view)) {
    const auto text = read_measure(value, report);
    if (!text) {
        return std::nullopt;
    }
    auto parsed = parse(*text);
    if (!parsed) {
        refuse(value, report, parsed.error());
        return std::nullopt;
    }
    return *std::move(parsed);
}

/// A time of at least `least`.
[[nodiscard]] std::optional<std::chrono::milliseconds> read_duration(
    const Value& value, Report& report, std::chrono::milliseconds least);

/// A size between two bounds, both included.
[[nodiscard]] std::optional<std::uint64_t> read_size(const Value& value, Report& report,
                                                     std::uint64_t least, std::uint64_t most);

template <class E>
[[nodiscard]] std::optional<E> read_word(const Value& value, Report& report, Words<E> words) {
    const auto text = read_text(value, report);
    if (!text) {
        return std::nullopt;
    }
    const auto word = parse_word(*text, words);
    if (!word) {
        refuse(value, report, word.error());
        return std::nullopt;
    }
    return *word;
}

}   // namespace config
