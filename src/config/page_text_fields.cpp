#include "config/page_text_fields.hpp"

#include "config/page_text_files.hpp"
#include "config/placeholders.hpp"

#include <algorithm>
#include <stdexcept>

namespace config {
namespace {

using consent::PageLanguage;
using consent::PageText;

void read_page_text(const Value& value, PageText text, PageLanguage& out, Report& report) {
    auto words = read_text(value, report);
    if (!words) {
        return;
    }
    if (words->empty()) {
        refuse(value, report, "must not be empty");
    } else if (has_control_byte(*words)) {
        refuse(value, report,
               "must be one line: not with a line break or another control byte in it");
    } else {
        check_placeholders(value, text, report);
        out[text] = *std::move(words);
    }
}

PageLanguage read_file_of(const PageTextFile& file) {
    Report report{std::string(file.name)};
    PageLanguage language{.tag = std::string(file.name), .texts = {}};
    if (const auto root = read_document(file.yaml, file.name, report)) {
        read_mapping(*root, "a language", page_text_fields(), language, report);
    }
    for (const std::string_view name : missing_texts(language)) {
        report.error({}, fmt::format("\"{}\" is missing", name));
    }
    if (report.has_errors()) {
        std::vector<Fault> faults;
        report.flush(faults);
        throw std::logic_error("a built-in language is broken: " + to_string(faults.front()));
    }
    return language;
}

}   // namespace

const Fields<PageLanguage>& page_text_fields() {
    static const Fields<PageLanguage> fields{[] {
        Fields<PageLanguage> found;
        for (std::size_t at = 0; at < consent::page_text_names.size(); ++at) {
            found.push_back(custom_field<PageLanguage>(
                consent::page_text_names[at],
                [text = static_cast<PageText>(at)](const Value& value, PageLanguage& out,
                                                   Report& report) {
                    read_page_text(value, text, out, report);
                }));
        }
        return found;
    }()};
    return fields;
}

std::vector<std::string_view> missing_texts(const PageLanguage& language) {
    std::vector<std::string_view> missing;
    for (std::size_t at = 0; at < language.texts.size(); ++at) {
        if (language.texts[at].empty()) {
            missing.push_back(consent::page_text_names[at]);
        }
    }
    return missing;
}

const std::vector<PageLanguage>& shipped_languages() {
    static const std::vector<PageLanguage> languages{[] {
        std::vector<PageLanguage> found;
        for (const PageTextFile& file : page_text_files()) {
            found.push_back(read_file_of(file));
        }
        std::ranges::stable_partition(found, [](const auto& one) { return one.tag == "en"; });
        return found;
    }()};
    return languages;
}

}   // namespace config
