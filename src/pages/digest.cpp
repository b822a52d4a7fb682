#include "pages/digest.hpp"

#include "bytes/sha256.hpp"

namespace pages {

std::string digest(std::string_view content) {
    return bytes::sha256_hex(content).substr(0, 16);
}

}   // namespace pages
