#include "http_raw_client.h"

#include <algorithm>
#include <csignal>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace http_test {

struct RawClient::Link {
  int socket = -1;
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context{nullptr, &SSL_CTX_free};
  std::unique_ptr<SSL, decltype(&SSL_free)> tls{nullptr, &SSL_free};
  bool connected = false;

  Link() = default;
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;
  ~Link() {
    if (socket >= 0) ::close(socket);
  }
  void open(std::uint16_t port) {
    std::signal(SIGPIPE, SIG_IGN);
    socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval limit{10, 0};
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected = connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
};

RawClient::RawClient(std::uint16_t port) : link_(std::make_unique<Link>()) {
  link_->open(port);
}

RawClient::RawClient(std::uint16_t port, const TlsIdentity& identity) : RawClient(port) {
  link_->context.reset(SSL_CTX_new(TLS_client_method()));
  SSL_CTX* const context = link_->context.get();
  if (identity.highestVersion != 0) {
    SSL_CTX_set_cipher_list(context, "ALL:@SECLEVEL=0");  // else OpenSSL itself would refuse the old version
    SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context, identity.highestVersion);
  }
  SSL_CTX_load_verify_file(context, identity.trust.c_str());
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  if (!identity.certificate.empty()) {
    SSL_CTX_use_certificate_chain_file(context, identity.certificate.c_str());
    SSL_CTX_use_PrivateKey_file(context, identity.key.c_str(), SSL_FILETYPE_PEM);
  }
  link_->tls.reset(SSL_new(context));
  SSL_set_fd(link_->tls.get(), link_->socket);
  link_->connected = link_->connected && SSL_connect(link_->tls.get()) == 1;
  ERR_clear_error();
}

RawClient::RawClient(RawClient&&) noexcept = default;
RawClient::~RawClient() = default;

bool RawClient::connected() const {
  return link_->connected;
}

bool RawClient::send(const std::string& bytes) {
  if (link_->tls) {
    const bool sent = SSL_write(link_->tls.get(), bytes.data(), static_cast<int>(bytes.size())) > 0;
    ERR_clear_error();
    return sent;
  }
  std::size_t done = 0;
  while (done < bytes.size()) {
    const auto sent = ::send(link_->socket, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
    if (sent <= 0) return false;
    done += static_cast<std::size_t>(sent);
  }
  return true;
}

std::optional<std::string> RawClient::readSome() {
  std::string chunk(16384, '\0');
  const long got = link_->tls ? SSL_read(link_->tls.get(), chunk.data(), static_cast<int>(chunk.size()))
                              : ::recv(link_->socket, chunk.data(), chunk.size(), 0);
  ERR_clear_error();
  if (got <= 0) return std::nullopt;
  chunk.resize(static_cast<std::size_t>(got));
  return chunk;
}

std::optional<Answer> RawClient::receive() {
  const auto need = [this](auto complete) {
    while (!complete()) {
      const auto chunk = readSome();
      if (!chunk) return false;
      received_ += *chunk;
    }
    return true;
  };
  if (!need([this] { return received_.find("\r\n\r\n") != std::string::npos; })) return std::nullopt;
  const std::size_t end = received_.find("\r\n\r\n");
  Answer answer;
  answer.status = std::stoi(received_.substr(9, 3));
  for (std::size_t at = received_.find("\r\n") + 2; at < end;) {
    const std::string line = received_.substr(at, received_.find("\r\n", at) - at);
    std::string name = line.substr(0, line.find(':'));
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    answer.headers[name] = line.substr(line.find(':') + 2);
    at += line.size() + 2;
  }
  const std::size_t length = std::stoul(answer.headers["content-length"]);
  if (!need([&] { return received_.size() >= end + 4 + length; })) return std::nullopt;
  answer.body = received_.substr(end + 4, length);
  received_.erase(0, end + 4 + length);
  return answer;
}

bool RawClient::closed() {
  while (readSome()) {
  }
  // A timed-out read is no end: only an orderly end or a reset is.
  if (link_->tls && (SSL_get_shutdown(link_->tls.get()) & SSL_RECEIVED_SHUTDOWN) != 0) return true;
  char byte = 0;
  const auto got = ::recv(link_->socket, &byte, 1, MSG_DONTWAIT);
  return got == 0 || (got < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
}

std::string request(const std::string& method, const std::string& target, const std::string& body,
                    const std::string& moreHeaders) {
  std::string text = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + moreHeaders;
  if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  return text + "\r\n" + body;
}

}  // namespace http_test
