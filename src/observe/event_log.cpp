#include "observe/event_log.hpp"

#include "observe/clock_text.hpp"
#include "observe/escape.hpp"

#include <spdlog/formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <string_view>
#include <utility>

namespace observe {
namespace {

std::string_view view(spdlog::string_view_t text) {
    return {text.data(), text.size()};
}

class EventFormatter : public spdlog::formatter {
public:
    explicit EventFormatter(LineFormat format) : format_(format) {}

    void format(const spdlog::details::log_msg& event, spdlog::memory_buf_t& out) override {
        line_.clear();
        if (format_ == LineFormat::json) {
            append_json_event(event);
        } else {
            append_text_event(event);
        }
        out.append(line_.data(), line_.data() + line_.size());
    }

    [[nodiscard]] std::unique_ptr<spdlog::formatter> clone() const override {
        return std::make_unique<EventFormatter>(format_);
    }

private:
    void append(std::string_view text) { line_.append(text); }

    void append_text_event(const spdlog::details::log_msg& event) {
        append(clock_.format(event.time));
        append(" ");
        append(view(spdlog::level::to_string_view(event.level)));
        append(" ");
        append_line(line_, view(event.payload));
        append("\n");
    }

    void append_json_event(const spdlog::details::log_msg& event) {
        append("{\"time\":\"");
        append(clock_.format(event.time));
        append("\",\"level\":\"");
        append(view(spdlog::level::to_string_view(event.level)));
        append("\",\"message\":\"");
        append_json(line_, view(event.payload));
        append("\"}\n");
    }

    LineFormat format_;
    ClockText clock_;
    fmt::memory_buffer line_;
};

}   // namespace

std::shared_ptr<spdlog::logger> make_event_log(LineFormat format, spdlog::level::level_enum level,
                                               spdlog::sink_ptr sink) {
    if (!sink) {
        sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    }
    auto log = std::make_shared<spdlog::logger>("consent-proxy", std::move(sink));
    log->set_formatter(std::make_unique<EventFormatter>(format));
    log->set_level(level);
    log->flush_on(spdlog::level::trace);
    return log;
}

}   // namespace observe
