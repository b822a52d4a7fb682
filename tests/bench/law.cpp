// The law on one exchange: 11 request cookies, policy included, and 8 Set-Cookie fields.
#include "allocations.hpp"
#include "config/load.hpp"
#include "consent/choice_cache.hpp"
#include "consent/cookie.hpp"
#include "consent/decision.hpp"
#include "consent/visitor.hpp"

#include <array>
#include <benchmark/benchmark.h>
#include <stdexcept>
#include <vector>

namespace {

using namespace consent;

constexpr std::string_view cookie_field =
    "cookies_policy=%7B%22essential%22%3Atrue%2C%22settings%22%3Afalse%2C%22usage%22%3Afalse%2C"
    "%22campaigns%22%3Afalse%7D; cookies_preferences_set=true; "
    "SESSION=MDAxZTQ1ZjYtYzM4Ny00YjE4LWE5ZmQtNzA0N2QwYzA4ODNl; JSESSIONID1=8A6F1C0E4B8E1E0D; "
    "XSRF-TOKEN=5d1bd8a2-9a5c-4a55-8f5e-5d2f0c6d5f60; AWSALBCORS=qpDkXz0123456789abcdef; "
    "_ga=GA1.2.1234567890.1700000000; _ga_ABCDEF1234=GS1.1.1700000000.1.1.1700000001.0.0.0; "
    "_gid=GA1.2.987654321.1700000000; _hjSessionUser_1234567=eyJpZCI6IjEyMyJ9; stranger=1";

constexpr std::array<std::string_view, 8> set_cookies{
    "SESSION=MDAxZTQ1ZjYtYzM4Ny00YjE4LWE5ZmQtNzA0N2QwYzA4ODNl; Path=/; Secure; HttpOnly; "
    "SameSite=Lax",
    "AWSALBCORS=qpDkXz0123456789abcdef; Expires=Wed, 28 Oct 2037 10:00:00 GMT; Path=/; "
    "SameSite=None; Secure",
    "_ga=GA1.2.1234567890.1700000000; Path=/; Domain=.example.gov.uk; Max-Age=63072000",
    "_ga_ABCDEF1234=GS1.1.1700000000.1.1; Path=/; Domain=.example.gov.uk; "
    "Expires=Wed, 28 Oct 2037 10:00:00 GMT",
    "_gid=GA1.2.987654321.1700000000; Path=/; Max-Age=86400",
    "_hjSession_1234567=eyJpZCI6IjEyMyJ9; Path=/; Max-Age=1800; Secure; SameSite=None",
    "_hjSessionUser_1234567=eyJpZCI6IjEyMyJ9; Path=/; Max-Age=31536000; Secure",
    "tracker_unknown=1; Path=/; Max-Age=63072000",
};

const Registry& registry() {
    static const auto loaded = [] {
        std::vector<config::Fault> faults;
        auto found = config::load_registry(SOURCE_DIR "/config/registries/ros.yaml", faults);
        if (!found) {
            throw std::runtime_error("config/registries/ros.yaml has faults");
        }
        return found;
    }();
    return *loaded;
}

/// The Cookie field is split once; the policy and the decisions are of the same crumbs, and the
/// memory for them is kept.
using Crumbs = std::vector<Crumb>;

void split(Crumbs& crumbs) {
    crumbs.clear();
    CrumbReader reader(cookie_field);
    while (const auto crumb = reader.next()) {
        crumbs.push_back(*crumb);
    }
}

const Crumbs& crumbs_of_field() {
    static const Crumbs crumbs = [] {
        Crumbs found;
        split(found);
        return found;
    }();
    return crumbs;
}

Visitor read_visitor(const Registry& law, ChoiceCache& cache, const Crumbs& crumbs) {
    VisitorReader reader(law, &cache);
    for (const Crumb& crumb : crumbs) {
        reader.add(crumb);
    }
    return reader.finish();
}

unsigned decide_request(const Registry& law, const Policy& policy, const Crumbs& crumbs) {
    unsigned stripped = 0;
    for (const Crumb& crumb : crumbs) {
        const Decision decision = decide_cookie(law, policy, crumb.name, crumb.value);
        stripped += decision.action == Action::strip ? 1U : 0U;
    }
    return stripped;
}

unsigned decide_response(const Registry& law, const Policy& policy,
                         std::chrono::system_clock::time_point now) {
    unsigned stripped = 0;
    for (const std::string_view field : set_cookies) {
        const Decision decision = decide_set_cookie(law, policy, field, now);
        stripped += decision.action == Action::strip ? 1U : 0U;
    }
    return stripped;
}

void whole_exchange(benchmark::State& state) {
    const Registry& law = registry();
    ChoiceCache cache;
    Crumbs crumbs;
    const auto now = std::chrono::system_clock::now();
    measure(state, [&] {
        split(crumbs);
        const Visitor visitor = read_visitor(law, cache, crumbs);
        return decide_request(law, visitor.policy, crumbs) +
               decide_response(law, visitor.policy, now);
    });
}
BENCHMARK(whole_exchange);

void split_cookie_field(benchmark::State& state) {
    Crumbs crumbs;
    measure(state, [&] {
        split(crumbs);
        return crumbs.size();
    });
}
BENCHMARK(split_cookie_field);

void policy_seen_before(benchmark::State& state) {
    ChoiceCache cache;
    measure(state,
            [&] { return read_visitor(registry(), cache, crumbs_of_field()).policy.first_visit; });
}
BENCHMARK(policy_seen_before);

void policy_never_seen(benchmark::State& state) {
    measure(state, [&] {
        ChoiceCache cache;
        return read_visitor(registry(), cache, crumbs_of_field()).policy.first_visit;
    });
}
BENCHMARK(policy_never_seen);

void request_cookies(benchmark::State& state) {
    ChoiceCache cache;
    const Visitor visitor = read_visitor(registry(), cache, crumbs_of_field());
    measure(state, [&] { return decide_request(registry(), visitor.policy, crumbs_of_field()); });
}
BENCHMARK(request_cookies);

void set_cookie_fields(benchmark::State& state) {
    ChoiceCache cache;
    const Visitor visitor = read_visitor(registry(), cache, crumbs_of_field());
    const auto now = std::chrono::system_clock::now();
    measure(state, [&] { return decide_response(registry(), visitor.policy, now); });
}
BENCHMARK(set_cookie_fields);

}   // namespace
