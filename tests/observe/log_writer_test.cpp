#include "observe/log_writer.hpp"

#include "tests/observe/pipe.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <future>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace std::chrono_literals;
using observe::Counter;
using observe::LogWriter;
using observe_tests::Pipe;

namespace {

fmt::memory_buffer block(std::string_view text) {
    fmt::memory_buffer buffer;
    buffer.append(text);
    return buffer;
}

std::string line(char byte, std::size_t size) {
    return std::string(size - 1, byte) + '\n';
}

/// Hands blocks over until one is refused; how many were taken.
std::size_t fill(LogWriter& writer, const std::string& text) {
    std::size_t taken = 0;
    for (; taken < 100'000; ++taken) {
        auto next = block(text);
        if (!writer.take(next)) {
            break;
        }
    }
    return taken;
}

}   // namespace

TEST_CASE("blocks arrive whole and in order") {
    const int flags = GENERATE(0, O_NONBLOCK);
    Pipe pipe(flags);
    Counter lost;
    std::string sent;
    auto reader = std::async(std::launch::async, [&] { return pipe.read_all(); });
    {
        LogWriter writer(pipe.writer(), lost);
        for (int number = 0; number < 100; ++number) {
            std::string text;
            for (int row = 0; row < 300; ++row) {
                text += fmt::format("block {} row {}\n", number, row);
            }
            auto next = block(text);
            REQUIRE(writer.take(next));
            CHECK(next.size() == 0);
            sent += text;
        }
    }
    pipe.close_writer();
    CHECK(reader.get() == sent);
    CHECK(lost.value() == 0);
}

TEST_CASE("a reader that stalls costs lines, not time") {
    Pipe pipe;
    Counter lost;
    const std::string text = line('a', 1024);
    std::optional<LogWriter> writer;
    writer.emplace(pipe.writer(), lost, LogWriter::Limits{64 * 1024, 10s});
    std::size_t taken = fill(*writer, text);
    // 64 blocks may wait, and a pipe holds as much of its own.
    CHECK(taken >= 64);
    CHECK(taken <= 128);
    auto refused = block(text);
    CHECK(fmt::to_string(refused) == text);

    std::string received;
    for (int attempt = 0; attempt < 100 && !writer->take(refused); ++attempt) {
        received += pipe.read_some();
    }
    REQUIRE(refused.size() == 0);
    ++taken;
    auto reader = std::async(std::launch::async, [&] { return pipe.read_all(); });
    writer.reset();
    pipe.close_writer();
    received += reader.get();
    CHECK(received.size() == taken * text.size());
    CHECK(lost.value() == 0);
}

TEST_CASE("the farewell ends though nobody reads, and what is lost is counted") {
    Pipe pipe;
    Counter lost;
    const std::string text = line('a', 1000);
    std::size_t taken = 0;
    const auto start = std::chrono::steady_clock::now();
    {
        LogWriter writer(pipe.writer(), lost, {256 * 1024, 50ms});
        taken = fill(writer, text);
    }
    CHECK(std::chrono::steady_clock::now() - start < 5s);
    pipe.close_writer();
    const std::string received = pipe.read_all();
    CHECK(lost.value() > 0);
    CHECK(received.size() % text.size() == 0);
    CHECK(received.size() / text.size() + lost.value() == taken);
}

TEST_CASE("a reader that is gone costs lines, not the process") {
    Pipe pipe;
    Counter lost;
    pipe.close_reader();
    {
        LogWriter writer(pipe.writer(), lost);
        for (int number = 0; number < 10; ++number) {
            auto next = block("one\ntwo\n");
            REQUIRE(writer.take(next));
        }
    }
    CHECK(lost.value() == 20);
}

TEST_CASE("a full disc costs lines") {
    const int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
    REQUIRE(full >= 0);
    Counter lost;
    {
        LogWriter writer(full, lost);
        auto next = block("one\ntwo\nthree\n");
        REQUIRE(writer.take(next));
    }
    close(full);
    CHECK(lost.value() == 3);
}

TEST_CASE("a file gets everything") {
    char path[] = "/tmp/log_writer_test.XXXXXX";
    const int file = mkstemp(path);
    REQUIRE(file >= 0);
    unlink(path);
    Counter lost;
    const std::string text = line('x', 100'000) + line('y', 10);
    {
        LogWriter writer(file, lost);
        for (int number = 0; number < 20; ++number) {
            auto next = block(text);
            REQUIRE(writer.take(next));
        }
    }
    CHECK(lseek(file, 0, SEEK_END) == static_cast<off_t>(20 * text.size()));
    close(file);
    CHECK(lost.value() == 0);
}

TEST_CASE("an empty block is taken and nothing is written") {
    Pipe pipe;
    Counter lost;
    {
        LogWriter writer(pipe.writer(), lost, {0, 10s});
        fmt::memory_buffer empty;
        CHECK(writer.take(empty));
        auto some = block("x\n");
        CHECK_FALSE(writer.take(some));
    }
    pipe.close_writer();
    CHECK(pipe.read_all().empty());
}

TEST_CASE("lines stay whole where others write to the same pipe") {
    constexpr int other_count = 500;
    Pipe pipe;
    Counter lost;
    auto reader = std::async(std::launch::async, [&] { return pipe.read_all(); });
    std::string text;
    for (int row = 0; row < 400; ++row) {
        text += line('a', 90);
    }
    {
        LogWriter writer(pipe.writer(), lost);
        std::thread other([&] {
            for (int number = 0; number < other_count; ++number) {
                REQUIRE(write(pipe.writer(), "other\n", 6) == 6);
            }
        });
        for (int number = 0; number < 50; ++number) {
            auto next = block(text);
            REQUIRE(writer.take(next));
        }
        other.join();
    }
    pipe.close_writer();
    std::istringstream lines(reader.get());
    std::size_t ours = 0;
    int others = 0;
    for (std::string read; std::getline(lines, read);) {
        if (read == "other") {
            ++others;
        } else {
            REQUIRE(read == std::string(89, 'a'));
            ++ours;
        }
    }
    CHECK(ours == 50 * 400);
    CHECK(others == other_count);
}
