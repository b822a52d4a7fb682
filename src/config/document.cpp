#include "config/document.hpp"

#include "config/json_reader.hpp"
#include "config/yaml_reader.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace config {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

Place place_at(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, offset);
    const auto lines = std::count(before.begin(), before.end(), '\n');
    const std::size_t line_begin = before.rfind('\n') + 1;   // npos + 1 is 0
    return {static_cast<unsigned>(lines + 1), static_cast<unsigned>(offset - line_begin + 1)};
}

/// The length of the UTF-8 sequence at the front (RFC 3629 section 4), 0 when it is none.
std::size_t sequence_length(std::string_view text) {
    const auto byte = [&](std::size_t at) {
        return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
    };
    const unsigned lead = byte(0);
    if (lead < 0x80) {
        return 1;
    }
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    const unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    bool good = lead >= 0xC2 && lead <= 0xF4 && byte(1) >= low && byte(1) <= high;
    for (std::size_t at = 2; at < length; ++at) {
        good = good && (byte(at) & 0xC0U) == 0x80;
    }
    return good ? length : 0;
}

/// YAML and JSON texts are UTF-8 without control bytes; yaml-cpp would end the document at some.
bool check_bytes(std::string_view text, Report& report) {
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if ((byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F) {
            report.error(place_at(text, at), fmt::format("a control byte (0x{:02X})", byte));
            return false;
        }
        const std::size_t length = sequence_length(text.substr(at));
        if (length == 0) {
            report.error(place_at(text, at), "not UTF-8");
            return false;
        }
        at += length;
    }
    return true;
}

}   // namespace

std::optional<Node> read_document(std::string_view text, std::string_view name, Report& report) {
    if (text.size() > max_document_bytes) {
        report.error({}, fmt::format("longer than {} bytes", max_document_bytes));
        return std::nullopt;
    }
    if (text.starts_with(byte_order_mark)) {
        text.remove_prefix(byte_order_mark.size());
    }
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        report.error({}, "the file is empty");
        return std::nullopt;
    }
    TreeBuilder builder(report);
    const bool good =
        check_bytes(text, report) && (name.ends_with(".json") ? read_json(text, builder, report)
                                                              : read_yaml(text, builder, report));
    if (!good) {
        return std::nullopt;
    }
    Node root = builder.take();
    if (root.kind == Kind::null) {
        report.error({}, "the file is empty");
        return std::nullopt;
    }
    return root;
}

}   // namespace config
