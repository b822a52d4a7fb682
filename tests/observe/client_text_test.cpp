#include "observe/client_text.hpp"

#include <catch2/catch.hpp>
#include <string>

using observe::client_text;
using observe::ClientDetail;

TEST_CASE("an address is shown whole, by its prefix, or not at all") {
    struct Row {
        std::string address;
        std::string prefix;
    };
    const Row rows[] = {
        {"192.0.2.77", "192.0.2.0/24"},
        {"10.1.2.255", "10.1.2.0/24"},
        {"2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"},
        {"2001:db8::1", "2001:db8::/48"},
        {"::1", "::/48"},
        {"::ffff:192.0.2.77", "192.0.2.0/24"},
        {"fe80::1%eth0", "fe80::/48"},
        {"", ""},
        {"unknown", ""},
        {"192.0.2.77:8080", ""},
        {"192.0.2.777", ""},
        {std::string(60, '1'), ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.address);
        CHECK(client_text(row.address, ClientDetail::full).view() == row.address);
        CHECK(client_text(row.address, ClientDetail::prefix).view() == row.prefix);
        CHECK(client_text(row.address, ClientDetail::none).view().empty());
    }
}

TEST_CASE("an endless address is cut") {
    CHECK(client_text(std::string(1000, 'a'), ClientDetail::full).view() == std::string(64, 'a'));
}
