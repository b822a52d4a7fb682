#include "fixture.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace http {
namespace {

using namespace std::literals;

std::optional<Fault> parse(std::string_view text, std::size_t max_fields = 100) {
    RequestHead head;
    return fault_of(parse_request_head(text, max_fields, head));
}

struct LineRow {
    std::string_view line;
    Fault fault;
};

const std::vector<LineRow> bad_lines{
    {"", Fault::malformed},
    {"GET", Fault::malformed},
    {"GET /", Fault::malformed},
    {"GET / ", Fault::malformed},
    {" / HTTP/1.1", Fault::malformed},
    {" GET / HTTP/1.1", Fault::malformed},
    {"GET  / HTTP/1.1", Fault::malformed},
    {"GET  HTTP/1.1", Fault::malformed},
    {"GET /  HTTP/1.1", Fault::malformed},
    {"GET\t/ HTTP/1.1", Fault::malformed},
    {"GET /\tHTTP/1.1", Fault::malformed},
    {"GET / HTTP/1.1 ", Fault::malformed},
    {"GET / HTTP/1.1\t", Fault::malformed},
    {"GET / HTTP/1.1\r", Fault::malformed},
    {"GET / x HTTP/1.1", Fault::malformed},
    {"G\x01T / HTTP/1.1", Fault::malformed},
    {"G\0T / HTTP/1.1"sv, Fault::malformed},
    {"G(T / HTTP/1.1", Fault::malformed},
    {"G:T / HTTP/1.1", Fault::malformed},
    {"G\xe9T / HTTP/1.1", Fault::malformed},
    {"GET /a#b HTTP/1.1", Fault::malformed},
    {"GET # HTTP/1.1", Fault::malformed},
    {"GET /\x7f HTTP/1.1", Fault::malformed},
    {"GET /\0 HTTP/1.1"sv, Fault::malformed},
    {"GET /a\rb HTTP/1.1", Fault::malformed},
    {"GET /a\x0b HTTP/1.1", Fault::malformed},
    {"GET / http/1.1", Fault::malformed},
    {"GET / HTTP/1.1x", Fault::malformed},
    {"GET / HTTP/11", Fault::malformed},
    {"GET / HTTP/1,1", Fault::malformed},
    {"GET / HTTP/01.1", Fault::malformed},
    {"GET / HTTP/1.10", Fault::malformed},
    {"GET / HTTP/.1", Fault::malformed},
    {"GET / HTTP/1.", Fault::malformed},
    {"GET / HTTP/x.1", Fault::malformed},
    {"GET / HTTP/1.x", Fault::malformed},
    {"GET / HTTPS/1.1", Fault::malformed},
    {"GET / ICY/1.1", Fault::malformed},
    {"GET / HTTP/0.9", Fault::version},
    {"GET / HTTP/1.2", Fault::version},
    {"GET / HTTP/1.9", Fault::version},
    {"GET / HTTP/2.0", Fault::version},
    {"GET / HTTP/2.1", Fault::version},
    {"GET / HTTP/9.9", Fault::version},
    {"PRI * HTTP/2.0", Fault::version},
};

const std::vector<std::string_view> bad_fields{
    "A",
    ":",
    ": x",
    " A: x",
    "\tA: x",
    "A : x",
    "A\t: x",
    "A B: x",
    "A\x01: x",
    "A\x7f: x",
    "A\xe9: x",
    "A(: x",
    "A/: x",
    "A\"B: x",
    "A=B: x",
    "A\r: x",
    "A\0: x"sv,
    "A: x\0y"sv,
    "A: x\ry",
    "A: x\r",
    "\r",
    "A: \x01",
    "A: x\x08y",
    "A: x\x0by",
    "A: x\x0cy",
    "A: x\x1f",
    "A: \x7f",
    "A: x\nB: y",
    "A: x\r\n folded",
    "A: x\r\n\tfolded",
    "Host: a\r\n ",
    "\x00"sv,
};

struct FieldRow {
    std::string_view line;
    std::string_view name;
    std::string_view value;
};

const std::vector<FieldRow> good_fields{
    {"A:", "A", ""},
    {"A: ", "A", ""},
    {"A: \t ", "A", ""},
    {"A:b", "A", "b"},
    {"A: b", "A", "b"},
    {"A:\tb\t", "A", "b"},
    {"A:  b c\td  ", "A", "b c\td"},
    {"A: : b", "A", ": b"},
    {"A: \x80\xff", "A", "\x80\xff"},
    {"!#$%&'*+-.^_`|~09azAZ: x", "!#$%&'*+-.^_`|~09azAZ", "x"},
    {"hOsT: X", "hOsT", "X"},
};

std::string with_line(std::string_view line) {
    return std::string(line).append("\r\nHost: a\r\n\r\n");
}

std::string with_field(std::string_view field) {
    return std::string("GET / HTTP/1.1\r\nHost: a\r\n").append(field).append("\r\nZ: z\r\n\r\n");
}

}   // namespace

TEST_CASE("a request line that is none is refused") {
    for (const LineRow& row : bad_lines) {
        CAPTURE(row.line);
        CHECK(fault_name(parse(with_line(row.line))) == fault_name(row.fault));
    }
}

