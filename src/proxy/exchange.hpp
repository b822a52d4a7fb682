#pragma once

#include "http/framing.hpp"
#include "http/head.hpp"
#include "http/head_writer.hpp"
#include "http/local_reply.hpp"
#include "http/octets.hpp"
#include "net/buffer.hpp"
#include "net/task.hpp"
#include "net/upstream_pool.hpp"
#include "proxy/connection.hpp"
#include "proxy/error.hpp"
#include "proxy/head_reader.hpp"
#include "proxy/own_page.hpp"
#include "proxy/peer.hpp"
#include "proxy/record.hpp"
#include "proxy/relay.hpp"
#include "proxy/service.hpp"
#include "proxy/workspace.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace proxy {

/// One request and its response, from the first byte read to the last byte written. `run` in
/// exchange.cpp is its life from top to bottom.
class Exchange {
public:
    /// Both outlive the exchange; the connection's input holds the first bytes of the request.
    Exchange(Service& service, Connection& connection);
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;
    ~Exchange();

    /// Serves it and says what becomes of the downstream connection.
    net::Task<After> run();

private:
    using Failure = std::optional<Error>;

    net::Task<After> serve();
    net::Task<After> tunnel();
    void let_go_of_snapshot();
    net::Task<After> fail(Error error);
    [[nodiscard]] std::string extra_fields(ErrorKind kind) const;
    [[nodiscard]] bool accepts_html() const;
    net::Task<After> answer_ping();
    net::Task<After> answer(const http::LocalReply& reply);
    net::Task<bool> send_all(std::string_view bytes);
    [[nodiscard]] bool request_is_read() const;
    [[nodiscard]] bool keeps_connection() const;
    [[nodiscard]] bool has_to_end() const;
    void watch_visitor();
    void keep_read_ahead();
    void count_bytes();
    [[nodiscard]] const config::Settings& settings() const { return view_->settings(); }

    // exchange_request.cpp
    void forget_request();
    net::Task<Failure> read_request();
    [[nodiscard]] bool read_at_once(std::size_t limit);
    net::Task<bool> read_more(net::Buffer& into);
    [[nodiscard]] bool skip_empty_line();
    Failure judge_request();
    [[nodiscard]] bool is_ping() const;
    Failure find_site();
    [[nodiscard]] bool is_loop() const;
    [[nodiscard]] bool has_signal() const;
    [[nodiscard]] http::Forwarding make_forwarding();
    void read_policy();
    void write_request();

    // exchange_pages.cpp
    net::Task<After> serve_own_page(OwnPage page);
    net::Task<Failure> read_form(std::string& form);

    // exchange_upstream.cpp
    net::Task<Failure> ask_origin();
    net::Task<Failure> take_upstream(bool fresh);
    net::Task<Failure> connect_upstream(net::ConnectionLimit::Place& place);
    net::Task<Failure> send_and_await_head();
    net::Task<bool> send_interim();
    Failure pump_request();
    Failure read_response_head();
    Failure take_response_head();
    [[nodiscard]] Failure origin_left() const;
    [[nodiscard]] Failure request_timed_out() const;
    [[nodiscard]] bool may_repeat() const;
    [[nodiscard]] bool take_pinned();
    void await_answer();
    [[nodiscard]] bool has_been_left();

    // exchange_queue.cpp
    [[nodiscard]] bool gathers_body() const;
    net::Task<Failure> gather_body();
    net::Task<Failure> await_turn(net::ConnectionLimit::Place& place, bool fresh);
    [[nodiscard]] Failure has_to_stop_waiting();

    // exchange_response.cpp
    Failure judge_response();
    [[nodiscard]] http::ResponsePlan plan_response() const;
    void filter_response();
    void warn_of_sessions();
    net::Task<Failure> relay_response();
    [[nodiscard]] Failure response_failure() const;
    [[nodiscard]] After after_response() const;
    void release_upstream();
    void keep_upstream();
    void close_upstream();

    Service& service_;
    Connection& connection_;
    SnapshotViewPtr view_;
    std::unique_ptr<Workspace> work_;
    Record record_;

    http::RequestGate gate_;
    Visit visit_;
    const SiteView* site_ = nullptr;
    std::size_t head_size_ = 0;
    bool head_parsed_ = false;
    bool form_read_ = false;   ///< the body was for the proxy itself, and was read
    bool visitor_gone_ = false;
    bool hurries_ = false;   ///< the visitor's side has ended: an answer now, or never
    bool pins_ = false;      ///< the upstream connection is the visitor's own from here
    RequestIds::Id request_id_;

    std::unique_ptr<pages::Transform> transform_;   ///< of the response body; mostly none
    net::UpstreamPtr upstream_;
    net::Buffer request_body_;     ///< what is read from the visitor behind the head
    net::Buffer response_bytes_;   ///< what is read from the origin
    HeadReader response_reader_;
    std::size_t response_head_size_ = 0;   ///< 0 while it is not whole
    http::ResponseGate response_gate_;
    std::optional<std::chrono::seconds> upstream_keeps_;   ///< how long the origin says it waits
    http::ResponsePlan plan_;
    std::size_t lost_set_cookies_ = 0;
    bool response_started_ = false;   ///< a byte of the final response went to the visitor
    bool origin_answered_ = false;    ///< a byte came from the origin
    std::optional<Relay> request_relay_;
    std::optional<Relay> response_relay_;
};

}   // namespace proxy
