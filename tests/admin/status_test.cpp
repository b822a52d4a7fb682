#include "admin/status_json.hpp"
#include "admin/status_page.hpp"
#include "admin/status_text.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace std::chrono_literals;
using consent::Reason;
using nlohmann::json;
using observe::Outcome;

namespace {

const admin::Time now = std::chrono::sys_days{std::chrono::year{2026} / 2 / 23} + 9h + 30min;

admin::Status status() {
    admin::SiteStatus site{
        .state = {"go<v>uk", 3, "report", admin::UpstreamState::down},
        .mode = {"report", "enforce", true},
        .registry = "GOV.UK & \"friends\"",
        .hosts = {"www.example", "*.example"},
        .upstream = "http://127.0.0.1:3000",
        .totals = {},
    };
    site.totals.set_cookies = {{"essential", Outcome::pass, Reason::essential, 1200},
                               {"usage", Outcome::would_strip, Reason::refused, 600},
                               {"usage", Outcome::pass, Reason::granted, 900}};
    site.totals.request_cookies = {{"", Outcome::pass, Reason::unregistered, 4}};
    site.totals.unregistered = {{"<script>*", 12, now - 65s}};
    site.totals.requests = {0, 1500, 0, 2, 0};
    return {
        .version = "1.2.3",
        .phase = admin::Phase::serving,
        .now = now,
        .started = now - 49h,
        .workers = 2,
        .connections = 7,
        .most_connections = 20000,
        .log_level = "debug",
        .sites = {site},
        .certificates = {{"listener", "[::]:8443", "tls/a.crt", {"www.example"}, now + 48h}},
        .receipts = {5, 1, 0},
        .configured = now - 49h,
        .reloads = {{now - 1h, false, "proxy.yaml:3:1: error: <no>"}, {now - 49h, true, "start"}}};
}

bool has(const std::string& page, std::string_view text) {
    return page.find(text) != std::string::npos;
}

}   // namespace

TEST_CASE("the status page shows what there is, escaped") {
    const std::string page = admin::status_page(status());
    for (const std::string_view text :
         {"<title>consent-proxy: serving</title>",
          "1.2.3",
          "2 days 1 hour",
          "7 of 20,000",
          "GOV.UK &amp; &quot;friends&quot;, revision 3, enforce mode",
          "go&lt;v&gt;uk",
          "www.example, *.example",
          "Switched to report mode by hand; the registry says enforce",
          "Switch to enforce mode",
          "Do as the registry says",
          "/sites/go%3Cv%3Euk/mode?mode=enforce",
          "&lt;script&gt;*",
          "1 minute 5 seconds ago",
          "<td class=\"number\">1,200</td>",
          "<rect width=\"100.00\"",
          "<rect width=\"75.00\"",
          "1,500 <small>2xx</small>",
          "tls/a.crt",
          "soon",
          "refused",
          "&lt;no&gt;",
          "<button formaction=\"/logging?level=debug\" aria-current=\"true\">debug</button>"}) {
        CAPTURE(text);
        CHECK(has(page, text));
    }
    CHECK_FALSE(has(page, "<script>*"));
    CHECK_FALSE(has(page, "style="));
    // Of one category the commonest decision stands first.
    CHECK(page.find("granted") < page.find("> refused"));
}

TEST_CASE("a page of a proxy that has seen nothing") {
    admin::Status quiet;
    quiet.sites.emplace_back();
    const std::string page = admin::status_page(quiet);
    CHECK(has(page, "None yet."));
    CHECK(has(page, "None seen."));
    CHECK(has(page, "none yet"));
    CHECK_FALSE(has(page, "Certificates"));
    CHECK_FALSE(has(page, "by hand"));
}

TEST_CASE("the status as JSON") {
    const json document = json::parse(admin::status_json(status()));
    CHECK(document.at("version") == "1.2.3");
    CHECK(document.at("state") == "serving");
    CHECK(document.at("started") == "2026-02-21T08:30:00Z");
    CHECK(document.at("connections") == json::parse(R"({"open": 7, "most": 20000})"));
    CHECK(document.at("log_level") == "debug");
    const json& site = document.at("sites").at(0);
    CHECK(site.at("name") == "go<v>uk");
    CHECK(site.at("mode") ==
          json::parse(R"({"now": "report", "registry": "enforce", "switched": true})"));
    CHECK(site.at("upstream").at("state") == "down");
    CHECK(site.at("requests").at("2xx") == 1500);
    CHECK(site.at("set_cookies").at(1) == json::parse(R"({"category": "usage",
        "decision": "would-strip", "reason": "refused", "count": 600})"));
    CHECK(site.at("unregistered").at(0) ==
          json::parse(R"({"name": "<script>*", "count": 12, "last": "2026-02-23T09:28:55Z"})"));
    CHECK(document.at("certificates").at(0).at("expires") == "2026-02-25T09:30:00Z");
    CHECK(document.at("reloads").at(0).at("success") == false);
}

TEST_CASE("durations and numbers for people") {
    struct Row {
        std::chrono::seconds duration;
        const char* text;
    };
    const Row rows[] = {{-5s, "0 seconds"},     {0s, "0 seconds"}, {1s, "1 second"},
                        {59s, "59 seconds"},    {60s, "1 minute"}, {61s, "1 minute 1 second"},
                        {3600s, "1 hour"},      {3601s, "1 hour"}, {90000s, "1 day 1 hour"},
                        {24h * 400, "400 days"}};
    for (const Row& row : rows) {
        CHECK(admin::duration_text(row.duration) == row.text);
    }
    CHECK(admin::number_text(0) == "0");
    CHECK(admin::number_text(999) == "999");
    CHECK(admin::number_text(1000) == "1,000");
    CHECK(admin::number_text(1234567) == "1,234,567");
    CHECK(admin::iso_time(now) == "2026-02-23T09:30:00Z");
    CHECK(admin::path_segment("a/b ?\"é") == "a%2Fb%20%3F%22%C3%A9");
}
