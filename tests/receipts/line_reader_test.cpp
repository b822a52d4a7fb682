#include "receipts/line_reader.hpp"

#include "tests/app/temporary_directory.hpp"
#include "tests/receipts/samples.hpp"

#include <catch2/catch.hpp>

namespace receipts {

TEST_CASE("rotated files are read first, the oldest foremost") {
    const TemporaryDirectory directory;
    const auto path = directory.write("r.jsonl", to_json_line(sample(5)));
    directory.write("r.jsonl.1", to_json_line(sample(3)) + "\n \r\n" + to_json_line(sample(4)));
    directory.write("r.jsonl.2", to_json_line(sample(2)));
    directory.write("r.jsonl.10", to_json_line(sample(1)));   // one between them may be gone
    for (const auto* other : {"r.jsonl.x", "r.jsonl.1.gz", "r.jsonl.", "r.json", "xr.jsonl.3"}) {
        directory.write(other, "something else\n");
    }
    const ReadBack back = read_back(path);
    CHECK(back.error == "");
    CHECK(back.faults.empty());
    CHECK(back.receipts == samples(5, 1));
}

TEST_CASE("the newest file may be missing, all of them may not") {
    const TemporaryDirectory directory;
    const auto path = directory.path() / "r.jsonl";
    CHECK(read_back(path).error == path.string() + ": No such file or directory");
    directory.write("r.jsonl.1", to_json_line(sample()));
    CHECK(read_back(path).receipts == samples(1));
    CHECK(read_back(directory.path()).error == directory.path().string() + ": Is a directory");
}

TEST_CASE("a file under two names is read once") {
    const TemporaryDirectory directory;
    const auto path = directory.write("r.jsonl", to_json_line(sample()));
    std::filesystem::create_hard_link(path, directory.path() / "r.jsonl.1");
    CHECK(read_back(path).receipts == samples(1));
}

TEST_CASE("bad lines are told with their place, and skipped") {
    const TemporaryDirectory directory;
    std::string last = to_json_line(sample(2));
    last.pop_back();
    const auto path = directory.write(
        "r.jsonl", to_json_line(sample()) + "{\"time\":\n\n[1]\n" + to_json_line(sample(1)) + last);
    const ReadBack back = read_back(path);
    CHECK(back.receipts == samples(3));
    CHECK(back.faults ==
          std::vector<std::string>{path.string() + ":2: error: no receipt: not a JSON object",
                                   path.string() + ":4: error: no receipt: not a JSON object"});
}

TEST_CASE("a filter takes what fits") {
    const TemporaryDirectory directory;
    std::string text;
    for (const Receipt& receipt : samples(4)) {
        text += to_json_line(receipt);
    }
    const auto path = directory.write("r.jsonl", text + to_json_line(sample(4, "other")));
    const auto count = [&](const Filter& filter) {
        return read_back(path, filter).receipts.size();
    };
    const auto time = [](unsigned number) { return sample(number).time; };
    CHECK(count({}) == 5);
    CHECK(count({time(1), {}, {}, {}}) == 4);
    CHECK(count({{}, time(1), {}, {}}) == 1);
    CHECK(count({time(1), time(3), {}, {}}) == 2);
    CHECK(count({{}, {}, sample(2).id, {}}) == 1);
    CHECK(count({{}, {}, "x", {}}) == 0);
    CHECK(count({{}, {}, {}, "GOV.UK"}) == 4);
    CHECK(count({{}, {}, {}, "gov.uk"}) == 0);
    CHECK(count({time(4), {}, sample(4).id, "other"}) == 1);
}

}   // namespace receipts
