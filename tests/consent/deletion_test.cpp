#include "consent/deletion.hpp"

#include <catch2/catch.hpp>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace consent {
namespace {

using Strings = std::vector<std::string>;

struct Domains {
    std::string_view host;
    Strings domains;
};

const std::vector<Domains> hosts{
    {"www.example.gov.uk", {"www.example.gov.uk", "example.gov.uk"}},
    {"example.co.uk", {"example.co.uk"}},
    {"a.b.example.com", {"a.b.example.com", "b.example.com", "example.com"}},
    {"example.com", {"example.com"}},
    {"www.gov.uk", {"www.gov.uk"}},   // gov.uk is a public suffix
    {"WWW.Example.GOV.UK", {"www.example.gov.uk", "example.gov.uk"}},
    {"www.example.gov.uk:8443", {"www.example.gov.uk", "example.gov.uk"}},
    {"www.example.gov.uk.", {"www.example.gov.uk", "example.gov.uk"}},
    {"www.example.gov.uk.:443", {"www.example.gov.uk", "example.gov.uk"}},
    // A private suffix: its customers are sites of their own.
    {"shop.github.io", {"shop.github.io"}},
    {"www.shop.github.io", {"www.shop.github.io", "shop.github.io"}},
    // Under no known suffix the last label is one.
    {"a.b.internal", {"a.b.internal", "b.internal"}},
    {"1.2.3.example", {"1.2.3.example", "2.3.example", "3.example"}},
    {"co.uk", {}},
    {"gov.uk", {}},
    {"github.io", {}},
    {"com", {}},
    {"com.", {}},
    {"localhost", {}},
    {"localhost:8080", {}},
    {"LOCALHOST", {}},
    {"127.0.0.1", {}},
    {"127.0.0.1:80", {}},
    {"127.0.0.1.", {}},
    {"[::1]", {}},
    {"[::1]:80", {}},
    {"[2001:db8::1]:8080", {}},
    {"", {}},
    {":80", {}},
    {".", {}},
};

const std::string forget = "=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=";

CookieEntry lying(std::string path, std::string domain, bool partitioned = false) {
    CookieEntry entry;
    entry.path = std::move(path);
    entry.domain = std::move(domain);
    entry.partitioned = partitioned;
    return entry;
}

}   // namespace

TEST_CASE("a cookie may lie on the host and each parent down to the registrable one") {
    for (const Domains& row : hosts) {
        CAPTURE(std::string(row.host));
        CHECK(cookie_domains(row.host) == row.domains);
    }
}

TEST_CASE("a deletion, byte for byte") {
    CHECK(deletions(ExpireScope::host, "_ga", nullptr, {"example.com", "/", false}) ==
          Strings{"_ga=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/"});
    CHECK(deletions(ExpireScope::host, "_ga", nullptr, {"example.com", "/", true}) ==
          Strings{"_ga=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/; Secure"});
    CHECK(deletions(ExpireScope::domain, "_ga", nullptr, {"www.example.gov.uk:80", "/", true}) ==
          Strings{"_ga" + forget + "/; Secure",
                  "_ga" + forget + "/; Domain=www.example.gov.uk; Secure",
                  "_ga" + forget + "/; Domain=example.gov.uk; Secure"});
}

TEST_CASE("none deletes nothing") {
    const CookieEntry entry = lying("/x", "example.com", true);
    CHECK(deletions(ExpireScope::none, "_ga", &entry, {"example.com", "/a", true}).empty());
    CHECK(deletions(ExpireScope::none, "__Host-x", &entry, {"example.com", "/a", true}).empty());
}

TEST_CASE("an address, a single label and a public suffix have host-only cookies alone") {
    for (const char* host : {"127.0.0.1:80", "[::1]:80", "localhost:80", "co.uk", ""}) {
        CAPTURE(host);
        CHECK(deletions(ExpireScope::domain, "_ga", nullptr, {host, "/", false}) ==
              Strings{"_ga" + forget + "/"});
    }
}

TEST_CASE("a deletion looks on the first segment of the path too") {
    struct Row {
        std::string path;
        Strings paths;
    };
    const std::string longest = "/" + std::string(1023, 'a');
    const std::vector<Row> rows{
        {"/", {"/"}},
        {"", {"/"}},
        {"*", {"/"}},
        {"/help", {"/", "/help"}},
        {"/help/", {"/", "/help"}},
        {"/help/cookies/x", {"/", "/help"}},
        {"/help?a=/b", {"/", "/help"}},
        {"/?a=/b", {"/"}},
        {"/he%2Flp/x", {"/", "/he%2Flp"}},
        {"/Help", {"/", "/Help"}},
        {"//help", {"/"}},
        // A `;` would end the attribute.
        {"/help;v=1/x", {"/", "/help"}},
        {"/;Domain=gov.uk", {"/"}},
        // Browsers ignore an attribute over 1,024 bytes.
        {longest, {"/", longest}},
        {longest + "a", {"/"}},
        {longest + "a/b", {"/"}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.path);
        Strings fields;
        for (const std::string& path : row.paths) {
            fields.push_back("_ga" + forget + path);
        }
        CHECK(deletions(ExpireScope::host, "_ga", nullptr, {"example.com", row.path, false}) ==
              fields);
    }
}

