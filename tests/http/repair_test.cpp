#include "http/repair.hpp"

#include "fixture.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace http {
namespace {

using namespace std::literals;

struct EndRow {
    std::string_view bytes;
    std::optional<std::size_t> end;
};

const std::vector<EndRow> ends{
    {"", {}},
    {"\n", 1},
    {"\r\n", 2},
    {"\r", {}},
    {"\r\r\n", {}},
    {"A\n", {}},
    {"A\n\n", 3},
    {"A\n\r\n", 4},
    {"A\r\n\n", 4},
    {"A\r\n\r\n", 5},
    {"A\r\n\r", {}},
    {"A\r\r\n\r\n", 6},
    {"A\n\r\r\nB\n\nC", 8},
    {"A\n \nB\n\nbody\n\n", 7},
    {"A\r\n\r\nbody\n\n", 5},
};

struct Mended {
    std::string_view fields;   ///< as they came, behind the status line and its CRLF
    std::string_view repaired;
    std::size_t lost_set_cookies = 0;
};

const std::vector<Mended> mended{
    // line ends
    {"A: b\nC: d\r\n\n", "A: b\r\nC: d\r\n"},
    {"A: b\nContent-Length: 5\n\r\n", "A: b\r\nContent-Length: 5\r\n"},
    {"Transfer-Encoding: chunked\n\n", "Transfer-Encoding: chunked\r\n"},
    {"A: b\r\r\nC: d\n\n", "A: b\r\nC: d\r\n"},
    // folds
    {"A: b\r\n c\r\n\r\n", "A: b c\r\n"},
    {"A: b\r\n\t  c \r\n \td\r\nE: f\r\n\r\n", "A: b c d\r\nE: f\r\n"},
    {"A:\n b\n\n", "A: b\r\n"},
    {"A: b\n \nC: d\n\n", "A: b\r\nC: d\r\n"},
    {"Set-Cookie: a=b;\r\n Path=/\r\n\r\n", "Set-Cookie: a=b; Path=/\r\n"},
    // blanks before the colon
    {"A : b\r\n\r\n", "A: b\r\n"},
    {"A \t: b\r\nC\t:d\r\n\r\n", "A: b\r\nC: d\r\n"},
    {"Set-Cookie : a=b\r\n\r\n", "Set-Cookie: a=b\r\n"},
    {"X_Request_Id : a\r\nContent_Length: \x01\r\n\r\n", "X_Request_Id: a\r\n"},
    // what a browser would leave out
    {"A: b\x01\r\nC: d\r\n\r\n", "C: d\r\n"},
    {"A: b\0c\r\nC: d\r\n\r\n"sv, "C: d\r\n"},
    {"A: b\rD: e\r\nC: d\r\n\r\n", "C: d\r\n"},
    {"A: \x7f\r\nC: d\r\n\r\n", "C: d\r\n"},
    {"A\x01: b\r\nC: d\r\n\r\n", "C: d\r\n"},
    {"A B: c\r\nC: d\r\n\r\n", "C: d\r\n"},
    {"A(: c\r\nC: d\r\n\r\n", "C: d\r\n"},
    {": b\r\nC: d\r\n\r\n", "C: d\r\n"},
    {"no colon\r\nC: d\r\n\r\n", "C: d\r\n"},
    {"nothing\r\nC: d\r\n\r\n", "C: d\r\n"},
    {"A: b\r\n \x01\r\nC: d\r\n\r\n", "C: d\r\n"},
    {"nothing\r\n : folded\r\nC: d\r\n\r\n", "nothing: folded\r\nC: d\r\n"},
    {"Set-Cookie\r\n : a=b\r\n\r\n", "Set-Cookie: a=b\r\n"},
    // cookies that are lost so
    {"Set-Cookie: a=\x01\r\nC: d\r\n\r\n", "C: d\r\n", 1},
    {"set-COOKIE : a=\x01\r\nSet-Cookie\x01: a=b\r\nSet-Cookie a=b\r\nSet-Cookie\r\n\r\n", "", 4},
    {"Set-Cookie: a=b\r\n c\x01\r\nSet-Cookie: d=e\r\n\r\n", "Set-Cookie: d=e\r\n", 1},
    {"Set-Cookie2: a=\x01\r\nSet-Cookies: \x01\r\nC: \x01\r\n\r\n", ""},
    // bytes that are fine stay
    {"A: \x80\xff\tb \r\nC: d\n\n", "A: \x80\xff\tb\r\nC: d\r\n"},
    {"A:b\nA: c\nB:\n\n", "A: b\r\nA: c\r\nB: \r\n"},
};

// What must never be dropped, folded or renamed.
const std::vector<std::string_view> framing_names{
    "Content-Length", "Transfer-Encoding", "Connection",        "Upgrade",
    "Trailer",        "content-length",    "TRANSFER-ENCODING",
};

struct StatusRow {
    std::string_view line;
    std::string_view mended;
};

const std::vector<StatusRow> status_lines{
    {"HTTP/1.1 200 OK\n", "HTTP/1.1 200 OK"},     {"HTTP/1.1 200\n", "HTTP/1.1 200"},
    {"HTTP/1.0 404 No\r\r\n", "HTTP/1.0 404 No"}, {"HTTP/1.1 200 O\x01K\r\n", "HTTP/1.1 200"},
    {"HTTP/1.1 200 O\rK\r\n", "HTTP/1.1 200"},    {"HTTP/1.1 200 O\0K\r\n"sv, "HTTP/1.1 200"},
};

const std::vector<std::string_view> hopeless_status_lines{
    "HTTP/1.1 2000 O\x01K\n", "HTTP/1.1 200\x01\n",  "HTTP/1.1 20\n",
    "HTTP/1.\x01 200 OK\n",   "<html>\x01</html>\n", "HTTP/1.1 200\tO\x01K\n",
};

std::string head(std::string_view fields) {
    return std::string("HTTP/1.1 200 OK\r\n").append(fields);
}

std::string_view repair_verdict(std::string_view text) {
    return fault_name(fault_of(repair_response_head(text)));
}

// The fault of a head that is first mended and then parsed.
std::string_view verdict(std::string_view text) {
    const auto repaired = repair_response_head(text);
    if (!repaired) {
        return fault_name(repaired.error());
    }
    ResponseHead parsed;
    return fault_name(fault_of(parse_response_head(repaired->text, 200, parsed)));
}

}   // namespace

