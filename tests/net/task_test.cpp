#include "net/task.hpp"

#include "net/signal.hpp"

#include <catch2/catch.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace net {
namespace {

Task<int> answer() {
    co_return 42;
}

Task<std::string> wait_for(Signal& signal, std::vector<std::string>& log) {
    log.push_back("waits");
    co_await signal;
    log.push_back("woke");
    co_return "done";
}

Task<> fail(Signal& signal) {
    co_await signal;
    throw std::runtime_error("broken");
}

Detached run(Signal& signal, std::vector<std::string>& log) {
    const std::string result = co_await wait_for(signal, log);
    log.push_back(result);
}

Detached run_failing(Signal& signal, std::string& message) {
    try {
        co_await fail(signal);
    } catch (const std::runtime_error& error) {
        message = error.what();
    }
}

Detached sum_up(Signal& signal, int rounds, int& sum) {
    for (int i = 0; i < rounds; ++i) {
        const int value = co_await answer();
        co_await signal;
        sum += value;
    }
}

}   // namespace

TEST_CASE("a task runs when called and goes on when its signal is raised") {
    Signal signal;
    std::vector<std::string> log;
    run(signal, log);
    CHECK(log == std::vector<std::string>{"waits"});
    signal.raise();
    CHECK(log == std::vector<std::string>{"waits", "woke", "done"});
}

TEST_CASE("a signal raised before the wait is not lost") {
    Signal signal;
    std::vector<std::string> log;
    signal.raise();
    run(signal, log);
    CHECK(log == std::vector<std::string>{"waits", "woke", "done"});
}

TEST_CASE("an exception goes to who awaits the task") {
    Signal signal;
    std::string message;
    run_failing(signal, message);
    CHECK(message.empty());
    signal.raise();
    CHECK(message == "broken");
}

TEST_CASE("many tasks in a row take no stack") {
    Signal signal;
    int sum = 0;
    constexpr int rounds = 100'000;
    sum_up(signal, rounds, sum);
    for (int i = 0; i < rounds; ++i) {
        signal.raise();
    }
    CHECK(sum == 42 * rounds);
}

}   // namespace net
