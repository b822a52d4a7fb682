#include "app/run.hpp"

#include "tests/app/registries.hpp"
#include "tests/app/temporary_directory.hpp"

#include <catch2/catch.hpp>

namespace {

using boost::asio::ip::make_address;

app::RunOptions direct_options(const std::filesystem::path& registry) {
    app::RunOptions options;
    options.upstream = *config::parse_upstream("http://127.0.0.1:3000");
    options.registry = registry;
    return options;
}

}   // namespace

TEST_CASE("run without a configuration: one site for any host") {
    const TemporaryDirectory directory;
    std::vector<config::Fault> faults;
    config::FilesRead files;
    const auto load = app::make_loader(direct_options(directory.write("r.yaml", small_registry)));
    const auto settings = load(faults, files);
    REQUIRE(settings);
    CHECK(faults.empty());
    REQUIRE(settings->listeners.size() == 1);
    CHECK(config::to_string(settings->listeners[0].endpoint) == "0.0.0.0:8080");
    CHECK(config::to_string(settings->admin) == "127.0.0.1:9902");
    CHECK(!settings->workers);
    REQUIRE(settings->sites.size() == 1);
    CHECK(settings->sites[0].name == "Small");
    CHECK(settings->sites[0].hosts == std::vector<std::string>{"*"});
    CHECK(settings->sites[0].upstream.port == 3000);
    CHECK(settings->sites[0].registry->site() == "Small");
}

TEST_CASE("an https upstream without a configuration is verified") {
    const TemporaryDirectory directory;
    std::vector<config::Fault> faults;
    config::FilesRead files;
    app::RunOptions options = direct_options(directory.write("r.yaml", small_registry));
    options.upstream = *config::parse_upstream("https://origin.example");
    const auto settings = app::make_loader(options)(faults, files);
    REQUIRE(settings);
    CHECK(faults.empty());
    const config::UpstreamSettings& upstream = settings->sites[0].upstream;
    CHECK(upstream.scheme == config::Scheme::https);
    CHECK(upstream.port == 443);
    CHECK(upstream.tls.verify);
}

TEST_CASE("each load reads the registry anew") {
    const TemporaryDirectory directory;
    std::vector<config::Fault> faults;
    config::FilesRead files;
    const auto file = directory.write("r.yaml", small_registry);
    const auto load = app::make_loader(direct_options(file));
    REQUIRE(load(faults, files));

    directory.write("r.yaml", small_registry + "nonsense: 1\n");
    CHECK_FALSE(load(faults, files));
    CHECK(config::has_errors(faults));
    REQUIRE_FALSE(faults.empty());
    CHECK_THAT(config::to_string(faults.front()), Catch::Contains("r.yaml:8:1: error: "));

    directory.write("r.yaml", small_registry + "revision: 7\n");
    const auto settings = load(faults, files);
    REQUIRE(settings);
    CHECK(settings->sites[0].registry->revision() == 7);
}

TEST_CASE("a flag wins over the file") {
    const TemporaryDirectory directory;
    directory.write("r.yaml", small_registry);
    app::RunOptions options;
    options.config = directory.write("proxy.yaml", R"(
listeners:
  - {address: 127.0.0.1:1, trusted_proxies: [192.0.2.1]}
  - {address: 127.0.0.1:2}
admin: {address: 127.0.0.1:3}
workers: 4
log: {level: error, format: json, access: true}
sites: [{name: s, hosts: ["*"], registry: r.yaml, upstream: "http://127.0.0.1:5"}]
)");
    const auto load = [&options] {
        std::vector<config::Fault> faults;
        config::FilesRead files;
        auto settings = app::make_loader(options)(faults, files);
        REQUIRE(settings);
        return *std::move(settings);
    };

    const auto plain = load();
    CHECK(plain.listeners.size() == 2);
    CHECK(plain.workers == 4U);
    CHECK(plain.log.access);
    CHECK(plain.watch);

    options.listen = config::Endpoint{"127.0.0.1", 9, {}};
    options.admin = config::Endpoint{"127.0.0.1", 8, {}};
    options.workers = app::Workers();
    options.log_level = config::LogLevel::debug;
    options.log_format = config::LogFormat::text;
    options.no_access_log = true;
    options.no_watch = true;
    const auto over = load();
    REQUIRE(over.listeners.size() == 1);
    CHECK(over.listeners[0].endpoint.port == 9);
    CHECK(over.listeners[0].trusted_proxies.contains(make_address("192.0.2.1")));
    CHECK(over.admin.port == 8);
    CHECK(!over.workers);
    CHECK(over.log.level == config::LogLevel::debug);
    CHECK(over.log.format == config::LogFormat::text);
    CHECK_FALSE(over.log.access);
    CHECK_FALSE(over.watch);

    options.listen.reset();
    options.trusted_proxies.emplace();
    REQUIRE(options.trusted_proxies->add("198.51.100.0/24"));
    const auto trusting = load();
    REQUIRE(trusting.listeners.size() == 2);
    for (const auto& listener : trusting.listeners) {
        CHECK(listener.trusted_proxies.contains(make_address("198.51.100.9")));
        CHECK_FALSE(listener.trusted_proxies.contains(make_address("192.0.2.1")));
    }
}

TEST_CASE("run returns what serving returns") {
    const TemporaryDirectory directory;
    const auto options = direct_options(directory.path() / "missing.yaml");
    std::vector<config::Fault> faults;
    const auto serve = [&faults](const app::LoadSettings& load, const app::Listening&) {
        config::FilesRead files;
        return load(faults, files) ? 0 : 1;
    };
    CHECK(app::run(options, serve) == 1);
    REQUIRE(faults.size() == 1);
    CHECK_THAT(config::to_string(faults.front()), Catch::Contains("missing.yaml:1:1: error: "));
}
