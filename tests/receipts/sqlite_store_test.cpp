#include "receipts/sqlite_store.hpp"

#include "tests/app/temporary_directory.hpp"
#include "tests/receipts/samples.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <thread>

namespace receipts {
namespace {

void write_well(SqliteStore& store, const std::vector<Receipt>& batch) {
    const Outcome outcome = store.write(batch);
    CHECK(outcome.fault == "");
    REQUIRE(outcome.written);
}

std::string fault_of(const std::filesystem::path& path) {
    SqliteStore store(path.string());
    const Outcome outcome = store.write(samples(1));
    CHECK_FALSE(outcome.written);
    return outcome.fault;
}

}   // namespace

TEST_CASE("what is stored is read back, while it is written too") {
    const TemporaryDirectory directory;
    const auto path = directory.path() / "receipts.db";
    SqliteStore store(path);
    write_well(store, {});
    CHECK(read_back(path, {}, true).receipts.empty());
    Receipt odd = sample(2);
    odd.site = "it's; \"x\" \xc3\xa9";
    odd.revision = 4'294'967'295;
    write_well(store, samples(2));
    write_well(store, {odd});
    auto all = samples(2);
    all.push_back(odd);
    const ReadBack back = read_back(path, {}, true);
    CHECK(back.error == "");
    CHECK(back.faults.empty());
    CHECK(back.receipts == all);

    Database database(path, Database::Access::read);
    auto mode = database.prepare("PRAGMA journal_mode");
    REQUIRE(mode.step());
    CHECK(mode.text(0) == "wal");
    CHECK(database.number_of("PRAGMA user_version") == schema_version);
    auto plan = database.prepare("EXPLAIN QUERY PLAN SELECT id FROM receipts WHERE time >= 'x'");
    REQUIRE(plan.step());
    CHECK(std::string(plan.text(3)).find("receipts_by_time") != std::string::npos);
}

TEST_CASE("a store that is opened again goes on, and an id is kept once") {
    const TemporaryDirectory directory;
    const auto path = directory.path() / "receipts.db";
    for (int round = 0; round < 2; ++round) {
        SqliteStore store(path);
        write_well(store, samples(3));
    }
    CHECK(read_back(path, {}, true).receipts == samples(3));
}

TEST_CASE("a filter on the table takes what fits") {
    const TemporaryDirectory directory;
    const auto path = directory.path() / "receipts.db";
    SqliteStore store(path);
    write_well(store, {sample(3), sample(1), sample(0), sample(2), sample(4, "other")});
    const auto read = [&](const Filter& filter) { return read_back(path, filter, true).receipts; };
    const auto time = [](unsigned number) { return sample(number).time; };
    CHECK(read({{}, {}, {}, "GOV.UK"}) == samples(4));
    CHECK(read({time(1), time(3), {}, {}}) == samples(2, 1));
    CHECK(read({{}, {}, sample(2).id, {}}) == samples(1, 2));
    CHECK(read({{}, {}, "x", {}}).empty());
    CHECK(read({time(5), {}, {}, {}}).empty());
}

TEST_CASE("a database that was moved away is begun anew") {
    const TemporaryDirectory directory;
    const auto path = directory.path() / "receipts.db";
    SqliteStore store(path);
    write_well(store, samples(1));
    for (const auto* suffix : {"", "-wal", "-shm"}) {
        std::filesystem::rename(path.string() + suffix,
                                (directory.path() / "old.db").string() + suffix);
    }
    write_well(store, samples(1, 1));
    CHECK(read_back(path, {}, true).receipts == samples(1, 1));
    CHECK(read_back(directory.path() / "old.db", {}, true).receipts == samples(1));
}

TEST_CASE("a batch that fails leaves nothing, and the next one is kept") {
    const TemporaryDirectory directory;
    const auto path = directory.path() / "receipts.db";
    SqliteStore store(path);
    write_well(store, samples(1));
    {
        Database other(path, Database::Access::write);
        other.run(
            "CREATE TRIGGER no BEFORE INSERT ON receipts WHEN NEW.site = 'bad' "
            "BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END");
    }
    const Outcome outcome = store.write(std::vector<Receipt>{sample(1), sample(2, "bad")});
    CHECK_FALSE(outcome.written);
    CHECK(outcome.fault == "cannot be written: disk I/O error");
    CHECK(read_back(path, {}, true).receipts == samples(1));
    write_well(store, samples(1, 1));
    CHECK(read_back(path, {}, true).receipts == samples(2));
}

TEST_CASE("two processes may store into one file") {
    const TemporaryDirectory directory;
    const auto path = directory.path() / "receipts.db";
    SqliteStore first(path);
    write_well(first, {});
    std::thread other([&] {
        SqliteStore second(path);
        for (unsigned number = 0; number < 50; ++number) {
            REQUIRE(second.write(samples(1, 2 * number)).written);
        }
    });
    for (unsigned number = 0; number < 50; ++number) {
        REQUIRE(first.write(samples(1, 2 * number + 1)).written);
    }
    other.join();
    CHECK(read_back(path, {}, true).receipts == samples(100));
}

TEST_CASE("what is no store of ours is left alone") {
    const TemporaryDirectory directory;
    CHECK(fault_of(directory.path() / "none" / "receipts.db") ==
          "cannot be written: unable to open database file");
    CHECK(fault_of(directory.path()) == "cannot be written: unable to open database file");
    const auto text = directory.write("text", std::string(2000, 'x'));
    CHECK(fault_of(text) == "cannot be written: file is not a database");
    CHECK(content(text) == std::string(2000, 'x'));

    const auto other = directory.path() / "other.db";
    Database(other, Database::Access::write).run("CREATE TABLE t (a)");
    CHECK(fault_of(other) == "cannot be written: is a database of something else");
    CHECK(read_back(other, {}, true).error == other.string() + ": has no receipts");
    Database(other, Database::Access::write).run("PRAGMA user_version = 2");
    CHECK(fault_of(other) == "cannot be written: has schema version 2, known is 1");
    CHECK(read_back(other, {}, true).error ==
          other.string() + ": has schema version 2, known is 1");
    const auto none = directory.path() / "none.db";
    CHECK(read_back(none, {}, true).error == none.string() + ": unable to open database file");
    CHECK_FALSE(std::filesystem::exists(none));
}

TEST_CASE("rows that are no receipt are told and skipped") {
    const TemporaryDirectory directory;
    const auto path = directory.path() / "receipts.db";
    {
        SqliteStore store(path);
        write_well(store, samples(5));
    }
    Database database(path, Database::Access::write);
    const auto set = [&](unsigned number, const char* change) {
        database.run(
            fmt::format("UPDATE receipts SET {} WHERE id = '{}'", change, sample(number).id)
                .c_str());
    };
    set(0, "time = '2026'");
    set(1, "how = 'kept'");
    set(2, "revision = -1");
    set(3, "choices = '[]'");
    const ReadBack back = read_back(path, {}, true);
    CHECK(back.receipts == samples(1, 4));
    REQUIRE(back.faults.size() == 4);
    CHECK(back.faults.back() == fmt::format("{}: error: no receipt: {}: choices: must be an object",
                                            path.string(), sample(3).id));
}

}   // namespace receipts
