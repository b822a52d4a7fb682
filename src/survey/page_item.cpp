#include "survey/page_expiry.hpp"
#include "survey/page_names.hpp"
#include "survey/page_record.hpp"
#include "survey/page_words.hpp"

#include <algorithm>
#include <utility>

namespace survey {

namespace {

/// The names that an item begins with: its leading code, with commas and `and` between.
std::string leading_code(const Block& item) {
    std::string_view rest = item.text;
    std::string names;
    for (const auto& code : item.code) {
        if (!rest.starts_with(code)) {
            break;
        }
        names += (names.empty() ? "" : "\n") + code;
        rest.remove_prefix(code.size());
        for (const std::string_view between :
             {", and ", ", ", " and ", " or ", " / ", "; ", "\n"}) {
            if (rest.starts_with(between)) {
                rest.remove_prefix(between.size());
                break;
            }
        }
    }
    return names;
}

/// What an item says before and after the first dash or colon.
struct Halves {
    std::string names;
    std::string rest;
};

Halves halves_of(const std::string& text) {
    std::size_t first = text.size();
    std::size_t size = 0;
    for (const std::string_view mark : {" - ", " \u2013 ", " \u2014 ", ": ", " | ", "\n"}) {
        if (const auto at = text.find(mark); at < first) {
            first = at;
            size = mark.size();
        }
    }
    return {text.substr(0, first), text.substr(first + size)};
}

/// The text behind the names, without what joins the two.
std::string rest_behind(const std::string& text, const std::string& names) {
    const auto last = names.substr(names.rfind('\n') + 1);   // npos + 1 is 0
    std::string_view rest = text;
    rest.remove_prefix(rest.find(last) + last.size());
    const auto skip = [&rest](std::string_view mark) {
        rest.remove_prefix(rest.starts_with(mark) ? mark.size() : 0);
    };
    skip(":");
    skip(" ");
    skip(":");
    for (const std::string_view mark : {"- ", "\u2013 ", "\u2014 ", "| ", " "}) {
        skip(mark);
    }
    return one_line(rest);
}

}   // namespace

std::optional<PageRecord> read_item(const Block& item) {
    PageRecord record;
    record.line = item.line;
    record.names = leading_code(item);
    const bool is_code = !record.names.empty();
    std::string rest;
    if (is_code) {
        rest = rest_behind(item.text, record.names);
    } else {
        auto halves = halves_of(item.text);
        record.names = std::move(halves.names);
        rest = one_line(halves.rest);
    }
    auto tail = split_told_expiry(rest);
    const auto names = read_names(record.names);
    const bool tokens = !names.empty() && std::ranges::all_of(names, [](const PageName& name) {
        return !name.name.empty();
    });
    const bool look =
        std::ranges::all_of(names, [](const PageName& name) { return looks_like_name(name.name); });
    const bool described = look || !rest.empty();
    if (!tokens || !(look || tail || (is_code && described))) {
        return std::nullopt;
    }
    record.purpose = tail ? std::move(tail->before) : std::move(rest);
    record.expiry = tail ? std::move(tail->expiry.written) : std::string();
    return record;
}

}   // namespace survey
