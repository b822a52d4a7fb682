#include "proxy/request_ids.hpp"

namespace proxy {

RequestIds::Id RequestIds::make() {
    constexpr std::string_view digits = "0123456789abcdef";
    constexpr std::size_t digits_a_word = 16;
    Id id;
    for (std::size_t at = 0; at < id.size(); at += digits_a_word) {
        std::uint64_t word = random_();
        for (std::size_t digit = 0; digit < digits_a_word; ++digit) {
            id[at + digit] = digits[word & 15U];
            word >>= 4U;
        }
    }
    return id;
}

std::string make_instance_name() {
    const RequestIds::Id id = RequestIds().make();
    return {id.data(), id.size()};
}

}   // namespace proxy
