#include "observe/ledger.hpp"

#include "observe/metric_table.hpp"
#include "tests/observe/exposition.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <map>

using namespace std::chrono_literals;
using consent::Reason;
using observe::Outcome;
using observe_tests::Exposition;

namespace {

const std::vector<consent::Category> categories = {
    {"essential", consent::Basis::essential, {}, {}},
    {"usage", consent::Basis::consent, {}, {}},
};

}   // namespace

TEST_CASE("the ledger sums its workers") {
    observe::Ledger ledger("1.2.3");
    auto& first = ledger.add_worker();
    auto& second = ledger.add_worker();
    auto& site = first.site("govuk", categories);
    auto& twin = second.site("govuk", categories);

    site.set_cookie(1, Outcome::strip, Reason::refused);
    site.set_cookie(1, Outcome::strip, Reason::refused);
    twin.set_cookie(1, Outcome::strip, Reason::refused);
    twin.set_cookie(0, Outcome::pass, Reason::essential);
    twin.set_cookie(1, Outcome::would_strip, Reason::undecided);
    site.set_cookie(consent::no_category, Outcome::strip, Reason::unregistered);
    twin.request_cookie(0, Outcome::pass, Reason::consent_state);
    site.default_policy();
    twin.default_policy();
    site.deletion(1);
    site.request(200);
    twin.request(204);
    twin.request(502);
    site.upstream_error(observe::UpstreamError::connection_refused);
    twin.upstream_retry();
    site.upstream_idle().increment();
    twin.upstream_idle().increment();
    twin.upstream_active().increment();
    twin.upstream_active().decrement();
    first.downstream_connections.increment();
    second.downstream_connections.increment();
    second.accepted.add(5);
    first.dropped_log_lines.add(3);
    ledger.lost_log_lines().add(4);
    ledger.count_reload(true);
    ledger.count_reload(false);
    ledger.count_reload(false);

    const Exposition text(ledger.text());
    const std::string set_cookies = "consent_proxy_set_cookies_total";
    CHECK(text.at(set_cookies + "{site=govuk,category=usage,decision=strip,reason=refused}") == 3);
    CHECK(text.at(set_cookies + "{site=govuk,category=essential,decision=pass,reason=essential}") ==
          1);
    CHECK(text.at(set_cookies +
                  "{site=govuk,category=usage,decision=would-strip,reason=undecided}") == 1);
    CHECK(text.at(set_cookies + "{site=govuk,category=,decision=strip,reason=unregistered}") == 1);
    CHECK(text.count(set_cookies) == 4);
    CHECK(text.at("consent_proxy_request_cookies_total{site=govuk,category=essential,"
                  "decision=pass,reason=consent-state}") == 1);
    CHECK(text.at("consent_proxy_default_policies_total{site=govuk}") == 2);
    CHECK(text.at("consent_proxy_deletions_total{site=govuk,category=usage}") == 1);
    CHECK(text.at("consent_proxy_deletions_total{site=govuk,category=essential}") == 0);
    CHECK_FALSE(text.has("consent_proxy_deletions_total{site=govuk,category=}"));
    CHECK(text.at("consent_proxy_requests_total{site=govuk,code=2xx}") == 2);
    CHECK(text.at("consent_proxy_requests_total{site=govuk,code=5xx}") == 1);
    CHECK(text.at("consent_proxy_requests_total{site=govuk,code=3xx}") == 0);
    CHECK(text.at("consent_proxy_upstream_errors_total{site=govuk,error=connection_refused}") == 1);
    CHECK(text.count("consent_proxy_upstream_errors_total") == observe::upstream_error_count);
    CHECK(text.at("consent_proxy_upstream_retries_total{site=govuk}") == 1);
    CHECK(text.at("consent_proxy_upstream_connections{site=govuk,state=idle}") == 2);
    CHECK(text.at("consent_proxy_upstream_connections{site=govuk,state=active}") == 0);
    CHECK(text.at("consent_proxy_downstream_connections") == 2);
    CHECK(text.at("consent_proxy_downstream_accepted_total") == 5);
    CHECK(text.at("consent_proxy_access_log_dropped_lines_total") == 7);
    CHECK(text.at("consent_proxy_reloads_total{result=success}") == 1);
    CHECK(text.at("consent_proxy_reloads_total{result=failure}") == 2);
    CHECK(text.at("consent_proxy_build_info{version=1.2.3}") == 1);
    CHECK(text.type(set_cookies) == "counter");
    CHECK(text.type("consent_proxy_upstream_connections") == "gauge");
    CHECK(text.type("consent_proxy_request_duration_seconds") == "histogram");
}

