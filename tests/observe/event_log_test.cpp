#include "observe/event_log.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <regex>
#include <spdlog/sinks/ostream_sink.h>
#include <sstream>
#include <thread>
#include <vector>

using observe::LineFormat;

namespace {

struct Fixture {
    explicit Fixture(LineFormat format)
        : log(make_event_log(format, spdlog::level::info,
                             std::make_shared<spdlog::sinks::ostream_sink_mt>(out))) {}

    std::ostringstream out;
    std::shared_ptr<spdlog::logger> log;
};

const std::string stamp = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z";

}   // namespace

TEST_CASE("events as text are one line each") {
    Fixture fixture(LineFormat::text);
    fixture.log->warn("reload of {} failed:\n\x1b[31m\xff", "a file");
    CHECK(std::regex_match(
        fixture.out.str(),
        std::regex(stamp + " warning reload of a file failed:\\\\x0a\\\\x1b\\[31m\\\\xff\n")));
}

TEST_CASE("events as JSON are read back") {
    Fixture fixture(LineFormat::json);
    fixture.log->error("bad \"name\"\n{}", "\x01\xff");
    const std::string line = fixture.out.str();
    CHECK(line.find('\n') == line.size() - 1);
    const auto object = nlohmann::json::parse(line);
    CHECK(std::regex_match(object.at("time").get<std::string>(), std::regex(stamp)));
    CHECK(object.at("level") == "error");
    CHECK(object.at("message") == "bad \"name\"\n\x01\xef\xbf\xbd");
}

TEST_CASE("the level is changed at run time") {
    Fixture fixture(LineFormat::text);
    fixture.log->debug("hidden");
    CHECK(fixture.out.str().empty());
    fixture.log->set_level(spdlog::level::debug);
    fixture.log->debug("seen");
    CHECK(fixture.out.str().find(" debug seen\n") != std::string::npos);
    fixture.log->set_level(spdlog::level::err);
    fixture.out.str("");
    fixture.log->info("hidden again");
    CHECK(fixture.out.str().empty());
}

TEST_CASE("many threads log whole lines") {
    constexpr int thread_count = 4;
    constexpr int event_count = 200;
    Fixture fixture(LineFormat::json);
    std::vector<std::thread> threads;
    for (int thread = 0; thread < thread_count; ++thread) {
        threads.emplace_back([&] {
            for (int event = 0; event < event_count; ++event) {
                fixture.log->info("event {}", event);
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    std::istringstream lines(fixture.out.str());
    int count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
        REQUIRE(nlohmann::json::parse(line).at("level") == "info");
    }
    CHECK(count == thread_count * event_count);
}
