#pragma once

#include "consent/page_settings.hpp"
#include "receipts/receipt.hpp"
#include "receipts/sink.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <spdlog/logger.h>
#include <string>
#include <thread>
#include <vector>

namespace receipts {

/// What became of receipts since the start.
struct WriterCounts {
    std::uint64_t written = 0;
    std::uint64_t dropped = 0;   ///< too many waited, or the file could not be written at the end
    std::uint64_t failures =
        0;   ///< writes of a batch that failed and were, or will be, tried again
};

/// One thread that keeps the receipts of all sites, so that no worker ever waits for a disc. Each
/// file, which several sites may share, has a bounded queue of its own: while a file cannot be
/// written its receipts wait and it is tried again, later each time; where too many wait the newest
/// are dropped, counted, and logged once a minute.
class Writer {
public:
    struct Limits {
        std::size_t waiting = 10'000;                     ///< receipts of one file, some 5 MB
        std::chrono::milliseconds first_retry{1'000};     ///< after a failure; doubled at each
        std::chrono::milliseconds last_retry{60'000};     ///< the longest time between two tries
        std::chrono::milliseconds log_interval{60'000};   ///< between two lines about one file
    };

    /// `log` outlives the writer.
    explicit Writer(spdlog::logger& log);
    Writer(spdlog::logger& log, Limits limits);

    /// Writes what waits, each file tried once more; drops what cannot be written.
    ~Writer();

    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// Opens the file soon, so that a fault shows in the log at the start and not with the first
    /// choice. From any thread; does no I/O.
    void open(const consent::ReceiptSettings& settings);

    /// Hands a receipt over. From any thread; does no I/O and does not wait for any. Settings that
    /// differ from the last ones for the same path hold from now on.
    void write(const consent::ReceiptSettings& settings, Receipt receipt);

    /// Waits until all that was handed over is kept or dropped; false where that takes too long.
    [[nodiscard]] bool flush(std::chrono::milliseconds most);

    [[nodiscard]] WriterCounts counts() const;

private:
    struct File;
    struct Note {
        spdlog::level::level_enum level;
        std::string text;
    };
    using Clock = std::chrono::steady_clock;
    using Lock = std::unique_lock<std::mutex>;

    File& file_of(const consent::ReceiptSettings& settings);
    void run();
    [[nodiscard]] File* find_due();
    void wait(Lock& lock);
    void serve(File& file, Lock& lock);
    void succeed(File& file, const Outcome& outcome);
    void fail(File& file, const std::string& fault);
    void note_dropped();
    void log_notes(Lock& lock);

    spdlog::logger& log_;
    const Limits limits_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::condition_variable idle_;
    std::map<std::string, std::unique_ptr<File>, std::less<>> files_;   ///< by path
    std::uint64_t turn_ = 0;   ///< how often a file was served
    WriterCounts counts_;
    std::vector<Note> notes_;   ///< for the log, which is written without the mutex
    bool stopping_ = false;
    std::thread thread_;   ///< the last member: it uses all others from its start
};

}   // namespace receipts
