#include "receipts/receipt_id.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <sys/random.h>
#include <system_error>

namespace receipts {
namespace {

constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t id_size = 26;

}   // namespace

std::string make_receipt_id() {
    std::array<std::uint8_t, id_size> random{};
    // Never in part and never interrupted: at most 256 bytes (getrandom(2)).
    if (::getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size())) {
        throw std::system_error(errno, std::generic_category(), "getrandom");
    }
    std::string id;
    id.reserve(id_size);
    for (const std::uint8_t byte : random) {
        id += alphabet[byte % alphabet.size()];
    }
    return id;
}

std::string read_receipt_id(std::string_view written) {
    std::string id;
    for (const char c : written) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
        if (lower == '-' || lower == ' ') {
            continue;
        }
        id += lower == 'o' ? '0' : lower == 'i' || lower == 'l' ? '1' : lower;
    }
    return id;
}

}   // namespace receipts