TEST_CASE("a deletion looks in every domain on every path") {
    CHECK(deletions(ExpireScope::domain, "_ga", nullptr, {"www.example.com", "/a/b", false}) ==
          Strings{"_ga" + forget + "/", "_ga" + forget + "/; Domain=www.example.com",
                  "_ga" + forget + "/; Domain=example.com", "_ga" + forget + "/a",
                  "_ga" + forget + "/a; Domain=www.example.com",
                  "_ga" + forget + "/a; Domain=example.com"});
}

TEST_CASE("a deletion looks where the entry says, in addition") {
    SECTION("a path") {
        const CookieEntry entry = lying("/shop/basket", "");
        CHECK(
            deletions(ExpireScope::host, "_ga", &entry, {"example.com", "/a", false}) ==
            Strings{"_ga" + forget + "/", "_ga" + forget + "/a", "_ga" + forget + "/shop/basket"});
    }
    SECTION("a path that is looked at anyway, once") {
        for (const char* path : {"/", "/a"}) {
            const CookieEntry entry = lying(path, "");
            CHECK(deletions(ExpireScope::host, "_ga", &entry, {"example.com", "/a", false}) ==
                  Strings{"_ga" + forget + "/", "_ga" + forget + "/a"});
        }
    }
    SECTION("a domain") {
        const CookieEntry entry = lying("", "other.example.com");
        CHECK(deletions(ExpireScope::domain, "_ga", &entry, {"example.com", "/", false}) ==
              Strings{"_ga" + forget + "/", "_ga" + forget + "/; Domain=example.com",
                      "_ga" + forget + "/; Domain=other.example.com"});
    }
    SECTION("a domain that is looked at anyway, once") {
        const CookieEntry entry = lying("", "example.com");
        CHECK(deletions(ExpireScope::domain, "_ga", &entry, {"WWW.Example.com.", "/", false}) ==
              Strings{"_ga" + forget + "/", "_ga" + forget + "/; Domain=www.example.com",
                      "_ga" + forget + "/; Domain=example.com"});
    }
    SECTION("no domain where host-only ones alone are deleted") {
        const CookieEntry entry = lying("", "example.com");
        CHECK(deletions(ExpireScope::host, "_ga", &entry, {"www.example.com", "/", false}) ==
              Strings{"_ga" + forget + "/"});
    }
    SECTION("a partitioned jar, which is for Secure cookies alone") {
        const CookieEntry entry = lying("", "", true);
        CHECK(deletions(ExpireScope::host, "_ga", &entry, {"example.com", "/", false}) ==
              Strings{"_ga" + forget + "/", "_ga" + forget + "/; Secure; Partitioned"});
        CHECK(deletions(ExpireScope::host, "_ga", &entry, {"example.com", "/", true}) ==
              Strings{"_ga" + forget + "/; Secure", "_ga" + forget + "/; Secure; Partitioned"});
    }
}

TEST_CASE("name prefixes bind a deletion too") {
    const DeletionScope http{"www.example.com", "/a", false};
    SECTION("__Secure- needs Secure") {
        CHECK(deletions(ExpireScope::host, "__Secure-x", nullptr, http) ==
              Strings{"__Secure-x" + forget + "/; Secure", "__Secure-x" + forget + "/a; Secure"});
        CHECK(deletions(ExpireScope::domain, "__Secure-x", nullptr, http).size() == 6);
    }
    SECTION("__Host- needs Secure, the path / and no domain") {
        const CookieEntry entry = lying("/b", "example.com");
        for (const ExpireScope expire : {ExpireScope::host, ExpireScope::domain}) {
            CHECK(deletions(expire, "__Host-x", &entry, http) ==
                  Strings{"__Host-x" + forget + "/; Secure"});
        }
    }
    SECTION("__Host- in a partitioned jar") {
        const CookieEntry entry = lying("", "", true);
        CHECK(deletions(ExpireScope::domain, "__Host-x", &entry, http) ==
              Strings{"__Host-x" + forget + "/; Secure",
                      "__Host-x" + forget + "/; Secure; Partitioned"});
    }
    SECTION("in any case, as browsers read them") {
        CHECK(deletions(ExpireScope::domain, "__HOST-x", nullptr, http) ==
              Strings{"__HOST-x" + forget + "/; Secure"});
        CHECK(deletions(ExpireScope::host, "__secure-x", nullptr, http).front() ==
              "__secure-x" + forget + "/; Secure");
    }
    SECTION("but only at the start and as a whole") {
        for (const std::string name : {"x__Host-", "__Host", "__Secure", "_Host-x"}) {
            CHECK(deletions(ExpireScope::host, name, nullptr, http).front() == name + forget + "/");
        }
    }
}

}   // namespace consent
