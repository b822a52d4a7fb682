#include "receipts/sqlite_store.hpp"

#include "receipts/json_line.hpp"
#include "receipts/receipt_time.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <utility>

namespace receipts {
namespace {

constexpr auto schema = R"sql(
BEGIN IMMEDIATE;
CREATE TABLE receipts (
    id       TEXT PRIMARY KEY NOT NULL,
    time     TEXT NOT NULL,     -- 2026-11-22T04:00:00.123Z
    site     TEXT NOT NULL,
    revision INTEGER NOT NULL,
    registry TEXT NOT NULL,     -- sha256:...
    how      TEXT NOT NULL,     -- accepted, rejected, saved
    choices  TEXT NOT NULL      -- {"essential":true,"usage":false}
) WITHOUT ROWID;
CREATE INDEX receipts_by_time ON receipts (time);
PRAGMA user_version = 1;
COMMIT;
)sql";
static_assert(schema_version == 1);

constexpr auto insert_row =
    "INSERT INTO receipts (id, time, site, revision, registry, how, choices) "
    "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING";

/// Makes the table in a new file; leaves a file of somebody else alone.
Database open(const std::string& path) {
    Database database(path, Database::Access::write);
    const auto version = database.number_of("PRAGMA user_version");
    if (version == 0) {
        if (database.number_of("SELECT count(*) FROM sqlite_master") > 0) {
            throw DatabaseError("is a database of something else");
        }
        database.run("PRAGMA journal_mode = WAL");
        database.run(schema);
    } else if (version != schema_version) {
        throw DatabaseError(
            fmt::format("has schema version {}, known is {}", version, schema_version));
    }
    database.run("PRAGMA journal_mode = WAL");
    database.run("PRAGMA synchronous = NORMAL");
    return database;
}

}   // namespace

SqliteStore::Opened::Opened(const std::string& path)
    : database(open(path)), insert(database.prepare(insert_row)) {
    struct stat status {};
    if (::stat(path.c_str(), &status) == 0) {
        device = status.st_dev;
        inode = status.st_ino;
    }
}

SqliteStore::SqliteStore(std::string path) : path_(std::move(path)) {}

Outcome SqliteStore::write(std::span<const Receipt> batch) {
    try {
        if (!is_in_place()) {
            opened_.reset();
            opened_.emplace(path_);
        }
        if (!batch.empty()) {
            insert(batch);
        }
        return {true, {}};
    } catch (const DatabaseError& error) {
        // Closing rolls back, and the next try begins anew.
        opened_.reset();
        return {false, fmt::format("cannot be written: {}", error.what())};
    }
}

bool SqliteStore::is_in_place() const {
    struct stat status {};
    return opened_ && ::stat(path_.c_str(), &status) == 0 && status.st_dev == opened_->device &&
           status.st_ino == opened_->inode;
}

void SqliteStore::insert(std::span<const Receipt> batch) {
    opened_->database.run("BEGIN IMMEDIATE");
    Statement& row = opened_->insert;
    for (const Receipt& receipt : batch) {
        row.bind(1, receipt.id);
        row.bind(2, to_text(receipt.time));
        row.bind(3, receipt.site);
        row.bind(4, static_cast<std::int64_t>(receipt.revision));
        row.bind(5, receipt.registry);
        row.bind(6, to_string(receipt.how));
        row.bind(7, to_json(receipt.choices));
        [[maybe_unused]] const bool has_row = row.step();
        row.reset();
    }
    opened_->database.run("COMMIT");
}

}   // namespace receipts
