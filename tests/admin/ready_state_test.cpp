#include "admin/ready_state.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using admin::Phase;
using admin::UpstreamState;
using nlohmann::json;

TEST_CASE("the ready state as JSON") {
    const admin::ReadyState state{"1.2.3",
                                  Phase::serving,
                                  {{"govuk", 3, "enforce", UpstreamState::up},
                                   {"ros", 0, "report", UpstreamState::down, "status 500"}}};
    CHECK(json::parse(admin::to_json(state)) == json::parse(R"({
        "version": "1.2.3", "state": "serving", "sites": [
            {"name": "govuk", "revision": 3, "mode": "enforce", "upstream": "up"},
            {"name": "ros", "revision": 0, "mode": "report", "upstream": "down",
             "reason": "status 500"}]})"));
}

TEST_CASE("every phase has its word, and no site is an empty list") {
    CHECK(json::parse(admin::to_json({"", Phase::starting, {}})).at("state") == "starting");
    CHECK(json::parse(admin::to_json({"", Phase::draining, {}})).at("state") == "draining");
    CHECK(json::parse(admin::to_json({"", Phase::draining, {}})).at("sites") == json::array());
}

TEST_CASE("a name that is not UTF-8 does not break the document") {
    const auto document =
        json::parse(admin::to_json({"", Phase::serving, {{"a\xff\"", 0, "", {}}}}));
    CHECK(document.at("sites").at(0).at("name") == "a\xef\xbf\xbd\"");
    CHECK(document.at("sites").at(0).at("upstream") == "unknown");
}
