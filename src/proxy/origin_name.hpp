#pragma once

#include "config/upstream.hpp"

#include <string>

namespace proxy {

/// An origin as Host names it: the port only where it is not the usual one.
[[nodiscard]] std::string authority_of(const config::UpstreamSettings& upstream);

/// Tells origins apart, as servers whose connections count together.
[[nodiscard]] std::string origin_key(const config::UpstreamSettings& upstream);

/// The same for connections that may stand in for each other: pools of one origin are one pool,
/// over reloads and sites, as long as nothing about its connections changed.
[[nodiscard]] std::string pool_key(const config::UpstreamSettings& upstream);

}   // namespace proxy