TEST_CASE("the start time is now") {
    const auto before = std::chrono::system_clock::now().time_since_epoch();
    const observe::Ledger ledger("1");
    const auto after = std::chrono::system_clock::now().time_since_epoch();
    const double start = Exposition(ledger.text()).at("process_start_time_seconds");
    CHECK(start >= std::chrono::duration<double>(before).count() - 0.001);
    CHECK(start <= std::chrono::duration<double>(after).count() + 0.001);
}

TEST_CASE("durations come as a cumulative histogram over all workers") {
    observe::Ledger ledger("1");
    auto& first = ledger.add_worker();
    auto& second = ledger.add_worker();
    first.durations.observe(500us);
    first.durations.observe(3ms);
    second.durations.observe(2min);
    second.durations.observe(3ms);

    const Exposition text(ledger.text());
    const std::string name = "consent_proxy_request_duration_seconds";
    CHECK(text.at(name + "_bucket{le=0.0005}") == 1);
    CHECK(text.at(name + "_bucket{le=0.0025}") == 1);
    CHECK(text.at(name + "_bucket{le=0.005}") == 3);
    CHECK(text.at(name + "_bucket{le=60}") == 3);
    CHECK(text.at(name + "_bucket{le=+Inf}") == 4);
    CHECK(text.count(name + "_bucket") == observe::Histogram::bounds.size() + 1);
    CHECK(text.at(name + "_count") == 4);
    CHECK(text.at(name + "_sum") == Approx(120.0065));
}

TEST_CASE("labels are escaped") {
    observe::Ledger ledger("1");
    ledger.add_worker().site("a\"b\\c\nd", {}).default_policy();
    const std::string text = ledger.text();
    CHECK(text.find("{site=\"a\\\"b\\\\c\\nd\"}") != std::string::npos);
    CHECK(Exposition(text).at("consent_proxy_default_policies_total{site=a\"b\\c\nd}") == 1);
}

TEST_CASE("a site of which nothing was heard has its series") {
    observe::Ledger ledger("1");
    ledger.add_worker().site("quiet", categories);
    const Exposition text(ledger.text());
    CHECK(text.count("consent_proxy_requests_total") == 5);
    CHECK(text.at("consent_proxy_default_policies_total{site=quiet}") == 0);
    CHECK(text.count("consent_proxy_set_cookies_total") == 0);
}

TEST_CASE("counts outlive a reload that changes the categories") {
    observe::Ledger ledger("1");
    auto& worker = ledger.add_worker();
    worker.site("govuk", categories).set_cookie(1, Outcome::pass, Reason::granted);
    const std::vector<consent::Category> swapped = {categories[1], categories[0]};
    worker.site("govuk", swapped).set_cookie(0, Outcome::pass, Reason::granted);
    CHECK(Exposition(ledger.text())
              .at("consent_proxy_set_cookies_total{site=govuk,category=usage,decision=pass,"
                  "reason=granted}") == 2);
}

