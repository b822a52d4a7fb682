#include "admin/respond.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace http = boost::beast::http;
using nlohmann::json;

namespace {

constexpr const char* page_host = "127.0.0.1:9902";

/// A proxy with two switches, which remembers how they were set.
struct Switches {
    std::string level = "info";
    std::map<std::string, admin::SiteMode> modes{{"govuk", {"enforce", "enforce", false}},
                                                 {"a/b c", {"report", "report", false}}};

    admin::Callbacks callbacks() {
        admin::Console console{
            .status =
                [this] {
                    admin::Status status;
                    status.log_level = level;
                    return status;
                },
            .log_level = [this] { return level; },
            .set_log_level =
                [this](std::string_view wanted) {
                    const bool known = wanted == "debug" || wanted == "info";
                    level = known ? wanted : level;
                    return known;
                },
            .site_mode = [this](std::string_view site) -> std::optional<admin::SiteMode> {
                const auto found = modes.find(std::string(site));
                return found == modes.end() ? std::nullopt : std::optional(found->second);
            },
            .set_site_mode =
                [this](std::string_view site, std::string_view mode) {
                    const auto found = modes.find(std::string(site));
                    if (found == modes.end()) {
                        return false;
                    }
                    found->second.switched = mode != "registry";
                    found->second.now = mode == "registry" ? found->second.registry : mode;
                    return true;
                },
            .hosts = [] { return std::vector<std::string>{"status.example"}; }};
        return {[] {
                    return admin::ReadyState{"1", admin::Phase::serving, {}};
                },
                [] { return std::string("a_total 1\n"); }, std::move(console)};
    }
};

using Fields = std::map<std::string, std::string>;

admin::Response ask(const admin::Callbacks& callbacks, http::verb method, const std::string& target,
                    const Fields& fields = {}) {
    admin::Request request(method, target, 11);
    request.set(http::field::host, page_host);
    for (const auto& [name, value] : fields) {
        request.set(name, value);
    }
    return admin::respond(request, callbacks);
}

}   // namespace

TEST_CASE("the log level is read and set") {
    Switches proxy;
    const auto callbacks = proxy.callbacks();
    CHECK(ask(callbacks, http::verb::get, "/logging").body() == "info\n");
    const auto set = ask(callbacks, http::verb::post, "/logging?level=debug");
    CHECK(set.result_int() == 200);
    CHECK(set.body() == "debug\n");
    CHECK(proxy.level == "debug");
    for (const char* target : {"/logging", "/logging?level=", "/logging?level=loud"}) {
        CHECK(ask(callbacks, http::verb::post, target).result_int() == 400);
    }
    CHECK(proxy.level == "debug");
    const auto told = ask(callbacks, http::verb::get, "/logging", {{"Accept", "application/json"}});
    CHECK(json::parse(told.body()) == json{{"level", "debug"}});
}

TEST_CASE("the mode of a site is read and switched") {
    Switches proxy;
    const auto callbacks = proxy.callbacks();
    const std::string govuk = "/sites/govuk/mode";
    CHECK(ask(callbacks, http::verb::get, govuk).body() == "enforce\n");
    CHECK(ask(callbacks, http::verb::post, govuk + "?mode=report").body() == "report\n");
    const auto told = ask(callbacks, http::verb::get, govuk, {{"Accept", "application/json"}});
    CHECK(json::parse(told.body()) == json::parse(R"({"site": "govuk", "mode": "report",
        "registry": "enforce", "switched": true})"));
    CHECK(ask(callbacks, http::verb::post, govuk + "?mode=registry").body() == "enforce\n");
    CHECK_FALSE(proxy.modes.at("govuk").switched);
    for (const char* query : {"", "?mode=", "?mode=off", "?Mode=report"}) {
        CHECK(ask(callbacks, http::verb::post, govuk + query).result_int() == 400);
    }
    CHECK(ask(callbacks, http::verb::post, "/sites/a%2Fb%20c/mode?mode=enforce").body() ==
          "enforce\n");
    CHECK(proxy.modes.at("a/b c").switched);
}

