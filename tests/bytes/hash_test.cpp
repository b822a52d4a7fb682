#include "bytes/hash.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <string>

namespace bytes {

TEST_CASE("every byte and the size of a text tell in its hash") {
    for (std::size_t size = 0; size < 40; ++size) {
        const std::string text(size, 'a');
        std::set<std::uint64_t> seen{hash(text), hash(text + "a")};
        for (std::size_t at = 0; at < size; ++at) {
            std::string other = text;
            other[at] = 'b';
            seen.insert(hash(other));
        }
        CHECK(seen.size() == size + 2);
        CHECK(hash(std::string(text)) == hash(text));
    }
}

TEST_CASE("texts that differ little spread over a small table") {
    constexpr std::size_t places = 128;
    std::set<std::uint64_t> low;
    std::set<std::uint64_t> high;
    for (unsigned number = 0; number < 16 * places; ++number) {
        const std::uint64_t hashed =
            hash("%7B%22essential%22%3Atrue%2C%22n%22%3A" + std::to_string(number) + "%7D");
        low.insert(hashed % places);
        high.insert(hashed >> 57U);
    }
    CHECK(low.size() == places);
    CHECK(high.size() == places);
}

}   // namespace bytes
