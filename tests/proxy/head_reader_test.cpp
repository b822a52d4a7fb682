#include "proxy/head_reader.hpp"

#include <catch2/catch.hpp>
#include <string>

namespace proxy {

TEST_CASE("a strict head is found at the same byte however it arrives") {
    const std::string head = "HTTP/1.1 200 OK\r\nA: b\r\n\r\n";
    const std::string bytes = head + "body";
    for (std::size_t split = 0; split <= bytes.size(); ++split) {
        HeadReader reader;
        auto found = reader.find(std::string_view(bytes).substr(0, split));
        CHECK(found.has_value() == (split >= head.size()));
        if (!found) {
            found = reader.find(bytes);
        }
        CHECK(found == head.size());
        CHECK_FALSE(reader.loose());
    }
}

TEST_CASE("a head with bare LFs ends at its first empty line and needs repair") {
    const std::string head = "HTTP/1.1 200 OK\nA: b\r\n\n";
    HeadReader reader;
    CHECK_FALSE(reader.find(std::string_view(head).substr(0, head.size() - 1)).has_value());
    CHECK(reader.find(head + "body") == head.size());
    CHECK(reader.loose());
}

}   // namespace proxy
