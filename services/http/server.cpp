#include "services/http/server.h"

#include <atomic>
#include <thread>
#include <unordered_set>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "kiosk/base/log.h"
#include "services/http/connection.h"

namespace doorstep::http {

using boost::system::error_code;
using net::ip::tcp;

namespace {

Outcome<void> loadTls(net::ssl::context& context, const TlsFiles& files) {
  context.set_options(net::ssl::context::default_workarounds | net::ssl::context::no_sslv2 |
                      net::ssl::context::no_sslv3 | net::ssl::context::no_tlsv1 |
                      net::ssl::context::no_tlsv1_1);
  // A resumed session would skip the client's certificate; kiosks keep their connections instead.
  SSL_CTX_set_options(context.native_handle(), SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_session_cache_mode(context.native_handle(), SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(context.native_handle(), 0);
  error_code error;
  const auto failed = [&](const std::string& file) {
    return problem("server.bad-settings", file + ": " + error.message());
  };
  context.use_certificate_chain_file(files.certificate, error);
  if (error) return failed(files.certificate);
  context.use_private_key_file(files.key, net::ssl::context::pem, error);
  if (error) return failed(files.key);
  context.load_verify_file(files.clientTrust, error);
  if (error) return failed(files.clientTrust);
  context.set_verify_mode(net::ssl::verify_peer | net::ssl::verify_fail_if_no_peer_cert, error);
  if (error) return failed(files.certificate);
  return {};
}

}  // namespace

class Server::Loop : public Host {
 public:
  Loop(const ServerOptions& options, Handler handler)
      : limits_(options.limits), handler_(std::move(handler)), withTls_(options.tls.has_value()) {}
  ~Loop() override { stop(std::chrono::milliseconds(0)); }
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  Outcome<void> start(const ServerOptions& options);
  void stop(std::chrono::milliseconds grace);

  Response respond(const Request& request) override;
  const Limits& limits() const override { return limits_; }
  bool draining() const override { return draining_; }
  void closed(Connection* connection) override;

  std::uint16_t port = 0;
  std::atomic<std::uint64_t> accepted{0};
  std::atomic<std::uint64_t> answered{0};

 private:
  void accept();
  void admit(tcp::socket socket);
  void drain(std::chrono::milliseconds grace);

  Limits limits_;
  Handler handler_;
  const bool withTls_;
  net::ssl::context tls_{net::ssl::context::tls_server};
  std::unordered_set<Connection*> connections_;
  bool draining_ = false;  // the loop's thread only, like connections_
  net::io_context io_{1};
  tcp::acceptor acceptor_{io_};
  net::steady_timer patience_{io_};  // how long stop() waits
  net::steady_timer acceptAgain_{
      io_};  // one of its own: waiting to accept must not put off the end of patience_
  std::thread thread_;
};

Outcome<void> Server::Loop::start(const ServerOptions& options) {
  error_code error;
  const auto address = net::ip::make_address(options.address, error);
  if (error) return problem("server.bad-settings", options.address + " is no address");
  if (!options.tls && !address.is_loopback())
    return problem("server.bad-settings", "plain HTTP is for loopback only, not " + options.address);
  if (options.tls) {
    if (auto loaded = loadTls(tls_, *options.tls); !loaded) return loaded;
  }
  const tcp::endpoint endpoint(address, options.port);
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(net::socket_base::max_listen_connections, error);
  if (error)
    return problem("server.address-taken",
                   options.address + ":" + std::to_string(options.port) + ": " + error.message());
  port = acceptor_.local_endpoint().port();
  accept();
  thread_ = std::thread([this] { io_.run(); });
  return {};
}

void Server::Loop::accept() {
  acceptor_.async_accept([this](const error_code& error, tcp::socket socket) {
    if (draining_ || error == net::error::operation_aborted) return;
    if (!error) admit(std::move(socket));
    if (!error || error == net::error::connection_aborted) return accept();
    // Out of descriptors: try again when some may have been given back.
    logWarning("http", "cannot accept: ", error.message());
    acceptAgain_.expires_after(std::chrono::milliseconds(200));
    acceptAgain_.async_wait([this](const error_code& stopped) {
      if (!stopped && !draining_) accept();
    });
  });
}

void Server::Loop::admit(tcp::socket socket) {
  ++accepted;
  if (connections_.size() >= limits_.connections) return;  // the socket closes as it goes out of scope
  error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  const auto connection =
      withTls_ ? tlsConnection(*this, std::move(socket), tls_) : plainConnection(*this, std::move(socket));
  connections_.insert(connection.get());
  connection->start();
}

Response Server::Loop::respond(const Request& request) {
  ++answered;
  Response response;
  try {
    response = handler_(request);
  } catch (const std::exception& fault) {
    logError("http", request.method, " failed: ", fault.what());
    response = refusal(500, "failed", "系统出错了，请稍后核实办理结果");
  }
  return response;
}

void Server::Loop::closed(Connection* connection) {
  connections_.erase(connection);
  // Once the loop has stopped, what is left goes down with the io_context, and the timer is gone before it.
  if (draining_ && connections_.empty() && !io_.stopped()) patience_.cancel();
}

void Server::Loop::drain(std::chrono::milliseconds grace) {
  draining_ = true;
  error_code ignored;
  acceptor_.close(ignored);
  acceptAgain_.cancel();
  const auto open = connections_;  // closing changes the set
  for (Connection* const connection : open) connection->drain();
  if (grace.count() == 0) return io_.stop();
  patience_.expires_after(grace);
  patience_.async_wait([this](const error_code& error) {
    if (!error) io_.stop();
  });
  if (connections_.empty()) patience_.cancel();
}

void Server::Loop::stop(std::chrono::milliseconds grace) {
  if (!thread_.joinable()) return;
  net::post(io_, [this, grace] { drain(grace); });
  thread_.join();
}

Server::Server(std::unique_ptr<Loop> loop) : loop_(std::move(loop)) {}
Server::~Server() = default;

Outcome<std::unique_ptr<Server>> Server::start(const ServerOptions& options, Handler handler) {
  auto loop = std::make_unique<Loop>(options, std::move(handler));
  if (auto started = loop->start(options); !started) return tl::unexpected(started.error());
  return std::unique_ptr<Server>(new Server(std::move(loop)));
}

std::uint16_t Server::port() const {
  return loop_->port;
}
void Server::stop(std::chrono::milliseconds grace) {
  loop_->stop(grace);
}
std::uint64_t Server::connectionsAccepted() const {
  return loop_->accepted;
}
std::uint64_t Server::requestsAnswered() const {
  return loop_->answered;
}

}  // namespace doorstep::http
