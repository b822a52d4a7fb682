#include "consent/bypass.hpp"

#include "check.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using fuzz::require;

/// How one origin reads a path.
struct Reading {
    int decodes = 0;
    bool backslashes = false;   ///< are slashes
    bool parameters = false;    ///< `;...` is cut off each segment
    bool merges = false;        ///< runs of slashes are one
};

/// Byte for byte, with a step back to the last `*` where a literal does not fit.
bool matches(std::string_view pattern, std::string_view path) {
    std::size_t at = 0;
    std::size_t star = pattern.npos;
    std::size_t resume = 0;
    for (std::size_t i = 0; i < path.size();) {
        if (at < pattern.size() && pattern[at] == '*') {
            star = at++;
            resume = i;
        } else if (at < pattern.size() && pattern[at] == path[i]) {
            ++at;
            ++i;
        } else if (star != pattern.npos) {
            at = star + 1;
            i = ++resume;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', at) == pattern.npos;
}

int hex(char c) {
    const auto at = std::string_view("0123456789abcdefABCDEF").find(c);
    return at == std::string_view::npos ? -1 : static_cast<int>(at < 16 ? at : at - 6);
}

/// Decodes once; a broken escape stays as it is.
std::string decode(std::string_view path) {
    std::string text;
    for (std::size_t i = 0; i < path.size(); ++i) {
        const bool whole = path[i] == '%' && path.size() - i > 2;
        if (whole && hex(path[i + 1]) >= 0 && hex(path[i + 2]) >= 0) {
            text += static_cast<char>(hex(path[i + 1]) * 16 + hex(path[i + 2]));
            i += 2;
        } else {
            text += path[i];
        }
    }
    return text;
}

std::string resolve(std::string_view path, const Reading& reading) {
    std::vector<std::string_view> segments;
    bool folder = false;
    path.remove_prefix(1);
    for (bool more = true; more;) {
        more = path.find('/') != path.npos;
        std::string_view segment = fuzz::take_part(path, '/');
        if (reading.parameters) {
            segment = segment.substr(0, segment.find(';'));
        }
        folder = segment.empty() || segment == "." || segment == "..";
        if (segment == "..") {
            segments.resize(segments.size() - (segments.empty() ? 0 : 1));
        } else if (segment != "." && !(segment.empty() && (reading.merges || !more))) {
            segments.push_back(segment);
        }
    }
    std::string normal;
    for (const std::string_view segment : segments) {
        normal.append("/").append(segment);
    }
    return folder || normal.empty() ? normal + "/" : normal;
}

std::string read(std::string_view path, const Reading& reading) {
    std::string text(path);
    for (int round = 0; round < reading.decodes; ++round) {
        text = decode(text);
    }
    for (char& c : text) {
        c = reading.backslashes && c == '\\' ? '/' : c;
    }
    return text.starts_with('/') ? resolve(text, reading) : text;
}

/// Origins do not agree whether `/a/;x` is the folder or the file.
bool matches_folder_or_file(std::string_view pattern, std::string_view path) {
    return matches(pattern, path) ||
           (path.ends_with('/') && matches(pattern, path.substr(0, path.size() - 1)));
}

/// Whatever origin reads the path, it stays in the folder that is exempt.
void check_folder(std::string_view pattern, std::string_view path) {
    for (const int decodes : {0, 1, 2, 8}) {
        for (unsigned bits = 0; bits < 8; ++bits) {
            const Reading reading{.decodes = decodes,
                                  .backslashes = (bits & 1U) != 0,
                                  .parameters = (bits & 2U) != 0,
                                  .merges = (bits & 4U) != 0};
            require(matches(pattern, read(path, reading)));
        }
    }
}

}   // namespace

// The first line is the pattern, the rest the target. A path that is bypassed matches as it came
// and as an origin reads it that decodes all there is; where the pattern is a whole folder, no way
// of reading leads out of it. What is normalised stays so.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view target = fuzz::text_of(data, size);
    const std::string pattern(fuzz::take_part(target, '\n'));
    const std::string_view path = target.substr(0, target.find('?'));
    if (const auto normal = consent::normalise_path(path)) {
        require(normal->starts_with('/') && consent::normalise_path(*normal) == normal);
    }
    if (!consent::is_bypassed({pattern}, target)) {
        return 0;
    }
    const Reading obliging{.decodes = 8, .backslashes = true, .parameters = true, .merges = true};
    require(matches(pattern, path) && matches_folder_or_file(pattern, read(path, obliging)));
    if (pattern.ends_with("/*") && pattern.find('*') == pattern.size() - 1) {
        check_folder(pattern, path);
    }
    return 0;
}
