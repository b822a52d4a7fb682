#include "receipts/writer.hpp"

#include "observe/quiet_thread.hpp"
#include "receipts/line_file.hpp"
#include "receipts/sqlite_store.hpp"

#include <algorithm>
#include <exception>
#include <fmt/format.h>
#include <iterator>
#include <span>
#include <utility>

namespace receipts {
namespace {

/// A write holds at most so many, some 500 KB.
constexpr std::size_t max_batch = 1'000;

std::unique_ptr<Sink> make_sink(const consent::ReceiptSettings& settings) {
    if (settings.kind == consent::ReceiptSettings::Kind::sqlite) {
        return std::make_unique<SqliteStore>(settings.path);
    }
    return std::make_unique<LineFile>(settings.path, settings.rotate, settings.keep);
}

bool same(const consent::ReceiptSettings& a, const consent::ReceiptSettings& b) {
    return a.kind == b.kind && a.path == b.path && a.rotate == b.rotate && a.keep == b.keep;
}

Outcome write_to(Sink& sink, std::span<const Receipt> batch) {
    try {
        return sink.write(batch);
    } catch (const std::exception& error) {
        return {false, error.what()};
    }
}

}   // namespace

/// One file and what waits for it. All but `sink` is under the mutex.
struct Writer::File {
    consent::ReceiptSettings settings;
    std::unique_ptr<Sink> sink;    ///< the thread's; none until it is needed, or with new settings
    bool renewed = true;           ///< the settings are new: to be opened
    std::uint64_t last_turn = 0;   ///< when it was served last
    std::vector<Receipt> waiting;
    std::size_t in_hand = 0;   ///< receipts that are being written
    bool served = false;       ///< by the thread, now; with nothing in hand it opens the file
    Clock::time_point next_try = Clock::time_point::min();
    std::chrono::milliseconds delay{0};   ///< before the next try; 0: the last one was fine
    Clock::time_point next_fault_note = Clock::time_point::min();
    Clock::time_point next_drop_note = Clock::time_point::min();
    std::uint64_t drops_unnoted = 0;