TEST_CASE("the end of a loose head is found") {
    for (const EndRow& row : ends) {
        CAPTURE(row.bytes);
        CHECK(find_loose_head_end(row.bytes) == row.end);
        for (std::size_t size = 0; size <= row.bytes.size(); ++size) {
            const bool complete = row.end && size >= *row.end;
            CHECK(find_loose_head_end(row.bytes.substr(0, size)) ==
                  (complete ? row.end : std::nullopt));
        }
    }
}

TEST_CASE("a head is mended as a browser would read it") {
    for (const Mended& row : mended) {
        CAPTURE(row.fields);
        const auto repaired = repair_response_head(head(row.fields));
        REQUIRE(repaired.has_value());
        CHECK(repaired->text == head(row.repaired) + "\r\n");
        CHECK(repaired->lost_set_cookies == row.lost_set_cookies);
        ResponseHead parsed;
        CHECK(parse_response_head(repaired->text, 200, parsed).has_value());
        CHECK(repair_response_head(repaired->text)->text == repaired->text);
    }
}

TEST_CASE("a field of framing is never mended") {
    for (const std::string_view name_view : framing_names) {
        const std::string name(name_view);
        CAPTURE(name);
        for (const std::string& line :
             {name + " : 5", name + "\t: 5", name + ": 5\r\n 6", name + ": 5\r\n ", name + ":\n 5",
              name + ": 5\x01", name + ": \x01" + "5", name + ": 5\x0b", name + ": 5\r6",
              name + "\x01: 5", "\x01" + name + ": 5",
              name.substr(0, 3) + "\x7f" + name.substr(3) + ": 5", name, name + " 5", name + "\t5",
              name + ": 5\r", name + "\xa0: 5", "(" + name + ": 5"}) {
            CAPTURE(line);
            CHECK(repair_verdict(head("A: b\n" + line + "\r\nC: d\n\n")) == "malformed");
        }
        const std::string fine = name + ": 5\r\n";
        CHECK(repair_response_head(head("A : b\n" + name + ":5 \n\n"))->text ==
              head("A: b\r\n" + fine) + "\r\n");
        CHECK(repair_response_head(head("A\x01: b\n" + fine + "\n"))->text == head(fine) + "\r\n");
    }
}

TEST_CASE("nothing may stand behind the end that a reader could find") {
    CHECK(verdict(head("A: b\r\n\r\r\nContent-Length: 5\r\n\r\n")) == "malformed");
    CHECK(verdict(head("A: b\n\nContent-Length: 5\n\n")) == "malformed");
    CHECK(verdict("\nHTTP/1.1 200 OK\n\n") == "malformed");
    CHECK(verdict("\n") == "malformed");
    CHECK(verdict("") == "malformed");
    CHECK(verdict(head("A: b\r\n\r\r\n")) == "passes");
}

TEST_CASE("a status line is mended where the status is beyond doubt") {
    for (const StatusRow& row : status_lines) {
        CAPTURE(row.line);
        const auto repaired = repair_response_head(std::string(row.line) + "A: b\r\n\r\n");
        REQUIRE(repaired.has_value());
        CHECK(repaired->text == std::string(row.mended) + "\r\nA: b\r\n\r\n");
        ResponseHead parsed;
        CHECK(parse_response_head(repaired->text, 200, parsed).has_value());
    }
    for (const std::string_view line : hopeless_status_lines) {
        CAPTURE(line);
        CHECK(verdict(std::string(line) + "A: b\r\n\r\n") == "malformed");
    }
    CHECK(verdict("HTTP/1.1 200 OK\r\n A: b\r\n\r\n") == "malformed");
    CHECK(verdict("HTTP/1.1\r\n 200 OK\r\n\r\n") == "malformed");
    CHECK(verdict(" HTTP/1.1 200 OK\r\n\r\n") == "malformed");
    CHECK(verdict("HTTP/2.0 200 OK\n\n") == "version");
}

TEST_CASE("what was mended is judged by the same gate") {
    const auto repaired =
        repair_response_head(head("Content-Length: 5\nTransfer-Encoding: chunked\nA : b\n\n"));
    REQUIRE(repaired.has_value());
    const ParsedResponse response(repaired->text);
    CHECK(fault_of(check_response(response.head, "GET")) == Fault::ambiguous_length);
}

}   // namespace http
