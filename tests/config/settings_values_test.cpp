#include "config/load.hpp"
#include "tests/config/folder.hpp"
#include "tests/config/texts.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;
using config_test::Folder;

namespace {

constexpr std::string_view registry =
    "registry: 1\nsite: s\nconsent: {cookie: c, settings_url: /c}\n"
    "categories: [{id: essential}]\n";

config::Settings read(const Folder& folder, std::string_view text) {
    std::vector<config::Fault> faults;
    auto settings = config::load_settings(folder.write("proxy.yaml", text), faults);
    INFO(config_test::lines_of(faults));
    REQUIRE(settings);
    return *std::move(settings);
}

}   // namespace

TEST_CASE("every key of a proxy configuration reaches its setting") {
    const Folder folder;
    folder.write("registries/r.yaml", registry);
    const config::Settings settings = read(folder, R"(
listeners:
  - address: "[::]:8080"
    trusted_proxies: [10.0.0.0/8, private]
  - address: unix:/run/a.sock
  - address: 127.0.0.1:0
  - address: 127.0.0.1:0
admin: {address: "127.0.0.1:9000", hosts: [Status.example.uk, pod_1]}
metrics: {address: "0.0.0.0:9903"}
workers: 3
timeouts: {header: 1s, body: 2s, idle: 3s, connect: 4s, response: 5s, tunnel: 6s,
           drain_delay: 7s, drain: 8s}
limits: {header_bytes: 16KiB, headers: 50, body_bytes: 1MiB, connections: 10, buffered_bytes: 8MiB}
http: {via: true, request_id: false, underscores: drop, early_hints: true}
log: {level: warning, format: json, access: false, access_format: common, client: prefix}
watch: false
sites:
  - name: one
    hosts: [One.UK, "*.one.uk"]
    registry: registries/r.yaml
    upstream: {idle: 9s, max_connections: 40, queue: {length: 7, timeout: 3s}, health: {},
               url: "http://[::1]:3000", keepalive: 0}
  - {name: two, hosts: ["*"], registry: registries/r.yaml, upstream: {url: "unix:app.sock",
     health: {path: "/up?deep", host: "app.example:81", interval: 1s, timeout: 500ms, healthy: 1,
              unhealthy: 4, expect: 204}}}
)");
    REQUIRE(settings.listeners.size() == 4);
    CHECK(to_string(settings.listeners[0].endpoint) == "[::]:8080");
    CHECK(settings.listeners[0].trusted_proxies.contains(
        boost::asio::ip::make_address("192.168.1.1")));
    CHECK(settings.listeners[1].endpoint.unix_path == "/run/a.sock");
    CHECK(settings.listeners[1].trusted_proxies.empty());
    CHECK(to_string(settings.admin) == "127.0.0.1:9000");
    CHECK(settings.admin_hosts == std::vector<std::string>{"status.example.uk", "pod_1"});
    REQUIRE(settings.metrics);
    CHECK(to_string(*settings.metrics) == "0.0.0.0:9903");
    CHECK(settings.workers == 3U);
    const config::Timeouts& timeouts = settings.timeouts;
    CHECK(timeouts.header == 1s);
    CHECK(timeouts.body == 2s);
    CHECK(timeouts.idle == 3s);
    CHECK(timeouts.connect == 4s);
    CHECK(timeouts.response == 5s);
    CHECK(timeouts.tunnel == 6s);
    CHECK(timeouts.drain_delay == 7s);
    CHECK(timeouts.drain == 8s);
    CHECK(settings.limits.header_bytes == 16384);
    CHECK(settings.limits.headers == 50);
    CHECK(settings.limits.body_bytes == 1048576U);
    CHECK(settings.limits.connections == 10);
    CHECK(settings.limits.buffered_bytes == 8388608U);
    CHECK(settings.http.via);
    CHECK_FALSE(settings.http.request_id);
    CHECK(settings.http.underscores == config::Underscores::drop);
    CHECK(settings.http.early_hints);
    CHECK(settings.log.level == config::LogLevel::warning);
    CHECK(settings.log.format == config::LogFormat::json);
    CHECK_FALSE(settings.log.access);
    CHECK(settings.log.access_lines() == config::AccessFormat::common);
    CHECK(settings.log.client == config::LogClient::prefix);
    CHECK_FALSE(settings.watch);
    REQUIRE(settings.sites.size() == 2);
    CHECK(settings.sites[0].name == "one");
    CHECK(settings.sites[0].hosts == std::vector<std::string>{"one.uk", "*.one.uk"});
    CHECK(settings.sites[0].upstream.host == "::1");
    CHECK(settings.sites[0].upstream.port == 3000);
    CHECK(settings.sites[0].upstream.keepalive == 0);
    CHECK(settings.sites[0].upstream.idle == 9s);
    CHECK(settings.sites[0].upstream.max_connections == 40);
    CHECK(settings.sites[0].upstream.queue.length == 7);
    CHECK(settings.sites[0].upstream.queue.timeout == 3s);
    CHECK(settings.sites[0].upstream.health->path == "/");
    CHECK(settings.sites[1].upstream.unix_path == "app.sock");
    const config::UpstreamHealth& health = *settings.sites[1].upstream.health;
    CHECK(health.path == "/up?deep");
    CHECK(health.host == "app.example:81");
    CHECK(health.interval == 1s);
    CHECK(health.timeout == 500ms);
    CHECK(health.healthy == 1);
    CHECK(health.unhealthy == 4);
    CHECK(health.least_status == 204);
    CHECK(health.most_status == 204);
    CHECK(settings.sites[0].registry == settings.sites[1].registry);
}

