#include "receipts/receipt.hpp"

#include "tests/receipts/samples.hpp"

#include <catch2/catch.hpp>
#include <set>

namespace receipts {

TEST_CASE("a receipt says what was chosen, and nothing of the visitor") {
    consent::RegistryData data;
    data.site = "GOV.UK";
    data.revision = 3;
    data.consent.cookie = "cookies_policy";
    data.categories = {{"essential", consent::Basis::essential, "", ""},
                       {"usage", consent::Basis::consent, "", ""},
                       {"campaigns", consent::Basis::consent, "", ""}};
    data.fingerprint = "00ff";
    const consent::Registry registry(data);
    consent::CategorySet granted;
    granted.insert(0);
    granted.insert(2);
    const auto time = time_of("2026-11-22T04:00:00.123Z");
    const Receipt receipt =
        make_receipt(registry, granted, How::saved, time + std::chrono::microseconds(999));
    CHECK(receipt.time == time);
    CHECK(receipt.site == "GOV.UK");
    CHECK(receipt.revision == 3);
    CHECK(receipt.registry == "sha256:00ff");
    CHECK(receipt.how == How::saved);
    CHECK(receipt.choices ==
          std::vector<Choice>{{"essential", true}, {"usage", false}, {"campaigns", true}});
    CHECK(receipt.id.size() == 26);

    data.fingerprint.clear();
    CHECK(make_receipt(consent::Registry(data), granted, How::saved, time).registry.empty());
}

TEST_CASE("ids differ and can be read out") {
    std::set<std::string> ids;
    std::set<char> seen;
    for (int number = 0; number < 1000; ++number) {
        const std::string id = make_receipt_id();
        REQUIRE(id.size() == 26);
        REQUIRE(id.find_first_not_of("0123456789abcdefghjkmnpqrstvwxyz") == id.npos);
        REQUIRE(read_receipt_id(id) == id);
        seen.insert(id.begin(), id.end());
        ids.insert(id);
    }
    CHECK(ids.size() == 1000);
    CHECK(seen.size() == 32);
}

TEST_CASE("an id is found however it was written down") {
    CHECK(read_receipt_id("01AB-cd ef") == "01abcdef");
    CHECK(read_receipt_id("OoIiLl") == "001111");
    CHECK(read_receipt_id("") == "");
}

TEST_CASE("times are written to the millisecond, and read") {
    for (const auto* text :
         {"2026-11-22T04:00:00.123Z", "1970-01-01T00:00:00.000Z", "2028-02-29T23:59:59.999Z"}) {
        CAPTURE(text);
        const auto time = parse_time(text);
        REQUIRE(time);
        CHECK(to_text(*time) == text);
    }
    for (const auto* text :
         {"", "2026-11-22", "2026-11-22T04:00:00Z", "2026-11-22T04:00:00.123",
          "2026-11-22 04:00:00.123Z", "2026-02-29T04:00:00.123Z", "2026-13-01T04:00:00.123Z",
          "2026-11-22T24:00:00.123Z", "2026-11-22T04:60:00.123Z", "2026-11-22T04:00:00.123z",
          "2026-11-22T04:00:0x.123Z", "2026-11-22T04:00:00.123Z "}) {
        CAPTURE(text);
        CHECK_FALSE(parse_time(text).has_value());
    }
}

TEST_CASE("the words for the buttons") {
    for (const How how : {How::accepted, How::rejected, How::saved}) {
        CHECK(parse_how(to_string(how)) == how);
    }
    CHECK_FALSE(parse_how("Accepted").has_value());
}

}   // namespace receipts
