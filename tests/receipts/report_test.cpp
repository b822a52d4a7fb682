#include "receipts/counts.hpp"
#include "receipts/csv.hpp"
#include "receipts/table.hpp"
#include "tests/receipts/samples.hpp"

#include <catch2/catch.hpp>

namespace receipts {

TEST_CASE("CSV as RFC 4180 has it") {
    CHECK(csv_record({"a", "", "b c"}) == "a,,b c\r\n");
    CHECK(csv_record({"a,b", "say \"x\"", "two\nlines", "\r"}) ==
          "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\"\r\"\r\n");
    CHECK(csv_record({""}) == "\r\n");
    CHECK(csv_head() == "time,id,site,revision,registry,how,granted,refused\r\n");
    Receipt receipt = sample();
    receipt.site = "a, b";
    receipt.choices = {{"essential", true}, {"usage", false}, {"x", true}, {"y", false}};
    CHECK(to_csv(receipt) ==
          "2026-11-22T04:00:00.123Z,0123456789abcdefghjkm10000,\"a, b\",0,"
          "sha256:00ff,saved,essential x,usage y\r\n");
}

TEST_CASE("a table for people") {
    auto receipts = samples(2);
    receipts[0].site = "a\x1b[31m";
    receipts[1].choices = {{"essential", true}};
    CHECK(to_table(receipts) ==
          "TIME                      ID                          SITE    REVISION  HOW    GRANTED  "
          "        REFUSED\n"
          "2026-11-22T04:00:00.123Z  0123456789abcdefghjkm10000  a?[31m  0         saved  "
          "essential usage  -\n"
          "2026-11-22T04:00:01.123Z  0123456789abcdefghjkm10001  GOV.UK  0         saved  "
          "essential        -\n");
}

TEST_CASE("counts for each site and revision") {
    Counts counts;
    CHECK(counts.to_text() == "Receipts  0\n");
    CHECK(counts.to_json() == "{\"receipts\":0,\"first\":null,\"last\":null,\"sites\":[]}\n");
    CHECK(counts.to_csv() == "site,revision,kind,name,receipts\r\n");
    for (Receipt receipt : samples(3)) {
        receipt.how = receipt.choices[1].granted ? How::accepted : How::rejected;
        counts.add(receipt);
    }
    Receipt later = sample(9);
    later.revision = 1;
    later.choices.push_back({"campaigns", false});
    counts.add(later);
    counts.add(sample(4, "other"));
    CHECK(counts.to_text() ==
          "Receipts  5, 2026-11-22T04:00:00.123Z to 2026-11-22T04:00:09.123Z\n"
          "\n"
          "SITE    REVISION  RECEIPTS  ACCEPTED  REJECTED  SAVED\n"
          "GOV.UK  0         3         2         1         0\n"
          "GOV.UK  1         1         0         0         1\n"
          "other   0         1         0         0         1\n"
          "\n"
          "SITE    REVISION  CATEGORY   YES  NO\n"
          "GOV.UK  0         essential  3    0\n"
          "GOV.UK  0         usage      2    1\n"
          "GOV.UK  1         essential  1    0\n"
          "GOV.UK  1         usage      0    1\n"
          "GOV.UK  1         campaigns  0    1\n"
          "other   0         essential  1    0\n"
          "other   0         usage      1    0\n");
    CHECK(counts.to_json() ==
          R"({"receipts":5,"first":"2026-11-22T04:00:00.123Z","last":"2026-11-22T04:00:09.123Z",)"
          R"("sites":[{"site":"GOV.UK","revision":0,"receipts":3,)"
          R"("how":{"accepted":2,"rejected":1,"saved":0},)"
          R"("categories":{"essential":{"yes":3,"no":0},"usage":{"yes":2,"no":1}}},)"
          R"({"site":"GOV.UK","revision":1,"receipts":1,)"
          R"("how":{"accepted":0,"rejected":0,"saved":1},)"
          R"("categories":{"essential":{"yes":1,"no":0},"usage":{"yes":0,"no":1},)"
          R"("campaigns":{"yes":0,"no":1}}},)"
          R"({"site":"other","revision":0,"receipts":1,)"
          R"("how":{"accepted":0,"rejected":0,"saved":1},)"
          R"("categories":{"essential":{"yes":1,"no":0},"usage":{"yes":1,"no":0}}}]})"
          "\n");
    const std::string csv = counts.to_csv();
    CHECK(
        csv.starts_with("site,revision,kind,name,receipts\r\n"
                        "GOV.UK,0,how,accepted,2\r\n"
                        "GOV.UK,0,how,rejected,1\r\n"
                        "GOV.UK,0,how,saved,0\r\n"
                        "GOV.UK,0,granted,essential,3\r\n"
                        "GOV.UK,0,refused,essential,0\r\n"
                        "GOV.UK,0,granted,usage,2\r\n"
                        "GOV.UK,0,refused,usage,1\r\n"
                        "GOV.UK,1,how,accepted,0\r\n"));
}

}   // namespace receipts
