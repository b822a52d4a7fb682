#include "chunk_feed.hpp"
#include "fixture.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace http {
namespace {

using namespace std::literals;
using Keep = ChunkedReader::Keep;

constexpr std::size_t trailer_limit = 64;

Fed read(std::string_view bytes, Keep keep = Keep::data, bool tolerant = false) {
    ChunkedReader reader(keep, tolerant, trailer_limit);
    return feed(reader, {bytes});
}

const std::vector<std::string_view> bad_sizes{
    "",
    " 5",
    "\t5",
    "+5",
    "-5",
    "-0",
    "0x5",
    "0X5",
    "x",
    "g",
    "5g",
    "5 5",
    "5,",
    "5.",
    "5_0",
    "5\r",
    "\r5",
    "5\0"sv,
    "\0"
    "5"sv,
    "5=",
    "5 x",
    "5\"",
    "5;\x01",
    "5;\0"sv,
    "5;\r",
    "5;a\rb",
    "5;\x7f",
    ";",
    ";a",
    "'5'",
    "\xff"
    "5",
    "5\x80",
    "$5",
    "0h",
    "0 x",
    "0;\x01",
};

// Only a response may have blanks behind the size.
const std::vector<std::string_view> padded_sizes{"5 ", "5  ", "5\t", "5 \t ;a", "5 ;a=b"};

struct SizeRow {
    std::string_view digits;
    std::uint64_t size;
};

const std::vector<SizeRow> sizes{
    {"1", 1},   {"a", 10},  {"A", 10}, {"f", 15}, {"F", 15}, {"00a", 10}, {"000000000000000a", 10},
    {"10", 16}, {"1F", 31},
};

const std::vector<std::string_view> overflows{
    "8000000000000000",  "ffffffffffffffff",  "FFFFFFFFFFFFFFFF",   "10000000000000000",
    "10000000000000005", "00000000000000005", "fffffffffffffffff0",
};

const std::vector<std::string_view> bad_data_ends{
    "\n", "\r", "x", "\n\r", "\r\r\n", " \r\n", "\rx", "6\r\n", "\0\r\n"sv,
};

const std::vector<std::string_view> bad_trailers{
    "A",       ": x",     " A: x",  "\tA: x",          "A : x", "A B: x",   "A\x01: x", "A: \x01",
    "A: x\ry", "A: \0"sv, "A: x\r", "A: x\r\n folded", "\r",    "A\xe9: x", "(: x",     "A: \x7f",
};

std::string last(std::string_view trailers) {
    return std::string("0\r\n").append(trailers).append("\r\n");
}

}   // namespace

TEST_CASE("a chunk's size is hexadecimal digits and nothing else") {
    for (const std::string_view size : bad_sizes) {
        CAPTURE(size);
        const std::string body = std::string(size).append("\r\nhello\r\n0\r\n\r\n");
        CHECK(fault_name(read(body).fault) == "chunk");
        CHECK(fault_name(read("1\r\nx\r\n" + body).fault) == "chunk");
        CHECK(fault_name(read(body, Keep::data, true).fault) == "chunk");
        // nor is it a last chunk
        CHECK(fault_name(read(std::string(size) + "\r\n\r\n").fault) == "chunk");
    }
    for (const std::string_view size : padded_sizes) {
        CAPTURE(size);
        const std::string body = std::string(size).append("\r\nhello\r\n0 \t\r\n\r\n");
        CHECK(fault_name(read(body).fault) == "chunk");
        const Fed fed = read(body, Keep::chunks, true);
        CHECK(fault_name(fed.fault) == "passes");
        CHECK(fed.passed == "5\r\nhello\r\n");
        CHECK(fed.done);
    }
    CHECK(fault_name(read("0 \r\n\r\n").fault) == "chunk");
}

TEST_CASE("a chunk has as many bytes as its size says") {
    for (const SizeRow& row : sizes) {
        CAPTURE(row.digits);
        const std::string data(row.size, 'x');
        const std::string chunk = std::string(row.digits) + "\r\n" + data + "\r\n";
        const Fed fed = read(chunk + "0\r\n\r\n");
        CHECK(fed.passed == data);
        CHECK(fed.data_bytes == row.size);
        CHECK(fed.done);
        CHECK(read(chunk + "0\r\n\r\n", Keep::chunks).passed == chunk);
        CHECK_FALSE(read(chunk).done);
    }
}

