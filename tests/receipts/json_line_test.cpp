#include "receipts/json_line.hpp"

#include "tests/receipts/samples.hpp"

#include <catch2/catch.hpp>

namespace receipts {

TEST_CASE("a receipt is one line of JSON, its choices in their order") {
    Receipt receipt = sample();
    receipt.how = How::accepted;
    receipt.choices = {{"usage", true}, {"essential", true}, {"campaigns", false}};
    CHECK(to_json_line(receipt) ==
          R"({"time":"2026-11-22T04:00:00.123Z","id":"0123456789abcdefghjkm10000","site":"GOV.UK",)"
          R"("revision":0,"registry":"sha256:00ff","how":"accepted",)"
          R"("choices":{"usage":true,"essential":true,"campaigns":false}})"
          "\n");
    CHECK(to_json(receipt.choices) == R"({"usage":true,"essential":true,"campaigns":false})");
}

TEST_CASE("what is written is read") {
    for (Receipt receipt : samples(3)) {
        receipt.site = "a \"b\"\n\xc3\xa9";
        receipt.revision = 4'294'967'295;
        const std::string line = to_json_line(receipt);
        CHECK(line.find('\n') == line.size() - 1);
        const auto read = parse_json_line(line);
        REQUIRE(read.has_value());
        CHECK(*read == receipt);
        CHECK(*parse_choices(to_json(receipt.choices)) == receipt.choices);
    }
}

TEST_CASE("a name that is no UTF-8 does not cost the receipt") {
    Receipt receipt = sample();
    receipt.site = "a\xff";
    const auto read = parse_json_line(to_json_line(receipt));
    REQUIRE(read.has_value());
    CHECK(read->site == "a\xef\xbf\xbd");
}

TEST_CASE("keys of a later version are left aside") {
    std::string line = to_json_line(sample());
    line.insert(1, R"("later":[1],)");
    CHECK(*parse_json_line(line) == sample());
}

TEST_CASE("what is no receipt says why") {
    const std::string good = to_json_line(sample());
    struct Row {
        std::string_view part;
        std::string_view instead;
        std::string_view fault;
    };
    const std::vector<Row> rows{
        {good, "", "not a JSON object"},
        {good, "[]", "not a JSON object"},
        {good, "{}", "time: must be a text"},
        {"}}\n", "", "not a JSON object"},
        {"\"time\"", "\"tim\"", "time: must be a text"},
        {"04:00:00.123Z", "04:00Z", "time: must be as in 2026-11-22T04:00:00.123Z"},
        {"\"id\"", "\"di\"", "id: must be a text"},
        {"\"GOV.UK\"", "1", "site: must be a text"},
        {"\"sha256:00ff\"", "null", "registry: must be a text"},
        {"saved", "kept", "how: must be accepted, rejected or saved"},
        {"\"revision\":0", "\"revision\":-1", "revision: must be a number"},
        {"\"revision\":0", "\"revision\":4294967296", "revision: must be a number"},
        {"\"revision\":0", "\"x\":0", "revision: must be a number"},
        {"\"choices\"", "\"x\"", "choices: must be an object"},
        {"\"usage\":true", "\"usage\":\"yes\"", "choices: each must be true or false"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.part, row.instead);
        std::string line = good;
        line.replace(line.find(row.part), row.part.size(), row.instead);
        const auto read = parse_json_line(line);
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error() == row.fault);
    }
}

}   // namespace receipts
