#include "receipts/line_file.hpp"

#include "tests/app/temporary_directory.hpp"
#include "tests/receipts/samples.hpp"

#include <catch2/catch.hpp>
#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>

namespace receipts {
namespace {

constexpr std::uint64_t plenty = 1024 * 1024;

/// No file of this process grows past so many bytes: what a full disc does, half a line written
/// included.
class FullDisc {
public:
    explicit FullDisc(rlim_t bytes) {
        handler_ = std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &before_);
        rlimit lower = before_;
        lower.rlim_cur = bytes;
        setrlimit(RLIMIT_FSIZE, &lower);
    }
    ~FullDisc() {
        setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }
    FullDisc(const FullDisc&) = delete;
    FullDisc& operator=(const FullDisc&) = delete;

private:
    rlimit before_{};
    void (*handler_)(int) = nullptr;
};

void write_well(LineFile& file, const std::vector<Receipt>& batch) {
    const Outcome outcome = file.write(batch);
    CHECK(outcome.fault == "");
    REQUIRE(outcome.written);
}

std::string lines(const std::vector<Receipt>& receipts) {
    std::string text;
    for (const Receipt& receipt : receipts) {
        text += to_json_line(receipt);
    }
    return text;
}

}   // namespace

TEST_CASE("batches are appended, to what is there too") {
    const TemporaryDirectory directory;
    const auto path = directory.path() / "receipts.jsonl";
    {
        LineFile file(path, plenty, 3);
        write_well(file, {});
        CHECK(std::filesystem::exists(path));
        write_well(file, samples(2));
        write_well(file, samples(1, 2));
    }
    LineFile again(path, plenty, 3);
    write_well(again, samples(1, 3));
    CHECK(content(path) == lines(samples(4)));
    struct stat status {};
    REQUIRE(stat(path.c_str(), &status) == 0);
    CHECK((status.st_mode & 07) == 0);
}

TEST_CASE("a file that would grow too long is rotated, and so many are kept") {
    const TemporaryDirectory directory;
    const auto path = directory.path() / "receipts.jsonl";
    const auto numbered = [&](int number) { return path.string() + '.' + std::to_string(number); };
    const std::size_t size = to_json_line(sample()).size();
    LineFile file(path, 2 * size + 10, 2);
    for (unsigned number = 0; number < 9; ++number) {
        write_well(file, samples(1, number));
    }
    CHECK(content(path) == lines(samples(1, 8)));
    CHECK(content(numbered(1)) == lines(samples(2, 6)));
    CHECK(content(numbered(2)) == lines(samples(2, 4)));
    CHECK_FALSE(std::filesystem::exists(numbered(3)));

    // a batch that is longer than a file may be stays together
    write_well(file, samples(5, 9));
    CHECK(content(path) == lines(samples(5, 9)));
    CHECK(content(numbered(1)) == lines(samples(1, 8)));

    // with fewer to keep the rest goes
    LineFile fewer(path, 2 * size + 10, 1);
    write_well(fewer, samples(1, 20));
    CHECK(content(numbered(1)) == lines(samples(5, 9)));
    CHECK_FALSE(std::filesystem::exists(numbered(2)));

    LineFile none(path, size + 10, 0);
    write_well(none, samples(1, 21));
    CHECK(content(path) == lines(samples(1, 21)));
    CHECK_FALSE(std::filesystem::exists(numbered(1)));
}

TEST_CASE("where a file cannot be rotated it grows on, and that is told") {
    const TemporaryDirectory directory;
    const auto path = directory.path() / "receipts.jsonl";
    std::filesystem::create_directories(path.string() + ".1/x");
    LineFile file(path, 10, 1);
    write_well(file, samples(1));
    const Outcome outcome = file.write(samples(1, 1));
    CHECK(outcome.written);
    CHECK(outcome.fault.starts_with("cannot be rotated: "));
    CHECK(content(path) == lines(samples(2)));
}

TEST_CASE("a file that was moved away or removed is begun anew") {
    const TemporaryDirectory directory;
    const auto path = directory.path() / "receipts.jsonl";
    LineFile file(path, plenty, 3);
    write_well(file, samples(1));
    std::filesystem::rename(path, directory.path() / "old");
    write_well(file, samples(1, 1));
    CHECK(content(directory.path() / "old") == lines(samples(1)));
    CHECK(content(path) == lines(samples(1, 1)));
    std::filesystem::remove(path);
    write_well(file, samples(1, 2));
    CHECK(content(path) == lines(samples(1, 2)));
}

TEST_CASE("a batch that fails half way is taken back") {
    const TemporaryDirectory directory;
    const auto path = directory.path() / "receipts.jsonl";
    const std::size_t size = to_json_line(sample()).size();
    LineFile file(path, plenty, 3);
    write_well(file, samples(1));
    {
        const FullDisc full(2 * size + size / 2);
        const Outcome outcome = file.write(samples(3, 1));
        CHECK_FALSE(outcome.written);
        CHECK(outcome.fault == "cannot be written: File too large");
        CHECK(content(path) == lines(samples(1)));
    }
    write_well(file, samples(3, 1));
    CHECK(content(path) == lines(samples(4)));
}

TEST_CASE("half a line that a crash left does not spoil the next one") {
    const TemporaryDirectory directory;
    const auto path = directory.write("receipts.jsonl", "{\"time\":");
    LineFile file(path, plenty, 3);
    write_well(file, samples(1));
    CHECK(content(path) == "{\"time\":\n" + lines(samples(1)));
}

TEST_CASE("a file that cannot be opened says why") {
    const TemporaryDirectory directory;
    const auto fault_of = [](const std::filesystem::path& path) {
        LineFile file(path, plenty, 3);
        const Outcome outcome = file.write(samples(1));
        CHECK_FALSE(outcome.written);
        return outcome.fault;
    };
    CHECK(fault_of(directory.path() / "none" / "receipts.jsonl") ==
          "cannot be opened: No such file or directory");
    CHECK(fault_of(directory.path()) == "cannot be opened: Is a directory");
    CHECK(fault_of(directory.write("file", "") / "receipts.jsonl") ==
          "cannot be opened: Not a directory");
    CHECK(fault_of("/dev/full") == "is no regular file");
    const auto pipe = directory.path() / "pipe";
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    CHECK(fault_of(pipe) == "is no regular file");
}

}   // namespace receipts
