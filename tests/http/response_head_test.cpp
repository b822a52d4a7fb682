#include "fixture.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace http {
namespace {

using namespace std::literals;

std::optional<Fault> parse(std::string_view line) {
    const std::string text = std::string(line).append("\r\nA: b\r\n\r\n");
    ResponseHead head;
    return fault_of(parse_response_head(text, 200, head));
}

struct GoodRow {
    std::string_view line;
    unsigned minor;
    unsigned status;
    std::string_view status_and_reason;
};

const std::vector<GoodRow> good_lines{
    {"HTTP/1.1 200 OK", 1, 200, "200 OK"},
    {"HTTP/1.0 200 OK", 0, 200, "200 OK"},
    {"HTTP/1.2 200 OK", 1, 200, "200 OK"},
    {"HTTP/1.1 200", 1, 200, "200"},
    {"HTTP/1.1 200 ", 1, 200, "200 "},
    {"HTTP/1.1 100 Continue", 1, 100, "100 Continue"},
    {"HTTP/1.1 999 \t\x80\xff Any  thing", 1, 999, "999 \t\x80\xff Any  thing"},
};

struct BadRow {
    std::string_view line;
    Fault fault;
};

const std::vector<BadRow> bad_lines{
    {"", Fault::malformed},
    {"HTTP/1.1", Fault::malformed},
    {"HTTP/1.1 ", Fault::malformed},
    {"HTTP/1.1 20", Fault::malformed},
    {"HTTP/1.1 20 OK", Fault::malformed},
    {"HTTP/1.1 2000", Fault::malformed},
    {"HTTP/1.1 200OK", Fault::malformed},
    {"HTTP/1.1 200\tOK", Fault::malformed},
    {"HTTP/1.1  200 OK", Fault::malformed},
    {"HTTP/1.1\t200 OK", Fault::malformed},
    {"HTTP/1.1 2x0 OK", Fault::malformed},
    {"HTTP/1.1 20x OK", Fault::malformed},
    {"HTTP/1.1 x00 OK", Fault::malformed},
    {"HTTP/1.1 -20 OK", Fault::malformed},
    {"HTTP/1.1 000 OK", Fault::malformed},
    {"HTTP/1.1 099 OK", Fault::malformed},
    {"HTTP/1.1 200 O\x01K", Fault::malformed},
    {"HTTP/1.1 200 O\0K"sv, Fault::malformed},
    {"HTTP/1.1 200 O\rK", Fault::malformed},
    {"HTTP/1.1 200 OK\r", Fault::malformed},
    {"http/1.1 200 OK", Fault::malformed},
    {"HTTP/1 200 OK", Fault::malformed},
    {"HTTP/11 200 OK", Fault::malformed},
    {"ICY 200 OK", Fault::malformed},
    {" HTTP/1.1 200 OK", Fault::malformed},
    {"<html>", Fault::malformed},
    {"HTTP/2.0 200 OK", Fault::version},
    {"HTTP/0.9 200 OK", Fault::version},
};

}   // namespace

TEST_CASE("a status line is taken apart") {
    for (const GoodRow& row : good_lines) {
        CAPTURE(row.line);
        const ParsedResponse response(std::string(row.line) + "\r\nA: b\r\n\r\n");
        CHECK(response.head.minor == row.minor);
        CHECK(response.head.status == row.status);
        CHECK(response.head.status_and_reason == row.status_and_reason);
        REQUIRE(response.head.fields.size() == 1);
        CHECK(response.head.fields.value(*response.head.fields.begin()) == "b");
    }
}

TEST_CASE("a status line that is none is refused") {
    for (const BadRow& row : bad_lines) {
        CAPTURE(row.line);
        CHECK(fault_name(parse(row.line)) == fault_name(row.fault));
    }
}

TEST_CASE("a response head is read as strictly as a request head") {
    ResponseHead head;
    for (const std::string_view field :
         {"A : b"sv, " folded"sv, "A: \x01"sv, "A: b\nB: c"sv, "A: b\r"sv, "A"sv, ": b"sv}) {
        CAPTURE(field);
        const std::string text =
            std::string("HTTP/1.1 200 OK\r\n").append(field).append("\r\n\r\n");
        CHECK(fault_name(fault_of(parse_response_head(text, 200, head))) == "malformed");
    }
    const std::string two = "HTTP/1.1 200 OK\r\nA: 1\r\nA: 2\r\n\r\n";
    CHECK(fault_name(fault_of(parse_response_head(two, 2, head))) == "passes");
    CHECK(fault_name(fault_of(parse_response_head(two, 1, head))) == "too_many_fields");
    CHECK(fault_name(fault_of(parse_response_head(two + "x", 2, head))) == "malformed");
    CHECK(fault_name(fault_of(parse_response_head({}, 2, head))) == "malformed");
}

}   // namespace http
