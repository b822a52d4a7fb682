#pragma once

#include "bytes/list.hpp"

namespace http {

/// Walks the elements of a comma-separated field value (RFC 9110 section 5.6.1).
using ListReader = bytes::PartReader<','>;

}   // namespace http
