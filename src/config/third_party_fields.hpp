#pragma once

#include "config/binder.hpp"
#include "config/registry_draft.hpp"

namespace config {

/// One item of `third_parties:`.
[[nodiscard]] const Fields<ThirdPartyDraft>& third_party_fields();

/// Reads `third_parties:` into the draft. No host may stand there twice.
void read_third_parties(const Value& value, RegistryDraft& draft, Report& report);

/// Finds the category of each, once all categories have been read, and completes `draft.data`.
void settle_third_parties(RegistryDraft& draft, Report& report);

}   // namespace config
