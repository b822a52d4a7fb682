#pragma once

#include "receipts/database.hpp"
#include "receipts/sink.hpp"

#include <optional>
#include <string>
#include <sys/types.h>

namespace receipts {

/// A table `receipts` in an SQLite file: one row a receipt, one transaction a batch. Write-ahead
/// log with `synchronous=NORMAL`: what a crash of the process leaves is whole, and a power cut may
/// take the last seconds. An id that is there already is left alone. Where somebody moved the file
/// away, a new one is begun.
class SqliteStore : public Sink {
public:
    explicit SqliteStore(std::string path);

    [[nodiscard]] Outcome write(std::span<const Receipt> batch) override;

private:
    struct Opened {
        explicit Opened(const std::string& path);

        Database database;
        Statement insert;
        dev_t device = 0;
        ino_t inode = 0;
    };

    [[nodiscard]] bool is_in_place() const;
    void insert(std::span<const Receipt> batch);

    std::string path_;
    std::optional<Opened> opened_;
};

}   // namespace receipts
