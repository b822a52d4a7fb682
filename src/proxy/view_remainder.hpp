#pragma once

#include "proxy/site_view.hpp"

namespace proxy {

/// As much of a view as an exchange of this site needs to be counted and logged at its end, and to
/// give its upstream connection back; without registries, pages and the rest of a snapshot. For who
/// has nothing more to decide and may live long: a tunnel. The one site of it is `site`.
[[nodiscard]] SnapshotViewPtr make_remainder(const SnapshotView& view, const SiteView& site);

}   // namespace proxy
