#include "proxy/health_check.hpp"

#include "observe/event_log.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <spdlog/sinks/ostream_sink.h>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace proxy {
namespace {

using namespace std::chrono_literals;

// A check of an origin by a name, which is looked up as the test says.
struct Checked {
    explicit Checked(std::function<net::LookupPtr(net::Waker&)> look_up) {
        site.name = "s";
        site.hosts = {"a.example"};
        site.upstream.host = "origin.example";
        site.upstream.health.emplace();
        site.upstream.health->interval = 50ms;
        site.upstream.health->unhealthy = 1;
        net::OriginShare share{std::make_shared<net::ConnectionLimit>(),
                               std::make_shared<net::IdleShare>(1)};
        auto pool = std::make_unique<net::UpstreamPool>(worker, own, site.upstream, share, 1,
                                                        net::Naming{std::move(look_up), 1h});
        check.emplace(site, std::move(pool), health, *events);
    }

    template <class Condition>
    void run_until(Condition condition) {
        for (int i = 0; i < 1'000 && !condition(); ++i) {
            worker.turn(10ms);
        }
        REQUIRE(condition());
    }

    net::Worker worker;
    net::OwnConnections own;
    config::Site site;
    observe::OriginHealth health;
    std::ostringstream out;
    std::shared_ptr<spdlog::logger> events =
        observe::make_event_log(observe::LineFormat::text, spdlog::level::info,
                                std::make_shared<spdlog::sinks::ostream_sink_mt>(out));
    std::optional<HealthCheck> check;
};

net::LookupPtr unknown(net::Waker& /*waker*/) {
    net::LookupPtr lookup(new net::Lookup);
    lookup->done = true;
    return lookup;
}

}   // namespace

TEST_CASE("a check that throws is logged, and the next one comes all the same") {
    int asked = 0;
    Checked checked([&asked](net::Waker& waker) {
        if (++asked <= 2) {
            throw std::runtime_error("no memory");
        }
        return unknown(waker);
    });
    checked.check->begin();
    CHECK(asked == 1);
    CHECK(checked.health.state() == observe::OriginHealth::State::unchecked);
    CHECK_THAT(checked.out.str(),
               Catch::Contains("error site s: the origin could not be checked: no memory"));
    checked.run_until([&] { return checked.health.is_down(); });
    CHECK(asked >= 3);
    CHECK(checked.health.reason() == "dns error");
    CHECK_FALSE(checked.check->over());
    checked.check->stop();
    CHECK(checked.check->over());
}

TEST_CASE("one that only ever throws can be stopped") {
    Checked checked([](net::Waker&) -> net::LookupPtr { throw std::runtime_error("no memory"); });
    checked.check->begin();
    CHECK_FALSE(checked.check->over());
    checked.check->stop();
    checked.run_until([&] { return checked.check->over(); });
}

}   // namespace proxy