TEST_CASE("a size that could overflow is refused") {
    for (const std::string_view size : overflows) {
        CAPTURE(size);
        CHECK(fault_name(read(std::string(size) + "\r\n").fault) == "chunk");
        CHECK(fault_name(read(std::string(size) + ";a\r\n").fault) == "chunk");
    }
    const Fed most = read("7fffffffffffffff\r\nab");
    CHECK_FALSE(most.fault);
    CHECK(most.passed == "ab");
    CHECK(fault_name(read("00000000000000000\r\n\r\n").fault) == "chunk");
    CHECK(read("0000000000000000\r\n\r\n").done);
}

TEST_CASE("a size line ends in CRLF") {
    CHECK(fault_name(read("5\nhello\r\n0\r\n\r\n").fault) == "chunk");
    CHECK(fault_name(read("\nhello").fault) == "chunk");
    CHECK(fault_name(read("5;a\nhello\r\n0\r\n\r\n").fault) == "chunk");
    CHECK(fault_name(read("5\r\nhello\r\n0\n\r\n").fault) == "chunk");
    CHECK(fault_name(read("5\nhello\r\n0\r\n\r\n", Keep::data, true).fault) == "chunk");
}

TEST_CASE("a chunk's data end in CRLF") {
    for (const std::string_view end : bad_data_ends) {
        CAPTURE(end);
        const std::string body = std::string("5\r\nhello").append(end).append("0\r\n\r\n");
        CHECK(fault_name(read(body).fault) == "chunk");
        CHECK(fault_name(read(body, Keep::chunks, true).fault) == "chunk");
    }
}

TEST_CASE("extensions are read and left out") {
    const std::string body =
        "5;a\r\nhello\r\n1;b=\"c;d\\\"\xe9\"; e=f\t\r\nx\r\n2;;;\r\nyz\r\n0;last\r\n\r\n";
    for (const bool tolerant : {false, true}) {
        const Fed fed = read(body, Keep::chunks, tolerant);
        CHECK(fault_name(fed.fault) == "passes");
        CHECK(fed.passed == "5\r\nhello\r\n1\r\nx\r\n2\r\nyz\r\n");
        CHECK(fed.done);
        CHECK(read(body, Keep::data, tolerant).passed == "helloxyz");
    }
}

TEST_CASE("extensions have 4 KiB together") {
    const auto chunk = [](std::size_t extension) {
        return "1" + (extension == 0 ? std::string{} : ";" + std::string(extension - 1, 'a')) +
               "\r\nx\r\n";
    };
    CHECK(fault_name(read(chunk(4096)).fault) == "passes");
    CHECK(fault_name(read(chunk(4097)).fault) == "trailer_too_large");
    CHECK(fault_name(read(chunk(2048) + chunk(2048)).fault) == "passes");
    CHECK(fault_name(read(chunk(2048) + chunk(0) + chunk(2049)).fault) == "trailer_too_large");
    CHECK(fault_name(read(chunk(4096) + "0;\r\n\r\n").fault) == "trailer_too_large");
    const std::string padded = "1" + std::string(4097, ' ') + "\r\nx\r\n";
    CHECK(fault_name(read(padded, Keep::data, true).fault) == "trailer_too_large");
    const std::string full = "0000000000000001;" + std::string(4095, 'a') + "\r\nx\r\n";
    CHECK(fault_name(read(full).fault) == "passes");
    // a line without end is not waited for
    CHECK(fault_name(read("1;" + std::string(4111, 'a')).fault) == "passes");
    CHECK(fault_name(read("1;" + std::string(4112, 'a')).fault) == "trailer_too_large");
    CHECK(fault_name(read(std::string(5000, '0')).fault) == "trailer_too_large");
    CHECK(fault_name(read(std::string(5000, '0') + "\r\n").fault) == "trailer_too_large");
}

