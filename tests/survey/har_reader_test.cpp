#include "survey/har_reader.hpp"

#include "survey/discovery.hpp"
#include "survey/har_entry.hpp"
#include "survey/timestamp.hpp"
#include "tests/survey/fixture.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

using survey::HostFilter;
using survey::Traffic;
using namespace survey::test;

namespace {

survey::HarCount read_file(const std::string& name, const std::vector<std::string>& hosts,
                           Traffic& traffic) {
    std::ifstream in(SOURCE_DIR "/tests/survey/data/" + name);
    REQUIRE(in);
    const auto count = survey::read_har(in, *HostFilter::of(hosts), name, traffic);
    REQUIRE(count.has_value());
    return *count;
}

std::vector<std::string> names(const Traffic& traffic) {
    std::vector<std::string> names;
    for (const auto& [name, seen] : traffic.cookies()) {
        names.push_back(name);
    }
    return names;
}

using Names = std::vector<std::string>;

}   // namespace

TEST_CASE("a HAR of Chromium: the site of the first document") {
    const auto registry = parse_registry();
    Traffic traffic(*registry);
    const auto count = read_file("chromium.har", {}, traffic);
    CHECK(count.entries == 3);
    CHECK(count.elsewhere == 1);
    CHECK(count.any_cookie);
    CHECK(names(traffic) == Names{"APPSESSION", "_ga", "_hjSession_*", "basket", "lang", "theme"});
    CHECK(traffic.nameless() == 1);
    CHECK(traffic.first() == survey::parse_moment("2026-03-01T09:00:00Z"));
    CHECK(traffic.last() == survey::parse_moment("2026-03-01T09:00:01.5Z"));
    CHECK(traffic.cookies().at("APPSESSION").session);
    CHECK(traffic.cookies().at("APPSESSION").from_header());
    CHECK_FALSE(traffic.cookies().at("theme").session);
    CHECK(traffic.cookies().at("_hjSession_*").in_cookie == 2);
    CHECK_FALSE(traffic.cookies().at("_hjSession_*").from_header());
}

TEST_CASE("a HAR of Firefox: no Cookie field, so the lists") {
    const auto registry = parse_registry();
    Traffic traffic(*registry);
    read_file("firefox.har", {}, traffic);
    CHECK(names(traffic) == Names{"APPSESSION", "basket", "extra", "kept"});
    CHECK(traffic.cookies().at("APPSESSION").session);
    CHECK_FALSE(traffic.cookies().at("kept").session);
    CHECK(traffic.cookies().at("basket").in_cookie == 2);
    CHECK(traffic.first() == survey::parse_moment("2026-03-01T09:00:00.123Z"));
}

TEST_CASE("the hosts of a HAR can be given") {
    const auto registry = parse_registry();
    struct Row {
        std::vector<std::string> hosts;
        Names names;
    };
    const Row rows[] = {
        {{"www.town.example.org"}, {"APPSESSION", "_ga", "_hjSession_*", "basket", "theme"}},
        {{"static.town.example.org"}, {"_hjSession_*", "lang"}},
        {{"*.example.net"}, {"tracker"}},
        {{"nowhere.example"}, {}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.hosts);
        Traffic traffic(*registry);
        read_file("chromium.har", row.hosts, traffic);
        CHECK(names(traffic) == row.names);
    }
}

TEST_CASE("deletions in a HAR are watched") {
    std::string entries;
    for (int visit = 0; visit < 4; ++visit) {
        entries += std::string(visit > 0 ? "," : "") +
                   R"({"request":{"url":"http://a.example/","headers":[{"name":"Cookie",)"
                   R"("value":"_ga=1"}]},"response":{"content":{"mimeType":"text/html"},)"
                   R"("headers":[{"name":"Set-Cookie","value":"_ga=; Max-Age=0"}]}})";
    }
    const auto registry = parse_registry();
    Traffic traffic(*registry);
    std::istringstream in(R"({"log":{"entries":[)" + entries + "]}}");
    REQUIRE(survey::read_har(in, {}, "one", traffic).has_value());
    REQUIRE(traffic.deletions().failed().size() == 1);
    CHECK(traffic.deletions().failed()[0].site == "a.example");
    CHECK(traffic.cookies().at("_ga").in_set_cookie == 0);
}

TEST_CASE("what is no HAR") {
    struct Row {
        const char* text;
        const char* error;
    };
    const Row rows[] = {
        {"", "is no JSON"},
        {"{\"log\":", "is no JSON"},
        {"[]", "is no HAR: it has no entries"},
        {"{}", "is no HAR: it has no entries"},
        {R"({"log":{"entries":{}}})", "is no HAR: it has no entries"},
        {R"({"log":{"entries":[]}})", "has no entries: nothing was recorded"},
    };
    const auto registry = parse_registry();
    for (const Row& row : rows) {
        CAPTURE(row.text);
        Traffic traffic(*registry);
        std::istringstream in(row.text);
        const auto count = survey::read_har(in, {}, "one", traffic);
        REQUIRE_FALSE(count.has_value());
        CHECK(count.error() == row.error);
    }
}

TEST_CASE("entries of any shape are taken as they are") {
    const auto registry = parse_registry();
    Traffic traffic(*registry);
    std::istringstream in(
        R"({"log":{"entries":[7,null,[],{},{"request":3},{"request":{"url":5,)"
        R"("headers":[1,{"name":2}],"cookies":[4,{"name":"a"}]},)"
        R"("response":{"headers":{},"cookies":[{"name":"b","expires":null}]}}]}})");
    const auto count = survey::read_har(in, {}, "one", traffic);
    REQUIRE(count.has_value());
    CHECK(count->entries == 6);
    CHECK(names(traffic) == Names{"a", "b"});
}

TEST_CASE("the authority of a URL") {
    struct Row {
        const char* url;
        const char* authority;
    };
    const Row rows[] = {
        {"https://a.example/x", "a.example"},
        {"http://a.example:81?x", "a.example:81"},
        {"https://user:secret@a.example#x", "a.example"},
        {"wss://[::1]:8080/", "[::1]:8080"},
        {"http://a.example/@b", "a.example"},
        {"data:text/html,x", ""},
        {"", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.url);
        CHECK(survey::authority_of(row.url) == row.authority);
    }
}
