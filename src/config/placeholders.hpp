#pragma once

#include "config/values.hpp"
#include "consent/page_text.hpp"

namespace config {

/// Reports a placeholder (`{` 1*( ALPHA / "_" ) `}`) that stands for nothing in this text, as it
/// would be shown as it is, and the lack of one that the text is for.
void check_placeholders(const Value& value, consent::PageText text, Report& report);

}   // namespace config
