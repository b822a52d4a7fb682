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

    /// The head needs the repair pass.
    [[nodiscard]] bool loose() const { return loose_; }

private:
    http::HeadEnd end_;
    bool loose_ = false;
};

}   // namespace proxy
