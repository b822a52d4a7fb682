#include "observe/histogram.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;

TEST_CASE("a duration falls into the bucket whose bound it does not pass") {
    struct Row {
        std::chrono::nanoseconds duration;
        std::size_t bucket;
    };
    const Row rows[] = {{-1ms, 0}, {0ns, 0},       {500us, 0}, {500'001ns, 1},
                        {1ms, 1},  {2'501us, 3},   {1s, 10},   {59'999ms, 15},
                        {60s, 15}, {60'001ms, 16}, {24h, 16}};
    for (const Row& row : rows) {
        CAPTURE(row.duration.count());
        observe::Histogram histogram;
        histogram.observe(row.duration);
        for (std::size_t bucket = 0; bucket <= observe::Histogram::bounds.size(); ++bucket) {
            CHECK(histogram.count(bucket) == (bucket == row.bucket ? 1 : 0));
        }
    }
}

TEST_CASE("a histogram sums what it saw; below zero is zero") {
    observe::Histogram histogram;
    histogram.observe(3ms);
    histogram.observe(-5s);
    histogram.observe(40ns);
    CHECK(histogram.sum() == 3'000'040ns);
}