    [[nodiscard]] bool has_work() const { return renewed || !waiting.empty(); }
};

Writer::Writer(spdlog::logger& log) : Writer(log, Limits{}) {}

Writer::Writer(spdlog::logger& log, Limits limits)
    : log_(log), limits_(limits), thread_(observe::quiet_thread([this] { run(); })) {}

Writer::~Writer() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

Writer::File& Writer::file_of(const consent::ReceiptSettings& settings) {
    auto found = files_.find(settings.path);
    if (found == files_.end()) {
        found = files_.emplace(settings.path, std::make_unique<File>()).first;
        found->second->settings = settings;
    } else if (!same(found->second->settings, settings)) {
        found->second->settings = settings;
        found->second->renewed = true;
    }
    return *found->second;
}

void Writer::open(const consent::ReceiptSettings& settings) {
    {
        const std::lock_guard lock(mutex_);
        file_of(settings);
    }
    wake_.notify_one();
}

void Writer::write(const consent::ReceiptSettings& settings, Receipt receipt) {
    {
        const std::lock_guard lock(mutex_);
        File& file = file_of(settings);
        if (file.waiting.size() + file.in_hand >= limits_.waiting) {
            ++counts_.dropped;
            ++file.drops_unnoted;
        } else {
            file.waiting.push_back(std::move(receipt));
        }
    }
    wake_.notify_one();
}

bool Writer::flush(std::chrono::milliseconds most) {
    Lock lock(mutex_);
    return idle_.wait_for(lock, most, [this] {
        return std::all_of(files_.begin(), files_.end(), [](const auto& entry) {
            return !entry.second->has_work() && !entry.second->served;
        });
    });
}

WriterCounts Writer::counts() const {
    const std::lock_guard lock(mutex_);
    return counts_;
}

void Writer::run() {
    Lock lock(mutex_);
    while (true) {
        note_dropped();
        if (!notes_.empty()) {
            log_notes(lock);
        } else if (File* file = find_due()) {
            serve(*file, lock);
            idle_.notify_all();
        } else if (stopping_) {
            return;
        } else {
            wait(lock);
        }
    }
}

/// The one that has waited longest for its turn: a busy file must not keep the others waiting.
Writer::File* Writer::find_due() {
    File* due = nullptr;
    for (const auto& [path, file] : files_) {
        if (file->has_work() && (stopping_ || file->next_try <= Clock::now()) &&
            (due == nullptr || file->last_turn < due->last_turn)) {
            due = file.get();
        }
    }
    return due;
}

/// Until something is handed over, a file is to be tried again or drops are to be told.
void Writer::wait(Lock& lock) {
    auto until = Clock::time_point::max();
    for (const auto& [path, file] : files_) {
        if (file->has_work()) {
            until = std::min(until, file->next_try);
        }
        if (file->drops_unnoted > 0) {
            until = std::min(until, file->next_drop_note);
        }
    }
    if (until == Clock::time_point::max()) {
        wake_.wait(lock);
    } else {
        wake_.wait_until(lock, until);
    }
}

void Writer::serve(File& file, Lock& lock) {
    file.last_turn = ++turn_;
    std::vector<Receipt> batch;
    const auto end = file.waiting.begin() +
                     static_cast<std::ptrdiff_t>(std::min(file.waiting.size(), max_batch));
    batch.assign(std::make_move_iterator(file.waiting.begin()), std::make_move_iterator(end));
    file.waiting.erase(file.waiting.begin(), end);
    file.in_hand = batch.size();
    file.served = true;
    const bool renewed = std::exchange(file.renewed, false);
    const auto settings = file.settings;
    lock.unlock();
    if (renewed || !file.sink) {
        file.sink = make_sink(settings);
    }
    const Outcome outcome = write_to(*file.sink, batch);
    lock.lock();
    file.in_hand = 0;
    file.served = false;
    if (outcome.written) {
        counts_.written += batch.size();
        succeed(file, outcome);
        return;
    }
    file.waiting.insert(file.waiting.begin(), std::make_move_iterator(batch.begin()),
                        std::make_move_iterator(batch.end()));
    fail(file, outcome.fault);
}

void Writer::succeed(File& file, const Outcome& outcome) {
    const auto now = Clock::now();
    if (file.delay.count() > 0) {
        notes_.push_back({spdlog::level::info,
                          fmt::format("receipts: {} is written again", file.settings.path)});
        file.delay = {};
    }
    file.next_try = Clock::time_point::min();
    if (!outcome.fault.empty() && file.next_fault_note <= now) {
        file.next_fault_note = now + limits_.log_interval;
        notes_.push_back({spdlog::level::err,
                          fmt::format("receipts: {} {}", file.settings.path, outcome.fault)});
    }
}

void Writer::fail(File& file, const std::string& fault) {
    ++counts_.failures;
    const auto now = Clock::now();
    const bool first = file.delay.count() == 0;
    file.delay = first ? limits_.first_retry : std::min(file.delay * 2, limits_.last_retry);
    file.next_try = now + file.delay;
    if (first || stopping_ || file.next_fault_note <= now) {
        file.next_fault_note = now + limits_.log_interval;
        notes_.push_back(
            {spdlog::level::err, fmt::format("receipts: {} {} ({} waiting)", file.settings.path,
                                             fault, file.waiting.size())});
    }
    if (stopping_) {
        counts_.dropped += file.waiting.size();
        file.drops_unnoted += file.waiting.size();
        file.waiting.clear();
        file.renewed = false;
    }
}

void Writer::note_dropped() {
    const auto now = Clock::now();
    for (const auto& [path, file] : files_) {
        if (file->drops_unnoted > 0 && (stopping_ || file->next_drop_note <= now)) {
            notes_.push_back({spdlog::level::err, fmt::format("receipts: {} dropped for {}",
                                                              file->drops_unnoted, path)});
            file->next_drop_note = now + limits_.log_interval;
            file->drops_unnoted = 0;
        }
    }
}

/// Whoever reads the log may be slow, and workers wait for the mutex.
void Writer::log_notes(Lock& lock) {
    const auto notes = std::exchange(notes_, {});
    lock.unlock();
    for (const Note& note : notes) {
        log_.log(note.level, "{}", note.text);
    }
    lock.lock();
}

}   // namespace receipts
