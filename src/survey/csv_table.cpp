#include "survey/csv_table.hpp"

#include <array>
#include <csv.h>
#include <fmt/format.h>
#include <string_view>
#include <utility>

namespace survey {
namespace {

/// What libcsv's callbacks fill.
struct Sink {
    std::vector<CsvRow> rows;
    CsvRow row;
};

void take_field(void* text, std::size_t size, void* sink) {
    const auto* const bytes = static_cast<const char*>(text);
    static_cast<Sink*>(sink)->row.emplace_back(bytes, size);
}

void take_row(int, void* data) {
    auto* const sink = static_cast<Sink*>(data);
    sink->rows.push_back(std::exchange(sink->row, {}));
}

/// Owns libcsv's parser, which a fault must not leak.
class Parser {
public:
    Parser() : good_(csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) == 0) {}
    ~Parser() { csv_free(&parser_); }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;

    [[nodiscard]] bool feed(std::string_view bytes, Sink& sink) {
        return good_ && csv_parse(&parser_, bytes.data(), bytes.size(), take_field, take_row,
                                  &sink) == bytes.size();
    }
    [[nodiscard]] bool finish(Sink& sink) {
        return good_ && csv_fini(&parser_, take_field, take_row, &sink) == 0;
    }
    [[nodiscard]] const char* message() { return csv_strerror(csv_error(&parser_)); }

private:
    csv_parser parser_{};
    bool good_;
};

}   // namespace

boost::system::result<std::vector<CsvRow>, std::string> read_csv(std::istream& in) {
    constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
    Parser parser;
    Sink sink;
    std::array<char, 65536> block{};
    bool good = true;
    for (bool first = true; good && in.good(); first = false) {
        in.read(block.data(), block.size());
        std::string_view bytes(block.data(), static_cast<std::size_t>(in.gcount()));
        if (first && bytes.starts_with(byte_order_mark)) {
            bytes.remove_prefix(byte_order_mark.size());
        }
        good = parser.feed(bytes, sink);
    }
    if (!good || !parser.finish(sink)) {
        return fmt::format("is no CSV after row {}: {}", sink.rows.size(), parser.message());
    }
    return std::move(sink.rows);
}

}   // namespace survey
