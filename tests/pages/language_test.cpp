#include "pages/language.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace pages {
namespace {

struct Row {
    std::string field;
    std::string chosen;
};

std::vector<consent::PageLanguage> languages(const std::vector<std::string>& tags) {
    std::vector<consent::PageLanguage> all;
    for (const std::string& tag : tags) {
        all.emplace_back().tag = tag;
    }
    return all;
}

const std::vector<Row> of_en_and_cy{
    {"", "en"},
    {"cy", "cy"},
    {"CY", "cy"},
    {"en", "en"},
    {"cy-GB", "cy"},
    {"cy-x-twain", "cy"},
    {"en-GB,en;q=0.9,cy;q=0.8", "en"},
    {"en;q=0.8, cy;q=0.9", "cy"},
    {"en;q=0.8, cy;q=0.8", "en"},
    {"cy;q=0.8, en;q=0.8", "cy"},
    {"fr, de;q=0.9, cy;q=0.1", "cy"},
    {"fr", "en"},
    {"*", "en"},
    {"*, cy;q=0.1", "cy"},
    {"en;q=0", "cy"},
    {"en;q=0, *", "cy"},
    {"en;q=0, cy;q=0", "en"},
    {"en;q=0.001, cy;q=0", "en"},
    {"cy;q=0.000, fr", "en"},
    {"cy ; Q=1.000", "cy"},
    {"cy;q=1.", "cy"},
    // Passed over, each.
    {"cy;q=1.001", "en"},
    {"cy;q=2", "en"},
    {"cy;q=-1", "en"},
    {"cy;q=0.1234", "en"},
    {"cy;q=", "en"},
    {"cy;q", "en"},
    {"cy;level=1", "en"},
    {"cy;q=1;q=1", "en"},
    {"cy;q=0,5", "en"},
    {"cy_GB", "en"},
    {"-cy", "en"},
    {"cy-", "en"},
    {"cy--GB", "en"},
    {"c\xc5\xb7", "en"},
    {"cymraegxx", "en"},
    {",,;,;q=1,cy", "cy"},
    {"\"cy", "en"},
};

const std::vector<Row> of_cy_and_en_gb{
    {"en", "en-GB"},    {"en-US,en;q=0.5", "en-GB"},
    {"en-GB", "en-GB"}, {"en-GB-oxendict", "en-GB"},
    {"e", "cy"},        {"en-G", "cy"},
    {"fr", "cy"},
};

const std::vector<Row> of_en_and_chinese{
    {"zh-Hant-CN-x-private1-private2", "zh-Hant"},
    {"zh-Hant-CN", "zh-Hant"},
    {"zh-Hans", "en"},
    {"zh", "zh-Hant"},
};

void check(const std::vector<std::string>& tags, const std::vector<Row>& rows) {
    const auto all = languages(tags);
    for (const Row& row : rows) {
        INFO(row.field);
        CHECK(choose_language(all, row.field).tag == row.chosen);
    }
}

TEST_CASE("the language that fits Accept-Language best is chosen") {
    check({"en", "cy"}, of_en_and_cy);
    check({"cy", "en-GB"}, of_cy_and_en_gb);
    check({"en", "zh-Hant"}, of_en_and_chinese);
}

TEST_CASE("a site with one language has one, whatever is asked for") {
    check({"cy"}, {{"", "cy"}, {"en", "cy"}, {"cy;q=0", "cy"}, {"*;q=0", "cy"}});
}

}   // namespace
}   // namespace pages
