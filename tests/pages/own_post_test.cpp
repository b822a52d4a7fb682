#include "pages/own_post.hpp"

#include <catch2/catch.hpp>
#include <vector>

namespace pages {

TEST_CASE("whose post it is") {
    using Text = std::optional<std::string_view>;
    struct Row {
        Text sec_fetch_site;
        Text origin;
        Text referer;
        std::string_view host;
        bool own;
    };
    constexpr auto none = std::nullopt;
    const std::vector<Row> rows{
        {"same-origin", none, none, "a.example", true},
        {"same-origin", "https://evil.example", none, "a.example", true},
        {"same-site", "https://a.example", "https://a.example/", "a.example", false},
        {"cross-site", "https://a.example", none, "a.example", false},
        {"none", none, none, "a.example", false},
        {"", none, none, "a.example", false},
        {"Same-Origin", none, none, "a.example", false},
        // Origin
        {none, "https://a.example", none, "a.example", true},
        {none, "HTTP://A.example", none, "a.EXAMPLE", true},
        {none, "https://a.example", "https://evil.example/", "a.example", true},
        {none, "http://a.example:8080", none, "a.example:8080", true},
        {none, "http://a.example:8080", none, "a.example", false},
        {none, "http://a.example", none, "a.example:8080", false},
        {none, "https://a.example:443", none, "a.example", true},
        {none, "http://a.example:80", none, "a.example", true},
        {none, "https://a.example", none, "a.example:443", true},
        {none, "https://a.example", none, "a.example:80", true},   // TLS may end before us
        {none, "https://a.example:80", none, "a.example", false},
        {none, "http://a.example:443", none, "a.example:443", false},
        {none, "https://a.example.", none, "a.example", true},
        {none, "http://[::1]:8080", none, "[::1]:8080", true},
        {none, "http://[::1]", none, "[::1]", true},
        {none, "http://[::1]", none, "[::2]", false},
        {none, "null", "https://a.example/", "a.example", false},
        {none, "", "https://a.example/", "a.example", false},
        {none, "https://evil.example", "https://a.example/", "a.example", false},
        {none, "https://a.example.evil.example", none, "a.example", false},
        {none, "https://evil-a.example", none, "a.example", false},
        {none, "https://b.a.example", none, "a.example", false},
        {none, "https://a.example@evil.example", none, "a.example", false},
        {none, "https://evil.example@a.example", none, "a.example", false},
        {none, "https://evil.example https://a.example", none, "a.example", false},
        {none, "https://a.example/", none, "a.example", false},   // a path: no origin
        {none, "ftp://a.example", none, "a.example", false},
        {none, "chrome-extension://a.example", none, "a.example", false},
        {none, "a.example", none, "a.example", false},
        {none, "https://", none, "", false},
        // Referer
        {none, none, "https://a.example/page?x=1", "a.example", true},
        {none, none, "https://a.example", "a.example", true},
        {none, none, "https://a.example:8443/page", "a.example:8443", true},
        {none, none, "https://evil.example/?https://a.example/", "a.example", false},
        {none, none, "https://evil.example#a.example", "a.example", false},
        {none, none, "https://evil.example\\@a.example/", "a.example", false},
        {none, none, "about:client", "a.example", false},
        {none, none, "/page", "a.example", false},
        {none, none, "", "a.example", false},
        {none, none, none, "a.example", false},
        {none, none, none, "", false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.sec_fetch_site.value_or("-"), row.origin.value_or("-"),
                row.referer.value_or("-"), row.host);
        CHECK(is_own_post({row.sec_fetch_site, row.origin, row.referer}, row.host) == row.own);
    }
}

TEST_CASE("the page that a referer names") {
    CHECK(path_of_referer("https://a.example/page?x=1#part", "a.example") == "/page?x=1");
    CHECK(path_of_referer("http://a.example:8080/", "a.example:8080") == "/");
    CHECK(path_of_referer("https://a.example", "a.example") == "/");
    CHECK(path_of_referer("https://a.example?x", "a.example") == "/?x");
    CHECK(path_of_referer("https://a.example#x", "a.example") == "/");
    CHECK(path_of_referer("https://a.example/?u=https://b.example/", "a.example") ==
          "/?u=https://b.example/");
    for (const auto* referer :
         {"https://b.example/page", "/page", "", "https://a.example//b.example/",
          "https://a.example/\\b.example", "https://a.example/a b", "javascript://a.example/%0a"}) {
        CAPTURE(referer);
        CHECK_FALSE(path_of_referer(referer, "a.example").has_value());
    }
}

TEST_CASE("where a visitor may be sent") {
    for (const auto* path : {"/", "/page", "/page?x=1&y=%20", "/a//b", "/?u=//b.example",
                             "/\xc3\xa9", "/%2f%2fb.example", "/@b.example", "/.//b"}) {
        CAPTURE(path);
        CHECK(is_safe_return(path));
    }
    for (const auto* path :
         {"", "page", "//b.example", "//", "/\\b.example", "\\\\b.example", "/a\\b", "/ /b", " /",
          "/\t/b.example", "/\n", "/\r\nSet-Cookie: a=b", "/\x01", "/\x7f", "https://b.example/",
          "javascript:alert(1)", "?x", "#", "/a#b"}) {
        CAPTURE(path);
        CHECK_FALSE(is_safe_return(path));
    }
    CHECK_FALSE(is_safe_return(std::string_view("/\0/", 3)));
    CHECK(is_safe_return("/" + std::string(2047, 'a')));
    CHECK_FALSE(is_safe_return("/" + std::string(2048, 'a')));
}

}   // namespace pages
