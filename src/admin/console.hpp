#pragma once

#include "admin/callbacks.hpp"
#include "admin/message.hpp"

#include <string_view>

namespace admin {

/// Is this path the status page, a part of it or a switch?
[[nodiscard]] bool is_of_console(std::string_view path);

/// The answer to a request for one of them; the paths are
///
///     GET  /                  the status page; /status.css and /status.js belong to it
///     GET  /status.json       the same for programs
///     GET  /logging           the level of the log, POST /logging?level=LEVEL sets it
///     GET  /sites/NAME/mode   the mode of a site, POST .../mode?mode=enforce|report|registry sets
///                             it; in NAME what a path cannot have is percent-encoded
///
/// A switch answers in JSON or text, as `Accept` has it, and a form on the page by sending the
/// browser back there. What `refuse_stranger` refuses gets its answer.
[[nodiscard]] Response answer_console(const Request& request, const Console& console);

}   // namespace admin
