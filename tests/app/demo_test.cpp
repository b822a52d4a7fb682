#include "app/demo/demo.hpp"

#include "config/load.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

namespace {

/// Of each category its names.
std::map<std::string, std::set<std::string>> names_of(const consent::Registry& registry) {
    std::map<std::string, std::set<std::string>> names;
    for (const auto& category : registry.categories()) {
        names[category.id];
    }
    for (const auto& cookie : registry.cookies()) {
        names[registry.categories().at(cookie.category).id].insert(cookie.name);
    }
    return names;
}

}   // namespace

TEST_CASE("demo: its registry has the cookies of GOV.UK's") {
    std::vector<config::Fault> faults;
    const auto govuk = config::load_registry(SOURCE_DIR "/config/registries/govuk.yaml", faults);
    REQUIRE(govuk);
    const auto demo = app::demo_registry();
    CHECK(names_of(*demo) == names_of(*govuk));
    CHECK(demo->state_cookies().default_policy(false, false) ==
          govuk->state_cookies().default_policy(false, false));
    CHECK(demo->consent().decided == govuk->consent().decided);
    CHECK(demo->consent().settings_url == demo->pages()->base);
    CHECK(demo->enforcement().requests == govuk->enforcement().requests);
}

TEST_CASE("demo: everything has a title, a description and, of cookies, a purpose") {
    const auto registry = app::demo_registry();
    for (const auto& category : registry->categories()) {
        CAPTURE(category.id);
        CHECK_FALSE(category.title.empty());
        CHECK_FALSE(category.description.empty());
        CHECK(category.translations.size() == 1);
    }
    for (const auto& cookie : registry->cookies()) {
        CAPTURE(cookie.name);
        CHECK_FALSE(cookie.purpose.empty());
        CHECK(cookie.lifetime);
    }
}

TEST_CASE("demo: the style of its pages, and receipts where there is a file") {
    const auto govuk = app::demo_registry();
    CHECK(govuk->pages()->style == consent::PageStyle::govuk);
    CHECK_FALSE(govuk->pages()->stylesheet);
    CHECK_FALSE(govuk->receipts());
    const auto plain = app::demo_registry(consent::PageStyle::plain, "/tmp/a \"b\": c.jsonl");
    CHECK(plain->pages()->style == consent::PageStyle::plain);
    CHECK(plain->pages()->stylesheet == "/site.css");
    REQUIRE(plain->receipts());
    CHECK(plain->receipts()->path == "/tmp/a \"b\": c.jsonl");
}

TEST_CASE("demo: the proxy's settings, and one line once it is up") {
    std::ostringstream out;
    app::DemoOptions options;
    options.listen = {"0.0.0.0", 0, {}};
    std::filesystem::path folder;
    const auto serve = [&](const app::LoadSettings& load, const app::Listening& listening) {
        std::vector<config::Fault> faults;
        config::FilesRead files;
        const auto settings = load(faults, files);
        REQUIRE(settings);
        CHECK(faults.empty());
        REQUIRE(settings->listeners.size() == 1);
        CHECK(config::to_string(settings->listeners[0].endpoint) == "0.0.0.0:0");
        CHECK(config::to_string(settings->admin) == "127.0.0.1:0");
        REQUIRE(settings->sites.size() == 2);
        CHECK(settings->sites[0].hosts == std::vector<std::string>{"*"});
        CHECK(settings->sites[0].registry->pages()->style == consent::PageStyle::govuk);
        CHECK(settings->sites[1].hosts == std::vector<std::string>{"plain.localhost"});
        CHECK(settings->sites[1].registry->pages()->style == consent::PageStyle::plain);
        for (const auto& site : settings->sites) {
            REQUIRE(site.registry->receipts());
            folder = std::filesystem::path(site.registry->receipts()->path).parent_path();
            CHECK(std::filesystem::is_directory(folder));

            boost::asio::io_context io;
            boost::asio::ip::tcp::socket origin(io);
            origin.connect({boost::asio::ip::make_address(site.upstream.host), site.upstream.port});
        }

        CHECK(out.str().empty());
        listening({{"0.0.0.0", 8123, {}}});
        return 7;
    };
    CHECK(app::run_demo(options, serve, out) == 7);
    CHECK_THAT(out.str(), Catch::StartsWith("Demo: http://127.0.0.1:8123/ "));
    CHECK(out.str().find('\n') == out.str().size() - 1);
    CHECK_FALSE(std::filesystem::exists(folder));
}