TEST_CASE("trailers are kept apart") {
    const Fed fed = read("1\r\nx\r\n" + last("A: b\r\nSet-Cookie:c=d\r\nE:\r\n"), Keep::chunks);
    CHECK(fed.done);
    CHECK(fed.passed == "1\r\nx\r\n");
    CHECK(fed.trailers == "A: b\r\nSet-Cookie:c=d\r\nE:\r\n");
    CHECK(read("0\r\n\r\n").trailers.empty());
}

TEST_CASE("a trailer that is no field line is refused") {
    for (const std::string_view line : bad_trailers) {
        CAPTURE(line);
        for (const bool tolerant : {false, true}) {
            CHECK(fault_name(read(last(std::string(line) + "\r\n"), Keep::data, tolerant).fault) ==
                  "chunk");
        }
        CHECK(fault_name(read(last("B: c\r\n" + std::string(line) + "\r\n")).fault) == "chunk");
    }
    CHECK(fault_name(read("0\r\n\n").fault) == "chunk");
    CHECK(fault_name(read("0\r\nA: b\n\r\n").fault) == "chunk");
    CHECK(fault_name(read("0\r\nA: b\r\n\n").fault) == "chunk");
}

TEST_CASE("trailers have a limit") {
    const auto field = [](std::size_t size) { return "A:" + std::string(size - 4, 'x') + "\r\n"; };
    CHECK(read(last(field(trailer_limit))).done);
    CHECK(read(last(field(40) + field(24))).done);
    for (const std::size_t over : {1U, 2U, 3U, 40U}) {
        CAPTURE(over);
        CHECK(fault_name(read(last(field(trailer_limit + over))).fault) == "trailer_too_large");
        CHECK(fault_name(read(last(field(40) + field(24 + over))).fault) == "trailer_too_large");
        CHECK(fault_name(read("0\r\n" + field(trailer_limit + over)).fault) == "trailer_too_large");
    }
    CHECK(fault_name(read("0\r\nA:" + std::string(trailer_limit, 'x')).fault) ==
          "trailer_too_large");
    const std::string no_field(trailer_limit + 1, 'x');
    CHECK(fault_name(read(last(no_field + "\r\n")).fault) == "trailer_too_large");
    ChunkedReader none(Keep::data, false, 0);
    CHECK(feed(none, {"0\r\n\r\n"}).done);
    ChunkedReader refuses(Keep::data, false, 0);
    CHECK(fault_name(feed(refuses, {"0\r\nA:\r\n\r\n"}).fault) == "trailer_too_large");
}

TEST_CASE("trailers have a limit in number") {
    for (const bool torn : {false, true}) {
        ChunkedReader two(Keep::data, false, trailer_limit, 2);
        CHECK(feed(two, {"0\r\nA: 1\r\n", torn ? "B" : "", torn ? ": 2\r\n\r\n" : "B: 2\r\n\r\n"})
                  .done);
        ChunkedReader one(Keep::data, false, trailer_limit, 1);
        const Fed fed =
            feed(one, {"0\r\nA: 1\r\n", torn ? "B" : "", torn ? ": 2\r\n" : "B: 2\r\n"});
        CHECK(fault_name(fed.fault) == "trailer_too_large");
    }
    ChunkedReader none(Keep::data, false, trailer_limit, 0);
    CHECK(feed(none, {"0\r\n\r\n"}).done);
    const auto fields = [](std::size_t count) {
        std::string lines;
        for (std::size_t i = 0; i < count; ++i) {
            lines.append("A:\r\n");
        }
        return lines;
    };
    ChunkedReader usual(Keep::data, false, 4096);
    CHECK(feed(usual, {last(fields(100))}).done);
    ChunkedReader past(Keep::data, false, 4096);
    CHECK(fault_name(feed(past, {last(fields(101))}).fault) == "trailer_too_large");
}

TEST_CASE("nothing behind the body is consumed") {
    const Fed fed = read("1\r\nx\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n");
    CHECK(fed.done);
    CHECK(fed.rest == "GET / HTTP/1.1\r\n\r\n");
    ChunkedReader reader(Keep::chunks, false, trailer_limit);
    CHECK(feed(reader, {"0\r\n\r\n"}).done);
    std::string more = "0\r\n\r\n";
    const auto step = reader.step(more);
    REQUIRE(step.has_value());
    CHECK(step->consumed == 0);
    CHECK(step->produced == 0);
}

}   // namespace http
