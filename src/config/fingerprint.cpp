#include "config/fingerprint.hpp"

#include "bytes/sha256.hpp"

namespace config {

std::string fingerprint(std::string_view text) {
    return bytes::sha256_hex(text);
}

}   // namespace config
