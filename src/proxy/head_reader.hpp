#pragma once

#include "http/head.hpp"

#include <boost/system/result.hpp>
#include <cstddef>
#include <optional>
#include <string_view>

namespace proxy {

/// Finds the end of a response head as it arrives; a head that is not strict HTTP is found by its
/// first empty line of any kind and then has to be repaired.
class HeadReader {
public:
    /// The size of the head at the start of these bytes; nothing while it is not whole.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view bytes);

    /// The same; a head that is whole and strict HTTP when it is looked at first, as most are, is
    /// parsed on the way, each byte looked at once.
    [[nodiscard]] std::optional<std::size_t> read(std::string_view bytes, std::size_t max_fields,
                                                  http::ResponseHead& head);
    [[nodiscard]] bool parsed() const { return parsed_; }

    /// The head needs the repair pass.
    [[nodiscard]] bool loose() const { return loose_; }

private:
    http::HeadEnd end_;
    bool loose_ = false;
    bool tried_ = false;
    bool parsed_ = false;
};

}   // namespace proxy
