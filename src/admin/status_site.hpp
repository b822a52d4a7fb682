#pragma once

#include "admin/status.hpp"

#include <fmt/format.h>

namespace admin {

/// Appends one site as the status page shows it: an article under a heading of the third level.
/// `number` tells its ids from those of others.
void write_site(const SiteStatus& site, const Status& status, std::size_t number,
                fmt::memory_buffer& out);

/// Appends one term and its description, HTML as it stands, to a list of facts.
void write_fact(std::string_view term, std::string_view description, fmt::memory_buffer& out);

}   // namespace admin