TEST_CASE("what is not there, and methods that are not for it") {
    Switches proxy;
    const auto callbacks = proxy.callbacks();
    struct Row {
        http::verb method;
        const char* target;
        unsigned status;
        const char* allow;
    };
    const Row rows[] = {
        {http::verb::get, "/sites/nobody/mode", 404, ""},
        {http::verb::post, "/sites/nobody/mode?mode=report", 404, ""},
        {http::verb::post, "/sites/nobody/mode", 404, ""},
        {http::verb::post, "/sites/nobody/mode?mode=off", 404, ""},
        {http::verb::get, "/sites/", 404, ""},
        {http::verb::get, "/sites/govuk", 404, ""},
        {http::verb::get, "/sites/govuk/mode/x", 404, ""},
        {http::verb::post, "/", 405, "GET, HEAD"},
        {http::verb::post, "/status.json", 405, "GET, HEAD"},
        {http::verb::delete_, "/sites/govuk/mode", 405, "GET, HEAD, POST"},
        {http::verb::put, "/logging?level=debug", 405, "GET, HEAD, POST"},
        {http::verb::get, "/sites/%zz/mode", 400, ""},
        {http::verb::head, "/", 200, ""},
        {http::verb::get, "/status.css", 200, ""},
        {http::verb::get, "/status.js?1", 200, ""},
        {http::verb::get, "/status.js/", 404, ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.target);
        const auto response = ask(callbacks, row.method, row.target);
        CHECK(response.result_int() == row.status);
        CHECK(response[http::field::allow] == row.allow);
    }
    CHECK(proxy.level == "info");
    CHECK_FALSE(proxy.modes.at("govuk").switched);
}

TEST_CASE("a form's browser is sent back to the page") {
    Switches proxy;
    const Fields browser{{"Accept", "text/html,application/xhtml+xml,*/*;q=0.8"},
                         {"Origin", "http://127.0.0.1:9902"},
                         {"Sec-Fetch-Site", "same-origin"}};
    for (const char* target : {"/sites/govuk/mode?mode=report", "/logging?level=debug"}) {
        const auto response = ask(proxy.callbacks(), http::verb::post, target, browser);
        CHECK(response.result_int() == 303);
        CHECK(response[http::field::location] == "/");
    }
    CHECK(proxy.modes.at("govuk").now == "report");
    CHECK(proxy.level == "debug");
}

TEST_CASE("only a name of its own opens the page and the switches") {
    Switches proxy;
    const auto callbacks = proxy.callbacks();
    struct Row {
        const char* host;
        unsigned status;
    };
    const Row rows[] = {
        {"127.0.0.1", 200},           {"10.1.2.3:9902", 200},
        {"[::1]:9902", 200},          {"[2001:db8::1]", 200},
        {"localhost:80", 200},        {"LOCALHOST.", 200},
        {"Status.Example", 200},      {"status.example:9902", 200},
        {"evil.example", 421},        {"evil.localhost", 421},
        {"127.0.0.1.evil.test", 421}, {"x.status.example", 421},
        {"localhost.evil", 421},      {"status.example@evil", 421},
        {"[evil.example]", 421},      {"", 421},
    };
    for (const Row& row : rows) {
        CAPTURE(row.host);
        for (const char* target : {"/", "/status.json", "/logging", "/sites/govuk/mode"}) {
            CHECK(ask(callbacks, http::verb::get, target, {{"Host", row.host}}).result_int() ==
                  row.status);
        }
        CHECK(ask(callbacks, http::verb::post, "/logging?level=info", {{"Host", row.host}})
                  .result_int() == row.status);
        for (const char* target : {"/healthz", "/readyz", "/metrics"}) {
            CHECK(ask(callbacks, http::verb::get, target, {{"Host", row.host}}).result_int() ==
                  200);
        }
    }
    admin::Request none(http::verb::get, "/", 11);
    CHECK(admin::respond(none, callbacks).result_int() == 400);
    none.insert(http::field::host, page_host);
    none.insert(http::field::host, page_host);
    CHECK(admin::respond(none, callbacks).result_int() == 400);
}

