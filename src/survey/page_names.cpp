#include "survey/page_names.hpp"

#include "bytes/ascii.hpp"
#include "survey/page_words.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <utility>

namespace survey {

namespace {

/// What people call cookies whose names their pages do not print.
constexpr std::pair<std::string_view, std::string_view> labels[] = {
    {"seraph remember me", "seraph.rememberme.cookie"},
    {"atlassian xsrf token", "atlassian.xsrf.token"},
    {"google analytics client id", "_ga"},
    {"java session id", "JSESSIONID"},
    {"java session cookie", "JSESSIONID"},
    {"php session id", "PHPSESSID"},
    {"php session cookie", "PHPSESSID"},
    {"aspnet session id", "ASP.NET_SessionId"},
    {"asp net session id", "ASP.NET_SessionId"},
    {"asp net sessionid", "ASP.NET_SessionId"},
};

constexpr std::pair<char, char> brackets[] = {{'<', '>'}, {'[', ']'}, {'{', '}'}};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

/// `<id>`, `[id]` and `{id}` as `*`.
void open_brackets(std::string& name) {
    for (const auto& [open, close] : brackets) {
        for (auto begin = name.find(open); begin != std::string::npos; begin = name.find(open)) {
            const auto end = name.find(close, begin);
            if (end == std::string::npos) {
                break;
            }
            name.replace(begin, end - begin + 1, "*");
        }
    }
}

/// Runs of three or more X, and runs of `#`, as `*`: `UA-XXXXXXX-X`.
void open_runs(std::string& name) {
    std::string opened;
    for (std::size_t at = 0; at < name.size();) {
        const char small = bytes::to_lower(name[at]);
        std::size_t end = at + 1;
        while (end < name.size() && bytes::to_lower(name[end]) == small) {
            ++end;
        }
        const std::size_t run = end - at;
        const bool open = small == '#' || (small == 'x' && run >= 3);
        opened += open ? "*" : std::string(name.substr(at, run));
        at = end;
    }
    if (opened.ends_with("*-X") || opened.ends_with("*-x")) {
        opened.resize(opened.size() - 2);
    }
    name = std::move(opened);
}

/// The name with its placeholders as `*`.
std::string as_pattern(std::string name) {
    open_brackets(name);
    open_runs(name);
    replace_all(name, "\u2026", "*");
    replace_all(name, "...", "*");
    while (name.find("**") != std::string::npos) {
        replace_all(name, "**", "*");
    }
    return name;
}

std::string_view without_quotes(std::string_view text) {
    constexpr std::string_view quotes[] = {"\"", "'", "`", "\u2018", "\u2019", "\u201c", "\u201d"};
    for (const auto quote : quotes) {
        text.remove_prefix(text.starts_with(quote) ? quote.size() : 0);
        text.remove_suffix(text.ends_with(quote) ? quote.size() : 0);
    }
    return text;
}

std::string label_name(std::string_view label) {
    const std::string plain = plain_words(label);
    const auto* const found = std::ranges::find(labels, std::string_view(plain),
                                                [](const auto& one) { return one.first; });
    return found == std::end(labels) ? std::string() : std::string(found->second);
}

/// A single word.
std::optional<PageName> read_token(std::string_view word) {
    const std::string written(without_quotes(word));
    std::string name = as_pattern(written);
    if (!is_name_token(name)) {
        return std::nullopt;
    }
    PageName result{std::move(name), "", ""};
    if (result.name != written) {
        result.label = written;
        result.doubt = fmt::format("the page prints \"{}\"", written);
    }
    return result;
}

/// Several words without a separator that can be trusted: names, or one with a remark.
std::vector<PageName> read_words(std::string_view text) {
    const auto words = words_of(text);
    const bool names = std::ranges::all_of(words, [](std::string_view word) {
        return looks_like_name(as_pattern(std::string(word)));
    });
    std::vector<PageName> read;
    if (names) {
        for (const auto word : words) {
            if (auto name = read_token(word)) {
                read.push_back(*std::move(name));
            }
        }
        return read;
    }
    auto first = read_token(words.front());
    const bool bracket = words[1].starts_with('(') && words.back().ends_with(')');
    const std::string rest = plain_words(text.substr(words.front().size()));
    if (first && (rest == "cookie" || rest == "cookies")) {
        return {*std::move(first)};
    }
    if (first && (bracket || looks_like_name(first->name))) {
        first->label = text;
        return {*std::move(first)};
    }
    PageName labelled{label_name(text), std::string(text), ""};
    if (!labelled.name.empty()) {
        labelled.doubt =
            fmt::format("the page prints only \"{}\"; the name is the usual one", text);
    }
    return {std::move(labelled)};
}

/// Puts a line break where a list of names has a separator; not within brackets.
std::string separated(std::string_view cell) {
    std::string lines;
    int depth = 0;
    for (const char byte : cell) {
        depth += byte == '(' ? 1 : byte == ')' && depth > 0 ? -1 : 0;
        lines += depth == 0 && (byte == ',' || byte == ';') ? '\n' : byte;
    }
    for (const std::string_view word : {" and ", " or ", " & ", " / "}) {
        for (auto at = lines.find(word); at != std::string::npos; at = lines.find(word, at + 1)) {
            const auto begin = lines.rfind('\n', at) + 1;   // npos + 1 is 0
            const auto before = words_of(std::string_view(lines).substr(begin, at - begin));
            const auto after = std::string_view(lines).substr(at + word.size());
            const auto next = after.substr(0, after.find_first_of(" \n"));
            // "Google Tag Manager and Ads" is one label.
            if (before.size() == 1 && is_name_token(next)) {
                lines.replace(at, word.size(), "\n");
            }
        }
    }
    return lines;
}

}   // namespace

std::vector<PageName> read_names(std::string_view cell) {
    std::vector<PageName> names;
    const std::string lines = tidy(separated(tidy(cell)));
    if (lines.empty()) {
        return names;
    }
    for (const auto line : split(lines, '\n')) {
        if (words_of(line).size() > 1) {
            std::ranges::move(read_words(line), std::back_inserter(names));
        } else if (auto name = read_token(line)) {
            names.push_back(*std::move(name));
        } else {
            names.push_back({"", std::string(line), ""});
        }
    }
    return names;
}

}   // namespace survey
