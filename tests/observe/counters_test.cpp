#include "observe/counter.hpp"
#include "observe/worker_counters.hpp"

#include <catch2/catch.hpp>
#include <cstdint>
#include <thread>

namespace {

const std::vector<consent::Category> categories = {
    {"essential", consent::Basis::essential, {}, {}},
    {"usage", consent::Basis::consent, {}, {}},
};

}   // namespace

TEST_CASE("a counter is read while it is written, and never goes back") {
    constexpr std::uint64_t total = 100'000;
    observe::Counter counter;
    observe::Gauge gauge;
    std::thread writer([&] {
        for (std::uint64_t count = 0; count < total; ++count) {
            gauge.increment();
            counter.add();
            gauge.decrement();
        }
    });
    std::uint64_t last = 0;
    bool fell = false;
    while (last < total) {
        const std::uint64_t value = counter.value();
        fell = fell || value < last;
        last = value;
        CHECK_FALSE((gauge.value() < 0 || gauge.value() > 1));
    }
    writer.join();
    CHECK_FALSE(fell);
    CHECK(counter.value() == total);
    CHECK(gauge.value() == 0);
}

TEST_CASE("a status counts in its class") {
    struct Row {
        unsigned status;
        unsigned code_class;
    };
    const Row rows[] = {{100, 1}, {101, 1}, {200, 2}, {299, 2}, {304, 3},
                        {421, 4}, {503, 5}, {599, 5}, {0, 1},   {999, 5}};
    for (const Row& row : rows) {
        CAPTURE(row.status);
        observe::SiteCounters counters("site", {});
        counters.request(row.status);
        for (unsigned code_class = 1; code_class <= 5; ++code_class) {
            CHECK(counters.requests(code_class) == (code_class == row.code_class ? 1 : 0));
        }
    }
}

TEST_CASE("every outcome and reason has a counter of its own") {
    observe::SiteCounters counters("site", {"essential", "usage"});
    for (std::size_t outcome = 0; outcome < observe::outcome_count; ++outcome) {
        for (std::size_t reason = 0; reason < consent::reason_count; ++reason) {
            counters.set_cookie(1, static_cast<observe::Outcome>(outcome),
                                static_cast<consent::Reason>(reason));
        }
    }
    for (std::size_t outcome = 0; outcome < observe::outcome_count; ++outcome) {
        for (std::size_t reason = 0; reason < consent::reason_count; ++reason) {
            CHECK(counters.categories()[1].set_cookies.value(
                      static_cast<observe::Outcome>(outcome),
                      static_cast<consent::Reason>(reason)) == 1);
        }
    }
}

TEST_CASE("an unknown category counts as none") {
    observe::SiteCounters counters("site", {"essential"});
    counters.deletion(consent::no_category);
    counters.deletion(1);
    counters.deletion(0);
    REQUIRE(counters.categories().size() == 2);
    CHECK(counters.categories()[0].deletions.value() == 1);
    CHECK(counters.categories()[1].deletions.value() == 2);
}

TEST_CASE("a worker keeps one block for a site and its categories") {
    observe::WorkerCounters worker;
    auto& block = worker.site("govuk", categories);
    CHECK(block.category_ids() == std::vector<std::string>{"essential", "usage"});
    CHECK(&worker.site("govuk", categories) == &block);
    CHECK(&worker.site("ros", categories) != &block);
    CHECK(&worker.site("govuk", {categories[0]}) != &block);
    std::size_t blocks = 0;
    worker.for_each_site([&](const observe::SiteCounters&) { ++blocks; });
    CHECK(blocks == 3);
}

TEST_CASE("the blocks of two workers share no cache line") {
    observe::WorkerCounters first;
    observe::WorkerCounters second;
    const auto& one = first.site("govuk", categories);
    const auto& two = second.site("govuk", categories);
    for (const auto* site : {&one, &two}) {
        CHECK(reinterpret_cast<std::uintptr_t>(site) % observe::cache_line == 0);
        CHECK(reinterpret_cast<std::uintptr_t>(site->categories().data()) % observe::cache_line ==
              0);
    }
    CHECK(sizeof(observe::SiteCounters) % observe::cache_line == 0);
    CHECK(sizeof(observe::CategoryCounters) % observe::cache_line == 0);
    CHECK(sizeof(observe::WorkerCounters) % observe::cache_line == 0);
}
