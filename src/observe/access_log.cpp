#include "observe/access_log.hpp"

#include "observe/access_format.hpp"

namespace observe {

AccessLog::AccessLog(LogWriter& writer, LineFormat format, Counter& dropped_lines)
    : writer_(writer), format_(format), dropped_lines_(dropped_lines) {}

AccessLog::~AccessLog() {
    flush();
}

void AccessLog::write(const AccessEntry& entry) {
    switch (format_) {
        case LineFormat::json:
            format_json(entry, clock_, block_);
            break;
        case LineFormat::common:
            format_common(entry, clock_, block_);
            break;
        case LineFormat::text:
            format_text(entry, clock_, block_);
            break;
    }
    ++lines_;
    if (block_.size() >= block_size) {
        flush();
    }
}

void AccessLog::flush() {
    if (!writer_.take(block_)) {
        dropped_lines_.add(lines_);
        block_.clear();
    }
    lines_ = 0;
}

}   // namespace observe
