#pragma once

#include <catch2/catch.hpp>
#include <chrono>
#include <fcntl.h>
#include <poll.h>
#include <string>
#include <unistd.h>

namespace observe_tests {

/// A pipe whose ends are closed with it.
class Pipe {
public:
    explicit Pipe(int flags = 0) { REQUIRE(pipe2(ends_, O_CLOEXEC | flags) == 0); }
    ~Pipe() {
        close_reader();
        close_writer();
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    [[nodiscard]] int writer() const { return ends_[1]; }
    void close_reader() { close_end(ends_[0]); }
    void close_writer() { close_end(ends_[1]); }

    /// Does something come within this time?
    [[nodiscard]] bool readable(std::chrono::milliseconds patience) const {
        pollfd poller{ends_[0], POLLIN, 0};
        return poll(&poller, 1, static_cast<int>(patience.count())) > 0;
    }

    /// One read; empty at the end.
    [[nodiscard]] std::string read_some() const {
        std::string text(65536, '\0');
        REQUIRE(readable(std::chrono::seconds{10}));
        const ssize_t size = read(ends_[0], text.data(), text.size());
        REQUIRE(size >= 0);
        text.resize(static_cast<std::size_t>(size));
        return text;
    }

    /// Everything up to the end.
    [[nodiscard]] std::string read_all() const {
        std::string text;
        for (std::string some = read_some(); !some.empty(); some = read_some()) {
            text += some;
        }
        return text;
    }

private:
    static void close_end(int& end) {
        if (end >= 0) {
            close(end);
            end = -1;
        }
    }

    int ends_[2] = {-1, -1};
};

}   // namespace observe_tests
