#pragma once

#include "admin/message.hpp"

#include <optional>
#include <string>
#include <vector>

namespace admin {

/// The refusal of a request for the status page or a switch that a page of somebody else may have
/// made in an operator's browser; nothing for any other.
///
/// 421: it was asked by a name that is not one of `hosts` (in lower case), an address or
/// `localhost`: so a name that a stranger has pointed here (DNS rebinding) opens nothing.
/// 403: the browser says that another origin's page asks (`Origin`, `Sec-Fetch-Site`). A link to
/// the page may be followed from anywhere, but it opens in no frame. Who sends neither field is no
/// browser.
/// 400: no `Host`, or two.
[[nodiscard]] std::optional<Response> refuse_stranger(const Request& request,
                                                      const std::vector<std::string>& hosts);

}   // namespace admin
