#pragma once

#include "pages/transform.hpp"

#include <memory>

namespace pages {

/// Decodes a gzip body (RFC 1952, several members too), has `inner` change it, and gives it
/// decoded, or encoded again where `encodes`. What came in goes out before more is awaited: each
/// time that `take` has nothing more, all of it has been flushed. A body that is no gzip, has
/// something else behind it, or is cut short, fails; an empty one stays empty.
[[nodiscard]] std::unique_ptr<Transform> through_gzip(std::unique_ptr<Transform> inner,
                                                      bool encodes);

}   // namespace pages
