#include "admin/respond.hpp"

#include <catch2/catch.hpp>
#include <stdexcept>
#include <string>

namespace http = boost::beast::http;

namespace {

admin::Callbacks callbacks(admin::Phase phase = admin::Phase::serving) {
    return {[phase] {
                return admin::ReadyState{"1", phase, {}};
            },
            [] { return std::string("a_total 1\n"); }};
}

admin::Request request(http::verb method, const char* target) {
    return {method, target, 11};
}

}   // namespace

TEST_CASE("paths and methods have their answers") {
    struct Row {
        http::verb method;
        const char* target;
        unsigned status;
        std::string type;
        std::string body;
    };
    const std::string plain = "text/plain; charset=utf-8";
    const std::string prometheus = "text/plain; version=0.0.4";
    const Row rows[] = {
        {http::verb::get, "/healthz", 200, plain, "ok"},
        {http::verb::get, "/healthz?verbose", 200, plain, "ok"},
        {http::verb::get, "/metrics", 200, prometheus, "a_total 1\n"},
        {http::verb::get, "/metrics/", 404, plain, "not found\n"},
        {http::verb::get, "/", 404, plain, "not found\n"},
        {http::verb::get, "/?/healthz", 404, plain, "not found\n"},
        {http::verb::post, "/metrics", 405, plain, "method not allowed\n"},
        {http::verb::delete_, "/nowhere", 405, plain, "method not allowed\n"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.target);
        const auto response = admin::respond(request(row.method, row.target), callbacks());
        CHECK(response.result_int() == row.status);
        CHECK(response[http::field::content_type] == row.type);
        CHECK(response.body() == row.body);
        CHECK(response[http::field::cache_control] == "no-store");
        CHECK(response[http::field::allow] == (row.status == 405 ? "GET, HEAD" : ""));
    }
}

TEST_CASE("readiness follows the phase") {
    struct Row {
        admin::Phase phase;
        unsigned status;
    };
    const Row rows[] = {
        {admin::Phase::starting, 503}, {admin::Phase::serving, 200}, {admin::Phase::draining, 503}};
    for (const Row& row : rows) {
        const auto response =
            admin::respond(request(http::verb::get, "/readyz"), callbacks(row.phase));
        CHECK(response.result_int() == row.status);
        CHECK(response[http::field::content_type] == "application/json");
        CHECK(response.body() == admin::to_json(admin::ReadyState{"1", row.phase, {}}) + "\n");
    }
}

TEST_CASE("HEAD has GET's fields and no body") {
    for (const char* target : {"/healthz", "/readyz", "/metrics", "/nowhere"}) {
        CAPTURE(target);
        const auto get = admin::respond(request(http::verb::get, target), callbacks());
        const auto head = admin::respond(request(http::verb::head, target), callbacks());
        CHECK(head.body().empty());
        CHECK(head.result_int() == get.result_int());
        CHECK(std::equal(get.begin(), get.end(), head.begin(), head.end(),
                         [](const auto& one, const auto& other) {
                             return one.name_string() == other.name_string() &&
                                    one.value() == other.value();
                         }));
        CHECK(head[http::field::content_length] == std::to_string(get.body().size()));
    }
}

TEST_CASE("a callback that throws is a 500 that says nothing of it") {
    const admin::Callbacks throwing{
        []() -> admin::ReadyState { throw std::runtime_error("secret"); },
        []() -> std::string { throw std::runtime_error("secret"); }};
    for (const char* target : {"/readyz", "/metrics"}) {
        const auto response = admin::respond(request(http::verb::get, target), throwing);
        CHECK(response.result_int() == 500);
        CHECK(response.body() == "internal error\n");
    }
    CHECK(admin::respond(request(http::verb::get, "/healthz"), throwing).result_int() == 200);
}
