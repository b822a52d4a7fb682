#include "receipts/database.hpp"

namespace receipts {
namespace {

/// Somebody else may be at a checkpoint, or copies the file.
constexpr int busy_milliseconds = 2'000;

}   // namespace

Statement::Statement(sqlite3* database, std::string_view sql)
    : database_(database), statement_(nullptr, sqlite3_finalize) {
    sqlite3_stmt* prepared = nullptr;
    check(
        sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &prepared, nullptr));
    statement_.reset(prepared);
}

void Statement::check(int code) const {
    if (code != SQLITE_OK) {
        throw DatabaseError(sqlite3_errmsg(database_));
    }
}

void Statement::bind(int parameter, std::string_view text) {
    check(sqlite3_bind_text64(statement_.get(), parameter, text.data(), text.size(),
                              SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bind(int parameter, std::int64_t number) {
    check(sqlite3_bind_int64(statement_.get(), parameter, number));
}

bool Statement::step() {
    const int code = sqlite3_step(statement_.get());
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        throw DatabaseError(sqlite3_errmsg(database_));
    }
    return code == SQLITE_ROW;
}

void Statement::reset() {
    check(sqlite3_reset(statement_.get()));
}

std::string_view Statement::text(int column) const {
    const auto* bytes = sqlite3_column_text(statement_.get(), column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
    return bytes == nullptr ? std::string_view()
                            : std::string_view(reinterpret_cast<const char*>(bytes), size);
}

std::int64_t Statement::number(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
}

Database::Database(const std::string& path, Access access) : database_(nullptr, sqlite3_close) {
    const int flags =
        access == Access::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &opened, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    database_.reset(opened);   // even one that failed has to be closed
    if (code != SQLITE_OK) {
        throw DatabaseError(sqlite3_errstr(code));
    }
    sqlite3_busy_timeout(opened, busy_milliseconds);
}

void Database::run(const char* sql) {
    if (sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
        throw DatabaseError(sqlite3_errmsg(database_.get()));
    }
}

std::int64_t Database::number_of(std::string_view sql) {
    auto statement = prepare(sql);
    return statement.step() ? statement.number(0) : 0;
}

}   // namespace receipts
