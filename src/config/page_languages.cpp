#include "config/page_languages.hpp"

#include "config/host_name.hpp"
#include "config/page_text_fields.hpp"

#include <algorithm>

namespace config {
namespace {

using consent::PageLanguage;
using consent::PageSettings;

constexpr std::string_view any_language = "auto";
constexpr std::size_t longest_subtag = 8;

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Tags are compared without case (RFC 5646 section 2.1.1).
PageLanguage* find_language(std::vector<PageLanguage>& languages, std::string_view tag) {
    const auto found = std::ranges::find_if(
        languages, [&](const PageLanguage& one) { return lower_case(one.tag) == lower_case(tag); });
    return found == languages.end() ? nullptr : &*found;
}

/// What a language of the site's own begins with.
PageLanguage begin_language(std::string_view tag) {
    std::vector<PageLanguage> shipped = shipped_languages();
    const PageLanguage* const found = find_language(shipped, tag);
    return found != nullptr ? *found : PageLanguage{.tag = std::string(tag), .texts = {}};
}

void read_language(const Member& member, PageSettings& out, Report& report) {
    if (!is_language_tag(member.key) || member.key == any_language) {
        report.error(member.place,
                     fmt::format("\"{}\" is no language tag, as en or cy", member.key));
        return;
    }
    if (find_language(out.languages, member.key) != nullptr) {
        report.error(member.place, fmt::format("duplicate language \"{}\"", member.key));
        return;
    }
    PageLanguage language = begin_language(member.key);
    const auto before = missing_texts(language);
    read_mapping(member.value, "a language", page_text_fields(), language, report);
    // A text that stands there and is at fault has been reported already.
    std::string missing;
    for (const std::string_view name : before) {
        if (value_of(member.value, name) == nullptr) {
            missing += fmt::format("{}{}", missing.empty() ? "" : ", ", name);
        }
    }
    if (!missing.empty()) {
        report.error(member.place, fmt::format("the language \"{}\" is not shipped, so it must "
                                               "have all texts; missing: {}",
                                               member.key, missing));
    }
    out.languages.push_back(std::move(language));
}

void choose_all(PageSettings& pages) {
    std::vector<PageLanguage> all = shipped_languages();
    for (PageLanguage& own : pages.languages) {
        if (PageLanguage* const shipped = find_language(all, own.tag)) {
            *shipped = std::move(own);
        } else {
            all.push_back(std::move(own));
        }
    }
    pages.languages = std::move(all);
}

void refuse_language(const Value& value, std::vector<PageLanguage>& known, Report& report) {
    std::vector<std::string_view> tags{any_language};
    for (const PageLanguage& language : known) {
        tags.push_back(language.tag);
    }
    refuse(value, report,
           fmt::format("must be {}, or another language under \"texts\", not \"{}\"", one_of(tags),
                       value.node.text));
}

void warn_unused(const Node& node, std::string_view chosen, Report& report) {
    const Node* const texts = value_of(node, "texts");
    if (texts == nullptr) {
        return;
    }
    for (const Member& member : texts->members) {
        if (is_language_tag(member.key) && lower_case(member.key) != lower_case(chosen)) {
            report.warning(member.place,
                           fmt::format("texts in \"{}\", but \"language: {}\" leaves them out",
                                       member.key, chosen));
        }
    }
}

}   // namespace

bool is_language_tag(std::string_view text) {
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('-', begin), text.size());
        const std::string_view part = text.substr(begin, end - begin);
        const bool first = begin == 0;
        const bool good = std::ranges::all_of(
            part, [first](char c) { return is_letter(c) || (!first && c >= '0' && c <= '9'); });
        if (!good || part.size() < (first ? 2 : 1) || part.size() > longest_subtag) {
            return false;
        }
        begin = end + 1;
    }
    return true;
}

void check_page_language(const Value& value, PageSettings& /*out*/, Report& report) {
    static_cast<void>(read_name(value, report));
}

void read_page_texts(const Value& value, PageSettings& out, Report& report) {
    if (value.node.kind != Kind::mapping) {
        refuse(value, report, "must be a mapping of languages");
        return;
    }
    for (const Member& member : value.node.members) {
        read_language(member, out, report);
    }
}

void settle_page_languages(const Node& node, PageSettings& pages, Report& report) {
    const Node* const said = value_of(node, "language");
    const std::string chosen = said != nullptr ? said->text : std::string(any_language);
    choose_all(pages);
    if (chosen.empty() || chosen == any_language) {
        return;
    }
    const PageLanguage* const found = find_language(pages.languages, chosen);
    if (found == nullptr) {
        refuse_language({"language", *said}, pages.languages, report);
        return;
    }
    warn_unused(node, chosen, report);
    pages.languages = {PageLanguage(*found)};
}

}   // namespace config
