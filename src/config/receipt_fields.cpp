#include "config/receipt_fields.hpp"

namespace config {
namespace {

using consent::ReceiptSettings;

constexpr std::uint64_t least_rotate = std::uint64_t{64} * 1024;
constexpr std::uint64_t most_rotate = std::uint64_t{1} << 50;
constexpr unsigned most_kept = 10'000;

Field<ReceiptSettings> path_field(std::string_view name, ReceiptSettings::Kind kind) {
    return custom_field<ReceiptSettings>(
        name, [kind](const Value& value, ReceiptSettings& out, Report& report) {
            auto path = read_text(value, report);
            if (path &&
                (path->empty() || path->ends_with('/') || path->find('\0') != std::string::npos)) {
                refuse(value, report, "must be the path of a file");
            } else if (path) {
                out.kind = kind;
                out.path = *std::move(path);
            }
        });
}

std::optional<std::uint64_t> read_rotate(const Value& value, Report& report) {
    return read_size(value, report, least_rotate, most_rotate);
}

std::optional<unsigned> read_keep(const Value& value, Report& report) {
    return read_number<unsigned>(value, report, 1, most_kept);
}

void check_receipts(const Node& node, Report& report) {
    const bool lines = value_of(node, "file") != nullptr;
    const bool sqlite = value_of(node, "sqlite") != nullptr;
    if (lines == sqlite) {
        report.error(node.place, "\"receipts\" must have either \"file\" or \"sqlite\"");
    }
    for (const std::string_view key : {"rotate", "keep"}) {
        if (sqlite && !lines && value_of(node, key) != nullptr) {
            report.error(place_of(node, key), fmt::format("\"{}\" goes with \"file\" only", key));
        }
    }
}

}   // namespace

const Fields<ReceiptSettings>& receipt_fields() {
    static const Fields<ReceiptSettings> fields{
        path_field("file", ReceiptSettings::Kind::lines),
        path_field("sqlite", ReceiptSettings::Kind::sqlite),
        field("rotate", &ReceiptSettings::rotate, read_rotate),
        field("keep", &ReceiptSettings::keep, read_keep),
    };
    return fields;
}

std::optional<ReceiptSettings> read_receipts(const Value& value, Report& report) {
    ReceiptSettings receipts;
    if (!read_mapping(value.node, "\"receipts\"", receipt_fields(), receipts, report)) {
        return std::nullopt;
    }
    check_receipts(value.node, report);
    return receipts;
}

void place_receipts(ReceiptSettings& receipts, const std::filesystem::path& folder) {
    // Where the working directory is gone, the path stays relative to it.
    std::error_code ignored;
    const auto whole = std::filesystem::absolute(folder / receipts.path, ignored);
    if (!ignored) {
        receipts.path = whole.lexically_normal().string();
    }
}

}   // namespace config
