#pragma once

#include <utility>  // Boost 1.74's asio forgets it

#include <boost/asio/buffer.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include "services/http/connection.h"

// One connection, from its first byte to its last. Heavy to compile: only session.cpp and, one for each kind
// of stream, plain_session.cpp and tls_session.cpp include this.
namespace doorstep::http {

namespace beast = boost::beast;

// The common name in the certificate the other side showed; empty when it has none.
std::string peerName(beast::ssl_stream<beast::tcp_stream>& stream);
inline std::string peerName(beast::tcp_stream&) {
  return {};
}

Request requestOf(const beast::http::request<beast::http::string_body>& message, std::string peer);
beast::http::response<beast::http::string_body> messageOf(const Response& response, bool keepAlive);
// What to answer when reading failed so; nothing: just close.
std::optional<Response> refusalOf(const beast::error_code& error);

template <class Stream>
class Session : public Connection, public std::enable_shared_from_this<Session<Stream>> {
 public:
  Session(Host& host, Stream stream)
      : host_(host),
        stream_(std::move(stream)),
        timer_(stream_.get_executor()),
        buffer_(host.limits().headerBytes + kAhead) {}
  ~Session() override { host_.closed(this); }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void start() override {
    if constexpr (kTls) {
      deadline(host_.limits().request);
      stream_.async_handshake(net::ssl::stream_base::server, [self = self()](const beast::error_code& error) {
        if (!error) return self->awaitRequest();
        // The client may have sent its request already: without lingering it would see a reset, not the
        // alert.
        self->deadline(kPartingTime);
        self->linger();
      });
    } else {
      awaitRequest();
    }
  }

  void drain() override {
    if (closable_) close();
  }

 private:
  static constexpr bool kTls = !std::is_same_v<Stream, beast::tcp_stream>;
  static constexpr std::size_t kChunk = 4096;
  // What may wait unread besides a header. The parser keeps a chunk's extensions and the trailer here until
  // they end, and has no limit of its own for them.
  static constexpr std::size_t kAhead = 64 << 10;
  static constexpr std::size_t kLingerBytes = 1 << 20;
  static constexpr std::chrono::milliseconds kPartingTime{2'000};

  std::shared_ptr<Session> self() { return this->shared_from_this(); }
  void deadline(std::chrono::milliseconds limit) { beast::get_lowest_layer(stream_).expires_after(limit); }

  // The first byte ends being idle; from then on the whole request has one deadline, however slowly it drips.
  void awaitRequest() {
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(host_.limits().headerBytes));
    parser_->body_limit(host_.limits().bodyBytes);
    if (buffer_.size() > 0) return readRequest();  // sent ahead, behind the last one
    if (host_.draining()) return close();
    closable_ = true;
    deadline(host_.limits().idle);
    stream_.async_read_some(buffer_.prepare(kChunk),
                            [self = self()](const beast::error_code& error, std::size_t bytes) {
                              self->closable_ = false;
                              self->buffer_.commit(bytes);
                              if (!error) self->readRequest();
                            });
  }

  void readRequest() {
    deadline(host_.limits().request);
    beast::http::async_read(stream_, buffer_, *parser_,
                            [self = self()](const beast::error_code& error, std::size_t) {
                              if (!error) return self->handle();
                              if (const auto refusal = refusalOf(error)) self->finish(*refusal, false);
                            });
  }

  void handle() {
    beast::get_lowest_layer(stream_).expires_never();  // a delay is the handler's wish
    const auto message = parser_->release();
    const bool keepAlive = message.keep_alive();
    const Response response = host_.respond(requestOf(message, peerName(stream_)));
    if (response.delay.count() == 0) return finish(response, keepAlive);
    timer_.expires_after(response.delay);
    timer_.async_wait([self = self(), response, keepAlive](const beast::error_code& error) {
      if (!error) self->finish(response, keepAlive);
    });
  }

  void finish(const Response& response, bool keepAlive) {
    if (response.drop) return close();
    const bool keep = keepAlive && !host_.draining();
    write(messageOf(response, keep),
          [keep](Session& session) { keep ? session.awaitRequest() : session.end(); });
  }

  template <class Next>
  void write(beast::http::response<beast::http::string_body> message, Next next) {
    answer_ = std::move(message);
    deadline(host_.limits().request);
    beast::http::async_write(stream_, answer_,
                             [self = self(), next](const beast::error_code& error, std::size_t) {
                               if (!error) next(*self);
                             });
  }

  // The last answer is on its way: say so, then wait for the other side.
  void end() {
    deadline(kPartingTime);
    closable_ = true;
    if constexpr (kTls)
      stream_.async_shutdown([self = self()](const beast::error_code&) { self->linger(); });
    else
      linger();
  }

  // Closing with unread bytes in the socket would reset the connection and take the answer with it: so what
  // still comes is read and thrown away, up to a limit and for as long as the deadline runs.
  void linger() {
    if (host_.draining()) return close();
    beast::error_code ignored;
    beast::get_lowest_layer(stream_).socket().shutdown(net::socket_base::shutdown_send, ignored);
    throwAway(0);
  }

  void throwAway(std::size_t sofar) {
    if (sofar > kLingerBytes) return close();
    buffer_.clear();
    beast::get_lowest_layer(stream_).async_read_some(
        buffer_.prepare(kChunk), [self = self(), sofar](const beast::error_code& error, std::size_t bytes) {
          if (!error) self->throwAway(sofar + bytes);
        });
  }

  void close() { beast::get_lowest_layer(stream_).close(); }

  Host& host_;
  Stream stream_;
  net::steady_timer timer_;
  beast::flat_buffer buffer_;
  std::optional<beast::http::request_parser<beast::http::string_body>> parser_;
  beast::http::response<beast::http::string_body> answer_;
  bool closable_ = false;  // nothing is under way
};

}  // namespace doorstep::http
