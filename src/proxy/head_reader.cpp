#include "proxy/head_reader.hpp"

#include "http/repair.hpp"

namespace proxy {

std::optional<std::size_t> HeadReader::find(std::string_view bytes) {
    if (!loose_) {
        const auto found = end_.find(bytes);
        if (found) {
            return *found;
        }
        loose_ = true;
    }
    return http::find_loose_head_end(bytes);
}

}   // namespace proxy
