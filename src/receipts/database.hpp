#pragma once

#include <cstdint>
#include <memory>
#include <sqlite3.h>
#include <stdexcept>
#include <string>
#include <string_view>

namespace receipts {

/// SQLite refused; the message is its own, without values.
class DatabaseError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A prepared statement of a Database that outlives it. All functions throw DatabaseError.
class Statement {
public:
    Statement(sqlite3* database, std::string_view sql);

    /// Parameters count from 1.
    void bind(int parameter, std::string_view text);
    void bind(int parameter, std::int64_t number);

    /// Runs it on; true while there is a row.
    [[nodiscard]] bool step();
    /// Ready to run again.
    void reset();

    /// Columns count from 0; the text lives until the next step. Empty for NULL.
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] std::int64_t number(int column) const;

private:
    void check(int code) const;

    sqlite3* database_;
    std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement_;
};

/// A connection to one SQLite file, for one thread at a time.
class Database {
public:
    enum class Access : std::uint8_t { read, write };

    /// `write` makes the file where there is none. Throws DatabaseError.
    Database(const std::string& path, Access access);

    [[nodiscard]] Statement prepare(std::string_view sql) { return {database_.get(), sql}; }

    /// Runs statements that give nothing.
    void run(const char* sql);

    /// The first column of the first row.
    [[nodiscard]] std::int64_t number_of(std::string_view sql);

private:
    std::unique_ptr<sqlite3, int (*)(sqlite3*)> database_;
};

/// The version of our table, in `PRAGMA user_version`; 0 is a file without it.
inline constexpr std::int64_t schema_version = 1;

}   // namespace receipts
