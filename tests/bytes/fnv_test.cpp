#include "bytes/fnv.hpp"

#include <catch2/catch.hpp>
#include <string_view>

namespace bytes {

// Published values of FNV-1a, 64 bits.
TEST_CASE("FNV-1a has the values of its definition") {
    struct Row {
        std::string_view text;
        std::uint64_t hash;
    };
    for (const Row& row : {Row{"", 0xcbf29ce484222325}, Row{"a", 0xaf63dc4c8601ec8c},
                           Row{"foobar", 0x85944171f73967e8}}) {
        std::uint64_t hash = fnv_start;
        for (const char c : row.text) {
            hash = fnv_add(hash, static_cast<unsigned char>(c));
        }
        CHECK(hash == row.hash);
    }
}

}   // namespace bytes
