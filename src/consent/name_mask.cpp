#include "consent/name_mask.hpp"

#include "bytes/ascii.hpp"

#include <algorithm>

namespace consent {
namespace {

constexpr std::size_t min_digits = 3;
constexpr std::size_t min_hex_digits = 8;

bool is_hex_digit(char byte) {
    return bytes::is_digit(byte) || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
}

bool is_printable(char byte) {
    return byte >= ' ' && byte <= '~';
}

std::size_t run_length(std::string_view text, bool (*belongs)(char)) {
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), belongs) -
                                    text.begin());
}

void append_masking_digits(MaskedName& shown, std::string_view text) {
    while (!text.empty()) {
        const std::size_t digits = run_length(text, bytes::is_digit);
        if (digits >= min_digits) {
            shown.append('*');
            text.remove_prefix(digits);
            continue;
        }
        const std::size_t kept = std::max<std::size_t>(digits, 1);
        std::for_each_n(text.begin(), kept, [&shown](char byte) { shown.append(byte); });
        text.remove_prefix(kept);
    }
}

}   // namespace

MaskedName mask_name(std::string_view name) {
    MaskedName shown;
    while (!name.empty() && !shown.full()) {
        const std::size_t hex = run_length(name, is_hex_digit);
        const std::string_view run = name.substr(0, hex);
        if (hex == 0) {
            shown.append(is_printable(name.front()) ? name.front() : '?');
        } else if (hex >= min_hex_digits && std::any_of(run.begin(), run.end(), bytes::is_digit)) {
            shown.append('*');
        } else {
            append_masking_digits(shown, run);
        }
        name.remove_prefix(std::max<std::size_t>(hex, 1));
    }
    return shown;
}

}   // namespace consent
