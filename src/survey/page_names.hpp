#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace survey {

/// One cookie as a cell for names has it.
struct PageName {
    std::string name;    ///< a name or a pattern; empty where the page prints a label alone
    std::string label;   ///< what the page prints, where it is more than the name
    std::string doubt;   ///< a sentence for whoever reads the draft; mostly empty
};

/// Reads a cell for names. Several are separated by line breaks, commas, semicolons, `and`, `or`
/// or just blanks (then each must look like a name):
///
///     names = name *( separator name )
///     name  = token [ "(" remark ")" ] / token " cookie" / label
///
/// Placeholders become patterns: `_ga_<container-id>`, `_gat_UA-XXXXXXXX-X`, `_hjSession_{id}`,
/// `_pk_id.#` and `visitor_id...` end in `*`. A label ("Seraph Remember Me") has a name only where
/// it is one of a few that are known.
[[nodiscard]] std::vector<PageName> read_names(std::string_view cell);

}   // namespace survey
