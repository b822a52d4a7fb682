#include "proxy/preview.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace proxy {
namespace {

using consent::Reason;
using observe::CookieField;
using observe::Outcome;

Preview read(const std::vector<std::string>& values, std::string_view token) {
    std::string text = "GET / HTTP/1.1\r\nHost: a\r\n";
    for (const std::string& value : values) {
        text += "X-Consent-Proxy: " + value + "\r\n";
    }
    text += "\r\n";
    http::RequestHead head;
    REQUIRE(http::parse_request_head(text, 100, head).has_value());
    return read_preview(head.fields, token);
}

std::string told(const PreviewNote& note, std::string_view fields = "") {
    const std::string text = "HTTP/1.1 200 OK\r\n" + std::string(fields) + "\r\n";
    http::ResponseHead head;
    REQUIRE(http::parse_response_head(text, 100, head).has_value());
    http::Edits edits;
    note.write(head, edits);
    return std::to_string(edits.changes().size()) + " " + edits.added();
}

}   // namespace

TEST_CASE("a preview is for who knows the token") {
    struct Row {
        std::vector<std::string> values;
        Preview preview;
    };
    const std::vector<Row> rows{
        {{"secret; mode=enforce"}, Preview::enforced},
        {{"secret;mode=enforce"}, Preview::enforced},
        {{"secret \t;\t mode=enforce ; other=1"}, Preview::enforced},
        {{"secret; other=1; Mode=Enforce"}, Preview::enforced},
        {{"secret"}, Preview::told},
        {{"secret; mode=report"}, Preview::told},
        {{"secret; mode"}, Preview::told},
        {{"secret; xmode=enforce"}, Preview::told},
        {{}, Preview::none},
        {{""}, Preview::none},
        {{"; mode=enforce"}, Preview::none},
        {{"Secret; mode=enforce"}, Preview::none},
        {{"secre; mode=enforce"}, Preview::none},
        {{"secret2; mode=enforce"}, Preview::none},
        {{"secret, mode=enforce"}, Preview::none},
        {{"\"secret\"; mode=enforce"}, Preview::none},
        {{"mode=enforce; secret"}, Preview::none},
        {{"wrong; mode=enforce", "secret; mode=enforce"}, Preview::enforced},
        {{"wrong; mode=enforce", "secret"}, Preview::told},
    };
    for (const Row& row : rows) {
        CAPTURE(row.values);
        CHECK(read(row.values, "secret") == row.preview);
        CHECK(read(row.values, "") == Preview::none);
    }
}

TEST_CASE("a preview tells each decision as a structured field") {
    PreviewNote note;
    note.begin(Preview::enforced);
    note.add("PHPSESSID", Reason::unregistered, Outcome::strip, CookieField::set_cookie);
    note.add("_ga", Reason::refused, Outcome::strip, CookieField::cookie);
    note.add("a\"b\\c\x01\xC3", Reason::granted, Outcome::pass, CookieField::set_cookie);
    note.add("", Reason::nameless, Outcome::would_strip, CookieField::set_cookie);
    CHECK(told(note) ==
          "0 Consent-Proxy: \"PHPSESSID\";d=strip;r=unregistered, "
          "\"_ga\";d=strip;r=refused;from=cookie, \"a\\\"b\\\\c??\";d=pass;r=granted, "
          "\"\";d=would-strip;r=nameless\r\n");
    note.begin(Preview::told);
    CHECK(told(note) == "0 ");
    CHECK(told(note, "consent-proxy: \"_ga\";d=pass\r\nA: b\r\nConsent-Proxy: x\r\n") == "2 ");
    CHECK(note.wanted());
    note.begin(Preview::none);
    CHECK_FALSE(note.wanted());
}

TEST_CASE("a preview of very many cookies ends in a field of bounded length") {
    PreviewNote note;
    note.begin(Preview::told);
    for (int i = 0; i < 1000; ++i) {
        note.add("cookie", Reason::granted, Outcome::pass, CookieField::set_cookie);
    }
    const std::string text = told(note);
    CHECK(text.size() < 4100);
    CHECK(text.ends_with(";r=granted, more\r\n"));
    PreviewNote one;
    one.begin(Preview::told);
    one.add(std::string(5000, 'x'), Reason::granted, Outcome::pass, CookieField::set_cookie);
    CHECK(told(one) == "0 Consent-Proxy: more\r\n");
}

}   // namespace proxy
