#pragma once

#include "admin/callbacks.hpp"
#include "admin/message.hpp"

namespace admin {

/// The answer to one request: 200, 404, 405, 500 where a callback throws, 503 while not serving,
/// and what `answer_console` gives. The answer to HEAD has GET's fields and no body. Whether the
/// connection is kept is not set.
[[nodiscard]] Response respond(const Request& request, const Callbacks& callbacks);

}   // namespace admin
