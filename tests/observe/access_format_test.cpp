#include "observe/access_format.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>

using namespace std::chrono_literals;
using consent::Reason;
using observe::AccessEntry;
using observe::CookieField;

namespace {

constexpr std::array stripped = {
    observe::SeenCookie{"_ga_*", Reason::refused, CookieField::set_cookie},
    observe::SeenCookie{"id.*", Reason::unregistered, CookieField::cookie},
    observe::SeenCookie{"", Reason::nameless, CookieField::set_cookie},
};

AccessEntry entry() {
    AccessEntry entry;
    entry.time = std::chrono::sys_days{std::chrono::year{2026} / 2 / 23} + 9h + 30min + 7ms;
    entry.site = "govuk";
    entry.client = "192.0.2.1";
    entry.method = "GET";
    entry.host = "www.example.gov.uk";
    entry.path = "/browse/tax";
    entry.status = 200;
    entry.bytes_in = 412;
    entry.bytes_out = 18'446'744'073'709'551'615ULL;
    entry.duration = 12'034'567ns;
    entry.upstream_duration = 11ms;
    entry.flags = "UR";
    entry.cookies = stripped;
    return entry;
}

std::string text(const AccessEntry& entry) {
    observe::ClockText clock;
    fmt::memory_buffer out;
    format_text(entry, clock, out);
    return fmt::to_string(out);
}

std::string common(const AccessEntry& entry) {
    observe::ClockText clock;
    fmt::memory_buffer out;
    format_common(entry, clock, out);
    return fmt::to_string(out);
}

std::string json(const AccessEntry& entry) {
    observe::ClockText clock;
    fmt::memory_buffer out;
    format_json(entry, clock, out);
    return fmt::to_string(out);
}

}   // namespace

TEST_CASE("an access line in the Common Log Format") {
    AccessEntry some = entry();
    some.path = "/browse/tax?name=secret";
    some.version = "HTTP/1.1";
    some.bytes_out = 1500;
    some.head_bytes = 300;
    CHECK(common(some) ==
          "192.0.2.1 - - [23/Feb/2026:09:30:00 +0000] \"GET /browse/tax HTTP/1.1\" 200 1200\n");
    some.head_bytes = 1500;
    some.client = {};
    some.path = "/a\"b c\n";
    CHECK(common(some) ==
          "- - - [23/Feb/2026:09:30:00 +0000] \"GET /a\\x22b\\x20c\\x0a HTTP/1.1\" 200 -\n");
    some.version = {};
    some.status = 400;
    CHECK(common(some) == "- - - [23/Feb/2026:09:30:00 +0000] \"-\" 400 -\n");
}

TEST_CASE("an access line for people") {
    CHECK(text(entry()) ==
          "2026-02-23T09:30:00.007Z govuk 192.0.2.1 GET www.example.gov.uk /browse/tax 200 in=412 "
          "out=18446744073709551615 time=12.034ms upstream=11.000ms flags=UR "
          "stripped=set-cookie:_ga_*:refused,cookie:id.*:unregistered,set-cookie:-:nameless\n");
    AccessEntry empty;
    empty.status = 400;
    CHECK(text(empty) ==
          "1970-01-01T00:00:00.000Z - - - - - 400 in=0 out=0 time=0.000ms upstream=- flags=- "
          "stripped=-\n");
}

TEST_CASE("an access line for machines") {
    const std::string line = json(entry());
    CHECK(std::count(line.begin(), line.end(), '\n') == 1);
    const auto object = nlohmann::json::parse(line);
    CHECK(object == nlohmann::json::parse(R"({
        "time": "2026-02-23T09:30:00.007Z", "site": "govuk", "client": "192.0.2.1",
        "method": "GET", "host": "www.example.gov.uk", "path": "/browse/tax", "status": 200,
        "bytes_in": 412, "bytes_out": 18446744073709551615, "duration_ms": 12.034,
        "upstream_ms": 11.0, "flags": "UR", "stripped": [
            {"name": "_ga_*", "reason": "refused", "from": "set-cookie"},
            {"name": "id.*", "reason": "unregistered", "from": "cookie"},
            {"name": "", "reason": "nameless", "from": "set-cookie"}],
        "passed": {"cookie": [], "set-cookie": []}, "deleted": []})"));
    AccessEntry empty;
    empty.duration = -1s;
    const auto bare = nlohmann::json::parse(json(empty));
    CHECK(bare.at("upstream_ms").is_null());
    CHECK(bare.at("duration_ms") == 0.0);
    CHECK(bare.at("stripped") == nlohmann::json::array());
}

