#pragma once

#include <memory>
#include <utility>  // Boost 1.74's asio forgets it

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include "services/http/message.h"
#include "services/http/server.h"

// Inside the server: what it and its connections know of each other.
namespace doorstep::http {

namespace net = boost::asio;

class Connection {
 public:
  virtual ~Connection() = default;
  virtual void start() = 0;
  virtual void drain() = 0;  // no further request: close now when idle, after the answer when not
};

// What a connection needs of its server.
class Host {
 public:
  virtual ~Host() = default;
  virtual Response respond(const Request& request) = 0;
  virtual const Limits& limits() const = 0;
  virtual bool draining() const = 0;
  virtual void closed(Connection* connection) = 0;
};

std::shared_ptr<Connection> plainConnection(Host& host, net::ip::tcp::socket socket);
std::shared_ptr<Connection> tlsConnection(Host& host, net::ip::tcp::socket socket,
                                          net::ssl::context& context);

}  // namespace doorstep::http
