#include "consent/settling.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace consent {
namespace {

using Field = std::optional<std::string_view>;

RequestFacts navigation() {
    return {.method = "GET",
            .sec_fetch_dest = "document",
            .sec_fetch_mode = "navigate",
            .sec_fetch_site = "none",
            .sec_purpose = {},
            .x_requested_with = {},
            .accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            .referer = {}};
}

/// What a browser without Fetch Metadata says, or a script.
RequestFacts old_style(Field accept, Field referer = {}, Field x_requested_with = {}) {
    return {.method = "GET",
            .sec_fetch_dest = {},
            .sec_fetch_mode = {},
            .sec_fetch_site = {},
            .sec_purpose = {},
            .x_requested_with = x_requested_with,
            .accept = accept,
            .referer = referer};
}

ResponseFacts page(unsigned status = 200, Field content_type = "text/html") {
    return {.status = status,
            .location = false,
            .content_type = content_type,
            .content_disposition = {}};
}

ResponseFacts redirect(unsigned status, Field content_type = "text/plain") {
    ResponseFacts response = page(status, content_type);
    response.location = true;
    return response;
}

bool settles(const RequestFacts& request, const ResponseFacts& response) {
    return consent::settles(request, response, SameSite::lax);
}

}   // namespace

TEST_CASE("Fetch Metadata tells a document request") {
    struct Row {
        Field dest;
        Field mode;
        bool document;
    };
    const std::vector<Row> rows{
        {"document", "navigate", true},
        {"document", {}, true},
        {"document", "cors", true},
        {"empty", "navigate", true},
        {"empty", "cors", false},
        {"empty", "same-origin", false},
        {"empty", {}, false},
        {"iframe", "navigate", false},
        {"image", "no-cors", false},
        {"script", "no-cors", false},
        {"Document", "navigate", false},
        {"", "navigate", false},
        {"frame", "navigate", false},
        {"object", "navigate", false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.dest.value_or("(none)"), row.mode.value_or("(none)"));
        RequestFacts request = navigation();
        request.sec_fetch_dest = row.dest;
        request.sec_fetch_mode = row.mode;
        CHECK(is_document_request(request) == row.document);
        CHECK(settles(request, page()) == row.document);
    }
}

TEST_CASE("Sec-Fetch-Dest is believed whatever Accept and X-Requested-With say") {
    RequestFacts request = navigation();
    request.accept = "application/json";
    CHECK(is_document_request(request));
    request.x_requested_with = "com.android.browser";   // as web views write it
    CHECK(is_document_request(request));
    request.sec_fetch_dest = "image";
    request.accept = "text/html";
    CHECK_FALSE(is_document_request(request));
}

TEST_CASE("without Sec-Fetch-Dest, Accept tells a document request") {
    struct Row {
        Field accept;
        bool document;
    };
    const std::vector<Row> rows{
        {{}, true},
        {"text/html", true},
        {"TEXT/Html", true},
        {" text/html ", true},
        {"text/html;q=0.5", true},
        {"text/html ; level=1 ; q=0.001", true},
        {"application/xml, text/html", true},
        {"application/xml,\ttext/html\t,image/png", true},
        {",,text/html", true},
        {"text/html;q=1.0", true},
        {"text/html;q=0, text/html;level=1", true},
        {"text/html;x=\"a,b;q=0\"", true},
        {"text/html;q=", true},
        {"application/xml;q=0,text/html", true},
        // Not named.
        {"", false},
        {"text/*", false},
        {"application/xhtml+xml", false},
        {"application/json", false},
        {"text/html5", false},
        {"xtext/html", false},
        {"text / html", false},
        {"image/avif,image/webp,*/*;q=0.8", false},
        {"application/json;profile=\"text/html\"", false},
        {"application/json;profile=\"a,text/html\"", false},
        {"application/json;profile=\"a\\\",text/html\"", false},
        {"application/json;x=\"unterminated,text/html", false},
        {"application/json;x=\"\\", false},
        // Named as unwanted.
        {"text/html;q=0", false},
        {"text/html;q=0.0", false},
        {"text/html;q=0.000, */*", false},
        {"text/html; Q=0", false},
        {"text/html;level=1;q=0", false},
        {"text/html;q=0;level=1", false},
        // Everything.
        {"*/*", true},
        {" */* ", true},
        {"*/*;q=0.8", false},
        {"*/*, image/png", false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.accept.value_or("(none)"));
        CHECK(is_document_request(old_style(row.accept)) == row.document);
    }
}

TEST_CASE("a Referer makes */* an embedded thing, and nothing else") {
    CHECK_FALSE(is_document_request(old_style("*/*", "http://a.example/")));
    CHECK_FALSE(is_document_request(old_style("*/*", "")));
    CHECK(is_document_request(old_style("text/html", "http://a.example/")));
    CHECK(is_document_request(old_style({}, "http://a.example/")));
}