TEST_CASE("the totals of a site are those of all workers") {
    observe::Ledger ledger("1");
    auto& first = ledger.add_worker().site("govuk", categories);
    const std::vector<consent::Category> swapped = {categories[1], categories[0]};
    auto& second = ledger.add_worker().site("govuk", swapped);
    ledger.add_worker().site("other", categories).request(200);
    first.set_cookie(1, Outcome::strip, Reason::refused);
    second.set_cookie(0, Outcome::strip, Reason::refused);
    second.set_cookie(1, Outcome::pass, Reason::essential);
    first.request_cookie(consent::no_category, Outcome::pass, Reason::unregistered);
    first.request(200);
    second.request(503);
    second.upstream_error(observe::UpstreamError::dns_error);
    first.deletion(1);
    second.default_policy();
    auto& names = ledger.unregistered_names("govuk");
    const std::chrono::system_clock::time_point now{1'700'000'000s};
    first.unregistered().add(names.find("rare").place, now + 1s);
    for (const int seconds : {3, 9}) {
        first.unregistered().add(names.find("a.1234").place, now);
        second.unregistered().add(names.find("a.5678").place, now + std::chrono::seconds(seconds));
    }

    const observe::SiteTotals totals = ledger.site_totals("govuk");
    std::map<std::string, std::uint64_t> set;
    for (const auto& total : totals.set_cookies) {
        set[total.category + " " + std::string(consent::to_string(total.reason))] = total.count;
    }
    CHECK(set ==
          std::map<std::string, std::uint64_t>{{"usage refused", 2}, {"essential essential", 1}});
    REQUIRE(totals.request_cookies.size() == 1);
    CHECK(totals.request_cookies[0].category.empty());
    CHECK(totals.requests == std::array<std::uint64_t, 5>{0, 1, 0, 0, 1});
    CHECK(totals.upstream_errors == 1);
    CHECK(totals.deletions == 1);
    CHECK(totals.default_policies == 1);
    REQUIRE(totals.unregistered.size() == 2);
    CHECK(totals.unregistered[0].name == "a.*");
    CHECK(totals.unregistered[0].count == 4);
    CHECK(totals.unregistered[0].last == now + 9s);
    CHECK(totals.unregistered[1].name == "rare");
    CHECK(ledger.site_totals("nobody").unregistered.empty());
}

TEST_CASE("response flags are counted, with their site or without") {
    observe::Ledger ledger("1");
    auto& worker = ledger.add_worker();
    worker.flags.add("DPE");
    worker.site("govuk", categories).flags().add("UT");
    worker.site("govuk", categories).flags().add("DC");
    const Exposition text(ledger.text());
    const std::string name = "consent_proxy_response_flags_total";
    CHECK(text.at(name + "{site=,flag=DPE}") == 1);
    CHECK(text.at(name + "{site=govuk,flag=UT}") == 1);
    CHECK(text.at(name + "{site=govuk,flag=DC}") == 1);
    CHECK(text.at(name + "{site=govuk,flag=NR}") == 0);
    CHECK(text.count(name) == 2 * observe::response_flags.size());
}

TEST_CASE("the process is measured under the usual names") {
    const observe::Ledger ledger("1");
    const Exposition text(ledger.text());
    CHECK(text.at("process_resident_memory_bytes") > 1e6);
    CHECK(text.at("process_virtual_memory_bytes") > text.at("process_resident_memory_bytes"));
    CHECK(text.at("process_open_fds") >= 3);
    CHECK(text.at("process_max_fds") > text.at("process_open_fds"));
    CHECK(text.at("process_cpu_seconds_total") >= 0);
    CHECK(text.type("process_cpu_seconds_total") == "counter");
}

TEST_CASE("families of others come behind its own") {
    const observe::Ledger ledger("1");
    const Exposition text(
        ledger.text({observe::single_family("more", "More.", prometheus::MetricType::Gauge, 7)}));
    CHECK(text.at("more") == 7);
    CHECK(text.at("consent_proxy_build_info{version=1}") == 1);
}

TEST_CASE("unregistered names are kept by site") {
    observe::Ledger ledger("1");
    auto& names = ledger.unregistered_names("a");
    CHECK(&ledger.unregistered_names("a") == &names);
    CHECK(&ledger.unregistered_names("b") != &names);
}

TEST_CASE("an origin is as its checks say, or else the last exchange of any worker") {
    observe::Ledger ledger("1");
    auto& one = ledger.add_worker().site("govuk", categories);
    auto& other = ledger.add_worker().site("govuk", categories);
    const auto start = std::chrono::steady_clock::now();
    CHECK_FALSE(ledger.origin_state("govuk").up);
    one.upstream_failed(observe::UpstreamError::connection_refused, start);
    CHECK(ledger.origin_state("govuk").up == false);
    CHECK(ledger.origin_state("govuk").reason == "connection refused");
    other.upstream_answered(start + 1s);
    CHECK(ledger.origin_state("govuk").up == true);
    CHECK(ledger.origin_state("govuk").reason.empty());

    observe::OriginHealth& health = ledger.origin_health("govuk");
    health.set(observe::OriginHealth::State::down, "status 500");
    CHECK(ledger.origin_state("govuk").up == false);
    CHECK(ledger.origin_state("govuk").reason == "status 500");
    CHECK(Exposition(ledger.text()).at("consent_proxy_upstream_up{site=govuk}") == 0);
    health.set(observe::OriginHealth::State::unchecked);
    CHECK(Exposition(ledger.text()).at("consent_proxy_upstream_up{site=govuk}") == 1);
    CHECK_FALSE(ledger.origin_state("ros").up);
}