TEST_CASE("no query, fragment or user information is logged") {
    struct Row {
        const char* target;
        const char* path;
    };
    const Row rows[] = {
        {"/a/b", "/a/b"},
        {"/a?token=secret", "/a"},
        {"/a#secret", "/a"},
        {"/a;jsessionid=secret/b", "/a"},
        {"/?", "/"},
        {"?secret", ""},
        {"*", "*"},
        {"http://user:secret@host/a?secret", "/a"},
        {"http://user:secret@host", "/"},
        {"user:secret@host:443", ""},
        {"/a?x=http://b/secret", "/a"},
        {"/a%3Fb", "/a%3Fb"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.target);
        AccessEntry some = entry();
        some.path = row.target;
        some.host = "user:secret@www.example.gov.uk";
        CHECK(nlohmann::json::parse(json(some)).at("path") == row.path);
        CHECK(nlohmann::json::parse(json(some)).at("host") == "www.example.gov.uk");
        CHECK(json(some).find("secret") == std::string::npos);
        CHECK(text(some).find("secret") == std::string::npos);
    }
}

TEST_CASE("what a visitor sends cannot forge a line") {
    const std::string evil = "/x\r\n2026-02-23T09:30:00.007Z forged\x1b[2J \"} \xff";
    const std::array cookies = {
        observe::SeenCookie{evil, Reason::unregistered, CookieField::cookie}};
    AccessEntry some = entry();
    some.site = some.client = some.method = some.host = some.path = some.flags = evil;
    some.cookies = cookies;
    for (const std::string& line : {text(some), json(some)}) {
        CHECK(std::count(line.begin(), line.end(), '\n') == 1);
        CHECK(line.back() == '\n');
        CHECK(std::all_of(line.begin(), line.end() - 1, [](char byte) {
            return static_cast<unsigned char>(byte) >= ' ' && byte != 0x7f;
        }));
    }
    const std::string read_back = evil.substr(0, evil.size() - 1) + "\xef\xbf\xbd";
    const auto object = nlohmann::json::parse(json(some));
    for (const char* key : {"site", "client", "method", "host", "path", "flags"}) {
        CHECK(object.at(key) == read_back);
    }
    CHECK(object.at("stripped").at(0).at("name") == read_back);
    const std::string line = text(some);
    CHECK(std::count(line.begin(), line.end(), ' ') == 12);
}

TEST_CASE("a cookie that was only reported says so") {
    const std::array reported{observe::SeenCookie{"_ga", Reason::refused, CookieField::cookie,
                                                  observe::Outcome::would_strip}};
    AccessEntry some = entry();
    some.cookies = reported;
    CHECK(text(some).ends_with("stripped=cookie:_ga:refused:would-strip\n"));
    CHECK(nlohmann::json::parse(json(some))["stripped"][0]["decision"] == "would-strip");
}

TEST_CASE("what passed and what was deleted is for machines alone, and by name alone") {
    using observe::Outcome;
    const std::array seen{
        observe::SeenCookie{"_ga", Reason::granted, CookieField::cookie, Outcome::pass},
        observe::SeenCookie{"", Reason::nameless, CookieField::cookie, Outcome::pass},
        observe::SeenCookie{"sid", Reason::unregistered, CookieField::set_cookie, Outcome::strip,
                            true},
        observe::SeenCookie{"a\"b", Reason::essential, CookieField::set_cookie, Outcome::pass},
        observe::SeenCookie{"c", Reason::essential, CookieField::set_cookie, Outcome::pass},
        observe::SeenCookie{"_hj*", Reason::refused, CookieField::deletion, Outcome::pass},
    };
    AccessEntry some = entry();
    some.cookies = seen;
    CHECK(text(some).ends_with("stripped=set-cookie:sid:unregistered\n"));
    const auto object = nlohmann::json::parse(json(some));
    CHECK(object.at("passed") ==
          nlohmann::json::parse(R"({"cookie": ["_ga"], "set-cookie": ["a\"b", "c"]})"));
    CHECK(object.at("deleted") == nlohmann::json::array({"_hj*"}));
    CHECK(object.at("stripped").at(0).at("session") == true);
}
