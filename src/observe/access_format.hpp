#pragma once

#include "observe/access_entry.hpp"
#include "observe/clock_text.hpp"

#include <fmt/format.h>

namespace observe {

/// Appends one line for people, ended by a newline:
///
///     TIME SITE CLIENT METHOD HOST PATH STATUS in=BYTES out=BYTES time=MSms upstream=MSms
///     flags=FLAGS stripped=FIELD:NAME:REASON,...
///
/// What is not known is `-`. Everything a visitor or an origin sent is escaped.
void format_text(const AccessEntry& entry, ClockText& clock, fmt::memory_buffer& out);

/// Appends one line as NCSA httpd's Common Log Format has it, so that tools which know no other
/// can read it; the time is UTC, and the bytes are those behind the head:
///
///     CLIENT - - [DD/Mon/YYYY:HH:MM:SS +0000] "METHOD PATH VERSION" STATUS BYTES
///
/// It has no place for flags and cookies. What is not known is `-`.
void format_common(const AccessEntry& entry, ClockText& clock, fmt::memory_buffer& out);

/// Appends one JSON object and a newline, with the keys time, site, client, method, host, path,
/// status, bytes_in, bytes_out, duration_ms, upstream_ms (null: no origin was asked), flags and
/// stripped: [{"name", "reason", "from": "set-cookie" or "cookie"}].
void format_json(const AccessEntry& entry, ClockText& clock, fmt::memory_buffer& out);

}   // namespace observe
