#include "consent/base64.hpp"
#include "consent/shape_text.hpp"

#include <array>
#include <charconv>

namespace consent {
namespace {

// Bits from the first of the core segment.
constexpr std::size_t version_at = 0;
constexpr std::size_t policy_version_at = 132;
constexpr std::size_t purposes_at = 152;
constexpr std::size_t vendors_at = 213;
constexpr unsigned purpose_count = 24;
constexpr unsigned known_version = 2;

bool bit(std::string_view bytes, std::size_t at) {
    return (static_cast<unsigned char>(bytes[at / 8]) >> (7 - at % 8) & 1U) != 0;
}

unsigned six_bits(std::string_view bytes, std::size_t at) {
    unsigned number = 0;
    for (std::size_t i = 0; i < 6; ++i) {
        number = number << 1U | (bit(bytes, at + i) ? 1U : 0U);
    }
    return number;
}

/// A small number as text, for as long as the object lives.
class Digits {
public:
    explicit Digits(unsigned number)
        : end_(std::to_chars(digits_.begin(), digits_.end(), number).ptr) {}

    [[nodiscard]] std::string_view text() const { return {digits_.data(), end_}; }

private:
    std::array<char, 12> digits_{};
    const char* end_;
};

}   // namespace

bool read_tc_string(std::string_view text, Tally& tally) {
    const auto core = base64_decode(text.substr(0, text.find('.')), Base64::url);
    if (!core || core->size() * 8 < vendors_at || six_bits(*core, version_at) != known_version) {
        return false;
    }
    const Digits policy_version(six_bits(*core, policy_version_at));
    tally.field("policy_version", {ScalarKind::number, policy_version.text()});
    for (unsigned purpose = 1; purpose <= purpose_count; ++purpose) {
        const bool yes = bit(*core, purposes_at + purpose - 1);
        tally.answer(Digits(purpose).text(), {ScalarKind::boolean, yes ? "true" : "false"});
    }
    return true;
}

}   // namespace consent
