#include "app/explain.hpp"

#include "tests/app/registries.hpp"
#include "tests/app/temporary_directory.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

namespace {

const std::string policy = R"(cookies_policy={"essential":true,"settings":true,"usage":false})";

struct Outcome {
    int code;
    std::string out;
    std::string err;
};

Outcome explain(const std::filesystem::path& registry, std::optional<std::string> cookie,
                std::vector<std::string> set_cookies, bool json) {
    std::ostringstream out;
    std::ostringstream err;
    const app::ExplainOptions options{registry, std::move(cookie), std::move(set_cookies), json};
    const int code = app::explain(options, out, err);
    return {code, out.str(), err.str()};
}

std::string explain_json(std::optional<std::string> cookie, std::vector<std::string> set_cookies,
                         const std::string& registry = small_registry) {
    const TemporaryDirectory directory;
    const auto file = directory.write("small.yaml", registry);
    const auto outcome = explain(file, std::move(cookie), std::move(set_cookies), true);
    CHECK(outcome.err.empty());
    CHECK(outcome.code == 0);
    return outcome.out;
}

}   // namespace

TEST_CASE("explain --json of a visitor who chose") {
    const auto json =
        explain_json("session=1; " + policy + "; _ga_X=2; other=3",
                     {"theme=dark; Path=/", "_gid=4", "tracker=5", "_gid=; Max-Age=0"});
    CHECK(
        json ==
        R"({"policy":{"source":"cookie","granted":["essential","settings"]},"cookies":[)"
        R"({"from":"cookie","name":"session","decision":"pass","reason":"essential","category":"essential","entry":"session"},)"
        R"({"from":"cookie","name":"cookies_policy","decision":"pass","reason":"consent-state","category":"essential","entry":null},)"
        R"({"from":"cookie","name":"_ga_X","decision":"strip","reason":"refused","category":"usage","entry":"_ga_*"},)"
        R"({"from":"cookie","name":"other","decision":"pass","reason":"unregistered","category":null,"entry":null},)"
        R"({"from":"set-cookie","name":"theme","decision":"pass","reason":"granted","category":"settings","entry":"theme"},)"
        R"({"from":"set-cookie","name":"_gid","decision":"strip","reason":"refused","category":"usage","entry":"_gid"},)"
        R"({"from":"set-cookie","name":"tracker","decision":"strip","reason":"unregistered","category":null,"entry":null},)"
        R"({"from":"set-cookie","name":"_gid","decision":"pass","reason":"deletion","category":"usage","entry":"_gid"}]})"
        "\n");
}

TEST_CASE("explain --json of a first visit") {
    CHECK(explain_json({}, {}) ==
          R"({"policy":{"source":"default","granted":["essential"]},"cookies":[]})"
          "\n");
    const auto json = nlohmann::json::parse(explain_json("cookies_policy=nonsense", {"_gid=1"}));
    CHECK(json["policy"]["source"] == "default");
    CHECK(json["cookies"][1]["reason"] == "undecided");
}

TEST_CASE("explain --json has one entry for each --set-cookie, whatever it holds") {
    const auto json = nlohmann::json::parse(
        explain_json({}, {"", "=x=y", "just a value", "caf\xe9=1", "\xc3\xa9=1", "a\x01=1"}));
    const auto& cookies = json["cookies"];
    REQUIRE(cookies.size() == 6);
    CHECK(cookies[0]["name"] == "");
    CHECK(cookies[0]["reason"] == "nameless");
    CHECK(cookies[1]["name"] == "");
    CHECK(cookies[1]["decision"] == "strip");
    CHECK(cookies[2]["name"] == "");
    CHECK(cookies[3]["name"] == "caf\xef\xbf\xbd");
    CHECK(cookies[4]["name"] == "\xc3\xa9");
    CHECK(cookies[5]["reason"] == "malformed");
}

TEST_CASE("explain shows what enforcing would do, in report mode too") {
    const auto report = small_registry + "enforcement: {mode: report}\n";
    const auto json = nlohmann::json::parse(explain_json(policy, {"_gid=1"}, report));
    CHECK(json["cookies"][1]["decision"] == "strip");
}

TEST_CASE("explain for people: a table of names, never a value") {
    const TemporaryDirectory directory;
    const auto file = directory.write("small.yaml", small_registry);
    const auto outcome =
        explain(file, policy + "; _ga_X=secret; secret", {"tr\x01k=secret"}, false);
    CHECK(outcome.code == 0);
    CHECK(outcome.out ==
          "Site     Small\n"
          "Policy   the consent cookie (cookies_policy)\n"
          "Granted  essential, settings\n"
          "Refused  usage\n"
          "\n"
          "FROM        NAME            DECISION  REASON         CATEGORY   ENTRY\n"
          "cookie      cookies_policy  pass      consent-state  essential  -\n"
          "cookie      _ga_X           strip     refused        usage      _ga_*\n"
          "cookie      (nameless)      pass      nameless       -          -\n"
          "set-cookie  tr?k            strip     malformed      -          -\n");
}

TEST_CASE("explain names the faults of a registry that it cannot read") {
    const TemporaryDirectory directory;
    const auto outcome = explain(directory.path() / "none.yaml", {}, {}, true);
    CHECK(outcome.code == 1);
    CHECK(outcome.out.empty());
    CHECK_THAT(outcome.err, Catch::Contains("none.yaml:1:1: error: "));
}
