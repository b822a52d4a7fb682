#include "consent/name_mask.hpp"

#include <catch2/catch.hpp>
#include <string>

using consent::mask_name;

TEST_CASE("names are masked") {
    struct Row {
        std::string name;
        std::string shown;
    };
    const Row rows[] = {
        {"", ""},
        {"_ga", "_ga"},
        {"PHPSESSID", "PHPSESSID"},
        {"a12", "a12"},
        {"a123", "a*"},
        {"12", "12"},
        {"123", "*"},
        {"1234567890", "*"},
        {"x1y22z333", "x1y22z*"},
        {"_hp2_id.1234567", "_hp2_id.*"},
        {"_gat_UA-26179049-1", "_gat_UA-*-1"},
        {"_dc_gtm_UA-123-45", "_dc_gtm_UA-*-45"},
        {"_gac_UA-12-34", "_gac_UA-12-34"},
        // Hex: 8 or more with a digit.
        {"abcdef1", "abcdef1"},
        {"abcdef12", "*"},
        {"abcdefab", "abcdefab"},
        {"id.0deadBEEF.x", "id.*.x"},
        {"token_deadbeef0", "token_*"},
        {"abc123", "abc*"},
        {"1a22b333", "*"},
        {"1a22b33", "1a22b33"},
        {"550e8400-e29b-41d4-a716-446655440000", "*-e29b-41d4-a*-*"},
        {"sess:12g3456h", "sess:12g*h"},
        // Bytes that are not printable.
        {"a\nb", "a?b"},
        {"a\x1b[31mb", "a?[31mb"},
        {"caf\xc3\xa9", "caf??"},
        {std::string("a\0b", 3), "a?b"},
        {"\x7f", "?"},
        {"a b\"c", "a b\"c"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        CHECK(mask_name(row.name).view() == row.shown);
    }
}

TEST_CASE("a shown name has 64 bytes at most") {
    CHECK(mask_name(std::string(64, 'x')).view() == std::string(64, 'x'));
    CHECK(mask_name(std::string(65, 'x')).view() == std::string(64, 'x'));
    CHECK(mask_name(std::string(4096, 'g')).view().size() == 64);
    CHECK(mask_name(std::string(4096, '7')).view() == "*");
    CHECK(mask_name(std::string(4096, 'a')).view().size() == 64);
}

TEST_CASE("a run across the end of what is shown is masked whole") {
    CHECK(mask_name(std::string(62, 'x') + "12345").view() == std::string(62, 'x') + "*");
    CHECK(mask_name(std::string(60, 'x') + "ab12cd34").view() == std::string(60, 'x') + "*");
    CHECK(mask_name(std::string(64, 'x') + "12345").view() == std::string(64, 'x'));
}
