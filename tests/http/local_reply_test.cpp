#include "http/local_reply.hpp"

#include "fixture.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace http {
namespace {

constexpr std::chrono::system_clock::time_point now{std::chrono::seconds(784111777)};

struct AcceptRow {
    std::string_view accept;
    bool html;
};

const std::vector<AcceptRow> accepts{
    {"", false},
    {"*/*", false},
    {"text/*", false},
    {"text/plain", false},
    {"text/htmlx", false},
    {"application/json, */*;q=0.8", false},
    {"x=\"text/html\"", false},
    {"text/html;q=0", false},
    {"text/html ; level=1; Q=0.000", false},
    {"text/html;q=0, application/xhtml+xml; q=0.0", false},
    {"text/html;q=0.001", true},
    {"text/html;q=0, text/html;level=1", true},
    {"text/html;level=0", true},
    {"text/html", true},
    {"TEXT/HTML ; q=0.1", true},
    {"image/png, application/xhtml+xml;q=0.9", true},
    {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", true},
};

struct ReasonRow {
    unsigned status;
    std::string_view reason;
};

const std::vector<ReasonRow> reasons{
    {200, "OK"},
    {400, "Bad Request"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {421, "Misdirected Request"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
    {508, "Loop Detected"},
    {599, "Error"},
};

}   // namespace

TEST_CASE("HTML goes only to those who name it") {
    for (const AcceptRow& row : accepts) {
        CAPTURE(row.accept);
        CHECK(wants_html(row.accept) == row.html);
    }
}

TEST_CASE("every status of the proxy's own has its reason") {
    for (const ReasonRow& row : reasons) {
        CHECK(reason_phrase(row.status) == row.reason);
    }
}

TEST_CASE("a local reply in plain text") {
    LocalReply reply;
    reply.status = 502;
    reply.proxy_error = "connection_refused";
    CHECK(write_local_reply(reply, now) ==
          "HTTP/1.1 502 Bad Gateway\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
          "Content-Type: text/plain; charset=utf-8\r\nContent-Length: 16\r\n"
          "Cache-Control: no-store\r\nProxy-Status: consent-proxy; error=connection_refused\r\n"
          "Connection: close\r\n\r\n502 Bad Gateway\n");
}

TEST_CASE("a local reply that keeps the connection, with a body and fields of its own") {
    LocalReply reply;
    reply.status = 200;
    reply.body = "ok";
    reply.extra_fields = "Allow: GET\r\nX: y\r\n";
    reply.close = false;
    const std::string head =
        "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
        "Content-Type: text/plain; charset=utf-8\r\nContent-Length: 2\r\n"
        "Cache-Control: no-store\r\nAllow: GET\r\nX: y\r\n\r\n";
    CHECK(write_local_reply(reply, now) == head + "ok");
    reply.head_only = true;
    CHECK(write_local_reply(reply, now) == head);
}

TEST_CASE("a local reply as a page") {
    LocalReply reply;
    reply.status = 421;
    reply.html = true;
    const std::string out = write_local_reply(reply, now);
    const std::string_view page =
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<title>421 Misdirected Request</title></head>\n"
        "<body><h1>421 Misdirected Request</h1></body></html>\n";
    const std::size_t end = out.find("\r\n\r\n") + 4;
    CHECK(out.substr(end) == page);
    const ParsedResponse parsed(out.substr(0, end));
    CHECK(parsed.head.status == 421);
    CHECK(parsed.head.fields.find(FieldId::content_type) == "text/html; charset=utf-8");
    CHECK(parsed.head.fields.find(FieldId::content_length) == std::to_string(page.size()));
    const auto gate = check_response(parsed.head, "GET");
    REQUIRE(gate.has_value());
    CHECK_FALSE(gate->keep_alive);
}

}   // namespace http
