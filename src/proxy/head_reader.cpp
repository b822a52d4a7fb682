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

std::optional<std::size_t> HeadReader::read(std::string_view bytes, std::size_t max_fields,
                                            http::ResponseHead& head) {
    if (!tried_) {
        tried_ = true;
        if (const auto size = http::read_response_head(bytes, max_fields, head)) {
            parsed_ = true;
            return *size;
        }
    }
    return find(bytes);
}

}   // namespace proxy
