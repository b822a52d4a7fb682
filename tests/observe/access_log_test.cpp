#include "observe/access_log.hpp"

#include "tests/observe/pipe.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <future>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using observe::AccessLog;
using observe::Counter;
using observe::LineFormat;
using observe::LogWriter;
using observe_tests::Pipe;

namespace {

observe::AccessEntry entry(std::string_view site, unsigned number) {
    observe::AccessEntry entry;
    entry.site = site;
    entry.path = "/a/path/of/some/length/as/sites/have/them";
    entry.status = number;
    return entry;
}

}   // namespace

TEST_CASE("several workers log into one descriptor") {
    constexpr unsigned worker_count = 3;
    constexpr unsigned line_count = 2000;
    Pipe pipe;
    Counter lost;
    std::vector<Counter> dropped(worker_count);
    auto reader = std::async(std::launch::async, [&] { return pipe.read_all(); });
    {
        LogWriter writer(pipe.writer(), lost);
        std::vector<std::thread> workers;
        for (unsigned worker = 0; worker < worker_count; ++worker) {
            workers.emplace_back([&, worker] {
                AccessLog log(writer, LineFormat::json, dropped[worker]);
                const std::string site = "site" + std::to_string(worker);
                for (unsigned number = 0; number < line_count; ++number) {
                    log.write(entry(site, number));
                    if (number % 700 == 0) {
                        log.flush();
                    }
                }
            });
        }
        for (auto& worker : workers) {
            worker.join();
        }
    }
    pipe.close_writer();
    std::vector<unsigned> next(worker_count);
    std::istringstream lines(reader.get());
    for (std::string line; std::getline(lines, line);) {
        const auto object = nlohmann::json::parse(line);
        const auto worker = std::stoul(object.at("site").get<std::string>().substr(4));
        REQUIRE(object.at("status") == next.at(worker)++);
    }
    CHECK(next == std::vector<unsigned>(worker_count, line_count));
    CHECK(lost.value() == 0);
    CHECK(std::all_of(dropped.begin(), dropped.end(),
                      [](const Counter& counter) { return counter.value() == 0; }));
}

TEST_CASE("a line waits for a flush, or for a full block") {
    Pipe pipe;
    Counter lost;
    Counter dropped;
    LogWriter writer(pipe.writer(), lost);
    AccessLog log(writer, LineFormat::text, dropped);
    log.write(entry("first", 200));
    CHECK_FALSE(pipe.readable(50ms));
    log.flush();
    CHECK(pipe.read_some().find(" first ") != std::string::npos);
    for (unsigned number = 0; number < 1000; ++number) {
        log.write(entry("second", number));
    }
    CHECK(pipe.read_some().find(" second ") != std::string::npos);
}

TEST_CASE("lines that the writer refuses are counted, and logging goes on") {
    constexpr unsigned line_count = 20'000;
    Pipe pipe;
    Counter lost;
    Counter dropped;
    std::future<std::string> reader;
    {
        LogWriter writer(pipe.writer(), lost, {128 * 1024, 10s});
        AccessLog log(writer, LineFormat::text, dropped);
        for (unsigned number = 0; number < line_count; ++number) {
            log.write(entry("site", number));
        }
        CHECK(dropped.value() > 0);
        reader = std::async(std::launch::async, [&] { return pipe.read_all(); });
    }
    pipe.close_writer();
    const std::string received = reader.get();
    const auto lines = std::count(received.begin(), received.end(), '\n');
    CHECK(static_cast<std::uint64_t>(lines) + dropped.value() == line_count);
    CHECK(lost.value() == 0);
}
