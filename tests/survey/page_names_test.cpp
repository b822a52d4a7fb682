#include "survey/page_names.hpp"

#include "survey/page_columns.hpp"
#include "survey/page_words.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

TEST_CASE("names: one cell, one or several cookies") {
    struct Row {
        std::string cell;
        std::vector<std::string> names;
        std::string label;
    };
    const std::vector<Row> rows{
        {"_ga", {"_ga"}, ""},
        {"authenticated", {"authenticated"}, ""},
        {"m (Stripe)", {"m"}, "m (Stripe)"},
        {"_ga, _gid and _gat", {"_ga", "_gid", "_gat"}, ""},
        {"_ga\n_gid", {"_ga", "_gid"}, ""},
        {"_ga _gid", {"_ga", "_gid"}, ""},
        {"_ga / _gid; x", {"_ga", "_gid", "x"}, ""},
        {"\u2018JSESSIONID\u2019", {"JSESSIONID"}, ""},
        {"session cookie", {"session"}, ""},
        {"ros_*", {"ros_*"}, ""},
        {"_ga_<container-id>", {"_ga_*"}, "_ga_<container-id>"},
        {"_gat_UA-XXXXXXX-X", {"_gat_UA-*"}, "_gat_UA-XXXXXXX-X"},
        {"_hjSession_{site_id}", {"_hjSession_*"}, "_hjSession_{site_id}"},
        {"visitor_id###", {"visitor_id*"}, "visitor_id###"},
        {"wp-settings-\u2026", {"wp-settings-*"}, "wp-settings-\u2026"},
        {"AWSALB Load balancer", {"AWSALB"}, "AWSALB Load balancer"},
        {"Seraph Remember Me", {"seraph.rememberme.cookie"}, "Seraph Remember Me"},
        {"Google Tag Manager and Ads", {""}, "Google Tag Manager and Ads"},
        {"a=b", {""}, "a=b"},
        {"", {}, ""},
        {" \u00a0 ", {}, ""},
    };
    for (const auto& row : rows) {
        CAPTURE(row.cell);
        std::vector<std::string> names;
        std::string label;
        for (const auto& name : survey::read_names(row.cell)) {
            names.push_back(name.name);
            label = name.label;
        }
        CHECK(names == row.names);
        CHECK(label == row.label);
    }
}

TEST_CASE("names: words of prose do not look like one") {
    for (const std::string name : {"_ga", "ros_*", "sessionId", "XSRF-TOKEN", "JSESSIONID",
                                   "SESSION", "connect.sid", "atlassian.xsrf.token", "IDE"}) {
        CAPTURE(name);
        CHECK(survey::looks_like_name(name));
    }
    for (const std::string word : {"GOV.UK", "IEGS.ORG.UK", "www.example.org", "script.js", "e.g",
                                   "session", "JavaScript", "YouTube", "ICO", "end.", "a,b", ""}) {
        CAPTURE(word);
        CHECK_FALSE(survey::looks_like_name(word));
    }
}

TEST_CASE("columns: heads in any order, and heads run together") {
    using survey::Column;
    const auto columns =
        survey::read_columns({"Service", "How long does it last?", "Cookie name", "Data held"});
    REQUIRE(columns);
    CHECK(columns->of(Column::name) == 2);
    CHECK(columns->of(Column::expiry) == 1);
    CHECK(columns->of(Column::provider) == 0);
    CHECK_FALSE(columns->of(Column::purpose));

    const auto two = survey::read_columns({"Cookie", "Name", "Purpose"});
    REQUIRE(two);
    CHECK(two->of(Column::name) == 1);

    CHECK_FALSE(survey::read_columns({"Name", "Age"}));
    CHECK_FALSE(survey::read_columns({"Purpose", "Expiry"}));

    CHECK(survey::read_run_together("NamePurposeExpiry") ==
          std::vector{Column::name, Column::purpose, Column::expiry});
    CHECK(survey::read_run_together("Cookie name Purpose Expires") ==
          std::vector{Column::name, Column::purpose, Column::expiry});
    CHECK(survey::read_run_together("NameExpires") == std::vector{Column::name, Column::expiry});
    CHECK_FALSE(survey::read_run_together("Cookie details"));
    CHECK_FALSE(survey::read_run_together("PurposeName"));
    CHECK_FALSE(survey::read_run_together("Names of things"));
}
