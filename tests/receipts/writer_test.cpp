#include "receipts/writer.hpp"

#include "tests/app/temporary_directory.hpp"
#include "tests/receipts/samples.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <optional>
#include <set>
#include <spdlog/sinks/ostream_sink.h>
#include <sstream>
#include <thread>

using namespace std::chrono_literals;

namespace receipts {
namespace {

using consent::ReceiptSettings;

/// A log that a test can look into once the writer is gone.
struct Log {
    std::ostringstream text;
    spdlog::logger logger{"test", std::make_shared<spdlog::sinks::ostream_sink_mt>(text)};

    Log() { logger.set_pattern("%l %v"); }
};

ReceiptSettings lines(const std::filesystem::path& path) {
    return {ReceiptSettings::Kind::lines, path.string(), 64 * 1024 * 1024, 10};
}

ReceiptSettings sqlite(const std::filesystem::path& path) {
    return {ReceiptSettings::Kind::sqlite, path.string(), 0, 0};
}

constexpr Writer::Limits quick{10'000, 5ms, 10ms, 60s};

}   // namespace

TEST_CASE("receipts are kept in the file that their site names") {
    const TemporaryDirectory directory;
    Log log;
    {
        Writer writer(log.logger);
        const auto a = directory.path() / "a.jsonl";
        const auto b = directory.path() / "b.db";
        writer.open(lines(directory.path() / "c.jsonl"));
        for (unsigned number = 0; number < 3; ++number) {
            writer.write(lines(a), sample(2 * number));
            writer.write(lines(a), sample(2 * number + 1));
            writer.write(sqlite(b), sample(number));
        }
        REQUIRE(writer.flush(10s));
        CHECK(read_back(a).receipts == samples(6));
        CHECK(read_back(b, {}, true).receipts == samples(3));
        CHECK(content(directory.path() / "c.jsonl").empty());
        CHECK(std::filesystem::exists(directory.path() / "c.jsonl"));
        CHECK(writer.counts().written == 9);
        CHECK(writer.counts().dropped == 0);
        CHECK(writer.counts().failures == 0);
    }
    CHECK(log.text.str().empty());
}

TEST_CASE("what waits is written at the end") {
    const TemporaryDirectory directory;
    const auto path = directory.path() / "a.jsonl";
    Log log;
    {
        Writer writer(log.logger);
        for (const Receipt& receipt : samples(2'500)) {
            writer.write(lines(path), receipt);
        }
    }
    CHECK(read_back(path).receipts == samples(2'500));
    CHECK(log.text.str().empty());
}

TEST_CASE("many workers lose nothing") {
    const TemporaryDirectory directory;
    const auto a = directory.path() / "a.jsonl";
    const auto b = directory.path() / "b.db";
    Log log;
    Writer writer(log.logger);
    std::vector<std::thread> workers;
    for (unsigned worker = 0; worker < 8; ++worker) {
        workers.emplace_back([&, worker] {
            for (unsigned number = 0; number < 200; ++number) {
                writer.write(lines(a), sample(worker * 200 + number));
                writer.write(sqlite(b), sample(worker * 200 + number));
            }
        });
    }
    for (std::thread& worker : workers) {
        worker.join();
    }
    const bool flushed = writer.flush(30s);
    const WriterCounts counts = writer.counts();
    CAPTURE(counts.written, counts.dropped);
    CHECK(counts.failures == 0);
    REQUIRE(flushed);
    auto read = read_back(a);
    CHECK(read.faults.empty());
    std::sort(read.receipts.begin(), read.receipts.end(),
              [](const Receipt& x, const Receipt& y) { return x.time < y.time; });
    CHECK(read.receipts == samples(1'600));
    CHECK(read_back(b, {}, true).receipts == samples(1'600));
}

TEST_CASE("a busy file does not keep the others waiting") {
    const TemporaryDirectory directory;
    const auto busy = directory.path() / "a.jsonl";
    const auto other = directory.path() / "b.jsonl";
    Log log;
    Writer writer(log.logger, {1'000, 5ms, 10ms, 60s});
    const auto deadline = std::chrono::steady_clock::now() + 20s;
    // What is written takes longer than what is handed over, so the first always has more.
    for (unsigned number = 0; writer.counts().dropped == 0; ++number) {
        writer.write(lines(busy), sample(number));
        REQUIRE(std::chrono::steady_clock::now() < deadline);
    }
    writer.write(lines(other), sample());
    while (content(other).empty()) {
        writer.write(lines(busy), sample());
        REQUIRE(std::chrono::steady_clock::now() < deadline);
    }
    CHECK(read_back(other).receipts == samples(1));
}

TEST_CASE("a file that cannot be written is tried again, and too many receipts are dropped") {
    const TemporaryDirectory directory;
    const auto folder = directory.path() / "later";
    const auto path = folder / "a.jsonl";
    const auto other = directory.path() / "b.jsonl";
    Log log;
    {
        Writer writer(log.logger, {3, 5ms, 10ms, 60s});
        for (const Receipt& receipt : samples(5)) {
            writer.write(lines(path), receipt);
        }
        CHECK_FALSE(writer.flush(50ms));
        // no other file suffers
        writer.write(lines(other), sample());
        const auto tried_again = [&writer] {
            return writer.counts().written > 0 && writer.counts().failures > 1;
        };
        for (int attempt = 0; attempt < 2'000 && !tried_again(); ++attempt) {
            std::this_thread::sleep_for(5ms);
        }
        CHECK(read_back(other).receipts == samples(1));
        CHECK(writer.counts().dropped == 2);
        CHECK(writer.counts().failures > 1);
        std::filesystem::create_directory(folder);
        REQUIRE(writer.flush(10s));
        CHECK(read_back(path).receipts == samples(3));
        CHECK(writer.counts().written == 4);
        CHECK(writer.counts().dropped == 2);
    }
    const std::string text = log.text.str();
    CAPTURE(text);
    // once a minute each, though it failed more often
    CHECK(std::count(text.begin(), text.end(), '\n') == 3);
    CHECK(text.find("error receipts: " + path.string() +
                    " cannot be opened: No such file or directory (") != text.npos);
    CHECK(text.find("error receipts: 2 dropped for " + path.string() + "\n") != text.npos);
    CHECK(text.find("info receipts: " + path.string() + " is written again\n") != text.npos);
}

TEST_CASE("what cannot be written at the end is dropped and told") {
    const TemporaryDirectory directory;
    const auto path = directory.path() / "none" / "a.db";
    Log log;
    {
        Writer writer(log.logger, {10, 1h, 1h, 60s});
        writer.write(sqlite(path), sample(0));
        writer.write(sqlite(path), sample(1));
    }
    const std::string text = log.text.str();
    CAPTURE(text);
    CHECK(text.find("cannot be written: unable to open database file (2 waiting)\n") != text.npos);
    CHECK(text.ends_with("error receipts: 2 dropped for " + path.string() + "\n"));
}

TEST_CASE("a file that cannot be opened is told before the first receipt") {
    const TemporaryDirectory directory;
    Log log;
    {
        Writer writer(log.logger, quick);
        writer.open(lines(directory.path()));
        REQUIRE(writer.flush(10s));
        CHECK(writer.counts().failures == 1);
    }
    CHECK(log.text.str() == "error receipts: " + directory.path().string() +
                                " cannot be opened: Is a directory (0 waiting)\n");
}

TEST_CASE("new settings of a path hold from then on") {
    const TemporaryDirectory directory;
    const auto path = directory.path() / "a.jsonl";
    Log log;
    Writer writer(log.logger, quick);
    auto settings = lines(path);
    for (unsigned number = 0; number < 3; ++number) {
        writer.write(settings, sample(number));
        REQUIRE(writer.flush(10s));
    }
    CHECK_FALSE(std::filesystem::exists(path.string() + ".1"));
    settings.rotate = 10;
    writer.write(settings, sample(3));
    REQUIRE(writer.flush(10s));
    CHECK(read_back(path.string() + ".1").receipts == samples(3));
    CHECK(read_back(path).receipts == samples(4));
}

}   // namespace receipts
