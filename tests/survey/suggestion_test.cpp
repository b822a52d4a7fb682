#include "survey/suggestion.hpp"

#include "survey/fragment.hpp"
#include "tests/survey/fixture.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <map>

using survey::CookieDatabase;
using survey::pattern_of;
using survey::Suggestion;
using survey::Traffic;
using namespace survey::test;

namespace {

CookieDatabase database() {
    std::ifstream in(SOURCE_DIR "/tests/survey/data/cookies.csv", std::ios::binary);
    return *CookieDatabase::read(in);
}

std::map<std::string, Suggestion> suggested(const Traffic& traffic, const CookieDatabase& known) {
    std::map<std::string, Suggestion> by_name;
    for (Suggestion& suggestion : survey::suggest(traffic, known)) {
        by_name.emplace(suggestion.name, std::move(suggestion));
    }
    return by_name;
}

bool says(const Suggestion& suggestion, const std::string& words) {
    for (const std::string& comment : suggestion.comments) {
        if (comment.find(words) != std::string::npos) {
            return true;
        }
    }
    return false;
}

}   // namespace

TEST_CASE("patterns of the names that traffic shows") {
    struct Row {
        std::string shown;
        const char* pattern;   ///< null: none
    };
    const Row rows[] = {
        {"theme", "theme"},
        {"m", "m"},
        {"_hjSession_*", "_hjSession_*"},
        {"a*b*c", "a*b*c"},
        {"caf??", "caf*"},
        {"?*x1?", "*x1*"},
        {"[x y]", "[x y]"},
        {std::string(63, 'x'), "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
        {std::string(64, 'x'), "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx*"},
        {"*", nullptr},
        {"_*", nullptr},
        {"s_*", nullptr},
        {"????", nullptr},
        {"(other)", nullptr},
        {"a;b", nullptr},
        {"", nullptr},
    };
    for (const Row& row : rows) {
        CAPTURE(row.shown);
        const auto pattern = pattern_of(row.shown);
        REQUIRE(pattern.has_value() == (row.pattern != nullptr));
        if (pattern) {
            CHECK(*pattern == row.pattern);
        }
    }
}

TEST_CASE("suggestions with a database") {
    const auto registry = parse_registry();
    Traffic traffic(*registry);
    traffic.add(request_with({"_gid", "_gac_UA123-4", "_gac_x", "_hjSession_77777", "token", "SRx",
                              "guard_token", "consent_log", "colour_scheme", "mystat", "s_cc", "C",
                              "weird", "basket", "*", "quoted"}));
    auto found = suggested(traffic, database());
    CHECK(found.size() == 13);

    CHECK(found.at("_gid").category == "usage");
    CHECK(found.at("_gid").group == "Google Analytics");
    CHECK(found.at("_gid").purpose == "Tells visitors apart for a day");
    CHECK(found.at("_gid").expires == "24 hours");
    CHECK(found.at("_gid").comments.empty());
    CHECK(found.at("_gac_*").category == "campaigns");   // both of them
    CHECK(found.at("guard_token").category == "essential");
    CHECK(found.at("consent_log").category == "essential");
    CHECK(found.at("colour_scheme").category == "settings");
    CHECK(found.at("mystat").expires == "2 years");
    CHECK(found.at("s_cc").expires == "Session");
    CHECK(found.at("quoted").purpose == "Says \"yes\", in two lines");

    CHECK(found.at("_hjSession_*").category == "settings");
    CHECK(says(found.at("_hjSession_*"), "may mean essential"));

    // Nothing is taken from a row in doubt, and nothing in doubt is allowed without consent.
    for (const char* name : {"token", "SRx", "C"}) {
        CAPTURE(name);
        CHECK(found.at(name).category == "settings");
        CHECK(found.at(name).purpose.empty());
        CHECK(says(found.at(name), "maybe Marketing"));
    }
    CHECK(found.at("weird").category == "settings");
    CHECK(says(found.at("weird"), "not in the database"));
}

TEST_CASE("suggestions without a database") {
    const auto registry = parse_registry();
    Traffic traffic(*registry);
    traffic.add(request_with({"_gid", "basket"}));
    const auto found = suggested(traffic, {});
    REQUIRE(found.size() == 1);
    CHECK(found.at("_gid").category == "settings");
    CHECK(found.at("_gid").comments == std::vector<std::string>{"category unknown: check"});
}

TEST_CASE("a likely session is suggested as essential") {
    const auto registry = parse_registry();
    Traffic traffic(*registry);
    traffic.add(response_with({"SID", "JSESSIONID", "mystat"}, true));
    const auto found = suggested(traffic, database());
    CHECK(found.at("SID").category == "essential");
    CHECK(says(found.at("SID"), "looks like a session"));
    CHECK(found.at("JSESSIONID").category == "essential");
    CHECK(found.at("JSESSIONID").group == "Java");
    CHECK(found.at("mystat").category == "usage");   // known to count
}

TEST_CASE("categories of other registries") {
    struct Row {
        const char* categories;
        const char* gid;      ///< Analytics
        const char* uid;      ///< Marketing
        const char* guard;    ///< Security
        const char* colour;   ///< Personalization
        const char* weird;    ///< unknown
    };
    const Row rows[] = {
        {"[{id: necessary, basis: essential}, {id: preferences}, {id: statistics}, "
         "{id: marketing}]",
         "statistics", "marketing", "necessary", "preferences", "preferences"},
        {"[{id: essential}, {id: Analytics}, {id: advertising}]", "Analytics", "advertising",
         "essential", "Analytics", "Analytics"},
        {"[{id: functional, basis: essential}, {id: measurement}]", "measurement", "measurement",
         "functional", "measurement", "measurement"},
        {"[{id: essential}, {id: statistics, basis: exempt}]", "statistics", "unsorted",
         "essential", "unsorted", "unsorted"},
        {"[{id: usage}]", "usage", "usage", "usage", "usage", "usage"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.categories);
        const auto registry = parse_registry(
            std::string("{registry: 1, site: S, consent: {cookie: c, settings_url: /c}, "
                        "categories: ") +
            row.categories + "}");
        Traffic traffic(*registry);
        traffic.add(request_with({"_gid", "_gac_x", "guard_token", "colour_scheme", "weird"}));
        const auto found = suggested(traffic, database());
        CHECK(found.at("_gid").category == row.gid);
        CHECK(found.at("_gac_*").category == row.uid);
        CHECK(found.at("guard_token").category == row.guard);
        CHECK(found.at("colour_scheme").category == row.colour);
        CHECK(found.at("weird").category == row.weird);
    }
}

TEST_CASE("the fragment is a registry's list of categories, whatever the names hold") {
    const auto registry = parse_registry();
    Traffic traffic(*registry);
    const std::vector<std::string> names{
        "a: b", "# no", "null", "1.5", "\"quoted\"", "back\\slash", "- item", "[x]",
        "{y}",  "&a",   "!t",   "'",   "yes",        "%x",          "|",      "s*a*b"};
    traffic.add(request_with(names));
    const auto yaml = survey::to_yaml(*registry, survey::suggest(traffic, database()));
    const auto read =
        parse_registry("registry: 1\nsite: S\nconsent: {cookie: c, settings_url: /c}\n" + yaml);
    CHECK(read->cookies().size() == names.size());
    for (const std::string& name : names) {
        CAPTURE(name);
        REQUIRE(read->find(name) != nullptr);
        CHECK(read->find(name)->name == name);
    }
    CHECK(survey::to_yaml(*registry, {}) == "categories: []\n");
}

TEST_CASE("what a database holds cannot leave its place in the fragment") {
    const auto registry = parse_registry();
    Traffic traffic(*registry);
    traffic.add(request_with({"one", "two"}));
    std::istringstream in(
        "Platform,Category,Cookie / Data Key name,Description,Retention period\n"
        "\"P\ncategories: []\",Functional,one,\"d\x01\n- \"\"x\"\" \xff\",\"r\n- y\"\n"
        "\"P\n- z\",\"Marketing\n- w\",two,d,1 day\n"
        "\"P\",\"Analytics\",two,d,1 day\n");
    const auto known = CookieDatabase::read(in);
    REQUIRE(known.has_value());
    const auto yaml = survey::to_yaml(*registry, survey::suggest(traffic, *known));
    CAPTURE(yaml);
    const auto read =
        parse_registry("registry: 1\nsite: S\nconsent: {cookie: c, settings_url: /c}\n" + yaml);
    REQUIRE(read->cookies().size() == 2);
    CHECK(read->cookies()[0].group == "P categories: []");
}
