#include "chunk_feed.hpp"
#include "fixture.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace http {
namespace {

using namespace std::literals;
using Keep = ChunkedReader::Keep;

struct Row {
    std::string_view bytes;
    std::string_view chunks;
    std::string_view data;
    std::string_view trailers;
    std::string_view rest;
    bool tolerant = false;
};

const std::vector<Row> rows{
    {"0\r\n\r\n", "", "", "", ""},
    {"5\r\nhello\r\n0\r\n\r\n", "5\r\nhello\r\n", "hello", "", ""},
    {"5;e=\"x\"\r\nhello\r\n0b\r\n\r\n0\r\n\r\n5\r\nx\r\n000\r\n\r\nGET / ",
     "5\r\nhello\r\n0b\r\n\r\n0\r\n\r\n5\r\nx\r\n", "hello\r\n0\r\n\r\n5\r\nx", "", "GET / "},
    {"1;longer-than-the-data\r\na\r\n1\r\nb\r\n2;x\r\n\r\n\r\n0;z\r\nA: b\r\nC:d\r\n\r\nHTTP/1.1",
     "1\r\na\r\n1\r\nb\r\n2\r\n\r\n\r\n", "ab\r\n", "A: b\r\nC:d\r\n", "HTTP/1.1"},
    {"A \t;p\r\n0123456789\r\n3\t\r\nabc\r\n0 \r\nX: y\r\n\r\n", "A\r\n0123456789\r\n3\r\nabc\r\n",
     "0123456789abc", "X: y\r\n", "", true},
};

struct BadRow {
    std::string_view bytes;
    Fault fault;
};

const std::vector<BadRow> bad{
    {"5\r\nhelloX\r\n0\r\n\r\n", Fault::chunk},
    {"5\r\nhello\rX0\r\n\r\n", Fault::chunk},
    {"5\r\nhello\n0\r\n\r\n", Fault::chunk},
    {"5\nhello\r\n0\r\n\r\n", Fault::chunk},
    {"5 \r\nhello\r\n0\r\n\r\n", Fault::chunk},
    {"5\r\nhello\r\n-1\r\n\r\n", Fault::chunk},
    {"1;e\r\nx\r\n0\r\nA : b\r\n\r\n", Fault::chunk},
    {"1;e\r\nx\r\n0\r\n\n", Fault::chunk},
    {"0\r\nA: 5678901234567890\r\n\r\n", Fault::trailer_too_large},
    {"10000000000000000\r\nx", Fault::chunk},
};

constexpr std::size_t trailer_limit = 20;

std::vector<std::string_view> single_bytes(std::string_view text) {
    std::vector<std::string_view> pieces;
    for (std::size_t i = 0; i < text.size(); ++i) {
        pieces.push_back(text.substr(i, 1));
    }
    return pieces;
}

// All at once, a byte at a time, in two pieces at every place, in three at many.
std::vector<std::vector<std::string_view>> splits(std::string_view text) {
    std::vector<std::vector<std::string_view>> all{{text}, single_bytes(text)};
    for (std::size_t at = 0; at <= text.size(); ++at) {
        all.push_back({text.substr(0, at), text.substr(at)});
        for (std::size_t next = at + 1; next <= text.size(); ++next) {
            all.push_back(
                {text.substr(0, at), text.substr(at, next - at), ""sv, text.substr(next)});
        }
    }
    return all;
}

}   // namespace

TEST_CASE("a chunked body is read the same, wherever the bytes are torn") {
    for (const Row& row : rows) {
        CAPTURE(row.bytes);
        for (const auto& pieces : splits(row.bytes)) {
            for (const Keep keep : {Keep::chunks, Keep::data}) {
                for (const bool tolerant : {row.tolerant, true}) {
                    ChunkedReader reader(keep, tolerant, trailer_limit);
                    const Fed fed = feed(reader, pieces);
                    const bool same =
                        !fed.fault &&
                        fed.passed == (keep == Keep::chunks ? row.chunks : row.data) &&
                        fed.trailers == row.trailers && fed.rest == row.rest &&
                        fed.data_bytes == row.data.size() && fed.done;
                    if (!same) {
                        CAPTURE(pieces, keep == Keep::chunks, tolerant);
                        FAIL_CHECK(fault_name(fed.fault) << ", passed " << fed.passed);
                    }
                }
            }
        }
    }
}

TEST_CASE("a body is not done before its last byte") {
    for (const Row& row : rows) {
        CAPTURE(row.bytes);
        const std::size_t size = row.bytes.size() - row.rest.size();
        for (std::size_t cut = 0; cut < size; ++cut) {
            ChunkedReader reader(Keep::data, true, trailer_limit);
            const Fed fed = feed(reader, {row.bytes.substr(0, cut)});
            CHECK_FALSE(fed.fault);
            CHECK_FALSE(fed.done);
            CHECK(row.data.starts_with(fed.passed));
        }
    }
}

TEST_CASE("data are passed on as they come, not held back for the end of their chunk") {
    ChunkedReader reader(Keep::chunks, false, trailer_limit);
    CHECK(feed(reader, {"5\r\nhe"}).passed == "5\r\nhe");
    CHECK(feed(reader, {"l"}).passed == "l");
    CHECK(feed(reader, {"lo"}).passed == "lo");
}

TEST_CASE("a fault is the same fault, wherever the bytes are torn") {
    for (const BadRow& row : bad) {
        CAPTURE(row.bytes);
        for (const auto& pieces : splits(row.bytes)) {
            for (const Keep keep : {Keep::chunks, Keep::data}) {
                ChunkedReader reader(keep, false, trailer_limit);
                const Fed fed = feed(reader, pieces);
                if (fed.fault != row.fault || reader.done()) {
                    CAPTURE(pieces, keep == Keep::chunks);
                    FAIL_CHECK(fault_name(fed.fault));
                }
            }
        }
    }
}

}   // namespace http
