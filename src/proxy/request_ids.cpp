#include "proxy/request_ids.hpp"

#include <cstdint>
#include <cstring>

namespace proxy {
namespace {

using Digits = std::array<char, 2>;

constexpr auto make_digits() {
    constexpr std::string_view digits = "0123456789abcdef";
    std::array<Digits, 256> all{};
    for (std::size_t byte = 0; byte < all.size(); ++byte) {
        all[byte] = {digits[byte >> 4U], digits[byte & 15U]};
    }
    return all;
}
constexpr auto digits_of = make_digits();

}   // namespace

RequestIds::Id RequestIds::make() {
    Id id;
    for (std::size_t at = 0; at < id.size();) {
        const std::uint64_t word = random_();
        for (unsigned shift = 0; shift < 64; shift += 8, at += sizeof(Digits)) {
            std::memcpy(&id[at], digits_of[word >> shift & 0xffU].data(), sizeof(Digits));
        }
    }
    return id;
}

std::string make_instance_name() {
    const RequestIds::Id id = RequestIds().make();
    return {id.data(), id.size()};
}

}   // namespace proxy
