#include "survey/discovery.hpp"

#include "survey/fragment.hpp"
#include "tests/survey/fixture.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

using survey::Inputs;
using namespace survey::test;
using Json = nlohmann::json;

namespace {

Inputs inputs() {
    Inputs inputs;
    inputs.logs = {SOURCE_DIR "/tests/survey/data/access.log"};
    inputs.hars = {SOURCE_DIR "/tests/survey/data/chromium.har"};
    return inputs;
}

survey::ReadTraffic read(const consent::Registry& registry) {
    std::istringstream nothing;
    auto read = survey::read_traffic(registry, inputs(), nothing);
    REQUIRE(read.has_value());
    return *std::move(read);
}

survey::CookieDatabase database() {
    std::ifstream in(SOURCE_DIR "/tests/survey/data/cookies.csv", std::ios::binary);
    return *survey::CookieDatabase::read(in);
}

/// The registry with the fragment's entries: what a person would write.
std::string merged(const std::string& fragment) {
    return registry_text.substr(0, registry_text.find("categories:")) + fragment +
           "  - {id: rest, cookies: [{name: basket}, {name: theme}, {name: _ga}, {name: "
           "\"_ga_*\"}, "
           "{name: banner}]}\n";
}

}   // namespace

TEST_CASE("discover --json") {
    const auto registry = parse_registry();
    const auto traffic = read(*registry);
    const auto json = Json::parse(to_json(survey::discover(traffic, database())));
    CHECK(json["site"] == "Town");
    CHECK(json["exchanges"] == 8);
    CHECK(json["first"] == "2026-02-01T08:00:00Z");
    CHECK(json["last"] == "2026-03-01T09:00:01Z");
    CHECK(json["lines_left_out"] == 2);
    CHECK(json["nameless"] == 1);
    CHECK(json["notes"].size() == 1);
    std::vector<std::string> unlisted;
    for (const Json& item : json["unlisted"]) {
        unlisted.push_back(item["name"]);
    }
    CHECK(unlisted ==
          std::vector<std::string>{"*", "APPSESSION", "SID", "_gid", "_hjSession_*", "lang"});
    CHECK(json["unlisted"][2] == Json::parse(R"({"name":"SID","origin":"header","in_cookie":0,
        "in_set_cookie":1,"first":"2026-02-01T08:00:00Z","last":"2026-02-01T08:00:00Z",
        "likely_session":true})"));
    CHECK(json["unlisted"][3]["origin"] == "script");
    CHECK(json["never_seen"] == Json::parse(R"([{"name":"_ga_*","category":"usage"},
                                                {"name":"banner","category":"campaigns"}])"));
    CHECK(json["failed_deletions"] ==
          Json::parse(R"([{"site":"town","name":"_ga","visitors":1,"deletions":4}])"));
    CHECK(json["likely_sessions"] == Json::parse(R"([{"name":"APPSESSION","category":null},
                                                     {"name":"SID","category":null}])"));
    CHECK(json["unsuggested"] == Json::parse(R"(["*"])"));
    CHECK(json["suggestions"].size() == 5);
}

TEST_CASE("discover for people") {
    const auto registry = parse_registry();
    const auto traffic = read(*registry);
    const auto discovery = survey::discover(traffic, database());
    const auto text = to_text(discovery);
    CAPTURE(text);
    for (const char* part :
         {"Site       Town\n", "Exchanges  8, 2026-02-01T08:00:00Z to 2026-03-01T09:00:01Z\n",
          "Left out   2 lines", "Nameless   1 cookies", "Seen, but not listed (6)\n  NAME ",
          "\n  SID           header  0       1           2026-02-01T08:00:00Z  "
          "2026-02-01T08:00:00Z\n",
          "Listed, but never seen (2)\n", "\n  banner  campaigns\n",
          "Deletions that never succeed (1)\n", "\n  _ga   town  1         4\n",
          "Likely sessions that are not always on (2)\n", "No entry can be suggested for *:"}) {
        CAPTURE(part);
        CHECK(text.find(part) != std::string::npos);
    }
    const auto fragment = survey::to_yaml(*registry, discovery.suggestions);
    CHECK(text.ends_with("\n\n" + fragment));
    CHECK(text.find("DO-NOT-SHOW") == std::string::npos);
    CHECK(to_json(discovery).find("DO-NOT-SHOW") == std::string::npos);
    CHECK(text.find("192.0.2") == std::string::npos);
}

TEST_CASE("with the fragment in the registry nothing is left to add") {
    const auto registry = parse_registry();
    const auto traffic = read(*registry);
    for (const auto& known : {database(), survey::CookieDatabase()}) {
        const auto discovery = survey::discover(traffic, known);
        const auto fragment = survey::to_yaml(*registry, discovery.suggestions);
        CAPTURE(fragment);
        const auto whole = parse_registry(merged(fragment));
        const auto again = read(*whole);
        const auto left = survey::discover(again, known);
        CHECK(left.suggestions.empty());
        REQUIRE(left.unlisted.size() == 1);
        CHECK(*left.unlisted[0].name == "*");
    }
}

TEST_CASE("nothing to say") {
    const auto registry = parse_registry();
    survey::ReadTraffic read{survey::Traffic(*registry), 0, {}};
    read.traffic.add(request_with({"basket", "theme", "_ga", "_ga_1", "banner"}));
    const auto discovery = survey::discover(read, {});
    CHECK(discovery.unlisted.empty());
    CHECK(discovery.never_seen.empty());
    CHECK_THAT(to_text(discovery),
               Catch::EndsWith("Nothing to add to the registry:\n\ncategories: []\n"));
}

TEST_CASE("names cannot move the cursor") {
    const auto registry = parse_registry(
        "{registry: 1, site: \"S\xc2\x9b\", consent: {cookie: c, "
        "settings_url: /c}, categories: [{id: u, cookies: "
        "[{name: \"n\xc2\x9b\"}]}]}");
    survey::ReadTraffic read{survey::Traffic(*registry), 0, {}};
    read.traffic.add(request_with({"\x1b[31m", "\xc2\x9b"}));
    const auto text = to_text(survey::discover(read, {}));
    CHECK(text.find('\x1b') == std::string::npos);
    CHECK(text.find('\x9b') == std::string::npos);
}
