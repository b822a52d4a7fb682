#include "pages/url_host.hpp"
#include "rewriting.hpp"

#include <catch2/catch.hpp>
#include <optional>

namespace pages {
namespace {

using namespace std::string_view_literals;

struct Row {
    std::string_view url;
    std::optional<std::string_view> host;
};

constexpr Row rows[] = {
    {"https://a.example", "a.example"sv},
    {"https://a.example/b", "a.example"sv},
    {"HTTPS://A.Example.:443?x", "a.example"sv},
    {" \t\r\n\x01https://a.example/ ", "a.example"sv},
    {"ht\ntp\r:\t//a.exa\nmple", "a.example"sv},
    {"https:a.example", "a.example"sv},
    {"https:/a.example", "a.example"sv},
    {"https:////\\a.example\\b", "a.example"sv},
    {"\\\\a.example", "a.example"sv},
    {"/\\a.example", "a.example"sv},
    {"///a.example#b", "a.example"sv},
    {"wss://a.example", "a.example"sv},
    {"https://u:p@x@a.example:1/@b", "a.example"sv},
    {"https://b.example/@a.example", "b.example"sv},
    {"https://%61.example", "a.example"sv},
    {"https://a%2eexample", "a.example"sv},
    {"https://\xef\xbd\x81.example", "a.example"sv},
    {"https://a\xe3\x80\x82"
     "ex\xc2\xad"
     "ample",
     "a.example"sv},
    {"http://127.1", "127.0.0.1"sv},
    {"http://0x7f.0.0.1.", "127.0.0.1"sv},
    {"http://0177.0.1", "127.0.0.1"sv},
    {"http://2130706433/", "127.0.0.1"sv},
    {"http://1.2.3.4.5", "1.2.3.4.5"sv},
    {"http://256.0.0.1", "256.0.0.1"sv},
    {"http://a.0x1z", "a.0x1z"sv},
    {"http://[2001:DB8:0:0::1]:80/x", "[2001:db8::1]"sv},
    {"http://[::", "[::]"sv},
    {"/path", std::nullopt},
    {"path//a.example", std::nullopt},
    {"?//a.example", std::nullopt},
    {"", std::nullopt},
    {"data:text/html,//a.example", std::nullopt},
    {"javascript://a.example", std::nullopt},
    {"mailto:a@a.example", std::nullopt},
    {"1http://a.example", std::nullopt},
};

}   // namespace

TEST_CASE("the host of a URL is the one that a browser would ask") {
    for (const Row& row : rows) {
        CAPTURE(row.url);
        CHECK(url_host(row.url) == row.host);
    }
    CHECK(url_host("x", "//a.example/") == "a.example");
    CHECK(url_host("//b.example", "//a.example/") == "b.example");
}

TEST_CASE("the closest entry decides whether a host is refused") {
    const RefusedHosts hosts = test::refused_hosts();
    const auto category = [&hosts](std::string_view url) {
        const auto* const entry = hosts.find(url);
        return entry == nullptr ? ""sv : hosts.category_of(*entry);
    };
    CHECK(hosts.any());
    CHECK(category("//tracker.example") == "usage");
    CHECK(category("//a.tracker.example") == "");
    CHECK(category("//ads.example") == "");
    CHECK(category("//a.b.ads.example") == "usage");
    CHECK(category("//xads.example") == "");
    CHECK(category("//friend.ads.example") == "");
    CHECK(category("//www.youtube.com") == "campaigns");
    CHECK(category("//127.1") == "usage");
    CHECK(category("//[2001:db8:0::1]:443") == "usage");
    CHECK(hosts.find("/x", "//tracker.example") != nullptr);
}

TEST_CASE("nobody is refused who was granted, or where nobody is listed") {
    consent::CategorySet granted;
    granted.insert(1);
    granted.insert(2);
    granted.insert(3);
    const RefusedHosts hosts(test::registry(), granted);
    CHECK_FALSE(hosts.any());
    CHECK(hosts.find("//tracker.example") == nullptr);
    CHECK_FALSE(RefusedHosts().any());
    CHECK(RefusedHosts().find("//tracker.example") == nullptr);
}

}   // namespace pages
