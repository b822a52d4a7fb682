#include "survey/log_reader.hpp"

#include "survey/timestamp.hpp"
#include "tests/survey/fixture.hpp"

#include <catch2/catch.hpp>
#include <sstream>

using survey::Field;
using survey::read_access_line;
using namespace survey::test;

namespace {

const std::string line =
    R"({"time":"2026-11-22T00:36:03.123Z","site":"town","client":"192.0.2.1","method":"GET",)"
    R"("host":"www.town.example:8080","path":"/x","status":200,"bytes_in":0,"bytes_out":0,)"
    R"("duration_ms":0.1,"upstream_ms":null,"flags":"","stripped":[)"
    R"({"name":"PHPSESSID","reason":"unregistered","from":"set-cookie","session":true},)"
    R"({"name":"_ga_*","reason":"refused","from":"cookie","decision":"would-strip"},)"
    R"({"name":"broken","reason":"malformed","from":"set-cookie"}],)"
    R"("passed":{"cookie":["_ga","cookies_policy"],"set-cookie":["SID"]},"deleted":["_ga_*"]})";

std::string with(std::string text, const std::string& old, const std::string& now) {
    const auto at = text.find(old);
    REQUIRE(at != std::string::npos);
    return text.replace(at, old.size(), now);
}

}   // namespace

TEST_CASE("an access line") {
    const auto exchange = read_access_line(line);
    REQUIRE(exchange);
    CHECK(exchange->time == survey::parse_moment("2026-11-22T00:36:03.123Z"));
    CHECK(exchange->site == "town");
    CHECK(exchange->client == "192.0.2.1");
    CHECK(exchange->page);
    REQUIRE(exchange->sightings.size() == 5);   // no browser keeps the malformed one
    CHECK(exchange->sightings[0].name == "PHPSESSID");
    CHECK(exchange->sightings[0].field == Field::set_cookie);
    CHECK(exchange->sightings[0].session);
    CHECK(exchange->sightings[1].name == "_ga_*");
    CHECK(exchange->sightings[1].field == Field::cookie);
    CHECK_FALSE(exchange->sightings[1].session);
    CHECK(exchange->sightings[3].name == "cookies_policy");
    CHECK(exchange->sightings[3].field == Field::cookie);
    CHECK(exchange->sightings[4].name == "SID");
    CHECK(exchange->sightings[4].field == Field::set_cookie);
    CHECK(exchange->deleted == std::vector<std::string>{"_ga_*"});
}

TEST_CASE("an access line of before passed and deleted") {
    const auto exchange = read_access_line(
        R"({"time":"2026-11-22T00:36:03.123Z","site":"town","client":"","method":"GET",)"
        R"("host":"a","path":"/","status":200,"stripped":[]})");
    REQUIRE(exchange);
    CHECK(exchange->sightings.empty());
    CHECK_FALSE(exchange->page);   // what it came with is not known
}

TEST_CASE("which lines are of pages") {
    struct Row {
        const char* old;
        const char* now;
        bool page;
    };
    const Row rows[] = {
        {"\"GET\"", "\"POST\"", false},   {"\"/x\"", "\"/\"", true},
        {"\"/x\"", "\"/a.b/c\"", true},   {"\"/x\"", "\"/index.PHP\"", true},
        {"\"/x\"", "\"/app.js\"", false}, {"\"/x\"", "\"/logo.png\"", false},
        {":200", ":302", true},           {":200", ":304", false},
        {":200", ":404", false},          {":200", ":\"200\"", false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.now);
        CHECK(read_access_line(with(line, row.old, row.now))->page == row.page);
    }
}

TEST_CASE("lines that are no access lines") {
    for (const char* text : {"", "plain words", "{", "[]", "{}", "17", "null",
                             R"({"time":"2026-11-22T00:36:03Z","level":"info","message":"up"})"}) {
        CAPTURE(text);
        CHECK_FALSE(read_access_line(text));
    }
}

TEST_CASE("members of other types are left aside") {
    const auto exchange = read_access_line(
        R"({"time":7,"site":[],"client":{},"stripped":[1,{"name":2,"from":"cookie"},null],)"
        R"("passed":{"cookie":[3,"a"],"set-cookie":"b"},"deleted":{"c":1}})");
    REQUIRE(exchange);
    CHECK_FALSE(exchange->time);
    CHECK(exchange->site.empty());
    REQUIRE(exchange->sightings.size() == 2);
    CHECK(exchange->sightings[0].name.empty());
    CHECK(exchange->sightings[1].name == "a");
    CHECK(exchange->deleted.empty());
}

TEST_CASE("a log is filtered by site and host, and counted") {
    const auto registry = parse_registry();
    const std::string log = line + "\r\n\nstarted\n" + with(line, "town", "other") + "\n" +
                            with(line, "www.town.example:8080", "cdn.example") + "\n" +
                            with(line, "192.0.2.1", "");
    struct Row {
        std::vector<std::string> hosts;
        std::string site;
        std::uint64_t exchanges;
        std::uint64_t anonymous;
    };
    const Row rows[] = {{{}, "", 4, 1},
                        {{}, "town", 3, 1},
                        {{"*.town.example"}, "", 3, 1},
                        {{"cdn.example"}, "", 1, 0},
                        {{"WWW.Town.Example", "cdn.example"}, "other", 1, 0}};
    for (const Row& row : rows) {
        CAPTURE(row.hosts, row.site);
        survey::Traffic traffic(*registry);
        survey::LogCount count;
        std::istringstream in(log);
        survey::read_log(in, {*survey::HostFilter::of(row.hosts), row.site}, traffic, count);
        CHECK(traffic.exchanges() == row.exchanges);
        CHECK(count.lines == 5);
        CHECK(count.access_lines == 4);
        CHECK(count.anonymous == row.anonymous);
        CHECK(count.dark == 0);
        CHECK(count.sites == std::set<std::string>{"other", "town"});
    }
}