TEST_CASE("a field line that is none is refused") {
    for (const std::string_view field : bad_fields) {
        CAPTURE(field);
        CHECK(fault_name(parse(with_field(field))) == "malformed");
    }
}

TEST_CASE("every byte has its place in a head or none") {
    for (int c = 0; c < 256; ++c) {
        CAPTURE(c);
        const std::string byte(1, static_cast<char>(c));
        const bool alnum =
            (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        const bool token = alnum || (c != 0 && "!#$%&'*+-.^_`|~"sv.find(byte) != std::string::npos);
        const bool control = c < 0x20 || c == 0x7f;
        CHECK(!parse("G" + byte + "T / HTTP/1.1\r\n\r\n") == token);
        CHECK(!parse("GET /" + byte + "x HTTP/1.1\r\n\r\n") == !(control || c == ' ' || c == '#'));
        CHECK(!parse("GET / HTTP/1.1\r\nA" + byte + ": x\r\n\r\n") == (token || c == ':'));
        CHECK(!parse("GET / HTTP/1.1\r\nA: x" + byte + "y\r\n\r\n") == (!control || c == '\t'));
    }
}

TEST_CASE("a head is offsets into its text") {
    for (const FieldRow& row : good_fields) {
        CAPTURE(row.line);
        const ParsedRequest request(with_field(row.line));
        const Fields& fields = request.head.fields;
        REQUIRE(fields.size() == 3);
        const Field& field = *(fields.begin() + 1);
        CHECK(fields.name(field) == row.name);
        CHECK(fields.value(field) == row.value);
        CHECK(fields.text().substr(field.begin, field.end - field.begin) ==
              std::string(row.line) + "\r\n");
        CHECK(field.value_begin > field.name_end);
        CHECK(field.value_end <= field.end - 2);
    }
}

TEST_CASE("a request line is taken apart") {
    const ParsedRequest request(
        "M-SEARCH http://a/b?c=\"<>\xc3\xa9 HTTP/1.0\r\nB: 1\r\nb: 2\r\n\r\n");
    CHECK(request.head.method == "M-SEARCH");
    CHECK(request.head.target == "http://a/b?c=\"<>\xc3\xa9");
    CHECK(request.head.minor == 0);
    CHECK(request.head.fields.size() == 2);
    CHECK(ParsedRequest("GET / HTTP/1.1\r\n\r\n").head.minor == 1);
    CHECK(ParsedRequest("GET / HTTP/1.1\r\n\r\n").head.fields.size() == 0);
}

TEST_CASE("the head ends where its text ends") {
    const std::string head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    for (std::size_t size = 0; size < head.size(); ++size) {
        CAPTURE(size);
        CHECK(fault_name(parse(std::string_view(head).substr(0, size))) == "malformed");
    }
    CHECK(fault_name(parse({})) == "malformed");
    CHECK(fault_name(parse(head + "x")) == "malformed");
    CHECK(fault_name(parse(head + "\r\n")) == "malformed");
    CHECK(fault_name(parse("\r\n" + head)) == "malformed");
    CHECK(fault_name(parse("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\n\r\n")) ==
          "malformed");
    CHECK(fault_name(parse("GET / HTTP/1.1\nHost: a\r\n\r\n")) == "malformed");
    CHECK(fault_name(parse("GET / HTTP/1.1\r\nHost: a\n\r\n")) == "malformed");
    CHECK(fault_name(parse("GET / HTTP/1.1\r\nHost: a\r\n\n")) == "malformed");
    CHECK(fault_name(parse("GET / HTTP/1.1\r\nHost: a\r\n\r\r\n")) == "malformed");
}

TEST_CASE("no more fields than the limit") {
    const std::string two = "GET / HTTP/1.1\r\nA: 1\r\nB: 2\r\n\r\n";
    CHECK(fault_name(parse(two, 2)) == "passes");
    CHECK(fault_name(parse(two, 1)) == "too_many_fields");
    CHECK(fault_name(parse(two, 0)) == "too_many_fields");
    CHECK(fault_name(parse("GET / HTTP/1.1\r\n\r\n", 0)) == "passes");
}

TEST_CASE("a head can be parsed again, and its text may move") {
    RequestHead head;
    const std::string first = "POST /1 HTTP/1.0\r\nA: 1\r\nB: 2\r\n\r\n";
    REQUIRE(parse_request_head(first, 9, head).has_value());
    const std::string second = "GET /2 HTTP/1.1\r\nHost: b\r\n\r\n";
    REQUIRE(parse_request_head(second, 9, head).has_value());
    CHECK(head.method == "GET");
    CHECK(head.minor == 1);
    REQUIRE(head.fields.size() == 1);
    CHECK(head.fields.find(FieldId::host) == "b");
    CHECK_FALSE(head.fields.contains(FieldId::cookie));
    const std::string moved = second;
    head.fields.rebase(moved);
    CHECK(head.fields.text().data() == moved.data());
    CHECK(head.fields.find(FieldId::host) == "b");
}

}   // namespace http
