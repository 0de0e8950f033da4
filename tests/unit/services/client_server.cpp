#include "client_server.h"

#include <array>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <sys/socket.h>

#include "client_pki.h"

namespace client_test {
namespace asio = boost::asio;
namespace http = boost::beast::http;
using Stream = asio::ssl::stream<asio::ip::tcp::socket>;
using boost::system::error_code;

struct Server::State {
  asio::io_context io;
  asio::ip::tcp::acceptor acceptor;
  asio::ssl::context tls{asio::ssl::context::tls_server};
  Handler handler;

  std::mutex mutex;
  std::condition_variable stopped;
  bool stopping = false;
  int connections = 0;
  std::vector<Seen> seen;
  std::set<int> sockets;
  std::vector<std::thread> threads;

  explicit State(unsigned short port) : acceptor(io, {asio::ip::make_address("127.0.0.1"), port}) {}
  bool pause(std::chrono::milliseconds time);  // false: the server is going
  void acceptAll();
  void serve(asio::ip::tcp::socket socket, int connection);
  bool exchange(Stream& stream, boost::beast::flat_buffer& buffer, int connection);
};

namespace {

Seen asSeen(const http::request<http::string_body>& request, int connection) {
  Seen seen{
      std::string(request.method_string()), std::string(request.target()), {}, request.body(), connection};
  for (const auto& field : request) {
    std::string name(field.name_string());
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    seen.headers[name] = std::string(field.value());
  }
  return seen;
}

}  // namespace

bool Server::State::pause(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex);
  return !stopped.wait_for(lock, time, [&] { return stopping; });
}

bool Server::State::exchange(Stream& stream, boost::beast::flat_buffer& buffer, int connection) {
  http::request_parser<http::string_body> parser;
  error_code error;
  http::read(stream, buffer, parser, error);
  if (error) return false;
  const Seen request = asSeen(parser.get(), connection);
  {
    const std::lock_guard lock(mutex);
    seen.push_back(request);
  }
  const Reply reply = handler(request);
  if (!pause(reply.delay) || reply.drop) return false;
  if (!reply.raw.empty()) {
    asio::write(stream, asio::buffer(reply.raw), error);
    while (reply.drip.count() > 0 && !error && pause(reply.drip))
      asio::write(stream, asio::buffer(" ", 1), error);
    return false;
  }
  http::response<http::string_body> response{static_cast<http::status>(reply.status), 11, reply.body};
  for (const auto& [name, value] : reply.headers) response.set(name, value);
  response.set(http::field::content_type, "application/json");
  response.prepare_payload();
  http::write(stream, response, error);
  return !error && !reply.closeAfter;
}

void Server::State::serve(asio::ip::tcp::socket socket, int connection) {
  const int handle = socket.native_handle();
  Stream stream(std::move(socket), tls);
  error_code error;
  stream.handshake(asio::ssl::stream_base::server, error);
  // With what the client has sent meanwhile unread, closing would reset the connection and could take the
  // alert with it.
  std::array<char, 4096> rest{};
  error_code end;
  while (error && stream.next_layer().read_some(asio::buffer(rest), end) > 0) {
  }
  boost::beast::flat_buffer buffer;
  if (!error)
    while (exchange(stream, buffer, connection)) {
    }
  const std::lock_guard lock(mutex);  // the handle must not be reused before it is forgotten
  sockets.erase(handle);
  stream.next_layer().close(error);
}

void Server::State::acceptAll() {
  for (;;) {
    error_code error;
    auto socket = acceptor.accept(error);
    const std::lock_guard lock(mutex);
    if (error || stopping) return;
    sockets.insert(socket.native_handle());
    threads.emplace_back([this, number = ++connections, socket = std::move(socket)]() mutable {
      serve(std::move(socket), number);
    });
  }
}

Server::Server(Handler handler, const std::string& certificate, unsigned short port)
    : state_(std::make_shared<State>(port)) {
  const auto& pki = Pki::instance();
  state_->handler = std::move(handler);
  state_->tls.use_certificate_chain_file(pki.file(certificate + ".pem"));
  state_->tls.use_private_key_file(pki.file(certificate + ".key"), asio::ssl::context::pem);
  state_->tls.load_verify_file(pki.file("ca.pem"));
  state_->tls.set_verify_mode(asio::ssl::verify_peer | asio::ssl::verify_fail_if_no_peer_cert);
  state_->threads.emplace_back([state = state_.get()] { state->acceptAll(); });
}

Server::~Server() {
  std::vector<std::thread> threads;
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopping = true;
    ::shutdown(state_->acceptor.native_handle(), SHUT_RDWR);
    for (const int handle : state_->sockets) ::shutdown(handle, SHUT_RDWR);
    threads.swap(state_->threads);
  }
  state_->stopped.notify_all();
  for (auto& thread : threads) thread.join();
}

std::string Server::url() const {
  return "https://127.0.0.1:" + std::to_string(state_->acceptor.local_endpoint().port()) + "/v1";
}

int Server::connections() const {
  const std::lock_guard lock(state_->mutex);
  return state_->connections;
}

std::vector<Seen> Server::seen() const {
  const std::lock_guard lock(state_->mutex);
  return state_->seen;
}

}  // namespace client_test