TEST_CASE("another origin's page gets nothing and switches nothing") {
    Switches proxy;
    const auto callbacks = proxy.callbacks();
    struct Row {
        Fields fields;
        bool reads;
        bool switches;
    };
    const Fields link{{"Sec-Fetch-Site", "cross-site"},
                      {"Sec-Fetch-Mode", "navigate"},
                      {"Sec-Fetch-Dest", "document"}};
    const Fields frame{{"Sec-Fetch-Site", "cross-site"},
                       {"Sec-Fetch-Mode", "navigate"},
                       {"Sec-Fetch-Dest", "iframe"}};
    const Row rows[] = {
        {{}, true, true},
        {{{"Origin", "http://127.0.0.1:9902"}}, true, true},
        {{{"Origin", "https://127.0.0.1:9902"}}, true, true},
        {{{"Sec-Fetch-Site", "same-origin"}}, true, true},
        {{{"Sec-Fetch-Site", "none"}}, true, true},
        {link, true, false},
        {frame, false, false},
        {{{"Origin", "http://evil.example"}}, false, false},
        {{{"Origin", "http://127.0.0.1:9903"}}, false, false},
        {{{"Origin", "http://127.0.0.1:9902.evil"}}, false, false},
        {{{"Origin", "null"}}, false, false},
        {{{"Sec-Fetch-Site", "cross-site"}}, false, false},
        {{{"Sec-Fetch-Site", "same-site"}, {"Origin", "http://127.0.0.1:9902"}}, false, false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.fields);
        for (const char* target : {"/", "/status.json", "/status.js", "/logging"}) {
            CHECK(ask(callbacks, http::verb::get, target, row.fields).result_int() ==
                  (row.reads ? 200 : 403));
        }
        proxy.level = "info";
        const auto posted = ask(callbacks, http::verb::post, "/logging?level=debug", row.fields);
        CHECK(posted.result_int() == (row.switches ? 200 : 403));
        CHECK(proxy.level == (row.switches ? "debug" : "info"));
    }
}

TEST_CASE("everything of the console says what a browser may do with it") {
    Switches proxy;
    for (const char* target : {"/", "/status.css", "/logging", "/sites/x/mode"}) {
        const auto response = ask(proxy.callbacks(), http::verb::get, target);
        const auto policy = response["Content-Security-Policy"];
        CHECK(policy.find("default-src 'none'") != policy.npos);
        CHECK(policy.find("frame-ancestors 'none'") != policy.npos);
        CHECK(policy.find("unsafe") == policy.npos);
        CHECK(response["X-Frame-Options"] == "DENY");
        CHECK(response["X-Content-Type-Options"] == "nosniff");
        CHECK(response["Referrer-Policy"] == "same-origin");
        CHECK(response["Cross-Origin-Resource-Policy"] == "same-origin");
        CHECK(response[http::field::cache_control] == "no-store");
        CHECK(response.count("Access-Control-Allow-Origin") == 0);
    }
}

TEST_CASE("a listener for metrics has no page and no switches") {
    Switches proxy;
    auto callbacks = proxy.callbacks();
    callbacks.console.reset();
    for (const char* target :
         {"/", "/status.json", "/status.css", "/logging", "/sites/govuk/mode"}) {
        CHECK(ask(callbacks, http::verb::get, target).result_int() == 404);
        CHECK(ask(callbacks, http::verb::post, target).result_int() == 405);
    }
    for (const char* target : {"/healthz", "/readyz", "/metrics"}) {
        CHECK(ask(callbacks, http::verb::get, target).result_int() == 200);
    }
}