TEST_CASE("what a proxy configuration leaves out has the default of the contract") {
    const Folder folder;
    folder.write("r.yaml", registry);
    const config::Settings settings =
        read(folder, "sites: [{name: a, hosts: [a], registry: r.yaml, upstream: http://a}]\n");
    REQUIRE(settings.listeners.size() == 1);
    CHECK(to_string(settings.listeners[0].endpoint) == "0.0.0.0:8080");
    CHECK(settings.listeners[0].trusted_proxies.empty());
    CHECK(to_string(settings.admin) == "127.0.0.1:9902");
    CHECK(settings.admin_hosts.empty());
    CHECK_FALSE(settings.metrics);
    CHECK_FALSE(settings.workers);
    CHECK(settings.watch);
    const config::Timeouts& timeouts = settings.timeouts;
    CHECK(timeouts.header == 10s);
    CHECK(timeouts.body == 60s);
    CHECK(timeouts.idle == 75s);
    CHECK(timeouts.connect == 5s);
    CHECK(timeouts.response == 60s);
    CHECK(timeouts.tunnel == 1h);
    CHECK(timeouts.drain_delay == 0s);
    CHECK(timeouts.drain == 30s);
    CHECK(settings.limits.header_bytes == 32768);
    CHECK(settings.limits.headers == 100);
    CHECK_FALSE(settings.limits.body_bytes);
    CHECK(settings.limits.connections == 20000);
    CHECK(settings.log.level == config::LogLevel::info);
    CHECK(settings.log.format == config::LogFormat::text);
    CHECK(settings.log.access);
    CHECK(settings.log.access_lines() == config::AccessFormat::text);
    CHECK(settings.log.client == config::LogClient::full);
    CHECK(settings.sites[0].upstream.keepalive == 64);
    CHECK(settings.sites[0].upstream.idle == 4s);
}

TEST_CASE("words for no limit, and numbers without unit") {
    const Folder folder;
    folder.write("r.yaml", registry);
    const std::string sites =
        "sites: [{name: a, hosts: [a], registry: r.yaml, upstream: http://a}]\n";
    const config::Settings plain =
        read(folder, sites + "workers: auto\nlimits: {body_bytes: 0, header_bytes: 2048}\n");
    CHECK(plain.limits.body_bytes == 0U);
    CHECK(plain.limits.header_bytes == 2048);
    CHECK_FALSE(plain.workers);
    CHECK_FALSE(read(folder, sites + "limits: {body_bytes: unlimited}\n").limits.body_bytes);
    CHECK(read(folder, sites + "timeouts: {drain: 0}\n").timeouts.drain == 0s);
}

TEST_CASE("an absolute registry path stays as it is") {
    const Folder folder;
    const Folder other;
    const auto file = other.write("r.yaml", registry);
    CHECK(read(folder, fmt::format("sites: [{{name: a, hosts: [a], registry: {}, upstream: "
                                   "http://a}}]\n",
                                   file.string()))
              .sites[0]
              .registry);
}

TEST_CASE("access lines follow the log's format unless they have one of their own") {
    using config::AccessFormat;
    using config::LogFormat;
    struct Row {
        LogFormat format;
        AccessFormat access;
        AccessFormat expected;
    };
    const Row rows[] = {
        {LogFormat::text, AccessFormat::automatic, AccessFormat::text},
        {LogFormat::json, AccessFormat::automatic, AccessFormat::json},
        {LogFormat::json, AccessFormat::text, AccessFormat::text},
        {LogFormat::text, AccessFormat::json, AccessFormat::json},
        {LogFormat::json, AccessFormat::common, AccessFormat::common},
    };
    for (const Row& row : rows) {
        config::LogSettings log;
        log.format = row.format;
        log.access_format = row.access;
        CHECK(log.access_lines() == row.expected);
    }
}
