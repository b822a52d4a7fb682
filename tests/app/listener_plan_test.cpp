#include "app/listener_plan.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace {

using Places = std::vector<std::size_t>;

std::vector<config::ListenerSettings> listeners(const std::vector<std::string>& addresses) {
    std::vector<config::ListenerSettings> made;
    for (const std::string& address : addresses) {
        made.push_back({*config::parse_endpoint(address), {}});
    }
    return made;
}

/// The addresses by place, those that are retired in parentheses.
std::vector<std::string> shown(const std::vector<config::ListenerSettings>& all) {
    std::vector<std::string> made;
    for (const config::ListenerSettings& one : all) {
        const std::string address = to_string(one.endpoint);
        made.push_back(one.retired ? "(" + address + ")" : address);
    }
    return made;
}

}   // namespace

TEST_CASE("listeners that stay keep their places, whatever their order") {
    const auto now = listeners({"127.0.0.1:1", "127.0.0.1:2"});
    auto next = listeners({"127.0.0.1:2", "127.0.0.1:1"});
    next[0].proxy_protocol = true;
    const auto plan = app::plan_listeners(now, next);
    CHECK(shown(plan.listeners) == shown(now));
    CHECK(plan.listeners[1].proxy_protocol);
    CHECK_FALSE(plan.listeners[0].proxy_protocol);
    CHECK(plan.opened.empty());
    CHECK(plan.retired.empty());
}

TEST_CASE("one goes, one comes, and the first comes back") {
    const auto first = app::plan_listeners(listeners({"127.0.0.1:1", "127.0.0.1:2"}),
                                           listeners({"127.0.0.1:2", "unix:/run/a"}));
    CHECK(shown(first.listeners) ==
          std::vector<std::string>{"(127.0.0.1:1)", "127.0.0.1:2", "unix:/run/a"});
    CHECK(first.opened == Places{2});
    CHECK(first.retired == Places{0});

    const auto same =
        app::plan_listeners(first.listeners, listeners({"127.0.0.1:2", "unix:/run/a"}));
    CHECK(shown(same.listeners) == shown(first.listeners));
    CHECK(same.opened.empty());
    CHECK(same.retired.empty());

    const auto back = app::plan_listeners(same.listeners, listeners({"127.0.0.1:1"}));
    CHECK(shown(back.listeners) ==
          std::vector<std::string>{"127.0.0.1:1", "(127.0.0.1:2)", "(unix:/run/a)"});
    CHECK(back.opened == Places{0});
    CHECK(back.retired == Places{1, 2});
}

TEST_CASE("several listeners on any free port are several") {
    const auto now = listeners({"127.0.0.1:0", "127.0.0.1:0"});
    CHECK(app::plan_listeners(now, now).opened.empty());
    const auto more =
        app::plan_listeners(now, listeners({"127.0.0.1:0", "127.0.0.1:0", "127.0.0.1:0"}));
    CHECK(more.opened == Places{2});
    const auto fewer = app::plan_listeners(now, listeners({"127.0.0.1:0"}));
    CHECK(fewer.retired == Places{1});
    const auto open_first =
        app::plan_listeners(fewer.listeners, listeners({"127.0.0.1:0", "127.0.0.1:0"}));
    CHECK(open_first.opened == Places{1});
}