TEST_CASE("X-Requested-With makes it a script's, where Sec-Fetch-Dest is absent") {
    for (const Field accept : {Field{}, Field{"text/html"}, Field{"*/*"}}) {
        CHECK_FALSE(is_document_request(old_style(accept, {}, "XMLHttpRequest")));
    }
}

TEST_CASE("only GET and HEAD settle") {
    for (const auto& [method, expected] :
         std::vector<std::pair<std::string_view, bool>>{{"GET", true},
                                                        {"HEAD", true},
                                                        {"POST", false},
                                                        {"PUT", false},
                                                        {"OPTIONS", false},
                                                        {"get", false},
                                                        {"", false}}) {
        CAPTURE(method);
        RequestFacts request = navigation();
        request.method = method;
        CHECK(settles(request, page()) == expected);
        CHECK(is_document_request(request));
    }
}

TEST_CASE("a prefetch does not settle") {
    RequestFacts request = navigation();
    request.sec_purpose = "prefetch;prerender";
    CHECK_FALSE(settles(request, page()));
    request.sec_purpose = "";
    CHECK_FALSE(settles(request, page()));
}

TEST_CASE("HTML and responses without a type settle") {
    struct Row {
        Field content_type;
        bool expected;
    };
    const std::vector<Row> rows{
        {{}, true},
        {"", true},
        {" \t", true},
        {"text/html", true},
        {"Text/HTML", true},
        {"text/html; charset=utf-8", true},
        {"text/html;charset=utf-8", true},
        {" text/html ;charset=utf-8", true},
        {"application/xhtml+xml", true},
        {"APPLICATION/XHTML+XML; charset=utf-8", true},
        {"text/plain", false},
        {"application/json", false},
        {"text/html5", false},
        {"text/htm", false},
        {"application/xml; a=text/html", false},
        {"image/png", false},
        {"; charset=utf-8", false},
        {"application/xhtml", false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.content_type.value_or("(none)"));
        CHECK(settles(navigation(), page(200, row.content_type)) == row.expected);
    }
}

TEST_CASE("the status decides what is a page and what a redirect") {
    for (const unsigned status : {200U, 201U, 206U, 300U, 302U, 400U, 404U, 500U, 503U}) {
        CAPTURE(status);
        CHECK(settles(navigation(), page(status)));
        CHECK(settles(navigation(), page(status, {})));
        CHECK_FALSE(settles(navigation(), page(status, "text/plain")));
    }
    for (const unsigned status : {300U, 301U, 302U, 303U, 307U, 308U, 399U}) {
        CAPTURE(status);
        CHECK(settles(navigation(), redirect(status)));
        CHECK(settles(navigation(), redirect(status, {})));
    }
    // A Location elsewhere is no redirect.
    for (const unsigned status : {200U, 201U, 202U, 400U, 404U}) {
        CAPTURE(status);
        CHECK_FALSE(settles(navigation(), redirect(status)));
    }
    for (const unsigned status : {101U, 204U, 304U}) {
        CAPTURE(status);
        CHECK_FALSE(settles(navigation(), page(status)));
        CHECK_FALSE(settles(navigation(), page(status, {})));
        CHECK_FALSE(settles(navigation(), redirect(status, "text/html")));
    }
}

TEST_CASE("an attachment does not settle") {
    struct Row {
        Field disposition;
        bool expected;
    };
    const std::vector<Row> rows{
        {{}, true},
        {"", true},
        {"inline", true},
        {"inline; filename=attachment", true},
        {"attachments", true},
        {"inline, attachment", false},
        {"inline; filename=\"x\" , Attachment; filename=y", false},
        {"inline; filename=\"x, attachment\"", true},
        {"attachment", false},
        {"Attachment", false},
        {" ATTACHMENT ;filename=\"a.html\"", false},
        {"attachment;filename=a", false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.disposition.value_or("(none)"));
        ResponseFacts response = page();
        response.content_disposition = row.disposition;
        CHECK(settles(navigation(), response) == row.expected);
        response = redirect(302);
        response.content_disposition = row.disposition;
        CHECK(settles(navigation(), response) == row.expected);
    }
}

TEST_CASE("a Strict cookie's absence proves nothing on a cross-site request") {
    struct Row {
        Field site;
        bool strict;
    };
    for (const Row& row : std::vector<Row>{{{}, true},
                                           {"same-origin", true},
                                           {"same-site", true},
                                           {"none", true},
                                           {"cross-site", false},
                                           {"None", false},
                                           {"", false}}) {
        CAPTURE(row.site.value_or("(none)"));
        RequestFacts request = navigation();
        request.sec_fetch_site = row.site;
        CHECK(consent::settles(request, page(), SameSite::strict) == row.strict);
        CHECK(consent::settles(request, redirect(302), SameSite::strict) == row.strict);
        CHECK(consent::settles(request, page(), SameSite::lax));
        CHECK(consent::settles(request, page(), SameSite::none));
    }
}

}   // namespace consent
