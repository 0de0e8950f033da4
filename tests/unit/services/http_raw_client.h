#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

// A client of bare sockets and OpenSSL that can do what no library would: stop in mid-request, never stop,
// speak without a certificate.
namespace http_test {

struct Answer {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

struct TlsIdentity {
  std::string trust;        // PEM of the authority
  std::string certificate;  // empty: none shown
  std::string key;
  int highestVersion = 0;  // 0: whatever OpenSSL offers
};

class RawClient {
 public:
  explicit RawClient(std::uint16_t port);                      // plain
  RawClient(std::uint16_t port, const TlsIdentity& identity);  // connected() tells how it went
  RawClient(RawClient&&) noexcept;
  ~RawClient();

  bool connected() const;
  bool send(const std::string& bytes);  // false: the other side is gone
  // The next answer; nothing when the connection closed first. Waits at most ten seconds.
  std::optional<Answer> receive();
  // Waits at most ten seconds for the other side to close; what still comes is thrown away.
  bool closed();

 private:
  struct Link;
  std::optional<std::string> readSome();
  std::unique_ptr<Link> link_;
  std::string received_;
};

// "GET /x HTTP/1.1" with Host and, when there is one, a body.
std::string request(const std::string& method, const std::string& target, const std::string& body = {},
                    const std::string& moreHeaders = {});

}  // namespace http_test
