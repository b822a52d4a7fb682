#include "receipts/sqlite_reader.hpp"

#include "receipts/database.hpp"
#include "receipts/json_line.hpp"

#include <fmt/format.h>
#include <limits>

namespace receipts {
namespace {

/// Bounds that are open stand for all: times begin with a digit.
constexpr auto select_rows =
    "SELECT id, time, site, revision, registry, how, choices FROM receipts "
    "WHERE time >= ?1 AND time < ?2 AND (?3 = '' OR id = ?3) ORDER BY time, id";

boost::system::result<Receipt, std::string> read_row(const Statement& row) {
    Receipt receipt;
    receipt.id = row.text(0);
    const auto time = parse_time(row.text(1));
    const auto how = parse_how(row.text(5));
    if (!time || !how) {
        return std::string(time ? "how: must be accepted, rejected or saved"
                                : "time: must be as in 2026-11-22T04:00:00.123Z");
    }
    receipt.time = *time;
    receipt.how = *how;
    receipt.site = row.text(2);
    const auto revision = row.number(3);
    if (revision < 0 || revision > std::numeric_limits<std::uint32_t>::max()) {
        return std::string("revision: must be a number");
    }
    receipt.revision = static_cast<std::uint32_t>(revision);
    receipt.registry = row.text(4);
    auto choices = parse_choices(row.text(6));
    if (!choices) {
        return choices.error();
    }
    receipt.choices = *std::move(choices);
    return receipt;
}

void read(const std::string& path, const Filter& filter, const Take& take, const TellFault& tell) {
    Database database(path, Database::Access::read);
    const auto version = database.number_of("PRAGMA user_version");
    if (version != schema_version) {
        throw DatabaseError(version == 0 ? "has no receipts"
                                         : fmt::format("has schema version {}, known is {}",
                                                       version, schema_version));
    }
    auto rows = database.prepare(select_rows);
    rows.bind(1, filter.since ? to_text(*filter.since) : std::string());
    rows.bind(2, filter.until ? to_text(*filter.until) : std::string(":"));
    rows.bind(3, filter.id.value_or(""));
    while (rows.step()) {
        auto receipt = read_row(rows);
        if (!receipt) {
            tell(fmt::format("{}: error: no receipt: {}: {}", path, rows.text(0), receipt.error()));
        } else if (filter.fits(*receipt)) {
            take(*std::move(receipt));
        }
    }
}

}   // namespace

boost::system::result<void, std::string> read_sqlite(const std::string& path, const Filter& filter,
                                                     const Take& take, const TellFault& tell) {
    try {
        read(path, filter, take, tell);
        return {};
    } catch (const DatabaseError& error) {
        return fmt::format("{}: {}", path, error.what());
    }
}

}   // namespace receipts
