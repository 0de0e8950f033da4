#include "services/http/session.h"

namespace doorstep::http {

std::shared_ptr<Connection> plainConnection(Host& host, net::ip::tcp::socket socket) {
  return std::make_shared<Session<beast::tcp_stream>>(host, beast::tcp_stream(std::move(socket)));
}

}  // namespace doorstep::http
