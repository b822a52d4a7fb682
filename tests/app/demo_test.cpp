#include "app/demo/demo.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <catch2/catch.hpp>
#include <sstream>

TEST_CASE("demo: the proxy's settings, and one line once it is up") {
    std::ostringstream out;
    app::DemoOptions options;
    options.listen = {"0.0.0.0", 0, {}};
    const auto serve = [&out](const app::LoadSettings& load, const app::Listening& listening) {
        std::vector<config::Fault> faults;
        const auto settings = load(faults);
        REQUIRE(settings);
        CHECK(faults.empty());
        REQUIRE(settings->listeners.size() == 1);
        CHECK(config::to_string(settings->listeners[0].endpoint) == "0.0.0.0:0");
        CHECK(config::to_string(settings->admin) == "127.0.0.1:0");
        REQUIRE(settings->sites.size() == 1);
        const auto& site = settings->sites[0];
        CHECK(site.hosts == std::vector<std::string>{"*"});
        CHECK(site.registry->site() == "GOV.UK");

        boost::asio::io_context io;
        boost::asio::ip::tcp::socket origin(io);
        origin.connect({boost::asio::ip::make_address(site.upstream.host), site.upstream.port});

        CHECK(out.str().empty());
        listening({{"0.0.0.0", 8123, {}}});
        return 7;
    };
    CHECK(app::run_demo(options, serve, out) == 7);
    CHECK_THAT(out.str(), Catch::StartsWith("Demo: http://127.0.0.1:8123/ "));
    CHECK(out.str().find('\n') == out.str().size() - 1);
}
