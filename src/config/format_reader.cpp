#include "config/format_reader.hpp"

#include "config/format_fields.hpp"
#include "config/formats.hpp"

#include <algorithm>
#include <stdexcept>

namespace config {
namespace {

using consent::FormatData;

/// What a mapping without a base begins with.
FormatData plain_format() {
    FormatData format;
    format.name = "custom";
    format.encoding = {consent::Encoding::raw};
    return format;
}

std::optional<FormatData> read_mapped(const Node& node, FormatData format, Report& report) {
    if (!read_mapping(node, "\"format\"", format_fields(), format, report)) {
        return std::nullopt;
    }
    settle_format(node, format, report);
    return format;
}

FormatData read_text_of(const FormatText& text) {
    Report report{std::string(text.name)};
    FormatData format = plain_format();
    format.name = text.name;
    const auto root = read_document(text.yaml, text.name, report);
    const auto read = root ? read_mapped(*root, std::move(format), report) : std::nullopt;
    if (report.has_errors() || !read) {
        std::vector<Fault> faults;
        report.flush(faults);
        throw std::logic_error("a built-in format is broken: " + to_string(faults.front()));
    }
    return *read;
}

}   // namespace

std::optional<FormatData> find_format(std::string_view name) {
    const auto texts = format_texts();
    const auto found = std::ranges::find(texts, name, &FormatText::name);
    return found == texts.end() ? std::nullopt : std::optional(read_text_of(*found));
}

std::vector<std::string_view> format_names() {
    std::vector<std::string_view> names;
    for (const FormatText& text : format_texts()) {
        names.push_back(text.name);
    }
    return names;
}

std::optional<FormatData> read_format(const Value& value, Report& report) {
    if (value.node.kind == Kind::mapping) {
        const Node* const base = value_of(value.node, "base");
        const auto begin = base != nullptr ? find_format(base->text) : std::nullopt;
        return read_mapped(value.node, begin.value_or(plain_format()), report);
    }
    const auto name = read_text(value, report);
    auto found = name ? find_format(*name) : std::nullopt;
    if (name && !found) {
        const auto names = format_names();
        refuse(value, report,
               fmt::format("must be a mapping or {}, not \"{}\"{}", one_of(names), *name,
                           suggestion(*name, names)));
    }
    return found;
}

}   // namespace config
